/* What binds people to the shop: thanks, the subscription, friends. */
#include "draw.h"
#include "garden_life.h"
#include "garden_rows.h"

/* ---- The third order ------------------------------------------------------------------------ */

static void thank(gw_garden_today *today)
{
    static const char *const arms[] = {"card", "gift", "nothing"};
    int arm = gw_garden_pick(&today->draws, GW_STREAM_THANKS, 0, 3);
    double jump = arm == 1 ? 0.3 : 0.0;
    gw_garden_row_experiment(today, "thanks", arms[arm]);
    gw_garden_mark(today, GW_STUDY_THANKS, NULL, jump, 0.0);
    today->jump += jump;
    if (arm == 0) {
        gw_garden_row_thanks(today, arms[arm], GW_GARDEN_CARD_COST_CENTS, 0);
        gw_garden_count_cents(today, GW_GARDEN_KINDNESS_COST, -GW_GARDEN_CARD_COST_CENTS);
    } else if (arm == 1) {
        gw_garden_row_thanks(today, arms[arm], GW_GARDEN_GIFT_COST_CENTS,
                             GW_GARDEN_GIFT_WORTH_CENTS);
        gw_garden_count_cents(today, GW_GARDEN_KINDNESS_COST, -GW_GARDEN_GIFT_COST_CENTS);
        gw_garden_count_cents(today, GW_GARDEN_SAVINGS, GW_GARDEN_GIFT_WORTH_CENTS);
    }
}

/* The same day of the next month, or its last day. */
static int a_month_later(int day, int of_month)
{
    int year = 0;
    int month = 0;
    int ignored = 0;
    int32_t date = 0;
    gw_date_to_civil(&year, &month, &ignored, GW_GARDEN_EPOCH + day);
    year += month == 12;
    month = month == 12 ? 1 : month + 1;
    while (!gw_date_from_civil(&date, year, month, of_month))
        of_month--;
    return date - GW_GARDEN_EPOCH;
}

static int day_of_month(int day)
{
    int year = 0;
    int month = 0;
    int of_month = 0;
    gw_date_to_civil(&year, &month, &of_month, GW_GARDEN_EPOCH + day);
    return of_month;
}

/* A subscription from before the files begins in them with its first renewal. */
static void pay_box(const gw_garden_today *today)
{
    const char *event = today->life->is_box_told ? "renew" : "start";
    today->life->is_box_told = today->day >= 0;
    gw_garden_row_subscription(today, event, GW_GARDEN_BOX_CENTS, GW_GARDEN_BOX_GOODS_CENTS);
    gw_garden_count_cents(today, GW_GARDEN_SUBSCRIPTIONS,
                          GW_GARDEN_BOX_CENTS - GW_GARDEN_BOX_GOODS_CENTS);
}

static void maybe_subscribe(gw_garden_today *today)
{
    gw_garden_life *life = today->life;
    if (!gw_garden_chance(&today->draws, GW_STREAM_SUBSCRIPTION, 0, 0.12))
        return;
    gw_rng rng = gw_garden_rng(&today->draws, GW_STREAM_SUBSCRIPTION, 1);
    life->theta = gw_draw_beta(&rng, 0.9, 6.0);
    life->is_subscribed = true;
    life->renewal_day = (int8_t)day_of_month(today->day);
    life->renews_on = a_month_later(today->day, life->renewal_day);
    pay_box(today);
}

void gw_garden_third_order(gw_garden_today *today)
{
    if (today->world->settings.thanks != 0.0)
        thank(today);
    if (today->world->settings.subscriptions != 0.0)
        maybe_subscribe(today);
}

/* ---- The subscription ----------------------------------------------------------------------- */

void gw_garden_end_subscription(gw_garden_today *today)
{
    today->life->is_subscribed = false;
    today->life->renews_on = GW_GARDEN_NEVER;
    if (today->life->is_box_told)
        gw_garden_row_subscription(today, "end", 0, 0);
}

void gw_garden_renew(gw_garden_today *today)
{
    gw_garden_life *life = today->life;
    if (gw_garden_chance(&today->draws, GW_STREAM_SUBSCRIPTION, gw_garden_day_index(today->day),
                         life->theta)) {
        gw_garden_end_subscription(today);
        return;
    }
    life->renews_on = a_month_later(today->day, life->renewal_day);
    pay_box(today);
}

/* ---- Friends -------------------------------------------------------------------------------- */

void gw_garden_refer(gw_garden_today *today)
{
    gw_garden_life *life = today->life;
    uint32_t index = gw_garden_day_index(today->day);
    bool is_type_1 = gw_garden_chance(&today->draws, GW_STREAM_REFERRAL, index, 0.7);
    gw_garden_count(today, is_type_1 ? GW_GARDEN_REFERRALS_1 : GW_GARDEN_REFERRALS_2,
                    today->teller->tally == NULL ? 0.0 : 1.0 / today->teller->tally->v);
    if (is_type_1) {
        gw_garden_event reward = {
            .kind = GW_EVENT_REWARD, .day = today->day + 7, .of_day = today->day, .incident = -1};
        gw_garden_schedule(life, &reward);
    } else {
        life->rewards++;
    }
    gw_garden_row_referral(today);
    if (today->teller->news != NULL) {
        gw_garden_news news = {
            .day = today->day,
            .referral_type = is_type_1 ? 1 : 2,
            .taken_after = (int16_t)(1 + gw_garden_pick(&today->draws, GW_STREAM_TAKEN, index, 60)),
            .referrer = life->who.number,
            .referrer_key = life->who.key,
            .z_lambda = life->who.z_lambda,
            .b = life->who.b};
        today->teller->news(&news, today->teller->user);
    }
}

#include "garden_life.h"

#include <math.h>
#include <string.h>

#include "draw.h"
#include "garden_rows.h"
#include "normal_distribution.h"
#include "vmath.h"

#define S_KEPT 0.99232794626294348 /* 2^(-1/90) */
#define S_NOISE 0.02
#define S_COMMON 4.0 /* beyond it no shortcut is taken */

const char *const GW_GARDEN_CAUSE[GW_CAUSES] = {"", "late", "broken", "wrong"};

/* ---- A person ------------------------------------------------------------------------------- */

enum {
    SLOT_Z_LAMBDA,
    SLOT_Z_MU,
    SLOT_B,
    SLOT_W,
    SLOT_REGION,
    SLOT_MAIL,
    SLOT_NU,
    SLOT_REPAIR,
};

/* Like the referrer: homophily times theirs, the rest an own draw. */
static double liken(const gw_garden_person *who, double theirs, double own, double homophily)
{
    return who->referrer == 0 ? own : homophily * theirs + sqrt(1.0 - homophily * homophily) * own;
}

static void make_person(gw_garden_person *who, const gw_garden_world *world)
{
    const gw_garden_settings *set = &world->settings;
    gw_garden_draws draws = {.seed = world->seed, .whose = who->key, .run = 0};
    double own = gw_garden_normal(&draws, GW_STREAM_PERSON, SLOT_Z_LAMBDA);
    who->z_lambda = liken(who, who->z_lambda, own, set->homophily);
    own = gw_garden_normal(&draws, GW_STREAM_PERSON, SLOT_Z_MU);
    double z_mu =
        set->rate_life * who->z_lambda + sqrt(1.0 - set->rate_life * set->rate_life) * own;
    who->lambda = gw_garden_score_at(&world->lambda_score, who->z_lambda);
    who->mu = gw_garden_score_at(&world->mu_score, z_mu);
    own = gw_garden_normal(&draws, GW_STREAM_PERSON, SLOT_B);
    who->b = liken(who, who->b, own, set->homophily);
    who->w = gw_exp(0.4 * gw_garden_normal(&draws, GW_STREAM_PERSON, SLOT_W));
    /* N(0,1) < x has probability Phi(x). */
    double z_region = gw_garden_normal(&draws, GW_STREAM_PERSON, SLOT_REGION);
    who->region = z_region < set->exposure_confounding * who->z_lambda ? GW_SOUTH : GW_NORTH;
    who->takes_mail = gw_garden_chance(&draws, GW_STREAM_PERSON, SLOT_MAIL, 0.7);
    who->is_repaired = gw_garden_chance(&draws, GW_STREAM_PERSON, SLOT_REPAIR, 0.5);
    gw_rng rng = gw_garden_rng(&draws, GW_STREAM_PERSON, SLOT_NU);
    who->nu = gw_draw_gamma(&rng, 4.0) / 15.0;
}

void gw_garden_life_begin(gw_garden_life *out, const gw_garden_world *world,
                          const gw_garden_person *who)
{
    memset(out, 0, offsetof(gw_garden_life, events));
    out->who = *who;
    make_person(&out->who, world);
    out->s = out->who.b;
    out->day = who->joined;
    out->left_on = GW_GARDEN_NEVER;
    out->last_order = INT32_MIN / 2;
    out->coupon_until = INT32_MIN / 2;
    out->renews_on = GW_GARDEN_NEVER;
    out->message_day = INT32_MIN / 2;
    out->next_due = GW_GARDEN_NEVER;
}

/* ---- What waits ----------------------------------------------------------------------------- */

void gw_garden_schedule(gw_garden_life *life, const gw_garden_event *event)
{
    if (life->event_count == GW_GARDEN_EVENTS) {
        life->is_overfull = true;
        return;
    }
    life->events[life->event_count++] = *event;
    if (event->day < life->next_due)
        life->next_due = event->day;
}

void gw_garden_mark(gw_garden_today *today, gw_garden_study study, const gw_garden_event *of,
                    double jump, double full)
{
    if (today->teller->study == NULL || today->day < 0 || today->day > GW_GARDEN_LAST ||
        today->case_count == GW_GARDEN_MOST_CASES)
        return;
    size_t i = today->case_count++;
    today->cases[i].study = study;
    today->cases[i].cause = of == NULL ? 0 : of->cause;
    today->cases[i].of_day = of == NULL ? 0 : of->of_day;
    today->cases[i].order_no = of == NULL ? 0 : of->order_no;
    today->cases[i].jump = jump;
    today->cases[i].full = full;
}

/* At the end of the day. */
static void tell_cases(const gw_garden_today *today)
{
    for (size_t i = 0; i < today->case_count; i++) {
        int slot = (int)today->cases[i].study * 4 + today->cases[i].cause;
        gw_philox_block lot =
            gw_garden_block(&today->draws, GW_STREAM_STUDY, gw_garden_slot(today->day, slot));
        gw_garden_case one;
        one.lot = (uint64_t)lot.word[0] << 32 | lot.word[1];
        one.study = today->cases[i].study;
        one.cause = today->cases[i].cause;
        one.of_day = today->cases[i].of_day;
        one.order_no = today->cases[i].order_no;
        one.jump = today->cases[i].jump;
        one.full = today->cases[i].full;
        one.life = *today->life;
        today->teller->study(&one, today->teller->user);
    }
}

/* ---- A day ---------------------------------------------------------------------------------- */

/* An event of this rate a day, times e^(slope s), with u uniform: 1 - e^-rate > u. The exponential
 * is only worked out where the answer is in doubt: e^(4 |slope|) is the most it can be. */
static bool befalls(double u, double rate, double slope, double most, double s)
{
    if (u >= rate * most && fabs(s) < S_COMMON)
        return false;
    rate *= gw_exp(slope * s);
    return u < rate && u < -gw_expm1(-rate);
}

/* The first of a month: 15 % off the next order, for those who have not ordered for long. */
static void give_coupon(gw_garden_today *today)
{
    gw_garden_life *life = today->life;
    if (today->world->settings.targeted_discounts == 0 || today->day - life->last_order <= 60)
        return;
    life->coupon_until = today->day + 30;
    gw_garden_mark(today, GW_STUDY_COUPON, NULL, 0.0, 0.0);
}

static void leave(gw_garden_today *today)
{
    today->life->has_left = true;
    today->life->left_on = today->day;
    if (today->life->is_subscribed)
        gw_garden_end_subscription(today);
}

/* Buying, the subscription and leaving, of those who have not left. */
static void be_a_customer(gw_garden_today *today, const gw_philox_block *words, double most_rate,
                          double most_life)
{
    gw_garden_life *life = today->life;
    const gw_garden_settings *set = &today->world->settings;
    double rate = life->who.lambda * today->date->season * today->run->shock[today->date->year];
    double s = life->s;
    if (today->day == life->who.joined ||
        befalls(gw_philox_short_uniform(words->word[1]), rate, set->sat_rate, most_rate, s))
        gw_garden_order(today);
    if (life->is_subscribed && today->day >= life->renews_on)
        gw_garden_renew(today);
    if (befalls(gw_philox_short_uniform(words->word[2]), life->who.mu, -set->sat_life, most_life,
                s))
        leave(today);
    if (today->date->is_first_of_month && !life->has_left)
        give_coupon(today);
}

/* Somebody after the first day: .0008 e^(.6 S) e^(-age/700) a day, from the first day of the files
 * on. */
static void maybe_refer(gw_garden_today *today, const gw_philox_block *words, double most)
{
    const gw_garden_life *life = today->life;
    int age = today->day - life->who.joined;
    if (age == 0 || today->day < 0 || today->world->settings.referrals == 0)
        return;
    double rate = 0.0008 * today->world->age_fade[age];
    if (life->has_left && life->left_on < today->day)
        rate *= today->world->settings.refer_after_leaving;
    if (befalls(gw_philox_short_uniform(words->word[3]), rate, 0.6, most, life->s))
        gw_garden_refer(today);
}

void gw_garden_live(gw_garden_life *life, const gw_garden_world *world, const gw_garden_run *run,
                    int last, const gw_garden_teller *teller)
{
    const gw_garden_settings *set = &world->settings;
    double most_rate = gw_exp(S_COMMON * fabs(set->sat_rate));
    double most_life = gw_exp(S_COMMON * fabs(set->sat_life));
    double most_refer = gw_exp(S_COMMON * 0.6);
    gw_garden_today today = {.life = life, .world = world, .run = run, .teller = teller};
    today.draws = (gw_garden_draws){.seed = world->seed, .whose = life->who.key, .run = run->id};
    for (; life->day <= last; life->day++) {
        today.day = life->day;
        today.date = gw_garden_date_of(world, today.day);
        today.jump = 0.0;
        today.case_count = 0;
        if (teller->tally != NULL)
            teller->tally->v *= teller->tally->fade;
        gw_philox_block words =
            gw_garden_block(&today.draws, GW_STREAM_DAY, gw_garden_day_index(today.day));
        if (today.day >= life->next_due)
            gw_garden_happen(&today);
        if (today.date->is_mailing && set->mailings != 0)
            gw_garden_mail(&today);
        if (!life->has_left)
            be_a_customer(&today, &words, most_rate, most_life);
        maybe_refer(&today, &words, most_refer);
        double noise = gw_normal_quantile(gw_philox_short_uniform(words.word[0]));
        life->s = life->who.b + (life->s - life->who.b) * S_KEPT + today.jump + S_NOISE * noise;
        if (today.date->is_month_end && teller->rows != NULL)
            gw_garden_rows_month(teller->rows, today.date->month, life->s);
        if (today.case_count > 0)
            tell_cases(&today);
    }
}

/* What follows an order: the parcel, contacts, repairs, questions, refunds, reviews; and mailings.
 * Draws are those of the order's day, so that they do not depend on when things arrive. */
#include <math.h>

#include "draw.h"
#include "garden_life.h"
#include "garden_rows.h"
#include "vmath.h"

#define DAY_SECONDS 86400

static int whole_within(double x, int low, int high)
{
    double rounded = floor(x + 0.5);
    return rounded < low ? low : rounded > high ? high : (int)rounded;
}

/* ---- Contacts ------------------------------------------------------------------------------- */

static uint32_t contact_slot(const gw_garden_event *event, int slot)
{
    return gw_garden_slot(event->of_day, 8 * event->cause + slot);
}

/* How it is answered: within a day, in 2 to 4 days, or never. */
static void draw_answer(gw_garden_contact *out, const gw_garden_today *today,
                        const gw_garden_event *event, gw_garden_event *answered_out)
{
    const gw_garden_draws *draws = &today->draws;
    double how = gw_garden_uniform(draws, GW_STREAM_CONTACT, contact_slot(event, 2));
    double part = gw_garden_uniform(draws, GW_STREAM_CONTACT, contact_slot(event, 3));
    out->answered_seconds = out->seconds;
    if (how < 0.7) {
        int seconds = out->seconds + 1800 + (int)(84600.0 * part);
        out->answered_day = today->day + seconds / DAY_SECONDS;
        out->answered_seconds = seconds % DAY_SECONDS;
        answered_out->size = 1500;
    } else if (how < 0.9) {
        out->answered_day = today->day + 2 + (int)(3.0 * part);
    } else {
        out->answered_day = GW_GARDEN_NEVER;
        out->minutes_ours = 0;
        answered_out->size = -5000;
    }
    answered_out->day = how < 0.9 ? out->answered_day : today->day + 7;
}

static void contact(gw_garden_today *today, const gw_garden_event *event)
{
    const gw_garden_draws *draws = &today->draws;
    gw_garden_event answered = *event;
    gw_rng rng = gw_garden_rng(draws, GW_STREAM_CONTACT, contact_slot(event, 1));
    gw_garden_contact row = {
        .number = ++today->life->contacts, .order_no = event->order_no, .of_day = event->of_day};
    answered.kind = GW_EVENT_ANSWERED;
    answered.size = 0; /* 2 to 4 days: no jump */
    row.minutes_theirs = (int)gw_draw_poisson(&rng, 12.0);
    row.minutes_ours = (int)gw_draw_poisson(&rng, 8.0);
    row.seconds = 25200 + gw_garden_pick(draws, GW_STREAM_CONTACT, contact_slot(event, 4), 50400);
    draw_answer(&row, today, event, &answered);
    answered.other = row.seconds;
    gw_garden_schedule(today->life, &answered);
    gw_garden_row_contact(today, &row);
    gw_garden_count_cents(today, GW_GARDEN_SERVICE_COST,
                          -GW_GARDEN_MINUTE_CENTS * (int64_t)row.minutes_ours);
    gw_garden_count(today, GW_GARDEN_EFFORT, -GW_GARDEN_VALUE_OF_HOUR / 60.0 * row.minutes_theirs);
}

static void be_answered(gw_garden_today *today, const gw_garden_event *event)
{
    const gw_garden_draws *draws = &today->draws;
    today->jump += 1e-4 * event->size;
    if (today->life->has_left || today->world->settings.answers == 0.0 ||
        !gw_garden_chance(draws, GW_STREAM_CONTACT, contact_slot(event, 6), 0.3))
        return;
    double noise = gw_garden_normal(draws, GW_STREAM_CONTACT, contact_slot(event, 7));
    gw_garden_row_answer(today, "csat",
                         whole_within(3.4 + 0.8 * today->life->s + 0.7 * noise, 1, 5), 1, 5, event,
                         event->other);
}

/* ---- Parcels -------------------------------------------------------------------------------- */

static void befall(gw_garden_today *today, const gw_garden_event *delivered, uint8_t cause,
                   int size, double jump)
{
    gw_garden_event incident = *delivered;
    incident.kind = GW_EVENT_FOLLOW_UP;
    incident.day = today->day + 1;
    incident.cause = cause;
    incident.other = size;
    incident.size = (int32_t)floor(1e4 * jump + 0.5);
    incident.incident = gw_garden_true_incident(today, &incident);
    today->jump += jump;
    gw_garden_schedule(today->life, &incident);
    gw_garden_mark(today, GW_STUDY_INCIDENT, &incident, jump, 0.0);
}

static void be_delivered(gw_garden_today *today, const gw_garden_event *event)
{
    int late = event->size;
    if (late > 0) {
        gw_garden_count(today, GW_GARDEN_PROMISES, -GW_GARDEN_VALUE_OF_DAY_LATE * late);
        befall(today, event, GW_LATE, late, late > 4 ? -1.0 : -0.25 * late);
    }
    if (late < 0)
        today->jump += 0.05;
    if ((event->bits & 1) != 0)
        befall(today, event, GW_BROKEN, 1, -0.8);
    if ((event->bits & 2) != 0)
        befall(today, event, GW_WRONG, 1, -0.6);
}

/* The day after: one in three writes. Carriers tell us of what is late; of the rest we only know
 * what somebody writes, unless nobody leaves in silence. A repair is decided on two days after we
 * know. */
static void follow_up(gw_garden_today *today, const gw_garden_event *event)
{
    bool writes = !today->life->has_left && gw_garden_chance(&today->draws, GW_STREAM_CONTACT,
                                                             contact_slot(event, 0), 1.0 / 3.0);
    bool is_late = event->cause == GW_LATE;
    if (writes)
        contact(today, event);
    if (!is_late && !writes && today->world->settings.silent_leavers != 0.0)
        return;
    gw_garden_event repair = *event;
    repair.kind = GW_EVENT_REPAIR;
    repair.day = today->day + (is_late ? 1 : 2);
    gw_garden_schedule(today->life, &repair);
    gw_garden_true_known(today, event);
    if (!is_late)
        gw_garden_row_incident(today, event);
}

static void maybe_repair(gw_garden_today *today, const gw_garden_event *event)
{
    bool at_random = today->world->settings.random_repair != 0.0;
    double gives = 0.6 * 1e-4 * -event->size;
    bool repairs = at_random ? today->life->who.is_repaired
                             : gw_garden_normal(&today->draws, GW_STREAM_CONTACT,
                                                contact_slot(event, 5)) < today->life->who.z_lambda;
    if (at_random && !today->life->is_in_experiment)
        gw_garden_row_experiment(today, "repair", repairs ? "repaired" : "nothing");
    today->life->is_in_experiment = true;
    gw_garden_mark(today, GW_STUDY_REPAIR, event, repairs ? gives : 0.0, gives);
    if (!repairs)
        return;
    today->jump += gives;
    gw_garden_row_repair(today, event);
    gw_garden_true_repaired(today, event);
    gw_garden_count_cents(today, GW_GARDEN_KINDNESS_COST, -GW_GARDEN_REPAIR_COST_CENTS);
    gw_garden_count_cents(today, GW_GARDEN_SAVINGS, GW_GARDEN_REPAIR_WORTH_CENTS);
}

/* ---- Questions, refunds, reviews, requests -------------------------------------------------- */

static void ask_nps(gw_garden_today *today, const gw_garden_event *event)
{
    const gw_garden_draws *draws = &today->draws;
    double s = today->life->s;
    double log_odds = -0.6 + 0.5 * s + (fabs(s) > 1.0 ? 0.3 : 0.0);
    if (today->life->has_left ||
        !gw_garden_chance(draws, GW_STREAM_ANSWER, gw_garden_slot(event->of_day, 0),
                          1.0 / (1.0 + gw_exp(-log_odds))))
        return;
    double noise = gw_garden_normal(draws, GW_STREAM_ANSWER, gw_garden_slot(event->of_day, 1));
    gw_garden_row_answer(today, "nps", whole_within(7.0 + 1.6 * s + 1.3 * noise, 0, 10), 0, 10,
                         event, 43200);
}

/* What was taken off is taken back with the rest: an order given back whole leaves nothing. */
static void refund(gw_garden_today *today, const gw_garden_event *event)
{
    bool can_be_sold =
        gw_garden_chance(&today->draws, GW_STREAM_REFUND, gw_garden_slot(event->of_day, 3), 0.5);
    int64_t goods = can_be_sold ? event->other : 0;
    today->jump -= 0.1;
    gw_garden_row_refund(today, event, can_be_sold);
    int64_t in_price = event->off_ours - event->reward + event->off_third_party;
    double surplus = gw_garden_surplus_factor() * 0.01 * (double)(event->size + event->reward) -
                     0.01 * (double)in_price;
    gw_garden_count_cents(today, GW_GARDEN_PURCHASES,
                          goods - event->size - event->off_ours - event->off_third_party);
    gw_garden_count_cents(today, GW_GARDEN_KINDNESS_COST, event->off_ours);
    gw_garden_count_cents(today, GW_GARDEN_SAVINGS, -event->off_ours - event->off_third_party);
    gw_garden_count(today, GW_GARDEN_SURPLUS, -surplus);
    gw_garden_count_cents(today, GW_GARDEN_SERVICE_COST, -GW_GARDEN_HANDLING_CENTS);
    gw_garden_count(today, GW_GARDEN_EFFORT,
                    -GW_GARDEN_VALUE_OF_HOUR / 60.0 * GW_GARDEN_REFUND_MINUTES);
}

static void review(gw_garden_today *today, const gw_garden_event *event)
{
    if (today->life->has_left)
        return;
    double noise =
        gw_garden_normal(&today->draws, GW_STREAM_REVIEW, gw_garden_slot(event->of_day, 1));
    int stars = whole_within(3.7 + 0.9 * today->life->s + 0.7 * noise, 1, 5);
    gw_garden_row_review(today, event, stars);
    if (today->teller->news != NULL) {
        gw_garden_news news = {.day = today->day, .stars = (int8_t)stars};
        today->teller->news(&news, today->teller->user);
    }
}

static void act(gw_garden_today *today, const gw_garden_event *event)
{
    today->jump += event->bits != 0 ? 0.4 : 0.1;
    gw_garden_row_change(today, event);
}

/* ---- What was scheduled --------------------------------------------------------------------- */

static void happen(gw_garden_today *today, const gw_garden_event *event)
{
    switch ((gw_garden_event_kind)event->kind) {
    case GW_EVENT_DELIVERED:
        be_delivered(today, event);
        break;
    case GW_EVENT_FOLLOW_UP:
        follow_up(today, event);
        break;
    case GW_EVENT_CONTACT:
        if (!today->life->has_left)
            contact(today, event);
        break;
    case GW_EVENT_ANSWERED:
        be_answered(today, event);
        break;
    case GW_EVENT_NPS:
        ask_nps(today, event);
        break;
    case GW_EVENT_REFUND:
        refund(today, event);
        break;
    case GW_EVENT_REVIEW:
        review(today, event);
        break;
    case GW_EVENT_ACTED:
        act(today, event);
        break;
    case GW_EVENT_REPAIR:
        maybe_repair(today, event);
        break;
    case GW_EVENT_REWARD:
        today->life->rewards++;
        break;
    }
}

/* In the order in which they were scheduled; what comes up for today meanwhile is at the end. */
void gw_garden_happen(gw_garden_today *today)
{
    gw_garden_life *life = today->life;
    int32_t kept = 0;
    for (int32_t i = 0; i < life->event_count; i++)
        if (life->events[i].day <= today->day) {
            gw_garden_event event = life->events[i];
            happen(today, &event);
        }
    life->next_due = GW_GARDEN_NEVER;
    for (int32_t i = 0; i < life->event_count; i++) {
        if (life->events[i].day <= today->day)
            continue;
        if (life->events[i].day < life->next_due)
            life->next_due = life->events[i].day;
        life->events[kept++] = life->events[i];
    }
    life->event_count = kept;
}

/* ---- Mailings ------------------------------------------------------------------------------- */

/* To subscribers who have ordered in the last 180 days, whether or not they have left: the shop
 * cannot know. */
void gw_garden_mail(gw_garden_today *today)
{
    gw_garden_life *life = today->life;
    if (!life->who.takes_mail || today->day - life->last_order > 180)
        return;
    int since = today->day - life->message_day;
    life->message_days = (since < 32 ? life->message_days << since : 0) | 1;
    life->message_day = today->day;
    int in_30_days = __builtin_popcount(life->message_days & 0x3fffffffu);
    gw_garden_row_message(today);
    gw_garden_count_cents(today, GW_GARDEN_SERVICE_COST, -GW_GARDEN_MESSAGE_CENTS);
    if (in_30_days > 2) {
        today->jump -= 0.1;
        gw_garden_count(today, GW_GARDEN_ATTENTION,
                        -GW_GARDEN_VALUE_OF_HOUR / 3600.0 * GW_GARDEN_SECONDS_A_MESSAGE);
    }
}

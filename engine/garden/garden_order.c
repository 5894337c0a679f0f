/* An order: what is in it, at which prices, and what it sets going. */
#include <math.h>

#include "draw.h"
#include "garden_life.h"
#include "garden_rows.h"
#include "vmath.h"

#define PROMISED_IN 3
#define MOST_LINES 24

/* ---- What is in it -------------------------------------------------------------------------- */

/* G of each product taken, 0 of the others: one line or more, those of a product merged. */
static void draw_products(double g_out[GW_GARDEN_PRODUCTS], const gw_garden_today *today)
{
    double total = 0.0;
    gw_rng rng = gw_garden_rng(&today->draws, GW_STREAM_ORDER, gw_garden_day_index(today->day));
    int lines = 1 + (int)gw_draw_poisson(&rng, 0.6);
    for (int i = 0; i < GW_GARDEN_PRODUCTS; i++)
        g_out[i] = 0.0;
    if (today->world->settings.basket == 0) {
        double amount = gw_draw_gamma(&rng, 6.0) / today->life->who.nu;
        g_out[GW_BASKET] = amount > 1e6 ? 1e6 : amount;
        return;
    }
    for (int rung = 0; rung <= today->life->rung; rung++)
        total += GW_GARDEN_PRODUCT[rung].weight;
    for (int i = 0; i < lines && i < MOST_LINES; i++) {
        double place = gw_rng_uniform(&rng) * total;
        double g = gw_draw_gamma(&rng, 4.0) / 4.0;
        int rung = 0;
        while (rung < today->life->rung && place >= GW_GARDEN_PRODUCT[rung].weight)
            place -= GW_GARDEN_PRODUCT[rung++].weight;
        g_out[rung] += g;
    }
    if (today->world->settings.ladder != 0 &&
        gw_garden_chance(&today->draws, GW_STREAM_ORDER_CHANCES, gw_garden_slot(today->day, 1),
                         0.02))
        g_out[GW_COURSE] = gw_draw_gamma(&rng, 4.0) / 4.0;
}

/* ---- At which prices ------------------------------------------------------------------------ */

/* Cents of so many hundredths of a unit at a price in cents, times percent / 100. */
static int64_t cents_of(int64_t units_hundredths, int64_t price_cents, int64_t percent)
{
    return (units_hundredths * price_cents * percent + 5000) / 10000;
}

/* What is taken at the price paid: q w (p / list)^-e G, two decimals, at least .01, none above the
 * choke. */
static int64_t units_at(const gw_garden_today *today, int product, double g, double paid_cents)
{
    const gw_garden_product *about = &GW_GARDEN_PRODUCT[product];
    double share = paid_cents / about->list_cents;
    if (product == GW_BASKET)
        return (int64_t)floor(100.0 * g + 0.5) > 1 ? (int64_t)floor(100.0 * g + 0.5) : 1;
    if (share > GW_GARDEN_CHOKE)
        return 0;
    double units =
        about->quantity * today->life->who.w * g * gw_exp(-GW_GARDEN_ELASTICITY * gw_log(share));
    int64_t hundredths = (int64_t)floor(100.0 * units + 0.5);
    return hundredths < 1 ? 1 : hundredths;
}

static bool price_line(gw_garden_order_line *out, const gw_garden_today *today, int product,
                       double g, bool has_coupon)
{
    const gw_garden_world *world = today->world;
    int64_t list = GW_GARDEN_PRODUCT[product].list_cents;
    int64_t price =
        gw_garden_price_cents(world, today->run, product, today->life->who.region, today->day);
    bool by_maker = product == GW_SEEDS && world->settings.maker_coupons != 0.0 &&
                    gw_garden_chance(&today->draws, GW_STREAM_ORDER_CHANCES,
                                     gw_garden_slot(today->day, 2), 0.05);
    double paid = (double)price * (has_coupon ? 0.85 : 1.0) - (by_maker ? 50.0 : 0.0);
    int64_t units = units_at(today, product, g, paid);
    if (units == 0)
        return false;
    out->product = product;
    out->units_hundredths = units;
    out->list = cents_of(units, list, 100);
    out->reference = cents_of(units, price, 100);
    out->off_ours = has_coupon ? cents_of(units, price, 15) : 0;
    out->off_third_party = by_maker ? cents_of(units, 50, 100) : 0;
    if (out->off_third_party > out->reference - out->off_ours)
        out->off_third_party = out->reference - out->off_ours;
    out->paid = out->reference - out->off_ours - out->off_third_party;
    out->goods = cents_of(units, list, 55);
    out->reward = 0;
    return true;
}

/* Rewards come off what is to be paid, line by line, and end with the order. */
static int64_t use_rewards(gw_garden_order_line *lines, int n, gw_garden_life *life)
{
    int64_t left = (int64_t)life->rewards * GW_GARDEN_REWARD_CENTS;
    int64_t used = 0;
    for (int i = 0; i < n && left > 0; i++) {
        int64_t off = left < lines[i].paid ? left : lines[i].paid;
        lines[i].reward = off;
        lines[i].paid -= off;
        lines[i].off_ours += off;
        left -= off;
        used += off;
    }
    life->rewards = 0;
    return used;
}

/* ---- What is counted ------------------------------------------------------------------------ */

/* True surplus is that of the price at which units were chosen: a reward, given whatever is bought,
 * is no part of it and is money to them. */
static void count_order(const gw_garden_today *today, const gw_garden_order_line *lines, int n,
                        int64_t reward)
{
    double surplus = 0.0;
    int64_t off = -reward;
    for (int i = 0; i < n; i++) {
        surplus += 0.01 * (double)lines[i].paid;
        off += lines[i].off_ours + lines[i].off_third_party;
        gw_garden_count_cents(today, GW_GARDEN_PURCHASES, lines[i].reference - lines[i].goods);
        gw_garden_count_cents(today, GW_GARDEN_KINDNESS_COST, -lines[i].off_ours);
        gw_garden_count_cents(today, GW_GARDEN_SAVINGS,
                              lines[i].off_ours + lines[i].off_third_party);
    }
    surplus = gw_garden_surplus_factor() * (surplus + 0.01 * (double)reward);
    gw_garden_count(today, GW_GARDEN_SURPLUS, surplus - 0.01 * (double)off);
    gw_garden_count(today, GW_GARDEN_ORDERS,
                    today->teller->tally == NULL ? 0.0 : 1.0 / today->teller->tally->v);
    gw_garden_count_cents(today, GW_GARDEN_SERVICE_COST, -GW_GARDEN_POSTAGE_CENTS);
    gw_garden_row_true_order(today, surplus, reward);
}

/* ---- What it sets going --------------------------------------------------------------------- */

static gw_garden_event event_of(const gw_garden_today *today, gw_garden_event_kind kind, int in)
{
    return (gw_garden_event){.kind = (uint8_t)kind,
                             .day = today->day + in,
                             .of_day = today->day,
                             .order_no = today->life->orders,
                             .incident = -1};
}

/* Returns in how many days it is there. */
static int send(const gw_garden_today *today)
{
    const gw_garden_draws *draws = &today->draws;
    double late = today->life->who.region == GW_SOUTH ? 0.18 : 0.06;
    gw_garden_event event = event_of(today, GW_EVENT_DELIVERED, PROMISED_IN);
    if (gw_garden_chance(draws, GW_STREAM_DELIVERY, gw_garden_slot(today->day, 0), late))
        event.size =
            1 + gw_garden_geometric(draws, GW_STREAM_DELIVERY, gw_garden_slot(today->day, 1), 0.4);
    else if (gw_garden_chance(draws, GW_STREAM_DELIVERY, gw_garden_slot(today->day, 2), 0.1))
        event.size = -1;
    if (gw_garden_chance(draws, GW_STREAM_DELIVERY, gw_garden_slot(today->day, 3), 0.02))
        event.bits |= 1;
    if (gw_garden_chance(draws, GW_STREAM_DELIVERY, gw_garden_slot(today->day, 4), 0.01))
        event.bits |= 2;
    event.day += event.size;
    gw_garden_schedule(today->life, &event);
    gw_garden_row_delivery(today, today->day + PROMISED_IN, event.day);
    if (gw_garden_chance(draws, GW_STREAM_CONTACT, gw_garden_slot(today->day, 0), 0.01)) {
        gw_garden_event contact = event_of(today, GW_EVENT_CONTACT, 1);
        gw_garden_schedule(today->life, &contact);
    }
    return PROMISED_IN + event.size;
}

/* Of one line, all of it. */
static void maybe_refund(const gw_garden_today *today, const gw_garden_order_line *lines, int n)
{
    const gw_garden_draws *draws = &today->draws;
    if (!gw_garden_chance(draws, GW_STREAM_REFUND, gw_garden_slot(today->day, 0), 0.03))
        return;
    int in = 1 + gw_garden_geometric(draws, GW_STREAM_REFUND, gw_garden_slot(today->day, 2), 0.1);
    const gw_garden_order_line *line =
        &lines[gw_garden_pick(draws, GW_STREAM_REFUND, gw_garden_slot(today->day, 1), n)];
    gw_garden_event event = event_of(today, GW_EVENT_REFUND, in);
    event.product = (uint8_t)line->product;
    event.size = (int32_t)line->paid;
    event.other = (int32_t)line->goods;
    event.off_ours = (int32_t)line->off_ours;
    event.off_third_party = (int32_t)line->off_third_party;
    event.reward = (int32_t)line->reward;
    if (line->paid > 0)
        gw_garden_schedule(today->life, &event);
}

static const char *const TOPICS[] = {"smaller bags", "heirloom seeds", "delivery on Saturdays",
                                     "a planting calendar", "spare parts"};
static const char *const WORDS[] = {"advice", "comparison", "brand_words"};

static void maybe_ask(const gw_garden_today *today)
{
    const gw_garden_draws *draws = &today->draws;
    if (gw_garden_chance(draws, GW_STREAM_REQUEST, gw_garden_slot(today->day, 0), 0.02)) {
        int topic = gw_garden_pick(draws, GW_STREAM_REQUEST, gw_garden_slot(today->day, 3), 5);
        gw_garden_event acted = event_of(today, GW_EVENT_ACTED, 60);
        acted.other = ++today->life->requests;
        acted.bits = gw_garden_chance(draws, GW_STREAM_REQUEST, gw_garden_slot(today->day, 2), 0.5);
        gw_garden_row_request(today, acted.other, TOPICS[topic]);
        if (gw_garden_chance(draws, GW_STREAM_REQUEST, gw_garden_slot(today->day, 1), 0.4))
            gw_garden_schedule(today->life, &acted);
    }
    for (int i = 0; i < 3; i++)
        if (gw_garden_chance(draws, GW_STREAM_REQUEST, gw_garden_slot(today->day, 4 + i), 0.005))
            gw_garden_row_words(today, WORDS[i],
                                TOPICS[gw_garden_pick(draws, GW_STREAM_REQUEST,
                                                      gw_garden_slot(today->day, 7 + i), 5)]);
}

/* The next rung opens after the order; twice as fast for who had a course before it. */
static void climb(gw_garden_today *today, bool has_course)
{
    gw_garden_life *life = today->life;
    double p = life->had_course ? 0.16 : 0.08;
    if (life->rung < GW_GREENHOUSE &&
        gw_garden_chance(&today->draws, GW_STREAM_ORDER_CHANCES, gw_garden_slot(today->day, 0), p))
        life->rung++;
    life->had_course = life->had_course || has_course;
}

static void set_going(gw_garden_today *today, const gw_garden_order_line *lines, int n)
{
    const gw_garden_settings *set = &today->world->settings;
    int there_in = set->deliveries != 0.0 ? send(today) : PROMISED_IN;
    if (set->refunds != 0.0)
        maybe_refund(today, lines, n);
    if (set->answers != 0.0) {
        gw_garden_event event = event_of(today, GW_EVENT_NPS, 7);
        gw_garden_schedule(today->life, &event);
    }
    if (set->requests != 0.0)
        maybe_ask(today);
    if (set->reviews != 0.0 &&
        gw_garden_chance(&today->draws, GW_STREAM_REVIEW, gw_garden_slot(today->day, 0), 0.03)) {
        gw_garden_event event = event_of(today, GW_EVENT_REVIEW, there_in + 1);
        gw_garden_schedule(today->life, &event);
    }
    if (today->life->orders == 3)
        gw_garden_third_order(today);
}

/* ---- The order ------------------------------------------------------------------------------ */

void gw_garden_order(gw_garden_today *today)
{
    gw_garden_life *life = today->life;
    double g[GW_GARDEN_PRODUCTS];
    gw_garden_order_line lines[GW_GARDEN_PRODUCTS];
    int n = 0;
    bool has_coupon = today->day <= life->coupon_until;
    draw_products(g, today);
    for (int product = 0; product < GW_GARDEN_PRODUCTS; product++)
        if (g[product] > 0.0 && price_line(&lines[n], today, product, g[product], has_coupon))
            n++;
    if (n == 0)
        return; /* nothing is worth its price */
    life->orders++;
    life->last_order = today->day;
    life->coupon_until = today->day - 1;
    int64_t reward = use_rewards(lines, n, life);
    /* between 7 and 21 o'clock, the same day in every time zone of Europe */
    int seconds = 25200 + gw_garden_pick(&today->draws, GW_STREAM_ORDER_CHANCES,
                                         gw_garden_slot(today->day, 3), 50400);
    for (int i = 0; i < n; i++)
        gw_garden_row_order(today, &lines[i], seconds);
    count_order(today, lines, n, reward);
    set_going(today, lines, n);
    if (today->world->settings.ladder != 0.0)
        climb(today, g[GW_COURSE] > 0.0);
}

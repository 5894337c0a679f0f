/* The garden's people and their days: each law against its formula, from fixed seeds. Bands are
 * those a right program leaves once in a thousand tests: 3.3 standard errors, sqrt(n) D < 1.95. */
#include "check.h"

#include "garden_life.h"

#include "gamma_distribution.h"
#include "normal_distribution.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PEOPLE 20000

static gw_garden_world world;
static gw_garden_run now;

static void make_world(const char *const *set, uint64_t seed)
{
    gw_garden_settings settings;
    gw_garden_settings_default(&settings);
    for (size_t i = 0; set != NULL && set[i] != NULL; i++)
        assert_int_equal(gw_garden_settings_take(&settings, set[i], NULL), GW_OK);
    gw_garden_world_make(&world, &settings, seed);
    gw_garden_run_make(&now, &world, 0);
}

static gw_garden_life begin(uint64_t key, int joined)
{
    gw_garden_life life;
    gw_garden_person who = {.key = key, .number = 1, .joined = joined};
    gw_garden_life_begin(&life, &world, &who);
    return life;
}

static const gw_garden_teller nobody = {.rows = NULL};

/* ---- Draws ---------------------------------------------------------------------------------- */

static void a_draw_is_that_of_its_place(void **state)
{
    (void)state;
    gw_garden_draws draws = {.seed = 7, .whose = 8, .run = 9};
    double u = gw_garden_uniform(&draws, GW_STREAM_REVIEW, 10);
    assert_true(u == gw_garden_uniform(&draws, GW_STREAM_REVIEW, 10));
    gw_garden_draws other[] = {draws, draws, draws};
    other[0].seed++;
    other[1].whose++;
    other[2].run++;
    for (int i = 0; i < 3; i++)
        assert_true(u != gw_garden_uniform(&other[i], GW_STREAM_REVIEW, 10));
    assert_true(u != gw_garden_uniform(&draws, GW_STREAM_REVIEW, 11));
    assert_true(u != gw_garden_uniform(&draws, GW_STREAM_REFUND, 10));
}

static void draws_have_their_laws(void **state)
{
    (void)state;
    gw_garden_draws draws = {.seed = 1, .whose = 2, .run = 0};
    double sum = 0, squares = 0, failures = 0, hits = 0, picks = 0;
    const double n = 100000;
    for (uint32_t i = 0; i < 100000; i++) {
        double z = gw_garden_normal(&draws, GW_STREAM_PERSON, i);
        sum += z;
        squares += z * z;
        failures += gw_garden_geometric(&draws, GW_STREAM_DELIVERY, i, 0.4);
        hits += gw_garden_chance(&draws, GW_STREAM_REFUND, i, 0.03);
        picks += gw_garden_pick(&draws, GW_STREAM_PRICE, i, 3);
    }
    assert_true(fabs(sum / n) < 3.3 / sqrt(n));
    assert_true(fabs(squares / n - 1.0) < 3.3 * sqrt(2.0 / n));
    assert_true(fabs(failures / n - 1.5) < 3.3 * sqrt(0.6 / 0.16 / n)); /* (1-p)/p, (1-p)/p^2 */
    assert_true(fabs(hits / n - 0.03) < 3.3 * sqrt(0.03 * 0.97 / n));
    assert_true(fabs(picks / n - 1.0) < 3.3 * sqrt(2.0 / 3.0 / n));
}

/* ---- World ---------------------------------------------------------------------------------- */

static void days_are_those_of_the_calendar(void **state)
{
    (void)state;
    make_world(NULL, 1);
    assert_string_equal(gw_garden_date_of(&world, 0)->text, "2022-01-01");
    assert_string_equal(gw_garden_date_of(&world, GW_GARDEN_LAST)->text, "2024-12-31");
    assert_string_equal(gw_garden_date_of(&world, GW_GARDEN_FUTURE)->text, "2026-12-31");
    assert_string_equal(gw_garden_date_of(&world, GW_GARDEN_OLDEST)->text, "2019-01-01");
    for (int day = GW_GARDEN_OLDEST; day <= GW_GARDEN_FUTURE; day++) {
        const gw_garden_date *date = gw_garden_date_of(&world, day);
        bool december = memcmp(date->text + 5, "12", 2) == 0;
        bool winter = december || memcmp(date->text + 5, "11", 2) == 0;
        double season =
            1.0 + 0.5 * sin(2.0 * 3.14159265358979323846 * (day - 60) / 365.25) + 0.4 * december;
        check_close(date->season, season, 1e-13);
        assert_int_equal(date->is_first_of_month, memcmp(date->text + 8, "01", 2) == 0);
        assert_int_equal(date->is_mailing, day % (winter ? 7 : 14) == 0);
    }
    assert_true(gw_garden_date_of(&world, GW_GARDEN_LAST)->is_month_end);
}

static void prices_go_up_and_down(void **state)
{
    (void)state;
    int steps[3] = {0, 0, 0};
    make_world(NULL, 1);
    for (int period = 0; period < 26; period++)
        for (int product = 0; product < GW_COURSE + 1; product++)
            for (int region = 0; region < 2; region++) {
                int day = period * GW_GARDEN_PERIOD;
                int64_t list = GW_GARDEN_PRODUCT[product].list_cents;
                int64_t price = gw_garden_price_cents(&world, &now, product, region, day);
                assert_true(price == gw_garden_price_cents(&world, &now, product, region,
                                                           day + GW_GARDEN_PERIOD - 1));
                assert_true(price * 10 == list * 9 || price == list || price * 10 == list * 11);
                steps[price < list ? 0 : price == list ? 1 : 2]++;
            }
    for (int i = 0; i < 3; i++)
        assert_true(steps[i] > 60 && steps[i] < 115); /* of 260 */
    assert_int_equal(gw_garden_period(-1), -1);
    assert_int_equal(gw_garden_period(0), 0);
    assert_int_equal(gw_garden_period(-43), -2);
    check_close(gw_garden_surplus_factor(), (1.0 - pow(3.0, -0.8)) / 0.8, 1e-14);
}

static void other_runs_share_the_past_only(void **state)
{
    (void)state;
    gw_garden_run other;
    make_world(NULL, 1);
    gw_garden_run_make(&other, &world, 3);
    int last_year = gw_garden_date_of(&world, GW_GARDEN_LAST)->year;
    for (int year = 0; year < GW_GARDEN_YEARS; year++)
        assert_int_equal(now.shock[year] == other.shock[year], year <= last_year);
}

/* ---- People --------------------------------------------------------------------------------- */

static int ascending(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

/* u are to be uniform on (0, 1). */
static void check_uniform(double *u, size_t n)
{
    double largest = 0.0;
    qsort(u, n, sizeof *u, ascending);
    for (size_t i = 0; i < n; i++)
        largest =
            fmax(largest, fmax((double)(i + 1) / (double)n - u[i], u[i] - (double)i / (double)n));
    assert_true(sqrt((double)n) * largest < 1.95);
}

static void people_have_their_laws(void **state)
{
    (void)state;
    static double lambda[PEOPLE], mu[PEOPLE], b[PEOPLE], w[PEOPLE], nu[PEOPLE];
    double product = 0.0, south = 0.0, mail = 0.0, expected = 0.0;
    make_world(NULL, 11);
    for (size_t i = 0; i < PEOPLE; i++) {
        const gw_garden_person who = begin(1000 + i, 0).who;
        lambda[i] = gw_gamma_cdf(who.lambda, 0.9, 0.9 * 60.0);
        mu[i] = gw_gamma_cdf(who.mu, 1.2, 1.2 * 500.0);
        b[i] = gw_normal_cdf(who.b);
        w[i] = gw_normal_cdf(log(who.w) / 0.4);
        nu[i] = gw_gamma_cdf(who.nu, 4.0, 15.0);
        check_close(gw_normal_quantile(lambda[i]), who.z_lambda, 1e-6 + 1e-6 * fabs(who.z_lambda));
        product += who.z_lambda * gw_normal_quantile(mu[i]);
        south += who.region == GW_SOUTH;
        expected += gw_normal_cdf(0.6 * who.z_lambda);
        mail += who.takes_mail;
    }
    const double n = PEOPLE;
    assert_true(fabs(product / n + 0.2) < 3.3 * sqrt((1.0 + 0.04) / n));
    assert_true(fabs(south - expected) / n < 3.3 * sqrt(0.25 / n));
    assert_true(fabs(mail / n - 0.7) < 3.3 * sqrt(0.21 / n));
    check_uniform(lambda, PEOPLE);
    check_uniform(mu, PEOPLE);
    check_uniform(b, PEOPLE);
    check_uniform(w, PEOPLE);
    check_uniform(nu, PEOPLE);
}

static void friends_are_alike(void **state)
{
    (void)state;
    double rates = 0.0, bases = 0.0, own = 0.0;
    make_world(NULL, 12);
    for (uint64_t i = 0; i < PEOPLE; i++) {
        gw_garden_life friend;
        gw_garden_person first = begin(i, 0).who;
        gw_garden_person who = {.key = i + PEOPLE,
                                .number = 2,
                                .referrer = 1,
                                .z_lambda = first.z_lambda,
                                .b = first.b};
        gw_garden_life_begin(&friend, &world, &who);
        rates += first.z_lambda * friend.who.z_lambda;
        bases += first.b * friend.who.b;
        own += friend.who.b * friend.who.b;
    }
    const double n = PEOPLE;
    assert_true(fabs(rates / n - 0.4) < 3.3 * sqrt(1.16 / n));
    assert_true(fabs(bases / n - 0.4) < 3.3 * sqrt(1.16 / n));
    assert_true(fabs(own / n - 1.0) < 3.3 * sqrt(2.0 / n));
}

/* ---- Days ----------------------------------------------------------------------------------- */

static const char *const ALL_OFF[] = {"all=off", NULL};

/* Orders on a day with probability 1 - e^-lambda, leaves with 1 - e^-mu. */
static void people_order_and_leave_at_their_rates(void **state)
{
    (void)state;
    double orders = 0.0, days = 0.0, lifetimes = 0.0;
    const int n = 4000;
    make_world(ALL_OFF, 13);
    for (uint64_t i = 0; i < (uint64_t)n; i++) {
        gw_garden_life life = begin(i, 0);
        life.who.lambda = 0.05;
        life.who.mu = 0.02;
        gw_garden_live(&life, &world, &now, GW_GARDEN_LAST, &nobody);
        assert_true(life.has_left); /* .98^1095 of them would not have */
        orders += life.orders - 1;
        days += life.left_on; /* after the first */
        lifetimes += life.left_on + 1;
    }
    double p = 1.0 - exp(-0.05);
    double q = 1.0 - exp(-0.02);
    assert_true(fabs(orders / days - p) < 3.3 * sqrt(p * (1.0 - p) / days));
    assert_true(fabs(lifetimes / n - 1.0 / q) < 3.3 * sqrt((1.0 - q) / (q * q) / n));
}

static void satisfaction_decides(void **state)
{
    (void)state;
    const char *const set[] = {"all=off", "sat_rate=0.25", "sat_life=0.5", NULL};
    double orders[2] = {0, 0}, days[2] = {0, 0}, leavers[2] = {0, 0};
    const int n = 4000;
    make_world(set, 14);
    for (int side = 0; side < 2; side++)
        for (uint64_t i = 0; i < (uint64_t)n; i++) {
            gw_garden_life life = begin(i, 0);
            life.who.lambda = 0.05;
            life.who.mu = 0.01;
            life.who.b = life.s = side == 0 ? -1.0 : 1.0;
            gw_garden_live(&life, &world, &now, 30, &nobody);
            double lived = life.has_left ? life.left_on : 30;
            orders[side] += life.orders - 1;
            days[side] += lived;
            leavers[side] += life.has_left;
        }
    for (int side = 0; side < 2; side++) {
        double s = side == 0 ? -1.0 : 1.0;
        double p = 1.0 - exp(-0.05 * exp(0.25 * s));
        double q = 1.0 - exp(-31.0 * 0.01 * exp(-0.5 * s));
        /* noise of .02 a day moves S by .1 or so: that moves the rates by less than 1 % */
        assert_true(fabs(orders[side] / days[side] - p) < 0.01 * p + 3.3 * sqrt(p / days[side]));
        assert_true(fabs(leavers[side] / n - q) < 0.01 * q + 3.3 * sqrt(q * (1.0 - q) / n));
    }
}

/* S(t+1) = b + (S - b) 2^(-1/90) + jumps + N(0, .02). */
static void satisfaction_comes_back(void **state)
{
    (void)state;
    double sum = 0.0, squares = 0.0;
    const int n = 4000;
    make_world(ALL_OFF, 15);
    for (uint64_t i = 0; i < (uint64_t)n; i++) {
        gw_garden_life life = begin(i, 0);
        life.who.b = 0.5;
        life.s = 2.5;
        gw_garden_live(&life, &world, &now, 89, &nobody);
        sum += life.s;
        squares += life.s * life.s;
    }
    double keep = pow(2.0, -1.0 / 90.0);
    double variance = 0.0004 * (1.0 - pow(keep, 180.0)) / (1.0 - keep * keep);
    double mean = sum / n;
    assert_true(fabs(mean - 1.5) < 3.3 * sqrt(variance / n)); /* half of 2 above b are left */
    assert_true(fabs(squares / n - mean * mean - variance) < 3.3 * variance * sqrt(2.0 / n));
}

/* What happens to S on the day of an event, less what happens without it. */
static double jump_of(gw_garden_event event)
{
    gw_garden_life with = begin(1, 0);
    with.has_left = true;
    with.left_on = 0;
    gw_garden_life without = with;
    event.day = with.day;
    event.incident = -1;
    gw_garden_schedule(&with, &event);
    gw_garden_live(&with, &world, &now, 0, &nobody);
    gw_garden_live(&without, &world, &now, 0, &nobody);
    return with.s - without.s;
}

static void events_move_satisfaction(void **state)
{
    (void)state;
    make_world(NULL, 16);
    const struct {
        gw_garden_event event;
        double jump;
    } events[] = {
        {{.kind = GW_EVENT_DELIVERED, .size = 0}, 0.0},
        {{.kind = GW_EVENT_DELIVERED, .size = -1}, 0.05},
        {{.kind = GW_EVENT_DELIVERED, .size = 1}, -0.25},
        {{.kind = GW_EVENT_DELIVERED, .size = 3}, -0.75},
        {{.kind = GW_EVENT_DELIVERED, .size = 9}, -1.0},
        {{.kind = GW_EVENT_DELIVERED, .bits = 1}, -0.8},
        {{.kind = GW_EVENT_DELIVERED, .bits = 2}, -0.6},
        {{.kind = GW_EVENT_DELIVERED, .size = 2, .bits = 3}, -1.9},
        {{.kind = GW_EVENT_ANSWERED, .size = 1500}, 0.15},
        {{.kind = GW_EVENT_ANSWERED, .size = -5000}, -0.5},
        {{.kind = GW_EVENT_REFUND, .size = 100}, -0.1},
        {{.kind = GW_EVENT_ACTED, .bits = 1}, 0.4},
        {{.kind = GW_EVENT_ACTED}, 0.1},
    };
    for (size_t i = 0; i < sizeof events / sizeof *events; i++)
        check_close_floor(jump_of(events[i].event), events[i].jump, 1e-12, 1.0);
}

/* The third message within 30 days, and each further one. */
static void messages_tire(void **state)
{
    (void)state;
    const char *const set[] = {"all=off", "mailings=on", NULL};
    make_world(set, 17);
    double before = 0.0;
    int tired = 0;
    gw_garden_life life = begin(1, 1);
    gw_garden_life silent = life;
    life.who.takes_mail = true;
    silent.who.takes_mail = false;
    life.who.mu = silent.who.mu = 0.0;
    life.who.lambda = silent.who.lambda = 0.0; /* the first order only, on day 1 */
    for (int day = 1; day <= 300; day++) {
        gw_garden_live(&life, &world, &now, day, &nobody);
        gw_garden_live(&silent, &world, &now, day, &nobody);
        double apart = life.s - silent.s;
        if (apart < before - 0.09)
            tired++;
        before = apart;
    }
    /* days 14 to 168, every 14 days: 12 messages, two of them not yet beyond the second; day 182 is
     * more than 180 days after the order */
    assert_int_equal(tired, 10);
}

/* One life, twice at once and in two parts: the same. */
static void a_life_can_be_lived_in_parts(void **state)
{
    (void)state;
    make_world(NULL, 18);
    for (uint64_t key = 1; key < 200; key++) {
        gw_garden_life whole = begin(key, 5);
        gw_garden_life parts = whole;
        gw_garden_live(&whole, &world, &now, 900, &nobody);
        for (int day = 5; day <= 900; day += 13)
            gw_garden_live(&parts, &world, &now, day, &nobody);
        gw_garden_live(&parts, &world, &now, 900, &nobody);
        assert_true(whole.s == parts.s && whole.orders == parts.orders);
        assert_int_equal(whole.event_count, parts.event_count);
        assert_false(whole.is_overfull);
    }
}

static void the_busiest_have_room(void **state)
{
    (void)state;
    const char *const set[] = {"sat_rate=0", NULL};
    make_world(set, 19);
    for (uint64_t key = 1; key < 100; key++) {
        gw_garden_life life = begin(key, 0);
        life.who.lambda = 100.0; /* every day */
        life.who.mu = 0.0;
        gw_garden_live(&life, &world, &now, GW_GARDEN_FUTURE, &nobody);
        assert_int_equal(life.orders, GW_GARDEN_FUTURE + 1);
        assert_false(life.is_overfull);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_draw_is_that_of_its_place),
        cmocka_unit_test(draws_have_their_laws),
        cmocka_unit_test(days_are_those_of_the_calendar),
        cmocka_unit_test(prices_go_up_and_down),
        cmocka_unit_test(other_runs_share_the_past_only),
        cmocka_unit_test(people_have_their_laws),
        cmocka_unit_test(friends_are_alike),
        cmocka_unit_test(people_order_and_leave_at_their_rates),
        cmocka_unit_test(satisfaction_decides),
        cmocka_unit_test(satisfaction_comes_back),
        cmocka_unit_test(events_move_satisfaction),
        cmocka_unit_test(messages_tire),
        cmocka_unit_test(a_life_can_be_lived_in_parts),
        cmocka_unit_test(the_busiest_have_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

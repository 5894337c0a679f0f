/* The common shock's size against a plain integral in steps of its own, and over many shops. */
#include "check.h"

#include <math.h>

#include "common_shock.h"
#include "draw.h"

#define MANY 4000

static double mean_of(const double *values)
{
    double sum = 0;
    for (size_t i = 0; i < MANY; i++)
        sum += values[i] / MANY;
    return sum;
}

static double spread_of(const double *values)
{
    double sum = 0;
    for (size_t i = 0; i < MANY; i++)
        sum += log(values[i]) * log(values[i]) / MANY;
    return sqrt(sum);
}

static void few_facts_leave_the_prior(void **state)
{
    (void)state;
    double shocks[MANY];
    const gw_shock_facts few = {3, {0.5, -0.5, 0.5}, {0.01, 0.01, 0.01}, false};
    gw_common_shocks(shocks, MANY, &few, 9);
    assert_true(fabs(mean_of(shocks) - 1) < 0.015);
    assert_true(fabs(spread_of(shocks) - 0.10) < 0.015); /* half-normal, scale .10 */
    check_close(gw_common_shock_sd(&few), 0.0674489750196, 1e-9);
}

/* The posterior's median by the trapezoid rule over s itself. */
static double median_by_hand(const gw_shock_facts *facts)
{
    double sum[2] = {0, 0};
    for (int pass = 0; pass < 2; pass++)
        for (double s = 1e-4; s < 3; s += 1e-4) {
            double density = 1 / (1 + s * s / 0.01);
            for (size_t i = 0; i < facts->n; i++) {
                double variance = s * s + facts->se[i] * facts->se[i];
                double miss = facts->log_ratio[i] + s * s / 2;
                density *= exp(-miss * miss / variance / 2) / sqrt(variance);
            }
            sum[pass] += density;
            if (pass == 1 && sum[1] > sum[0] / 2)
                return s;
        }
    return NAN;
}

static void facts_tell_the_size(void **state)
{
    (void)state;
    static const gw_shock_facts facts[] = {
        {4, {0.05, -0.02, 0.01, 0.03}, {0.03, 0.03, 0.03, 0.03}, false},
        {4, {0.4, -0.35, 0.3, -0.5}, {0.02, 0.02, 0.02, 0.02}, false},
        {8,
         {0.1, -0.1, 0.15, -0.12, 0.08, 0.02, -0.14, 0.1},
         {0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01},
         false},
    };
    double before = 0;
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        check_close(gw_common_shock_sd(&facts[i]), median_by_hand(&facts[i]), 5e-3);
    for (size_t i = 0; i < 2; i++) {
        double shocks[MANY];
        gw_common_shocks(shocks, MANY, &facts[i], 5);
        assert_true(spread_of(shocks) > 2 * before); /* .05 or so, then .4 */
        before = spread_of(shocks);
    }
    assert_true(before > 0.3 && before < 0.7);
}

/* Windows shorter than what is forecast widen the prior, and do not narrow it. */
static void short_windows_do_not_narrow(void **state)
{
    (void)state;
    gw_shock_facts calm = {4, {0.01, -0.01, 0, 0.01}, {0.01, 0.01, 0.01, 0.01}, false};
    gw_shock_facts wild = {4, {0.4, -0.35, 0.3, -0.5}, {0.02, 0.02, 0.02, 0.02}, false};
    double told = gw_common_shock_sd(&calm);
    double wide = gw_common_shock_sd(&wild);
    calm.short_windows = wild.short_windows = true;
    assert_true(told < 0.03);
    check_close(gw_common_shock_sd(&calm), 0.0674489750196, 1e-9);
    check_close(gw_common_shock_sd(&wild), wide, 1e-12);
}

/* 300 shops whose totals move by ln N(-s^2/2, s^2): the next total lies between the 10 % and 90 %
 * of its shocks 80 of 100 times; the binomial band of 99.9 %. */
static void the_next_shock_lies_inside(void **state)
{
    (void)state;
    static const double sizes[] = {0.05, 0.1, 0.25};
    enum { SHOPS = 300, WAYS = 400, ORIGINS = 6 };
    gw_rng rng = gw_rng_seeded(77, 0);
    for (size_t k = 0; k < 3; k++) {
        double s = sizes[k];
        size_t inside = 0;
        for (size_t shop = 0; shop < SHOPS; shop++) {
            gw_shock_facts facts = {.n = ORIGINS};
            double shocks[WAYS];
            size_t below = 0;
            for (size_t o = 0; o < ORIGINS; o++) {
                facts.se[o] = 0.02;
                facts.log_ratio[o] =
                    s * gw_draw_normal(&rng) - s * s / 2 + 0.02 * gw_draw_normal(&rng);
            }
            double next = exp(s * gw_draw_normal(&rng) - s * s / 2);
            gw_common_shocks(shocks, WAYS, &facts, shop + 1);
            for (size_t w = 0; w < WAYS; w++)
                below += shocks[w] < next;
            inside += below >= WAYS / 10 && below < WAYS * 9 / 10;
        }
        if (inside < 217 || inside > 266) /* the prior widens where s is small */
            fail_msg("of %d next shocks of size %g %zu lie inside", SHOPS, s, inside);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_facts_leave_the_prior),
        cmocka_unit_test(facts_tell_the_size),
        cmocka_unit_test(short_windows_do_not_narrow),
        cmocka_unit_test(the_next_shock_lies_inside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The chances of a 1st, 2nd, 3rd ... order ahead, against simulated customers. */
#include "check.h"

#include <math.h>

#include "draw.h"
#include "visits_ahead.h"

#define SIMULATED 200000

static double at_least[GW_VISITS_AHEAD_MOST];

static void they_sum_to_what_is_expected(void **state)
{
    (void)state;
    const double cases[][3] = {{1, 0.4, 0},  {0.3, 0.9, 2},     {0.9, 12, 30},  {0.05, 0.7, 14},
                               {1, 40, 300}, {0.999, 90, 5000}, {1e-7, 1e-8, 3}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double sum = 0;
        size_t n = gw_visits_ahead(at_least, cases[i][0], cases[i][1], cases[i][2]);
        for (size_t j = 0; j < n; j++) {
            sum += at_least[j];
            assert_true(at_least[j] <= cases[i][0] && (j == 0 || at_least[j] <= at_least[j - 1]));
        }
        check_close_floor(sum, cases[i][1], 2e-2, 1e-4);
    }
    assert_int_equal(gw_visits_ahead(at_least, 0, 1, 1), 0);
    assert_int_equal(gw_visits_ahead(at_least, 1, 0, 1), 0);
    assert_int_equal(gw_visits_ahead(at_least, NAN, NAN, 1), 0);
}

/* Rate Gamma(1 + x), as the negative binomial of shape x + 1 says; still a customer with chance .6.
 */
static void a_gamma_rate_is_met(void **state)
{
    (void)state;
    gw_rng rng = gw_rng_seeded(11, 1);
    for (double x = 0; x <= 8; x += 4) {
        double counts[400] = {0};
        double mean = 0.5 * (x + 1);
        for (int i = 0; i < SIMULATED; i++) {
            double rate = 0.5 * gw_draw_gamma(&rng, x + 1);
            uint64_t orders = gw_rng_uniform(&rng) < 0.6 ? gw_draw_poisson(&rng, rate) : 0;
            for (uint64_t j = 1; j <= orders && j < 400; j++)
                counts[j] += 1.0 / SIMULATED;
        }
        size_t n = gw_visits_ahead(at_least, 0.6, 0.6 * mean, x);
        for (size_t j = 1; j <= n && j < 20; j++)
            if (fabs(counts[j] - at_least[j - 1]) > 4 * sqrt(0.25 / SIMULATED))
                fail_msg("x = %g: %zu or more has chance %g, said %g", x, j, counts[j],
                         at_least[j - 1]);
    }
}

/* Pareto/NBD, CDNOW's parameters: leaving within the horizon, too, and another shape. */
static void a_pareto_nbd_is_near(void **state)
{
    (void)state;
    const double r = 0.55, alpha = 10.6, s = 0.61, beta = 11.7, age = 39, horizon = 52;
    gw_rng rng = gw_rng_seeded(12, 1);
    for (double x = 0; x <= 9; x += 3) {
        double counts[400] = {0};
        double mean = 0;
        for (int i = 0; i < SIMULATED; i++) { /* given still a customer at `age` */
            double rate = gw_draw_gamma(&rng, r + x) / (alpha + age);
            double leaving = gw_draw_gamma(&rng, s) / (beta + age);
            double stays = fmin(gw_draw_exponential(&rng) / leaving, horizon);
            uint64_t orders = gw_draw_poisson(&rng, rate * stays);
            mean += (double)orders / SIMULATED;
            for (uint64_t j = 1; j <= orders && j < 400; j++)
                counts[j] += 1.0 / SIMULATED;
        }
        size_t n = gw_visits_ahead(at_least, 1, mean, x);
        for (size_t j = 1; j <= n && j < 30; j++)
            if (fabs(counts[j] - at_least[j - 1]) > 0.12)
                fail_msg("x = %g: %zu or more has chance %g, said %g", x, j, counts[j],
                         at_least[j - 1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_sum_to_what_is_expected),
        cmocka_unit_test(a_gamma_rate_is_met),
        cmocka_unit_test(a_pareto_nbd_is_near),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

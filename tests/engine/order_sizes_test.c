/* The law of the money of n orders against simulated orders, drawn one by one. */
#include "check.h"

#include <math.h>
#include <stdlib.h>

#include "chances.h"
#include "context.h"
#include "draw.h"
#include "order_sizes.h"

#define SIMULATED 20000

static gw_context *context;

static int make_context(void **state)
{
    (void)state;
    return gw_context_create(&context, NULL, NULL) == GW_OK ? 0 : -1;
}

static int free_context(void **state)
{
    (void)state;
    gw_context_free(context);
    return 0;
}

typedef struct law {
    double p, q, x;
    size_t orders;
} law;

/* Money of `orders` orders over the size expected, after x orders whose mean does not matter. */
static double simulate(gw_rng *rng, const law *l)
{
    double shape = l->q + l->p * l->x;
    double nu = gw_draw_gamma(rng, shape);
    double money = 0;
    for (size_t i = 0; i < l->orders; i++)
        money += gw_draw_gamma(rng, l->p) / nu;
    return money * (shape - 1) / l->p;
}

static void mix_one(double money[GW_MONEY_GRID], gw_order_sizes **sizes, const law *l)
{
    double values[] = {l->p, l->q, 15};
    gw_draws draws = {.n = 1, .parameters = 3, .values = values};
    double chance[300] = {0};
    gw_error err = {0};
    chance[l->orders] = 1;
    assert_int_equal(
        gw_order_sizes_create(sizes, context, gw_model_find("gamma_gamma"), &draws, 1, &err),
        GW_OK);
    assert_true(gw_order_sizes_mix(money, *sizes, chance, l->orders + 1, l->x));
}

static double four_errors(double share)
{
    return 4 * sqrt(fmax(share * (1 - share), 1e-4) / SIMULATED);
}

static void assert_share(double got, double wanted)
{
    assert_true(fabs(got - wanted) < four_errors(wanted) + 0.006);
}

/* Money is told to 1.5 %: what the grid and the rows between blur. */
static void assert_between(double got, double below, double above)
{
    double low = below - four_errors(below) - 0.004; /* the tails are blurred more */
    double high = above + four_errors(above) + 0.004;
    if (!(got > low && got < high))
        print_error("%g is not between %g and %g\n", got, below, above);
    assert_true(got > low && got < high);
}

static void the_money_of_n_orders(void **state)
{
    (void)state;
    static const law laws[] = {{6.25, 3.74, 0, 1},   {6.25, 3.74, 2, 3}, {6.25, 3.74, 30, 40},
                               {1, 2.5, 1, 11},      {0.5, 4, 3, 7},     {20, 12, 5, 90},
                               {6.25, 3.74, 10, 280}};
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++) {
        double money[GW_MONEY_GRID];
        double below[GW_MONEY_GRID] = {0};
        double above[GW_MONEY_GRID] = {0};
        double sum = 0;
        double squares = 0;
        gw_order_sizes *sizes = NULL;
        gw_rng rng = gw_rng_seeded(11, i);
        mix_one(money, &sizes, &laws[i]);
        for (size_t s = 0; s < SIMULATED; s++) {
            double drawn = simulate(&rng, &laws[i]);
            sum += drawn;
            squares += drawn * drawn;
            for (size_t g = 0; g < GW_MONEY_GRID; g++) {
                below[g] += drawn <= gw_money_at((double)g) / 1.015;
                above[g] += drawn <= gw_money_at((double)g) * 1.015;
            }
        }
        for (size_t g = 0; g < GW_MONEY_GRID; g++)
            assert_between(money[g], below[g] / SIMULATED, above[g] / SIMULATED);
        double mean = sum / SIMULATED;
        double n = (double)laws[i].orders;
        assert_true(fabs(mean - n) < 0.06 * n);
        if (laws[i].q + laws[i].p * laws[i].x > 6) { /* the simulated variance settles */
            double variance = gw_order_sizes_variance(sizes, n, n * n, laws[i].x);
            assert_true(fabs(squares / SIMULATED - mean * mean - variance) < 0.15 * variance);
        }
        gw_order_sizes_free(sizes);
    }
}

/* Log-normal orders of somebody whose level is as uncertain as after x of them; orders[] is small
 * or sigma is, as a sum of log-normals is one itself only about. */
static void the_money_of_n_log_normal_orders(void **state)
{
    (void)state;
    static const struct {
        double sigma, tau, x;
        size_t orders;
    } laws[] = {{0.6, 0.5, 0, 1}, {1.1, 0.5, 2, 1}, {0.4, 0.6, 3, 5}, {0.3, 0.4, 12, 42}};
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++) {
        double values[] = {20, laws[i].sigma, laws[i].tau};
        gw_draws draws = {.n = 1, .parameters = 3, .values = values};
        double money[GW_MONEY_GRID];
        double below[GW_MONEY_GRID] = {0};
        double above[GW_MONEY_GRID] = {0};
        double chance[64] = {0};
        double squares = 0;
        double n = (double)laws[i].orders;
        double s2 = log(1 + (exp(values[1] * values[1]) - 1) / laws[i].x);
        double tau2 = values[2] * values[2];
        double level = laws[i].x > 0 ? tau2 * s2 / (tau2 + s2) : tau2;
        gw_order_sizes *sizes = NULL;
        gw_error err = {0};
        gw_rng rng = gw_rng_seeded(12, i);
        chance[laws[i].orders] = 1;
        assert_int_equal(gw_order_sizes_create(&sizes, context, gw_model_find("lognormal_spend"),
                                               &draws, 1, &err),
                         GW_OK);
        assert_true(gw_order_sizes_mix(money, sizes, chance, laws[i].orders + 1, laws[i].x));
        for (size_t s = 0; s < SIMULATED; s++) {
            double own = sqrt(level) * gw_draw_normal(&rng) - level / 2;
            double drawn = 0;
            for (size_t k = 0; k < laws[i].orders; k++)
                drawn += exp(own + values[1] * gw_draw_normal(&rng) - values[1] * values[1] / 2);
            squares += drawn * drawn / SIMULATED;
            for (size_t g = 0; g < GW_MONEY_GRID; g++) {
                below[g] += drawn <= gw_money_at((double)g) / 1.015;
                above[g] += drawn <= gw_money_at((double)g) * 1.015;
            }
        }
        for (size_t g = 0; g < GW_MONEY_GRID; g++)
            assert_between(money[g], below[g] / SIMULATED, above[g] / SIMULATED);
        double variance = gw_order_sizes_variance(sizes, n, n * n, laws[i].x);
        assert_true(fabs(squares - n * n - variance) < 0.15 * variance);
        gw_order_sizes_free(sizes);
    }
}

static void a_heavy_tail_tells_nothing(void **state)
{
    (void)state;
    double values[] = {2, 0.5, 15};
    gw_draws draws = {.n = 1, .parameters = 3, .values = values};
    double money[GW_MONEY_GRID];
    const double chance[] = {0.5, 0.5};
    gw_order_sizes *sizes = NULL;
    gw_error err = {0};
    assert_int_equal(
        gw_order_sizes_create(&sizes, context, gw_model_find("gamma_gamma"), &draws, 1, &err),
        GW_OK);
    assert_false(gw_order_sizes_mix(money, sizes, chance, 2, 0)); /* q + p x = .5 */
    assert_true(gw_order_sizes_mix(money, sizes, chance, 2, 1));
    gw_order_sizes_free(sizes);
}

/* NBD: counts are negative binomial, so the quantiles of counts and money can be simulated whole.
 */
static void quantiles_of_counts_and_money(void **state)
{
    (void)state;
    double params[] = {0.8, 30}; /* r, alpha: days */
    double spend[] = {6.25, 3.74, 15};
    double horizon = 200;
    gw_draws draws = {.n = 1, .parameters = 2, .values = params};
    gw_draws sizes_draws = {.n = 1, .parameters = 3, .values = spend};
    gw_order_sizes *sizes = NULL;
    gw_chances chances = {0};
    gw_error err = {0};
    double x = 4;
    double age = 150;
    size_t at_most[3] = {0};
    size_t money_at_most[3] = {0};
    static const double levels[] = {0.1, 0.5, 0.9};
    assert_int_equal(
        gw_order_sizes_create(&sizes, context, gw_model_find("gamma_gamma"), &sizes_draws, 1, &err),
        GW_OK);
    gw_future future = {gw_model_find("nbd"), &draws, &horizon, sizes};
    assert_int_equal(gw_chances_fill(&chances, context, &future, x, age, &err), GW_OK);
    gw_rng rng = gw_rng_seeded(5, 0);
    double mean = 0;
    for (size_t s = 0; s < SIMULATED; s++) {
        double rate = gw_draw_gamma(&rng, params[0] + x) / (params[1] + age);
        law l = {spend[0], spend[1], x, gw_draw_poisson(&rng, rate * horizon)};
        double money = simulate(&rng, &l);
        mean += (double)l.orders / SIMULATED;
        for (size_t i = 0; i < 3; i++) {
            at_most[i] += (double)l.orders <= gw_chances_quantile(&chances, 1, levels[i]);
            money_at_most[i] += money <= gw_chances_money_quantile(&chances, 1, levels[i]);
        }
    }
    assert_true(fabs(mean - chances.mean) < 0.03 * mean);
    for (size_t i = 0; i < 3; i++) {
        assert_share((double)money_at_most[i] / SIMULATED, levels[i]);
        /* the least count that reaches the level: at it or above */
        assert_true((double)at_most[i] / SIMULATED > levels[i] - 0.012);
    }
    /* somebody who is gone with chance .95 brings nothing 90 times of 100 */
    assert_true(gw_chances_money_quantile(&chances, 0.05, 0.9) == 0);
    assert_true(gw_chances_quantile(&chances, 0.05, 0.9) == 0);
    gw_chances_free(&chances, context);
    gw_order_sizes_free(sizes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_money_of_n_orders),
        cmocka_unit_test(the_money_of_n_log_normal_orders),
        cmocka_unit_test(a_heavy_tail_tells_nothing),
        cmocka_unit_test(quantiles_of_counts_and_money),
    };
    return cmocka_run_group_tests(tests, make_context, free_context);
}

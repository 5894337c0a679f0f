/* Totals within a draw against shops simulated customer by customer. */
#include "check.h"

#include <math.h>

#include "context.h"
#include "draw.h"
#include "order_sizes.h"
#include "shop_draws.h"

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

#define R 0.8
#define ALPHA 60.0
#define P 6.25
#define Q 3.74
#define GAMMA 15.0
#define HORIZON 180.0
#define CELLS 3

/* Three histories of the NBD, of 12, 6 and 2 customers. */
static double x_of[CELLS] = {0, 2, 9};
static double customers[CELLS] = {12, 6, 2};
static double own_means[CELLS] = {0, 6 * 25, 2 * 40};
static const double age = 150;

static double simulate_shop(gw_rng *rng)
{
    double money = 0;
    for (size_t c = 0; c < CELLS; c++)
        for (size_t i = 0; i < (size_t)customers[c]; i++) {
            double rate = gw_draw_gamma(rng, R + x_of[c]) / (ALPHA + age);
            double own = own_means[c] / customers[c];
            double nu = gw_draw_gamma(rng, Q + P * x_of[c]) / (GAMMA + x_of[c] * own);
            for (uint64_t n = gw_draw_poisson(rng, rate * HORIZON); n > 0; n--)
                money += gw_draw_gamma(rng, P) / nu;
        }
    return money;
}

static void sort(double *values, size_t n)
{
    for (size_t i = 1; i < n; i++)
        for (size_t k = i; k > 0 && values[k - 1] > values[k]; k--) {
            double swap = values[k];
            values[k] = values[k - 1];
            values[k - 1] = swap;
        }
}

static void chance_alone_spreads_a_total_as_simulated(void **state)
{
    (void)state;
    double spend[] = {P, Q, GAMMA};
    gw_draws spend_draws = {.n = 1, .parameters = 3, .values = spend};
    double discounted[CELLS];
    double variance[CELLS];
    double c0[CELLS];
    double c1[CELLS];
    double factors[GW_SHOP_WAYS];
    double ones[GW_SHOP_WAYS];
    static const uint32_t size_of[CELLS] = {0, 1, 2};
    static const uint32_t one[CELLS] = {1, 1, 1};
    static const uint32_t two[CELLS] = {2, 2, 3};
    gw_shop_group groups[4] = {{.customers = 0}};
    gw_order_sizes *sizes = NULL;
    gw_shop_draws *shop = NULL;
    gw_error err = {0};
    assert_int_equal(
        gw_order_sizes_create(&sizes, context, gw_model_find("gamma_gamma"), &spend_draws, 1, &err),
        GW_OK);
    for (size_t c = 0; c < CELLS; c++) {
        double mean = (R + x_of[c]) * HORIZON / (ALPHA + age);
        double square = mean + mean * mean * (1 + 1 / (R + x_of[c]));
        discounted[c] = mean;
        variance[c] = gw_order_sizes_variance(sizes, mean, square, x_of[c]);
        c0[c] = P * GAMMA / (P * x_of[c] + Q - 1);
        c1[c] = P * x_of[c] / (P * x_of[c] + Q - 1);
    }
    gw_shop_cells cells = {.n = CELLS,
                           .customers = customers,
                           .own_means = own_means,
                           .size_of = size_of,
                           .groups = {one, two}};
    gw_shop_lines lines = {.n = CELLS, .c0 = c0, .c1 = c1};
    gw_forecast forecast = {.discounted = discounted, .variance = variance};
    assert_int_equal(gw_shop_draws_create(&shop, context, &cells, &lines, 4, 1, &err), GW_OK);
    gw_shop_draws_add(0, discounted, shop);
    gw_shop_draws_finish(groups, shop, &forecast);
    for (size_t i = 0; i < GW_SHOP_WAYS; i++)
        ones[i] = 1;
    gw_shop_draws_factors(factors, shop, 0, &groups[0], ones, 1);

    enum { SHOPS = 4000 };
    static double simulated[SHOPS];
    gw_rng rng = gw_rng_seeded(3, 0);
    double mean = 0;
    for (size_t s = 0; s < SHOPS; s++) {
        simulated[s] = simulate_shop(&rng);
        mean += simulated[s] / SHOPS;
    }
    assert_true(fabs(mean - groups[0].money) < 0.03 * mean);
    assert_true(fabs(groups[0].money - groups[2].money - groups[3].money) < 1e-9 * mean);
    assert_true(groups[1].customers == 20 && groups[3].customers == 2);
    sort(simulated, SHOPS);
    sort(factors, GW_SHOP_WAYS);
    double low = groups[0].money * factors[GW_SHOP_WAYS / 10];
    double high = groups[0].money * factors[GW_SHOP_WAYS * 9 / 10];
    size_t within = 0;
    for (size_t s = 0; s < SHOPS; s++)
        within += simulated[s] >= low && simulated[s] <= high;
    /* 400 ways tell an 80 % interval to some 3 points */
    assert_true(within > SHOPS * 74 / 100 && within < SHOPS * 86 / 100);
    gw_shop_draws_free(shop);
    gw_order_sizes_free(sizes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chance_alone_spreads_a_total_as_simulated),
    };
    return cmocka_run_group_tests(tests, make_context, free_context);
}

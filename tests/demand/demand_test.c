/* How demand follows the price: against a dense fit (tests/data/demand), and shops whose elasticity
 * is known. */
#include "check.h"
#include "csv.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "demand.h"
#include "draw.h"

#define MOST 4096

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

typedef struct shop {
    double units[MOST], price[MOST], occasions[MOST];
    uint32_t first[MOST], second[MOST];
    gw_demand_rows rows;
} shop;

static void point(shop *s, size_t n, size_t first_count, size_t second_count)
{
    s->rows = (gw_demand_rows){.n = n,
                               .units = s->units,
                               .price = s->price,
                               .occasions = s->occasions,
                               .first = s->first,
                               .second = s->second,
                               .cluster = s->first,
                               .first_count = first_count,
                               .second_count = second_count,
                               .cluster_count = first_count};
}

static void equals_a_dense_fit(void **state)
{
    (void)state;
    static shop s;
    csv *table = csv_read("tests/data/demand/demand.csv");
    csv *wanted = csv_read("tests/data/demand/demand_expected.csv");
    for (size_t i = 0; i < table->rows; i++) {
        s.units[i] = csv_number(table, i, 0);
        s.price[i] = csv_number(table, i, 1);
        s.occasions[i] = csv_number(table, i, 2);
        s.first[i] = (uint32_t)csv_number(table, i, 3);
        s.second[i] = (uint32_t)csv_number(table, i, 4);
    }
    point(&s, table->rows, 8, 14);
    assert_int_equal(wanted->rows, GW_DEMAND_FORMS);
    for (size_t f = 0; f < wanted->rows; f++) {
        gw_demand_fit fit;
        gw_demand_form form = (gw_demand_form)csv_number(wanted, f, 0);
        assert_int_equal(gw_demand_estimate(&fit, context, &s.rows, form, NULL), GW_OK);
        assert_true(fit.identified && fit.converged);
        check_close(fit.slope, csv_number(wanted, f, 1), 1e-6);
        check_close(fit.se, csv_number(wanted, f, 2), 1e-5);
    }
    csv_free(table);
    csv_free(wanted);
}

/* Five products, two regions, 26 periods; each product's price moves by itself; some periods and
 * regions sell more; nothing sold now and then. */
static void simulate(shop *s, double elasticity, double noise, uint64_t seed)
{
    static const double list[] = {4, 18, 60, 400, 90};
    enum { PRODUCTS = 5, REGIONS = 2, PERIODS = 26 };
    gw_rng rng = gw_rng_seeded(seed, 0);
    size_t n = 0;
    for (uint32_t j = 0; j < PRODUCTS; j++)
        for (uint32_t r = 0; r < REGIONS; r++)
            for (uint32_t t = 0; t < PERIODS; t++, n++) {
                double move = 0.9 + 0.1 * (double)gw_rng_below(&rng, 3);
                double mean = 3000 / list[j] * (1 + 0.4 * r) * (1 + 0.5 * sin(t));
                mean *= pow(move, -elasticity);
                s->units[n] = mean;
                if (noise > 0)
                    s->units[n] = (double)gw_draw_poisson(
                        &rng, mean * gw_draw_gamma(&rng, 1 / noise) * noise);
                s->price[n] = list[j] * move;
                s->occasions[n] = 4 * mean + s->units[n];
                s->first[n] = j * REGIONS + r;
                s->second[n] = r * PERIODS + t;
            }
    point(s, n, PRODUCTS * REGIONS, REGIONS * PERIODS);
}

static void without_noise_the_elasticity_comes_back(void **state)
{
    (void)state;
    static shop s;
    static const double elasticities[] = {0.3, 1, 1.8, 4};
    for (size_t i = 0; i < 4; i++) {
        gw_demand_fit fit;
        simulate(&s, elasticities[i], 0, 7);
        assert_int_equal(gw_demand_estimate(&fit, context, &s.rows, GW_DEMAND_CONSTANT, NULL),
                         GW_OK);
        check_close(fit.elasticity, elasticities[i], 1e-9);
        assert_int_equal(gw_demand_estimate(&fit, context, &s.rows, GW_DEMAND_LOG_LOG, NULL),
                         GW_OK);
        check_close(fit.elasticity, elasticities[i], 1e-9);
    }
}

/* 400 shops: the 80 % interval covers 1.8 as often as it says, within the exact binomial 99.9 %
 * band. Ten clusters of very unequal size: the sandwich in place of leaving out covers 57 of 100.
 */
static void intervals_cover_the_truth(void **state)
{
    (void)state;
    static shop s;
    int inside = 0;
    double sum = 0;
    enum { SHOPS = 400 };
    for (uint64_t seed = 1; seed <= SHOPS; seed++) {
        gw_demand_fit fit;
        simulate(&s, 1.8, 0.01, seed);
        assert_int_equal(gw_demand_estimate(&fit, context, &s.rows, GW_DEMAND_CONSTANT, NULL),
                         GW_OK);
        assert_true(fit.identified && fit.converged && fit.used == 260);
        inside += fabs(fit.elasticity - 1.8) < 1.3830287383966 * fit.elasticity_se; /* t, 9 */
        sum += fit.elasticity;
    }
    assert_in_range(inside, 293, 345);
    check_close(sum / SHOPS, 1.8, 0.01);
}

static void hidden_cells_tell_a_price_that_matters_from_one_that_does_not(void **state)
{
    (void)state;
    static shop s;
    gw_demand_check check;
    simulate(&s, 1.8, 0.01, 3);
    assert_int_equal(gw_demand_hide(&check, context, &s.rows, GW_DEMAND_CONSTANT, 5, NULL), GW_OK);
    assert_true(check.better && check.cells == 260 && check.deviance < check.without);
    simulate(&s, 0, 0.01, 3);
    assert_int_equal(gw_demand_hide(&check, context, &s.rows, GW_DEMAND_CONSTANT, 5, NULL), GW_OK);
    assert_false(check.better);
    assert_int_equal(gw_demand_hide(&check, context, &s.rows, GW_DEMAND_CONSTANT, 1, NULL),
                     GW_WRONG_USE);
}

static void prices_that_move_together_say_nothing(void **state)
{
    (void)state;
    static shop s;
    gw_demand_fit fit;
    simulate(&s, 1.8, 0.01, 3);
    for (size_t i = 0; i < s.rows.n; i++)
        s.price[i] = (1 + s.first[i]) * (1 + 0.01 * s.second[i]); /* a sale is one for all */
    assert_int_equal(gw_demand_estimate(&fit, context, &s.rows, GW_DEMAND_CONSTANT, NULL), GW_OK);
    assert_false(fit.identified);
}

static void a_product_that_sold_nothing_changes_nothing(void **state)
{
    (void)state;
    static shop s;
    gw_demand_fit fit[2];
    simulate(&s, 1.8, 0.01, 11);
    assert_int_equal(gw_demand_estimate(&fit[0], context, &s.rows, GW_DEMAND_CONSTANT, NULL),
                     GW_OK);
    for (uint32_t t = 0; t < 52; t++) {
        size_t i = s.rows.n++;
        s.units[i] = 0;
        s.price[i] = 5 + t % 3;
        s.first[i] = 10 + t / 26;
        s.second[i] = t;
    }
    s.rows.first_count = s.rows.cluster_count = 12;
    assert_int_equal(gw_demand_estimate(&fit[1], context, &s.rows, GW_DEMAND_CONSTANT, NULL),
                     GW_OK);
    check_close(fit[1].elasticity, fit[0].elasticity, 1e-9);
    check_close(fit[1].se, fit[0].se, 1e-9);
    assert_int_equal(fit[1].used, 260);
}

static void bad_rows_are_named(void **state)
{
    (void)state;
    static shop s;
    gw_demand_fit fit = {.used = 77};
    gw_error err;
    static const struct {
        double units, price;
    } bad[] = {{-1, 4}, {NAN, 4}, {1, 0}, {1, INFINITY}};
    for (size_t b = 0; b < sizeof bad / sizeof *bad; b++) {
        simulate(&s, 1, 0.01, 1);
        s.units[4] = bad[b].units;
        s.price[4] = bad[b].price;
        assert_int_equal(gw_demand_estimate(&fit, context, &s.rows, GW_DEMAND_CONSTANT, &err),
                         GW_BAD_DATA);
        assert_non_null(strstr(err.message, "row 5"));
    }
    simulate(&s, 1, 0.01, 1);
    s.occasions[9] = s.units[9] - 0.5;
    assert_int_equal(gw_demand_estimate(&fit, context, &s.rows, GW_DEMAND_LOGIT, &err),
                     GW_BAD_DATA);
    assert_int_equal(fit.used, 77);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    static shop s;
    gw_context *poor = NULL;
    failing_allocator memory = {0};
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    gw_status status = GW_NO_MEMORY;
    simulate(&s, 1.8, 0.01, 3);
    failing_allocator_options(&options, &memory);
    assert_int_equal(gw_context_create(&poor, &options, NULL), GW_OK);
    long held = memory.held;
    for (long n = 1; status == GW_NO_MEMORY && n < 20; n++) {
        gw_demand_fit fit;
        gw_demand_check check;
        memory.fail_at = memory.calls + n;
        status = gw_demand_estimate(&fit, poor, &s.rows, GW_DEMAND_CONSTANT, NULL);
        if (status == GW_OK)
            status = gw_demand_hide(&check, poor, &s.rows, GW_DEMAND_CONSTANT, 2, NULL);
        assert_int_equal(memory.held, held);
    }
    assert_int_equal(status, GW_OK);
    gw_context_free(poor);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equals_a_dense_fit),
        cmocka_unit_test(without_noise_the_elasticity_comes_back),
        cmocka_unit_test(intervals_cover_the_truth),
        cmocka_unit_test(hidden_cells_tell_a_price_that_matters_from_one_that_does_not),
        cmocka_unit_test(prices_that_move_together_say_nothing),
        cmocka_unit_test(a_product_that_sold_nothing_changes_nothing),
        cmocka_unit_test(bad_rows_are_named),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, make_context, free_context);
}

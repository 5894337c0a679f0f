/* The Pareto/NBD likelihood: single cells by mpmath, CDNOW by the papers, cells where the closed
 * form overflows, tables against single cells, threads, weights, memory. */
#include "models/crowd.h"

#include "pareto_nbd/pareto_cell.h"
#include "pareto_nbd/pareto_likelihood.h"
#include "pareto_nbd/pareto_tables.h"
#include "rising.h"
#include "vmath.h"

static gw__pareto_cell alone(const double *p, double x, double t_x, double T)
{
    gw__pareto_params params = gw__pareto_named(p);
    gw__pareto_x at = {.x = x};
    gw__log_rising_all(&at.log_rising, &at.by_r, params.r, &x, 1);
    return gw__pareto_cell_at(&params, &at, t_x, T, true);
}

static double log_p_of(const gw__pareto_cell *cell)
{
    return 0.0 - gw_softplus(cell->log_odds);
}

/* Both ways to a cell; log P(alive) relative, derivatives relative to 1/p below that, which is 1 in
 * the derivative in log p. */
static void single_cells_by_mpmath(void **state)
{
    (void)state;
    gw_context *context = context_of(1);
    rows table = rows_open("tests/data/models/pareto_cells.csv");
    int seen = 0;
    for (; rows_next(&table); seen++) {
        const double *p = table.x;
        const double *expected = table.x + 7;
        assert_true(row_is(&table, "pareto_nbd") && table.n == 13);
        gw_cells *cells = cells_of_one(context, p[4], p[5], p[6]);
        gw__pareto_cell cell = alone(p, p[4], p[5], p[6]);
        double log_lik, gradient[4];
        assert_int_equal(gw__pareto_log_lik(&log_lik, gradient, context, p, cells, NULL), GW_OK);
        check_close_at(log_lik, expected[0], 2e-14, 1.0, "log_lik", table.path, table.line);
        check_close_at(cell.log_lik, expected[0], 2e-14, 1.0, "alone", table.path, table.line);
        check_close_at(log_p_of(&cell), expected[1], 5e-15, 0.0, "log_p_alive", table.path,
                       table.line);
        for (int i = 0; i < 4; i++) {
            check_close_at(gradient[i], expected[2 + i], 1e-14, 1.0 / p[i], "gradient", table.path,
                           table.line);
            check_close_at(cell.gradient[i], expected[2 + i], 1e-14, 1.0 / p[i], "gradient alone",
                           table.path, table.line);
        }
        gw_cells_free(cells);
    }
    assert_true(seen > 200);
    gw_context_free(context);
}

/* Where the hypergeometric form overflows or cancels in doubles: cells from the tests of other
 * packages, with the values of that form at 1,200 digits. */
static void cells_that_break_the_closed_form(void **state)
{
    (void)state;
    const double huge_r[] = {10.465, .00798565181, 3.0516, 2.820};
    const double heavy[] = {.5143, 2.8845, .2856, 14.1087};
    const struct {
        const double *params;
        double x, t_x, T, log_lik, log_p;
    } hard[] = {
        {huge_r, 400, 5, 6, 1323.18893096781784, -69.7435794561514825},
        {huge_r, 500, 1, 37, 2594.40445462275667, -1839.99838996701709},
        {huge_r, 500, 4, 37, 1888.82124973894073, -1134.41518508320114},
        {heavy, 221, 103.42857, 103.57143, -61.5846485617292204, -0.000404029290904699378},
        {heavy, 161, 94.71429, 98, -87.429254863308537, -0.288365302789672069},
        {heavy, 204, 98.57143, 99.42857, -65.1983421892603694, -0.00576148589265721959},
    };
    for (size_t i = 0; i < sizeof hard / sizeof *hard; i++) {
        gw__pareto_cell cell = alone(hard[i].params, hard[i].x, hard[i].t_x, hard[i].T);
        check_close(cell.log_lik, hard[i].log_lik, 1e-14);
        check_close(log_p_of(&cell), hard[i].log_p, 1e-13);
    }
}

static void cdnow_total(void **state)
{
    (void)state;
    const double at[] = {.553277, 10.577683, .606240, 11.668746};
    gw_context *context = context_of(1);
    crowd c = crowd_cdnow();
    gw_cells *cells = cells_of(context, &c);
    double log_lik, gradient[4];
    assert_int_equal(gw__pareto_log_lik(&log_lik, gradient, context, at, cells, NULL), GW_OK);
    check_close(log_lik, -9594.97617894, 1e-12);
    for (int k = 0; k < 4; k++)
        check_close_floor(gradient[k], 0.0, 0.001, 1.0);
    gw_cells_free(cells);
    gw_context_free(context);
    crowd_free(&c);
}

static bool all_by_tables(const double *p, const gw_cells *cells)
{
    gw__pareto_params params = gw__pareto_named(p);
    for (size_t i = 0; i < cells->block_count; i++)
        if (!gw__pareto_tables_reach(&params, &cells->blocks[i]))
            return false;
    return true;
}

/* The likelihood and gradient of a crowd against its cells one by one; frees the crowd. Says
 * whether all blocks went by tables. */
static bool check_crowd(crowd *c, const double *p)
{
    gw_context *context = context_of(1);
    gw_cells *cells = cells_of(context, c);
    double log_lik, gradient[4], without;
    double sums[5] = {0};
    assert_int_equal(gw__pareto_log_lik(&log_lik, gradient, context, p, cells, NULL), GW_OK);
    assert_int_equal(gw__pareto_log_lik(&without, NULL, context, p, cells, NULL), GW_OK);
    check_same_bits(without, log_lik);
    for (size_t i = 0; i < cells->n; i++) {
        gw__pareto_cell cell =
            alone(p, cells->columns[0][i], cells->columns[1][i], cells->columns[2][i]);
        sums[0] += cells->weight[i] * cell.log_lik;
        for (int k = 0; k < 4; k++)
            sums[k + 1] += cells->weight[i] * cell.gradient[k];
    }
    check_close(log_lik, sums[0], 1e-13);
    for (int k = 0; k < 4; k++)
        check_close_floor(gradient[k], sums[k + 1], 1e-13, cells->customers / p[k]);
    bool tables = all_by_tables(p, cells);
    gw_cells_free(cells);
    gw_context_free(context);
    crowd_free(c);
    return tables;
}

static const double shapes[][4] = {
    {.55, 74, .6, 82}, {.55, 74, 1, 74},    {.05, 1, .01, 4}, {20, 15, 15, 3},
    {2, 1e3, 3, 1e6},  {.3, .01, 1.5, 400}, {3, 1e3, 40, 2},
};
#define SHAPES (sizeof shapes / sizeof *shapes)

static void days_weeks_and_real_times(void **state)
{
    (void)state;
    for (size_t i = 0; i < SHAPES; i++) {
        crowd c = crowd_random(4000, 20, 728, 1, i);
        check_crowd(&c, shapes[i]);
        c = crowd_random(1000, 20, 728, 1.0 / 7.0, i + 20);
        crowd_weigh(&c, i);
        check_crowd(&c, shapes[i]);
        c = crowd_random(1000, 5, 300, 0, i + 40);
        crowd_weigh(&c, i);
        check_crowd(&c, shapes[i]);
    }
    crowd c = crowd_random(3000, 30, 728, 1, 60);
    assert_true(check_crowd(&c, shapes[0]));
}

/* Histories of up to 100 years in days, thousands of purchases: some blocks leave the tables. */
static void long_histories_and_heavy_buyers(void **state)
{
    (void)state;
    for (size_t i = 0; i < SHAPES; i++) {
        crowd c = crowd_random(400, 5000, 36500, 1, i + 80);
        assert_false(check_crowd(&c, shapes[i]));
    }
}

static void one_x_in_several_blocks(void **state)
{
    (void)state;
    crowd c = crowd_random(75000, 1e6, 600, 0, 3);
    for (size_t i = 0; i < c.n; i++)
        c.x[i] = 2.0;
    assert_true(check_crowd(&c, shapes[0]));
}

static void edges(void **state)
{
    (void)state;
    for (size_t i = 0; i < SHAPES; i++) {
        crowd c = crowd_of(6);
        const double x[] = {0, 0, 1, 1, 7, 0};
        const double t_x[] = {0, 0, 9, 1e-9, 0, 0};
        const double T[] = {0, 1e-9, 9, 9, 5, 1e5};
        for (size_t k = 0; k < c.n; k++) {
            c.x[k] = x[k];
            c.t_x[k] = t_x[k];
            c.T[k] = T[k];
        }
        check_crowd(&c, shapes[i]);
    }
}

/* A weight of 3 is three rows. */
static void weights_repeat_rows(void **state)
{
    (void)state;
    crowd c = crowd_random(300, 5, 60, 1, 5);
    crowd thrice = crowd_of(3 * c.n);
    for (size_t i = 0; i < thrice.n; i++) {
        thrice.x[i] = c.x[i / 3];
        thrice.t_x[i] = c.t_x[i / 3];
        thrice.T[i] = c.T[i / 3];
    }
    c.weight = calloc(c.n, sizeof(double));
    assert_non_null(c.weight);
    for (size_t i = 0; i < c.n; i++)
        c.weight[i] = 3.0;
    gw_context *context = context_of(1);
    gw_cells *weighted = cells_of(context, &c);
    gw_cells *repeated = cells_of(context, &thrice);
    double a[5], b[5];
    assert_int_equal(gw__pareto_log_lik(a, a + 1, context, shapes[0], weighted, NULL), GW_OK);
    assert_int_equal(gw__pareto_log_lik(b, b + 1, context, shapes[0], repeated, NULL), GW_OK);
    for (int i = 0; i < 5; i++)
        check_same_bits(a[i], b[i]);
    gw_cells_free(weighted);
    gw_cells_free(repeated);
    gw_context_free(context);
    crowd_free(&c);
    crowd_free(&thrice);
}

static void threads_give_the_same_bits(void **state)
{
    (void)state;
    crowd c = crowd_random(60000, 400, 728, 1, 4);
    crowd_weigh(&c, 4);
    double first[5] = {0};
    for (int threads = 1; threads <= 8; threads *= 2) {
        gw_context *context = context_of(threads);
        gw_cells *cells = cells_of(context, &c);
        double now[5];
        assert_int_equal(gw__pareto_log_lik(now, now + 1, context, shapes[0], cells, NULL), GW_OK);
        for (int i = 0; i < 5; i++) {
            first[i] = threads == 1 ? now[i] : first[i];
            check_same_bits(now[i], first[i]);
        }
        gw_cells_free(cells);
        gw_context_free(context);
    }
    crowd_free(&c);
}

static int always(void *user)
{
    (void)user;
    return 1;
}

static void cancel_and_memory(void **state)
{
    (void)state;
    double log_lik = 7.0;
    gw_context *context = context_of(1);
    gw_cells *cells = cells_of_one(context, 2, 30, 39);
    failing_allocator failing = {0, 0, 0};
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    failing_allocator_options(&options, &failing);
    options.cancel = always;
    gw_context *stopped = NULL;
    assert_int_equal(gw_context_create(&stopped, &options, NULL), GW_OK);
    assert_int_equal(gw__pareto_log_lik(&log_lik, NULL, stopped, shapes[0], cells, NULL),
                     GW_CANCELLED);
    gw_context_free(stopped);
    options.cancel = NULL;
    gw_context *poor = NULL;
    assert_int_equal(gw_context_create(&poor, &options, NULL), GW_OK);
    failing.fail_at = failing.calls + 1;
    assert_int_equal(gw__pareto_log_lik(&log_lik, NULL, poor, shapes[0], cells, NULL),
                     GW_NO_MEMORY);
    assert_true(log_lik == 7.0);
    gw_context_free(poor);
    assert_int_equal(failing.held, 0);
    gw_cells_free(cells);
    gw_context_free(context);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(single_cells_by_mpmath),
        cmocka_unit_test(cells_that_break_the_closed_form),
        cmocka_unit_test(cdnow_total),
        cmocka_unit_test(days_weeks_and_real_times),
        cmocka_unit_test(long_histories_and_heavy_buyers),
        cmocka_unit_test(one_x_in_several_blocks),
        cmocka_unit_test(edges),
        cmocka_unit_test(weights_repeat_rows),
        cmocka_unit_test(threads_give_the_same_bits),
        cmocka_unit_test(cancel_and_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

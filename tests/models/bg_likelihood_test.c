/* The BG/NBD and MBG/NBD likelihoods: single cells by mpmath, CDNOW by the papers, tables against
 * logs, threads, weights, memory. */
#include "models/crowd.h"

#include "bg_likelihood.h"
#include "bg_logs.h"
#include "rising.h"
#include "vmath.h"

static const gw_first_coin coins[] = {GW_COIN_AFTER_REPEAT, GW_COIN_ALSO_AT_START};

static void single_cells_by_mpmath(void **state)
{
    (void)state;
    gw_context *context = context_of(1);
    rows table = rows_open("tests/data/models/bg_cells.csv");
    int seen[2] = {0, 0};
    while (rows_next(&table)) {
        const double *p = table.x;
        const double *expected = table.x + 7;
        gw_first_coin coin = row_is(&table, "bg_nbd") ? coins[0] : coins[1];
        assert_true(table.n == 13 && (coin == coins[0] || row_is(&table, "mbg_nbd")));
        seen[coin]++;
        gw_cells *cells = cells_of_one(context, p[4], p[5], p[6]);
        double log_lik, gradient[4], scored, log_p;
        assert_int_equal(gw__bg_log_lik(&log_lik, gradient, context, p, cells, coin, NULL), GW_OK);
        assert_int_equal(gw__bg_cell_scores(&scored, &log_p, context, p, cells, coin, NULL), GW_OK);
        check_close_at(log_lik, expected[0], 1e-14, 1.0, "log_lik", table.path, table.line);
        check_close_at(scored, expected[0], 1e-14, 1.0, "score", table.path, table.line);
        check_close_at(log_p, expected[1], 4e-15, 0.0, "log_p_alive", table.path, table.line);
        for (int i = 0; i < 4; i++) /* below 1/p, what the derivative in log p has below 1 */
            check_close_at(gradient[i], expected[2 + i], 4e-14, 1.0 / p[i], "gradient", table.path,
                           table.line);
        gw_cells_free(cells);
    }
    assert_true(seen[0] > 200 && seen[1] > 200);
    gw_context_free(context);
}

/* Maximum likelihood of CDNOW, exact days: totals in quad precision; the gradient vanishes there.
 */
static void cdnow_totals(void **state)
{
    (void)state;
    const double at[][4] = {{.242595, 4.413602, .792922, 2.425907},
                            {.524843, 6.183086, .891359, 1.614002}};
    const double totals[] = {-9582.42920667, -9582.13571555};
    gw_context *context = context_of(1);
    crowd c = crowd_cdnow();
    gw_cells *cells = cells_of(context, &c);
    for (int i = 0; i < 2; i++) {
        double log_lik, gradient[4];
        assert_int_equal(gw__bg_log_lik(&log_lik, gradient, context, at[i], cells, coins[i], NULL),
                         GW_OK);
        check_close(log_lik, totals[i], 1e-8 / 9582.0);
        for (int k = 0; k < 4; k++)
            check_close_floor(gradient[k], 0.0, 0.02, 1.0);
    }
    gw_cells_free(cells);
    gw_context_free(context);
    crowd_free(&c);
}

/* The sums over all cells from the log-space path, one by one. */
static void sums_in_logs(double sums_out[GW_BG_SUMS], const gw_cells *cells, const double *p,
                         gw_first_coin coin)
{
    gw__bg_params params = {p[0], p[1], p[2], p[3]};
    for (int i = 0; i < GW_BG_SUMS; i++)
        sums_out[i] = 0.0;
    for (size_t i = 0; i < cells->n; i++) {
        const double *x = &cells->columns[0][i];
        double rising, ratio, sums[GW_BG_SUMS];
        gw__bg_x at = {.x = *x, .below = params.b + (*x + (double)coin - 1.0)};
        gw__log_rising_all(&rising, &at.by_r, params.r, x, 1);
        gw__log_beta_ratio_all(&ratio, &at.by_a, &at.by_b, params.a, params.b, (double)coin, x, 1);
        at.log_factor = rising + ratio;
        at.coin = *x + (double)coin > 0.0 ? params.a / at.below : 0.0;
        at.log_coin = gw_log(at.coin);
        gw__bg_log_sums(sums, &params, &at, &cells->columns[1][i], &cells->columns[2][i],
                        &cells->weight[i], 1);
        for (int k = 0; k < GW_BG_SUMS; k++)
            sums_out[k] += sums[k];
    }
}

static void check_crowd(crowd *c, const double *p)
{
    gw_context *context = context_of(1);
    gw_cells *cells = cells_of(context, c);
    for (int i = 0; i < 2; i++) {
        double log_lik, gradient[4], sums[GW_BG_SUMS];
        assert_int_equal(gw__bg_log_lik(&log_lik, gradient, context, p, cells, coins[i], NULL),
                         GW_OK);
        sums_in_logs(sums, cells, p, coins[i]);
        check_close(log_lik, sums[0], 1e-13);
        for (int k = 0; k < 4; k++)
            check_close_floor(gradient[k], sums[k + 1], 1e-13, cells->customers / p[k]);
        double alone;
        assert_int_equal(gw__bg_log_lik(&alone, NULL, context, p, cells, coins[i], NULL), GW_OK);
        check_same_bits(alone, log_lik);
    }
    gw_cells_free(cells);
    gw_context_free(context);
    crowd_free(c);
}

static void tables_agree_with_logs(void **state)
{
    (void)state;
    const double sets[][4] = {{.25, 31, .8, 2.5}, {3, 1e-2, 1e-4, 1e3}, {20, 1e4, 1e5, 1e-3}};
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        crowd c = crowd_random(20000, 150, 728, 1, i);
        check_crowd(&c, sets[i]);
        c = crowd_random(3000, 5000, 20000, 1, i + 10);
        crowd_weigh(&c, i);
        check_crowd(&c, sets[i]);
        c = crowd_random(3000, 20, 300, 0, i + 20);
        crowd_weigh(&c, i);
        check_crowd(&c, sets[i]);
    }
}

static void one_x_in_several_blocks(void **state)
{
    (void)state;
    const double p[] = {.25, 31, .8, 2.5};
    crowd c = crowd_random(150000, 1e6, 2000, 1, 3);
    for (size_t i = 0; i < c.n; i++)
        c.x[i] = i % 3 == 0 ? 0.0 : 2.0;
    for (size_t i = 0; i < c.n; i++)
        c.t_x[i] = c.x[i] == 0.0 ? 0.0 : c.t_x[i];
    check_crowd(&c, p);
}

static void threads_give_the_same_bits(void **state)
{
    (void)state;
    const double p[] = {.25, 31, .8, 2.5};
    crowd c = crowd_random(100000, 60, 728, 1, 4);
    crowd_weigh(&c, 4);
    double first[5] = {0};
    for (int threads = 1; threads <= 8; threads *= 2) {
        gw_context *context = context_of(threads);
        gw_cells *cells = cells_of(context, &c);
        double now[5];
        assert_int_equal(gw__bg_log_lik(now, now + 1, context, p, cells, coins[1], NULL), GW_OK);
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
    const double p[] = {.25, 31, .8, 2.5};
    double log_lik = 7.0;
    gw_context *context = context_of(1);
    gw_cells *cells = cells_of_one(context, 2, 30, 39);
    failing_allocator failing = {0, 0, 0};
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    failing_allocator_options(&options, &failing);
    options.cancel = always;
    gw_context *stopped = NULL;
    assert_int_equal(gw_context_create(&stopped, &options, NULL), GW_OK);
    assert_int_equal(gw__bg_log_lik(&log_lik, NULL, stopped, p, cells, coins[0], NULL),
                     GW_CANCELLED);
    gw_context_free(stopped);
    options.cancel = NULL;
    gw_context *poor = NULL;
    assert_int_equal(gw_context_create(&poor, &options, NULL), GW_OK);
    failing.fail_at = failing.calls + 1;
    assert_int_equal(gw__bg_log_lik(&log_lik, NULL, poor, p, cells, coins[0], NULL), GW_NO_MEMORY);
    assert_true(log_lik == 7.0);
    gw_context_free(poor);
    assert_int_equal(failing.held, 0);
    gw_cells_free(cells);
    gw_context_free(context);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(single_cells_by_mpmath),     cmocka_unit_test(cdnow_totals),
        cmocka_unit_test(tables_agree_with_logs),     cmocka_unit_test(one_x_in_several_blocks),
        cmocka_unit_test(threads_give_the_same_bits), cmocka_unit_test(cancel_and_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

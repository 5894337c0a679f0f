/* Forecasts of the Pareto/NBD: worked values of the papers, tables against single cells, horizons
 * that add up, chances that sum to 1. reference.csv and the contract test have the rest. */
#include "models/crowd.h"

#include "pareto_nbd/pareto_cell.h"
#include "pareto_nbd/pareto_likelihood.h"
#include "pareto_nbd/pareto_outlook.h"
#include "pareto_nbd/pareto_pmf.h"
#include "pareto_nbd/pareto_score.h"
#include "rising.h"
#include "vmath.h"

#include <string.h>

static const double published[] = {.553, 10.578, .606, 11.669};

typedef struct scores {
    double *of[GW_COUNT_SCORES];
    gw_score_report report;
} scores;

static scores scores_of(gw_context *context, const double *params, const gw_cells *cells,
                        double horizon, double delta)
{
    scores s = {{NULL}, {0, ""}};
    for (int i = 0; i < GW_COUNT_SCORES; i++) {
        s.of[i] = calloc(cells->n, sizeof(double));
        assert_non_null(s.of[i]);
    }
    gw_forecast_question question = {horizon, delta};
    assert_int_equal(gw__pareto_score(s.of, &s.report, context, params, cells, &question, NULL),
                     GW_OK);
    return s;
}

static void scores_free(scores *s)
{
    for (int i = 0; i < GW_COUNT_SCORES; i++)
        free(s->of[i]);
}

/* Fader & Hardie's customer of CDNOW: bought at weeks 0, .. and 30.43, seen until 38.86. */
static void worked_values(void **state)
{
    (void)state;
    gw_context *context = context_of(1);
    gw_cells *cells = cells_of_one(context, 2, 30.43, 38.86);
    scores s = scores_of(context, published, cells, 39, -1);
    check_close(s.of[GW_COUNT_LOG_LIK][0], -9.55428324515, 1e-12);
    check_close(s.of[GW_COUNT_P_ALIVE][0], .869167559153, 1e-12);
    check_close(s.of[GW_COUNT_EXPECTED][0], 1.4551231933, 1e-10);
    assert_true(isnan(s.of[GW_COUNT_DISCOUNTED][0]));
    assert_int_equal(s.report.undefined, 0);
    scores_free(&s);
    s = scores_of(context, published, cells, GW_FOREVER, .0027);
    check_close(s.of[GW_COUNT_DISCOUNTED][0], 6.4837735677, 1e-10);
    assert_true(isnan(s.of[GW_COUNT_EXPECTED][0]));
    assert_int_equal(s.report.undefined, 1);
    assert_non_null(strstr(s.report.reason, "s <= 1"));
    scores_free(&s);
    s = scores_of(context, published, cells, GW_FOREVER, gw_log(1.15) / 52.0);
    check_close(s.of[GW_COUNT_DISCOUNTED][0], 6.5017305376, 1e-10);
    scores_free(&s);
    gw_cells_free(cells);
    cells = cells_of_one(context, 7, 35, 77.86);
    const double btyd[] = {.5629966, 12.5590370, .4081095, 10.5148048};
    s = scores_of(context, btyd, cells, GW_FOREVER, .0027);
    check_close(s.of[GW_COUNT_DISCOUNTED][0], 1.86418332807, 1e-11);
    scores_free(&s);
    gw_cells_free(cells);
    gw_context_free(context);
}

static const double shapes[][4] = {
    {.55, 10.6, .6, 11.7}, {2, 300, 3, 1e6}, {.05, 1, .01, 4}, {20, 15, 15, 3}, {.5, 7, 1, 7},
};
#define SHAPES (sizeof shapes / sizeof *shapes)

static void check_cell(const scores *s, const gw_cells *cells, size_t i, const double *p,
                       double horizon, double delta)
{
    gw__pareto_params params = gw__pareto_named(p);
    gw__pareto_x at = {.x = cells->columns[0][i]};
    gw__log_rising_all(&at.log_rising, &at.by_r, params.r, &at.x, 1);
    double T = cells->columns[2][i];
    gw__pareto_cell cell = gw__pareto_cell_at(&params, &at, cells->columns[1][i], T, false);
    double log_p = 0.0 - gw_softplus(cell.log_odds);
    double busy = gw_exp(log_p) * (params.r + at.x);
    /* For thousands of purchases terms of the size of log_rising cancel, whatever the way. */
    check_close_floor(s->of[GW_COUNT_LOG_LIK][i], cell.log_lik, 1e-13, 1.0 + at.log_rising);
    check_close(s->of[GW_COUNT_LOG_P_ALIVE][i], log_p, 3e-13);
    check_close(s->of[GW_COUNT_P_ALIVE][i], gw_exp(log_p), 3e-13);
    check_close(s->of[GW_COUNT_EXPECTED][i], busy * gw__pareto_growth(&params, T, horizon), 3e-13);
    check_close(s->of[GW_COUNT_DISCOUNTED][i],
                busy * gw__pareto_discounted(&params, T, horizon, delta), 3e-13);
}

/* Also with T = t_x, T close to t_x, and blocks out of the tables' range. */
static void tables_agree_with_single_cells(void **state)
{
    (void)state;
    gw_context *context = context_of(1);
    for (size_t i = 0; i < 3 * SHAPES; i++) {
        crowd c = i < SHAPES       ? crowd_random(5000, 40, 100, 1, i)
                  : i < 2 * SHAPES ? crowd_random(5000, 40, 100, 0, i)
                                   : crowd_random(300, 4000, 30000, 1, i);
        for (size_t k = 0; k < c.n; k += 3)
            c.T[k] = c.t_x[k] + (k % 2 == 0 ? 0.0 : (c.T[k] - c.t_x[k]) * 1e-4);
        gw_cells *cells = cells_of(context, &c);
        scores s = scores_of(context, shapes[i % SHAPES], cells, 52, .0027);
        for (size_t k = 0; k < cells->n; k++)
            check_cell(&s, cells, k, shapes[i % SHAPES], 52, .0027);
        scores_free(&s);
        gw_cells_free(cells);
        crowd_free(&c);
    }
    gw_context_free(context);
}

/* Undiscounted, discounted at nothing, and at next to nothing; without an end at s > 1. */
static void discounting_begins_at_nothing(void **state)
{
    (void)state;
    const double horizons[] = {0, 1e-6, 1, 39, 520, 1e6};
    for (size_t i = 0; i < SHAPES; i++) {
        gw__pareto_params p = gw__pareto_named(shapes[i]);
        for (size_t k = 0; k < sizeof horizons / sizeof *horizons; k++) {
            double growth = gw__pareto_growth(&p, 38.86, horizons[k]);
            check_same_bits(gw__pareto_discounted(&p, 38.86, horizons[k], 0.0), growth);
            check_close(gw__pareto_discounted(&p, 38.86, horizons[k], 1e-300), growth, 1e-13);
            assert_true(k == 0 ? growth == 0.0 : growth > 0.0);
        }
        double forever = gw__pareto_growth(&p, 38.86, GW_FOREVER);
        assert_true(isnan(forever) == (p.s <= 1.0));
        if (p.s > 1.0)
            check_close(gw__pareto_growth(&p, 38.86, 1e15), forever, 1e-12);
    }
}

/* (alpha + T) D(T; horizon, for ever) is an integral over time, so it must add up: until H, and
 * after H as seen from T + H, by e^z E_s(z) on one side and panels on the other. */
static void horizons_add_up(void **state)
{
    (void)state;
    const double horizons[] = {1e-3, 1, 52, 3e3};
    const double deltas[] = {1e-6, .0027, .3, 40};
    for (size_t i = 0; i < SHAPES; i++)
        for (size_t k = 0; k < 16; k++) {
            gw__pareto_params p = gw__pareto_named(shapes[i]);
            double H = horizons[k / 4];
            double delta = deltas[k % 4];
            double T = 38.86;
            double near = p.alpha + T;
            double until = near * gw__pareto_discounted(&p, T, H, delta);
            double after = (near + H) * gw__pareto_discounted(&p, T + H, GW_FOREVER, delta) *
                           exp(-delta * H - p.s * log1p(H / (p.beta + T)));
            double forever = near * gw__pareto_discounted(&p, T, GW_FOREVER, delta);
            check_close(until + after, forever, 1e-12);
        }
}

/* A rate that leaves only the first moment: (alpha + T) D = 1 / delta. */
static void extreme_rates_end(void **state)
{
    (void)state;
    gw__pareto_params p = gw__pareto_named(published);
    const double deltas[] = {1e10, 1e150, 1e300};
    for (int i = 0; i < 3; i++)
        check_close(gw__pareto_discounted(&p, 38.86, 1e6, deltas[i]) * deltas[i],
                    1.0 / (10.578 + 38.86), 1e-9);
}

/* s through 1: no jump, no 0/0. */
static void growth_is_smooth_at_s_1(void **state)
{
    (void)state;
    for (double horizon = 1e-6; horizon < 1e7; horizon *= 10.0) {
        gw__pareto_params p = {.5, 7, 1, 7};
        double at = gw__pareto_growth(&p, 38.86, horizon);
        check_close(at, log1p(horizon / 45.86), 1e-14);
        p.s = 1.0 + 1e-9;
        check_close(gw__pareto_growth(&p, 38.86, horizon), at, 1e-8);
        p.s = 1.0 - 1e-9;
        check_close(gw__pareto_growth(&p, 38.86, horizon), at, 1e-8);
    }
}

/* Chances: sum to 1, their mean is `expected`, the worked one of a new customer. */
static void chances_of_counts(void **state)
{
    (void)state;
    gw_context *context = context_of(1);
    enum { N = 20000 };
    double *pmf = calloc(N, sizeof *pmf);
    assert_non_null(pmf);
    const double new_customer[] = {0, 0, 0};
    assert_int_equal(gw__pareto_pmf(pmf, 1, context, published, new_customer, 38.86, NULL), GW_OK);
    check_close(pmf[0], .593898829947, 2e-12);
    const double customers[][3] = {{0, 0, 0}, {2, 30.43, 38.86}, {26, 30.86, 31}, {300, 20, 21}};
    for (size_t i = 0; i < SHAPES; i++)
        for (size_t k = 0; k < 4; k++) {
            gw_cells *cells =
                cells_of_one(context, customers[k][0], customers[k][1], customers[k][2]);
            scores s = scores_of(context, shapes[i], cells, 26, -1);
            assert_int_equal(gw__pareto_pmf(pmf, N, context, shapes[i], customers[k], 26, NULL),
                             GW_OK);
            double sum = 0.0;
            double mean = 0.0;
            for (size_t n = N; n-- > 0;) {
                assert_true(pmf[n] >= 0.0);
                sum += pmf[n];
                mean += pmf[n] * (double)n;
            }
            check_close(sum, 1.0, 1e-12);
            check_close(mean, s.of[GW_COUNT_EXPECTED][0], 1e-10);
            scores_free(&s);
            gw_cells_free(cells);
        }
    assert_int_equal(gw__pareto_pmf(pmf, 3, context, published, customers[1], 0, NULL), GW_OK);
    check_close(pmf[0], 1.0, 1e-15);
    assert_true(pmf[1] == 0.0 && pmf[2] == 0.0);
    free(pmf);
    gw_context_free(context);
}

/* Everybody leaves at once, or rates are beyond reason: still an answer, and soon. */
static void chances_at_the_edges(void **state)
{
    (void)state;
    gw_context *context = context_of(1);
    const double edges[][4] = {
        {.5, 8, 4.5e12, .028}, {1e12, 1e-6, 5e6, 1e3}, {.5, 8, 1e-9, 1}, {1e6, 1e6, 1e6, 1e-6}};
    const double customers[][3] = {{0, 0, 0}, {3, 10, 10}, {1e6, 9, 10}};
    for (size_t i = 0; i < 4; i++)
        for (size_t k = 0; k < 3; k++) {
            double pmf[5];
            double sum = 0.0;
            assert_int_equal(gw__pareto_pmf(pmf, 5, context, edges[i], customers[k], 2e7, NULL),
                             GW_OK);
            for (size_t n = 0; n < 5; n++) {
                assert_true(pmf[n] >= 0.0);
                sum += pmf[n];
            }
            assert_true(sum <= 1.0 + 1e-12);
        }
    double pmf[1];
    assert_int_equal(gw__pareto_pmf(pmf, 1, context, edges[0], customers[1], 2e7, NULL), GW_OK);
    check_close(pmf[0], 1.0, 1e-9);
    gw_context_free(context);
}

static void scores_not_wanted_are_skipped(void **state)
{
    (void)state;
    gw_context *context = context_of(2);
    crowd c = crowd_random(2000, 10, 60, 1, 9);
    gw_cells *cells = cells_of(context, &c);
    scores all = scores_of(context, published, cells, 52, .0027);
    for (int i = 0; i < GW_COUNT_SCORES; i++) {
        double *one[GW_COUNT_SCORES] = {NULL};
        one[i] = calloc(cells->n, sizeof(double));
        gw_forecast_question question = {52, .0027};
        assert_int_equal(gw__pareto_score(one, NULL, context, published, cells, &question, NULL),
                         GW_OK);
        assert_memory_equal(one[i], all.of[i], cells->n * sizeof(double));
        free(one[i]);
    }
    double *p_only[GW_COUNT_SCORES] = {[GW_COUNT_P_ALIVE] = all.of[GW_COUNT_P_ALIVE]};
    gw_score_report report = {0, ""};
    gw_forecast_question endless = {GW_FOREVER, 0.0};
    assert_int_equal(gw__pareto_score(p_only, &report, context, published, cells, &endless, NULL),
                     GW_OK);
    assert_int_equal(report.undefined, 0);
    scores_free(&all);
    gw_cells_free(cells);
    gw_context_free(context);
    crowd_free(&c);
}

static void memory_may_fail(void **state)
{
    (void)state;
    gw_context *context = context_of(1);
    gw_cells *cells = cells_of_one(context, 2, 30, 39);
    failing_allocator failing = {0, 0, 0};
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    failing_allocator_options(&options, &failing);
    gw_context *poor = NULL;
    assert_int_equal(gw_context_create(&poor, &options, NULL), GW_OK);
    double *none[GW_COUNT_SCORES] = {NULL};
    gw_forecast_question question = {52, .0027};
    double pmf[3];
    const double customer[] = {2, 30, 39};
    failing.fail_at = failing.calls + 1;
    assert_int_equal(gw__pareto_score(none, NULL, poor, published, cells, &question, NULL),
                     GW_NO_MEMORY);
    failing.fail_at = failing.calls + 1;
    assert_int_equal(gw__pareto_pmf(pmf, 3, poor, published, customer, 52, NULL), GW_NO_MEMORY);
    gw_context_free(poor);
    assert_int_equal(failing.held, 0);
    gw_cells_free(cells);
    gw_context_free(context);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_values),
        cmocka_unit_test(tables_agree_with_single_cells),
        cmocka_unit_test(discounting_begins_at_nothing),
        cmocka_unit_test(horizons_add_up),
        cmocka_unit_test(extreme_rates_end),
        cmocka_unit_test(growth_is_smooth_at_s_1),
        cmocka_unit_test(chances_of_counts),
        cmocka_unit_test(chances_at_the_edges),
        cmocka_unit_test(scores_not_wanted_are_skipped),
        cmocka_unit_test(memory_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The BG/NBD against published values, against brute force, and across its own joins. */
#include "one_customer.h"

#include "sum.h"

#define MODEL (&gw__model_bg_nbd)

/* The published parameters for CDNOW, FHL 2005. */
static const double cdnow[] = {0.243, 4.414, 0.793, 2.426};
static const double twice[] = {2.0, 30.43, 38.86};
static const double weekly[] = {26.0, 30.86, 31.0};
static const double newcomer[] = {0.0, 0.0, 0.0};

static void test_published(void **state)
{
    (void)state;
    double gradient[4];
    scored s = score_one(MODEL, cdnow, twice, 39.0, -1.0);
    check_close(s.of[GW_COUNT_LOG_LIK], -9.45860630707, 1e-11);
    check_close(s.of[GW_COUNT_P_ALIVE], 0.726578570081, 1e-11);
    check_close(s.of[GW_COUNT_LOG_P_ALIVE], log(0.726578570081), 1e-11);
    check_close(s.of[GW_COUNT_EXPECTED], 1.22602817477, 1e-11);
    assert_true(isnan(s.of[GW_COUNT_DISCOUNTED]));
    assert_int_equal(s.report.undefined, 0);
    check_close(log_lik_one(gradient, MODEL, cdnow, twice), -9.45860630707, 1e-11);
    const double expected[] = {2.69620338651, -0.000209140605569, -0.20288474174, 0.0766004878266};
    for (size_t i = 0; i < 4; i++)
        check_close(gradient[i], expected[i], 1e-11);
    s = score_one(MODEL, cdnow, weekly, 52.0, -1.0);
    check_close(s.of[GW_COUNT_EXPECTED], 25.7581959, 1e-8);
    check_close(s.of[GW_COUNT_P_ALIVE], 0.968915650, 1e-8);
}

static void test_newcomers(void **state)
{
    (void)state;
    const double horizons[] = {0.1429, 1.0, 3.0, 31.8571, 32.0, 78.0};
    const double expected[] = {0.00782834751607, 0.0532678911717, 0.150865230893,
                               1.04199606085,    1.04524332837,   1.86051905794};
    for (size_t i = 0; i < 6; i++) {
        scored s = score_one(MODEL, cdnow, newcomer, horizons[i], 0.0);
        check_close(s.of[GW_COUNT_EXPECTED], expected[i], 1e-11);
        check_same_bits(s.of[GW_COUNT_DISCOUNTED], s.of[GW_COUNT_EXPECTED]);
    }
    scored s = score_one(MODEL, cdnow, newcomer, GW_FOREVER, 0.0027);
    check_close(s.of[GW_COUNT_DISCOUNTED], 3.64780963014, 1e-11);
    check_close(s.of[GW_COUNT_LOG_LIK], 0.0, 0.0);
}

/* Nobody has thrown the coin before the first repeat, however long ago. */
static void test_no_repeat_is_alive(void **state)
{
    (void)state;
    const double T[] = {0.0, 1e-9, 38.86, 1e5};
    for (size_t i = 0; i < 4; i++) {
        scored s = score_one(MODEL, cdnow, (double[]){0.0, 0.0, T[i]}, 1.0, -1.0);
        assert_true(s.of[GW_COUNT_P_ALIVE] == 1.0);
        assert_true(s.of[GW_COUNT_LOG_P_ALIVE] == 0.0);
    }
}

/* P(alive) of e^-1900 is 0, its log is not. */
static void test_underflow(void **state)
{
    (void)state;
    const double params[] = {10.465, 0.00798565181, 3.0516, 2.820};
    scored s = score_one(MODEL, params, (double[]){500.0, 1.0, 37.0}, 52.0, 0.01);
    double log_odds = log(3.0516 / 501.82) + 510.465 * log1p(36.0 / 1.00798565181);
    check_close(s.of[GW_COUNT_LOG_P_ALIVE], -log_odds, 1e-13);
    assert_true(s.of[GW_COUNT_P_ALIVE] == 0.0 && s.of[GW_COUNT_EXPECTED] == 0.0);
    assert_true(s.of[GW_COUNT_DISCOUNTED] == 0.0);
}

/* Where the closed form is 0/0: a = 1, and a + b = 1 at x = 0; the values beside are the same. */
static void test_removable(void **state)
{
    (void)state;
    const double points[][4] = {{0.243, 4.414, 1.0, 2.426}, {0.5, 5.0, 0.25, 0.75}};
    for (size_t i = 0; i < 2; i++) {
        for (int customer = 0; customer < 2; customer++) {
            const double *columns = customer ? twice : newcomer;
            double params[4], sides[2];
            for (int side = 0; side < 2; side++) {
                for (size_t k = 0; k < 4; k++)
                    params[k] = points[i][k];
                params[2] *= side ? 1.0 + 1e-7 : 1.0 - 1e-7;
                sides[side] = score_one(MODEL, params, columns, 52.0, -1.0).of[GW_COUNT_EXPECTED];
            }
            double here = score_one(MODEL, points[i], columns, 52.0, -1.0).of[GW_COUNT_EXPECTED];
            check_close(here, 0.5 * (sides[0] + sides[1]), 1e-12);
            assert_true(fabs(sides[0] / sides[1] - 1.0) > 1e-9);
        }
    }
}

static void test_horizons(void **state)
{
    (void)state;
    scored none = score_one(MODEL, cdnow, twice, 0.0, 0.01);
    assert_true(none.of[GW_COUNT_EXPECTED] == 0.0 && none.of[GW_COUNT_DISCOUNTED] == 0.0);
    /* A moment: P(alive) times the mean rate. */
    scored s = score_one(MODEL, cdnow, twice, 1e-6, 0.01);
    check_close(s.of[GW_COUNT_EXPECTED], s.of[GW_COUNT_P_ALIVE] * 1e-6 * 2.243 / 43.274, 1e-6);
    check_close(s.of[GW_COUNT_DISCOUNTED], s.of[GW_COUNT_EXPECTED] * (1.0 - 0.5e-8), 1e-12);
    /* For ever is the limit of long, and the sum of what a coin that stops allows. */
    const double stays[] = {0.243, 4.414, 2.5, 3.0};
    scored ever = score_one(MODEL, stays, twice, GW_FOREVER, 0.0);
    check_close(ever.of[GW_COUNT_EXPECTED], ever.of[GW_COUNT_P_ALIVE] * 6.5 / 1.5, 1e-14);
    scored age = score_one(MODEL, stays, twice, 1e12, 0.0);
    check_close(age.of[GW_COUNT_EXPECTED], ever.of[GW_COUNT_EXPECTED], 1e-10);
    double year = score_one(MODEL, cdnow, twice, 1e5, 0.01).of[GW_COUNT_DISCOUNTED];
    double always = score_one(MODEL, cdnow, twice, GW_FOREVER, 0.01).of[GW_COUNT_DISCOUNTED];
    check_close(year, always, 1e-13);
}

static void test_endless(void **state)
{
    (void)state;
    scored s = score_one(MODEL, cdnow, twice, GW_FOREVER, 0.0);
    assert_true(isnan(s.of[GW_COUNT_EXPECTED]) && isnan(s.of[GW_COUNT_DISCOUNTED]));
    assert_int_equal(s.report.undefined, 1);
    assert_non_null(strstr(s.report.reason, "a <= 1"));
    s = score_one(MODEL, cdnow, twice, GW_FOREVER, 0.0027);
    assert_true(isnan(s.of[GW_COUNT_EXPECTED]) && s.of[GW_COUNT_DISCOUNTED] > 0.0);
    assert_int_equal(s.report.undefined, 1);
}

/* Purchases expected are those of the chances; the chances are all there are. */
static void test_chances(void **state)
{
    (void)state;
    static double chances[200000], first[200000];
    const double params[][4] = {{0.243, 4.414, 0.793, 2.426},
                                {2.0, 1.0, 1.0, 3.0},
                                {20.0, 3.0, 15.0, 50.0},
                                {5.0, 0.1, 3.0, 1e6}};
    const double columns[][3] = {{2.0, 30.43, 38.86}, {0.0, 0.0, 0.0}, {300.0, 90.0, 90.0}};
    for (size_t p = 0; p < 4; p++) {
        for (size_t c = 0; c < 3; c++) {
            double horizon = 20.0;
            size_t n = sizeof chances / sizeof *chances;
            assert_int_equal(MODEL->pmf(chances, n, NULL, params[p], columns[c], horizon, NULL),
                             GW_OK);
            for (size_t k = 0; k < n; k++) {
                assert_true(chances[k] >= 0.0);
                first[k] = (double)k * chances[k];
            }
            check_close(gw_sum(chances, n), 1.0, 1e-12);
            scored s = score_one(MODEL, params[p], columns[c], horizon, -1.0);
            check_close(gw_sum(first, n), s.of[GW_COUNT_EXPECTED], 1e-11);
        }
    }
    double few[11];
    assert_int_equal(MODEL->pmf(few, 1, NULL, cdnow, newcomer, 39.0, NULL), GW_OK);
    check_close(few[0], 0.573786352096, 1e-11);
    assert_int_equal(MODEL->pmf(few, 11, NULL, cdnow, newcomer, 30.0, NULL), GW_OK);
    check_close(few[0], 0.607110317312, 1e-11);
    check_close(few[10], 0.00266878598929, 1e-11);
}

/* Scores of many cells: those of one by one, and the same bits for any number of threads. */
static void test_crowd(void **state)
{
    (void)state;
    const int threads[] = {1, 2, 8};
    const gw_forecast_question question = {52.0, 0.0027};
    crowd c = crowd_random(3000, 40.0, 200.0, 1.0, 7);
    double *first[GW_COUNT_SCORES] = {NULL};
    for (int run = 0; run < 3; run++) {
        gw_context *context = context_of(threads[run]);
        gw_cells *cells = cells_of(context, &c);
        double *scores[GW_COUNT_SCORES];
        for (size_t i = 0; i < GW_COUNT_SCORES; i++)
            scores[i] = calloc(cells->n, sizeof(double));
        assert_int_equal(MODEL->score(scores, NULL, context, cdnow, cells, &question, NULL), GW_OK);
        for (size_t cell = 0; run == 0 && cell < cells->n; cell += 50) {
            scored one = score_one(MODEL, cdnow,
                                   (double[]){cells->columns[0][cell], cells->columns[1][cell],
                                              cells->columns[2][cell]},
                                   52.0, 0.0027);
            for (size_t i = 0; i < GW_COUNT_SCORES; i++)
                check_close_floor(scores[i][cell], one.of[i], 1e-12, 1e-290);
        }
        for (size_t i = 0; i < GW_COUNT_SCORES; i++) {
            for (size_t cell = 0; run > 0 && cell < cells->n; cell++)
                check_same_bits(scores[i][cell], first[i][cell]);
            if (run == 0)
                first[i] = scores[i];
            else
                free(scores[i]);
        }
        gw_cells_free(cells);
        gw_context_free(context);
    }
    for (size_t i = 0; i < GW_COUNT_SCORES; i++)
        free(first[i]);
    crowd_free(&c);
}

/* Any choice of scores gives the same numbers. */
static void test_choice_of_scores(void **state)
{
    (void)state;
    gw_context *context = context_of(1);
    gw_cells *cells = cells_of_one(context, twice[0], twice[1], twice[2]);
    const gw_forecast_question question = {39.0, 0.01};
    scored all = score_one(MODEL, cdnow, twice, 39.0, 0.01);
    for (unsigned chosen = 0; chosen < 1u << GW_COUNT_SCORES; chosen++) {
        double values[GW_COUNT_SCORES];
        double *scores[GW_COUNT_SCORES];
        for (size_t i = 0; i < GW_COUNT_SCORES; i++)
            scores[i] = chosen >> i & 1 ? &values[i] : NULL;
        assert_int_equal(MODEL->score(scores, NULL, context, cdnow, cells, &question, NULL), GW_OK);
        for (size_t i = 0; i < GW_COUNT_SCORES; i++)
            if (chosen >> i & 1)
                check_same_bits(values[i], all.of[i]);
    }
    gw_cells_free(cells);
    gw_context_free(context);
}

static void test_simulate(void **state)
{
    (void)state;
    check_simulation(MODEL, (double[]){0.8, 2.0, 1.2, 2.5}, 10.0, 2024);
    check_simulation(MODEL, (double[]){3.0, 6.0, 0.4, 0.9}, 12.0, 2025);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_published),
        cmocka_unit_test(test_newcomers),
        cmocka_unit_test(test_no_repeat_is_alive),
        cmocka_unit_test(test_underflow),
        cmocka_unit_test(test_removable),
        cmocka_unit_test(test_horizons),
        cmocka_unit_test(test_endless),
        cmocka_unit_test(test_chances),
        cmocka_unit_test(test_crowd),
        cmocka_unit_test(test_choice_of_scores),
        cmocka_unit_test(test_simulate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* What one customer will do: against the models' stories integrated by mpmath
 * (tests/data/models/make_predictions.py), closed forms, and customers drawn from the models. */
#include "check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <goodwill/predictions.h>

#include "context.h"
#include "csv.h"

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

static void row_of(double *params, double *columns, double *t, double *within, const csv *table,
                   size_t row)
{
    static const char *const names[] = {"p1", "p2", "p3", "p4", "x", "t_x", "T", "t", "within"};
    double *const values[] = {params,      params + 1,  params + 2, params + 3, columns,
                              columns + 1, columns + 2, t,          within};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        *values[i] = csv_number(table, row, csv_column(table, names[i]));
}

/* The chance that an occasion comes within t, and t again as the quantile at that chance. */
static void the_next_occasion_is_the_stories_own(void **state)
{
    (void)state;
    csv *table = csv_read("tests/data/models/predictions.csv");
    for (size_t row = 0; row < table->rows; row++) {
        double params[4], columns[3], t, within, p, ever, time;
        const gw_model *model = gw_model_find(csv_text(table, row, csv_column(table, "model")));
        row_of(params, columns, &t, &within, table, row);
        assert_int_equal(gw_predict_next(&time, &p, context,
                                         &(const gw_one_customer){model, params, 1, columns}, NULL,
                                         0, t, NULL),
                         GW_OK);
        int in_two_dimensions = strcmp(gw_model_name(model), "pareto_nbd") == 0;
        check_close(p, within, in_two_dimensions ? 5e-6 : 1e-7);
        /* given that it comes within 1,000 weeks */
        double level = 0.5;
        assert_int_equal(gw_predict_next(&time, &ever, context,
                                         &(const gw_one_customer){model, params, 1, columns},
                                         &level, 0, 1000, NULL),
                         GW_OK);
        level = within / ever;
        assert_int_equal(gw_predict_next(&time, &ever, context,
                                         &(const gw_one_customer){model, params, 1, columns},
                                         &level, 1, 1000, NULL),
                         GW_OK);
        assert_int_equal(gw_predict_next(NULL, &p, context,
                                         &(const gw_one_customer){model, params, 1, columns}, NULL,
                                         0, time, NULL),
                         GW_OK);
        check_close(p, within, 1e-4); /* where it is flat the time itself is told badly */
    }
    csv_free(table);
}

/* NBD, two draws: P(none within t) is the mean of ((alpha + T) / (alpha + T + t))^(r + x). */
static void draws_are_averaged(void **state)
{
    (void)state;
    const double draws[] = {0.4, 12, 0.8, 30};
    const double columns[] = {3, 20, 40};
    const double levels[] = {0.1, 0.5, 0.9};
    const double most = 400;
    double times[3], ever;
    assert_int_equal(
        gw_predict_next(times, &ever, context,
                        &(const gw_one_customer){gw_model_find("nbd"), draws, 2, columns}, levels,
                        3, most, NULL),
        GW_OK);
    for (size_t i = 0; i <= 3; i++) {
        double t = i < 3 ? times[i] : most;
        double none = (pow(52 / (52 + t), 3.4) + pow(70 / (70 + t), 3.8)) / 2;
        check_close(1 - none, i < 3 ? levels[i] * ever : ever, 1e-5);
    }
}

enum { DRAWN = 20000 };

/* New customers drawn from two parameters by halves: shares of each count, and the quantiles. */
static void counts_are_as_drawn(void **state)
{
    (void)state;
    static const struct {
        const char *model;
        size_t parameters;
        double draws[8];
    } cases[] = {{"pareto_nbd", 4, {0.6, 10, 0.6, 12, 1.2, 14, 0.9, 20}},
                 {"bg_nbd", 4, {0.3, 5, 0.8, 2.5, 0.6, 6, 1.2, 3}},
                 {"mbg_nbd", 4, {0.5, 6, 0.9, 1.6, 0.8, 9, 0.5, 2}},
                 {"nbd", 2, {0.4, 12, 0.9, 20}}};
    static const double levels[] = {0.1, 0.5, 0.8, 0.9, 0.99};
    const double horizon = 39;
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        const gw_model *model = gw_model_find(cases[c].model);
        const double columns[] = {0, 0, 0};
        const double horizons[] = {horizon, horizon};
        double *drawn[3];
        double seen[200] = {0};
        gw_count_prediction *prediction = NULL;
        size_t n = 0;
        for (size_t i = 0; i < 3; i++)
            assert_non_null(drawn[i] = calloc(DRAWN, sizeof **drawn));
        for (size_t half = 0; half < 2; half++) {
            for (size_t i = 0; i < DRAWN; i++)
                drawn[2][i] = horizon;
            assert_int_equal(gw_model_simulate(drawn, DRAWN, context, model,
                                               cases[c].draws + half * cases[c].parameters,
                                               31 + half, NULL),
                             GW_OK);
            for (size_t i = 0; i < DRAWN; i++)
                seen[drawn[0][i] < 199 ? (size_t)drawn[0][i] : 199] += 0.5 / DRAWN;
        }
        assert_int_equal(
            gw_predict_count(&prediction, context,
                             &(const gw_one_customer){model, cases[c].draws, 2, columns}, horizons,
                             NULL),
            GW_OK);
        const double *pmf = gw_count_prediction_pmf(prediction, &n);
        double sum = 0;
        double up_to[200];
        for (size_t k = 0; k < 199 && k < n; k++) {
            up_to[k] = sum += pmf[k];
            assert_true(fabs(seen[k] - pmf[k]) < 4.5 * sqrt((pmf[k] + 1e-5) / (2 * DRAWN)));
        }
        for (size_t l = 0; l < sizeof levels / sizeof *levels; l++) {
            size_t q = gw_count_prediction_quantile(prediction, levels[l]);
            assert_true(up_to[q] >= levels[l] && (q == 0 || up_to[q - 1] < levels[l]));
        }
        assert_true(pmf[gw_count_prediction_mode(prediction)] >= pmf[0]);
        gw_count_prediction_free(prediction);
        for (size_t i = 0; i < 3; i++)
            free(drawn[i]);
    }
}

/* The mean of the counts told is the model's own expectation; heavy buyers are told whole. */
static void the_mean_is_the_expected_count(void **state)
{
    (void)state;
    const double draws[] = {0.8, 30};
    const double columns[] = {300, 500, 510};
    const double horizon = 400;
    gw_count_prediction *prediction = NULL;
    assert_int_equal(
        gw_predict_count(&prediction, context,
                         &(const gw_one_customer){gw_model_find("nbd"), draws, 1, columns},
                         &horizon, NULL),
        GW_OK);
    check_close(gw_count_prediction_mean(prediction), 300.8 / 540 * 400, 1e-4);
    gw_count_prediction_free(prediction);
}

static void bad_use_and_no_memory_are_said(void **state)
{
    (void)state;
    const double draws[] = {0.8, 30};
    const double columns[] = {3, 20, 40};
    const double level = 0.5;
    const double horizon = 400;
    double time, ever;
    gw_error err = {0};
    gw_count_prediction *prediction = NULL;
    const gw_model *nbd = gw_model_find("nbd");
    assert_int_equal(gw_predict_next(&time, &ever, context,
                                     &(const gw_one_customer){nbd, draws, 0, columns}, &level, 1, 9,
                                     &err),
                     GW_WRONG_USE);
    assert_int_equal(gw_predict_next(&time, &ever, context,
                                     &(const gw_one_customer){nbd, draws, 1, columns}, &level, 1,
                                     NAN, &err),
                     GW_WRONG_USE);
    assert_int_equal(
        gw_predict_count(&prediction, context,
                         &(const gw_one_customer){gw_model_find("gamma_gamma"), draws, 1, columns},
                         &horizon, &err),
        GW_WRONG_USE);
    failing_allocator memory = {0};
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    gw_context *poor = NULL;
    gw_status status = GW_NO_MEMORY;
    long fail = 0;
    failing_allocator_options(&options, &memory);
    assert_int_equal(gw_context_create(&poor, &options, NULL), GW_OK);
    while (status == GW_NO_MEMORY) {
        long before = memory.held;
        memory.calls = 0;
        memory.fail_at = ++fail;
        status = gw_predict_count(&prediction, poor,
                                  &(const gw_one_customer){nbd, draws, 1, columns}, &horizon, &err);
        if (status != GW_OK)
            assert_int_equal(memory.held, before);
    }
    assert_int_equal(status, GW_OK);
    assert_true(fail > 3);
    gw_count_prediction_free(prediction);
    gw_context_free(poor);
    assert_int_equal(memory.held, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_next_occasion_is_the_stories_own),
        cmocka_unit_test(draws_are_averaged),
        cmocka_unit_test(counts_are_as_drawn),
        cmocka_unit_test(the_mean_is_the_expected_count),
        cmocka_unit_test(bad_use_and_no_memory_are_said),
    };
    return cmocka_run_group_tests(tests, make_context, free_context);
}

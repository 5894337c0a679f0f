/* The contract of a model, third part: wrong use, no memory, and being cancelled. For every
 * registered model. */
#include "subject.h"

#include "kinds.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Everything a caller may do with a model, each with its own results to be left alone on error. */
typedef struct calls {
    const subject *s;
    gw_context *context;
    gw_cells *cells;
    const double *params;
    double log_lik;
    double gradient[GW_MAX_PARAMETERS];
    gw_fit fit;
    double *scores[GW_MAX_SCORES];
    double pmf[8];
    sample *drawn;
} calls;

static gw_status call_log_lik(calls *c, gw_error *err)
{
    return gw_model_log_lik(&c->log_lik, c->gradient, c->context, c->s->model, c->params, c->cells,
                            err);
}

static gw_status call_fit(calls *c, gw_error *err)
{
    gw_fit_options options = GW_FIT_OPTIONS_INIT;
    options.start = c->params;
    return gw_model_fit(&c->fit, c->context, c->s->model, c->cells, &options, err);
}

static gw_status call_score(calls *c, gw_error *err)
{
    gw_score_options options = GW_SCORE_OPTIONS_INIT;
    options.horizon = 52;
    options.delta = 0.0027;
    return gw_model_score(c->scores, NULL, c->context, c->s->model, c->params, c->cells, &options,
                          err);
}

static gw_status call_pmf(calls *c, gw_error *err)
{
    if (!gw__kind(gw_model_kind_of(c->s->model))->looks_ahead)
        return call_log_lik(c, err);
    return gw_model_pmf(c->pmf, 8, c->context, c->s->model, c->params, c->s->typical_row, 39, err);
}

static gw_status call_simulate(calls *c, gw_error *err)
{
    return gw_model_simulate(c->drawn->columns, c->drawn->n, c->context, c->s->model, c->params, 3,
                             err);
}

typedef gw_status (*any_call)(calls *c, gw_error *err);
static const any_call CALLS[] = {call_log_lik, call_fit, call_score, call_pmf, call_simulate};
#define CALL_COUNT (sizeof CALLS / sizeof CALLS[0])

static calls calls_with(const subject *s, gw_context *context, size_t n)
{
    calls c;
    memset(&c, 0, sizeof c);
    c.s = s;
    c.context = context;
    c.params = s->typical;
    c.drawn = sample_draw(s, context, s->typical, n, 21);
    c.cells = sample_cells(c.drawn, context, s->model);
    for (size_t i = 0; i < gw_model_score_count(s->model); i++) {
        c.scores[i] = calloc(gw_cells_count(c.cells), sizeof(double));
        assert_non_null(c.scores[i]);
    }
    return c;
}

static void calls_free(calls *c)
{
    for (size_t i = 0; i < GW_MAX_SCORES; i++)
        free(c->scores[i]);
    gw_cells_free(c->cells);
    sample_free(c->drawn);
}

/* ---- Parameters outside their range --------------------------------------------------------- */

static void expect_out_of_domain(calls *c, const double *params, const char *name)
{
    c->params = params;
    for (size_t k = 0; k < CALL_COUNT; k++) {
        gw_error err = {GW_OK, ""};
        c->log_lik = 12345;
        c->fit.log_lik = 12345;
        assert_int_equal(CALLS[k](c, &err), GW_OUT_OF_DOMAIN);
        assert_int_equal(err.status, GW_OUT_OF_DOMAIN);
        assert_non_null(strstr(err.message, gw_model_name(c->s->model)));
        assert_non_null(strstr(err.message, name));
        check_same_bits(c->log_lik, 12345);
        check_same_bits(c->fit.log_lik, 12345);
        assert_int_equal(CALLS[k](c, NULL), GW_OUT_OF_DOMAIN);
    }
}

static void parameters_outside_their_range_are_refused(void **state)
{
    const subject *s = *state;
    const double bad[] = {(double)NAN, 0, -1, HUGE_VAL, -HUGE_VAL};
    gw_context *context = context_with(1);
    calls c = calls_with(s, context, 20);
    for (size_t i = 0; i < s->parameter_count; i++)
        for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
            double params[GW_MAX_PARAMETERS];
            memcpy(params, s->typical, sizeof params);
            params[i] = bad[k];
            expect_out_of_domain(&c, params, gw_model_parameter_name(s->model, i));
        }
    calls_free(&c);
    gw_context_free(context);
}

/* ---- Questions that make no sense ----------------------------------------------------------- */

static void bad_questions_are_refused(void **state)
{
    const subject *s = *state;
    const double bad[] = {(double)NAN, HUGE_VAL, -HUGE_VAL, -2, -1e-9};
    gw_context *context = context_with(1);
    calls c = calls_with(s, context, 20);
    const gw_kind *kind = gw__kind(gw_model_kind_of(s->model));
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        gw_score_options options = GW_SCORE_OPTIONS_INIT;
        gw_error err = {GW_OK, ""};
        options.horizon = bad[k];
        gw_status status =
            gw_model_score(c.scores, NULL, context, s->model, s->typical, c.cells, &options, &err);
        assert_int_equal(status, kind->looks_ahead ? GW_WRONG_USE : GW_OK);
        assert_int_equal(strstr(err.message, "horizon") != NULL, kind->looks_ahead);
        status =
            gw_model_pmf(c.pmf, 8, context, s->model, s->typical, s->typical_row, bad[k], &err);
        assert_int_equal(status, GW_WRONG_USE);
    }
    gw_score_options options = GW_SCORE_OPTIONS_INIT;
    options.delta = (double)NAN;
    gw_status status =
        gw_model_score(c.scores, NULL, context, s->model, s->typical, c.cells, &options, NULL);
    assert_int_equal(status, kind->discounts ? GW_WRONG_USE : GW_OK);
    calls_free(&c);
    gw_context_free(context);
}

static void bad_options_are_refused(void **state)
{
    const subject *s = *state;
    gw_context *context = context_with(1);
    calls c = calls_with(s, context, 20);
    gw_fit_options fit = GW_FIT_OPTIONS_INIT;
    gw_score_options score = GW_SCORE_OPTIONS_INIT;
    fit.max_iterations = -1;
    assert_int_equal(gw_model_fit(&c.fit, context, s->model, c.cells, &fit, NULL), GW_WRONG_USE);
    fit.size = 0;
    assert_int_equal(gw_model_fit(&c.fit, context, s->model, c.cells, &fit, NULL), GW_WRONG_USE);
    score.size = 0;
    assert_int_equal(
        gw_model_score(c.scores, NULL, context, s->model, s->typical, c.cells, &score, NULL),
        GW_WRONG_USE);
    calls_free(&c);
    gw_context_free(context);
}

static void rows_that_cannot_be_are_refused(void **state)
{
    static const double bad_counts[][3] = {
        {-1, 0, 39},          {1.5, 3, 39},         {2, 40, 39},         {0, 3, 39},
        {2, -1, 39},          {2, 3, -1},           {2e9, 3, 39},        {2, 3, 1e13},
        {(double)NAN, 3, 39}, {2, (double)NAN, 39}, {2, 3, (double)NAN}, {2, 3, HUGE_VAL},
    };
    static const double bad_spends[][3] = {
        {-1, 5}, {1.5, 5}, {2e9, 5}, {1, 0}, {1, -5}, {1, (double)NAN}, {1, HUGE_VAL},
    };
    static const double bad_contracts[][3] = {
        {-1, 1, 1}, {0.5, 1, 1},         {1e7, 1, 1},         {(double)NAN, 1, 1}, {0, 1, 1},
        {1, -1, 1}, {1, (double)NAN, 1}, {1, 1, (double)NAN}, {1, 1, -1},          {1, 1, HUGE_VAL},
    };
    static const double bad_discretes[][3] = {
        {-1, 0, 6},  {1.5, 3, 6}, {2, 7, 6},           {0, 3, 6},           {3, 2, 6},
        {2, 3.5, 6}, {2, 3, 6.5}, {(double)NAN, 3, 6}, {2, (double)NAN, 6}, {2, 3, 1e7},
    };
#define ROWS_OF(table)                                                                             \
    {                                                                                              \
        sizeof(table) / sizeof *(table), table                                                     \
    }
    static const struct {
        size_t n;
        const double (*rows)[3];
    } bad[] = {
        [GW_MODEL_COUNT] = ROWS_OF(bad_counts),
        [GW_MODEL_SPEND] = ROWS_OF(bad_spends),
        [GW_MODEL_CONTRACT] = ROWS_OF(bad_contracts),
        [GW_MODEL_DISCRETE] = ROWS_OF(bad_discretes),
    };
    static const double bad_givens[] = {-1, (double)NAN, HUGE_VAL, 1e13};
    const subject *s = *state;
    gw_model_kind kind = gw_model_kind_of(s->model);
    gw_context *context = context_with(1);
    for (size_t k = 0; k < bad[kind].n; k++) {
        gw_error err = {GW_OK, ""};
        gw_rows table = {.n = 1};
        gw_cells *cells = NULL;
        double pmf[2];
        for (size_t c = 0; c < s->column_count; c++)
            table.columns[c] = &bad[kind].rows[k][c];
        assert_int_equal(gw_cells_create(&cells, context, s->model, &table, &err), GW_BAD_DATA);
        assert_non_null(strstr(err.message, "row 1: "));
        if (gw__kind(kind)->looks_ahead)
            assert_int_equal(
                gw_model_pmf(pmf, 2, context, s->model, s->typical, bad[kind].rows[k], 1, NULL),
                GW_BAD_DATA);
    }
    for (size_t k = 0; k < sizeof bad_givens / sizeof bad_givens[0]; k++) {
        gw_error err = {GW_OK, ""};
        sample *rows = sample_create(3);
        rows->columns[gw__kind(kind)->given][1] = bad_givens[k];
        assert_int_equal(
            gw_model_simulate(rows->columns, 3, context, s->model, s->typical, 1, &err),
            GW_BAD_DATA);
        assert_non_null(strstr(err.message, "row 2: "));
        sample_free(rows);
    }
    gw_context_free(context);
}

static void cells_of_another_kind_are_refused(void **state)
{
    const subject *s = *state;
    gw_context *context = context_with(1);
    for (size_t m = 0; m < gw_model_count(); m++) {
        const gw_model *other = gw_model_at(m);
        if (gw_model_kind_of(other) == gw_model_kind_of(s->model))
            continue;
        const double row[GW_MAX_COLUMNS] = {2, 3, 4, 5};
        double log_lik;
        gw_error err = {GW_OK, ""};
        gw_cells *cells = cells_of_row(context, other, row);
        assert_int_equal(
            gw_model_log_lik(&log_lik, NULL, context, s->model, s->typical, cells, &err),
            GW_WRONG_USE);
        assert_non_null(strstr(err.message, gw_model_name(s->model)));
        gw_cells_free(cells);
    }
    gw_context_free(context);
}

/* ---- Memory --------------------------------------------------------------------------------- */

/* Lets the first, second, ... allocation of a call fail until one run goes through. */
static void fail_each_allocation(calls *c, failing_allocator *memory, any_call call)
{
    for (long n = 1;; n++) {
        gw_error err = {GW_OK, ""};
        long held = memory->held;
        memory->calls = 0;
        memory->fail_at = n;
        gw_status status = call(c, &err);
        int reached = memory->calls >= n;
        memory->fail_at = 0;
        assert_int_equal(memory->held, held);
        assert_int_equal(status, reached ? GW_NO_MEMORY : GW_OK);
        assert_int_equal(err.status, status);
        if (!reached)
            return;
    }
}

static gw_status call_create_cells(calls *c, gw_error *err)
{
    gw_rows rows = {.n = c->drawn->n};
    gw_cells *cells = NULL;
    for (size_t i = 0; i < c->s->column_count; i++)
        rows.columns[i] = c->drawn->columns[i];
    gw_status status = gw_cells_create(&cells, c->context, c->s->model, &rows, err);
    assert_int_equal(cells == NULL, status != GW_OK);
    gw_cells_free(cells);
    return status;
}

static void every_allocation_may_fail(void **state)
{
    const subject *s = *state;
    for (int threads = 1; threads <= 2; threads++) {
        failing_allocator memory = {0, 0, 0};
        gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
        gw_context *context = NULL;
        options.threads = threads;
        failing_allocator_options(&options, &memory);
        must(gw_context_create(&context, &options, err));
        calls c = calls_with(s, context, 60);
        fail_each_allocation(&c, &memory, call_create_cells);
        for (size_t k = 0; k < CALL_COUNT; k++)
            fail_each_allocation(&c, &memory, CALLS[k]);
        calls_free(&c);
        gw_context_free(context);
        assert_int_equal(memory.held, 0);
    }
}

/* ---- Cancelling ----------------------------------------------------------------------------- */

static int flag_is_up(void *user)
{
    return *(int *)user;
}

static void a_cancelled_fit_says_so(void **state)
{
    const subject *s = *state;
    int flag = 0;
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    gw_context *context = NULL;
    options.cancel = flag_is_up;
    options.cancel_user = &flag;
    must(gw_context_create(&context, &options, err));
    calls c = calls_with(s, context, 100);
    flag = 1;
    c.fit.log_lik = 12345;
    assert_int_equal(call_fit(&c, NULL), GW_CANCELLED);
    check_same_bits(c.fit.log_lik, 12345);
    assert_int_equal(call_simulate(&c, NULL), GW_CANCELLED);
    calls_free(&c);
    gw_context_free(context);
}

/* ---- What a model says of itself ------------------------------------------------------------ */

static void a_model_can_be_read_about(void **state)
{
    const subject *s = *state;
    const gw_model *model = s->model;
    assert_ptr_equal(gw_model_find(gw_model_name(model)), model);
    assert_true(strlen(gw_model_title(model)) > 2);
    assert_true(strlen(gw_model_advice(model)) > 20);
    assert_true(s->parameter_count >= 1 && s->parameter_count <= GW_MAX_PARAMETERS);
    for (size_t i = 0; i < s->parameter_count; i++) {
        assert_true(strlen(gw_model_parameter_name(model, i)) >= 1);
        assert_true(strlen(gw_model_parameter_doc(model, i)) > 10);
    }
    assert_null(gw_model_parameter_name(model, s->parameter_count));
    assert_null(gw_model_parameter_doc(model, s->parameter_count));
    assert_null(gw_model_column_name(model, s->column_count));
    assert_null(gw_model_score_name(model, gw_model_score_count(model)));
    assert_string_equal(gw_model_score_name(model, 0),
                        gw_model_kind_of(model) == GW_MODEL_CONTRACT ? "survival" : "log_lik");
    assert_true(gw_model_columns_to_score(model) >= 1 &&
                gw_model_columns_to_score(model) <= s->column_count);
    assert_null(gw_model_find("no_such_model"));
    assert_null(gw_model_at(gw_model_count()));
}

int main(void)
{
    static const model_test tests[] = {
        MODEL_TEST(parameters_outside_their_range_are_refused),
        MODEL_TEST(bad_questions_are_refused),
        MODEL_TEST(bad_options_are_refused),
        MODEL_TEST(rows_that_cannot_be_are_refused),
        MODEL_TEST(cells_of_another_kind_are_refused),
        MODEL_TEST(every_allocation_may_fail),
        MODEL_TEST(a_cancelled_fit_says_so),
        MODEL_TEST(a_model_can_be_read_about),
    };
    return run_for_every_model(tests, sizeof tests / sizeof tests[0]);
}

/* gw_model_fit against models made to mislead it: likelihoods that explode, end, lie, or have a
 * false summit. They are NBD models with something wrong, fitted to customers drawn from NBD. */
#include "subject.h"

#include "model.h"

#include <math.h>
#include <string.h>

static const double TRUTH[] = {0.5, 10};

static gw_cells *some_customers(gw_context *context)
{
    enum { N = 1000 };
    const gw_model *nbd = gw_model_find("nbd");
    sample *rows = sample_create(N);
    for (size_t i = 0; i < N; i++)
        rows->columns[2][i] = 27 + (double)(i % 85) / 7;
    must(gw_model_simulate(rows->columns, N, context, nbd, TRUTH, 1, err));
    gw_cells *cells = sample_cells(rows, context, nbd);
    sample_free(rows);
    return cells;
}

static gw_fit fit_with(gw_context *context, const gw_model *model, const gw_cells *cells,
                       const gw_fit_options *options)
{
    gw_fit fit;
    must(gw_model_fit(&fit, context, model, cells, options, err));
    return fit;
}

static void start_at_one(double *params_out, const gw_cells *cells)
{
    (void)cells;
    params_out[0] = 1;
    params_out[1] = 33;
    params_out[2] = 1;
}

/* A copy of NBD with another likelihood. */
static gw_model false_nbd(gw_status (*log_lik)(double *, double *, gw_context *, const double *,
                                               const gw_cells *, gw_error *))
{
    gw_model model = gw__model_nbd;
    model.log_lik = log_lik;
    model.start = start_at_one;
    return model;
}

static gw_status true_log_lik(double *value, double *gradient, gw_context *context,
                              const double *params, const gw_cells *cells, gw_error *err)
{
    double slopes[GW_MAX_PARAMETERS];
    gw_status status = gw__model_nbd.log_lik(value, slopes, context, params, cells, err);
    if (gradient != NULL)
        memcpy(gradient, slopes, 2 * sizeof(double));
    return status;
}

/* ---- A likelihood that explodes ------------------------------------------------------------- */

/* Beyond r = 1.5, next to the start, digits are lost and the value is far too good. */
static gw_status exploding(double *value, double *gradient, gw_context *context,
                           const double *params, const gw_cells *cells, gw_error *err)
{
    gw_status status = true_log_lik(value, gradient, context, params, cells, err);
    if (params[0] > 1.5 || params[1] < 1)
        *value = 337124;
    return status;
}

static void a_likelihood_too_good_is_not_believed(void **state)
{
    (void)state;
    gw_context *context = context_with(1);
    gw_cells *cells = some_customers(context);
    gw_model model = false_nbd(exploding);
    gw_fit truth = fit_with(context, &gw__model_nbd, cells, NULL);
    const double starts[3][2] = {{1, 33}, {1.4, 2}, {3, 33}};
    for (size_t i = 0; i < 3; i++) {
        gw_fit_options options = GW_FIT_OPTIONS_INIT;
        options.start = starts[i];
        gw_fit fit = fit_with(context, &model, cells, &options);
        assert_int_equal(fit.outcome, GW_FIT_CONVERGED);
        check_close(fit.log_lik, truth.log_lik, 1e-12);
        check_close(fit.params[0], truth.params[0], 1e-4);
    }
    gw_cells_free(cells);
    gw_context_free(context);
}

/* ---- A likelihood that does not exist ------------------------------------------------------- */

static gw_status nowhere(double *value, double *gradient, gw_context *context, const double *params,
                         const gw_cells *cells, gw_error *err)
{
    gw_status status = true_log_lik(value, gradient, context, params, cells, err);
    *value = (double)NAN;
    return status;
}

static gw_status only_here_and_there(double *value, double *gradient, gw_context *context,
                                     const double *params, const gw_cells *cells, gw_error *err)
{
    gw_status status = true_log_lik(value, gradient, context, params, cells, err);
    if (params[1] > 40 || params[1] < 5 || params[0] < 0.2)
        *value = -HUGE_VAL;
    return status;
}

static void a_likelihood_that_is_nowhere_is_not_reported(void **state)
{
    (void)state;
    gw_context *context = context_with(1);
    gw_cells *cells = some_customers(context);
    gw_model model = false_nbd(nowhere);
    gw_fit fit = fit_with(context, &model, cells, NULL);
    assert_int_equal(fit.outcome, GW_FIT_DID_NOT_MOVE);
    assert_true(isnan(fit.log_lik));
    assert_true(isnan(fit.se[0]) && isnan(fit.se[1]));
    assert_true(fit.params[0] > 0 && fit.params[1] > 0);
    assert_non_null(strstr(fit.message, "did not move"));
    gw_cells_free(cells);
    gw_context_free(context);
}

static void a_likelihood_with_edges_is_fitted_inside(void **state)
{
    (void)state;
    gw_context *context = context_with(1);
    gw_cells *cells = some_customers(context);
    gw_model model = false_nbd(only_here_and_there);
    gw_fit truth = fit_with(context, &gw__model_nbd, cells, NULL);
    gw_fit fit = fit_with(context, &model, cells, NULL);
    assert_int_equal(fit.outcome, GW_FIT_CONVERGED);
    check_close(fit.log_lik, truth.log_lik, 1e-12);
    gw_cells_free(cells);
    gw_context_free(context);
}

/* ---- A gradient that lies ------------------------------------------------------------------- */

static gw_status lying(double *value, double *gradient, gw_context *context, const double *params,
                       const gw_cells *cells, gw_error *err)
{
    gw_status status = true_log_lik(value, gradient, context, params, cells, err);
    for (size_t i = 0; gradient != NULL && i < 2; i++)
        gradient[i] = -gradient[i];
    return status;
}

static void a_lying_gradient_is_not_an_answer(void **state)
{
    (void)state;
    gw_context *context = context_with(1);
    gw_cells *cells = some_customers(context);
    gw_model model = false_nbd(lying);
    gw_fit fit = fit_with(context, &model, cells, NULL);
    assert_int_equal(fit.outcome, GW_FIT_DID_NOT_MOVE);
    assert_true(isfinite(fit.log_lik));
    gw_cells_free(cells);
    gw_context_free(context);
}

/* ---- A false summit ------------------------------------------------------------------------- */

/* A third parameter c costs up to 50: nothing at log c = -8, and a hollow of 25 at log c = 0, where
 * the start is. */
static gw_status two_summits(double *value, double *gradient, gw_context *context,
                             const double *params, const gw_cells *cells, gw_error *err)
{
    double u = log(params[2]);
    double far = exp(-(u + 8) * (u + 8));
    double near = exp(-u * u);
    gw_status status = true_log_lik(value, gradient, context, params, cells, err);
    *value -= 50 * (1 - far - near / 2);
    if (gradient != NULL)
        gradient[2] = 50 * (-2 * (u + 8) * far - u * near) / params[2];
    return status;
}

static const gw_parameter THREE[] = {
    {"r", 0, HUGE_VAL, ""}, {"alpha", 0, HUGE_VAL, ""}, {"c", 0, HUGE_VAL, ""}};

static void to_the_true_summit(double *params_out, const double *nested, const gw_cells *cells)
{
    (void)cells;
    params_out[0] = nested[0];
    params_out[1] = nested[1];
    params_out[2] = exp(-8.0);
}

static void a_false_summit_below_the_nested_model_is_left(void **state)
{
    (void)state;
    gw_context *context = context_with(1);
    gw_cells *cells = some_customers(context);
    gw_model model = false_nbd(two_summits);
    model.parameter_count = 3;
    model.parameters = THREE;
    gw_fit alone = fit_with(context, &model, cells, NULL);
    model.nested = &gw__model_nbd;
    model.widen = to_the_true_summit;
    gw_fit fit = fit_with(context, &model, cells, NULL);
    gw_fit nested = fit_with(context, &gw__model_nbd, cells, NULL);
    check_close(fit.log_lik, nested.log_lik, 1e-10);
    check_close(alone.log_lik, nested.log_lik - 25, 1e-4); /* without it there is no telling */
    assert_int_equal(fit.outcome, GW_FIT_CONVERGED);
    gw_cells_free(cells);
    gw_context_free(context);
}

/* The same, found without a nested model, because the model knows where else to look. */
static void start_at_the_true_summit(double *params_out, const gw_cells *cells)
{
    start_at_one(params_out, cells);
    params_out[2] = exp(-7.5);
}

static void a_second_hill_is_looked_at(void **state)
{
    (void)state;
    gw_context *context = context_with(1);
    gw_cells *cells = some_customers(context);
    gw_model model = false_nbd(two_summits);
    model.parameter_count = 3;
    model.parameters = THREE;
    model.other_start = start_at_the_true_summit;
    gw_fit nested = fit_with(context, &gw__model_nbd, cells, NULL);
    gw_fit fit = fit_with(context, &model, cells, NULL);
    assert_int_equal(fit.outcome, GW_FIT_CONVERGED);
    check_close(fit.log_lik, nested.log_lik, 1e-10);
    gw_cells_free(cells);
    gw_context_free(context);
}

/* The MBG/NBD has such hills in earnest: many who never came back are either customers who hardly
 * buy, or customers who left at once. Some of these samples need the second look, and none loses by
 * it. */
static void mbg_nbd_finds_the_higher_hill(void **state)
{
    (void)state;
    enum { N = 2000 };
    static const double truth[] = {3.3, 61.5, 0.43, 0.0987};
    const gw_model *model = &gw__model_mbg_nbd;
    gw_model hasty = *model;
    gw_context *context = context_with(1);
    int won = 0;
    hasty.other_start = NULL;
    for (uint64_t seed = 1; seed <= 12; seed++) {
        sample *rows = sample_create(N);
        for (size_t i = 0; i < N; i++)
            rows->columns[2][i] = 27 + (double)(i % 85) / 7;
        must(gw_model_simulate(rows->columns, N, context, model, truth, seed, err));
        gw_cells *cells = sample_cells(rows, context, model);
        gw_fit fit = fit_with(context, model, cells, NULL);
        gw_fit one_hill = fit_with(context, &hasty, cells, NULL);
        assert_true(fit.log_lik >= log_lik_at(context, model, truth, cells, NULL));
        assert_true(fit.log_lik >= one_hill.log_lik - 1e-6);
        won += fit.log_lik > one_hill.log_lik + 0.1;
        gw_cells_free(cells);
        sample_free(rows);
    }
    assert_true(won > 0);
    gw_context_free(context);
}

/* ---- An edge -------------------------------------------------------------------------------- */

/* The best r lies beyond its range: what is found there is no estimate of it. */
static void a_parameter_at_the_edge_is_not_identified(void **state)
{
    (void)state;
    static const gw_parameter narrow[] = {{"r", 0, 0.3, ""}, {"alpha", 0, HUGE_VAL, ""}};
    gw_context *context = context_with(1);
    gw_cells *cells = some_customers(context);
    gw_model model = gw__model_nbd;
    model.parameters = narrow;
    gw_fit fit = fit_with(context, &model, cells, NULL);
    assert_int_equal(fit.outcome, GW_FIT_NOT_IDENTIFIED);
    assert_true(fit.params[0] < 0.3);
    check_close(fit.params[0], 0.3, 1e-6);
    assert_true(isnan(fit.se[0]) && fit.se[1] > 0);
    assert_true(isnan(fit.log_covariance[0]) && isnan(fit.log_covariance[1]));
    assert_string_equal(fit.message,
                        "not identified: the data do not fix r, which ran to the edge of the "
                        "search; alpha and forecasts no longer than the time seen can still be "
                        "used");
    gw_cells_free(cells);
    gw_context_free(context);
}

/* ---- Limits --------------------------------------------------------------------------------- */

static void the_iteration_limit_is_an_outcome(void **state)
{
    (void)state;
    gw_context *context = context_with(1);
    gw_cells *cells = some_customers(context);
    gw_fit_options options = GW_FIT_OPTIONS_INIT;
    options.max_iterations = 2;
    gw_model model = gw__model_nbd;
    model.start = start_at_one;
    gw_fit fit = fit_with(context, &model, cells, &options);
    assert_int_equal(fit.outcome, GW_FIT_ITERATION_LIMIT);
    assert_int_equal(fit.iterations, 2);
    assert_non_null(strstr(fit.message, "after 2 iterations"));
    gw_cells_free(cells);
    gw_context_free(context);
}

/* A start far outside the usual range is still where the search begins. */
static void any_start_in_the_domain_is_taken(void **state)
{
    (void)state;
    gw_context *context = context_with(1);
    gw_cells *cells = some_customers(context);
    gw_fit truth = fit_with(context, &gw__model_nbd, cells, NULL);
    const double starts[][2] = {{1e-9, 1e-9}, {1e9, 1e12}, {1e-3, 1e9}, {100, 1e-9}};
    for (size_t i = 0; i < 4; i++) {
        gw_fit_options options = GW_FIT_OPTIONS_INIT;
        options.start = starts[i];
        gw_fit fit = fit_with(context, &gw__model_nbd, cells, &options);
        assert_int_equal(fit.outcome, GW_FIT_CONVERGED);
        check_close(fit.log_lik, truth.log_lik, 1e-12);
    }
    gw_cells_free(cells);
    gw_context_free(context);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_likelihood_too_good_is_not_believed),
        cmocka_unit_test(a_likelihood_that_is_nowhere_is_not_reported),
        cmocka_unit_test(a_likelihood_with_edges_is_fitted_inside),
        cmocka_unit_test(a_lying_gradient_is_not_an_answer),
        cmocka_unit_test(a_false_summit_below_the_nested_model_is_left),
        cmocka_unit_test(a_second_hill_is_looked_at),
        cmocka_unit_test(mbg_nbd_finds_the_higher_hill),
        cmocka_unit_test(a_parameter_at_the_edge_is_not_identified),
        cmocka_unit_test(the_iteration_limit_is_an_outcome),
        cmocka_unit_test(any_start_in_the_domain_is_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

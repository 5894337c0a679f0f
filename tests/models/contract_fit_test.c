/* The contract of a model, second part: fits, draws and threads. For every registered model. */
#include "subject.h"

#include "kinds.h"
#include "model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static gw_fit fit_of(gw_context *context, const gw_model *model, const gw_cells *cells,
                     const gw_fit_options *options)
{
    gw_fit fit;
    must(gw_model_fit(&fit, context, model, cells, options, err));
    assert_true(fit.message[0] != '\0');
    return fit;
}

/* ---- Draw and fit back ---------------------------------------------------------------------- */

static void check_within_4_se(const subject *s, const gw_fit *fit)
{
    for (size_t i = 0; i < s->parameter_count; i++) {
        double distance = fabs(fit->params[i] - s->typical[i]);
        if (!(fit->se[i] > 0 && fit->se[i] < s->typical[i] && distance < 4 * fit->se[i]))
            fail_msg("%s: %s is %g (se %g), drawn with %g", gw_model_name(s->model),
                     gw_model_parameter_name(s->model, i), fit->params[i], fit->se[i],
                     s->typical[i]);
    }
}

static void draws_fit_back(void **state)
{
    const subject *s = *state;
    gw_context *context = context_with(2);
    sample *rows = sample_draw(s, context, s->typical, 20000, 20240);
    gw_cells *cells = sample_cells(rows, context, s->model);
    gw_fit fit = fit_of(context, s->model, cells, NULL);
    assert_int_equal(fit.outcome, GW_FIT_CONVERGED);
    assert_string_equal(fit.message, "converged");
    assert_true(fit.log_lik >= log_lik_at(context, s->model, s->typical, cells, NULL));
    assert_true(fit.grad_norm < 1e-6);
    /* two hills and a ridge cost more */
    assert_true(fit.evaluations <= (gw_model_on_request(s->model) ? 160 : 80));
    if (gw_model_kind_of(s->model) != GW_MODEL_CONTRACT) /* who comes again with each renewal */
        check_close(fit.customers + fit.left_out, 20000, 0);
    check_within_4_se(s, &fit);
    check_same_bits(log_lik_at(context, s->model, fit.params, cells, NULL), fit.log_lik);
    gw_cells_free(cells);
    sample_free(rows);
    gw_context_free(context);
}

/* Halfway to the end of parameter i's range where the value is beyond it. */
static double within(const subject *s, size_t i, double value)
{
    double upper = s->model->parameters[i].upper;
    return value < upper ? value : (s->typical[i] + upper) / 2;
}

/* Whatever the customers are like, the fit is at least as likely as the truth they were drawn with:
 * a search that ends on a lower hill shows here. */
static void no_fit_is_below_the_truth(void **state)
{
    const subject *s = *state;
    gw_context *context = context_with(1);
    for (unsigned k = 0; k < 3u << s->parameter_count; k++) {
        double truth[GW_MAX_PARAMETERS];
        double far = 0.75 * (double)(1 + (k >> s->parameter_count));
        for (size_t i = 0; i < s->parameter_count; i++)
            truth[i] = within(s, i, s->typical[i] * exp(k >> i & 1 ? far : -far));
        sample *rows =
            sample_draw(s, context, truth, gw_model_on_request(s->model) ? 200 : 1000, k);
        gw_cells *cells = sample_cells(rows, context, s->model);
        gw_fit fit = fit_of(context, s->model, cells, NULL);
        double reached = log_lik_at(context, s->model, truth, cells, NULL);
        if (!(fit.log_lik >= reached - 1e-6))
            fail_msg("%s drawn with %g %g %g %g: %.8g, the truth %.8g", gw_model_name(s->model),
                     truth[0], truth[1], truth[2], truth[3], fit.log_lik, reached);
        gw_cells_free(cells);
        sample_free(rows);
    }
    gw_context_free(context);
}

/* A start of the caller's leads to the same maximum. */
static void another_start_finds_the_same_maximum(void **state)
{
    const subject *s = *state;
    gw_context *context = context_with(1);
    sample *rows = sample_draw(s, context, s->typical, 3000, 5);
    gw_cells *cells = sample_cells(rows, context, s->model);
    gw_fit own = fit_of(context, s->model, cells, NULL);
    double far[GW_MAX_PARAMETERS];
    for (size_t i = 0; i < s->parameter_count; i++)
        far[i] = within(s, i, own.params[i] * (i % 2 ? 20 : 0.05));
    gw_fit_options options = GW_FIT_OPTIONS_INIT;
    options.start = far;
    gw_fit other = fit_of(context, s->model, cells, &options);
    assert_int_equal(other.outcome, own.outcome);
    check_close(other.log_lik, own.log_lik, 1e-11);
    for (size_t i = 0; i < s->parameter_count; i++)
        check_close(other.params[i], own.params[i], 1e-2);
    gw_cells_free(cells);
    sample_free(rows);
    gw_context_free(context);
}

/* Twice the customers: the same parameters, twice the log-likelihood, standard errors / sqrt 2. */
static void weights_count_as_customers(void **state)
{
    const subject *s = *state;
    gw_context *context = context_with(1);
    sample *rows = sample_draw(s, context, s->typical, 3000, 5);
    gw_cells *cells = sample_cells(rows, context, s->model);
    rows->weight = malloc(rows->n * sizeof(double));
    assert_non_null(rows->weight);
    for (size_t i = 0; i < rows->n; i++)
        rows->weight[i] = 2;
    gw_cells *twice = sample_cells(rows, context, s->model);
    gw_fit a = fit_of(context, s->model, cells, NULL);
    gw_fit b = fit_of(context, s->model, twice, NULL);
    check_close(b.log_lik, 2 * a.log_lik, 1e-12);
    check_close(b.customers, 2 * a.customers, 0);
    for (size_t i = 0; i < s->parameter_count; i++) {
        check_close(b.params[i], a.params[i], 1e-4);
        check_close(b.se[i], a.se[i] / sqrt(2), 1e-3);
    }
    gw_cells_free(cells);
    gw_cells_free(twice);
    sample_free(rows);
    gw_context_free(context);
}

/* Days instead of weeks, or another currency: the same forecast of the same customers. */
static void units_do_not_matter(void **state)
{
    const subject *s = *state;
    if (gw_model_kind_of(s->model) == GW_MODEL_CONTRACT ||
        gw_model_kind_of(s->model) == GW_MODEL_DISCRETE)
        return; /* periods and opportunities are counted */
    gw_context *context = context_with(1);
    sample *rows = sample_draw(s, context, s->typical, 3000, 5);
    gw_cells *cells = sample_cells(rows, context, s->model);
    for (size_t c = 1; c < s->column_count; c++)
        for (size_t i = 0; i < rows->n; i++)
            rows->columns[c][i] *= 7;
    gw_cells *other = sample_cells(rows, context, s->model);
    gw_fit a = fit_of(context, s->model, cells, NULL);
    gw_fit b = fit_of(context, s->model, other, NULL);
    double occasions = 0;
    double scaled = 0;
    for (size_t i = 0; i < gw_cells_count(cells); i++) {
        double x = gw_cells_column(cells, 0)[i];
        occasions += gw_cells_weight(cells)[i] * x;
        scaled += gw_cells_weight(cells)[i] * (x > 0);
    }
    /* A density in days is 7 times smaller for each time, or each mean, that it has. */
    double shift = gw_model_kind_of(s->model) == GW_MODEL_SPEND ? scaled : occasions;
    assert_int_equal(a.outcome, b.outcome);
    check_close_floor(b.log_lik, a.log_lik - shift * log(7), 1e-11, 1);
    for (size_t i = 0; i < s->parameter_count; i++) {
        double ratio = b.params[i] / a.params[i];
        assert_true(fabs(ratio - 1) < 1e-3 || fabs(ratio / 7 - 1) < 1e-3 ||
                    fabs(ratio * 7 - 1) < 1e-3);
    }
    gw_cells_free(cells);
    gw_cells_free(other);
    sample_free(rows);
    gw_context_free(context);
}

/* ---- Nested models -------------------------------------------------------------------------- */

static void check_not_below_nested(const subject *s, gw_context *context, const gw_cells *cells,
                                   const char *what)
{
    gw_fit rich = fit_of(context, s->model, cells, NULL);
    gw_fit poor = fit_of(context, s->model->nested, cells, NULL);
    if (!(rich.log_lik >= poor.log_lik - 1e-6))
        fail_msg("%s on %s: %.10g, but %s has %.10g", gw_model_name(s->model), what, rich.log_lik,
                 gw_model_name(s->model->nested), poor.log_lik);
}

/* Four shops of each model that is nested in another. */
static const double (*params_of_nested(const gw_model *model))[GW_MAX_PARAMETERS]
{
    static const struct {
        const char *name;
        double params[4][GW_MAX_PARAMETERS];
    } shops[] = {
        {"nbd", {{0.5, 10}, {3, 60}, {0.05, 1}, {20, 100}}},
        {"pareto_nbd",
         {{0.55, 10.6, 0.6, 11.7}, {3, 60, 2, 50}, {0.1, 1, 0.3, 5}, {5, 20, 1, 200}}},
        {"gamma_gamma", {{6.25, 3.74, 15.44}, {0.5, 2.5, 100}, {20, 1.5, 3}, {3, 30, 1000}}},
        {"geometric", {{0.27}, {0.5}, {0.02}, {0.9}}},
        {"sbg", {{0.7, 1.2}, {0.1, 0.3}, {20, 80}, {3, 0.5}}},
    };
    for (size_t i = 0; i < sizeof shops / sizeof *shops; i++)
        if (strcmp(shops[i].name, gw_model_name(model)) == 0)
            return shops[i].params;
    fail_msg("%s needs shops in this test", gw_model_name(model));
    return NULL;
}

/* Least easy on customers drawn from the nested model itself: the maximum is then at the edge. */
static void never_worse_than_the_nested_model(void **state)
{
    const subject *s = *state;
    if (s->model->nested == NULL)
        return;
    const double(*nested_params)[GW_MAX_PARAMETERS] = params_of_nested(s->model->nested);
    gw_context *context = context_with(1);
    for (size_t k = 0; k < 4; k++) {
        subject nested = *s;
        nested.model = s->model->nested;
        sample *rows = sample_draw(&nested, context, nested_params[k], 400, k);
        gw_cells *cells = sample_cells(rows, context, s->model);
        check_not_below_nested(s, context, cells, "customers of the nested model");
        gw_cells_free(cells);
        sample_free(rows);
    }
    for (uint64_t seed = 0; seed < 10; seed++) {
        sample *rows = sample_draw(s, context, s->typical, (size_t)10 << (seed % 5), seed);
        gw_cells *cells = sample_cells(rows, context, s->model);
        check_not_below_nested(s, context, cells, "few customers");
        gw_cells_free(cells);
        sample_free(rows);
    }
    gw_context_free(context);
}

/* ---- Data that say little ------------------------------------------------------------------- */

/* A few rows {x, t_x, T} or {x, mean_spend}. */
typedef struct few_rows {
    size_t n;
    double rows[5][3];
} few_rows;

static const few_rows POOR_COUNTS[] = {
    {1, {{0, 0, 39}}},                                                /* one, who never came back */
    {1, {{2, 30, 39}}},                                               /* one, who did */
    {1, {{0, 0, 0}}},                                                 /* seen for no time at all */
    {5, {{0, 0, 39}, {0, 0, 38}, {0, 0, 30}, {0, 0, 12}, {0, 0, 1}}}, /* one-time buyers only */
    {3, {{0, 0, 0}, {0, 0, 0}, {0, 0, 0}}},                           /* T = 0 for all */
    {4, {{3, 20, 39}, {3, 20, 39}, {3, 20, 39}, {3, 20, 39}}},        /* all alike */
    {3, {{1, 0, 39}, {2, 0, 39}, {1, 0, 12}}},                        /* all on the first day */
    {2, {{1, 0, 0}, {2, 0, 0}}},                                      /* which is today */
    {3, {{5, 39, 39}, {9, 39, 39}, {2, 39, 39}}},                     /* all have just bought */
    {2, {{4000, 700, 728}, {1, 5, 728}}},
};
static const few_rows POOR_SPENDS[] = {
    {1, {{0, 0}}},
    {2, {{0, 0}, {0, 0}}},
    {1, {{1, 22.35}}},
    {3, {{3, 10}, {3, 10}, {3, 10}}},
    {3, {{1, 10}, {1, 12}, {1, 7}}},
    {4, {{5, 10}, {2, 10}, {9, 10}, {1, 10}}},
    {2, {{1, 1e-9}, {1, 1e9}}},
};

static const few_rows POOR_CONTRACTS[] = {
    {1, {{0, 0, 0}}},
    {1, {{1, 0, 0}}},
    {1, {{1, 1, 0}}},
    {1, {{1, 0, 1}}},
    {2, {{1, 1, 0}, {2, 0, 1}}},
    {3, {{1, 10, 0}, {2, 10, 0}, {3, 10, 0}}}, /* nobody left */
    {1, {{1, 0, 100}}},                        /* everybody left */
    {1, {{1, 631, 369}}},                      /* one renewal */
    {1, {{1000, 5, 5}}},
    {3, {{1, 90, 10}, {2, 81, 9}, {3, 72.9, 8.1}}}, /* all alike */
};
static const few_rows POOR_DISCRETES[] = {
    {1, {{0, 0, 0}}},
    {1, {{0, 0, 6}}},
    {1, {{6, 6, 6}}},
    {3, {{0, 0, 6}, {0, 0, 5}, {0, 0, 4}}}, /* nobody ever came */
    {3, {{6, 6, 6}, {5, 5, 5}, {4, 4, 4}}}, /* everybody always */
    {3, {{3, 5, 6}, {3, 5, 6}, {3, 5, 6}}}, /* all alike */
    {2, {{0, 0, 1}, {1, 1, 1}}},            /* one opportunity */
    {2, {{400, 700, 728}, {1, 5, 728}}},
};
static const struct {
    size_t n;
    const few_rows *tables;
} POOR[] = {
    [GW_MODEL_COUNT] = {sizeof POOR_COUNTS / sizeof *POOR_COUNTS, POOR_COUNTS},
    [GW_MODEL_SPEND] = {sizeof POOR_SPENDS / sizeof *POOR_SPENDS, POOR_SPENDS},
    [GW_MODEL_CONTRACT] = {sizeof POOR_CONTRACTS / sizeof *POOR_CONTRACTS, POOR_CONTRACTS},
    [GW_MODEL_DISCRETE] = {sizeof POOR_DISCRETES / sizeof *POOR_DISCRETES, POOR_DISCRETES},
};

static sample *sample_of(const few_rows *few, size_t columns)
{
    sample *rows = sample_create(few->n);
    for (size_t i = 0; i < few->n; i++)
        for (size_t c = 0; c < columns; c++)
            rows->columns[c][i] = few->rows[i][c];
    return rows;
}

static void check_poor_fit(const subject *s, const gw_fit *fit)
{
    unsigned unknown = 0;
    for (size_t i = 0; i < s->parameter_count; i++) {
        assert_true(fit->params[i] > 0 && isfinite(fit->params[i]));
        assert_true(isnan(fit->se[i]) || (fit->se[i] > 0 && isfinite(fit->se[i])));
        unknown += isnan(fit->se[i]) ? 1 : 0;
    }
    assert_true(isfinite(fit->log_lik));
    assert_true(fit->grad_norm >= 0);
    /* Only GW_FIT_CONVERGED claims to know every parameter. */
    assert_int_equal(fit->outcome == GW_FIT_CONVERGED, unknown == 0);
    if (fit->outcome == GW_FIT_NOT_IDENTIFIED)
        assert_non_null(strstr(fit->message, "not identified: "));
    assert_true(strlen(fit->message) < sizeof fit->message - 1); /* not cut */
}

static void poor_data_give_an_outcome(void **state)
{
    const subject *s = *state;
    gw_model_kind kind = gw_model_kind_of(s->model);
    gw_context *context = context_with(1);
    for (size_t k = 0; k < POOR[kind].n; k++) {
        sample *rows = sample_of(&POOR[kind].tables[k], s->column_count);
        gw_cells *cells = sample_cells(rows, context, s->model);
        gw_fit fit = fit_of(context, s->model, cells, NULL);
        assert_int_not_equal(fit.outcome, GW_FIT_ITERATION_LIMIT);
        check_poor_fit(s, &fit);
        gw_cells_free(cells);
        sample_free(rows);
    }
    gw_context_free(context);
}

/* ---- Threads -------------------------------------------------------------------------------- */

typedef struct run {
    size_t n;
    double log_lik;
    double gradient[GW_MAX_PARAMETERS];
    gw_fit fit;
    double *scores[GW_MAX_SCORES];
    sample *rows;
} run;

static run run_with(const subject *s, int threads)
{
    run r;
    memset(&r, 0, sizeof r);
    gw_context *context = context_with(threads);
    gw_score_options options = GW_SCORE_OPTIONS_INIT;
    options.horizon = 52;
    options.delta = 0.0027;
    size_t n = gw_model_on_request(s->model) ? 3000 : 30000;
    r.rows = sample_draw(s, context, s->typical, n, 99);
    gw_cells *cells = sample_cells(r.rows, context, s->model);
    r.n = gw_cells_count(cells);
    r.log_lik = log_lik_at(context, s->model, s->typical, cells, r.gradient);
    r.fit = fit_of(context, s->model, cells, NULL);
    for (size_t i = 0; i < gw_model_score_count(s->model); i++) {
        r.scores[i] = calloc(r.n, sizeof(double));
        assert_non_null(r.scores[i]);
    }
    must(gw_model_score(r.scores, NULL, context, s->model, s->typical, cells, &options, err));
    gw_cells_free(cells);
    gw_context_free(context);
    return r;
}

static void run_free(run *r)
{
    for (size_t i = 0; i < GW_MAX_SCORES; i++)
        free(r->scores[i]);
    sample_free(r->rows);
}

static void same_bits_for_any_number_of_threads(void **state)
{
    const subject *s = *state;
    run one = run_with(s, 1);
    for (int threads = 2; threads <= 8; threads += 6) {
        run many = run_with(s, threads);
        assert_int_equal(many.n, one.n);
        for (size_t c = 0; c < s->column_count; c++)
            assert_memory_equal(many.rows->columns[c], one.rows->columns[c],
                                one.rows->n * sizeof(double));
        check_same_bits(many.log_lik, one.log_lik);
        assert_memory_equal(many.gradient, one.gradient, sizeof one.gradient);
        assert_int_equal(many.fit.evaluations, one.fit.evaluations);
        check_same_bits(many.fit.log_lik, one.fit.log_lik);
        assert_memory_equal(many.fit.params, one.fit.params, sizeof one.fit.params);
        assert_memory_equal(many.fit.se, one.fit.se, sizeof one.fit.se);
        for (size_t i = 0; i < gw_model_score_count(s->model); i++)
            assert_memory_equal(many.scores[i], one.scores[i], one.n * sizeof(double));
        run_free(&many);
    }
    run_free(&one);
}

/* ---- Draws ---------------------------------------------------------------------------------- */

/* A seed is a promise: the same customers again, others for another seed. */
static void draws_follow_the_seed(void **state)
{
    const subject *s = *state;
    gw_context *context = context_with(1);
    sample *a = sample_draw(s, context, s->typical, 9000, 1);
    sample *b = sample_draw(s, context, s->typical, 9000, 1);
    sample *other = sample_draw(s, context, s->typical, 9000, 2);
    size_t drawn = gw__kind(gw_model_kind_of(s->model))->given == 0 ? 1 : 0;
    size_t same = 0;
    size_t shifted = 0;
    assert_memory_equal(a->columns[drawn], b->columns[drawn], a->n * sizeof(double));
    for (size_t i = 0; i < 4096; i++) {
        same += a->columns[drawn][i] == other->columns[drawn][i];
        shifted += a->columns[drawn][i] == a->columns[drawn][4096 + i]; /* the next stream */
    }
    assert_true(same < 4096 && shifted < 4096);
    sample_free(a);
    sample_free(b);
    sample_free(other);
    gw_context_free(context);
}

int main(void)
{
    static const model_test tests[] = {
        MODEL_TEST(draws_fit_back),
        MODEL_TEST(no_fit_is_below_the_truth),
        MODEL_TEST(another_start_finds_the_same_maximum),
        MODEL_TEST(weights_count_as_customers),
        MODEL_TEST(units_do_not_matter),
        MODEL_TEST(never_worse_than_the_nested_model),
        MODEL_TEST(poor_data_give_an_outcome),
        MODEL_TEST(same_bits_for_any_number_of_threads),
        MODEL_TEST(draws_follow_the_seed),
    };
    return run_for_every_model(tests, sizeof tests / sizeof tests[0]);
}

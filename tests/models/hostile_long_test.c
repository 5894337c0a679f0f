/* Random and extreme parameters, customers and questions for every registered model: whatever
 * comes, an answer that can be true or an error that can be read; never a crash, never a NaN
 * unannounced. Each case prints its seed when it fails; GW_CASES says how many (default 20,000 a
 * model). */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <goodwill/goodwill.h>

#include "check.h"
#include "rng.h"

enum { MOST_ROWS = 40 };

/* Some number between the smallest and largest that a shop, or a mistake, can bring. */
static double anything(gw_rng *rng, double least, double most)
{
    switch (gw_rng_below(rng, 8)) {
    case 0:
        return 1.0;
    case 1:
        return least;
    case 2:
        return most;
    default:
        return least * pow(most / least, gw_rng_uniform(rng));
    }
}

static double some_count(gw_rng *rng)
{
    double x = floor(anything(rng, 0.5, gw_rng_below(rng, 9) == 0 ? 1e9 : 2000.0));
    return gw_rng_below(rng, 3) == 0 ? 0.0 : x;
}

typedef struct table {
    double column[GW_MAX_COLUMNS][MOST_ROWS];
    gw_rows rows;
} table;

/* Periods with their customers; opportunities with those taken. */
static void fill_counted(table *out, size_t i, gw_rng *rng, gw_model_kind kind)
{
    double most = gw_rng_below(rng, 9) == 0 ? 20000.0 : 50.0;
    double n = floor(most * gw_rng_uniform(rng));
    double last = gw_rng_below(rng, 4) == 0 ? n : floor(n * gw_rng_uniform(rng));
    if (kind == GW_MODEL_CONTRACT) {
        out->column[0][i] = n;
        out->column[1][i] = some_count(rng);
        out->column[2][i] = n > 0.0 ? some_count(rng) : 0.0;
        return;
    }
    double taken = fmin(1.0 + floor(last * gw_rng_uniform(rng)), last);
    out->column[0][i] = taken;
    out->column[1][i] = last;
    out->column[2][i] = n;
}

static void fill(table *out, gw_rng *rng, const gw_model *model)
{
    gw_model_kind kind = gw_model_kind_of(model);
    int spend = kind == GW_MODEL_SPEND;
    out->rows = (gw_rows){.n = 1 + gw_rng_below(rng, MOST_ROWS)};
    for (size_t i = 0; i < GW_MAX_COLUMNS; i++)
        out->rows.columns[i] = out->column[i];
    for (size_t i = 0; i < out->rows.n; i++) {
        if (kind == GW_MODEL_CONTRACT || kind == GW_MODEL_DISCRETE) {
            fill_counted(out, i, rng, kind);
            continue;
        }
        double T = gw_rng_below(rng, 9) == 0 ? 0.0 : anything(rng, 1e-6, 1e6);
        double x = T == 0.0 && !spend ? 0.0 : some_count(rng);
        double t_x = gw_rng_below(rng, 4) == 0 ? T : T * gw_rng_uniform(rng);
        out->column[0][i] = x;
        out->column[1][i] = spend ? anything(rng, 1e-4, 1e8) : x == 0.0 ? 0.0 : t_x;
        out->column[2][i] = T;
    }
}

typedef struct answers {
    double score[GW_MAX_SCORES][MOST_ROWS];
    gw_score_report report;
} answers;

static gw_status ask(answers *out, gw_context *context, const gw_model *model, const double *params,
                     const gw_cells *cells, gw_score_options options, gw_error *err)
{
    double *scores[GW_MAX_SCORES];
    for (size_t i = 0; i < GW_MAX_SCORES; i++)
        scores[i] = out->score[i];
    return gw_model_score(scores, &out->report, context, model, params, cells, &options, err);
}

/* What no score may be. An empty discounted value is one that nobody asked for. */
static int wrong(const char *name, double value, const answers *all, gw_score_options asked)
{
    if (isnan(value))
        return asked.delta < 0.0 &&
                       (strcmp(name, "discounted") == 0 || strcmp(name, "residual") == 0)
                   ? 0
                   : all->report.undefined == 0;
    if (strcmp(name, "log_lik") == 0)
        return isinf(value) && value > 0.0;
    if (strcmp(name, "log_p_alive") == 0)
        return value > 0.0;
    if (strcmp(name, "p_alive") == 0)
        return value < 0.0 || value > 1.0;
    return value < 0.0;
}

static void check_scores(const gw_model *model, const answers *all, size_t cells,
                         gw_score_options asked, uint64_t seed)
{
    for (size_t i = 0; i < gw_model_score_count(model); i++) {
        const char *name = gw_model_score_name(model, i);
        for (size_t k = 0; k < cells; k++)
            if (wrong(name, all->score[i][k], all, asked))
                fail_msg("%s, seed %llu: %s of cell %zu is %g (%s)", gw_model_name(model),
                         (unsigned long long)seed, name, k, all->score[i][k], all->report.reason);
    }
    assert_true((all->report.undefined == 0) == (all->report.reason[0] == '\0'));
}

/* The sum of the scores' log-likelihoods is the log-likelihood. */
static void check_total(const gw_model *model, const answers *all, const gw_cells *cells,
                        double log_lik, uint64_t seed)
{
    double total = 0.0, size = 1.0;
    if (gw_model_kind_of(model) == GW_MODEL_CONTRACT)
        return; /* has no log-likelihood among its scores */
    for (size_t k = 0; k < gw_cells_count(cells); k++) {
        total += gw_cells_weight(cells)[k] * all->score[0][k];
        size += fabs(gw_cells_weight(cells)[k] * all->score[0][k]);
    }
    if (isfinite(total) && !(fabs(total - log_lik) <= 1e-9 * size))
        fail_msg("%s, seed %llu: log-likelihood %.17g, but its parts sum to %.17g",
                 gw_model_name(model), (unsigned long long)seed, log_lik, total);
}

static int posteriors;
static int by_chains;

static void fit_anything(gw_context *context, const gw_model *model, const gw_cells *cells,
                         uint64_t seed)
{
    gw_fit fit;
    gw_error err = {GW_OK, ""};
    gw_status status = gw_model_fit(&fit, context, model, cells, NULL, &err);
    if (status != GW_OK)
        fail_msg("%s, seed %llu: fit ends with %s", gw_model_name(model), (unsigned long long)seed,
                 err.message);
    assert_true(fit.message[0] != '\0');
    for (size_t i = 0; i < gw_model_parameter_count(model); i++)
        if (fit.outcome == GW_FIT_CONVERGED && !(fit.params[i] > 0.0 && fit.se[i] > 0.0))
            fail_msg("%s, seed %llu: converged at %g +- %g", gw_model_name(model),
                     (unsigned long long)seed, fit.params[i], fit.se[i]);
}

/* Where the data say nothing, or nothing sensible, the prior answers: always finite, with a reason.
 */
static void draw_anything(gw_context *context, const gw_model *model, const gw_cells *cells,
                          uint64_t seed)
{
    gw_posterior *posterior = NULL;
    gw_error err = {GW_OK, ""};
    gw_posterior_options options = GW_POSTERIOR_OPTIONS_INIT;
    options.draws = 100;
    gw_status status = gw_model_posterior(&posterior, context, model, cells, &options, &err);
    if (status != GW_OK)
        fail_msg("%s, seed %llu: the posterior ends with %s", gw_model_name(model),
                 (unsigned long long)seed, err.message);
    const gw_posterior_report *r = gw_posterior_report_of(posterior);
    by_chains += r->method == GW_POSTERIOR_HMC;
    posteriors++;
    assert_true(r->message[0] != '\0');
    for (size_t i = 0; i < gw_model_parameter_count(model); i++) {
        const gw_posterior_summary *p = &r->parameters[i];
        if (!(isfinite(p->mean) && p->q05 > 0.0 && p->q95 >= p->q05 && isfinite(p->q95)))
            fail_msg("%s, seed %llu: %s has mean %g, from %g to %g", gw_model_name(model),
                     (unsigned long long)seed, gw_model_parameter_name(model, i), p->mean, p->q05,
                     p->q95);
    }
    gw_posterior_free(posterior);
}

static void try_case(gw_context *context, const gw_model *model, uint64_t seed)
{
    static table here;
    static answers all;
    gw_rng rng = gw_rng_seeded(seed, 7);
    gw_error err = {GW_OK, ""};
    gw_cells *cells = NULL;
    double params[GW_MAX_PARAMETERS], gradient[GW_MAX_PARAMETERS], log_lik = 0.0;
    gw_score_options asked = GW_SCORE_OPTIONS_INIT;
    for (size_t i = 0; i < GW_MAX_PARAMETERS; i++)
        params[i] = anything(&rng, 1e-4, 1e6);
    asked.horizon = gw_rng_below(&rng, 6) == 0   ? GW_FOREVER
                    : gw_rng_below(&rng, 6) == 0 ? 0.0
                                                 : anything(&rng, 1e-6, 1e6);
    asked.delta = gw_rng_below(&rng, 2) == 0 ? -1.0 : anything(&rng, 1e-6, 1.0);
    fill(&here, &rng, model);
    if (gw_cells_create(&cells, context, model, &here.rows, &err) != GW_OK)
        fail_msg("%s, seed %llu: %s", gw_model_name(model), (unsigned long long)seed, err.message);
    gw_status status = gw_model_log_lik(&log_lik, gradient, context, model, params, cells, &err);
    if (status == GW_OK)
        status = ask(&all, context, model, params, cells, asked, &err);
    if (status == GW_OK) {
        check_scores(model, &all, gw_cells_count(cells), asked, seed);
        check_total(model, &all, cells, log_lik, seed);
    } else if (status != GW_OUT_OF_DOMAIN || err.message[0] == '\0') {
        fail_msg("%s, seed %llu: %s", gw_model_name(model), (unsigned long long)seed, err.message);
    }
    if (seed % 20 == 0)
        fit_anything(context, model, cells, seed);
    /* Thousands of opportunities are a sum over each of them: fewer of those. */
    if (seed % (gw_model_kind_of(model) == GW_MODEL_DISCRETE ? 200 : 20) == 10)
        draw_anything(context, model, cells, seed);
    gw_cells_free(cells);
}

static void nothing_is_too_strange(void **state)
{
    (void)state;
    const char *wanted = getenv("GW_CASES");
    uint64_t cases = wanted != NULL ? strtoull(wanted, NULL, 10) : 20000;
    gw_context *context = NULL;
    assert_int_equal(gw_context_create(&context, NULL, NULL), GW_OK);
    for (size_t i = 0; i < gw_model_count(); i++)
        for (uint64_t seed = 1; seed <= cases; seed++)
            try_case(context, gw_model_at(i), seed);
    printf("%d posteriors, %d of them by chains\n", posteriors, by_chains);
    gw_context_free(context);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_is_too_strange)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

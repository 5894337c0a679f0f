/* What every registered model says about two fixed sets of customers, those of an ordinary shop and
 * odd ones among them: fit, log-likelihood with gradient, scores, chances, posterior and draws. */
#include "isa_print.h"

#include <goodwill/goodwill.h>

#include "rng.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CUSTOMERS 4000
#define CHANCES 200

typedef struct customers {
    double x[CUSTOMERS], t_x[CUSTOMERS], T[CUSTOMERS], mean_spend[CUSTOMERS];
    double n[CUSTOMERS], period[CUSTOMERS], active[CUSTOMERS], lost[CUSTOMERS];
    double taken[CUSTOMERS], last_taken[CUSTOMERS]; /* x and t_x where opportunities are counted */
    double weight[CUSTOMERS];
} customers;

/* Days as a shop has them; of odd ones a quarter has real-valued times, long or short histories and
 * many orders. */
static void draw_customer(customers *c, size_t i, int odd, gw_rng *rng)
{
    uint64_t days = 150 + gw_rng_below(rng, 400);
    uint64_t life = gw_rng_below(rng, 3) > 0 ? days : gw_rng_below(rng, days);
    double x = floor((double)(life * gw_rng_below(rng, 10) * gw_rng_below(rng, 10)) / 2000.0);
    double t_x = (double)(life - gw_rng_below(rng, life / 4 + 1));
    double T = (double)days;
    if (odd && i % 8 == 6) {
        T = 1.0 + 300.0 * gw_rng_uniform(rng);
        t_x = T * gw_rng_uniform(rng);
    } else if (odd && i % 8 == 7) {
        x *= 40.0;
        T *= i % 16 == 7 ? 100.0 : 0.0001;
        t_x = T * gw_rng_uniform(rng);
    }
    c->x[i] = x;
    c->t_x[i] = x > 0.0 ? t_x : 0.0;
    c->T[i] = T;
    c->mean_spend[i] = 5.0 + (double)gw_rng_below(rng, 10000) / 100.0;
    c->n[i] = (double)(gw_rng_below(rng, odd ? 40 : 12));
    c->last_taken[i] = floor(c->n[i] * gw_rng_uniform(rng));
    c->taken[i] = floor(1.0 + c->last_taken[i] * gw_rng_uniform(rng));
    c->taken[i] = c->last_taken[i] > 0.0 ? fmin(c->taken[i], c->last_taken[i]) : 0.0;
    c->period[i] = (double)(1 + gw_rng_below(rng, odd ? 300 : 12));
    c->active[i] = (double)gw_rng_below(rng, 100);
    c->lost[i] = (double)gw_rng_below(rng, 30);
    /* Products with such weights are rounded: a fused multiply-add would show. */
    c->weight[i] = odd ? 0.5 + gw_rng_uniform(rng) : 1.0;
}

/* The column of this name; NULL for one that no model has had so far. */
static double *column(customers *c, const gw_model *model, const char *name)
{
    int discrete = gw_model_kind_of(model) == GW_MODEL_DISCRETE;
    const struct {
        const char *name;
        double *values;
    } known[] = {{"x", discrete ? c->taken : c->x},
                 {"t_x", discrete ? c->last_taken : c->t_x},
                 {"T", c->T},
                 {"mean_spend", c->mean_spend},
                 {"n", c->n},
                 {"period", c->period},
                 {"active", c->active},
                 {"lost", c->lost}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i].name, name) == 0)
            return known[i].values;
    return NULL;
}

static void print(const gw_model *model, const char *what, const double *values, size_t n)
{
    char name[128];
    snprintf(name, sizeof name, "%s %s", gw_model_name(model), what);
    isa_print_values(name, values, n);
}

/* Statuses are results, too: 0 when it is GW_OK. */
static int failed(const gw_model *model, const char *what, gw_status status, const gw_error *err)
{
    if (status == GW_OK)
        return 0;
    printf("%s %s: %s: %s\n", gw_model_name(model), what, gw_status_text(status), err->message);
    return 1;
}

static void print_log_lik(gw_context *context, const gw_model *model, const gw_cells *cells,
                          const double *params, const char *what)
{
    gw_error err;
    double values[1 + GW_MAX_PARAMETERS];
    gw_status status =
        gw_model_log_lik(&values[0], &values[1], context, model, params, cells, &err);
    if (!failed(model, what, status, &err))
        print(model, what, values, 1 + gw_model_parameter_count(model));
}

static void print_scores(gw_context *context, const gw_model *model, const gw_cells *cells,
                         const double *params, const gw_score_options *options)
{
    gw_error err;
    size_t n = gw_cells_count(cells);
    size_t scores = gw_model_score_count(model);
    double *values = malloc(scores * n * sizeof *values);
    if (values == NULL)
        return;
    double *columns[GW_MAX_SCORES];
    for (size_t i = 0; i < scores; i++)
        columns[i] = values + i * n;
    gw_status status = gw_model_score(columns, NULL, context, model, params, cells, options, &err);
    char what[96];
    for (size_t i = 0; i < scores; i++) {
        snprintf(what, sizeof what, "%s %g %g", gw_model_score_name(model, i), options->horizon,
                 options->delta);
        if (!failed(model, what, status, &err))
            print(model, what, columns[i], n);
    }
    free(values);
}

static void print_chances(gw_context *context, const gw_model *model, const double *params)
{
    gw_error err;
    double chances[CHANCES];
    const double columns[GW_MAX_COLUMNS] = {3.0, 40.0, 60.0};
    gw_status status = gw_model_pmf(chances, CHANCES, context, model, params, columns, 52.0, &err);
    if (!failed(model, "pmf", status, &err))
        print(model, "pmf", chances, CHANCES);
}

static void print_draws(gw_context *context, const gw_model *model, const double *params,
                        customers *c)
{
    gw_error err;
    double *columns[GW_MAX_COLUMNS];
    size_t count = gw_model_column_count(model);
    for (size_t i = 0; i < count; i++)
        columns[i] = column(c, model, gw_model_column_name(model, i));
    gw_status status = gw_model_simulate(columns, CUSTOMERS, context, model, params, 99, &err);
    if (failed(model, "simulate", status, &err))
        return;
    for (size_t i = 0; i < count; i++)
        print(model, gw_model_column_name(model, i), columns[i], CUSTOMERS);
}

static void print_posterior(gw_context *context, const gw_model *model, const gw_cells *cells)
{
    gw_error err;
    gw_posterior *posterior = NULL;
    gw_status status = gw_model_posterior(&posterior, context, model, cells, NULL, &err);
    if (failed(model, "posterior", status, &err))
        return;
    const gw_posterior_report *report = gw_posterior_report_of(posterior);
    print(model, "draws", gw_posterior_draws(posterior),
          report->draws * gw_model_parameter_count(model));
    print(model, "khat", &report->khat, 1);
    print(model, "log_evidence", &report->log_evidence, 1);
    for (size_t i = 0; i < gw_model_parameter_count(model); i++)
        print(model, gw_model_parameter_name(model, i), &report->parameters[i].mean, 7);
    gw_posterior_free(posterior);
}

static void draw_customers(customers *c, int odd)
{
    gw_rng rng = gw_rng_seeded(3, 0);
    for (size_t i = 0; i < CUSTOMERS; i++)
        draw_customer(c, i, odd, &rng);
}

static void print_answers(gw_context *context, const gw_model *model, const gw_cells *cells)
{
    double params[GW_MAX_PARAMETERS];
    for (size_t i = 0; i < GW_MAX_PARAMETERS; i++)
        params[i] = 0.7 + 1.3 * (double)i; /* the only one of the geometric lies below 1 */
    print_log_lik(context, model, cells, params, "log_lik somewhere");

    gw_error err;
    gw_fit fit;
    if (failed(model, "fit", gw_model_fit(&fit, context, model, cells, NULL, &err), &err))
        return;
    printf("%s %d %d %s\n", gw_model_name(model), (int)fit.outcome, fit.iterations, fit.message);
    print(model, "params", fit.params, gw_model_parameter_count(model));
    print(model, "se", fit.se, gw_model_parameter_count(model));
    print(model, "log_lik", &fit.log_lik, 1);
    print_log_lik(context, model, cells, fit.params, "log_lik at the fit");

    gw_score_options options = GW_SCORE_OPTIONS_INIT;
    options.horizon = 52.0;
    print_scores(context, model, cells, fit.params, &options);
    options.delta = 0.003;
    print_scores(context, model, cells, fit.params, &options);
    options.horizon = GW_FOREVER;
    print_scores(context, model, cells, fit.params, &options);
    print_chances(context, model, fit.params);
    print_posterior(context, model, cells);
    static customers drawn;
    draw_customers(&drawn, 0);
    print_draws(context, model, fit.params, &drawn);
}

static int print_model(gw_context *context, const gw_model *model, customers *c)
{
    gw_rows rows = {.n = gw_model_on_request(model) ? CUSTOMERS / 16 : CUSTOMERS,
                    .weight = c->weight};
    for (size_t i = 0; i < gw_model_column_count(model); i++) {
        rows.columns[i] = column(c, model, gw_model_column_name(model, i));
        if (rows.columns[i] == NULL) {
            fprintf(stderr, "%s: column %s is new to isa_models.c\n", gw_model_name(model),
                    gw_model_column_name(model, i));
            return 1;
        }
    }
    gw_error err;
    gw_cells *cells = NULL;
    gw_status status = gw_cells_create(&cells, context, model, &rows, &err);
    if (failed(model, "cells", status, &err))
        return 1;
    print_answers(context, model, cells);
    gw_cells_free(cells);
    return 0;
}

int isa_print_models(int threads)
{
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    options.threads = threads;
    gw_context *context = NULL;
    if (gw_context_create(&context, &options, NULL) != GW_OK)
        return 1;
    static customers c;
    int wrong = 0;
    for (int odd = 0; odd <= 1; odd++) {
        draw_customers(&c, odd);
        for (size_t i = 0; i < gw_model_count(); i++)
            wrong |= print_model(context, gw_model_at(i), &c);
    }
    gw_context_free(context);
    return wrong;
}

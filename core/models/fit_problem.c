/* The search runs in the logarithms of the parameters: all are positive, their likelihoods are
 * rounder there, and changing the unit of time or money only shifts the origin, so that the same
 * customers in days and in weeks make the same search.
 *
 * The ceiling guards against a likelihood that loses its digits at extreme parameters and is then
 * taken for a triumph. Whatever the model, a customer of rate lambda who made x purchases up to t_x
 * has a density of at most lambda^x e^(-lambda t_x) <= (x / (e t_x))^x, and mixing over rates
 * cannot exceed that: nobody can know more than each customer's own rate. */
#include "fit_problem.h"

#include <math.h>
#include <string.h>

#include "cells.h"
#include "context.h"
#include "error.h"
#include "model_check.h"
#include "sum.h"
#include "vmath.h"

#define CEILING_CHUNK 1024
#define BATCH 64 /* rows of parameters between two looks at the cancel flag */

/* What rounding may add to a sum whose terms add up to `size`. */
static double rounding_of(double size)
{
    return 1e-9 * fabs(size) + 1e-6;
}

static double count_ceiling(const gw_cells *cells)
{
    double terms[CEILING_CHUNK];
    double total = 0;
    double size = 0;
    for (size_t from = 0; from < cells->n; from += CEILING_CHUNK) {
        size_t n = cells->n - from < CEILING_CHUNK ? cells->n - from : CEILING_CHUNK;
        const double *x = cells->columns[0] + from;
        const double *t_x = cells->columns[1] + from;
        const double *weight = cells->weight + from;
        for (size_t i = 0; i < n; i++)
            terms[i] = x[i] > 0 ? x[i] / t_x[i] : 1; /* +inf for t_x = 0: no ceiling */
        gw_log_array(terms, terms, n);
        for (size_t i = 0; i < n; i++)
            terms[i] = x[i] > 0 ? x[i] * (terms[i] - 1) : 0;
        total += gw_sum_products(weight, terms, n);
        for (size_t i = 0; i < n; i++)
            size += weight[i] * fabs(terms[i]);
    }
    return total + rounding_of(size);
}

void gw__fit_to_logs(double *logs_out, const gw_model *model, const double *params)
{
    for (size_t i = 0; i < model->parameter_count; i++)
        logs_out[i] = gw_log(params[i]);
}

void gw__fit_from_logs(double *params_out, const gw_model *model, const double *logs)
{
    for (size_t i = 0; i < model->parameter_count; i++)
        params_out[i] = gw_exp(logs[i]);
}

void gw__fit_problem_init(gw_fit_problem *out, gw_context *context, const gw_model *model,
                          const gw_cells *cells, const double *start)
{
    double own[GW_MAX_PARAMETERS];
    model->start(own, cells);
    *out = (gw_fit_problem){.context = context, .model = model, .cells = cells};
    out->ceiling = model->kind == GW_MODEL_COUNT ? count_ceiling(cells) : HUGE_VAL;
    gw__fit_to_logs(out->own_start, model, own);
    double range = model->log_range > 0.0 ? model->log_range : GW_LOG_RANGE;
    for (size_t i = 0; i < model->parameter_count; i++) {
        double centre = out->own_start[i];
        double wanted = start == NULL ? centre : gw_log(start[i]);
        /* Parameters end inside their range, not on its open ends. */
        double least = gw_log(model->parameters[i].lower) + 1e-9;
        double most = gw_log(model->parameters[i].upper) - 1e-9;
        out->lower[i] = fmax(fmin(centre - range, wanted), least);
        out->upper[i] = fmin(fmax(centre + range, wanted), most);
    }
}

/* The log-likelihood at the parameters whose logs are `point`. */
static gw_status evaluate(double *value, double *gradient, const double *point, void *user,
                          gw_error *err)
{
    gw_fit_problem *problem = user;
    const gw_model *model = problem->model;
    double params[GW_MAX_PARAMETERS];
    problem->evaluations++;
    if (gw_context_cancelled(problem->context))
        return gw_error_set(err, GW_CANCELLED, "the fit of %s was cancelled", model->name);
    gw__fit_from_logs(params, model, point);
    gw_status status =
        model->log_lik(value, gradient, problem->context, params, problem->cells, err);
    if (status != GW_OK)
        return status;
    for (size_t i = 0; i < model->parameter_count; i++)
        gradient[i] *= params[i];
    if (*value > problem->ceiling)
        *value = NAN;
    return GW_OK;
}

/* One after the other, for models that have nothing better. */
static gw_status log_liks(double *values_out, const gw_fit_problem *problem, const double *params,
                          size_t count, gw_error *err)
{
    const gw_model *model = problem->model;
    if (model->log_liks != NULL)
        return model->log_liks(values_out, count, problem->context, params, problem->cells, err);
    for (size_t i = 0; i < count; i++)
        GW_TRY(model->log_lik(&values_out[i], NULL, problem->context,
                              params + i * model->parameter_count, problem->cells, err));
    return GW_OK;
}

/* Copies the rows that lie in the model's range to the front of used_out; which they were. */
static size_t pick_usable(double *used_out, size_t *place_out, const gw_model *model,
                          const double *params, size_t count)
{
    size_t n = model->parameter_count;
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        if (gw__check_params(model, params + i * n, NULL) != GW_OK)
            continue;
        memcpy(used_out + used * n, params + i * n, n * sizeof *params);
        place_out[used++] = i;
    }
    return used;
}

gw_status gw__fit_values(double *values_out, const gw_fit_problem *problem, const double *params,
                         size_t count, gw_error *err)
{
    double usable[BATCH * GW_MAX_PARAMETERS];
    double values[BATCH];
    size_t place[BATCH];
    size_t n = problem->model->parameter_count;
    for (size_t from = 0; from < count; from += BATCH) {
        size_t batch = count - from < BATCH ? count - from : BATCH;
        if (gw_context_cancelled(problem->context))
            return gw_error_set(err, GW_CANCELLED, "the posterior of %s was cancelled",
                                problem->model->name);
        size_t used = pick_usable(usable, place, problem->model, params + from * n, batch);
        for (size_t i = 0; i < batch; i++)
            values_out[from + i] = -HUGE_VAL;
        GW_TRY(log_liks(values, problem, usable, used, err));
        for (size_t i = 0; i < used; i++)
            if (values[i] <= problem->ceiling)
                values_out[from + place[i]] = values[i];
    }
    return GW_OK;
}

gw_objective gw__fit_objective(gw_fit_problem *problem)
{
    return (gw_objective){problem->model->parameter_count, problem->lower, problem->upper, evaluate,
                          problem};
}

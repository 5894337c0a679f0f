/* log posterior = log-likelihood + sum of the coordinates' normal log densities; the coordinates
 * are what is sampled, so no Jacobian is needed. */
#include "posterior_target.h"

#include <math.h>
#include <string.h>

#include "error.h"
#include "memory.h"
#include "model_check.h"
#include "prior.h"
#include "vmath.h"

#define LOG_SQRT_2PI 0.91893853320467274178
#define FARTHEST 12.0 /* widths of the prior within which the mode is looked for */

static double log_prior(const gw_posterior_target *t, const double *coordinates)
{
    double sum = 0;
    for (size_t i = 0; i < t->problem.model->parameter_count; i++) {
        double z = (coordinates[i] - t->centre[i]) / t->width[i];
        sum -= z * z / 2 + gw_log(t->width[i]) + LOG_SQRT_2PI;
    }
    return sum;
}

/* The density of one point with its gradient: NaN where there is none. */
static gw_status evaluate(double *value, double *gradient, const double *point, void *user,
                          gw_error *err)
{
    gw_posterior_target *t = user;
    const gw_model *model = t->problem.model;
    size_t n = model->parameter_count;
    double logs[GW_MAX_PARAMETERS];
    double params[GW_MAX_PARAMETERS];
    double slopes[GW_MAX_PARAMETERS * GW_MAX_PARAMETERS];
    double by_log[GW_MAX_PARAMETERS];
    model->place(logs, slopes, point, t->unit);
    gw__fit_from_logs(params, model, logs);
    *value = (double)NAN;
    for (size_t j = 0; j < n; j++)
        gradient[j] = (double)NAN;
    if (gw__check_params(model, params, NULL) != GW_OK)
        return GW_OK;
    gw_objective likelihood = gw__fit_objective(&t->problem);
    GW_TRY(likelihood.evaluate(value, by_log, logs, &t->problem, err));
    *value += log_prior(t, point);
    for (size_t j = 0; j < n; j++) {
        gradient[j] = -(point[j] - t->centre[j]) / (t->width[j] * t->width[j]);
        for (size_t i = 0; i < n; i++)
            gradient[j] += slopes[i * n + j] * by_log[i];
    }
    return GW_OK;
}

void gw__posterior_place(double *rows, size_t count, const gw_posterior_target *target)
{
    const gw_model *model = target->problem.model;
    double slopes[GW_MAX_PARAMETERS * GW_MAX_PARAMETERS];
    double logs[GW_MAX_PARAMETERS];
    for (size_t i = 0; i < count; i++) {
        model->place(logs, slopes, rows + i * model->parameter_count, target->unit);
        gw__fit_from_logs(rows + i * model->parameter_count, model, logs);
    }
}

static gw_status densities(double *values_out, const double *points, size_t count, void *user,
                           gw_error *err)
{
    gw_posterior_target *t = user;
    size_t n = t->problem.model->parameter_count;
    double *params = gw_alloc(t->problem.context, count * n, sizeof *params);
    if (params == NULL)
        return gw_error_no_memory(err, "the draws of a posterior");
    memcpy(params, points, count * n * sizeof *params);
    gw__posterior_place(params, count, t);
    gw_status status = gw__fit_values(values_out, &t->problem, params, count, err);
    gw_release(t->problem.context, params);
    for (size_t i = 0; i < count && status == GW_OK; i++)
        values_out[i] += log_prior(t, points + i * n);
    return status;
}

gw_status gw__posterior_target(gw_posterior_target *out, gw_context *context, const gw_model *model,
                               const gw_cells *cells, gw_error *err)
{
    gw__fit_problem_init(&out->problem, context, model, cells, NULL);
    for (size_t i = 0; i < model->parameter_count; i++) {
        out->centre[i] = model->prior[i].mean;
        out->width[i] = model->prior[i].sd;
        out->lower[i] = out->centre[i] - FARTHEST * out->width[i];
        out->upper[i] = out->centre[i] + FARTHEST * out->width[i];
    }
    out->target =
        (gw_target){.objective = {model->parameter_count, out->lower, out->upper, evaluate, out},
                    .densities = densities,
                    .centre = out->centre,
                    .width = out->width};
    return gw__prior_unit(&out->unit, context, cells, err);
}

/* Forecasts of cells, see forecast.h. */
#include "forecast.h"

#include <math.h>
#include <string.h>

#include "chances.h"
#include "context.h"
#include "error.h"
#include "memory.h"

/* A horizon short enough for the expected count in it to be a rate. */
#define INSTANT_DAYS 1e-3

static size_t place_of(const gw_model *model, const char *score)
{
    size_t i = 0;
    while (strcmp(gw_model_score_name(model, i), score) != 0)
        i++;
    return i;
}

/* Adds one draw's scores to the sums in `out`. */
static gw_status add_draw(gw_forecast *out, double *scratch, gw_context *context,
                          const gw_model *model, const double *params, const gw_cells *cells,
                          const gw_forecast_options *options, gw_error *err)
{
    size_t n = gw_cells_count(cells);
    double *columns[GW_MAX_SCORES] = {NULL};
    double *sums[] = {out->p_alive, out->occasions, out->discounted};
    static const char *const scores[] = {"p_alive", "expected", "discounted"};
    gw_score_options question = GW_SCORE_OPTIONS_INIT;
    question.horizon = options->horizon_days;
    question.delta = options->delta_per_day;
    for (size_t s = 0; s < 3; s++)
        columns[place_of(model, scores[s])] = scratch + s * n;
    GW_TRY(gw_model_score(columns, NULL, context, model, params, cells, &question, err));
    for (size_t s = 0; s < 3; s++)
        for (size_t i = 0; i < n; i++)
            sums[s][i] += scratch[s * n + i];
    return GW_OK;
}

static gw_status average_draws(gw_forecast *out, gw_context *context, const gw_model *model,
                               const gw_draws *draws, const gw_cells *cells,
                               const gw_forecast_options *options, gw_share_fn done, void *user,
                               gw_error *err)
{
    size_t n = gw_cells_count(cells);
    double *scratch = gw_alloc(context, n, 3 * sizeof *scratch);
    if (scratch == NULL)
        return gw_error_no_memory(err, "the forecast");
    for (size_t i = 0; i < n; i++)
        out->p_alive[i] = out->occasions[i] = out->discounted[i] = 0;
    gw_status status = GW_OK;
    for (size_t d = 0; d < draws->n && status == GW_OK; d++) {
        if (gw_context_cancelled(context))
            status = gw_error_set(err, GW_CANCELLED, "cancelled while forecasting");
        else
            status = add_draw(out, scratch, context, model, draws->values + d * draws->parameters,
                              cells, options, err);
        if (done != NULL)
            done((double)(d + 1) / (double)draws->n, user);
    }
    double share = 1.0 / (double)draws->n;
    for (size_t i = 0; i < n; i++) {
        out->p_alive[i] *= share;
        out->occasions[i] *= share;
        out->discounted[i] *= share;
    }
    gw_release(context, scratch);
    return status;
}

static void mean_draw(double *params_out, const gw_draws *draws)
{
    for (size_t p = 0; p < draws->parameters; p++) {
        double sum = 0;
        for (size_t d = 0; d < draws->n; d++)
            sum += draws->values[d * draws->parameters + p];
        params_out[p] = sum / (double)draws->n;
    }
}

/* Years: the discounted occasions over the rate at which somebody who is still a customer orders
 * now. Exact where giving up does not hang on the rate (Pareto/NBD, NBD). */
static gw_status add_years(gw_forecast *out, gw_context *context, const gw_model *model,
                           const double *params, const gw_cells *cells, gw_error *err)
{
    size_t n = gw_cells_count(cells);
    double *scratch = gw_alloc(context, n, 2 * sizeof *scratch);
    if (scratch == NULL)
        return gw_error_no_memory(err, "the forecast");
    double *columns[GW_MAX_SCORES] = {NULL};
    gw_score_options instant = GW_SCORE_OPTIONS_INIT;
    instant.horizon = INSTANT_DAYS;
    columns[place_of(model, "p_alive")] = scratch;
    columns[place_of(model, "expected")] = scratch + n;
    gw_status status = gw_model_score(columns, NULL, context, model, params, cells, &instant, err);
    for (size_t i = 0; i < n && status == GW_OK; i++) {
        double rate_per_day = scratch[n + i] / scratch[i] / INSTANT_DAYS;
        out->discounted_years[i] =
            scratch[i] > 0 && rate_per_day > 0 ? out->discounted[i] / rate_per_day / 365.25 : 0.0;
    }
    gw_release(context, scratch);
    return status;
}

/* The range of each cell's count. Given that somebody is still a customer it hangs on (x, T) alone,
 * and cells are sorted by (x, T, t_x): once per run of equal (x, T). */
static gw_status add_ranges(gw_forecast *out, gw_context *context, const gw_model *model,
                            const double *params, const gw_cells *cells, double horizon_days,
                            gw_error *err)
{
    const double *x = gw_cells_column(cells, 0);
    const double *age = gw_cells_column(cells, 2);
    gw_chances chances = {0};
    gw_status status = GW_OK;
    for (size_t i = 0; i < gw_cells_count(cells) && status == GW_OK; i++) {
        if (i == 0 || x[i] != x[i - 1] || age[i] != age[i - 1])
            status =
                gw_chances_fill(&chances, context, model, params, x[i], age[i], horizon_days, err);
        if (status != GW_OK)
            break;
        double worth = out->occasions[i] > 0 ? out->discounted[i] / out->occasions[i] : 0.0;
        out->p_none[i] = 1 - out->p_alive[i] * (1 - chances.none);
        out->discounted_low[i] = worth * gw_chances_quantile(&chances, out->p_alive[i], 0.1);
        out->discounted_high[i] = worth * gw_chances_quantile(&chances, out->p_alive[i], 0.9);
    }
    gw_chances_free(&chances, context);
    return status;
}

gw_status gw_forecast_cells(gw_forecast *out, gw_context *context, const gw_model *model,
                            const gw_draws *draws, const gw_cells *cells,
                            const gw_forecast_options *options, gw_share_fn done, void *user,
                            gw_error *err)
{
    double params[GW_MAX_PARAMETERS];
    mean_draw(params, draws);
    GW_TRY(average_draws(out, context, model, draws, cells, options, done, user, err));
    GW_TRY(add_years(out, context, model, params, cells, err));
    return add_ranges(out, context, model, params, cells, options->horizon_days, err);
}

/* Forecasts of cells, see forecast.h. */
#include "forecast.h"

#include <math.h>
#include <string.h>

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

/* Adds one draw's scores to the sums in `out`; the discounted ones stay in scratch + 2 n. */
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
        if (status == GW_OK && options->each != NULL)
            options->each(d, scratch + 2 * n, options->each_user);
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

static void set_ranges(gw_forecast *out, size_t i, const gw_chances *chances,
                       const gw_future *future, double x)
{
    double worth = out->occasions[i] > 0 ? out->discounted[i] / out->occasions[i] : 0.0;
    double p = out->p_alive[i];
    double mean = p * chances->mean;
    double square = p * chances->square;
    double variance = square - mean * mean;
    if (chances->has_money)
        variance = gw_order_sizes_variance(future->sizes, mean, square, x);
    out->p_none[i] = 1 - p * (1 - chances->none);
    out->discounted_low[i] = worth * gw_chances_quantile(chances, p, 0.1);
    out->discounted_high[i] = worth * gw_chances_quantile(chances, p, 0.9);
    out->money_low[i] = worth * gw_chances_money_quantile(chances, p, 0.1);
    out->money_high[i] = worth * gw_chances_money_quantile(chances, p, 0.9);
    out->variance[i] = worth * worth * variance;
}

/* The range of each cell's count, and of its money. Given that somebody is still a customer they
 * hang on (x, T) alone, and cells are sorted by (x, T, t_x): once per run of equal (x, T). */
static gw_status add_ranges(gw_forecast *out, gw_context *context, const gw_cells *cells,
                            const gw_future *future, gw_error *err)
{
    const double *x = gw_cells_column(cells, 0);
    const double *age = gw_cells_column(cells, 2);
    gw_chances chances = {0};
    gw_status status = GW_OK;
    for (size_t i = 0; i < gw_cells_count(cells) && status == GW_OK; i++) {
        if (i == 0 || x[i] != x[i - 1] || age[i] != age[i - 1]) {
            if (gw_context_cancelled(context))
                status = gw_error_set(err, GW_CANCELLED, "cancelled while forecasting");
            else
                status = gw_chances_fill(&chances, context, future, x[i], age[i], err);
        }
        if (status == GW_OK)
            set_ranges(out, i, &chances, future, x[i]);
    }
    gw_chances_free(&chances, context);
    return status;
}

gw_status gw_forecast_cells(gw_forecast *out, gw_context *context, const gw_model *model,
                            const gw_draws *draws, const gw_cells *cells,
                            const gw_forecast_options *options, gw_share_fn done, void *user,
                            gw_error *err)
{
    double values[GW_MAX_PARAMETERS];
    gw_draws mean = gw_draws_some(draws, 0, values);
    GW_TRY(average_draws(out, context, model, draws, cells, options, done, user, err));
    GW_TRY(add_years(out, context, model, mean.values, cells, err));
    return options->ranges == NULL ? GW_OK : add_ranges(out, context, cells, options->ranges, err);
}

gw_status gw_forecast_alive(double *p_alive_out, gw_context *context, const gw_model *model,
                            const gw_draws *draws, const gw_cells *cells, gw_error *err)
{
    size_t n = gw_cells_count(cells);
    double *columns[GW_MAX_SCORES] = {NULL};
    gw_score_options question = GW_SCORE_OPTIONS_INIT;
    double *one = gw_alloc(context, n, sizeof *one);
    if (one == NULL)
        return gw_error_no_memory(err, "the forecast");
    gw_status status = GW_OK;
    for (size_t i = 0; i < n; i++)
        p_alive_out[i] = 0;
    columns[place_of(model, "p_alive")] = one;
    for (size_t d = 0; d < draws->n && status == GW_OK; d++) {
        if (gw_context_cancelled(context))
            status = gw_error_set(err, GW_CANCELLED, "cancelled while forecasting");
        else
            status = gw_model_score(columns, NULL, context, model,
                                    draws->values + d * draws->parameters, cells, &question, err);
        for (size_t i = 0; i < n && status == GW_OK; i++)
            p_alive_out[i] += one[i] / (double)draws->n;
    }
    gw_release(context, one);
    return status;
}

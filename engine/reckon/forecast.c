/* Forecasts of cells, see forecast.h. */
#include "forecast.h"

#include <math.h>
#include <string.h>

#include "context.h"
#include "error.h"
#include "memory.h"
#include "parallel.h"

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

/* ---- Ranges --------------------------------------------------------------------------------- */

/* Runs of equal (x, T) that one unit takes: cut without regard to threads. */
#define UNIT_RUNS 64

/* What a worker keeps from one unit to the next. */
typedef struct range_scratch {
    gw_chances chances;
    gw_future future; /* with order sizes of its own: they keep the table of one x */
    gw_status status;
    gw_error error;
} range_scratch;

typedef struct range_work {
    gw_forecast *out;
    gw_context *context;
    const double *x;
    const double *age;
    size_t *starts; /* of run r the cells starts[r] .. starts[r + 1] - 1 */
    size_t runs;
    range_scratch *scratch; /* of each worker */
} range_work;

static void range_unit(size_t unit, int worker, void *user)
{
    const range_work *work = user;
    range_scratch *own = &work->scratch[worker];
    size_t end = (unit + 1) * UNIT_RUNS < work->runs ? (unit + 1) * UNIT_RUNS : work->runs;
    for (size_t r = unit * UNIT_RUNS; r < end && own->status == GW_OK; r++) {
        size_t first = work->starts[r];
        double x = work->x[first];
        if (gw_context_cancelled(work->context))
            own->status = gw_error_set(&own->error, GW_CANCELLED, "cancelled while forecasting");
        else
            own->status = gw_chances_fill(&own->chances, work->context, &own->future, x,
                                          work->age[first], &own->error);
        for (size_t i = first; i < work->starts[r + 1] && own->status == GW_OK; i++)
            set_ranges(work->out, i, &own->chances, &own->future, x);
    }
}

static void find_runs(range_work *work, size_t cells)
{
    for (size_t i = 0; i < cells; i++)
        if (i == 0 || work->x[i] != work->x[i - 1] || work->age[i] != work->age[i - 1])
            work->starts[work->runs++] = i;
    work->starts[work->runs] = cells;
}

static gw_status make_scratch(range_work *work, const gw_future *future, int workers, gw_error *err)
{
    for (int w = 0; w < workers; w++) {
        range_scratch *own = &work->scratch[w];
        own->future = *future;
        own->future.sizes = NULL;
        if (future->sizes != NULL)
            GW_TRY(gw_order_sizes_copy(&own->future.sizes, future->sizes, err));
    }
    return GW_OK;
}

static void free_scratch(range_work *work, int workers)
{
    for (int w = 0; w < workers && work->scratch != NULL; w++) {
        gw_chances_free(&work->scratch[w].chances, work->context);
        gw_order_sizes_free(work->scratch[w].future.sizes);
    }
    gw_release(work->context, work->scratch);
}

static gw_status first_failure(const range_work *work, int workers, gw_error *err)
{
    for (int w = 0; w < workers; w++)
        if (work->scratch[w].status != GW_OK) {
            if (err != NULL)
                *err = work->scratch[w].error;
            return work->scratch[w].status;
        }
    return GW_OK;
}

/* The range of each cell's count, and of its money. Given that somebody is still a customer they
 * hang on (x, T) alone, and cells are sorted by (x, T, t_x): once per run of equal (x, T). */
static gw_status add_ranges(gw_forecast *out, gw_context *context, const gw_cells *cells,
                            const gw_future *future, gw_error *err)
{
    size_t n = gw_cells_count(cells);
    int workers = gw_context_threads(context);
    range_work work = {.out = out,
                       .context = context,
                       .x = gw_cells_column(cells, 0),
                       .age = gw_cells_column(cells, 2)};
    work.starts = gw_alloc(context, n + 1, sizeof *work.starts);
    work.scratch = gw_alloc_zero(context, (size_t)workers, sizeof *work.scratch);
    gw_status status = GW_OK;
    if (work.starts == NULL || work.scratch == NULL)
        status = gw_error_no_memory(err, "the forecast");
    if (status == GW_OK)
        status = make_scratch(&work, future, workers, err);
    if (status == GW_OK) {
        find_runs(&work, n);
        gw_parallel_for(context, (work.runs + UNIT_RUNS - 1) / UNIT_RUNS, range_unit, &work);
        status = first_failure(&work, workers, err);
    }
    free_scratch(&work, workers);
    gw_release(context, work.starts);
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

/* The forecast of every distinct history; see reckon_inside.h. */
#include "reckon_inside.h"

#include "error.h"
#include "ingest.h"
#include "memory.h"

/* Enough draws that their own noise is far below the spread they show; fewer where the data fix the
 * parameters to a few parts in a thousand anyway and cells are many. */
static size_t draws_for(const gw__reckoning_run *run, size_t cells)
{
    if (run->options->draws > 0)
        return run->options->draws;
    return cells <= 50000 ? 400 : cells <= 200000 ? 100 : 40;
}

gw_status gw__reckon_keep_draws(gw__reckoning_run *run, const gw_model *model,
                                const gw_draws *draws, gw_error *err)
{
    size_t k = draws->parameters;
    size_t rows = draws->n * k;
    gw_status status = GW_OK;
    int64_t *numbers = gw_alloc(run->context, rows, 2 * sizeof *numbers);
    gw_span *words = gw_alloc(run->context, rows, 2 * sizeof *words);
    if (numbers == NULL || words == NULL) {
        status = gw_error_no_memory(err, "the draws of the parameters");
        goto done;
    }
    for (size_t i = 0; i < rows; i++) {
        const char *name = gw_model_parameter_name(model, i % k);
        numbers[i] = run->out->number;
        numbers[rows + i] = (int64_t)(i / k);
        words[i] = gw_value_text(gw_model_name(model)).text;
        words[rows + i] = gw_value_text(name).text;
    }
    gw_column columns[] = {{"reckoning", GW_INT64, numbers, NULL},
                           {"model", GW_TEXT, words, NULL},
                           {"draw", GW_INT64, numbers + rows, NULL},
                           {"name", GW_TEXT, words + rows, NULL},
                           {"value", GW_DOUBLE, draws->values, NULL}};
    gw_ingest_target target = {.table = "reckoning_draw", .append = true};
    status = gw_ingest_arrays(run->store, &target, columns, 5, rows, err);
done:
    gw_release(run->context, numbers);
    gw_release(run->context, words);
    return status;
}

typedef struct forecast_arrays {
    gw_forecast forecast;
    double *all;
} forecast_arrays;

static gw_status make_arrays(forecast_arrays *out, gw_context *context, size_t n, gw_error *err)
{
    double *all = gw_alloc_zero(context, n, 7 * sizeof *all);
    if (all == NULL)
        return gw_error_no_memory(err, "the forecast");
    *out = (forecast_arrays){.forecast = {.p_alive = all,
                                          .occasions = all + n,
                                          .discounted = all + 2 * n,
                                          .discounted_low = all + 3 * n,
                                          .discounted_high = all + 4 * n,
                                          .p_none = all + 5 * n,
                                          .discounted_years = all + 6 * n},
                             .all = all};
    return GW_OK;
}

static void said_share(double share, void *user)
{
    gw__reckon_say(user, "forecasting", share);
}

/* Fit, draws, forecast of one model on the whole history. */
static gw_status forecast_model(gw_forecast *out, gw_fit *fit, gw__reckoning_run *run,
                                const gw_model *model, const gw_cells *cells, gw_error *err)
{
    gw_draws draws = {0};
    gw_forecast_options question = {run->options->horizon_days, run->delta_per_day};
    size_t n = draws_for(run, gw_cells_count(cells));
    uint64_t seed = run->options->seed == 0 ? 1 : run->options->seed;
    GW_TRY(gw_model_fit(fit, run->context, model, cells, NULL, err));
    gw_status status = gw_draws_create(&draws, run->context, model, cells, n, seed, err);
    if (status == GW_OK)
        status = gw_forecast_cells(out, run->context, model, &draws, cells, &question, said_share,
                                   run, err);
    if (status == GW_OK)
        status = gw__reckon_keep_draws(run, model, &draws, err);
    run->out->draws = draws.n;
    gw_draws_free(&draws, run->context);
    return status;
}

static gw_status write_cells(gw__reckoning_run *run, const gw_cells *cells,
                             const gw_forecast *forecast, gw_error *err)
{
    size_t n = gw_cells_count(cells);
    int64_t *whole = gw_alloc(run->context, n, 4 * sizeof *whole);
    if (whole == NULL)
        return gw_error_no_memory(err, "the forecast");
    for (size_t i = 0; i < n; i++) {
        whole[i] = run->out->number;
        whole[n + i] = (int64_t)gw_cells_column(cells, 0)[i];
        whole[2 * n + i] = (int64_t)gw_cells_column(cells, 1)[i];
        whole[3 * n + i] = (int64_t)gw_cells_column(cells, 2)[i];
    }
    gw_column columns[] = {{"reckoning", GW_INT64, whole, NULL},
                           {"x", GW_INT64, whole + n, NULL},
                           {"t_x", GW_INT64, whole + 2 * n, NULL},
                           {"age", GW_INT64, whole + 3 * n, NULL},
                           {"p_alive", GW_DOUBLE, forecast->p_alive, NULL},
                           {"occasions", GW_DOUBLE, forecast->occasions, NULL},
                           {"discounted", GW_DOUBLE, forecast->discounted, NULL},
                           {"discounted_low", GW_DOUBLE, forecast->discounted_low, NULL},
                           {"discounted_high", GW_DOUBLE, forecast->discounted_high, NULL},
                           {"p_none", GW_DOUBLE, forecast->p_none, NULL},
                           {"discounted_years", GW_DOUBLE, forecast->discounted_years, NULL}};
    gw_ingest_target target = {.table = "cell_score", .append = true};
    gw_status status =
        gw_ingest_arrays(run->store, &target, columns, sizeof columns / sizeof *columns, n, err);
    gw_release(run->context, whole);
    return status;
}

/* The counts from the model that counts best; "still a customer?" from the one that can tell. */
static gw_status forecast_all(gw__reckoning_run *run, const gw_cells *cells, gw_error *err)
{
    forecast_arrays counts = {0};
    forecast_arrays alive = {0};
    size_t n = gw_cells_count(cells);
    const gw_model *model = run->counts != NULL ? run->counts : run->alive;
    gw_status status = make_arrays(&counts, run->context, n, err);
    if (status == GW_OK)
        status = forecast_model(&counts.forecast, &run->out->fit, run, model, cells, err);
    if (status == GW_OK && run->alive != NULL && run->alive != model) {
        gw_fit fit;
        status = make_arrays(&alive, run->context, n, err);
        if (status == GW_OK)
            status = forecast_model(&alive.forecast, &fit, run, run->alive, cells, err);
        counts.forecast.p_alive = alive.forecast.p_alive;
    }
    if (status == GW_OK)
        status = write_cells(run, cells, &counts.forecast, err);
    gw_release(run->context, counts.all);
    gw_release(run->context, alive.all);
    return status;
}

gw_status gw__reckon_cells(gw__reckoning_run *run, gw_error *err)
{
    gw_columns histories = {0};
    gw_cells *cells = NULL;
    gw_sql_slot summary = {"summary", "summary_next"};
    gw_value as_of = gw_value_int64(run->out->as_of);
    const gw_model *model = run->counts != NULL ? run->counts : run->alive;
    gw_status status =
        gw_columns_read(&histories, run->context, run->store, "cells", &summary, 1, &as_of, 1, err);
    if (status == GW_OK) {
        gw_rows rows = {.n = histories.n,
                        .columns = {histories.values[0], histories.values[1], histories.values[2]},
                        .weight = histories.values[3]};
        status = gw_cells_create(&cells, run->context, model, &rows, err);
    }
    gw_columns_free(&histories);
    if (status == GW_OK) {
        run->out->cells = gw_cells_count(cells);
        status = forecast_all(run, cells, err);
    }
    gw_cells_free(cells);
    return status;
}

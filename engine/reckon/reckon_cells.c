/* The forecast of every distinct history; see reckon_inside.h. */
#include "reckon_inside.h"

#include <string.h>

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

#define FORECAST_COLUMNS 10
#define AHEAD_COLUMNS 7

/* `all` is freed by the caller. */
static gw_status make_arrays(gw_forecast *out, gw__ahead_cells *ahead_out, double **all_out,
                             gw_context *context, size_t n, gw_error *err)
{
    double *all = gw_alloc_zero(context, n, (FORECAST_COLUMNS + AHEAD_COLUMNS) * sizeof *all);
    double *ahead = all + FORECAST_COLUMNS * n;
    if (all == NULL)
        return gw_error_no_memory(err, "the forecast");
    *out = (gw_forecast){.p_alive = all,
                         .occasions = all + n,
                         .discounted = all + 2 * n,
                         .discounted_low = all + 3 * n,
                         .discounted_high = all + 4 * n,
                         .p_none = all + 5 * n,
                         .discounted_years = all + 6 * n,
                         .money_low = all + 7 * n,
                         .money_high = all + 8 * n,
                         .variance = all + 9 * n};
    *ahead_out = (gw__ahead_cells){.size_growth = ahead,
                                   .gift_cost = ahead + n,
                                   .gift_worth = ahead + 2 * n,
                                   .new_payments = ahead + 3 * n,
                                   .unwanted = ahead + 4 * n,
                                   .number = ahead + 5 * n,
                                   .visits = ahead + 6 * n};
    *all_out = all;
    return GW_OK;
}

static void said_share(double share, void *user)
{
    gw__reckon_say(user, "forecasting", share);
}

/* Fit and draws of one model on the whole history; the draws are kept in the store. */
static gw_status fit_and_draw(gw_draws *draws, gw_fit *fit, gw__reckoning_run *run,
                              const gw_model *model, const gw_cells *cells, gw_error *err)
{
    size_t n = draws_for(run, gw_cells_count(cells));
    uint64_t seed = run->options->seed == 0 ? 1 : run->options->seed;
    GW_TRY(gw_model_fit(fit, run->context, model, cells, NULL, err));
    GW_TRY(gw_draws_create(draws, run->context, model, cells, fit, n, seed, err));
    return gw__reckon_keep_draws(run, model, draws, err);
}

static gw_status forecast_counts(gw_forecast *out, const gw__ahead_cells *ahead, gw__ways *ways,
                                 gw__reckoning_run *run, const gw_model *model,
                                 const gw__histories *histories, gw_error *err)
{
    const gw_cells *cells = histories->cells;
    gw_draws draws = {0};
    double mean[GW_MAX_PARAMETERS];
    gw_status status = fit_and_draw(&draws, &run->out->fit, run, model, cells, err);
    if (status == GW_OK)
        status = gw__ahead_of_cells(ahead, run, model, gw_draws_some(&draws, 0, mean).values,
                                    histories, err);
    if (status == GW_OK)
        status = gw__growth_into_draws(run, ahead, cells, err);
    if (status == GW_OK)
        status = gw__ways_begin(ways, run, model, &draws, cells, err);
    if (status == GW_OK)
        status = gw__ways_watch(ways, run, histories, ahead->size_growth, draws.n, err);
    if (status == GW_OK) {
        gw_forecast_options question = {.horizon_days =
                                            gw__reckon_time(run, run->options->horizon_days),
                                        .delta_per_day = run->delta_per_day,
                                        .ranges = &ways->future,
                                        .each = gw_shop_draws_add,
                                        .each_user = ways->shop};
        status = gw_forecast_cells(out, run->context, model, &draws, cells, &question, said_share,
                                   run, err);
    }
    run->out->draws = draws.n;
    gw_draws_free(&draws, run->context);
    return status;
}

static gw_status forecast_alive(double *p_alive, gw__reckoning_run *run, const gw_cells *cells,
                                gw_error *err)
{
    gw_fit fit;
    gw_draws draws = {0};
    gw_status status = fit_and_draw(&draws, &fit, run, run->alive, cells, err);
    if (status == GW_OK)
        status = gw_forecast_alive(p_alive, run->context, run->alive, &draws, cells, err);
    gw_draws_free(&draws, run->context);
    return status;
}

static gw_status write_cells(gw__reckoning_run *run, const gw__histories *histories,
                             const gw_forecast *forecast, const gw__ahead_cells *ahead,
                             gw_error *err)
{
    size_t n = gw_cells_count(histories->cells);
    int64_t *whole = gw_alloc(run->context, n, 4 * sizeof *whole);
    if (whole == NULL)
        return gw_error_no_memory(err, "the forecast");
    for (size_t i = 0; i < n; i++) {
        whole[i] = run->out->number;
        whole[n + i] = (int64_t)gw_cells_column(histories->cells, 0)[i];
        whole[2 * n + i] = (int64_t)histories->t_x[i];
        whole[3 * n + i] = (int64_t)histories->age[i];
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
                           {"discounted_years", GW_DOUBLE, forecast->discounted_years, NULL},
                           {"money_low", GW_DOUBLE, forecast->money_low, NULL},
                           {"money_high", GW_DOUBLE, forecast->money_high, NULL},
                           {"size_growth", GW_DOUBLE, ahead->size_growth, NULL},
                           {"gift_cost", GW_DOUBLE, ahead->gift_cost, NULL},
                           {"gift_worth", GW_DOUBLE, ahead->gift_worth, NULL},
                           {"new_payments", GW_DOUBLE, ahead->new_payments, NULL},
                           {"unwanted", GW_DOUBLE, ahead->unwanted, NULL}};
    gw_ingest_target target = {.table = "cell_score", .append = true};
    gw_status status =
        gw_ingest_arrays(run->store, &target, columns, sizeof columns / sizeof *columns, n, err);
    gw_release(run->context, whole);
    return status;
}

/* The counts from the model that counts best; "still a customer?" from the one that can tell. */
static gw_status forecast_all(gw__reckoning_run *run, const gw__histories *histories, gw_error *err)
{
    const gw_cells *cells = histories->cells;
    gw_forecast forecast;
    gw__ahead_cells ahead;
    double *all = NULL;
    gw__ways ways = {0};
    const gw_model *model = run->counts != NULL ? run->counts : run->alive;
    gw_status status =
        make_arrays(&forecast, &ahead, &all, run->context, gw_cells_count(cells), err);
    if (status == GW_OK)
        status = forecast_counts(&forecast, &ahead, &ways, run, model, histories, err);
    if (status == GW_OK)
        status = gw__ways_keep(&ways, run, &forecast, err);
    if (status == GW_OK)
        status = gw__reckon_keep_forecast(&ways, run, model, histories, &forecast,
                                          ahead.size_growth, err);
    if (status == GW_OK && run->alive != NULL && run->alive != model)
        status = forecast_alive(forecast.p_alive, run, cells, err);
    if (status == GW_OK)
        status = write_cells(run, histories, &forecast, &ahead, err);
    gw__ways_free(&ways, run->context);
    gw_release(run->context, all);
    return status;
}

static void histories_free(gw__histories *histories, gw_context *context)
{
    gw_cells_free(histories->cells);
    gw_release(context, histories->own_means);
}

/* What belongs to the cells, in their order: the query gives each history once. */
static gw_status in_order_of_cells(gw__histories *out, gw_context *context, const gw_columns *rows,
                                   const double *days, gw_error *err)
{
    const uint32_t *cell_of = gw_cells_of_rows(out->cells);
    size_t n = rows->n;
    out->own_means = gw_alloc(context, n, 3 * sizeof *out->own_means);
    if (out->own_means == NULL)
        return gw_error_no_memory(err, "the forecast");
    out->t_x = out->own_means + n;
    out->age = out->own_means + 2 * n;
    for (size_t i = 0; i < n; i++) {
        out->own_means[cell_of[i]] = rows->values[4][i];
        out->t_x[cell_of[i]] = days[i];
        out->age[cell_of[i]] = days[n + i];
    }
    return GW_OK;
}

/* `rows` in days come out in the time of the clock. */
static gw_status histories_make(gw__histories *out, const gw__reckoning_run *run, gw_columns *rows,
                                gw_error *err)
{
    size_t n = rows->n;
    const gw_model *model = run->counts != NULL ? run->counts : run->alive;
    double *days = gw_alloc(run->context, n, 2 * sizeof *days);
    if (days == NULL)
        return gw_error_no_memory(err, "the forecast");
    memcpy(days, rows->values[1], n * sizeof *days);
    memcpy(days + n, rows->values[2], n * sizeof *days);
    gw_clock_histories(&run->clock, run->out->as_of, rows->values[1], rows->values[2], n);
    gw_rows table = {.n = n,
                     .columns = {rows->values[0], rows->values[1], rows->values[2]},
                     .weight = rows->values[3]};
    gw_status status = gw_cells_create(&out->cells, run->context, model, &table, err);
    if (status == GW_OK)
        status = in_order_of_cells(out, run->context, rows, days, err);
    gw_release(run->context, days);
    return status;
}

gw_status gw__reckon_cells(gw__reckoning_run *run, gw_error *err)
{
    gw_columns rows = {0};
    gw__histories histories = {0};
    gw_sql_slot summary = {"summary", "summary_next"};
    gw_value asked[] = {gw_value_int64(run->out->as_of), gw_value_int64(run->out->number)};
    gw_status status =
        gw_columns_read(&rows, run->context, run->store, "cells", &summary, 1, asked, 2, err);
    if (status == GW_OK)
        status = histories_make(&histories, run, &rows, err);
    gw_columns_free(&rows);
    if (status == GW_OK) {
        run->out->cells = gw_cells_count(histories.cells);
        status = forecast_all(run, &histories, err);
    }
    histories_free(&histories, run->context);
    return status;
}

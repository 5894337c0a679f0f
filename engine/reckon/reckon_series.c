/* Keeps what the pictures of a reckoning show (check_series.h); see reckon_inside.h. */
#include <math.h>
#include <string.h>

#include "check_series.h"
#include "error.h"
#include "ingest.h"
#include "memory.h"
#include "reckon_inside.h"

#define MOST_SPENDERS 200000

/* ---- Writing -------------------------------------------------------------------------------- */

static void fill_rows(int64_t *numbers, gw_span *names, double *values, const gw_series *series,
                      int64_t reckoning)
{
    size_t n = series->n;
    for (size_t i = 0; i < n; i++) {
        const gw_series_point *p = &series->points[i];
        const double of_point[] = {p->x, p->y, p->low, p->high, p->customers};
        numbers[i] = reckoning;
        numbers[n + i] = (int64_t)i;
        names[i] = gw_value_text(p->picture).text;
        names[n + i] = gw_value_text(p->series).text;
        for (size_t c = 0; c < 5; c++)
            values[c * n + i] = of_point[c];
    }
}

static gw_status keep_series(gw__reckoning_run *run, const gw_series *series, gw_error *err)
{
    size_t n = series->n;
    gw_status status = GW_OK;
    int64_t *numbers = gw_alloc(run->context, n, 2 * sizeof *numbers);
    gw_span *names = gw_alloc(run->context, n, 2 * sizeof *names);
    double *values = gw_alloc(run->context, n, 5 * sizeof *values);
    if (numbers == NULL || names == NULL || values == NULL) {
        status = gw_error_no_memory(err, "the pictures of the check");
        goto done;
    }
    fill_rows(numbers, names, values, series, run->out->number);
    gw_column columns[] = {{"reckoning", GW_INT64, numbers, NULL},
                           {"picture", GW_TEXT, names, NULL},
                           {"series", GW_TEXT, names + n, NULL},
                           {"place", GW_INT64, numbers + n, NULL},
                           {"x", GW_DOUBLE, values, NULL},
                           {"y", GW_DOUBLE, values + n, NULL},
                           {"low", GW_DOUBLE, values + 2 * n, NULL},
                           {"high", GW_DOUBLE, values + 3 * n, NULL},
                           {"customers", GW_DOUBLE, values + 4 * n, NULL}};
    gw_ingest_target target = {.table = "check_series", .append = true};
    if (n > 0)
        status = gw_ingest_arrays(run->store, &target, columns, sizeof columns / sizeof *columns, n,
                                  err);
done:
    gw_release(run->context, numbers);
    gw_release(run->context, names);
    gw_release(run->context, values);
    return status;
}

/* Of the whole history. */
static void add_season(gw_series *out, const gw_season *season)
{
    for (size_t m = 0; m < GW_MONTHS && season->known; m++) {
        gw_series_point point = gw_series_at("season", "factor", (double)m + 1, season->factor[m]);
        gw_series_add(out, &point);
    }
}

gw_status gw__reckon_check_series(gw__reckoning_run *run, const gw_check_sample *sample,
                                  gw_error *err)
{
    if (run->out->hidden_days == 0)
        return GW_OK;
    gw_series series = GW_SERIES_INIT(run->context);
    gw_status status = gw_check_series_make(&series, run->context, &run->out->check, sample,
                                            run->out->as_of - run->out->hidden_days, err);
    if (status == GW_OK) {
        add_season(&series, &run->season);
        status = keep_series(run, &series, err);
    }
    if (status == GW_OK)
        gw__reckon_say_segments(run, &series);
    gw_series_free(&series);
    return status;
}

/* ---- The fits to the whole history ---------------------------------------------------------- */

/* The mean of each parameter's stored draws; *any_out tells whether this model has some. */
static gw_status mean_draws(double *params_out, bool *any_out, gw__reckoning_run *run,
                            const gw_model *model, gw_error *err)
{
    *any_out = true;
    for (size_t p = 0; p < gw_model_parameter_count(model); p++) {
        gw_columns draws = {0};
        gw_value of[] = {gw_value_int64(run->out->number), gw_value_text(gw_model_name(model)),
                         gw_value_text(gw_model_parameter_name(model, p))};
        gw_status status =
            gw_columns_read(&draws, run->context, run->store, "draws_of", NULL, 0, of, 3, err);
        double sum = 0;
        for (size_t i = 0; i < draws.n; i++)
            sum += draws.values[0][i];
        params_out[p] = sum / (double)draws.n;
        *any_out = *any_out && draws.n > 0;
        gw_columns_free(&draws);
        GW_TRY(status);
    }
    return GW_OK;
}

static gw_status add_how_often(gw_series *out, gw__reckoning_run *run, const gw_model *model,
                               gw_error *err)
{
    double params[GW_MAX_PARAMETERS];
    bool any = false;
    gw_columns rows = {0};
    gw_value as_of = gw_value_int64(run->out->as_of);
    GW_TRY(mean_draws(params, &any, run, model, err));
    if (!any)
        return GW_OK;
    gw_status status =
        gw_columns_read(&rows, run->context, run->store, "how_often_rows", NULL, 0, &as_of, 1, err);
    for (size_t i = 0; i < rows.n && status == GW_OK; i++)
        rows.values[0][i] =
            gw_clock_between(&run->clock, run->out->as_of - rows.values[0][i], run->out->as_of);
    if (status == GW_OK)
        status = gw_how_often_series(out, model, params, rows.values[0], rows.values[1],
                                     rows.values[2], rows.n, err);
    gw_columns_free(&rows);
    return status;
}

static gw_status add_spend(gw_series *out, gw__reckoning_run *run, const gw_model *model,
                           gw_error *err)
{
    double params[GW_MAX_PARAMETERS];
    bool any = false;
    gw_columns rows = {0};
    gw_value one_in = gw_value_int64(1 + (int64_t)(run->out->customers / (MOST_SPENDERS + 1)));
    GW_TRY(mean_draws(params, &any, run, model, err));
    if (!any)
        return GW_OK;
    gw_status status =
        gw_columns_read(&rows, run->context, run->store, "spend_rows", NULL, 0, &one_in, 1, err);
    if (status == GW_OK)
        status = gw_spend_series(out, model, params, rows.values[0], rows.values[1], rows.n, err);
    gw_columns_free(&rows);
    return status;
}

gw_status gw__reckon_fit_series(gw__reckoning_run *run, gw_error *err)
{
    const gw_model *counts = run->counts != NULL ? run->counts : run->alive;
    gw_series series = GW_SERIES_INIT(run->context);
    gw_status status = GW_OK;
    if (counts != NULL)
        status = add_how_often(&series, run, counts, err);
    /* of the spend model that was used: the one with draws */
    size_t before = series.n;
    for (size_t m = 0; m < gw_model_count() && status == GW_OK && series.n == before; m++)
        if (gw_model_kind_of(gw_model_at(m)) == GW_MODEL_SPEND)
            status = add_spend(&series, run, gw_model_at(m), err);
    if (status == GW_OK)
        status = keep_series(run, &series, err);
    gw_series_free(&series);
    return status;
}

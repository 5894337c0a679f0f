/* The check of check.h. Days are the time unit; the horizon of a prediction is the hidden part. */
#include "forecast_check.h"

#include <math.h>
#include <string.h>

#include "check_words.h"
#include "error.h"
#include "holdout.h"
#include "memory.h"

/* Predictions of every candidate: entry e has predicted[e][0 .. n-1], one per customer. */
typedef struct predictions {
    double *all;
    size_t n;
} predictions;

static double *predicted_by(const predictions *p, size_t entry)
{
    return p->all + entry * p->n;
}

static size_t column_of_score(const gw_model *model, const char *name)
{
    size_t i = 0;
    while (strcmp(gw_model_score_name(model, i), name) != 0)
        i++;
    return i;
}

/* A score of each cell, into `out`. */
static gw_status score_cells(double *out, gw_context *context, const gw_check_entry *entry,
                             const gw_cells *cells, const char *score, double horizon_days,
                             gw_error *err)
{
    double *columns[GW_MAX_SCORES] = {NULL};
    gw_score_options options = GW_SCORE_OPTIONS_INIT;
    options.horizon = horizon_days;
    columns[column_of_score(entry->model, score)] = out;
    return gw_model_score(columns, NULL, context, entry->model, entry->fit.params, cells, &options,
                          err);
}

/* Somebody who bought once, and long ago: does the model think he may be gone? */
static gw_status ask_who_left(gw_check_entry *entry, gw_context *context, const gw_check_rows *rows,
                              gw_error *err)
{
    const double x = 0;
    const double t_x = 0;
    double age = rows->hidden_days;
    double p_alive = 1;
    gw_cells *cells = NULL;
    gw_rows one = {.n = 1, .columns = {&x, &t_x, &age}};
    GW_TRY(gw_cells_create(&cells, context, entry->model, &one, err));
    gw_status status = score_cells(&p_alive, context, entry, cells, "p_alive", 0, err);
    entry->tells_who_left = p_alive < 1;
    gw_cells_free(cells);
    return status;
}

static gw_status predict_by_model(double *out, gw_check_entry *entry, gw_context *context,
                                  const gw_check_rows *rows, gw_error *err)
{
    gw_cells *cells = NULL;
    double *expected = NULL;
    gw_rows table = {.n = rows->before.n,
                     .columns = {rows->before.x, rows->before.t_x, rows->before.age}};
    gw_status status = gw_cells_create(&cells, context, entry->model, &table, err);
    if (status == GW_OK)
        status = gw_model_fit(&entry->fit, context, entry->model, cells, NULL, err);
    if (status != GW_OK)
        goto done;
    expected = gw_alloc(context, gw_cells_count(cells), sizeof *expected);
    if (expected == NULL) {
        status = gw_error_no_memory(err, "checking the forecast");
        goto done;
    }
    status = score_cells(expected, context, entry, cells, "expected", rows->hidden_days, err);
    if (status != GW_OK)
        goto done;
    const uint32_t *cell_of = gw_cells_of_rows(cells);
    for (size_t i = 0; i < rows->before.n; i++)
        out[i] = expected[cell_of[i]];
    status = ask_who_left(entry, context, rows, err);
done:
    gw_release(context, expected);
    gw_cells_free(cells);
    return status;
}

static gw_status predict_by_baseline(double *out, const gw_check_entry *entry, gw_context *context,
                                     const gw_check_rows *rows, gw_error *err)
{
    GW_TRY(gw_baseline_rates(out, context, entry->baseline, &rows->before, err));
    for (size_t i = 0; i < rows->before.n; i++)
        out[i] *= rows->hidden_days;
    return GW_OK;
}

static void list_candidates(gw_check *check, const gw_model *only)
{
    for (size_t m = 0; m < gw_model_count(); m++) {
        const gw_model *model = gw_model_at(m);
        if (gw_model_kind_of(model) != GW_MODEL_COUNT ||
            (only != NULL ? model != only : gw_model_on_request(model)))
            continue;
        check->entries[check->n++] = (gw_check_entry){
            .code = gw_model_name(model), .title = gw_model_title(model), .model = model};
    }
    for (gw_baseline b = 0; b < GW_BASELINE_COUNT; b++)
        check->entries[check->n++] = (gw_check_entry){
            .code = gw_baseline_code(b), .title = gw_baseline_title(b), .baseline = b};
}

static size_t best_of(const gw_check *check, bool (*wanted)(const gw_check_entry *))
{
    size_t best = GW_NOBODY;
    for (size_t e = 0; e < check->n; e++) {
        if (!wanted(&check->entries[e]) || !isfinite(check->entries[e].score.deviance))
            continue;
        if (best == GW_NOBODY ||
            check->entries[e].score.deviance < check->entries[best].score.deviance)
            best = e;
    }
    return best;
}

static bool is_model(const gw_check_entry *entry)
{
    return entry->model != NULL;
}

static bool is_baseline(const gw_check_entry *entry)
{
    return entry->model == NULL;
}

static bool tells_who_left(const gw_check_entry *entry)
{
    return entry->model != NULL && entry->tells_who_left;
}

/* The best model, unless a baseline is clearly better. */
static gw_status choose(gw_check *check, gw_context *context, const predictions *p,
                        const gw_check_rows *rows, gw_error *err)
{
    check->best_model = best_of(check, is_model);
    check->best_baseline = best_of(check, is_baseline);
    check->alive = best_of(check, tells_who_left);
    check->used = check->best_baseline;
    if (check->best_model == GW_NOBODY)
        return GW_OK;
    double mean = 0;
    double se = 0;
    GW_TRY(gw_holdout_difference(&mean, &se, context, predicted_by(p, check->best_baseline),
                                 predicted_by(p, check->best_model), rows->hidden, NULL, p->n,
                                 err));
    /* with one customer there is no standard error, and nothing clear */
    if (!(mean < -GW_CHECK_CLEARLY * se))
        check->used = check->best_model;
    return GW_OK;
}

static gw_status score_predictions(gw_check_score *out, gw_context *context,
                                   const double *predicted, const gw_check_rows *rows,
                                   gw_error *err)
{
    gw_holdout_score s;
    GW_TRY(gw_holdout_score_of(&s, context, predicted, rows->hidden, NULL, rows->before.n, err));
    *out = (gw_check_score){s.customers, s.actual, s.predicted, s.bias, s.mae, s.rmse, s.deviance};
    return GW_OK;
}

static gw_status run_candidates(gw_check *check, predictions *p, gw_context *context,
                                const gw_check_rows *rows, gw_error *err)
{
    for (size_t e = 0; e < check->n; e++) {
        gw_check_entry *entry = &check->entries[e];
        double *predicted = predicted_by(p, e);
        if (entry->model != NULL)
            GW_TRY(predict_by_model(predicted, entry, context, rows, err));
        else
            GW_TRY(predict_by_baseline(predicted, entry, context, rows, err));
        GW_TRY(score_predictions(&entry->score, context, predicted, rows, err));
    }
    return choose(check, context, p, rows, err);
}

gw_status gw_check_run(gw_check *out, gw_context *context, const gw_check_rows *rows,
                       const gw_model *only, gw_error *err)
{
    if (rows->before.n == 0)
        return gw_error_set(err, GW_BAD_DATA,
                            "nobody had bought before the hidden part of the history: there is "
                            "nothing to check a forecast with");
    gw_check check = {.customers = (double)rows->before.n, .hidden_days = rows->hidden_days};
    list_candidates(&check, only);
    predictions p = {.n = rows->before.n};
    p.all = gw_alloc(context, check.n * p.n, sizeof *p.all);
    if (p.all == NULL)
        return gw_error_no_memory(err, "checking the forecast");
    gw_status status = run_candidates(&check, &p, context, rows, err);
    gw_release(context, p.all);
    if (status != GW_OK)
        return status;
    gw_check_say(&check);
    *out = check;
    return GW_OK;
}

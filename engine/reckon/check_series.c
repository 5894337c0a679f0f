/* The pictures of a check, see check_series.h: what its parts share, and their order. */
#include <math.h>
#include <string.h>

#include "check_series_inside.h"
#include "error.h"
#include "memory.h"

/* ---- What the parts share ------------------------------------------------------------------- */

gw_status gw__check_score(double *out, gw_context *context, const gw_check_entry *entry,
                          const gw_cells *cells, const char *score, double horizon_days,
                          gw_error *err)
{
    double *columns[GW_MAX_SCORES] = {NULL};
    gw_score_options options = GW_SCORE_OPTIONS_INIT;
    options.horizon = horizon_days;
    size_t i = 0;
    while (strcmp(gw_model_score_name(entry->model, i), score) != 0)
        i++;
    columns[i] = out;
    return gw_model_score(columns, NULL, context, entry->model, entry->fit.params, cells, &options,
                          err);
}

gw_status gw__check_predict(double *out, const gw__check_view *view, const gw_check_entry *entry,
                            gw_error *err)
{
    size_t n = view->rows.before.n;
    if (entry->model == NULL) {
        GW_TRY(gw_baseline_rates(out, view->context, entry->baseline, &view->rows.before, err));
        for (size_t i = 0; i < n; i++)
            out[i] *= view->rows.hidden_days;
        return GW_OK;
    }
    double *expected = gw_alloc(view->context, gw_cells_count(view->cells), sizeof *expected);
    if (expected == NULL)
        return gw_error_no_memory(err, "the pictures of the check");
    gw_status status = gw__check_score(expected, view->context, entry, view->cells, "expected",
                                       view->rows.time, err);
    const uint32_t *cell_of = gw_cells_of_rows(view->cells);
    for (size_t i = 0; i < n && status == GW_OK; i++)
        out[i] = expected[cell_of[i]];
    gw_release(view->context, expected);
    return status;
}

void gw__check_number(const gw__check_view *view, const char *picture, const char *series,
                      double value)
{
    gw_series_point point = gw_series_at(picture, series, 0, value);
    if (isfinite(value))
        gw_series_add(view->out, &point);
}

gw_status gw__check_asked(gw_cells **out, size_t *step_out, size_t *n_out,
                          const gw__check_view *view, const gw_model *model, gw_error *err)
{
    const gw_check_rows *all = &view->rows;
    size_t step = 1 + (all->before.n - 1) / GW__CHECK_ASKED;
    size_t n = (all->before.n - 1) / step + 1;
    double *columns = gw_alloc(view->context, n, 3 * sizeof *columns);
    if (columns == NULL)
        return gw_error_no_memory(err, "the pictures of the check");
    for (size_t i = 0; i < n; i++) {
        columns[i] = all->before.x[i * step];
        columns[n + i] = all->t_x[i * step];
        columns[2 * n + i] = all->age[i * step];
    }
    gw_rows rows = {.n = n, .columns = {columns, columns + n, columns + 2 * n}};
    gw_status status = gw_cells_create(out, view->context, model, &rows, err);
    gw_release(view->context, columns);
    *step_out = step;
    *n_out = n;
    return status;
}

const gw_check_entry *gw__check_model(const gw_check *check)
{
    const gw_check_entry *used = &check->entries[check->used];
    if (used->model != NULL)
        return used;
    return check->best_model == GW_NOBODY ? NULL : &check->entries[check->best_model];
}

/* ---- All of them ---------------------------------------------------------------------------- */

static void add_facts(const gw__check_view *view)
{
    gw__check_number(view, "facts", "split_day", view->split_day);
    gw__check_number(view, "facts", "hidden_days", view->rows.hidden_days);
    gw__check_number(view, "facts", "known", (double)view->sample->known);
    gw__check_number(view, "facts", "checked", (double)view->sample->n);
}

static gw_status make_parts(const gw__check_view *view, gw_error *err)
{
    add_facts(view);
    GW_TRY(gw__check_tracking(view, err));
    GW_TRY(gw__check_groups(view, err));
    GW_TRY(gw__check_segments(view, err));
    GW_TRY(gw__check_order(view, err));
    GW_TRY(gw__check_money(view, err));
    GW_TRY(gw__check_chances(view, err));
    return view->out->failed ? gw_error_no_memory(err, "the pictures of the check") : GW_OK;
}

gw_status gw_check_series_make(gw_series *out, gw_context *context, const gw_check *check,
                               const gw_check_sample *sample, int32_t split_day, gw_error *err)
{
    gw__check_view view = {.context = context,
                           .check = check,
                           .sample = sample,
                           .rows = gw_check_sample_rows(sample, (int32_t)check->hidden_days),
                           .split_day = split_day,
                           .out = out};
    const gw_check_rows *rows = &view.rows;
    gw_rows table = {.n = rows->before.n, .columns = {rows->before.x, rows->t_x, rows->age}};
    for (size_t e = 0; e < check->n && view.cells == NULL; e++)
        if (check->entries[e].model != NULL)
            GW_TRY(gw_cells_create(&view.cells, context, check->entries[e].model, &table, err));
    gw_status status = make_parts(&view, err);
    gw_cells_free(view.cells);
    return status;
}

/* Are chances chances? Whether those said to be customers came back, and whether counts fall into
 * the ranges said as often as said; see check_series.h.
 *
 * Counts are whole: a range that holds half of the chances holds more than half. So the share
 * inside is drawn beside what the forecast itself gives its range, not beside 50 of 100. */
#include "chances.h"

#include <math.h>
#include <string.h>

#include "check_series_inside.h"
#include "error.h"
#include "memory.h"
#include "reliability.h"

#define BINS 10
#define LEVELS 3
static const double levels[LEVELS] = {0.5, 0.8, 0.95};

/* Of each cell asked. */
typedef struct told {
    double *p_alive;
    double *back; /* the chance of at least one buying day in the hidden part */
    double *low[LEVELS], *high[LEVELS], *inside[LEVELS];
    double *all;
} told;

#define TOLD_ARRAYS (2 + 3 * LEVELS)

static gw_status make_told(told *out, gw_context *context, size_t cells, gw_error *err)
{
    double *at = gw_alloc(context, cells, TOLD_ARRAYS * sizeof *at);
    if (at == NULL)
        return gw_error_no_memory(err, "the pictures of the check");
    *out = (told){.p_alive = at, .back = at + cells, .all = at};
    for (size_t l = 0; l < LEVELS; l++) {
        out->low[l] = at + (2 + l) * cells;
        out->high[l] = at + (2 + LEVELS + l) * cells;
        out->inside[l] = at + (2 + 2 * LEVELS + l) * cells;
    }
    return GW_OK;
}

static double up_to(const gw_chances *chances, double p_alive, double count)
{
    return count < 0 ? 0.0 : 1 - p_alive + p_alive * chances->up_to[(size_t)count];
}

static void tell_cell(const told *t, size_t cell, const gw_chances *chances)
{
    double p = t->p_alive[cell];
    t->back[cell] = fmin(1.0, fmax(0.0, p * (1 - chances->none)));
    for (size_t l = 0; l < LEVELS; l++) {
        double low = gw_chances_quantile(chances, p, (1 - levels[l]) / 2);
        double high = gw_chances_quantile(chances, p, (1 + levels[l]) / 2);
        t->low[l][cell] = low;
        t->high[l][cell] = high;
        t->inside[l][cell] = up_to(chances, p, high) - up_to(chances, p, low - 1);
    }
}

/* Cells are sorted by (x, T, t_x), and chances hang on (x, T) alone. */
static gw_status tell(const told *t, const gw__check_view *view, const gw_check_entry *entry,
                      const gw_cells *cells, gw_error *err)
{
    const double *x = gw_cells_column(cells, 0);
    const double *age = gw_cells_column(cells, 2);
    double params[GW_MAX_PARAMETERS];
    double horizon_days = view->rows.time;
    gw_draws fitted = {
        .n = 1, .parameters = gw_model_parameter_count(entry->model), .values = params};
    gw_future future = {.model = entry->model, .draws = &fitted, .horizon_days = &horizon_days};
    gw_chances chances = {0};
    memcpy(params, entry->fit.params, sizeof params);
    gw_status status = gw__check_score(t->p_alive, view->context, entry, cells, "p_alive", 0, err);
    for (size_t c = 0; c < gw_cells_count(cells) && status == GW_OK; c++) {
        if (c == 0 || x[c] != x[c - 1] || age[c] != age[c - 1])
            status = gw_chances_fill(&chances, view->context, &future, x[c], age[c], err);
        if (status == GW_OK)
            tell_cell(t, c, &chances);
    }
    gw_chances_free(&chances, view->context);
    return status;
}

static void add_alive_bin(const gw__check_view *view, double p_alive, const gw_reliability_bin *bin)
{
    gw_series_point came = gw_series_at("alive", "came", p_alive, bin->happened);
    gw_series_point said = gw_series_at("alive", "said", p_alive, bin->said);
    gw_wilson(&came.low, &came.high, bin->happened * bin->customers, bin->customers, GW__Z80);
    came.customers = said.customers = bin->customers;
    gw_series_add(view->out, &came);
    gw_series_add(view->out, &said);
}

static gw_status add_alive(const told *t, const gw__check_view *view, const gw_cells *cells,
                           size_t step, size_t n, gw_error *err)
{
    gw_reliability_bin back[BINS];
    gw_reliability_bin alive[BINS];
    double *rows = gw_alloc(view->context, n, 3 * sizeof *rows);
    if (rows == NULL)
        return gw_error_no_memory(err, "the pictures of the check");
    for (size_t i = 0; i < n; i++) {
        uint32_t cell = gw_cells_of_rows(cells)[i];
        rows[i] = fmin(1.0, fmax(0.0, t->p_alive[cell]));
        rows[n + i] = t->back[cell];
        rows[2 * n + i] = view->rows.hidden[i * step] > 0 ? 1.0 : 0.0;
    }
    gw_status status = gw_reliability(back, BINS, rows, rows + n, rows + 2 * n, n, err);
    if (status == GW_OK)
        status = gw_reliability(alive, BINS, rows, rows, rows + 2 * n, n, err);
    for (size_t b = 0; b < BINS && status == GW_OK; b++)
        if (back[b].customers > 0)
            add_alive_bin(view, alive[b].said, &back[b]);
    gw_release(view->context, rows);
    return status;
}

static void add_coverage(const told *t, const gw__check_view *view, const gw_cells *cells,
                         size_t step, size_t n)
{
    for (size_t l = 0; l < LEVELS; l++) {
        double inside = 0;
        double said = 0;
        for (size_t i = 0; i < n; i++) {
            uint32_t cell = gw_cells_of_rows(cells)[i];
            double came = view->rows.hidden[i * step];
            inside += came >= t->low[l][cell] && came <= t->high[l][cell] ? 1.0 : 0.0;
            said += t->inside[l][cell];
        }
        double all = (double)n;
        gw_series_point came = gw_series_at("coverage", "came", levels[l], inside / all);
        gw_series_point by_itself = gw_series_at("coverage", "said", levels[l], said / all);
        gw_wilson(&came.low, &came.high, inside, all, GW__Z80);
        came.customers = by_itself.customers = all;
        gw_series_add(view->out, &came);
        gw_series_add(view->out, &by_itself);
    }
}

static gw_status add_from(const gw__check_view *view, const gw_check_entry *entry, bool alive,
                          bool coverage, gw_error *err)
{
    size_t step = 0;
    size_t n = 0;
    told t = {0};
    gw_cells *cells = NULL;
    GW_TRY(gw__check_asked(&cells, &step, &n, view, entry->model, err));
    gw_status status = make_told(&t, view->context, gw_cells_count(cells), err);
    if (status == GW_OK)
        status = tell(&t, view, entry, cells, err);
    if (status == GW_OK && coverage)
        add_coverage(&t, view, cells, step, n);
    if (status == GW_OK && alive)
        status = add_alive(&t, view, cells, step, n, err);
    gw_release(view->context, t.all);
    gw_cells_free(cells);
    return status;
}

gw_status gw__check_chances(const gw__check_view *view, gw_error *err)
{
    const gw_check *check = view->check;
    const gw_check_entry *counts = gw__check_model(check);
    const gw_check_entry *alive = check->alive == GW_NOBODY ? NULL : &check->entries[check->alive];
    if (counts != NULL)
        GW_TRY(add_from(view, counts, counts == alive, true, err));
    if (alive != NULL && alive != counts)
        GW_TRY(add_from(view, alive, true, false, err));
    return GW_OK;
}

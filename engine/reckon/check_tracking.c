/* Week by week, what came and what the model's course and its forecast say; see check_series.h.
 *
 * Tracking as in Fader, Hardie & Lee 2005 (Marketing Science 24, fig. 4): the model's course is the
 * sum over customers of E[X(t - first day)], from the parameters fitted before the split. */
#include <math.h>

#include "check_series_inside.h"
#include "error.h"
#include "memory.h"
#include "season.h"

/* Occasions after the first up to the end of the day `day` (counted from the first day). */
static double course_until(const gw_check_sample *sample, const double *of_one, size_t day)
{
    const gw_walk_tally *tally = &sample->tally;
    double until = tally->first_day + (double)day;
    double sum = 0;
    for (size_t b = 0; b <= day && b < tally->days; b++) {
        if (tally->first[b] == 0)
            continue;
        double time = gw_clock_between(&sample->clock, tally->first_day + (double)b, until);
        size_t t = (size_t)time;
        double part = time - (double)t;
        sum += tally->first[b] * (of_one[t] + part * (of_one[t + 1] - of_one[t]));
    }
    return sum;
}

typedef struct weeks {
    size_t n;
    int32_t first_end; /* the last day of the first whole week, counted from the first day */
} weeks;

/* Whole weeks, one of which ends at the split. */
static weeks weeks_of(const gw__check_view *view)
{
    const gw_walk_tally *tally = &view->sample->tally;
    int32_t split = view->split_day - tally->first_day;
    int32_t first_end = split % 7 == 6 ? 6 : split % 7 + 7;
    return (weeks){first_end < (int32_t)tally->days
                       ? ((size_t)((int32_t)tally->days - 1 - first_end)) / 7 + 1
                       : 0,
                   first_end};
}

static void add_came(const gw__check_view *view, const weeks *w)
{
    const gw_walk_tally *tally = &view->sample->tally;
    for (size_t i = 0; i < w->n; i++) {
        int32_t end = w->first_end + 7 * (int32_t)i;
        double came = 0;
        for (int32_t d = end - 6; d <= end; d++)
            came += tally->again[d];
        gw_series_point point = gw_series_at("tracking", "came", tally->first_day + end, came);
        gw_series_add(view->out, &point);
    }
}

static gw_status add_course(const gw__check_view *view, const gw_check_entry *entry, const weeks *w,
                            gw_error *err)
{
    const gw_walk_tally *tally = &view->sample->tally;
    double last = (double)tally->days - 1 + tally->first_day;
    size_t n = (size_t)gw_clock_between(&view->sample->clock, tally->first_day, last) + 2;
    double *of_one = gw_alloc(view->context, n, sizeof *of_one);
    if (of_one == NULL)
        return gw_error_no_memory(err, "the pictures of the check");
    gw_status status =
        gw_course_of_one(of_one, view->context, entry->model, entry->fit.params, n, err);
    for (size_t i = 0; i < w->n && status == GW_OK; i++) {
        size_t end = (size_t)w->first_end + 7 * i;
        double before = end < 7 ? 0.0 : course_until(view->sample, of_one, end - 7);
        gw_series_point point = gw_series_at("tracking", "course", tally->first_day + (int32_t)end,
                                             course_until(view->sample, of_one, end) - before);
        gw_series_add(view->out, &point);
    }
    gw_release(view->context, of_one);
    return status;
}

/* Sums the expectation of the asked over `horizon` days. */
static gw_status said_until(double *out, double *scratch, const gw__check_view *view,
                            const gw_check_entry *entry, const gw_cells *cells, double horizon,
                            gw_error *err)
{
    *out = 0;
    GW_TRY(gw__check_score(scratch, view->context, entry, cells, "expected", horizon, err));
    for (size_t c = 0; c < gw_cells_count(cells); c++)
        *out += scratch[c] * gw_cells_weight(cells)[c];
    return GW_OK;
}

/* The course is that of the asked, the sum that of the whole check, told of everybody known. */
static gw_status add_said_by_model(const gw__check_view *view, const gw_check_entry *entry,
                                   double everybody, gw_error *err)
{
    size_t step = 0;
    size_t n = 0;
    double whole = 0;
    double before = 0;
    gw_cells *cells = NULL;
    GW_TRY(gw__check_asked(&cells, &step, &n, view, entry->model, err));
    gw_status status = GW_OK;
    double *scratch = gw_alloc(view->context, gw_cells_count(cells), sizeof *scratch);
    if (scratch == NULL)
        status = gw_error_no_memory(err, "the pictures of the check");
    if (status == GW_OK)
        status = said_until(&whole, scratch, view, entry, cells, view->rows.time, err);
    for (double day = 7; day <= view->rows.hidden_days && status == GW_OK; day += 7) {
        double until = 0;
        double time =
            gw_clock_between(&view->sample->clock, view->split_day, view->split_day + day);
        status = said_until(&until, scratch, view, entry, cells, time, err);
        gw_series_point point =
            gw_series_at("tracking", "said", view->split_day + day,
                         whole > 0 ? (until - before) / whole * everybody : 0.0);
        gw_series_add(view->out, &point);
        before = until;
    }
    gw_release(view->context, scratch);
    gw_cells_free(cells);
    return status;
}

static gw_status add_said(const gw__check_view *view, gw_error *err)
{
    const gw_check_entry *used = &view->check->entries[view->check->used];
    double everybody =
        used->score.predicted * (double)view->sample->known / (double)view->sample->n;
    if (used->model != NULL)
        return add_said_by_model(view, used, everybody, err);
    for (double day = 7; day <= view->rows.hidden_days; day += 7) {
        gw_series_point point = gw_series_at("tracking", "said", view->split_day + day,
                                             everybody * 7 / view->rows.hidden_days);
        gw_series_add(view->out, &point);
    }
    return GW_OK;
}

gw_status gw__check_tracking(const gw__check_view *view, gw_error *err)
{
    weeks w = weeks_of(view);
    const gw_check_entry *model = gw__check_model(view->check);
    add_came(view, &w);
    if (model != NULL)
        GW_TRY(add_course(view, model, &w, err));
    return add_said(view, err);
}

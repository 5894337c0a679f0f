/* Where the forecast of the hidden part fails: by when customers came, by how often they had bought
 * and by days since their last order; and whether it puts people in the right order; see
 * check_series.h. A group fails when what came lies outside the range of 99 of 100 times of what
 * was said of it, by its customers' own chances and by what moves everybody: of twenty groups one
 * fails by chance in every fifth check. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check_series_inside.h"
#include "date.h"
#include "error.h"
#include "memory.h"

#define Z99 2.5758293035489004
#define LEAST_CUSTOMERS 30 /* fewer tell nothing */
#define QUARTERS 24
#define SEGMENTS (QUARTERS + 8)

typedef struct segment {
    char name[48];
    double customers, said, came, squares;
} segment;

static int quarter_of(int32_t day)
{
    int year = 0;
    int month = 0;
    int day_of_month = 0;
    gw_date_to_civil(&year, &month, &day_of_month, day);
    return year * 4 + (month - 1) / 3;
}

static const struct {
    const char *name;
    double from;
} by_often[] = {{"1 buying day before", 0},
                {"2-3 buying days before", 1},
                {"4-9 buying days before", 3},
                {"10 or more buying days before", 9}},
  by_silence[] = {{"ordered in the last month", 0},
                  {"last order 1-3 months before", 30},
                  {"last order 3-12 months before", 91},
                  {"last order over a year before", 365}};

static void add_customer(segment *s, double said, double came)
{
    s->customers += 1;
    s->said += said;
    s->came += came;
    s->squares += (came - said) * (came - said);
}

static void gather(segment *segments, const gw__check_view *view, const double *said)
{
    const gw_baseline_facts *before = &view->rows.before;
    int last = quarter_of(view->split_day);
    for (size_t i = 0; i < before->n; i++) {
        int back = last - quarter_of(before->first_day[i]);
        size_t often = 3;
        size_t silence = 3;
        back = back < 0 ? 0 : back >= QUARTERS ? QUARTERS - 1 : back;
        while (before->x[i] < by_often[often].from)
            often--;
        while (before->age[i] - before->t_x[i] < by_silence[silence].from)
            silence--;
        add_customer(&segments[back], said[i], view->rows.hidden[i]);
        add_customer(&segments[QUARTERS + often], said[i], view->rows.hidden[i]);
        add_customer(&segments[QUARTERS + 4 + silence], said[i], view->rows.hidden[i]);
    }
    for (int q = 0; q < QUARTERS; q++)
        snprintf(segments[q].name, sizeof segments->name, "came %s%d Q%d",
                 q == QUARTERS - 1 ? "up to " : "", (last - q) / 4, (last - q) % 4 + 1);
    for (size_t k = 0; k < 4; k++) {
        snprintf(segments[QUARTERS + k].name, sizeof segments->name, "%s", by_often[k].name);
        snprintf(segments[QUARTERS + 4 + k].name, sizeof segments->name, "%s", by_silence[k].name);
    }
}

static void add_segment(const gw__check_view *view, const segment *s, double shock)
{
    gw_series_point came = gw_series_at("segments", s->name, 0, s->came);
    gw_series_point said = gw_series_at("segments", s->name, 1, s->said);
    double sd = sqrt(s->squares + shock * s->said * shock * s->said);
    said.low = fmax(0.0, s->said - Z99 * sd);
    said.high = s->said + Z99 * sd;
    came.customers = said.customers = s->customers;
    gw_series_add(view->out, &came);
    gw_series_add(view->out, &said);
}

gw_status gw__check_segments(const gw__check_view *view, gw_error *err)
{
    segment segments[SEGMENTS] = {{.name = ""}};
    double shock = gw_common_shock_sd(&view->check->shock);
    double *said = gw_alloc(view->context, view->rows.before.n, sizeof *said);
    if (said == NULL)
        return gw_error_no_memory(err, "the pictures of the check");
    gw_status status = gw__check_predict(said, view, &view->check->entries[view->check->used], err);
    if (status == GW_OK)
        gather(segments, view, said);
    for (size_t i = SEGMENTS; i-- > 0 && status == GW_OK;)
        if (segments[i].customers >= LEAST_CUSTOMERS)
            add_segment(view, &segments[i], shock);
    gw_release(view->context, said);
    return status;
}

/* ---- Order ---------------------------------------------------------------------------------- */

typedef struct placed {
    double value;
    size_t row;
} placed;

static int by_value(const void *a, const void *b)
{
    const placed *one = a;
    const placed *two = b;
    if (one->value != two->value)
        return (one->value > two->value) - (one->value < two->value);
    return (one->row > two->row) - (one->row < two->row);
}

/* Ranks from 1, equals sharing the mean of theirs. */
static void rank(double *out, placed *work, const double *values, size_t n)
{
    for (size_t i = 0; i < n; i++)
        work[i] = (placed){values[i], i};
    qsort(work, n, sizeof *work, by_value);
    for (size_t from = 0; from < n;) {
        size_t end = from + 1;
        while (end < n && work[end].value == work[from].value)
            end++;
        for (size_t i = from; i < end; i++)
            out[work[i].row] = 0.5 * (double)(from + end + 1);
        from = end;
    }
}

static double spearman(double *ranks, void *work, const double *a, const double *b, size_t n)
{
    double sum = 0;
    double squares[2] = {0, 0};
    double middle = 0.5 * (double)(n + 1);
    rank(ranks, work, a, n);
    rank(ranks + n, work, b, n);
    for (size_t i = 0; i < n; i++) {
        sum += (ranks[i] - middle) * (ranks[n + i] - middle);
        squares[0] += (ranks[i] - middle) * (ranks[i] - middle);
        squares[1] += (ranks[n + i] - middle) * (ranks[n + i] - middle);
    }
    return squares[0] > 0 && squares[1] > 0 ? sum / sqrt(squares[0] * squares[1]) : (double)NAN;
}

/* Spearman's correlation of what was said and what came, of at most GW__CHECK_ASKED customers. */
gw_status gw__check_order(const gw__check_view *view, gw_error *err)
{
    size_t all = view->rows.before.n;
    size_t step = 1 + (all - 1) / GW__CHECK_ASKED;
    size_t n = (all - 1) / step + 1;
    gw_status status = GW_OK;
    double *said = gw_alloc(view->context, all, sizeof *said);
    double *columns = gw_alloc(view->context, n, 4 * sizeof *columns);
    placed *work = gw_alloc(view->context, n, sizeof *work);
    if (said == NULL || columns == NULL || work == NULL)
        status = gw_error_no_memory(err, "the pictures of the check");
    for (size_t i = 0; i < n && status == GW_OK; i++)
        columns[n + i] = view->rows.hidden[i * step];
    for (size_t e = 0; e < view->check->n && status == GW_OK; e++) {
        const gw_check_entry *entry = &view->check->entries[e];
        status = gw__check_predict(said, view, entry, err);
        for (size_t i = 0; i < n && status == GW_OK; i++)
            columns[i] = said[i * step];
        if (status != GW_OK)
            break;
        double rho = spearman(columns + 2 * n, work, columns, columns + n, n);
        gw_series_point point = gw_series_at("spearman", entry->code, 0, rho);
        if (isfinite(rho))
            gw_series_add(view->out, &point);
    }
    gw_release(view->context, said);
    gw_release(view->context, columns);
    gw_release(view->context, work);
    return status;
}

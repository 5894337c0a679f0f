/* Whether a forecast puts people in the right order: Spearman's correlation (1904, American Journal
 * of Psychology 15) of the buying days said and come, and how many of the tenth who brought most
 * were put into the first tenth; see check_series.h. */
#include <math.h>
#include <stdlib.h>

#include "check_series_inside.h"
#include "error.h"
#include "memory.h"

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

/* ---- The first tenth ------------------------------------------------------------------------ */

/* Which belong to the `first` with the largest values: 1, or of those level with the last of them
 * each the share that it has of being one, if they are put at random. */
static void of_the_first(double *out, placed *work, const double *values, size_t n, size_t first)
{
    double above = 0;
    double level = 0;
    for (size_t i = 0; i < n; i++)
        work[i] = (placed){values[i], i};
    qsort(work, n, sizeof *work, by_value);
    double least = work[n - first].value;
    for (size_t i = 0; i < n; i++) {
        above += values[i] > least;
        level += values[i] == least;
    }
    for (size_t i = 0; i < n; i++)
        out[i] = values[i] > least ? 1.0 : values[i] == least ? ((double)first - above) / level : 0;
}

/* Of the tenth of whom most money was said, the share who are of the tenth who brought most. */
static double hits(double *columns, placed *work, const double *said, const double *came, size_t n)
{
    size_t first = (n + 9) / 10;
    double sum = 0;
    of_the_first(columns, work, said, n, first);
    of_the_first(columns + n, work, came, n, first);
    for (size_t i = 0; i < n; i++)
        sum += columns[i] * columns[n + i];
    return sum / (double)first;
}

/* ---- Of every candidate --------------------------------------------------------------------- */

/* Of at most GW__CHECK_ASKED customers, each `step`-th. */
typedef struct asked {
    size_t step, n;
    double *said;        /* of everybody, by one candidate */
    double *here, *came; /* of those asked */
    double *columns;     /* room for two */
    placed *work;
} asked;

static void add_candidate(const gw__check_view *view, asked *a, const char *code)
{
    const double *sizes = view->sample->order_size;
    for (size_t i = 0; i < a->n; i++) {
        a->here[i] = a->said[i * a->step];
        a->came[i] = view->rows.hidden[i * a->step];
    }
    gw__check_number(view, "spearman", code, spearman(a->columns, a->work, a->here, a->came, a->n));
    if (sizes == NULL)
        return;
    for (size_t i = 0; i < a->n; i++) {
        a->here[i] *= sizes[i * a->step];
        a->came[i] = view->sample->hidden_paid[i * a->step];
    }
    gw__check_number(view, "top_tenth_hits", code,
                     hits(a->columns, a->work, a->here, a->came, a->n));
}

gw_status gw__check_order(const gw__check_view *view, gw_error *err)
{
    size_t all = view->rows.before.n;
    size_t step = 1 + (all - 1) / GW__CHECK_ASKED;
    size_t n = (all - 1) / step + 1;
    gw_status status = GW_OK;
    asked a = {.step = step,
               .n = n,
               .said = gw_alloc(view->context, all, sizeof *a.said),
               .here = gw_alloc(view->context, n, 4 * sizeof *a.here),
               .work = gw_alloc(view->context, n, sizeof *a.work)};
    if (a.said == NULL || a.here == NULL || a.work == NULL)
        status = gw_error_no_memory(err, "the pictures of the check");
    if (a.here != NULL) {
        a.came = a.here + n;
        a.columns = a.here + 2 * n;
    }
    for (size_t e = 0; e < view->check->n && status == GW_OK; e++) {
        const gw_check_entry *entry = &view->check->entries[e];
        status = gw__check_predict(a.said, view, entry, err);
        if (status == GW_OK)
            add_candidate(view, &a, entry->code);
    }
    gw_release(view->context, a.said);
    gw_release(view->context, a.here);
    gw_release(view->context, a.work);
    return status;
}

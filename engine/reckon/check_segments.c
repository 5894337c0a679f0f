/* Where the forecast of the hidden part fails: by when customers came, by how often they had
 * bought, by days since their last order, and by what the shop says of them; see segments.h. A
 * group fails when what came lies outside the range of 99 of 100 times of what was said of it, by
 * its customers' own chances and by what moves everybody: of a hundred groups one fails by chance.
 */
#include <math.h>
#include <stdio.h>

#include "check_series_inside.h"
#include "error.h"
#include "memory.h"
#include "segments.h"

#define Z99 2.5758293035489004
#define LEAST_CUSTOMERS 30 /* fewer tell nothing: they are put together */
#define MOST_NAMES 8       /* of labels; the rest is put together */
#define QUARTERS 24
#define OF_OTHER_NAMES GW_LABELS_MAX
#define UNKNOWN (GW_LABELS_MAX + 1)
#define PLACES_MAX (GW_LABELS_MAX + 2) /* above QUARTERS */

/* Sums over a group; [0] of buying days, [1] of money. */
typedef struct group {
    double customers;
    double said[2], came[2];
    double squares[2]; /* of what came less what was said */
    double least[2];   /* variance if everybody came at random at his own rate */
} group;

typedef struct groups {
    gw_segments_by by;
    group of[PLACES_MAX];
} groups;

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

static const gw_check_labels *labels_of(const gw__check_view *view, gw_segments_by by)
{
    return by < GW_SEGMENTS_FIRST_LABEL ? NULL
                                        : &view->sample->labels[by - GW_SEGMENTS_FIRST_LABEL];
}

/* ---- Who is in which ------------------------------------------------------------------------ */

static size_t place_of(const gw__check_view *view, gw_segments_by by, size_t row, int last_quarter)
{
    const gw_baseline_facts *before = &view->rows.before;
    size_t place = 3;
    if (by == GW_SEGMENTS_came) {
        int back = last_quarter - gw_quarter_of(before->first_day[row]);
        back = back < 0 ? 0 : back >= QUARTERS ? QUARTERS - 1 : back;
        return (size_t)(QUARTERS - 1 - back);
    }
    if (by == GW_SEGMENTS_often) {
        while (before->x[row] < by_often[place].from)
            place--;
        return place;
    }
    if (by == GW_SEGMENTS_silence) {
        while (before->age[row] - before->t_x[row] < by_silence[place].from)
            place--;
        return place;
    }
    uint8_t label = labels_of(view, by)->of[row];
    return label == GW_LABEL_UNKNOWN ? UNKNOWN : label;
}

static size_t places_of(gw_segments_by by)
{
    return by == GW_SEGMENTS_came ? QUARTERS : by < GW_SEGMENTS_FIRST_LABEL ? 4 : UNKNOWN + 1;
}

static void name_of(char out[GW_SERIES_NAME_SIZE], const gw__check_view *view, gw_segments_by by,
                    size_t place)
{
    int quarter = gw_quarter_of(view->split_day) - (int)(QUARTERS - 1 - place);
    if (by == GW_SEGMENTS_came)
        snprintf(out, GW_SERIES_NAME_SIZE, "came %s%d Q%d", place == 0 ? "up to " : "", quarter / 4,
                 quarter % 4 + 1);
    else if (by < GW_SEGMENTS_FIRST_LABEL)
        snprintf(out, GW_SERIES_NAME_SIZE, "%s",
                 by == GW_SEGMENTS_often ? by_often[place].name : by_silence[place].name);
    else
        snprintf(out, GW_SERIES_NAME_SIZE, "%s",
                 place == UNKNOWN ? GW_SEGMENT_UNKNOWN : labels_of(view, by)->names[place]);
}

/* ---- Sums ----------------------------------------------------------------------------------- */

static void add_customer(group *g, const double said[2], const double came[2], double size)
{
    g->customers += 1;
    g->least[0] += said[0];
    g->least[1] += said[0] * size * size;
    for (size_t m = 0; m < 2; m++) {
        g->said[m] += said[m];
        g->came[m] += came[m];
        g->squares[m] += (came[m] - said[m]) * (came[m] - said[m]);
    }
}

static void add_group(group *into, const group *other)
{
    into->customers += other->customers;
    for (size_t m = 0; m < 2; m++) {
        into->said[m] += other->said[m];
        into->came[m] += other->came[m];
        into->squares[m] += other->squares[m];
        into->least[m] += other->least[m];
    }
}

static void gather(groups *all, const gw__check_view *view, const double *days_said)
{
    const gw_check_sample *sample = view->sample;
    int last_quarter = gw_quarter_of(view->split_day);
    for (size_t i = 0; i < sample->n; i++) {
        double size = sample->order_size != NULL ? sample->order_size[i] : 0.0;
        const double said[] = {days_said[i], days_said[i] * size};
        const double came[] = {sample->hidden[i], sample->hidden_paid[i]};
        add_customer(&all->of[place_of(view, all->by, i, last_quarter)], said, came, size);
    }
}

/* ---- Telling -------------------------------------------------------------------------------- */

/* Few customers who hardly come leave hardly a trace of how much chance there is: there is no less
 * of it than among people who come at random at their own rate. */
static gw_check_total total_of(const group *g, size_t measure, double shock)
{
    double said = g->said[measure];
    double sd = sqrt(fmax(g->squares[measure], g->least[measure]) + shock * said * shock * said);
    return (gw_check_total){.said = said,
                            .low = fmax(0.0, said - Z99 * sd),
                            .high = said + Z99 * sd,
                            .came = g->came[measure]};
}

static void tell(const gw__check_view *view, gw_segments_by by, const char *name, const group *g)
{
    double shock = gw_common_shock_sd(&view->check->shock);
    gw_segment segment = {.customers = g->customers, .days = total_of(g, 0, shock)};
    snprintf(segment.name, sizeof segment.name, "%s", name);
    segment.paid = total_of(g, 1, shock);
    if (view->sample->order_size == NULL)
        segment.paid.came = (double)NAN;
    gw_segment_put(view->out, by, &segment);
}

/* Whether fewer than `most` names of the labels have more customers than this one. */
static bool is_frequent(const groups *all, size_t place, size_t most)
{
    size_t larger = 0;
    for (size_t p = 0; p < OF_OTHER_NAMES; p++)
        larger += all->of[p].customers > all->of[place].customers ||
                  (all->of[p].customers == all->of[place].customers && p < place);
    return larger < most;
}

static bool is_told(const groups *all, size_t place)
{
    if (all->of[place].customers < LEAST_CUSTOMERS)
        return false;
    if (all->by < GW_SEGMENTS_FIRST_LABEL || place == UNKNOWN)
        return true;
    return place != OF_OTHER_NAMES && is_frequent(all, place, MOST_NAMES);
}

/* Which places are told by name: a group of everybody tells no more than the sum does. */
static size_t choose(bool *told, group *others, const groups *all)
{
    size_t chosen = 0;
    for (size_t p = 0; p < places_of(all->by); p++) {
        told[p] = is_told(all, p);
        chosen += told[p];
        if (!told[p])
            add_group(others, &all->of[p]);
    }
    return chosen + (others->customers > 0) > 1 ? chosen : 0;
}

static void tell_all(const gw__check_view *view, const groups *all)
{
    bool told[PLACES_MAX] = {false};
    char name[GW_SERIES_NAME_SIZE];
    group others = {0};
    if (choose(told, &others, all) == 0)
        return;
    bool unknown_told = all->by >= GW_SEGMENTS_FIRST_LABEL && told[UNKNOWN];
    size_t named = all->by >= GW_SEGMENTS_FIRST_LABEL ? OF_OTHER_NAMES : places_of(all->by);
    for (size_t p = 0; p < named; p++)
        if (told[p]) {
            name_of(name, view, all->by, p);
            tell(view, all->by, name, &all->of[p]);
        }
    if (others.customers > 0)
        tell(view, all->by, GW_SEGMENT_OTHERS, &others);
    if (unknown_told)
        tell(view, all->by, GW_SEGMENT_UNKNOWN, &all->of[UNKNOWN]);
}

gw_status gw__check_segments(const gw__check_view *view, gw_error *err)
{
    double *said = gw_alloc(view->context, view->rows.before.n, sizeof *said);
    if (said == NULL)
        return gw_error_no_memory(err, "the pictures of the check");
    gw_status status = gw__check_predict(said, view, &view->check->entries[view->check->used], err);
    for (size_t k = 0; k < GW_SEGMENTS_COUNT && status == GW_OK; k++) {
        groups all = {.by = (gw_segments_by)k};
        const gw_check_labels *labels = labels_of(view, all.by);
        if (labels != NULL && labels->n == 0)
            continue;
        gather(&all, view, said);
        tell_all(view, &all);
    }
    gw_release(view->context, said);
    return status;
}

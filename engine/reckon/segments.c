/* The points of segments.h: of each group four (two where nothing is said of money), one after the
 * other, under the group's name; x tells which. */
#include "segments.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { DAYS_CAME, DAYS_SAID, PAID_CAME, PAID_SAID };

static const struct {
    const char *code, *title, *picture;
} kinds[] = {
#define GW_SEGMENTS(code, title) {#code, title, "group_" #code},
#define GW_SEGMENTS_LABEL(code, title, source) GW_SEGMENTS(code, title)
#include "segments.def"
#undef GW_SEGMENTS
#undef GW_SEGMENTS_LABEL
};

const char *gw_segments_code(gw_segments_by by)
{
    return kinds[by].code;
}

const char *gw_segments_title(gw_segments_by by)
{
    return kinds[by].title;
}

const char *gw_segments_picture(gw_segments_by by)
{
    return kinds[by].picture;
}

bool gw_segment_outside(const gw_check_total *total)
{
    return total->came < total->low || total->came > total->high;
}

double gw_segment_off(const gw_check_total *total)
{
    return total->came > 0 ? total->said / total->came - 1 : (double)NAN;
}

static void put_total(gw_series *out, const char *picture, const gw_segment *s, double x,
                      const gw_check_total *total)
{
    gw_series_point came = gw_series_at(picture, s->name, x, total->came);
    gw_series_point said = gw_series_at(picture, s->name, x + 1, total->said);
    said.low = total->low;
    said.high = total->high;
    came.customers = said.customers = s->customers;
    gw_series_add(out, &came);
    gw_series_add(out, &said);
}

void gw_segment_put(gw_series *out, gw_segments_by by, const gw_segment *segment)
{
    put_total(out, kinds[by].picture, segment, DAYS_CAME, &segment->days);
    if (isfinite(segment->paid.came))
        put_total(out, kinds[by].picture, segment, PAID_CAME, &segment->paid);
}

static void take(gw_segment *s, const gw_series_point *p)
{
    gw_check_total *total = p->x < PAID_CAME ? &s->days : &s->paid;
    if (p->x == DAYS_CAME || p->x == PAID_CAME) {
        total->came = p->y;
        return;
    }
    total->said = p->y;
    total->low = p->low;
    total->high = p->high;
}

bool gw_segment_next(gw_segment *out, size_t *at, const gw_series *series, gw_segments_by by)
{
    while (*at < series->n && strcmp(series->points[*at].picture, kinds[by].picture) != 0)
        ++*at;
    if (*at == series->n)
        return false;
    const gw_series_point *first = &series->points[*at];
    *out = (gw_segment){.customers = first->customers, .paid = {.came = (double)NAN}};
    snprintf(out->name, sizeof out->name, "%s", first->series);
    do
        take(out, &series->points[(*at)++]);
    while (*at < series->n && series->points[*at].x != DAYS_CAME &&
           strcmp(series->points[*at].picture, kinds[by].picture) == 0);
    return true;
}

#include "series.h"

#include <math.h>
#include <stdio.h>

#include "memory.h"

gw_series_point gw_series_at(const char *picture, const char *series, double x, double y)
{
    gw_series_point point = {
        .x = x, .y = y, .low = (double)NAN, .high = (double)NAN, .customers = (double)NAN};
    snprintf(point.picture, sizeof point.picture, "%s", picture);
    snprintf(point.series, sizeof point.series, "%s", series);
    return point;
}

void gw_series_add(gw_series *all, const gw_series_point *point)
{
    if (all->failed)
        return;
    if (all->n == all->capacity) {
        size_t capacity = all->capacity == 0 ? 256 : 2 * all->capacity;
        gw_series_point *points = gw_resize(all->context, all->points, capacity, sizeof *points);
        if (points == NULL) {
            all->failed = true;
            return;
        }
        all->points = points;
        all->capacity = capacity;
    }
    all->points[all->n++] = *point;
}

void gw_series_free(gw_series *all)
{
    if (all->context != NULL)
        gw_release(all->context, all->points);
    *all = (gw_series){0};
}

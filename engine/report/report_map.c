#include "report_map.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "columns.h"
#include "error.h"
#include "memory.h"
#include "scale.h"
#include "vmath.h"
#include "why.h"

#define ACROSS 40.0      /* hexagons over the picture */
#define WIDE_TO_HIGH 1.4 /* of the picture, so that they come out regular */

void gw__report_map_lines(gw_report *report)
{
    for (size_t i = 0; i < report->page.n; i++) {
        const gw_ledger_row *row = &report->page.rows[i];
        bool by_setting = strcmp(row->realised_basis, "assumed") == 0 &&
                          gw_line_rests_on(row->line, "elasticity");
        for (size_t place = 0; place < gw_line_count(); place++)
            if (gw_line_at(place) == row->line)
                report->map.enters[place] =
                    row->line->unit == GW_UNIT_MONEY && row->has_realised && !by_setting;
    }
}

static double signed_log(double value, double knee)
{
    return copysign(gw_log1p(fabs(value) / knee), value);
}

/* One more hexagon at either end, so that none is cut. */
static void widen(double *low, double *high, double hexagon, double knee)
{
    double from = signed_log(*low, knee) - hexagon;
    double to = signed_log(*high, knee) + hexagon;
    *low = copysign(knee * gw_expm1(fabs(from)), from);
    *high = copysign(knee * gw_expm1(fabs(to)), to);
}

/* Where the scale turns from straight to logarithmic: a tenth of a middling amount. */
static void lay_out(gw_report_map *map, const gw_columns *range)
{
    double middling = range->values[4][0];
    map->knee = gw_nice_above(middling > 0 ? middling / 10 : 1);
    map->low_x = fmin(0, range->values[0][0]);
    map->high_x = fmax(0, range->values[1][0]);
    map->low_y = fmin(0, range->values[2][0]);
    map->high_y = fmax(0, range->values[3][0]);
    double over_x = signed_log(map->high_x, map->knee) - signed_log(map->low_x, map->knee);
    double over_y = signed_log(map->high_y, map->knee) - signed_log(map->low_y, map->knee);
    map->across = over_x / ACROSS;
    map->upward = over_y / ACROSS * WIDE_TO_HIGH;
    widen(&map->low_x, &map->high_x, map->across, map->knee);
    widen(&map->low_y, &map->high_y, map->upward, map->knee);
}

static gw_status read_hexagons(gw_report_map *map, gw_context *context, gw_shop *shop,
                               gw_error *err)
{
    char knee[64];
    char across[64];
    char upward[64];
    gw_columns cells = {0};
    snprintf(knee, sizeof knee, "CAST(%.17g AS DOUBLE)", map->knee);
    snprintf(across, sizeof across, "CAST(%.17g AS DOUBLE)", map->across);
    snprintf(upward, sizeof upward, "CAST(%.17g AS DOUBLE)", map->upward);
    const gw_sql_slot slots[] = {{"knee", knee}, {"across", across}, {"upward", upward}};
    gw_status status =
        gw_columns_read(&cells, context, shop->store, "report_map", slots, 3, NULL, 0, err);
    if (status == GW_OK && cells.n > 0) {
        map->u = gw_alloc(context, cells.n, 3 * sizeof *map->u);
        if (map->u == NULL)
            status = gw_error_no_memory(err, "the map");
    }
    if (status == GW_OK && cells.n > 0) {
        map->n = cells.n;
        map->v = map->u + cells.n;
        map->customers = map->u + 2 * cells.n;
        for (size_t i = 0; i < cells.n; i++) {
            map->u[i] = cells.values[0][i];
            map->v[i] = cells.values[1][i];
            map->customers[i] = cells.values[2][i];
        }
    }
    gw_columns_free(&cells);
    return status;
}

gw_status gw__report_map_read(gw_report *report, gw_shop *shop, gw_error *err)
{
    gw_report_map *map = &report->map;
    gw_columns range = {0};
    gw_status status = gw_columns_read(&range, report->context, shop->store, "report_map_range",
                                       NULL, 0, NULL, 0, err);
    if (status == GW_OK && range.n == 1) {
        /* written so that no customers at all (NaN) is an empty side too */
        map->side_empty[GW_TO_THEM] = !(range.values[0][0] < 0 || range.values[1][0] > 0);
        map->side_empty[GW_TO_US] = !(range.values[2][0] < 0 || range.values[3][0] > 0);
        if (!map->side_empty[GW_TO_THEM] && !map->side_empty[GW_TO_US]) {
            lay_out(map, &range);
            status = read_hexagons(map, report->context, shop, err);
        }
    }
    gw_columns_free(&range);
    return status;
}

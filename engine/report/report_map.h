/* Which lines may enter the map of the report, and its hexagons. */
#ifndef GW_REPORT_MAP_H
#define GW_REPORT_MAP_H

#include "report.h"

/* Fills report->map.enters from report->page. A line that only turns money into worth by a setting
 * is a constant times money: on a map it would draw the setting, not the customers. */
void gw__report_map_lines(gw_report *report);
/* Fills the rest of report->map from the table report_person. */
gw_status gw__report_map_read(gw_report *report, gw_shop *shop, gw_error *err);

#endif

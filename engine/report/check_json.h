/* The check for programs, in every answer that has it; NULL: no memory. */
#ifndef GW_CHECK_JSON_H
#define GW_CHECK_JSON_H

#include <jansson.h>

#include "report.h"

/* Every forecast that was tried: [{"code","kind","actual", and the numbers of numbers.h}, ...]. */
json_t *gw_candidates_to_json(const gw_report *report);
/* [{"by","group","customers","buying_days":{"came","said","low","high","off_by","outside"},"paid":
 * the same or null}, ...] */
json_t *gw_segments_to_json(const gw_series *series);

#endif

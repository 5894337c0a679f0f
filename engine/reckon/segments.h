/* Groups of customers, and what was said and what came of each in the hidden part: how they lie
 * among the points of series.h, for those who make them and those who show them. */
#ifndef GW_SEGMENTS_H
#define GW_SEGMENTS_H

#include <stdbool.h>

#include "forecast_check.h"
#include "series.h"

typedef enum gw_segments_by {
#define GW_SEGMENTS(code, title) GW_SEGMENTS_##code,
#define GW_SEGMENTS_LABEL(code, title, source) GW_SEGMENTS_##code,
#include "segments.def"
#undef GW_SEGMENTS
#undef GW_SEGMENTS_LABEL
    GW_SEGMENTS_COUNT
} gw_segments_by;

#define GW_SEGMENTS_FIRST_LABEL GW_SEGMENTS_channel /* from here on by what the shop says */
#define GW_LABELS_KINDS (GW_SEGMENTS_COUNT - GW_SEGMENTS_FIRST_LABEL)

const char *gw_segments_code(gw_segments_by by);
const char *gw_segments_title(gw_segments_by by); /* after "by": "when they came" */
/* The picture of its points: "group_came". */
const char *gw_segments_picture(gw_segments_by by);

/* Orders are counted as buying days. 99 of 100 times what comes lies between low and high: of so
 * many groups some would lie outside a narrower range by chance alone. */
typedef struct gw_segment {
    char name[GW_SERIES_NAME_SIZE];
    double customers;
    gw_check_total days;
    gw_check_total paid; /* came is NaN where nothing is said of money */
} gw_segment;

#define GW_SEGMENT_OTHERS "all others" /* the name of those too few for a group */
#define GW_SEGMENT_UNKNOWN "not known"

/* Whether what came lies outside what was said. */
bool gw_segment_outside(const gw_check_total *total);
/* How far what was said lies from what came, as a share of that; NaN when nothing came. */
double gw_segment_off(const gw_check_total *total);

void gw_segment_put(gw_series *out, gw_segments_by by, const gw_segment *segment);
/* The segments of this kind in their order, `*at` beginning at 0; false after the last. */
bool gw_segment_next(gw_segment *out, size_t *at, const gw_series *series, gw_segments_by by);

#endif

/* The track record: what was said of days to come, and what came; see store/sql/013_forecast.sql.
 */
#ifndef GW_RECORD_H
#define GW_RECORD_H

#include "shop.h"

/* A number that was said with a range, and what came. */
typedef struct gw_said {
    double said, low, high;
    double came;
    bool inside;
} gw_said;

/* One forecast whose days have come. */
typedef struct gw_judged {
    int64_t reckoning;
    int32_t made_on, until_day;
    size_t customers; /* who had bought by made_on */
    gw_said days;     /* buying days of theirs after made_on, up to until_day */
    gw_said paid;     /* what was paid on them */
    size_t people;    /* of whom a range of buying days was kept */
    size_t inside;    /* of them */
} gw_judged;

/* The newest are judged. */
#define GW_JUDGED_MAX 24
typedef struct gw_record {
    size_t n;
    gw_judged judged[GW_JUDGED_MAX]; /* newest first */
    size_t left_out;                 /* older ones */
    size_t waiting;                  /* whose days have not come yet */
    int32_t next_day;                /* when the next of them can be judged; 0: none waits */
} gw_record;

/* A day has come when a purchase of it or of a later day is known. GW_NO_MEMORY, GW_CANCELLED,
 * statuses of the store. */
GW_MUST_USE gw_status gw_record_read(gw_record *out, gw_shop *shop, gw_error *err);

#endif

/* The report: one page, complete in itself, with the pictures by which people judge a forecast and
 * a relationship. Everything is read from the store once (gw_report_read) and then written, as a
 * page for people or as JSON for programs; both say the same. */
#ifndef GW_REPORT_H
#define GW_REPORT_H

#include "ledger.h"
#include "segments.h"
#include "series.h"
#include "tornado.h"

/* A side summed over everybody; major units. */
typedef struct gw_report_side {
    double realised;
    double expected;
    double low; /* 80 of 100 times the expected sum lies between low and high */
    double high;
    bool any;     /* at least one line of it in money is measured */
    bool in_part; /* some line of it in money is not */
} gw_report_side;

/* One forecast that was tried on the hidden part. */
typedef struct gw_report_candidate {
    char code[64];
    char title[128];
    bool is_model;
    double actual, predicted, mae, rmse, deviance;
    double log_score; /* looking back; NaN where nobody was asked */
} gw_report_candidate;

typedef struct gw_report_cohort {
    bool old; /* first seen at the file's beginning: may be older than it */
    int32_t began;
    double customers;
    double still; /* expected number who are still customers */
    gw_report_side to_them, to_us;
} gw_report_cohort;

typedef enum gw_report_role {
    GW_ROLE_GOT_MOST = 1,
    GW_ROLE_MIDDLE,
    GW_ROLE_NEWEST,
    GW_ROLE_GONE
} gw_report_role;

typedef struct gw_report_person {
    gw_report_role role;
    char customer_id[128];
    gw_ledger_page page;
} gw_report_person;

/* The map of to-us against to-them, in hexagons (report_map.sql); n = 0: it cannot be drawn, or may
 * not be (gw_map_allowed). */
typedef struct gw_report_map {
    size_t n;
    char refused[512]; /* why it may not; "" where it may */
    double *u, *v, *customers;
    double knee;
    double across; /* a hexagon's width on the two scales, see report_map.sql */
    double upward;
    double low_x, high_x, low_y, high_y;
    bool enters[GW_LEDGER_LINES_MAX]; /* by the line's place in lines.def */
    bool side_empty[2];               /* by gw_side */
} gw_report_map;

#define GW_REPORT_COHORTS_MAX 40
#define GW_REPORT_PEOPLE_MAX 4
#define GW_REPORT_CANDIDATES_MAX 32

typedef struct gw_report {
    gw_context *context;
    char currency[8];
    double customers_held; /* in the store, reckoned or not */
    double purchases_held;
    gw_current current; /* number 0: nothing was reckoned, and nothing below is filled */
    gw_ledger_page page;
    gw_report_side side[2];        /* by gw_side */
    double customers, with_orders; /* those with an order kept have a forecast */
    double still;
    double first_day, newest_day; /* of first orders */
    double old_until;             /* who came up to this day may be older than the file */
    char period[8];               /* of the cohorts: month, quarter, year */
    size_t people_count;
    gw_report_person people[GW_REPORT_PEOPLE_MAX];
    size_t cohort_count;
    gw_report_cohort cohorts[GW_REPORT_COHORTS_MAX];
    size_t candidate_count;
    gw_report_candidate candidates[GW_REPORT_CANDIDATES_MAX];
    gw_report_map map;
    gw_tornado tornado[2]; /* so far; expected */
    gw_series series;
} gw_report;

/* Reads the shop; `out` starts as {0} and is freed in any case. Makes temporary tables that are
 * gone when the shop closes; changes nothing. Fails as the store does, GW_NO_MEMORY. */
gw_status gw_report_read(gw_report *out, gw_shop *shop, gw_error *err);
void gw_report_free(gw_report *report);
/* Only what the check of the current reckoning kept: currency, current, candidates and series, for
 * little time; else as gw_report_read. */
gw_status gw_report_check(gw_report *out, gw_shop *shop, gw_error *err);

/* The page: HTML with its style, its pictures and their numbers inside; nothing is fetched, and no
 * script is needed. Well below 3 MB whatever the number of customers. GW_NO_MEMORY. */
gw_status gw_report_page(gw_strbuf *out, const gw_report *report, gw_error *err);
gw_status gw_report_to_json(gw_strbuf *out, const gw_report *report, gw_error *err);

/* Reads, and writes the page to `path`, whole or not at all. */
gw_status gw_report_write(gw_shop *shop, const char *path, gw_error *err);

/* The points of one series, in order; NULL and 0 when there are none. `series` NULL: of all series
 * of the picture. */
const gw_series_point *gw_report_points(size_t *n_out, const gw_report *report, const char *picture,
                                        const char *series);
/* A number kept by itself, such as facts/hidden_days; NaN when there is none. */
double gw_report_number(const gw_report *report, const char *picture, const char *series);

#endif

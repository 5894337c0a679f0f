/* From the store's exchanges to its customers: `summary_fresh`, and the rows of the check. */
#ifndef GW_HISTORY_H
#define GW_HISTORY_H

#include "clock.h"
#include "forecast_check.h"
#include "segments.h"
#include "store.h"
#include "strbuf.h"
#include "walk.h"

/* Where the history begins and ends, and what of it is hidden for the check; local days. */
typedef struct gw_span_plan {
    int32_t first_day;
    int32_t as_of;
    int32_t hidden_days; /* 0: too short to hide anything */
} gw_span_plan;

/* One third of the history, in whole weeks, at least two and at most 52; from `hide_from` on when
 * that is a day inside (INT32_MIN: not given). 0 when fewer than two weeks would be hidden. */
int32_t gw_hidden_days(int32_t first_day, int32_t as_of, int32_t hide_from);

/* The days to look back from, the last of them `as_of`: so many windows of equal length, in whole
 * weeks, that none reaches into the first third of the history. A window is half as long as what
 * gw_hidden_days hides by itself. Returns how many days there are: 0 when a window would be shorter
 * than two weeks. */
size_t gw_look_days(int32_t out[GW_MAX_LOOKS], int32_t first_day, int32_t as_of);

/* What the shop says of the check's customers, one kind of it (segments.def). */
#define GW_LABELS_MAX 48 /* the most frequent names of all customers */
#define GW_LABEL_UNKNOWN UINT8_MAX
typedef struct gw_check_labels {
    size_t n; /* names; 0: nothing is said, and `of` is NULL */
    char names[GW_LABELS_MAX][GW_SERIES_NAME_SIZE];
    uint8_t *of; /* by row: the place of its name, GW_LABELS_MAX: another, or GW_LABEL_UNKNOWN */
} gw_check_labels;

/* The check's customers: gw_check_rows over arrays of its own, and what they paid. At most
 * GW_CHECK_CUSTOMERS of them, chosen by a hash of their number, so that ten million take no more
 * memory than one; the tally is of all. */
#define GW_CHECK_CUSTOMERS 1000000
typedef struct gw_check_sample {
    gw_context *context;
    size_t n;
    size_t capacity;
    uint64_t one_in;
    double *x, *t_x, *age, *recent, *hidden;
    double *mean_paid;   /* on a repeat occasion before the split; 0 when x = 0 */
    double *hidden_paid; /* after the split */
    double *order_size; /* expected of an occasion after it (gw_check_spend); NULL: not asked yet */
    int32_t *first_day;
    int64_t *customer_no; /* ascending, until the labels are read; NULL where nothing is said */
    gw_check_labels labels[GW_LABELS_KINDS];
    size_t known;      /* customers known before the hidden part, chosen or not */
    double first_paid; /* by those chosen, on their first occasions */
    gw_walk_tally tally;
    int32_t split_day;                 /* the last day that is not hidden */
    gw_clock clock;                    /* of the seasons known on it */
    double *clocked_t_x, *clocked_age; /* t_x and age in its time; NULL: there are no seasons */
    gw_origins origins;                /* at most GW_ORIGIN_CUSTOMERS customers */
} gw_check_sample;

void gw_check_sample_free(gw_check_sample *sample);
gw_check_rows gw_check_sample_rows(const gw_check_sample *sample, int32_t hidden_days);

typedef struct gw_history_counts {
    size_t customers; /* with at least one occasion */
    int64_t occasions;
} gw_history_counts;

/* Reads the purchases up to plan->as_of of the customers the SQL condition `who` names, and appends
 * their summaries to the table summary_fresh; to none when `writer` is NULL. `sample` (may be NULL)
 * gets those known before the hidden part. Reads on `reader`, writes on `writer`: two stores of one
 * file. */
gw_status gw_history_read(gw_history_counts *out, gw_check_sample *sample, gw_context *context,
                          gw_store *writer, gw_store *reader, const gw_span_plan *plan,
                          const char *who, gw_error *err);

/* Sees each customer who had bought by from_day, with what he did after it up to until_day
 * (`hidden`, `hidden_paid_e4`). `each` may not fail. */
typedef void (*gw_came_fn)(const gw_walked *customer, void *user);
gw_status gw_history_came(gw_came_fn each, void *user, gw_context *context, gw_store *reader,
                          int32_t from_day, int32_t until_day, gw_error *err);

/* The check's customers alone, of all purchases; writes nothing. */
gw_status gw_check_sample_read(gw_check_sample *sample, gw_context *context, gw_store *reader,
                               const gw_span_plan *plan, gw_error *err);

/* The SQL of flow.sql up to a day, for the customers the condition `who` names. */
gw_status gw__flow_sql(gw_strbuf *out, int32_t as_of, const char *who, gw_error *err);

#endif

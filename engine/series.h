/* What the pictures of a check show: short series of points, kept with the reckoning in the table
 * check_series, so that a report is drawn without going back to the customers.
 *
 *   picture     series                              x                        y
 *   facts       split_day, hidden_days, known                                the number
 *   tracking    came, course, said                  last day of a week       buying days in it
 *   by_repeat   came, said, rule                    repeat buying days, 7+   mean in the hidden
 * part by_silence  came, said, rule                    days since last order    mean in the hidden
 * part deciles     came, said                          1 (largest said) to 10   mean money gain
 * perfect, or a candidate's code      share of customers       share of the money gini perfect, or
 * a candidate's code                               Gini of the money top_tenth   perfect, or a
 * candidate's code                               share of the money held decile_miss a candidate's
 * code                                           mean |said/came - 1| alive       came, said mean
 * chance, a customer  share who came back coverage    came, said                          .5, .8,
 * .95              share inside frequency   came, said                          repeat buying days,
 * 7+   people spend       came, said                          lower end of mean order  share of
 * people
 *
 * `course` is the model's own course, from each customer's first day on; `said` what it said of the
 * hidden part, knowing each customer's days before it. The last bin of `spend` is (low, high). */
#ifndef GW_SERIES_H
#define GW_SERIES_H

#include <stdbool.h>
#include <stddef.h>

#include <goodwill/base.h>

#define GW_SERIES_NAME_SIZE 32

typedef struct gw_series_point {
    char picture[GW_SERIES_NAME_SIZE];
    char series[GW_SERIES_NAME_SIZE];
    double x;
    double y;
    double low; /* 80 of 100 times y lies between low and high; NaN where that is not said */
    double high;
    double customers; /* behind the point; NaN where that says nothing */
} gw_series_point;

/* Points that grow; a failed allocation is remembered, as in strbuf.h. */
typedef struct gw_series {
    gw_context *context;
    size_t n;
    size_t capacity;
    bool failed;
    gw_series_point *points;
} gw_series;

#define GW_SERIES_INIT(context_)                                                                   \
    {                                                                                              \
        (context_), 0, 0, false, NULL                                                              \
    }

/* A point with neither range nor customers. */
gw_series_point gw_series_at(const char *picture, const char *series, double x, double y);
void gw_series_add(gw_series *all, const gw_series_point *point);
void gw_series_free(gw_series *all);

#endif

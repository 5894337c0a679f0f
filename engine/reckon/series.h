/* What the pictures of a check show: short series of points, kept with the reckoning in the table
 * check_series, so that a report is drawn without going back to the customers. `came` is what
 * happened, `said` what was forecast, `rule` the best simple rule; CODE is a candidate's.
 *
 * - facts: split_day, hidden_days, known, checked (customers), money_came. One number each, in y.
 * - tracking: came, course, said. x: last day of a week; y: buying days in it.
 * - by_repeat: came, said, rule. x: repeat buying days, from; y: mean in the hidden part.
 * - by_silence: came, said, rule. x: days since last order, from; y: mean in the hidden part.
 * - group_KIND: the name of a group of customers, in the group's order; see segments.h.
 * - season: factor. x: month, 1 to 12; y: how often people come, an average month being 1.
 * - spearman: CODE. y: correlation of the ranks of the buying days said and come, by customer.
 * - deciles: came, said. x: 1 (largest said) to 10; y: mean money in the hidden part.
 * - gain: perfect, CODE. x: share of customers; y: share of the money.
 * - gini: perfect, CODE. y: Gini of the money.
 * - top_tenth: perfect, CODE. y: share of the money of the tenth said to bring most.
 * - top_tenth_hits: CODE. y: share of the tenth said to bring most who are of the tenth who did.
 * - money_said, money_mae, money_rmse: CODE. y: summed, and by customer.
 * - decile_miss: CODE. y: mean over tenths of |said / came - 1|.
 * - alive: came, said. x: mean chance of being a customer; y: share who came back.
 * - coverage: came, said. x: .5, .8, .95; y: share whose count fell inside that range.
 * - how_often: came, said. x: repeat buying days, from; y: people.
 * - spend: came, said. x: lower end of the mean order (low, high: both ends); y: share of people.
 *
 * `course` is the model's own course, from each customer's first day on; `said` what it said of the
 * hidden part, knowing each customer's days before it. */
#ifndef GW_SERIES_H
#define GW_SERIES_H

#include <stdbool.h>
#include <stddef.h>

#include <goodwill/base.h>

#define GW_SERIES_NAME_SIZE 80

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

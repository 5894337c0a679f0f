/* The chances of 0, 1, 2, ... orders for somebody who is still a customer, and quantiles of the
 * mixture with those who are gone; of orders, and of the money they bring. */
#ifndef GW_CHANCES_H
#define GW_CHANCES_H

#include "draws.h"
#include "order_sizes.h"

typedef struct gw_chances {
    size_t n; /* counts 0 .. n-1 are told */
    size_t capacity;
    double *chance;              /* chance[k]: of k orders, given still a customer */
    double *up_to;               /* up_to[k]: of at most k */
    double *one;                 /* scratch: of one draw */
    double none;                 /* chance[0] */
    double mean;                 /* of the count, given still a customer */
    double square;               /* of its square */
    double money[GW_MONEY_GRID]; /* chance of at most gw_money_at(i) orders' worth; unless no law */
    bool has_money;
} gw_chances;

/* The future: as far as it is known. Each draw has a horizon of its own: a year in which everybody
 * orders more is as a longer year (the common shock). */
typedef struct gw_future {
    const gw_model *model;
    const gw_draws *draws;      /* the chances are averaged over these */
    const double *horizon_days; /* one for each */
    gw_order_sizes *sizes;      /* NULL: no law of order sizes */
} gw_future;

/* For a customer with x occasions after the first and this age, still a customer today. Starts from
 * {0}; may be filled again. */
gw_status gw_chances_fill(gw_chances *chances, gw_context *context, const gw_future *future,
                          double x, double age, gw_error *err);
/* The least k with P(count <= k) >= level, where the customer is gone with chance 1 - p_alive. */
double gw_chances_quantile(const gw_chances *chances, double p_alive, double level);
/* The same of the money, in orders of the size expected of the customer. */
double gw_chances_money_quantile(const gw_chances *chances, double p_alive, double level);
void gw_chances_free(gw_chances *chances, gw_context *context);

#endif

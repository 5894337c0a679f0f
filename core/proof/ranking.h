/* How well a forecast tells large from small: gain curve, Gini, and groups of equal size.
 *
 * Customers are put in the order of what was said of them, the largest first. Customers of whom the
 * same was said have no order among them: each stands for the average of them all, which is what
 * ordering them at random comes to in the long run; so nothing hangs on the order of the rows. */
#ifndef GW_RANKING_H
#define GW_RANKING_H

#include <goodwill/base.h>

typedef struct gw_ranking gw_ranking;

/* Orders n > 0 customers by `predicted` (finite); `actual` is finite and may be negative (a
 * refund). GW_BAD_DATA names the first bad row; GW_NO_MEMORY. Same bits on every machine. */
gw_status gw_ranking_create(gw_ranking **out, gw_context *context, const double *predicted,
                            const double *actual, size_t n, gw_error *err);
void gw_ranking_free(gw_ranking *ranking); /* accepts NULL */

/* The share of the whole held by the first `share` (0 to 1) of the customers, a part of a customer
 * holding that part of his own; NaN when the whole is not above zero. */
double gw_ranking_gain(const gw_ranking *ranking, double share);

/* Twice the area between the gain curve and the diagonal: 0 for an order that tells nothing, below
 * it for a wrong one. NaN when the whole is not above zero. */
double gw_ranking_gini(const gw_ranking *ranking);

/* The group of customers `group` (0: the largest said) of `groups` groups of equal size, cut within
 * customers where n is no multiple. */
typedef struct gw_ranking_group {
    double customers;
    double predicted; /* mean */
    double actual;    /* mean */
    double spread;    /* standard deviation of actual - predicted around its mean */
} gw_ranking_group;
void gw_ranking_group_of(gw_ranking_group *out, const gw_ranking *ranking, size_t group,
                         size_t groups);

#endif

/* How likely a customer's 1st, 2nd, 3rd ... order ahead is, from what the forecast of the cell
 * says: the chance of being a customer still, and how many orders are expected. Given still a
 * customer the number of orders is taken as negative binomial of shape x + 1, the law of a rate
 * that x occasions tell and a prior worth one more; leaving within the horizon only lowers its
 * mean. For what an order brings by its number this is near enough
 * (tests/engine/visits_ahead_test.c: chances within .12 of a Pareto/NBD in which many leave within
 * the horizon); how many orders come is the model's. */
#ifndef GW_VISITS_AHEAD_H
#define GW_VISITS_AHEAD_H

#include <stddef.h>

#define GW_VISITS_AHEAD_MOST 512

/* at_least_out[j - 1]: the chance of j orders or more. Returns how many are told; the rest are
 * below 1e-6. Their sum is `expected` but for what lies beyond GW_VISITS_AHEAD_MOST. */
size_t gw_visits_ahead(double at_least_out[GW_VISITS_AHEAD_MOST], double p_alive, double expected,
                       double x);

#endif

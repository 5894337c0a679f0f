/* The chances of 0, 1, 2, ... orders for somebody who is still a customer, and quantiles of the
 * mixture with those who are gone. */
#ifndef GW_CHANCES_H
#define GW_CHANCES_H

#include <goodwill/models.h>

typedef struct gw_chances {
    size_t n; /* counts 0 .. n-1 are told */
    size_t capacity;
    double *up_to; /* up_to[k]: chance of at most k, given still a customer */
    double none;   /* up_to[0] */
} gw_chances;

/* For a customer with x occasions after the first and this age, still a customer today. Starts from
 * {0}; may be filled again. */
gw_status gw_chances_fill(gw_chances *chances, gw_context *context, const gw_model *model,
                          const double *params, double x, double age, double horizon,
                          gw_error *err);
/* The least k with P(count <= k) >= level, where the customer is gone with chance 1 - p_alive. */
double gw_chances_quantile(const gw_chances *chances, double p_alive, double level);
void gw_chances_free(gw_chances *chances, gw_context *context);

#endif

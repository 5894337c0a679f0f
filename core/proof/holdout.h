/* How good was a forecast of counts, customer by customer, on data it has not seen? */
#ifndef GW_HOLDOUT_H
#define GW_HOLDOUT_H

#include <goodwill/base.h>

typedef struct gw_holdout_score {
    double customers;
    double actual;    /* what happened, summed */
    double predicted; /* what was said, summed */
    double bias;      /* predicted / actual - 1; NaN when nothing happened */
    double mae;       /* mean |predicted - actual| */
    double rmse;
    double deviance; /* mean Poisson deviance, see gw_holdout_score_of */
} gw_holdout_score;

/* Scores n predictions (>= 0, finite) against counts (>= 0), each standing for weight[i] customers
 * (NULL: one each).
 *
 * The Poisson deviance 2 (y ln(y/m) - y + m) is what forecasts are compared by: its mean is least
 * for the true conditional mean whatever the distribution (Gneiting 2011, JASA 106, "Making and
 * evaluating point forecasts", sec. 3), while the mean absolute error is least for the median,
 * which is zero for most customers of most shops, so that "nobody buys" would win. Predictions
 * below GW_HOLDOUT_FLOOR count as that: "never" is a claim, and a costly one when wrong.
 * GW_NO_MEMORY; GW_BAD_DATA for a NaN or a negative number. Same bits on every machine. */
#define GW_HOLDOUT_FLOOR 1e-3
gw_status gw_holdout_score_of(gw_holdout_score *out, gw_context *context, const double *predicted,
                              const double *actual, const double *weight, size_t n, gw_error *err);

/* Is forecast a better than forecast b? The mean over customers of deviance(a) - deviance(b)
 * (negative: a is better) and the standard error of that mean, customers being independent (NaN for
 * fewer than two). Arguments and statuses as above. */
gw_status gw_holdout_difference(double *mean_out, double *se_out, gw_context *context,
                                const double *predicted_a, const double *predicted_b,
                                const double *actual, const double *weight, size_t n,
                                gw_error *err);

#endif

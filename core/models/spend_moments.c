/* The variance of log m given x is about own / x, the spread of a customer's own orders, plus a
 * constant, the spread between customers: the slope of squared deviations on 1/x tells them apart.
 */
#include "spend_moments.h"

#include <math.h>

#include "vmath.h"

enum { X, MEAN_SPEND };

typedef struct log_moments {
    double weight;
    double mean;       /* of log m */
    double inverse;    /* of 1/x */
    double spread;     /* variance of log m */
    double inverse_sq; /* variance of 1/x */
    double cross;      /* covariance of (log m - mean)^2 and 1/x */
} log_moments;

static log_moments take_log_moments(const gw_cells *cells)
{
    const double *x = cells->columns[X];
    const double *m = cells->columns[MEAN_SPEND];
    log_moments sum = {0};
    for (size_t i = 0; i < cells->n; i++) {
        if (x[i] > 0.0) {
            sum.weight += cells->weight[i];
            sum.mean += cells->weight[i] * gw_log(m[i]);
            sum.inverse += cells->weight[i] / x[i];
        }
    }
    double weight = fmax(sum.weight, 1e-300);
    sum.mean /= weight;
    sum.inverse /= weight;
    for (size_t i = 0; i < cells->n; i++) {
        if (x[i] > 0.0) {
            double off = gw_log(m[i]) - sum.mean;
            double off_inverse = 1.0 / x[i] - sum.inverse;
            sum.spread += cells->weight[i] * off * off / weight;
            sum.inverse_sq += cells->weight[i] * off_inverse * off_inverse / weight;
            sum.cross += cells->weight[i] * off * off * off_inverse / weight;
        }
    }
    return sum;
}

gw__spend_moments gw__spend_moments_of(const gw_cells *cells)
{
    log_moments sum = take_log_moments(cells);
    double spread = fmin(fmax(sum.spread, 1e-4), 1e4);
    double slope = sum.inverse_sq > 0.0 ? sum.cross / sum.inverse_sq : 0.0;
    double own = sum.inverse > 0.0 ? slope * sum.inverse : 0.5 * spread;
    own = fmin(fmax(own, 0.1 * spread), 0.9 * spread);
    return (gw__spend_moments){sum.mean, sum.inverse > 0.0 ? sum.inverse : 1.0, own, spread - own};
}

/* The G/G/NBD for one cell in log space. */
#ifndef GW_GGOMPERTZ_CELL_H
#define GW_GGOMPERTZ_CELL_H

#include <stdbool.h>

#include "gompertz_clock.h"

typedef struct gw__ggompertz_params {
    double r, alpha, b, s, beta;
} gw__ggompertz_params;

gw__ggompertz_params gw__ggompertz_named(const double *params);

typedef struct gw__ggompertz_cell {
    double log_lik;
    double log_odds;    /* of being gone; -inf where T = t_x */
    double gradient[5]; /* of log_lik in r, alpha, b, s, beta */
} gw__ggompertz_cell;

/* log_rising = log Gamma(r + x) - log Gamma(r), by_r its derivative; the gradient is filled only
 * when asked for. */
gw__ggompertz_cell gw__ggompertz_cell_at(const gw__ggompertz_params *params, double x,
                                         double log_rising, double by_r, double t_x, double T,
                                         bool with_gradient);

#endif

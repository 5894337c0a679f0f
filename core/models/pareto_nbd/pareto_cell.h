/* The Pareto/NBD for one cell in log space: slower than the tables of pareto_likelihood.c, and
 * right everywhere. */
#ifndef GW_PARETO_CELL_H
#define GW_PARETO_CELL_H

#include <stdbool.h>

typedef struct gw__pareto_params {
    double r, alpha, s, beta;
} gw__pareto_params;

/* What all cells with one x share. */
typedef struct gw__pareto_x {
    double x;
    double log_rising; /* log Gamma(r + x) - log Gamma(r) */
    double by_r;       /* its derivative */
} gw__pareto_x;

typedef struct gw__pareto_cell {
    double log_lik;
    double log_odds;    /* of being gone: log(1 / P(alive) - 1); -inf where T = t_x */
    double gradient[4]; /* of log_lik in r, alpha, s, beta */
} gw__pareto_cell;

/* The gradient is filled only when asked for. */
gw__pareto_cell gw__pareto_cell_at(const gw__pareto_params *params, const gw__pareto_x *at,
                                   double t_x, double T, bool with_gradient);

#endif

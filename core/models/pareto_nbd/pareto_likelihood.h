/* The log-likelihood of the Pareto/NBD. */
#ifndef GW_PARETO_LIKELIHOOD_H
#define GW_PARETO_LIKELIHOOD_H

#include "cells.h"
#include "pareto_cell.h"

/* params and gradient_out (may be NULL) in the order r, alpha, s, beta; params lie in their domain.
 * GW_NO_MEMORY, GW_CANCELLED. */
gw_status gw__pareto_log_lik(double *log_lik_out, double *gradient_out, gw_context *context,
                             const double *params, const gw_cells *cells, gw_error *err);

/* The params by name. */
gw__pareto_params gw__pareto_named(const double *params);

/* What a cell's log-likelihood has besides log(A + B) of the tables. */
double gw__pareto_log_factor(const gw__pareto_params *params, const gw__pareto_x *at, double t0);

#endif

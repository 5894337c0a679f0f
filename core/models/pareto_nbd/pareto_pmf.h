/* The chances of future counts of one customer: see the contract of gw_model.pmf. */
#ifndef GW_PARETO_PMF_H
#define GW_PARETO_PMF_H

#include "model.h"

gw_status gw__pareto_pmf(double *pmf_out, size_t n, gw_context *context, const double *params,
                         const double *columns, double horizon, gw_error *err);

#endif

/* The prior of the Pareto/NBD: see gw_model. */
#ifndef GW_PARETO_PRIOR_H
#define GW_PARETO_PRIOR_H

#include "model.h"

extern const gw_prior_coordinate gw__pareto_prior[4];
void gw__pareto_place(double *logs_out, double *slopes_out, const double *coordinates, double unit);

#endif

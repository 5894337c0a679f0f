/* What a customer of the Pareto/NBD who is alive at T will do, per unit of r + x. */
#ifndef GW_PARETO_OUTLOOK_H
#define GW_PARETO_OUTLOOK_H

#include "pareto_cell.h"

/* Expected purchases within `horizon` (GW_FOREVER allowed) after T; NaN where that is infinite:
 * without an end at s <= 1. */
double gw__pareto_growth(const gw__pareto_params *params, double T, double horizon);
/* The same, each discounted to T at the continuous rate delta >= 0. */
double gw__pareto_discounted(const gw__pareto_params *params, double T, double horizon,
                             double delta);

#endif

/* One step of a search: how far to go along a direction. */
#ifndef GW_LINE_SEARCH_H
#define GW_LINE_SEARCH_H

#include "optim.h"

/* Evaluates the objective at out->point, which is set; counts it. False when value or gradient is
 * not finite. */
gw_status gw__evaluate(gw_place *out, int *usable_out, const gw_objective *objective,
                       int *evaluations, gw_error *err);

/* From `from` along `direction` (projected onto the bounds), the whole of it first: a place with a
 * sufficient gain where the slope has eased (weak Wolfe conditions). When there is none, the best
 * place seen; found_out is 0 when nothing better than `from` was seen. */
gw_status gw__line_search(gw_place *out, int *found_out, const gw_objective *objective,
                          const gw_place *from, const double *direction, int *evaluations,
                          gw_error *err);

#endif

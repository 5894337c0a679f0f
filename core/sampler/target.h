/* A distribution to draw from: its log density up to a constant, over a few unbounded variables. */
#ifndef GW_TARGET_H
#define GW_TARGET_H

#include "optim.h"

/* Log densities of `count` points (rows of n values) into values_out: -inf where there is none. */
typedef gw_status (*gw_densities_fn)(double *values_out, const double *points, size_t count,
                                     void *user, gw_error *err);

typedef struct gw_target {
    gw_objective objective;    /* the log density of one point, with its gradient */
    gw_densities_fn densities; /* of many at once, without; same user */
    /* By variable, a place and a width within which nearly all of the mass must lie: those of the
     * prior. Searches begin here, and no proposal is made wider than twice this. */
    const double *centre;
    const double *width;
} gw_target;

#endif

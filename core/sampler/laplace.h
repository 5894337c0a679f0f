/* The modes of a target and its curvature there. */
#ifndef GW_LAPLACE_H
#define GW_LAPLACE_H

#include "target.h"

typedef struct gw_laplace {
    gw_place mode;
    double covariance[GW_OPTIM_MAX * GW_OPTIM_MAX]; /* n x n, row by row; positive definite */
} gw_laplace;

#define GW_MODES_MOST 2

/* Up to GW_MODES_MOST modes, the highest first; *count_out is 0 when no density was found anywhere.
 * Statuses of the target. */
gw_status gw_laplace_find(gw_laplace out[GW_MODES_MOST], size_t *count_out, const gw_target *target,
                          gw_error *err);

#endif

/* The mode of a target and its curvature there. */
#ifndef GW_LAPLACE_H
#define GW_LAPLACE_H

#include "target.h"

typedef struct gw_laplace {
    gw_place mode; /* value -inf when no density was found anywhere */
    double covariance[GW_OPTIM_MAX * GW_OPTIM_MAX]; /* n x n, row by row; positive definite */
} gw_laplace;

/* Statuses of the target. */
gw_status gw_laplace_find(gw_laplace *out, const gw_target *target, gw_error *err);

#endif

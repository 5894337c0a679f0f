/* Maximising a smooth function of a few bounded variables, with its gradient. */
#ifndef GW_OPTIM_H
#define GW_OPTIM_H

#include <goodwill/base.h>

#include "stop.h"

#define GW_OPTIM_MAX 16        /* variables */
#define GW_OPTIM_STARTS_MAX 32 /* starts of one search */

/* value_out and gradient_out (n values) at point; both always wanted. A status other than GW_OK
 * ends the search with it; a value or gradient that is not finite is "not here" and shortens the
 * step. */
typedef gw_status (*gw_objective_fn)(double *value_out, double *gradient_out, const double *point,
                                     void *user, gw_error *err);

typedef struct gw_objective {
    size_t n;            /* 1 .. GW_OPTIM_MAX */
    const double *lower; /* bounds, -inf and +inf allowed; lower <= upper */
    const double *upper;
    gw_objective_fn evaluate;
    void *user;
} gw_objective;

/* A point with what is known there. */
typedef struct gw_place {
    double point[GW_OPTIM_MAX];
    double gradient[GW_OPTIM_MAX];
    double value;
} gw_place;

typedef struct gw_optimum {
    gw_place at; /* value -inf when no start had a finite value */
    gw_stop_reason reason;
    int iterations;
    int evaluations;
    unsigned at_bound; /* bit i: variable i lies on a bound and the gradient pushes outward */
} gw_optimum;

/* Projected BFGS with a line search that backtracks and expands, from `start` (clipped into the
 * bounds). The first step is one unit long, as suits logarithms, then fitted to what it met.
 * Outcomes are in optimum_out->reason; only a status of the objective is an error. */
gw_status gw_maximise(gw_optimum *optimum_out, const gw_objective *objective, const double *start,
                      const gw_stop *stop, gw_error *err);
/* Evaluates every start (rows of n values, at most GW_OPTIM_STARTS_MAX) and searches from the
 * `searches` best of them; the best end wins. Iterations and evaluations are summed. */
gw_status gw_maximise_from(gw_optimum *optimum_out, const gw_objective *objective,
                           const double *starts, size_t start_count, size_t searches,
                           const gw_stop *stop, gw_error *err);

/* The Hessian (n x n, row by row, symmetric) at a point by central differences of the gradient:
 * 2 n evaluations, with a step of 1e-4 in each variable (they are logarithms), one-sided next to a
 * bound. An entry is NaN where the objective is not finite. */
gw_status gw_hessian(double *hessian_out, const gw_objective *objective, const gw_place *at,
                     gw_error *err);

/* Inverts -hessian into covariance_out (n x n). A variable is not identified when its variance
 * exceeds `variance_limit`: the objective is flat, or not even concave, along a direction that
 * involves it. Rows and columns of such variables are NaN; the others are filled. A variable at a
 * bound is asked like the others: who could make up for its going on is not identified either.
 * Returns the bits of those not identified, 0 when all is well. */
unsigned gw_covariance(double *covariance_out, const double *hessian, size_t n,
                       double variance_limit);

#endif

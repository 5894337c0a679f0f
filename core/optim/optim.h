/* Maximising a smooth function of a few bounded variables, with its gradient. */
#ifndef GW_OPTIM_H
#define GW_OPTIM_H

#include <goodwill/base.h>

#include "stop.h"

#define GW_OPTIM_MAX 16

/* value_out and gradient_out (n values) at point; both always wanted. A status other than GW_OK
 * ends the search with it; a value of NaN or -inf is "not here" and shortens the step. */
typedef gw_status (*gw_objective_fn)(double *value_out, double *gradient_out, const double *point,
                                     void *user, gw_error *err);

typedef struct gw_objective {
    size_t n;            /* 1 .. GW_OPTIM_MAX */
    const double *lower; /* bounds, -inf and +inf allowed */
    const double *upper;
    gw_objective_fn evaluate;
    void *user;
} gw_objective;

typedef struct gw_optimum {
    double point[GW_OPTIM_MAX];
    double gradient[GW_OPTIM_MAX];
    double value;
    gw_stop_reason reason;
    int iterations;
    int evaluations;
    unsigned at_bound; /* bit i: variable i lies on a bound and the gradient pushes outward */
} gw_optimum;

/* Projected BFGS with a backtracking-and-expanding line search, from `start` (clipped into the
 * bounds). Outcomes are in optimum_out->reason; only a status of the objective is an error. */
gw_status gw_maximise(gw_optimum *optimum_out, const gw_objective *objective, const double *start,
                      const gw_stop *stop, gw_error *err);
/* The best of several starts (rows of n values); iterations and evaluations are summed. */
gw_status gw_maximise_from(gw_optimum *optimum_out, const gw_objective *objective,
                           const double *starts, size_t start_count, const gw_stop *stop,
                           gw_error *err);

/* The Hessian (n x n, row by row, symmetric) at an optimum by central differences of the gradient;
 * step 1e-4 in each variable (they are logs), one-sided next to a bound. */
gw_status gw_hessian(double *hessian_out, const gw_objective *objective, const double *point,
                     gw_error *err);

/* Inverts -hessian on the free variables (bit i of `fixed` not set) into covariance_out (n x n;
 * rows of fixed variables are NaN). Returns 0 when it is not positive definite, or so flat that a
 * variance exceeds `variance_limit`: then what is not identified is NaN and the rest is filled
 * where it can be. */
int gw_covariance(double *covariance_out, const double *hessian, size_t n, unsigned fixed,
                  double variance_limit);

#endif

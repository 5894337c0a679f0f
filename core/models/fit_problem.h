/* A model and its cells as something to maximise: log-parameters, bounds, and a ceiling. */
#ifndef GW_FIT_PROBLEM_H
#define GW_FIT_PROBLEM_H

#include "model.h"
#include "optim.h"

typedef struct gw_fit_problem {
    gw_context *context;
    const gw_model *model;
    const gw_cells *cells;
    double own_start[GW_MAX_PARAMETERS]; /* the model's, in logs */
    double lower[GW_MAX_PARAMETERS];
    double upper[GW_MAX_PARAMETERS];
    double ceiling; /* no log-likelihood can be above it */
    int evaluations;
} gw_fit_problem;

/* Bounds reach GW_LOG_RANGE to both sides of the model's own start, and as far as `start` (may be
 * NULL; parameters, not logs). */
void gw__fit_problem_init(gw_fit_problem *out, gw_context *context, const gw_model *model,
                          const gw_cells *cells, const double *start);
/* The objective; it points into `problem`. */
gw_objective gw__fit_objective(gw_fit_problem *problem);
/* Log-likelihoods of `count` rows of parameters without gradients; -inf where parameters leave
 * their range, or the log-likelihood is none. Statuses of the model, GW_CANCELLED. */
gw_status gw__fit_values(double *values_out, const gw_fit_problem *problem, const double *params,
                         size_t count, gw_error *err);
/* Parameters to logs, and back. */
void gw__fit_to_logs(double *logs_out, const gw_model *model, const double *params);
void gw__fit_from_logs(double *params_out, const gw_model *model, const double *logs);

#endif

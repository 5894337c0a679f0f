/* A model, its cells and its prior as a distribution of the prior's coordinates. */
#ifndef GW_POSTERIOR_TARGET_H
#define GW_POSTERIOR_TARGET_H

#include "fit_problem.h"
#include "target.h"

/* Not to be moved after it was made: `target` points into it. */
typedef struct gw_posterior_target {
    gw_target target;
    gw_fit_problem problem;
    double unit; /* prior.h */
    double centre[GW_MAX_PARAMETERS];
    double width[GW_MAX_PARAMETERS];
    double lower[GW_MAX_PARAMETERS];
    double upper[GW_MAX_PARAMETERS];
} gw_posterior_target;

/* GW_NO_MEMORY. */
gw_status gw__posterior_target(gw_posterior_target *out, gw_context *context, const gw_model *model,
                               const gw_cells *cells, gw_error *err);
/* Parameters at `count` rows of coordinates, in place. */
void gw__posterior_place(double *rows, size_t count, const gw_posterior_target *target);

#endif

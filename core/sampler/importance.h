/* Importance sampling of a target. */
#ifndef GW_IMPORTANCE_H
#define GW_IMPORTANCE_H

#include "laplace.h"
#include "sample.h"
#include "student.h"

#define GW_PROPOSALS_MOST (GW_MODES_MOST + 1)

/* Points proposed from a t distribution for each mode, and perhaps one more, as far as they have
 * come. */
typedef struct gw_importance {
    gw_context *context;
    const gw_target *target;
    uint64_t seed;
    size_t laws;
    gw_student law[GW_PROPOSALS_MOST];
    size_t made[GW_PROPOSALS_MOST]; /* points of each law */
    size_t count;
    size_t room;
    double *points;
    double *log_density;
    double *log_weights;
    double *weights;
    double khat;
    double ess;
    double log_mean;
} gw_importance;

/* Proposes from the modes' curvature, adapts once where that pays, and goes on until the effective
 * sample size is `draws`, or ten times as many points were made. Free with gw_importance_free, also
 * after a failure. */
gw_status gw_importance_run(gw_importance *out, gw_context *context, const gw_target *target,
                            const gw_laplace *modes, size_t mode_count,
                            const gw_sample_options *options, gw_error *err);
void gw_importance_free(gw_importance *run);

#endif

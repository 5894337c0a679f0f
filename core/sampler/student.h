/* The split multivariate t distribution: proposals with heavier tails than what they stand for, and
 * wider to one side where that is longer, and bent. */
#ifndef GW_STUDENT_H
#define GW_STUDENT_H

#include "optim.h"
#include "rng.h"

typedef struct gw_student {
    size_t n;
    double degrees;
    double centre[GW_OPTIM_MAX];
    /* Column j is a step along axis j. */
    double axes[GW_OPTIM_MAX * GW_OPTIM_MAX];
    double inverse[GW_OPTIM_MAX * GW_OPTIM_MAX];
    double up[GW_OPTIM_MAX]; /* width along axis j, in such steps, to the one side */
    double down[GW_OPTIM_MAX];
    size_t spine; /* an axis along which the others are bent: by bend[j] gw_student_bow(z[spine]) */
    double bend[GW_OPTIM_MAX]; /* 0 for the spine itself */
    double log_constant;       /* log density at the centre with widths of 1 */
} gw_student;

/* Centred there, of this covariance (n x n, positive definite) if it were normal; `units` are
 * numbers of the size of its standard deviations. Axes are its principal ones in these units, all
 * widths 1, nothing bent. */
void gw_student_make(gw_student *out, size_t n, double degrees, const double *centre,
                     const double *covariance, const double *units);
void gw_student_draw(double *point_out, const gw_student *t, gw_rng *rng);
double gw_student_log_density(const gw_student *t, const double *point);
/* centre + sum of z[j] times axis j, without bends; and the z of a point. */
void gw_student_point(double *point_out, const gw_student *t, const double *z);
void gw_student_steps(double *z_out, const gw_student *t, const double *point);
/* z^2 - 1, flatter and flatter from |z| = 8 on: how far the others go with a spine at z. */
double gw_student_bow(double z);

#endif

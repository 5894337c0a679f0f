/* The search begins at the target's centre and at the corners of a box around it (a two-level
 * fraction, so that hills to all sides are seen), and climbs from the best three: a likelihood with
 * two hills leaves two in the posterior of few customers.
 *
 * The covariance is the inverse of minus the Hessian, in units of the target's widths, with every
 * eigenvalue below FLATTEST taken as that: where the density is flat, or not even concave, the
 * proposal is twice as wide as the target says its mass can be, and no wider. */
#include "laplace.h"

#include <math.h>

#include "dense.h"
#include "error.h"

#define CORNERS 16
#define CORNER 1.5 /* widths from the centre */
#define SEARCHES 3
#define MOST_ITERATIONS 200
#define GAIN 1e-4 /* the proposal's centre need not be the mode to the last digit */
#define FLATTEST 0.25

/* Signs of a two-level design of 16 runs for up to eight variables (resolution IV). */
static double corner_sign(unsigned run, size_t variable)
{
    static const unsigned columns[8] = {1, 2, 4, 8, 7, 11, 13, 14};
    unsigned common = run & columns[variable % 8];
    unsigned parity = (common ^ common >> 1 ^ common >> 2 ^ common >> 3) & 1;
    return parity ? -1.0 : 1.0;
}

static gw_status find_mode(gw_place *out, const gw_target *target, gw_error *err)
{
    double starts[(CORNERS + 1) * GW_OPTIM_MAX];
    size_t n = target->objective.n;
    gw_stop stop = GW_STOP_INIT;
    gw_optimum found;
    stop.max_iterations = MOST_ITERATIONS;
    stop.gain_tolerance = GAIN;
    for (size_t i = 0; i < n; i++)
        starts[i] = target->centre[i];
    for (unsigned run = 0; run < CORNERS; run++)
        for (size_t i = 0; i < n; i++)
            starts[(run + 1) * n + i] =
                target->centre[i] + CORNER * target->width[i] * corner_sign(run, i);
    GW_TRY(gw_maximise_from(&found, &target->objective, starts, CORNERS + 1, SEARCHES, &stop, err));
    *out = found.at;
    return GW_OK;
}

/* Minus the Hessian in units of the widths; where it could not be had, as if the target were
 * normal with these widths. */
static void scale_hessian(double *scaled, const double *hessian, const gw_target *target)
{
    size_t n = target->objective.n;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            double value = -hessian[i * n + j] * target->width[i] * target->width[j];
            scaled[i * n + j] = isfinite(value) ? value : i == j ? 1.0 : 0.0;
        }
}

static void invert(double *covariance, const double *scaled, const gw_target *target)
{
    double values[GW_OPTIM_MAX];
    double vectors[GW_OPTIM_MAX * GW_OPTIM_MAX];
    size_t n = target->objective.n;
    gw__symmetric_eigen(values, vectors, scaled, n);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            double sum = 0;
            for (size_t k = 0; k < n; k++)
                sum += vectors[i * n + k] * vectors[j * n + k] / fmax(values[k], FLATTEST);
            covariance[i * n + j] = sum * target->width[i] * target->width[j];
        }
}

gw_status gw_laplace_find(gw_laplace *out, const gw_target *target, gw_error *err)
{
    double hessian[GW_OPTIM_MAX * GW_OPTIM_MAX];
    double scaled[GW_OPTIM_MAX * GW_OPTIM_MAX];
    GW_TRY(find_mode(&out->mode, target, err));
    if (!isfinite(out->mode.value))
        return GW_OK;
    GW_TRY(gw_hessian(hessian, &target->objective, &out->mode, err));
    scale_hessian(scaled, hessian, target);
    invert(out->covariance, scaled, target);
    return GW_OK;
}

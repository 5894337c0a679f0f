/* The search begins at the target's centre and at the corners of a box around it (a two-level
 * fraction, so that hills to all sides are seen), and climbs from the best three: a likelihood with
 * two hills leaves two in the posterior of few customers. A second top counts when it is no more
 * than DEEPEST below the first, and APART from it by its curvature.
 *
 * The covariance is the inverse of minus the Hessian, in units of the target's widths, with every
 * eigenvalue below FLATTEST taken as that: where the density is flat, or not even concave, the
 * proposal is twice as wide as the target says its mass can be, and no wider. */
#include "laplace.h"

#include <math.h>
#include <stdbool.h>

#include "dense.h"
#include "error.h"

#define CORNERS 16
#define CORNER 1.5 /* widths from the centre */
#define SEARCHES 3
#define MOST_ITERATIONS 200
#define GAIN 1e-4 /* the proposal's centre need not be the mode to the last digit */
#define FLATTEST 0.25
#define DEEPEST 8.0
#define APART 3.0

/* Signs of a two-level design of 16 runs for up to eight variables (resolution IV). */
static double corner_sign(unsigned run, size_t variable)
{
    static const unsigned columns[8] = {1, 2, 4, 8, 7, 11, 13, 14};
    unsigned common = run & columns[variable % 8];
    unsigned parity = (common ^ common >> 1 ^ common >> 2 ^ common >> 3) & 1;
    return parity ? -1.0 : 1.0;
}

/* Where to begin: the centre and the corners, evaluated; those without a density have -inf. */
static gw_status place_starts(gw_place starts[CORNERS + 1], const gw_target *target, gw_error *err)
{
    const gw_objective *objective = &target->objective;
    for (unsigned run = 0; run <= CORNERS; run++) {
        gw_place *start = &starts[run];
        for (size_t i = 0; i < objective->n; i++) {
            double sign = run < CORNERS ? corner_sign(run, i) : 0.0;
            start->point[i] = target->centre[i] + CORNER * target->width[i] * sign;
        }
        GW_TRY(objective->evaluate(&start->value, start->gradient, start->point, objective->user,
                                   err));
        if (!isfinite(start->value))
            start->value = -HUGE_VAL;
    }
    return GW_OK;
}

/* The best start, which is then taken out; NULL when none is left. */
static const gw_place *take_best(gw_place *out, gw_place starts[CORNERS + 1])
{
    size_t best = 0;
    for (size_t i = 1; i <= CORNERS; i++)
        best = starts[i].value > starts[best].value ? i : best;
    *out = starts[best];
    starts[best].value = -HUGE_VAL;
    return isfinite(out->value) ? out : NULL;
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

static gw_status find_curvature(gw_laplace *at, const gw_target *target, gw_error *err)
{
    double hessian[GW_OPTIM_MAX * GW_OPTIM_MAX];
    double scaled[GW_OPTIM_MAX * GW_OPTIM_MAX];
    GW_TRY(gw_hessian(hessian, &target->objective, &at->mode, err));
    scale_hessian(scaled, hessian, target);
    invert(at->covariance, scaled, target);
    return GW_OK;
}

/* Whether a place is the top of the hill `of` too: within what its curvature reaches. */
static bool same_hill(const gw_laplace *of, const gw_place *place, size_t n)
{
    double factor[GW_OPTIM_MAX * GW_OPTIM_MAX] = {0};
    double off[GW_OPTIM_MAX];
    double solved[GW_OPTIM_MAX];
    double distance = 0;
    for (size_t i = 0; i < n * n; i++)
        factor[i] = of->covariance[i];
    if (!gw__cholesky(factor, n))
        return true;
    for (size_t i = 0; i < n; i++)
        off[i] = solved[i] = place->point[i] - of->mode.point[i];
    gw__cholesky_solve(factor, n, solved);
    for (size_t i = 0; i < n; i++)
        distance += off[i] * solved[i];
    return distance < APART * APART;
}

/* Keeps a top if it is a new one, the highest first. */
static gw_status keep(gw_laplace modes[GW_MODES_MOST], size_t *count, const gw_place *top,
                      const gw_target *target, gw_error *err)
{
    gw_laplace found = {.mode = *top};
    for (size_t i = 0; i < *count; i++)
        if (same_hill(&modes[i], top, target->objective.n) ||
            top->value < modes[i].mode.value - DEEPEST)
            return GW_OK;
    GW_TRY(find_curvature(&found, target, err));
    if (*count > 0 && top->value > modes[0].mode.value) {
        gw_laplace lower = modes[0];
        modes[0] = found;
        found = lower;
    }
    if (*count < GW_MODES_MOST)
        modes[(*count)++] = found;
    return GW_OK;
}

gw_status gw_laplace_find(gw_laplace out[GW_MODES_MOST], size_t *count_out, const gw_target *target,
                          gw_error *err)
{
    gw_place starts[CORNERS + 1];
    gw_place start;
    gw_stop stop = GW_STOP_INIT;
    size_t count = 0;
    stop.max_iterations = MOST_ITERATIONS;
    stop.gain_tolerance = GAIN;
    GW_TRY(place_starts(starts, target, err));
    for (int search = 0; search < SEARCHES && take_best(&start, starts) != NULL; search++) {
        gw_optimum found;
        GW_TRY(gw_maximise(&found, &target->objective, start.point, &stop, err));
        if (isfinite(found.at.value))
            GW_TRY(keep(out, &count, &found.at, target, err));
    }
    *count_out = count;
    return GW_OK;
}

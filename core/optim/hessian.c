/* Curvature at an optimum, and what it says about the variables.
 *
 * The Hessian comes from central differences of the gradient: their error, step^2/6 times a third
 * derivative plus rounding/step, is about 1e-8 of the Hessian for functions of logarithms.
 * Curvature below HESSIAN_NOISE of the largest is therefore no curvature at all. The covariance is
 * built from eigenvectors, not by factorisation: a flat direction then spoils only the variables
 * that take part in it. */
#include "dense.h"
#include "line_search.h"
#include "optim.h"

#include <float.h>
#include <math.h>

#define HESSIAN_STEP 1e-4
#define HESSIAN_NOISE 1e-8

/* One row of differences: the gradient on both sides of `at` in variable i, where bounds allow.
 * NaN when the function does not exist on a side. */
static gw_status difference(double *row, const gw_objective *objective, const gw_place *at,
                            size_t i, gw_error *err)
{
    gw_place side[2] = {*at, *at};
    int evaluations = 0;
    int usable[2] = {1, 1};
    double ends[2] = {fmax(at->point[i] - HESSIAN_STEP, objective->lower[i]),
                      fmin(at->point[i] + HESSIAN_STEP, objective->upper[i])};
    for (int k = 0; k < 2; k++) {
        side[k].point[i] = ends[k];
        if (ends[k] == at->point[i])
            continue;
        gw_status status = gw__evaluate(&side[k], &usable[k], objective, &evaluations, err);
        if (status != GW_OK)
            return status;
    }
    double width = usable[0] && usable[1] ? ends[1] - ends[0] : (double)NAN;
    for (size_t j = 0; j < objective->n; j++)
        row[j] = (side[1].gradient[j] - side[0].gradient[j]) / width;
    return GW_OK;
}

gw_status gw_hessian(double *hessian_out, const gw_objective *objective, const gw_place *at,
                     gw_error *err)
{
    size_t n = objective->n;
    for (size_t i = 0; i < n; i++) {
        gw_status status = difference(hessian_out + i * n, objective, at, i, err);
        if (status != GW_OK)
            return status;
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < i; j++) {
            double mean = (hessian_out[i * n + j] + hessian_out[j * n + i]) / 2;
            hessian_out[i * n + j] = hessian_out[j * n + i] = mean;
        }
    }
    return GW_OK;
}

/* The numbers of the variables that can be asked: where the objective exists on both sides. */
static size_t askable(size_t *variable, const double *hessian, size_t n)
{
    size_t m = 0;
    for (size_t i = 0; i < n; i++) {
        if (isfinite(hessian[i * (n + 1)]))
            variable[m++] = i;
    }
    return m;
}

/* The inverse of -hessian among m variables from its eigenvectors. Directions without curvature
 * get a variance so large that whoever takes part in them exceeds any limit. */
static void invert(double *inverse_out, const double *negative, size_t m)
{
    double values[GW_OPTIM_MAX];
    double vectors[GW_OPTIM_MAX * GW_OPTIM_MAX];
    double largest = DBL_MIN / DBL_EPSILON;
    gw__symmetric_eigen(values, vectors, negative, m);
    for (size_t k = 0; k < m; k++)
        largest = fmax(largest, values[k]);
    for (size_t k = 0; k < m; k++) {
        if (!(values[k] > HESSIAN_NOISE * largest))
            values[k] = DBL_EPSILON * largest;
    }
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < m; j++) {
            double sum = 0;
            for (size_t k = 0; k < m; k++)
                sum += vectors[i * m + k] * vectors[j * m + k] / values[k];
            inverse_out[i * m + j] = sum;
        }
    }
}

unsigned gw_covariance(double *covariance_out, const double *hessian, size_t n,
                       double variance_limit)
{
    size_t variable[GW_OPTIM_MAX];
    double negative[GW_OPTIM_MAX * GW_OPTIM_MAX] = {0};
    double inverse[GW_OPTIM_MAX * GW_OPTIM_MAX];
    size_t m = askable(variable, hessian, n);
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < m; j++)
            negative[i * m + j] = -hessian[variable[i] * n + variable[j]];
    }
    invert(inverse, negative, m);
    for (size_t i = 0; i < n * n; i++)
        covariance_out[i] = NAN;
    unsigned unknown = (1u << n) - 1;
    for (size_t i = 0; i < m; i++) {
        if (inverse[i * (m + 1)] <= variance_limit)
            unknown &= ~(1u << variable[i]);
    }
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < m; j++) {
            if (!(unknown >> variable[i] & 1) && !(unknown >> variable[j] & 1))
                covariance_out[variable[i] * n + variable[j]] = inverse[i * m + j];
        }
    }
    return unknown;
}

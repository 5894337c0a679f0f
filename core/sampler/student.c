/* Before bending, z_j = width_j e_j sqrt(degrees / chi2), e normal, width up or down by the sign of
 * e_j: half of the mass lies to either side (Geweke 1989, "Bayesian inference in econometric models
 * using Monte Carlo integration", Econometrica 57(6), section 5.2). A bend moves the other axes by
 * a function of the spine, as in the banana of Haario, Saksman & Tamminen (1999, Computational
 * Statistics 14(3)), and changes no volume. The log density is log Gamma((v+n)/2) - log Gamma(v/2)
 * - n/2 log(v pi) - log|det axes| - sum log width_j
 *   - (v+n)/2 log(1 + q/v),  q = sum (z_j / width_j)^2. */
#include "student.h"

#include <math.h>

#include "dense.h"
#include "draw.h"
#include "gamma.h"
#include "vmath.h"

#define BOW_LIMIT 64.0
#define LOG_PI 1.1447298858494001741

void gw_student_make(gw_student *out, size_t n, double degrees, const double *centre,
                     const double *covariance, const double *units)
{
    double scaled[GW_OPTIM_MAX * GW_OPTIM_MAX] = {0};
    double values[GW_OPTIM_MAX];
    double vectors[GW_OPTIM_MAX * GW_OPTIM_MAX];
    double size = 0;
    *out = (gw_student){.n = n, .degrees = degrees};
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            scaled[i * n + j] = covariance[i * n + j] / units[i] / units[j];
    gw__symmetric_eigen(values, vectors, scaled, n);
    for (size_t j = 0; j < n; j++) {
        double root = sqrt(fmax(values[j], 1e-30));
        out->centre[j] = centre[j];
        out->up[j] = out->down[j] = 1;
        size += gw_log(root) + gw_log(units[j]);
        for (size_t i = 0; i < n; i++) {
            out->axes[i * n + j] = units[i] * vectors[i * n + j] * root;
            out->inverse[j * n + i] = vectors[i * n + j] / root / units[i];
        }
    }
    double dimensions = (double)n;
    out->log_constant = gw_log_rising(degrees / 2, dimensions / 2) -
                        dimensions / 2 * (gw_log(degrees) + LOG_PI) - size;
}

void gw_student_point(double *point_out, const gw_student *t, const double *z)
{
    for (size_t i = 0; i < t->n; i++) {
        point_out[i] = t->centre[i];
        for (size_t j = 0; j < t->n; j++)
            point_out[i] += t->axes[i * t->n + j] * z[j];
    }
}

void gw_student_steps(double *z_out, const gw_student *t, const double *point)
{
    for (size_t j = 0; j < t->n; j++) {
        z_out[j] = 0;
        for (size_t i = 0; i < t->n; i++)
            z_out[j] += t->inverse[j * t->n + i] * (point[i] - t->centre[i]);
    }
}

double gw_student_bow(double z)
{
    return z * z / (1 + z * z / BOW_LIMIT) - 1;
}

void gw_student_draw(double *point_out, const gw_student *t, gw_rng *rng)
{
    double z[GW_OPTIM_MAX];
    for (size_t j = 0; j < t->n; j++) {
        z[j] = gw_draw_normal(rng);
        z[j] *= z[j] > 0 ? t->up[j] : t->down[j];
    }
    double stretch = sqrt(t->degrees / 2 / gw_draw_gamma(rng, t->degrees / 2));
    for (size_t j = 0; j < t->n; j++)
        z[j] *= stretch;
    double bow = gw_student_bow(z[t->spine]);
    for (size_t j = 0; j < t->n; j++)
        z[j] += t->bend[j] * bow;
    gw_student_point(point_out, t, z);
}

double gw_student_log_density(const gw_student *t, const double *point)
{
    double steps[GW_OPTIM_MAX];
    double distance = 0;
    double volume = 1;
    gw_student_steps(steps, t, point);
    double bow = gw_student_bow(steps[t->spine]);
    for (size_t j = 0; j < t->n; j++) {
        double z = steps[j] - t->bend[j] * bow;
        double width = z > 0 ? t->up[j] : t->down[j];
        volume *= width;
        distance += z / width * (z / width);
    }
    return t->log_constant - gw_log(volume) -
           (t->degrees + (double)t->n) / 2 * gw_log1p(distance / t->degrees);
}

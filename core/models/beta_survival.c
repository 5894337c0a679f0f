/* log S(t2) / S(t1) = log B(gamma, b2) / B(gamma, b1), b = delta + t^c, is a ratio of beta
 * functions with one argument moved by h = t2^c - t1^c: gw_log_beta_ratio, exact to the last digits
 * however close or large the two are, with h from expm1 where they are close. Beyond FAR, where t^c
 * is out of its range or of a double's, B(gamma, b) is b^-gamma to within gamma^2 / b, and b is
 * t^c. */
#include "beta_survival.h"

#include <math.h>
#include <stdbool.h>

#include "gamma.h"
#include "vmath.h"

#define FAR 1e22
#define LARGE 1e3               /* b over gamma */
#define LOG_FAR 50.656872045869 /* a little below log FAR: where t^c is known to be beyond it */

/* One of the two times. */
typedef struct moment {
    double t;
    double log_t; /* 0 where t = 0 */
    double power; /* t^c, FAR at most */
    bool far;
} moment;

static moment moment_at(const gw__beta_survival *law, double t)
{
    moment m = {.t = t, .log_t = t > 0.0 ? gw_log(t) : 0.0};
    m.far = law->c * m.log_t >= LOG_FAR;
    m.power = m.far ? FAR : t > 0.0 ? gw_exp(law->c * m.log_t) : 0.0;
    return m;
}

/* t2^c - t1^c. */
static double power_between(const gw__beta_survival *law, const moment *from, const moment *to)
{
    if (to->far || from->t == 0.0)
        return to->power - from->power;
    double ratio = gw_log1p((to->t - from->t) / from->t);
    return from->power * gw_expm1(law->c * ratio);
}

/* log(b2 / FAR) where t2 is far, from t1 where that is far too. */
static double log_beyond(const gw__beta_survival *law, const moment *from, const moment *to)
{
    if (from->far)
        return law->c * gw_log1p((to->t - from->t) / from->t);
    return fmax(law->c * to->log_t - LOG_FAR, 0.0);
}

double gw__beta_survival_log(const gw__beta_survival *law, double t1, double t2)
{
    moment from = moment_at(law, t1);
    moment to = moment_at(law, t2);
    double log_ratio = 0.0;
    if (!from.far) {
        double h = power_between(law, &from, &to);
        log_ratio = gw_log_beta_ratio(law->gamma, law->delta + from.power, h);
    }
    return to.far ? log_ratio - law->gamma * log_beyond(law, &from, &to) : log_ratio;
}

/* -d log B(gamma, b) / db: psi(b + gamma) - psi(b). */
static double fall(const gw__beta_survival *law, double b)
{
    return gw_digamma_difference(b, law->gamma);
}

/* fall times t^c. */
static double fall_by_power(const gw__beta_survival *law, const moment *m)
{
    return m->far ? law->gamma : fall(law, law->delta + m->power) * m->power;
}

/* fall(b) (b - delta) at near + h less the same at near, from
 *   fall(b) = sum over k of (-1)^(k + 1) (B_k(gamma) - B_k(0)) / (k b^k),
 * B_k the Bernoulli polynomials, where b is LARGE beside gamma and the two would cancel. */
static double growth_when_large(const gw__beta_survival *law, double near, double h)
{
    double g = law->gamma;
    const double c[6] = {g,
                         g * (1.0 - g) / 2.0,
                         g * (1.0 - g) * (1.0 - 2.0 * g) / 6.0,
                         -(g * g * (1.0 - g) * (1.0 - g)) / 4.0,
                         g * (((g - 2.5) * g + 5.0 / 3.0) * g * g - 1.0 / 6.0) / 5.0,
                         -(g * g * (((g - 3.0) * g + 2.5) * g * g - 0.5)) / 6.0};
    double one = 1.0 / near;
    double other = 1.0 / (near + h);
    double powers = 1.0; /* sum of one^i other^(k - 1 - i) */
    double one_power = 1.0;
    double sum = 0.0;
    for (int k = 1; k < 6; k++) {
        sum += (c[k] - law->delta * c[k - 1]) * powers;
        one_power *= one;
        powers = powers * other + one_power;
    }
    return -sum * (h / near / (near + h));
}

static double growth(const gw__beta_survival *law, const moment *from, const moment *to)
{
    double near = law->delta + from->power;
    double h = power_between(law, from, to);
    if (to->far)
        return fall_by_power(law, to) - fall_by_power(law, from);
    if (near >= LARGE * fmax(1.0, law->gamma))
        return growth_when_large(law, near, h);
    double steeper = gw_digamma_difference(near + law->gamma, h) - gw_digamma_difference(near, h);
    return fall(law, near + h) * h + steeper * from->power;
}

/* -d/dc: fall times t^c log t at t2 less the same at t1. */
static double fall_by_c(const gw__beta_survival *law, const moment *from, const moment *to)
{
    if (from->t == 0.0)
        return to->t > 0.0 ? fall_by_power(law, to) * to->log_t : 0.0;
    double ratio = gw_log1p((to->t - from->t) / from->t);
    return fall_by_power(law, to) * ratio + growth(law, from, to) * from->log_t;
}

double gw__beta_survival_slopes(double slopes_out[3], const gw__beta_survival *law, double t1,
                                double t2)
{
    moment from = moment_at(law, t1);
    moment to = moment_at(law, t2);
    double near = law->delta + from.power;
    double by_gamma = 0.0;
    double by_delta = 0.0;
    if (!from.far) {
        double h = power_between(law, &from, &to);
        by_gamma = gw_digamma_difference(law->gamma + near, h);
        by_delta = fall(law, near) - (to.far ? 0.0 : fall(law, near + h));
    }
    if (to.far)
        by_gamma += log_beyond(law, &from, &to);
    slopes_out[0] = -by_gamma;
    slopes_out[1] = by_delta;
    slopes_out[2] = -fall_by_c(law, &from, &to);
    return gw__beta_survival_log(law, t1, t2);
}

double gw__beta_survival_hazard(const gw__beta_survival *law, double t)
{
    moment m = moment_at(law, t);
    if (m.far)
        return law->gamma * law->c / t;
    return fall(law, law->delta + m.power) * law->c * (m.power / t);
}

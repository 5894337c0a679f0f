/* See referral_rate.h. Searched in the logarithms of c, d / T_ref and omega T_ref. */
#include "referral_rate.h"

#include <math.h>
#include <string.h>

#include "error.h"
#include "gamma.h"
#include "memory.h"
#include "optim.h"
#include "sum.h"
#include "vmath.h"

/* Where omega s is tiny the closed form loses its digits: (1 - e^-x) / omega = s (1 - e^-x) / x. */
static double offered(double omega, double from, double to)
{
    return (to - from) * gw_exp(-omega * from) * gw_expm1_ratio(-omega * (to - from));
}

/* Its derivative in omega: minus the integral of s e^(-omega s). */
static double offered_slope(double omega, double from, double to)
{
    double width = to - from;
    double x = omega * width;
    /* int_0^w u e^(-omega u) du = w^2 (1 - (1 + x) e^-x) / x^2; its series below */
    double inner = x < 1e-3 ? 0.5 - x / 3 + x * x / 8 - x * x * x / 30
                            : (-gw_expm1(-x) - x * gw_exp(-x)) / (x * x);
    return -gw_exp(-omega * from) * (from * width * gw_expm1_ratio(-x) + width * width * inner);
}

static double still_refers(const gw_referral_history *h, size_t i, double g)
{
    double p = h->p_alive == NULL ? 1 : h->p_alive[i];
    return p + (1 - p) * g;
}

/* The age until which somebody could be brought; and where buying ended before it. */
static double open_until(const gw_referral_history *h, size_t i)
{
    return fmax(h->age[i] - h->quiet, 0);
}

static double bought_until(const gw_referral_history *h, size_t i)
{
    return fmin(h->last_age[i], open_until(h, i));
}

static double exposure(const gw_referral_history *h, size_t i, double omega, double g)
{
    double last = bought_until(h, i);
    return offered(omega, 0, last) + still_refers(h, i, g) * offered(omega, last, open_until(h, i));
}

static double exposure_slope(const gw_referral_history *h, size_t i, double omega, double g)
{
    double last = bought_until(h, i);
    return offered_slope(omega, 0, last) +
           still_refers(h, i, g) * offered_slope(omega, last, open_until(h, i));
}

/* ---- Likelihood ----------------------------------------------------------------------------- */

typedef struct problem {
    gw_context *context;
    const gw_referral_history *h;
    double g;
    double unit; /* T_ref */
    double *terms;
    double *slopes; /* 3 columns */
} problem;

/* Log-likelihood and its derivatives in c, d, omega. */
static void likelihood(double *value, double slope[3], const problem *q, double c, double d,
                       double omega)
{
    const gw_referral_history *h = q->h;
    double log_d = gw_log(d);
    double *by_c = q->slopes;
    double *by_d = q->slopes + h->n;
    double *by_omega = q->slopes + 2 * h->n;
    for (size_t i = 0; i < h->n; i++) {
        double w = h->weight == NULL ? 1 : h->weight[i];
        double r = h->referrals[i];
        double a = exposure(h, i, omega, q->g);
        double ratio = gw_log1p(a / d);
        q->terms[i] =
            w * (gw_log_rising(c, r) - c * ratio - r * (log_d + ratio) - omega * h->age_sum[i]);
        by_c[i] = w * (gw_digamma_difference(c, r) - ratio);
        by_d[i] = w * (c / d - (c + r) / (d + a));
        by_omega[i] = w * (-(c + r) / (d + a) * exposure_slope(h, i, omega, q->g) - h->age_sum[i]);
    }
    *value = gw_sum(q->terms, h->n);
    slope[0] = gw_sum(by_c, h->n);
    slope[1] = gw_sum(by_d, h->n);
    slope[2] = gw_sum(by_omega, h->n);
}

static const double prior_mean[3] = {-0.6931471805599453, 0, 0};
static const double prior_sd[3] = {1, 3, 1};

static gw_status evaluate(double *value_out, double *gradient_out, const double *point, void *user,
                          gw_error *err)
{
    const problem *q = user;
    double slope[3];
    double c = gw_exp(point[0]);
    double d = gw_exp(point[1]) * q->unit;
    double omega = gw_exp(point[2]) / q->unit;
    (void)err;
    likelihood(value_out, slope, q, c, d, omega);
    const double scale[3] = {c, d, omega};
    for (int k = 0; k < 3; k++) {
        double z = (point[k] - prior_mean[k]) / prior_sd[k];
        *value_out -= z * z / 2;
        gradient_out[k] = slope[k] * scale[k] - z / prior_sd[k];
    }
    return GW_OK;
}

/* ---- The history ---------------------------------------------------------------------------- */

static gw_status check_history(double *referrals_out, double *age_out, const gw_referral_history *h,
                               gw_error *err)
{
    double referrals = 0;
    double age = 0;
    double customers = 0;
    for (size_t i = 0; i < h->n; i++) {
        double w = h->weight == NULL ? 1 : h->weight[i];
        double p = h->p_alive == NULL ? 1 : h->p_alive[i];
        if (!(h->referrals[i] >= 0) || !(h->last_age[i] >= 0) || !(h->age[i] >= h->last_age[i]) ||
            !(h->age_sum[i] >= 0) ||
            !(h->age_sum[i] <= h->referrals[i] * h->age[i] * (1 + 1e-12)) || !isfinite(h->age[i]) ||
            !isfinite(h->referrals[i]) || !(p >= 0 && p <= 1) || !(w > 0))
            return gw_error_set(err, GW_BAD_DATA,
                                "referral history %zu: ages must satisfy 0 <= last <= age and "
                                "cover the referrals, chances lie in 0 to 1",
                                i + 1);
        referrals += w * h->referrals[i];
        age += w * h->age[i];
        customers += w;
    }
    *referrals_out = referrals;
    *age_out = customers > 0 ? age / customers : 0;
    return GW_OK;
}

static gw_status make_problem(problem *q, gw_context *context, const gw_referral_history *h,
                              double g, gw_error *err)
{
    *q = (problem){.context = context, .h = h, .g = g};
    q->terms = gw_alloc(context, h->n, 4 * sizeof *q->terms);
    if (q->terms == NULL)
        return gw_error_no_memory(err, "the rate of referrals");
    q->slopes = q->terms + h->n;
    return GW_OK;
}

gw_status gw_referral_rate_log_lik(double *out, gw_context *context, const gw_referral_history *h,
                                   const gw_referral_rate *rate, gw_error *err)
{
    problem q;
    double slope[3];
    double referrals = 0;
    double age = 0;
    GW_TRY(check_history(&referrals, &age, h, err));
    GW_TRY(make_problem(&q, context, h, rate->g, err));
    likelihood(out, slope, &q, rate->c, rate->d, rate->omega);
    gw_release(context, q.terms);
    return GW_OK;
}

gw_status gw_referral_rate_fit(gw_referral_rate *out, gw_context *context,
                               const gw_referral_history *h, double g, gw_error *err)
{
    static const double lower[3] = {-16, -16, -16};
    static const double upper[3] = {16, 16, 16};
    gw_stop stop = GW_STOP_INIT;
    gw_optimum optimum;
    problem q;
    double referrals = 0;
    double age = 0;
    if (!(g >= 0 && g <= 1))
        return gw_error_set(err, GW_WRONG_USE,
                            "the share of referrals that go on after buying has stopped lies "
                            "between 0 and 1, not %g",
                            g);
    GW_TRY(check_history(&referrals, &age, h, err));
    if (!(referrals > 0) || !(age > 0))
        return gw_error_set(err, GW_BAD_DATA,
                            "nobody brought anybody yet: there is no rate of referrals to learn");
    GW_TRY(make_problem(&q, context, h, g, err));
    q.unit = age;
    gw_objective objective = {3, lower, upper, evaluate, &q};
    const double start[3] = {prior_mean[0], gw_log(0.5 * (double)h->n / referrals), 0};
    gw_status status = gw_maximise(&optimum, &objective, start, &stop, err);
    if (status == GW_OK) {
        double slope[3];
        *out = (gw_referral_rate){.c = gw_exp(optimum.at.point[0]),
                                  .d = gw_exp(optimum.at.point[1]) * q.unit,
                                  .omega = gw_exp(optimum.at.point[2]) / q.unit,
                                  .g = g,
                                  .converged = optimum.reason == GW_STOP_CONVERGED};
        likelihood(&out->log_lik, slope, &q, out->c, out->d, out->omega);
    }
    gw_release(context, q.terms);
    return status;
}

gw_status gw_referral_rate_expect(double *out, const gw_referral_rate *rate,
                                  const gw_referral_history *h, double horizon_days,
                                  double delta_per_day, gw_error *err)
{
    double referrals = 0;
    double age = 0;
    if (!(horizon_days >= 0) || !(delta_per_day >= 0) || !isfinite(horizon_days))
        return gw_error_set(err, GW_WRONG_USE, "the horizon and the rate must be zero or more");
    GW_TRY(check_history(&referrals, &age, h, err));
    double future = offered(delta_per_day + rate->omega, 0, horizon_days);
    for (size_t i = 0; i < h->n; i++)
        out[i] = (rate->c + h->referrals[i]) / (rate->d + exposure(h, i, rate->omega, rate->g)) *
                 still_refers(h, i, rate->g) * gw_exp(-rate->omega * h->age[i]) * future;
    return GW_OK;
}

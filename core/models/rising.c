/* Gamma functions at whole distances, by their recurrences.
 *
 *   log Gamma(r + x) - log Gamma(r)   = sum_{j<x} log(r + j)
 *   log B(a, b + x) - log B(a, b)     = -sum_{j<x} log(1 + a / (b + j))
 *
 * and the derivatives are sums of 1 / (r + j) and the like: one running sum serves all x, no
 * digamma is needed, and nothing cancels as the difference of two log-gammas would. The running
 * sums keep what each addition loses (Neumaier 1974). A gap of more than GAP goes by the functions
 * of special/gamma.h. */
#include "rising.h"

#include <math.h>

#include "gamma.h"
#include "vmath.h"

#define GAP 64.0

typedef struct running {
    double sum;
    double lost;
} running;

static void add(running *r, double term)
{
    double sum = r->sum + term;
    r->lost += fabs(r->sum) >= fabs(term) ? (r->sum - sum) + term : (term - sum) + r->sum;
    r->sum = sum;
}

static double total(const running *r)
{
    return r->sum + r->lost;
}

void gw__log_rising_all(double *log_out, double *by_r_out, double r, const double *x, size_t n)
{
    running logs = {0.0, 0.0};
    running inverses = {0.0, 0.0};
    double at = 0.0;
    for (size_t i = 0; i < n; i++) {
        if (x[i] - at > GAP) {
            add(&logs, gw_log_rising(r + at, x[i] - at));
            add(&inverses, gw_digamma_difference(r + at, x[i] - at));
            at = x[i];
        }
        for (; at < x[i]; at++) {
            add(&logs, gw_log(r + at));
            add(&inverses, 1.0 / (r + at));
        }
        log_out[i] = total(&logs);
        by_r_out[i] = total(&inverses);
    }
}

/* sum_{j<gap} a / ((b + j) (a + b + j)): it may be counted from either side, and the one with more
 * terms cancels less. */
static double beta_gap_by_b(double a, double b, double gap)
{
    if (a < gap)
        return gw_digamma_difference(b, a) - gw_digamma_difference(b + gap, a);
    return gw_digamma_difference(b, gap) - gw_digamma_difference(a + b, gap);
}

static void add_beta_gap(running sums[3], double a, double b, double at, double gap)
{
    add(&sums[0], gw_log_beta_ratio(a, b + at, gap));
    add(&sums[1], -gw_digamma_difference(a + b + at, gap));
    add(&sums[2], beta_gap_by_b(a, b + at, gap));
}

static void add_beta_step(running sums[3], double a, double b, double at)
{
    double below = b + at;
    add(&sums[0], -gw_log1p(a / below));
    add(&sums[1], -1.0 / (a + below));
    add(&sums[2], a / (below * (a + below)));
}

void gw__log_beta_ratio_all(double *log_out, double *by_a_out, double *by_b_out, double a, double b,
                            double shift, const double *x, size_t n)
{
    running sums[3] = {{0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}};
    double at = 0.0;
    for (size_t i = 0; i < n; i++) {
        double end = x[i] + shift;
        if (end - at > GAP) {
            add_beta_gap(sums, a, b, at, end - at);
            at = end;
        }
        for (; at < end; at++)
            add_beta_step(sums, a, b, at);
        log_out[i] = total(&sums[0]);
        by_a_out[i] = total(&sums[1]);
        by_b_out[i] = total(&sums[2]);
    }
}

/* The BG/NBD and MBG/NBD cell by cell, in log space.
 *
 * With R = r + x, d = log coin + R log((alpha + T) / (alpha + t_x)) is the log of the odds of being
 * gone (Fader, Hardie & Lee 2005, eq. 6, the two terms in braces), so
 *   log L    = log_factor - x log(alpha + t_x) - r log(1 + t_x / alpha)
 *              + (log(1 + e^d) - R log((alpha + T) / (alpha + t_x)), or the same as
 *                 log(1 + e^-d) + log coin, whichever has the small exponent)
 *   P(alive) = 1 / (1 + e^d).
 * The ratio is log1p((T - t_x) / (alpha + t_x)): no digits go where T is close to t_x, and nothing
 * overflows. */
#include "bg_logs.h"

#include "clones.h"
#include "sum.h"
#include "vmath.h"

#define STEP 256

typedef struct logs {
    double ratio[STEP];    /* log((alpha + T) / (alpha + t_x)) */
    double log_odds[STEP]; /* d */
    double odds[STEP];     /* e^-|d| */
    double tail[STEP];     /* log(1 + e^-|d|) */
    double age[STEP];      /* log(1 + t_x / alpha) */
    double log_then[STEP]; /* log(alpha + t_x) */
} logs;

GW_CLONES static void ratios(double *out, double alpha, const double *t_x, const double *T,
                             size_t n)
{
    for (size_t i = 0; i < n; i++)
        out[i] = (T[i] - t_x[i]) / (alpha + t_x[i]);
}

GW_CLONES static void ages(logs *l, double alpha, const double *t_x, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        l->age[i] = t_x[i] / alpha;
        l->log_then[i] = alpha + t_x[i];
    }
}

GW_CLONES static void log_odds(logs *l, double log_coin, double shape, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        double d = log_coin + shape * l->ratio[i];
        l->log_odds[i] = d;
        l->odds[i] = d > 0.0 ? -d : d;
    }
}

/* What P(alive) needs. */
static void take_odds(logs *l, const gw__bg_params *p, const gw__bg_x *at, const double *t_x,
                      const double *T, size_t n)
{
    ratios(l->ratio, p->alpha, t_x, T, n);
    gw_log1p_array(l->ratio, l->ratio, n);
    log_odds(l, at->log_coin, p->r + at->x, n);
    gw_exp_array(l->odds, l->odds, n);
    gw_log1p_array(l->tail, l->odds, n);
}

/* What the likelihood needs besides. */
static void take_ages(logs *l, const gw__bg_params *p, const double *t_x, size_t n)
{
    ages(l, p->alpha, t_x, n);
    gw_log1p_array(l->age, l->age, n);
    gw_log_array(l->log_then, l->log_then, n);
}

GW_CLONES static void log_likelihoods(double *out, const logs *l, const gw__bg_params *p,
                                      const gw__bg_x *at, size_t n)
{
    double shape = p->r + at->x;
    for (size_t i = 0; i < n; i++) {
        double braces = l->log_odds[i] > 0.0 ? at->log_coin : -shape * l->ratio[i];
        out[i] = at->log_factor - at->x * l->log_then[i] - p->r * l->age[i] + (braces + l->tail[i]);
    }
}

/* Each cell's derivatives in r and alpha, less what all cells share, and its P(gone). */
GW_CLONES static void derivatives(double *by_r, double *by_alpha, double *gone, const logs *l,
                                  const gw__bg_params *p, double x, const double *t_x,
                                  const double *T, size_t n)
{
    double shape = p->r + x;
    for (size_t i = 0; i < n; i++) {
        double now = p->alpha + T[i];
        double then = p->alpha + t_x[i];
        double likely = 1.0 / (1.0 + l->odds[i]);
        double unlikely = l->odds[i] * likely;
        double alive = l->log_odds[i] > 0.0 ? unlikely : likely;
        gone[i] = l->log_odds[i] > 0.0 ? likely : unlikely;
        by_r[i] = -l->age[i] - alive * l->ratio[i];
        by_alpha[i] = p->r * t_x[i] / (p->alpha * then) - x / then +
                      alive * shape * (T[i] - t_x[i]) / (now * then);
    }
}

static void add_step(double sums[GW_BG_SUMS], const gw__bg_params *p, const gw__bg_x *at,
                     const double *t_x, const double *T, const double *weight, size_t n)
{
    logs l;
    double log_lik[STEP];
    double by_r[STEP];
    double by_alpha[STEP];
    double gone[STEP];
    take_odds(&l, p, at, t_x, T, n);
    take_ages(&l, p, t_x, n);
    log_likelihoods(log_lik, &l, p, at, n);
    derivatives(by_r, by_alpha, gone, &l, p, at->x, t_x, T, n);
    double customers = gw_sum(weight, n);
    double all_gone = gw_sum_products(weight, gone, n);
    sums[0] += gw_sum_products(weight, log_lik, n);
    sums[1] += customers * at->by_r + gw_sum_products(weight, by_r, n);
    sums[2] += gw_sum_products(weight, by_alpha, n);
    sums[3] += customers * at->by_a + (at->coin > 0.0 ? all_gone / p->a : 0.0);
    sums[4] += customers * at->by_b - (at->coin > 0.0 ? all_gone / at->below : 0.0);
}

void gw__bg_log_sums(double sums_out[GW_BG_SUMS], const gw__bg_params *params, const gw__bg_x *at,
                     const double *t_x, const double *T, const double *weight, size_t n)
{
    for (size_t i = 0; i < GW_BG_SUMS; i++)
        sums_out[i] = 0.0;
    for (size_t start = 0; start < n; start += STEP)
        add_step(sums_out, params, at, t_x + start, T + start, weight + start,
                 n - start < STEP ? n - start : STEP);
}

void gw__bg_log_scores(double *log_lik_out, double *log_p_alive_out, const gw__bg_params *params,
                       const gw__bg_x *at, const double *t_x, const double *T, size_t n)
{
    logs l = {0};
    for (size_t start = 0; start < n; start += STEP) {
        size_t step = n - start < STEP ? n - start : STEP;
        take_odds(&l, params, at, t_x + start, T + start, step);
        if (log_lik_out != NULL) {
            take_ages(&l, params, t_x + start, step);
            log_likelihoods(log_lik_out + start, &l, params, at, step);
        }
        for (size_t i = 0; log_p_alive_out != NULL && i < step; i++)
            log_p_alive_out[start + i] =
                0.0 - ((l.log_odds[i] > 0.0 ? l.log_odds[i] : 0.0) + l.tail[i]);
    }
}

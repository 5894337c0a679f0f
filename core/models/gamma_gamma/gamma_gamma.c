/* Gamma-Gamma: how much a customer spends on an occasion (Colombo & Jiang 1999, J. Interactive
 * Marketing 13; Fader & Hardie 2013, "The Gamma-Gamma Model of Monetary Value").
 *
 * Each amount is Gamma(p, rate nu) with nu ~ Gamma(q, rate gamma). The mean m of x amounts then has
 * the density of eq. (1a) of the note,
 *
 *     L = Gamma(p x + q) / (Gamma(p x) Gamma(q)) gamma^q m^(p x - 1) x^(p x) / (gamma + x m)^(p x +
 * q)
 *
 * whose terms cancel in all their leading digits where p x, or q and gamma together, are large.
 * With P = p x, n = P + q and rho = m / (p gamma / q), how m compares to its centre, it is the same
 * as
 *
 *     log L = log sqrt(P q / (2 pi n)) + c(n) - c(P) - c(q) - log(p gamma / q)
 *             + (P - 1) log(1 + y) - (q + 1) log(1 + z)
 *     y = q (rho - 1) / (q + P rho),   z = P (rho - 1) / n
 *
 * with c Stirling's correction of log Gamma: a deviance, as in Loader (2000), "Fast and Accurate
 * Computation of Binomial Probabilities". rho - 1 is exact near 1, and P y balances q z there. What
 * remains is 1e-16 of the smaller of P and q times |rho - 1|.
 *
 * Amounts are real numbers, so most cells are distinct: what depends on x alone is computed once a
 * run of cells with one x, and a cell costs two logs and a division. */
#include <math.h>

#include "cells.h"
#include "clones.h"
#include "context.h"
#include "draw.h"
#include "error.h"
#include "gamma.h"
#include "memory.h"
#include "model.h"
#include "parallel.h"
#include "sum.h"
#include "undefined.h"
#include "vmath.h"

enum { P, Q, GAMMA, PARAMETERS };
enum { X, MEAN_SPEND };

#define UNIT_CELLS 8192 /* cells a unit of work; their sums are added in order */
#define CHUNK 256       /* cells looked at together */
#define LOG_SQRT_2PI 0.91893853320467274178
#define FAR_BELOW (-0.75) /* of y and z, which lie above -1 */

/* ---- What depends on x, and what on the cell ------------------------------------------------ */

typedef struct x_terms {
    double P; /* p x */
    double q;
    double n;      /* p x + q */
    double unit;   /* p gamma / q: rho = m / unit */
    double centre; /* log L at rho = 1 */
} x_terms;

static x_terms terms_of(const double *params, double x)
{
    double q = params[Q];
    x_terms t = {.P = params[P] * x, .q = q, .unit = params[P] * params[GAMMA] / q};
    t.n = t.P + q;
    t.centre =
        0.5 * gw_log(t.P / t.n * q) - LOG_SQRT_2PI - gw_log(t.unit) +
        (gw_stirling_correction(t.n) - gw_stirling_correction(t.P) - gw_stirling_correction(q));
    return t;
}

GW_CLONES static void quotients(double *y, double *z, const x_terms *t, const double *mean_spend,
                                size_t n)
{
    double share = t->P / t->n;
    for (size_t i = 0; i < n; i++) {
        double rho = mean_spend[i] / t->unit;
        double off = rho - 1.0;
        y[i] = t->q * off / (t->q + t->P * rho);
        z[i] = share * off;
    }
}

/* log(1 + y) and log(1 + z) of n cells with one x, with y and z themselves. */
static void chunk_logs(double *log_y, double *log_z, double *y, double *z, const x_terms *t,
                       const double *mean_spend, size_t n)
{
    quotients(y, z, t, mean_spend, n);
    gw_log1p_array(log_y, y, n);
    gw_log1p_array(log_z, z, n);
    /* Towards -1, y and z have lost digits: there 1 + y and 1 + z are quotients of sums. */
    for (size_t i = 0; i < n; i++) {
        if (y[i] >= FAR_BELOW && z[i] >= FAR_BELOW)
            continue;
        double rho = mean_spend[i] / t->unit;
        double sum = t->q + t->P * rho;
        if (y[i] < FAR_BELOW)
            log_y[i] = gw_log(rho * t->n / sum);
        if (z[i] < FAR_BELOW)
            log_z[i] = gw_log(sum / t->n);
    }
}

/* How many of the cells from `first`, before `end`, share its x; cells are sorted by it. */
static size_t run_length(const double *x, size_t first, size_t end)
{
    size_t same = first;
    size_t other = end;
    while (other - same > 1) {
        size_t middle = same + (other - same) / 2;
        if (x[middle] == x[first])
            same = middle;
        else
            other = middle;
    }
    return other - first;
}

/* ---- Log-likelihood ------------------------------------------------------------------------- */

typedef struct fit_job {
    const double *params;
    const gw_cells *cells;
    double *sums[1 + PARAMETERS]; /* log-likelihood and derivatives, by unit */
} fit_job;

typedef struct run_sums {
    double weight;
    double log_y;
    double log_z;
    double y;
} run_sums;

static run_sums add_run(const x_terms *t, const double *mean_spend, const double *weight, size_t n)
{
    double y[CHUNK], z[CHUNK], log_y[CHUNK], log_z[CHUNK];
    run_sums sums = {0.0, 0.0, 0.0, 0.0};
    for (size_t from = 0; from < n; from += CHUNK) {
        size_t count = n - from < CHUNK ? n - from : CHUNK;
        chunk_logs(log_y, log_z, y, z, t, mean_spend + from, count);
        sums.weight += gw_sum(weight + from, count);
        sums.log_y += gw_sum_products(weight + from, log_y, count);
        sums.log_z += gw_sum_products(weight + from, log_z, count);
        sums.y += gw_sum_products(weight + from, y, count);
    }
    return sums;
}

/* Adds a run's log-likelihood and derivatives. The derivative in P is psi(n) - psi(P) + log(x m /
 * (gamma + x m)), and that log is log(P / n) + log(1 + y); likewise in q. */
static void add_terms(double total[1 + PARAMETERS], const double *params, double x,
                      const x_terms *t, const run_sums *sums)
{
    double by_P = gw_digamma_difference(t->P, t->q) - gw_log1p(t->q / t->P);
    double by_q = gw_digamma_difference(t->q, t->P) - gw_log1p(t->P / t->q);
    total[0] += sums->weight * t->centre + (t->P - 1.0) * sums->log_y - (t->q + 1.0) * sums->log_z;
    total[1 + P] += x * (sums->weight * by_P + sums->log_y);
    total[1 + Q] += sums->weight * by_q - sums->log_z;
    total[1 + GAMMA] += t->P / params[GAMMA] * sums->y;
}

static void fit_unit(size_t unit, int worker, void *user)
{
    (void)worker;
    const fit_job *job = user;
    const gw_cells *cells = job->cells;
    const double *x = cells->columns[X];
    size_t end = (unit + 1) * UNIT_CELLS < cells->n ? (unit + 1) * UNIT_CELLS : cells->n;
    double total[1 + PARAMETERS] = {0.0};
    for (size_t cell = unit * UNIT_CELLS; cell < end;) {
        size_t n = run_length(x, cell, end);
        if (x[cell] > 0.0) {
            x_terms t = terms_of(job->params, x[cell]);
            run_sums sums = add_run(&t, cells->columns[MEAN_SPEND] + cell, cells->weight + cell, n);
            add_terms(total, job->params, x[cell], &t, &sums);
        }
        cell += n;
    }
    for (int i = 0; i <= PARAMETERS; i++)
        job->sums[i][unit] = total[i];
}

static gw_status spend_log_lik(double *log_lik_out, double *gradient_out, gw_context *context,
                               const double *params, const gw_cells *cells, gw_error *err)
{
    size_t units = (cells->n + UNIT_CELLS - 1) / UNIT_CELLS;
    double *sums = gw_alloc(context, (1 + PARAMETERS) * units, sizeof *sums);
    if (sums == NULL)
        return gw_error_no_memory(err, "the spend likelihood");
    fit_job job = {params, cells, {sums, sums + units, sums + 2 * units, sums + 3 * units}};
    gw_parallel_for(context, units, fit_unit, &job);
    *log_lik_out = gw_sum_pairwise(job.sums[0], units);
    for (int i = 0; gradient_out != NULL && i < PARAMETERS; i++)
        gradient_out[i] = gw_sum_pairwise(job.sums[1 + i], units);
    gw_release(context, sums);
    return GW_OK;
}

/* ---- Scores --------------------------------------------------------------------------------- */

typedef struct score_job {
    double *const *scores;
    const double *params;
    const gw_cells *cells;
    double *undefined; /* cells without a mean, by unit */
} score_job;

static void score_log_lik(double *out, const double *params, double x, const double *mean_spend,
                          size_t n)
{
    double y[CHUNK], z[CHUNK], log_y[CHUNK], log_z[CHUNK];
    x_terms t = terms_of(params, x);
    for (size_t from = 0; from < n; from += CHUNK) {
        size_t count = n - from < CHUNK ? n - from : CHUNK;
        chunk_logs(log_y, log_z, y, z, &t, mean_spend + from, count);
        for (size_t i = 0; i < count; i++)
            out[from + i] = t.centre + (t.P - 1.0) * log_y[i] - (t.q + 1.0) * log_z[i];
    }
}

/* The posterior of nu is Gamma(p x + q, gamma + x m), so E(p / nu) = p (gamma + x m) / (p x + q -
 * 1): eq. (5) of the note. q - 1 first: it is exact near q = 1. False where the mean does not
 * exist. */
static int score_expected(double *out, const double *params, double x, const double *mean_spend,
                          size_t n)
{
    double room = params[P] * x + (params[Q] - 1.0);
    double factor = params[P] / room;
    for (size_t i = 0; i < n; i++) {
        double spent = x > 0.0 ? x * mean_spend[i] : 0.0;
        out[i] = room > 0.0 ? factor * (params[GAMMA] + spent) : (double)NAN;
    }
    return room > 0.0;
}

static void score_unit(size_t unit, int worker, void *user)
{
    (void)worker;
    const score_job *job = user;
    const gw_cells *cells = job->cells;
    const double *x = cells->columns[X];
    double *log_lik = job->scores[GW_SPEND_LOG_LIK];
    double *expected = job->scores[GW_SPEND_EXPECTED];
    size_t end = (unit + 1) * UNIT_CELLS < cells->n ? (unit + 1) * UNIT_CELLS : cells->n;
    double undefined = 0.0;
    for (size_t cell = unit * UNIT_CELLS; cell < end;) {
        size_t n = run_length(x, cell, end);
        const double *mean_spend = cells->columns[MEAN_SPEND] + cell;
        if (log_lik != NULL && x[cell] > 0.0)
            score_log_lik(log_lik + cell, job->params, x[cell], mean_spend, n);
        for (size_t i = 0; log_lik != NULL && x[cell] == 0.0 && i < n; i++)
            log_lik[cell + i] = 0.0;
        if (expected != NULL &&
            !score_expected(expected + cell, job->params, x[cell], mean_spend, n))
            undefined += (double)n;
        cell += n;
    }
    job->undefined[unit] = undefined;
}

static gw_status spend_score(double *const *scores_out, gw_score_report *report,
                             gw_context *context, const double *params, const gw_cells *cells,
                             const gw_forecast_question *question, gw_error *err)
{
    (void)question;
    size_t units = (cells->n + UNIT_CELLS - 1) / UNIT_CELLS;
    double *undefined = gw_alloc(context, units, sizeof *undefined);
    if (undefined == NULL)
        return gw_error_no_memory(err, "the spend scores");
    score_job job = {scores_out, params, cells, undefined};
    gw_parallel_for(context, units, score_unit, &job);
    size_t lacking = (size_t)gw_sum_pairwise(undefined, units);
    gw__report_undefined(report, lacking,
                         "the average order does not exist where p x + q <= 1 (for customers "
                         "without repeats, q <= 1): spending varies too much between customers");
    gw_release(context, undefined);
    return GW_OK;
}

/* ---- Start and simulation ------------------------------------------------------------------- */

/* Of log m over the cells with x > 0, given x: the mean is log gamma - psi(q) + psi(p x) - log x,
 * the variance psi'(p x) + psi'(q), about 1 / (p x) plus a constant. */
typedef struct log_moments {
    double weight;
    double mean;       /* of log m */
    double inverse;    /* of 1/x */
    double spread;     /* variance of log m */
    double inverse_sq; /* variance of 1/x */
    double cross;      /* covariance of (log m - mean)^2 and 1/x */
} log_moments;

static log_moments take_log_moments(const gw_cells *cells)
{
    const double *x = cells->columns[X];
    const double *m = cells->columns[MEAN_SPEND];
    log_moments sum = {0};
    for (size_t i = 0; i < cells->n; i++) {
        if (x[i] > 0.0) {
            sum.weight += cells->weight[i];
            sum.mean += cells->weight[i] * gw_log(m[i]);
            sum.inverse += cells->weight[i] / x[i];
        }
    }
    double weight = fmax(sum.weight, 1e-300);
    sum.mean /= weight;
    sum.inverse /= weight;
    for (size_t i = 0; i < cells->n; i++) {
        if (x[i] > 0.0) {
            double off = gw_log(m[i]) - sum.mean;
            double off_inverse = 1.0 / x[i] - sum.inverse;
            sum.spread += cells->weight[i] * off * off / weight;
            sum.inverse_sq += cells->weight[i] * off_inverse * off_inverse / weight;
            sum.cross += cells->weight[i] * off * off * off_inverse / weight;
        }
    }
    return sum;
}

/* The q with psi'(q) = variance, by Newton's method in log q from its limits 1/q^2 and 1/q. */
static double trigamma_inverse(double variance)
{
    double q = variance > 1.0 ? 1.0 / sqrt(variance) : 1.0 / variance + 0.5;
    for (int i = 0; i < 4; i++) {
        double step = q * 1e-3;
        double slope = (gw_trigamma(q + step) - gw_trigamma(q)) / step;
        q *= gw_exp((variance - gw_trigamma(q)) / (slope * q));
    }
    return q;
}

/* Splits the variance of log m: what shrinks as 1/x is the spread of a customer's own orders, the
 * rest is the spread between customers; each is given at least a tenth. */
static void spend_start(double *params_out, const gw_cells *cells)
{
    log_moments sum = take_log_moments(cells);
    double spread = fmin(fmax(sum.spread, 1e-4), 1e4);
    double slope = sum.inverse_sq > 0.0 ? sum.cross / sum.inverse_sq : 0.0;
    double own = sum.inverse > 0.0 ? slope * sum.inverse : 0.5 * spread;
    own = fmin(fmax(own, 0.1 * spread), 0.9 * spread);
    double inverse = sum.inverse > 0.0 ? sum.inverse : 1.0;
    double px = trigamma_inverse(own);
    double p = px * inverse;
    double q = trigamma_inverse(spread - own);
    params_out[P] = p;
    params_out[Q] = q;
    params_out[GAMMA] = gw_exp(sum.mean + gw_digamma(q) - gw_digamma(px) - gw_log(inverse));
}

static void spend_simulate(double *columns, gw_rng *rng, const double *params)
{
    columns[MEAN_SPEND] = 0.0;
    if (columns[X] > 0.0) {
        double nu = gw_draw_gamma(rng, params[Q]) / params[GAMMA];
        double sum = gw_draw_gamma(rng, params[P] * columns[X]) / nu;
        columns[MEAN_SPEND] = fmax(sum / columns[X], 1e-300);
    }
}

#define N ((size_t)PARAMETERS)

/* ---- Prior ---------------------------------------------------------------------------------- */

/* The coefficient of variation of one customer's orders is p^-1/2; q > 1, so that there is a mean;
 * mean = p gamma / (q - 1). */
static const gw_prior_coordinate prior[PARAMETERS] = {
    {"log_own_cv", -0.7985076962177716 /* ln 0.45 */, 0.5,
     "log of p^-1/2: how much one customer's orders vary, by their mean"},
    {"log_q_above_1", 0.9162907318741551 /* ln 2.5 */, 0.6,
     "log of q-1: how much customers' mean orders vary"},
    {"log_mean", 0.0, 0.5, "log of the mean order by the median one"},
};

static void spend_place(double *logs_out, double *slopes_out, const double *coordinates,
                        double unit)
{
    double log_mean_rate = gw_log(unit) + coordinates[2] + coordinates[1]; /* of p gamma */
    logs_out[P] = -2 * coordinates[0];
    logs_out[Q] = gw_softplus(coordinates[1]);
    logs_out[GAMMA] = log_mean_rate - logs_out[P];
    for (size_t i = 0; i < N * N; i++)
        slopes_out[i] = 0;
    slopes_out[P * N] = -2;
    slopes_out[Q * N + 1] = 1 / (1 + gw_exp(-coordinates[1]));
    slopes_out[GAMMA * N] = 2;
    slopes_out[GAMMA * N + 1] = 1;
    slopes_out[GAMMA * N + 2] = 1;
}

static const gw_parameter parameters[PARAMETERS] = {
    {"p", 0.0, INFINITY, "how alike one customer's orders are: the shape of their gamma law"},
    {"q", 0.0, INFINITY, "how alike customers are: the shape of the gamma law of their rates"},
    {"gamma", 0.0, INFINITY, "the rate of that gamma law, an amount of money: sets the scale"},
};

const gw_model gw__model_gamma_gamma = {
    .name = "gamma_gamma",
    .title = "Gamma-Gamma",
    .advice = "The average order, for amounts above zero that do not depend on how often the "
              "customer buys: check that correlation first.",
    .kind = GW_MODEL_SPEND,
    .parameter_count = PARAMETERS,
    .parameters = parameters,
    .start = spend_start,
    .prior = prior,
    .place = spend_place,
    .log_lik = spend_log_lik,
    .score = spend_score,
    .simulate = spend_simulate,
};

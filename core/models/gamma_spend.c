/* Gamma-Gamma spend (Colombo & Jiang 1999, J. Interactive Marketing 13; Fader & Hardie 2013, "The
 * Gamma-Gamma Model of Monetary Value"), with a scale that may depend on x.
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
#include "gamma_spend.h"

#include <math.h>

#include "clones.h"
#include "draw.h"
#include "error.h"
#include "gamma.h"
#include "spend_moments.h"
#include "spend_runs.h"
#include "sum.h"
#include "vmath.h"

enum { X, MEAN_SPEND };
/* Derivatives, in this order; the last in log k. */
enum { P, Q, GAMMA, LOG_K, SLOPES };

#define CHUNK 256 /* cells looked at together */
#define LOG_2 0.69314718055994530942
#define LOG_SQRT_2PI 0.91893853320467274178
#define FAR_BELOW (-0.75) /* of y and z, which lie above -1 */

/* ---- What depends on x, and what on the cell ------------------------------------------------ */

typedef struct x_terms {
    double P; /* p x */
    double q;
    double n;      /* p x + q */
    double unit;   /* p gamma / q: rho = m / unit */
    double centre; /* log L at rho = 1 */
    double gamma;  /* of customers with this x */
    double twice;  /* how many times 1 + x doubles 1 */
} x_terms;

static x_terms terms_of(const gw__gamma_spend *law, double x)
{
    double q = law->q;
    x_terms t = {.P = law->p * x, .q = q, .twice = gw_log1p(x) / LOG_2};
    t.gamma = law->log_k == 0.0 ? law->gamma : law->gamma * gw_exp(law->log_k * t.twice);
    t.unit = law->p * t.gamma / q;
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

/* ---- Log-likelihood ------------------------------------------------------------------------- */

typedef struct run_sums {
    double weight;
    double log_y;
    double log_z;
    double y;
} run_sums;

static run_sums sums_of(const x_terms *t, const double *mean_spend, const double *weight, size_t n)
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
static void add_terms(double total[1 + SLOPES], double gamma, double x, const x_terms *t,
                      const run_sums *sums)
{
    double by_P = gw_digamma_difference(t->P, t->q) - gw_log1p(t->q / t->P);
    double by_q = gw_digamma_difference(t->q, t->P) - gw_log1p(t->P / t->q);
    total[0] += sums->weight * t->centre + (t->P - 1.0) * sums->log_y - (t->q + 1.0) * sums->log_z;
    total[1 + P] += x * (sums->weight * by_P + sums->log_y);
    total[1 + Q] += sums->weight * by_q - sums->log_z;
    total[1 + GAMMA] += t->P / gamma * sums->y;
    total[1 + LOG_K] += t->P * sums->y * t->twice;
}

static void add_run(double *totals, const void *user, const gw__spend_run *run)
{
    const gw__gamma_spend *law = user;
    x_terms t = terms_of(law, run->x);
    run_sums sums = sums_of(&t, run->mean_spend, run->weight, run->n);
    add_terms(totals, law->gamma, run->x, &t, &sums);
}

gw_status gw__gamma_spend_log_lik(double *log_lik_out, double *slopes_out, gw_context *context,
                                  const gw__gamma_spend *law, const gw_cells *cells, gw_error *err)
{
    double sums[1 + SLOPES];
    GW_TRY(gw__spend_sum(sums, 1 + SLOPES, context, cells, add_run, law, err));
    *log_lik_out = sums[0];
    for (int i = 0; i < SLOPES; i++)
        slopes_out[i] = sums[1 + i];
    return GW_OK;
}

/* ---- Scores --------------------------------------------------------------------------------- */

static void score_log_lik(double *out, const x_terms *t, const double *mean_spend, size_t n)
{
    double y[CHUNK], z[CHUNK], log_y[CHUNK], log_z[CHUNK];
    for (size_t from = 0; from < n; from += CHUNK) {
        size_t count = n - from < CHUNK ? n - from : CHUNK;
        chunk_logs(log_y, log_z, y, z, t, mean_spend + from, count);
        for (size_t i = 0; i < count; i++)
            out[from + i] = t->centre + (t->P - 1.0) * log_y[i] - (t->q + 1.0) * log_z[i];
    }
}

/* The posterior of nu is Gamma(p x + q, gamma + x m), so E(p / nu) = p (gamma + x m) / (p x + q -
 * 1): eq. (5) of the note. q - 1 first: it is exact near q = 1. False where the mean does not
 * exist. */
static int score_expected(double *out, const x_terms *t, double p, double x,
                          const double *mean_spend, size_t n)
{
    double room = t->P + (t->q - 1.0);
    double factor = p / room;
    for (size_t i = 0; i < n; i++) {
        double spent = x > 0.0 ? x * mean_spend[i] : 0.0;
        out[i] = room > 0.0 ? factor * (t->gamma + spent) : (double)NAN;
    }
    return room > 0.0;
}

static size_t score_run(double *log_lik, double *expected, const void *user,
                        const gw__spend_run *run)
{
    const gw__gamma_spend *law = user;
    x_terms t = terms_of(law, run->x);
    if (log_lik != NULL)
        score_log_lik(log_lik, &t, run->mean_spend, run->n);
    return expected == NULL || score_expected(expected, &t, law->p, run->x, run->mean_spend, run->n)
               ? 0
               : run->n;
}

gw_status gw__gamma_spend_score(double *const *scores_out, gw_score_report *report,
                                gw_context *context, const gw__gamma_spend *law,
                                const gw_cells *cells, gw_error *err)
{
    return gw__spend_score(scores_out, report, context, cells, score_run, law,
                           "the average order does not exist where p x + q <= 1 (for customers "
                           "without repeats, q <= 1): spending varies too much between customers",
                           err);
}

double gw__gamma_spend_log_next(const gw__gamma_spend *law, const double *seen, const double *next)
{
    gw__gamma_spend known = *law;
    x_terms t = terms_of(law, seen[X]);
    double spent = seen[X] > 0.0 ? seen[X] * seen[MEAN_SPEND] : 0.0;
    known.q = law->q + t.P;
    known.gamma = t.gamma + spent;
    known.log_k = 0.0; /* the customer's own law, whatever the next x */
    double log_density;
    x_terms then = terms_of(&known, next[X]);
    score_log_lik(&log_density, &then, &next[MEAN_SPEND], 1);
    return log_density;
}

/* ---- Start and simulation ------------------------------------------------------------------- */

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

/* Splits the variance of log m into that of a customer's own orders and that between customers. Of
 * log m given x the mean is log gamma - psi(q) + psi(p x) - log x, the variance psi'(p x) +
 * psi'(q). */
void gw__gamma_spend_start(gw__gamma_spend *out, const gw_cells *cells)
{
    gw__spend_moments m = gw__spend_moments_of(cells);
    double px = trigamma_inverse(m.own);
    out->p = px * m.inverse;
    out->q = trigamma_inverse(m.between);
    out->gamma = gw_exp(m.mean_log + gw_digamma(out->q) - gw_digamma(px) - gw_log(m.inverse));
    out->log_k = 0.0;
}

void gw__gamma_spend_simulate(double *columns, gw_rng *rng, const gw__gamma_spend *law)
{
    columns[MEAN_SPEND] = 0.0;
    if (columns[X] > 0.0) {
        double nu = gw_draw_gamma(rng, law->q) / terms_of(law, columns[X]).gamma;
        double sum = gw_draw_gamma(rng, law->p * columns[X]) / nu;
        columns[MEAN_SPEND] = fmax(sum / columns[X], 1e-300);
    }
}

/* ---- Prior ---------------------------------------------------------------------------------- */

/* The coefficient of variation of one customer's orders is p^-1/2; q > 1, so that there is a mean;
 * mean = p gamma / (q - 1). */
const gw_prior_coordinate gw__gamma_spend_prior[3] = {
    {"log_own_cv", -0.7985076962177716 /* ln 0.45 */, 0.5,
     "log of p^-1/2: how much one customer's orders vary, by their mean"},
    {"log_q_above_1", 0.9162907318741551 /* ln 2.5 */, 0.6,
     "log of q-1: how much customers' mean orders vary"},
    {"log_mean", 0.0, 0.5, "log of the mean order by the median one"},
};

void gw__gamma_spend_place(double *logs_out, double *slopes_out, const double *coordinates,
                           double unit, size_t n)
{
    double log_mean_rate = gw_log(unit) + coordinates[2] + coordinates[1]; /* of p gamma */
    logs_out[P] = -2 * coordinates[0];
    logs_out[Q] = gw_softplus(coordinates[1]);
    logs_out[GAMMA] = log_mean_rate - logs_out[P];
    for (size_t i = 0; i < 3 * n; i++)
        slopes_out[i] = 0;
    slopes_out[P * n] = -2;
    slopes_out[Q * n + 1] = 1 / (1 + gw_exp(-coordinates[1]));
    slopes_out[GAMMA * n] = 2;
    slopes_out[GAMMA * n + 1] = 1;
    slopes_out[GAMMA * n + 2] = 1;
}

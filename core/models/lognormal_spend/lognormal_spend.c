/* Log-normal spend: orders whose own tail is heavy.
 *
 * An order is exp(mu + sigma e), e ~ N(0, 1), and mu ~ N(log m, tau^2) differs between customers:
 * the law of order values in Borle, Singh & Jain (2008, "Customer lifetime value measurement",
 * Management Science 54) and Abe (2009, Marketing Science 28, and 2015 with amounts). The sum of
 * log-normal orders has no density of its own; the mean of x of them is taken as the log-normal
 * that has its mean and variance (Fenton 1960, "The sum of log-normal probability distributions in
 * scatter transmission systems", IRE Trans. Comm. Systems 8; exact at x = 1):
 *
 *   log mean | mu ~ N(mu + (sigma^2 - s^2)/2, s^2),   s^2 = log(1 + (e^(sigma^2) - 1)/x)
 *   log mean      ~ N(E, V),   E = log m + (sigma^2 - s^2)/2,   V = s^2 + tau^2
 *
 * The posterior of mu is normal, so the expected order exp(mu + sigma^2/2) has a closed form; it
 * always exists. Within a customer's orders the Gamma-Gamma's tail is exponential; between
 * customers its tail, a power, is the heavier of the two models. */
#include <math.h>

#include "clones.h"
#include "draw.h"
#include "error.h"
#include "spend_moments.h"
#include "spend_runs.h"
#include "sum.h"
#include "vmath.h"

enum { M, SIGMA, TAU, PARAMETERS };
enum { X, MEAN_SPEND };

#define CHUNK 256
#define LOG_2PI 1.83787706640934548356
#define LARGE_EXPONENT 700.0

/* What all customers with x occasions share. */
typedef struct x_law {
    double s2;    /* variance of log mean, given mu */
    double by_s2; /* d s2 / d sigma^2 */
    double shift; /* (sigma^2 - s2)/2 */
    double V;
} x_law;

static x_law law_of(const double *params, double x)
{
    double sigma2 = params[SIGMA] * params[SIGMA];
    double others = (x - 1.0) * gw_exp(-sigma2); /* exp(sigma^2) may be beyond a double */
    x_law law = {.by_s2 = 1.0 / (1.0 + others)};
    law.s2 = sigma2 < LARGE_EXPONENT ? gw_log1p(gw_expm1(sigma2) / x)
                                     : sigma2 - gw_log(x) + gw_log1p(others);
    law.shift = 0.5 * (sigma2 - law.s2);
    law.V = law.s2 + params[TAU] * params[TAU];
    return law;
}

/* log(mean / m) of cells with one x: small where the mean is near m. */
GW_CLONES static void over_m(double *out, const double *mean_spend, double m, size_t n)
{
    for (size_t i = 0; i < n; i++)
        out[i] = mean_spend[i] / m;
}

/* ---- Log-likelihood ------------------------------------------------------------------------- */

/* Sums of weight times 1, z = log(mean) - E, z^2, over cells with one x. */
typedef struct run_sums {
    double weight, z, z2;
} run_sums;

static run_sums sums_of(const x_law *law, double m, const double *mean_spend, const double *weight,
                        size_t n)
{
    double z[CHUNK], z2[CHUNK];
    run_sums sums = {0.0, 0.0, 0.0};
    for (size_t from = 0; from < n; from += CHUNK) {
        size_t count = n - from < CHUNK ? n - from : CHUNK;
        over_m(z, mean_spend + from, m, count);
        gw_log_array(z, z, count);
        for (size_t i = 0; i < count; i++) {
            z[i] -= law->shift;
            z2[i] = z[i] * z[i];
        }
        sums.weight += gw_sum(weight + from, count);
        sums.z += gw_sum_products(weight + from, z, count);
        sums.z2 += gw_sum_products(weight + from, z2, count);
    }
    return sums;
}

/* log L = -log(2 pi V)/2 - log(mean) - z^2/(2 V). */
static void add_terms(double total[1 + PARAMETERS], const double *params, const x_law *law,
                      const run_sums *sums)
{
    double by_E = sums->z / law->V;
    double by_V = 0.5 * (sums->z2 / law->V - sums->weight) / law->V;
    double log_mean = sums->z + sums->weight * (gw_log(params[M]) + law->shift);
    total[0] -= 0.5 * (sums->weight * (LOG_2PI + gw_log(law->V)) + sums->z2 / law->V) + log_mean;
    total[1 + M] += by_E / params[M];
    total[1 + SIGMA] += 2.0 * params[SIGMA] * (0.5 * (1.0 - law->by_s2) * by_E + law->by_s2 * by_V);
    total[1 + TAU] += 2.0 * params[TAU] * by_V;
}

static void add_run(double *totals, const void *user, const gw__spend_run *run)
{
    const double *params = user;
    x_law law = law_of(params, run->x);
    run_sums sums = sums_of(&law, params[M], run->mean_spend, run->weight, run->n);
    add_terms(totals, params, &law, &sums);
}

static gw_status spend_log_lik(double *log_lik_out, double *gradient_out, gw_context *context,
                               const double *params, const gw_cells *cells, gw_error *err)
{
    double sums[1 + PARAMETERS];
    GW_TRY(gw__spend_sum(sums, 1 + PARAMETERS, context, cells, add_run, params, err));
    *log_lik_out = sums[0];
    for (size_t i = 0; gradient_out != NULL && i < PARAMETERS; i++)
        gradient_out[i] = sums[1 + i];
    return GW_OK;
}

/* ---- Scores --------------------------------------------------------------------------------- */

/* What is known of a customer's mu - log m. */
typedef struct known {
    double mean, variance;
} known;

static known known_of(const double *params, double x, double mean_spend)
{
    double tau2 = params[TAU] * params[TAU];
    if (!(x > 0.0))
        return (known){0.0, tau2};
    x_law law = law_of(params, x);
    double share = tau2 / law.V;
    double own = gw_log(mean_spend / params[M]) - law.shift;
    return (known){share * own, share * law.s2};
}

static double log_density(double z, double V, double log_mean)
{
    return -0.5 * (LOG_2PI + gw_log(V) + z * z / V) - log_mean;
}

static size_t score_run(double *log_lik, double *expected, const void *user,
                        const gw__spend_run *run)
{
    const double *params = user;
    double half_sigma2 = 0.5 * params[SIGMA] * params[SIGMA];
    size_t undefined = 0;
    for (size_t i = 0; log_lik != NULL && i < run->n; i++) {
        x_law law = law_of(params, run->x);
        double z = gw_log(run->mean_spend[i] / params[M]) - law.shift;
        log_lik[i] = log_density(z, law.V, gw_log(run->mean_spend[i]));
    }
    for (size_t i = 0; expected != NULL && i < run->n; i++) {
        known mu = known_of(params, run->x, run->mean_spend[i]);
        double order = params[M] * gw_exp(mu.mean + 0.5 * mu.variance + half_sigma2);
        expected[i] = isfinite(order) ? order : (double)NAN;
        undefined += isfinite(order) ? 0 : 1;
    }
    return undefined;
}

static gw_status spend_score(double *const *scores_out, gw_score_report *report,
                             gw_context *context, const double *params, const gw_cells *cells,
                             const gw_forecast_question *question, gw_error *err)
{
    (void)question;
    return gw__spend_score(scores_out, report, context, cells, score_run, params,
                           "with sigma or tau this large the average order is beyond what a "
                           "number can hold",
                           err);
}

static double spend_log_next(const double *params, const double *seen, const double *next)
{
    known mu = known_of(params, seen[X], seen[MEAN_SPEND]);
    x_law law = law_of(params, next[X]);
    double z = gw_log(next[MEAN_SPEND] / params[M]) - law.shift - mu.mean;
    return log_density(z, law.s2 + mu.variance, gw_log(next[MEAN_SPEND]));
}

/* ---- Start, simulation and prior ------------------------------------------------------------ */

static void spend_start(double *params_out, const gw_cells *cells)
{
    gw__spend_moments moments = gw__spend_moments_of(cells);
    double sigma2 = gw_log1p(gw_expm1(fmin(moments.own, 50.0)) / moments.inverse);
    params_out[M] = gw_exp(moments.mean_log - 0.5 * (sigma2 - moments.own));
    params_out[SIGMA] = sqrt(sigma2);
    params_out[TAU] = sqrt(moments.between);
}

/* The mean's own law, as above. */
static void spend_simulate(double *columns, gw_rng *rng, const double *params)
{
    columns[MEAN_SPEND] = 0.0;
    if (columns[X] > 0.0) {
        x_law law = law_of(params, columns[X]);
        double log_mean = law.shift + sqrt(law.V) * gw_draw_normal(rng);
        columns[MEAN_SPEND] = fmin(fmax(params[M] * gw_exp(log_mean), 1e-300), 1e300);
    }
}

static const gw_prior_coordinate prior[PARAMETERS] = {
    {"log_m", 0.0, 0.5, "log of the median order of a middle customer by the median mean order"},
    {"log_sigma", -0.6931471805599453 /* ln 0.5 */, 0.5,
     "log of sigma: how much one customer's orders vary"},
    {"log_tau", -0.6931471805599453 /* ln 0.5 */, 0.5, "log of tau: how much customers vary"},
};

static void spend_place(double *logs_out, double *slopes_out, const double *coordinates,
                        double unit)
{
    for (size_t i = 0; i < PARAMETERS; i++) {
        logs_out[i] = coordinates[i] + (i == M ? gw_log(unit) : 0.0);
        for (size_t j = 0; j < PARAMETERS; j++)
            slopes_out[i * PARAMETERS + j] = i == j;
    }
}

static const gw_parameter parameters[PARAMETERS] = {
    {"m", 0.0, INFINITY, "the median order of a middle customer, an amount of money"},
    {"sigma", 0.0, INFINITY, "how much one customer's orders vary: the deviation of their logs"},
    {"tau", 0.0, INFINITY, "how much customers vary: the deviation of their median orders' logs"},
};

const gw_model gw__model_lognormal_spend = {
    .name = "lognormal_spend",
    .title = "Log-normal spend",
    .advice = "The average order where single orders may be many times a customer's usual one; the "
              "average always exists.",
    .kind = GW_MODEL_SPEND,
    .parameter_count = PARAMETERS,
    .parameters = parameters,
    .start = spend_start,
    .prior = prior,
    .place = spend_place,
    .log_lik = spend_log_lik,
    .score = spend_score,
    .simulate = spend_simulate,
    .log_next = spend_log_next,
};

/* The posterior of the common shock's size, on a grid; see common_shock.h. The half-Cauchy: Gelman
 * (2006), "Prior distributions for variance parameters in hierarchical models", Bayesian
 * Analysis 1. */
#include "common_shock.h"

#include <math.h>

#include "draw.h"
#include "normal_distribution.h"
#include "vmath.h"

#define UNKNOWN_LOG_SD 0.10

/* The posterior of s on a grid of equal steps of its logarithm, 2e-5 to 2: `up_to` it. */
#define SHOCK_GRID 400
#define SHOCK_LEAST 2e-5
#define SHOCK_STEP (11.512925464970229 / (SHOCK_GRID - 1)) /* ln 1e5 */

static double shock_at(double place)
{
    return SHOCK_LEAST * gw_exp(place * SHOCK_STEP);
}

static double log_weight(const gw_shock_facts *facts, double s)
{
    double scaled = s / UNKNOWN_LOG_SD;
    double sum = gw_log(s) - gw_log1p(scaled * scaled); /* ds = s d ln s */
    for (size_t i = 0; i < facts->n; i++) {
        double variance = s * s + facts->se[i] * facts->se[i];
        double miss = facts->log_ratio[i] + 0.5 * s * s;
        sum -= 0.5 * (gw_log(variance) + miss * miss / variance);
    }
    return sum;
}

static void shock_posterior(double up_to[SHOCK_GRID], const gw_shock_facts *facts)
{
    double most = -INFINITY;
    double sum = 0;
    for (size_t i = 0; i < SHOCK_GRID; i++) {
        up_to[i] = log_weight(facts, shock_at((double)i));
        most = up_to[i] > most ? up_to[i] : most;
    }
    for (size_t i = 0; i < SHOCK_GRID; i++)
        up_to[i] = sum += gw_exp(up_to[i] - most);
    for (size_t i = 0; i < SHOCK_GRID; i++)
        up_to[i] /= sum;
}

static double shock_quantile(const double up_to[SHOCK_GRID], double level)
{
    size_t at = 0;
    size_t end = SHOCK_GRID - 1;
    while (at < end) {
        size_t middle = (at + end) / 2;
        if (up_to[middle] < level)
            at = middle + 1;
        else
            end = middle;
    }
    double below = at > 0 ? up_to[at - 1] : 0.0;
    double inside = up_to[at] > below ? (level - below) / (up_to[at] - below) : 0.5;
    return shock_at((double)at - 0.5 + fmin(1.0, fmax(0.0, inside)));
}

/* The size at a level of chance: of the prior, of the posterior, or the larger of both. */
static double size_at(const double up_to[SHOCK_GRID], const gw_shock_facts *facts, double z)
{
    double level = gw_normal_cdf(z);
    double prior = UNKNOWN_LOG_SD * gw_normal_quantile(0.5 + 0.5 * fmin(level, 1 - 1e-9));
    if (facts->n < GW_SHOCK_FEW)
        return prior;
    double told = shock_quantile(up_to, level);
    return facts->short_windows ? fmax(prior, told) : told;
}

double gw_common_shock_sd(const gw_shock_facts *facts)
{
    double up_to[SHOCK_GRID];
    shock_posterior(up_to, facts);
    return size_at(up_to, facts, 0);
}

void gw_common_shocks(double *shocks_out, size_t n, const gw_shock_facts *facts, uint64_t seed)
{
    double up_to[SHOCK_GRID];
    gw_rng rng = gw_rng_seeded(seed, 1);
    shock_posterior(up_to, facts);
    for (size_t i = 0; i < n; i++) {
        double z = gw_draw_normal(&rng);
        double sd = size_at(up_to, facts, gw_draw_normal(&rng));
        shocks_out[i] = gw_exp(sd * z - 0.5 * sd * sd);
    }
}

/* Vehtari, Gelman, Simpson, Carpenter & Buerkner (2021), "Rank-normalization, folding, and
 * localization: an improved R-hat for assessing convergence of MCMC", Bayesian Analysis 16(2):
 * normal scores z = Phi^-1((rank - 3/8) / (S + 1/4)) with mean ranks for ties, chains split in
 * halves, R-hat the larger of bulk and folded; ESS with Geyer's initial monotone sequence (1992,
 * Statistical Science 7(4)). For weighted draws the rank is the weight below plus half of its own.
 */
#include "diagnostics.h"

#include <math.h>

#include "error.h"
#include "memory.h"
#include "normal_distribution.h"
#include "placed.h"
#include "sum.h"
#include "vmath.h"

#define LOG_10 2.302585092994045684

static void sort_values(gw_placed *out, const double *values, size_t n)
{
    for (size_t i = 0; i < n; i++)
        out[i] = (gw_placed){values[i], i};
    gw_placed_sort(out, n);
}

static double weight_of(const double *weights, size_t i, size_t n)
{
    return weights != NULL ? weights[i] : 1 / (double)n;
}

/* Normal scores by place; values that tie share one. */
static void normal_scores(double *out, const gw_placed *sorted, const double *weights, size_t n)
{
    double below = 0;
    double count = (double)n;
    for (size_t i = 0; i < n;) {
        size_t end = i;
        double own = 0;
        for (; end < n && sorted[end].value == sorted[i].value; end++)
            own += weight_of(weights, sorted[end].place, n);
        /* (rank - 3/8) / (S + 1/4) with the mean rank S (below + own / 2) + 1/2 */
        double p = (count * (below + own / 2) + 0.125) / (count + 0.25);
        double score = gw_normal_quantile(p < 1 ? p : 1 - 1e-16);
        for (; i < end; i++)
            out[sorted[i].place] = score;
        below += own;
    }
}

/* ---- Chains --------------------------------------------------------------------------------- */

typedef struct variances {
    double within;
    double all; /* (n - 1) / n within + between / n */
} variances;

static double mean_of(const double *values, size_t n)
{
    return gw_sum(values, n) / (double)n;
}

static variances split_variances(const double *values, size_t chains, size_t n)
{
    double centre = 0;
    double within = 0;
    double between = 0;
    for (size_t c = 0; c < chains; c++)
        centre += mean_of(values + c * n, n) / (double)chains;
    for (size_t c = 0; c < chains; c++) {
        double mean = mean_of(values + c * n, n);
        double sum = 0;
        for (size_t i = 0; i < n; i++)
            sum += (values[c * n + i] - mean) * (values[c * n + i] - mean);
        within += sum / (double)(n - 1) / (double)chains;
        between += (mean - centre) * (mean - centre) / (double)(chains - 1);
    }
    return (variances){within, within * (double)(n - 1) / (double)n + between};
}

/* The first and the last halves of the chains, as chains of their own; an odd value in the middle
 * is left out. Returns the length of each. */
static size_t split_chains(double *out, const double *values, size_t chains, size_t n)
{
    size_t half = n / 2;
    for (size_t c = 0; c < chains; c++)
        for (size_t i = 0; i < half; i++) {
            out[2 * c * half + i] = values[c * n + i];
            out[(2 * c + 1) * half + i] = values[c * n + (n - half) + i];
        }
    return half;
}

static double rhat_of(const double *split, size_t chains, size_t n)
{
    variances v = split_variances(split, chains, n);
    return v.within > 0 ? sqrt(v.all / v.within) : (double)NAN;
}

typedef struct chain_scratch {
    gw_placed *sorted;
    double *split;
    double *scores;
} chain_scratch;

static gw_status take_scratch(chain_scratch *out, gw_context *context, size_t n, gw_error *err)
{
    out->sorted = gw_alloc(context, n, sizeof *out->sorted);
    out->split = gw_alloc(context, n, sizeof *out->split);
    out->scores = gw_alloc(context, n, sizeof *out->scores);
    if (out->sorted == NULL || out->split == NULL || out->scores == NULL)
        return gw_error_no_memory(err, "what the chains tell");
    return GW_OK;
}

static void free_scratch(chain_scratch *s, gw_context *context)
{
    gw_release(context, s->sorted);
    gw_release(context, s->split);
    gw_release(context, s->scores);
}

/* Normal scores of the split chains into s->scores. */
static void score_split(chain_scratch *s, size_t n)
{
    sort_values(s->sorted, s->split, n);
    normal_scores(s->scores, s->sorted, NULL, n);
}

static double median_of(const gw_placed *sorted, size_t n)
{
    return (sorted[(n - 1) / 2].value + sorted[n / 2].value) / 2;
}

static void fill_rhats(gw_rhats *out, chain_scratch *s, size_t chains, size_t half)
{
    size_t n = 2 * chains * half;
    out->split = rhat_of(s->split, 2 * chains, half);
    score_split(s, n);
    out->bulk = rhat_of(s->scores, 2 * chains, half);
    double median = median_of(s->sorted, n);
    for (size_t i = 0; i < n; i++)
        s->split[i] = fabs(s->split[i] - median);
    score_split(s, n);
    out->folded = rhat_of(s->scores, 2 * chains, half);
}

gw_status gw_rhats_of(gw_rhats *out, gw_context *context, const double *values, size_t chains,
                      size_t n, gw_error *err)
{
    chain_scratch s = {NULL, NULL, NULL};
    gw_status status = take_scratch(&s, context, chains * n, err);
    if (status == GW_OK)
        fill_rhats(out, &s, chains, split_chains(s.split, values, chains, n));
    free_scratch(&s, context);
    return status;
}

/* The autocorrelation at `lag` of all chains together (eq. 10). */
static double correlation(const double *scores, size_t chains, size_t n, const variances *v,
                          size_t lag)
{
    double covariance = 0;
    for (size_t c = 0; c < chains; c++) {
        const double *chain = scores + c * n;
        double mean = mean_of(chain, n);
        double sum = 0;
        for (size_t i = 0; i + lag < n; i++)
            sum += (chain[i] - mean) * (chain[i + lag] - mean);
        covariance += sum / (double)n / (double)chains;
    }
    return 1 - (v->within - covariance) / v->all;
}

/* Sums of neighbouring correlations, as long as they are positive, each no larger than the one
 * before; of the first sum that is not, what its even lag has (as Stan and arviz do it). */
static double chains_ess(const double *scores, size_t chains, size_t n)
{
    variances v = split_variances(scores, chains, n);
    double total = (double)(chains * n);
    if (!(v.within > 0))
        return (double)NAN;
    double even = 1;
    double pair = 1 + correlation(scores, chains, n, &v, 1);
    double time = -1;
    size_t lag = 2;
    for (; pair > 0 && lag + 2 < n; lag += 2) {
        time += 2 * pair;
        even = correlation(scores, chains, n, &v, lag);
        double next = even + correlation(scores, chains, n, &v, lag + 1);
        pair = next < pair ? next : pair;
    }
    time += lag > 2 && even > 0 ? even : 0;
    return total / fmax(time, LOG_10 / gw_log(total));
}

/* ---- Summaries ------------------------------------------------------------------------------ */

static double quantile(const gw_placed *sorted, const double *weights, size_t n, double level)
{
    double below = 0;
    for (size_t i = 0; i < n; i++) {
        below += weight_of(weights, sorted[i].place, n);
        if (below >= level)
            return sorted[i].value;
    }
    return sorted[n - 1].value;
}

static double weighted_ess(const double *scores, const double *weights, size_t n)
{
    double mean = 0;
    double spread = 0;
    double noise = 0;
    for (size_t i = 0; i < n; i++)
        mean += weight_of(weights, i, n) * scores[i];
    for (size_t i = 0; i < n; i++) {
        double w = weight_of(weights, i, n);
        double off = scores[i] - mean;
        spread += w * off * off;
        noise += w * w * off * off;
    }
    return noise > 0 ? spread / noise : (double)NAN;
}

static void moments(gw_summary_of_one *out, const gw_draws_of_one *draws)
{
    double mean = 0;
    double square = 0;
    for (size_t i = 0; i < draws->count; i++)
        mean += weight_of(draws->weights, i, draws->count) * draws->values[i];
    for (size_t i = 0; i < draws->count; i++) {
        double off = draws->values[i] - mean;
        square += weight_of(draws->weights, i, draws->count) * off * off;
    }
    out->mean = mean;
    out->sd = sqrt(square);
}

gw_status gw_summarise(gw_summary_of_one *out, gw_context *context, const gw_draws_of_one *draws,
                       gw_error *err)
{
    chain_scratch s = {NULL, NULL, NULL};
    size_t n = draws->count;
    gw_status status = take_scratch(&s, context, n, err);
    if (status != GW_OK)
        goto done;
    moments(out, draws);
    sort_values(s.sorted, draws->values, n);
    out->q05 = quantile(s.sorted, draws->weights, n, 0.05);
    out->q50 = quantile(s.sorted, draws->weights, n, 0.50);
    out->q95 = quantile(s.sorted, draws->weights, n, 0.95);
    out->rhat = (double)NAN;
    if (draws->chains == 0) {
        normal_scores(s.scores, s.sorted, draws->weights, n);
        out->ess = weighted_ess(s.scores, draws->weights, n);
        goto done;
    }
    gw_rhats rhats;
    size_t half = split_chains(s.split, draws->values, draws->chains, n / draws->chains);
    score_split(&s, 2 * draws->chains * half);
    out->ess = chains_ess(s.scores, 2 * draws->chains, half);
    fill_rhats(&rhats, &s, draws->chains, half);
    out->rhat = fmax(rhats.bulk, rhats.folded);
done:
    free_scratch(&s, context);
    return status;
}

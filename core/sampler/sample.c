/* Mode, importance sampling, and chains only where its weights cannot be trusted; see sample.h. */
#include "sample.h"

#include <math.h>

#include "error.h"
#include "hmc.h"
#include "importance.h"
#include "memory.h"
#include "rng.h"

#define CHAIN_LEAST 500 /* points of one chain */

/* The evidence's standard error, of its log: sd of the weights over their mean and sqrt(count).
 * With weights that sum to 1 that is sqrt(sum w^2 - 1/count). */
static double evidence_se(double ess, size_t count)
{
    return sqrt(fmax(1 / ess - 1 / (double)count, 0.0));
}

/* Points and weights move from the run to the sample. */
static void take_points(gw_sample *out, gw_importance *run)
{
    out->count = run->count;
    out->points = run->points;
    out->weights = run->weights;
    out->ess = run->ess;
    out->log_evidence = run->log_mean;
    out->log_evidence_se = evidence_se(run->ess, run->count);
    run->points = run->weights = NULL;
}

static gw_status run_chains(gw_sample *out, const gw_importance *run, gw_context *context,
                            const gw_sample_options *options, gw_error *err)
{
    size_t length = options->draws / GW_HMC_CHAINS + 1;
    size_t evaluations = 0;
    length = length > CHAIN_LEAST ? length : CHAIN_LEAST;
    out->points = gw_alloc(context, GW_HMC_CHAINS * length * out->n, sizeof(double));
    if (out->points == NULL)
        return gw_error_no_memory(err, "the chains of a posterior");
    out->chains = GW_HMC_CHAINS;
    out->count = GW_HMC_CHAINS * length;
    out->ess = out->log_evidence = out->log_evidence_se = (double)NAN;
    GW_TRY(gw_hmc_run(out->points, &evaluations, run->target, &run->law[0], length, options->seed,
                      err));
    out->evaluations += evaluations;
    return GW_OK;
}

static gw_status find_sample(gw_sample *out, gw_importance *run, gw_context *context,
                             const gw_target *target, const gw_sample_options *options,
                             gw_error *err)
{
    gw_laplace modes[GW_MODES_MOST];
    size_t count = 0;
    GW_TRY(gw_laplace_find(modes, &count, target, err));
    if (count == 0)
        return gw_error_set(err, GW_FAILED, "no parameters with a likelihood were found");
    GW_TRY(gw_importance_run(run, context, target, modes, count, options, err));
    out->mode = modes[0].mode;
    out->khat = run->khat;
    out->evaluations = run->count;
    if (run->khat > GW_KHAT_LIMIT)
        return run_chains(out, run, context, options, err);
    take_points(out, run);
    return GW_OK;
}

gw_status gw_sample_make(gw_sample *out, gw_context *context, const gw_target *target,
                         const gw_sample_options *options, gw_error *err)
{
    gw_importance run = {.context = context};
    gw_sample made = {.n = target->objective.n};
    gw_status status = find_sample(&made, &run, context, target, options, err);
    gw_importance_free(&run);
    if (status == GW_OK)
        *out = made;
    else
        gw_sample_free(&made, context);
    return status;
}

void gw_sample_free(gw_sample *sample, gw_context *context)
{
    gw_release(context, sample->points);
    gw_release(context, sample->weights);
    sample->points = sample->weights = NULL;
}

static void shuffle(size_t *places, size_t n, gw_rng *rng)
{
    for (size_t i = n; i > 1; i--) {
        size_t other = (size_t)gw_rng_below(rng, i);
        size_t place = places[i - 1];
        places[i - 1] = places[other];
        places[other] = place;
    }
}

/* The places that the comb (u + k) / draws meets in the running sum of the weights. */
static void comb(size_t *places, size_t draws, const gw_sample *sample, double u)
{
    size_t place = 0;
    double equal = 1 / (double)sample->count;
    double below = sample->weights != NULL ? sample->weights[0] : equal;
    for (size_t k = 0; k < draws; k++) {
        while (below * (double)draws < (double)k + u && place + 1 < sample->count) {
            place++;
            below += sample->weights != NULL ? sample->weights[place] : equal;
        }
        places[k] = place;
    }
}

gw_status gw_sample_resample(double *points_out, size_t draws, gw_context *context,
                             const gw_sample *sample, uint64_t seed, gw_error *err)
{
    gw_rng rng = gw_rng_seeded(seed, UINT64_MAX);
    size_t *places = gw_alloc(context, draws, sizeof *places);
    if (places == NULL)
        return gw_error_no_memory(err, "the draws of a posterior");
    comb(places, draws, sample, gw_rng_uniform(&rng));
    shuffle(places, draws, &rng);
    for (size_t k = 0; k < draws; k++)
        for (size_t i = 0; i < sample->n; i++)
            points_out[k * sample->n + i] = sample->points[places[k] * sample->n + i];
    gw_release(context, places);
    return GW_OK;
}

/* Hamiltonian Monte Carlo (Neal 2011, "MCMC using Hamiltonian dynamics", Handbook of Markov Chain
 * Monte Carlo, ch. 5) with leapfrog steps whose size is learnt while warming up by dual averaging
 * (Hoffman & Gelman 2014, JMLR 15, section 3.2.1), and trajectories of a random length, so that no
 * period of the target is met again and again.
 *
 * Positions are point = centre + axes z, of a law that knows the target roughly: in z all
 * directions have about unit width. Four chains begin at draws of that law. */
#include "hmc.h"

#include <math.h>
#include <stdbool.h>

#include "draw.h"
#include "rng.h"
#include "vmath.h"

#define WARMING 400
#define ACCEPTANCE 0.8
#define LONGEST 1.6 /* of a trajectory, in units of the widths: a quarter of a period */
#define STEPS_MOST 40
#define START_TRIES 50

/* A place of a chain: z, with the log density and its gradient in z. */
typedef struct place {
    double z[GW_OPTIM_MAX];
    double value;
    double slope[GW_OPTIM_MAX];
} place;

typedef struct chain {
    const gw_target *target;
    const gw_student *metric;
    gw_rng rng;
    place at;
    double step;
    size_t *evaluations;
    /* Dual averaging. */
    double centre;
    double mean_miss;
    double log_mean_step;
} chain;

static gw_status evaluate(place *at, const chain *c, gw_error *err)
{
    double point[GW_OPTIM_MAX];
    double gradient[GW_OPTIM_MAX];
    const gw_objective *objective = &c->target->objective;
    size_t n = objective->n;
    gw_student_point(point, c->metric, at->z);
    ++*c->evaluations;
    gw_status status = objective->evaluate(&at->value, gradient, point, objective->user, err);
    if (status != GW_OK)
        return status;
    for (size_t j = 0; j < n; j++) {
        at->slope[j] = 0;
        for (size_t i = 0; i < n; i++)
            at->slope[j] += c->metric->axes[i * n + j] * gradient[i];
        if (!isfinite(at->slope[j]))
            at->value = (double)NAN;
    }
    if (!isfinite(at->value))
        at->value = -HUGE_VAL;
    return GW_OK;
}

static double energy_of(const double *momentum, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += momentum[i] * momentum[i] / 2;
    return sum;
}

/* One trajectory; the chance with which its end was to be taken. */
static gw_status move(chain *c, double *chance_out, gw_error *err)
{
    size_t n = c->target->objective.n;
    double momentum[GW_OPTIM_MAX];
    place end = c->at;
    for (size_t i = 0; i < n; i++)
        momentum[i] = gw_draw_normal(&c->rng);
    double before = c->at.value - energy_of(momentum, n);
    double length = LONGEST * gw_rng_uniform(&c->rng);
    int steps = (int)fmin(ceil(length / c->step), STEPS_MOST);
    for (int step = 0; step < steps && isfinite(end.value); step++) {
        for (size_t i = 0; i < n; i++) {
            momentum[i] += c->step / 2 * end.slope[i];
            end.z[i] += c->step * momentum[i];
        }
        gw_status status = evaluate(&end, c, err);
        if (status != GW_OK)
            return status;
        for (size_t i = 0; i < n && isfinite(end.value); i++)
            momentum[i] += c->step / 2 * end.slope[i];
    }
    double gain = isfinite(end.value) ? end.value - energy_of(momentum, n) - before : -HUGE_VAL;
    *chance_out = gain >= 0 ? 1.0 : isnan(gain) ? 0.0 : gw_exp(gain);
    if (gw_rng_uniform(&c->rng) < *chance_out)
        c->at = end;
    return GW_OK;
}

/* Dual averaging with the authors' constants: gamma .05, t0 10, kappa .75. */
static void learn_step(chain *c, int iteration, double chance)
{
    double t = (double)iteration;
    double share = 1 / (t + 10);
    c->mean_miss = (1 - share) * c->mean_miss + share * (ACCEPTANCE - chance);
    double log_step = c->centre - sqrt(t) / 0.05 * c->mean_miss;
    double weight = gw_exp(-0.75 * gw_log(t));
    c->log_mean_step = weight * log_step + (1 - weight) * c->log_mean_step;
    c->step = gw_exp(log_step);
}

/* A start with a density: a draw of the metric, ever closer to its centre. */
static gw_status start(chain *c, gw_error *err)
{
    size_t n = c->target->objective.n;
    double size = 1;
    for (int attempt = 0; attempt < START_TRIES; attempt++) {
        for (size_t i = 0; i < n; i++)
            c->at.z[i] = size * gw_draw_normal(&c->rng);
        gw_status status = evaluate(&c->at, c, err);
        if (status != GW_OK || isfinite(c->at.value))
            return status;
        size *= 0.7;
    }
    return GW_OK;
}

static gw_status run_chain(double *points_out, chain *c, size_t length, gw_error *err)
{
    double chance = 0;
    gw_status status = start(c, err);
    c->step = 0.5;
    c->centre = gw_log(10 * c->step);
    for (int i = 1; i <= WARMING && status == GW_OK; i++) {
        status = move(c, &chance, err);
        learn_step(c, i, chance);
    }
    c->step = gw_exp(c->log_mean_step);
    for (size_t i = 0; i < length && status == GW_OK; i++) {
        status = move(c, &chance, err);
        gw_student_point(points_out + i * c->target->objective.n, c->metric, c->at.z);
    }
    return status;
}

gw_status gw_hmc_run(double *points_out, size_t *evaluations_out, const gw_target *target,
                     const gw_student *metric, size_t length, uint64_t seed, gw_error *err)
{
    *evaluations_out = 0;
    for (size_t k = 0; k < GW_HMC_CHAINS; k++) {
        /* Streams from the end: those from the beginning are the proposals'. */
        chain c = {.target = target,
                   .metric = metric,
                   .rng = gw_rng_seeded(seed, UINT64_MAX - 1 - k),
                   .evaluations = evaluations_out};
        gw_status status =
            run_chain(points_out + k * length * target->objective.n, &c, length, err);
        if (status != GW_OK)
            return status;
    }
    return GW_OK;
}

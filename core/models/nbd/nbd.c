/* NBD: repeat purchases without drop-out (Ehrenberg 1959, Applied Statistics 8).
 *
 * While observed, a customer buys as a Poisson process of rate lambda ~ Gamma(r, rate alpha). The
 * likelihood is that of the purchase times, as for the models with drop-out that become this one at
 * the edge of their range, so that log-likelihoods compare (the count alone would have T^x / x!):
 *
 *     L(x, T) = Gamma(r + x) / Gamma(r) alpha^r (alpha + T)^-(r + x)
 *
 * It depends on (x, T) alone: one log1p and one log for each distinct T of a block. Written as
 * -r log1p(T / alpha) - x log(alpha + T) nothing is lost for alpha and r large (the Poisson edge).
 * Given (x, T), lambda ~ Gamma(r + x, alpha + T). */
#include "cells.h"
#include "context.h"
#include "draw.h"
#include "error.h"
#include "gamma.h"
#include "memory.h"
#include "model.h"
#include "moments.h"
#include "nb_chances.h"
#include "parallel.h"
#include "prior.h"
#include "spread.h"
#include "sum.h"
#include "undefined.h"
#include "vmath.h"

#include <math.h>

enum { R, ALPHA, PARAMETERS };
enum { X, T_X, T };

#define X_MOST 1e9 /* the largest count that cells take */

#define CHUNK 256 /* distinct T looked at together */

/* ---- Log-likelihood ------------------------------------------------------------------------- */

typedef struct fit_job {
    const double *params;
    const gw_cells *cells;
    double *log_lik; /* by block */
    double *d_r;
    double *d_alpha;
} fit_job;

static void add_chunk(double sums[3], const double *params, double x, const double *T_values,
                      const double *weight, size_t n)
{
    double growth[CHUNK]; /* log1p(T / alpha) */
    double log_total[CHUNK];
    double slope[CHUNK];
    double r = params[R];
    double alpha = params[ALPHA];
    for (size_t i = 0; i < n; i++) {
        growth[i] = T_values[i] / alpha;
        log_total[i] = alpha + T_values[i];
        slope[i] = (r * growth[i] - x) / log_total[i];
    }
    gw_log1p_array(growth, growth, n);
    double grown = gw_sum_products(weight, growth, n);
    sums[0] -= r * grown;
    if (x > 0.0) {
        gw_log_array(log_total, log_total, n);
        sums[0] -= x * gw_sum_products(weight, log_total, n);
    }
    sums[1] -= grown;
    sums[2] += gw_sum_products(weight, slope, n);
}

static void fit_block(size_t unit, int worker, void *user)
{
    (void)worker;
    const fit_job *job = user;
    const gw_block *block = &job->cells->blocks[unit];
    double weight = gw_sum(block->T_weight, block->T_count);
    double sums[3] = {weight * gw_log_rising(job->params[R], block->x),
                      weight * gw_digamma_difference(job->params[R], block->x), 0.0};
    for (size_t from = 0; from < block->T_count; from += CHUNK) {
        size_t n = block->T_count - from < CHUNK ? block->T_count - from : CHUNK;
        add_chunk(sums, job->params, block->x, block->T_values + from, block->T_weight + from, n);
    }
    job->log_lik[unit] = sums[0];
    job->d_r[unit] = sums[1];
    job->d_alpha[unit] = sums[2];
}

static gw_status nbd_log_lik(double *log_lik_out, double *gradient_out, gw_context *context,
                             const double *params, const gw_cells *cells, gw_error *err)
{
    size_t blocks = cells->block_count;
    double *sums = gw_alloc(context, 3 * blocks, sizeof *sums);
    if (sums == NULL)
        return gw_error_no_memory(err, "the NBD likelihood");
    fit_job job = {params, cells, sums, sums + blocks, sums + 2 * blocks};
    gw_parallel_for(context, blocks, fit_block, &job);
    *log_lik_out = gw_sum_pairwise(job.log_lik, blocks);
    if (gradient_out != NULL) {
        gradient_out[R] = gw_sum_pairwise(job.d_r, blocks);
        gradient_out[ALPHA] = gw_sum_pairwise(job.d_alpha, blocks);
    }
    gw_release(context, sums);
    return GW_OK;
}

/* ---- Scores --------------------------------------------------------------------------------- */

typedef struct score_job {
    double *const *scores;
    const double *params;
    const gw_cells *cells;
    double span;            /* purchases expected per unit of rate: the horizon */
    double discounted_span; /* the same, each discounted to now */
} score_job;

static void score_block(size_t unit, int worker, void *user)
{
    (void)worker;
    const score_job *job = user;
    const gw_block *block = &job->cells->blocks[unit];
    double r = job->params[R];
    double alpha = job->params[ALPHA];
    double x = block->x;
    double rising = gw_log_rising(r, x);
    double by_T[GW_COUNT_SCORES][CHUNK];
    size_t cell = block->first;
    for (size_t from = 0; from < block->T_count; from += CHUNK) {
        size_t n = block->T_count - from < CHUNK ? block->T_count - from : CHUNK;
        const double *T_values = block->T_values + from;
        for (size_t i = 0; i < n; i++) {
            double total = alpha + T_values[i];
            double rate = (r + x) / total;
            double seen = x > 0.0 ? x * gw_log(total) : 0.0;
            by_T[GW_COUNT_LOG_LIK][i] = rising - r * gw_log1p(T_values[i] / alpha) - seen;
            by_T[GW_COUNT_LOG_P_ALIVE][i] = 0.0;
            by_T[GW_COUNT_P_ALIVE][i] = 1.0;
            by_T[GW_COUNT_EXPECTED][i] = rate * job->span;
            by_T[GW_COUNT_DISCOUNTED][i] = rate * job->discounted_span;
        }
        size_t next = cell;
        for (int score = 0; score < GW_COUNT_SCORES; score++)
            next =
                gw__spread(job->scores[score], job->cells, block, cell, T_values, by_T[score], n);
        cell = next;
    }
}

/* The integral of e^(-delta t) over the horizon; NaN where it does not exist. */
static double discounted_span(const gw_forecast_question *question)
{
    double delta = question->delta;
    if (delta < 0.0)
        return NAN;
    if (question->horizon == GW_FOREVER)
        return delta > 0.0 ? 1.0 / delta : (double)NAN;
    return question->horizon * gw_expm1_ratio(-delta * question->horizon);
}

static gw_status nbd_score(double *const *scores_out, gw_score_report *report, gw_context *context,
                           const double *params, const gw_cells *cells,
                           const gw_forecast_question *question, gw_error *err)
{
    (void)err;
    score_job job = {scores_out, params, cells, question->horizon, discounted_span(question)};
    if (question->horizon == GW_FOREVER)
        job.span = NAN;
    gw_parallel_for(context, cells->block_count, score_block, &job);
    int undefined = (scores_out[GW_COUNT_EXPECTED] != NULL && isnan(job.span)) ||
                    (scores_out[GW_COUNT_DISCOUNTED] != NULL && question->delta == 0.0 &&
                     isnan(job.discounted_span));
    if (undefined)
        gw__report_undefined(report, cells->n,
                             "nobody ever drops out in this model: without an end and without "
                             "discounting, purchases have no finite mean");
    return GW_OK;
}

/* ---- One customer --------------------------------------------------------------------------- */

static gw_status nbd_pmf(double *pmf_out, size_t n, gw_context *context, const double *params,
                         const double *columns, double horizon, gw_error *err)
{
    (void)context;
    (void)err;
    gw__nb_chances(pmf_out, n, params[R] + columns[X], horizon / (params[ALPHA] + columns[T]));
    return GW_OK;
}

/* The times of N purchases are N uniform points of [0, T]; the last is Beta(N, 1) of the way. */
static void nbd_simulate(double *columns, gw_rng *rng, const double *params)
{
    double rate = gw_draw_gamma(rng, params[R]) / params[ALPHA];
    double purchases = fmin((double)gw_draw_poisson(rng, fmin(rate * columns[T], X_MOST)), X_MOST);
    columns[X] = purchases;
    columns[T_X] = purchases > 0.0 ? columns[T] * gw_draw_beta(rng, purchases, 1.0) : 0.0;
}

static void nbd_start(double *params_out, const gw_cells *cells)
{
    gw__rate_moments(params_out + R, params_out + ALPHA, cells);
}

static const gw_prior_coordinate prior[PARAMETERS] = {GW_PRIOR_RATE};

static void nbd_place(double *logs_out, double *slopes_out, const double *coordinates, double unit)
{
    gw__place_rate(logs_out, slopes_out, coordinates, unit, PARAMETERS);
}

static const gw_parameter parameters[PARAMETERS] = {
    {"r", 0.0, INFINITY, "how alike customers' purchase rates are: the shape of their gamma law"},
    {"alpha", 0.0, INFINITY,
     "the rate of that gamma law, a time: the mean purchase rate is r/alpha"},
};

const gw_model gw__model_nbd = {
    .name = "nbd",
    .title = "NBD",
    .advice = "Purchases without drop-out: the yardstick that the others must beat, and the model "
              "for customers who do not leave.",
    .kind = GW_MODEL_COUNT,
    .parameter_count = PARAMETERS,
    .parameters = parameters,
    .start = nbd_start,
    .prior = prior,
    .place = nbd_place,
    .log_lik = nbd_log_lik,
    .score = nbd_score,
    .pmf = nbd_pmf,
    .simulate = nbd_simulate,
    .buying_power = {[ALPHA] = -1},
};

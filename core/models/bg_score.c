/* Forecasts of the BG/NBD and MBG/NBD for every cell.
 *
 * With R = r + x, A = alpha + T and p ~ Beta(a, b'), b' = b + x (+ 1 for MBG), the coin's posterior
 * given alive,
 *
 *     expected   = P(alive) E_p[(1 - (1 + p t / A)^-R) / p]                   FHL 2005 eq. (10)
 *     discounted = P(alive) E_p[R / A int_0^t e^(-delta u) (1 + p u / A)^-(R + 1) du]
 *
 * as means of bounded functions: the 2F1 of the papers is 0/0 at a = 1 and cancels near it. All but
 * P(alive) depends on (x, T) alone: a block makes one rule for its x (beta_mean.h), one value for
 * each T, and a cell costs an exp and two products. Discounting for ever stops where e^(-delta t)
 * leaves less than 1e-17 of the value. */
#include "bg_family.h"

#include <math.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "beta_mean.h"
#include "bg_curve.h"
#include "context.h"
#include "error.h"
#include "memory.h"
#include "parallel.h"
#include "undefined.h"
#include "vmath.h"

enum { X, T_X, T };

#define CHUNK 256      /* cells looked at together */
#define LEFT_OVER 40.0 /* e^-40 of the value is nothing */

static const char endless_reason[] =
    "at a <= 1 some customers almost surely stay for ever: without an end and without discounting, "
    "purchases have no finite mean";

/* Space of one worker. */
typedef struct workspace {
    gw_beta_rule rule;
    gw_bg_curve curve;
    double *growth;     /* by T of the block: purchases expected of the living */
    double *discounted; /* the same, each discounted to now */
} workspace;

typedef struct score_job {
    gw_context *context;
    double *const *scores;
    const double *log_p_alive; /* by cell; may be one of the scores, which then comes last */
    const double *params;
    const gw_cells *cells;
    gw_forecast_question question;
    gw_first_coin coin;
    workspace *spaces; /* by worker */
    atomic_bool cancelled;
} score_job;

/* ---- By (x, T) ------------------------------------------------------------------------------ */

/* E[1 / p], what growth tends to without end: infinite at a <= 1, which is told as NaN. */
static double growth_for_ever(double a, double b)
{
    return a > 1.0 ? (a + b - 1.0) / (a - 1.0) : (double)NAN;
}

static void tabulate_growth(const score_job *job, const gw_block *block, workspace *space, double b)
{
    const double *params = job->params;
    double R = params[GW_BG_R] + block->x;
    double horizon = job->question.horizon;
    double end = growth_for_ever(params[GW_BG_A], b);
    for (size_t i = 0; i < block->T_count; i++) {
        double A = params[GW_BG_ALPHA] + block->T_values[i];
        space->growth[i] =
            horizon == GW_FOREVER ? end : gw_beta_mean_growth(&space->rule, R, horizon / A);
    }
}

/* The time beyond which discounted purchases add nothing. */
static double discounted_end(const gw_forecast_question *question)
{
    double end = LEFT_OVER / question->delta;
    return question->horizon == GW_FOREVER ? end : fmin(question->horizon, end);
}

static void tabulate_discounted(const score_job *job, const gw_block *block, workspace *space)
{
    double alpha = job->params[GW_BG_ALPHA];
    double end = discounted_end(&job->question);
    gw__bg_curve_make(&space->curve, &space->rule, job->params[GW_BG_R] + block->x,
                      end / (alpha + block->T_values[0]));
    for (size_t i = 0; i < block->T_count; i++) {
        double A = alpha + block->T_values[i];
        space->discounted[i] =
            gw__bg_curve_integral(&space->curve, job->question.delta * A, end / A);
    }
}

static void tabulate(const score_job *job, const gw_block *block, workspace *space)
{
    const double *params = job->params;
    const gw_forecast_question *question = &job->question;
    double b = params[GW_BG_B] + block->x + (double)job->coin;
    double R = params[GW_BG_R] + block->x;
    int discounting = question->delta > 0.0 && job->scores[GW_COUNT_DISCOUNTED] != NULL;
    double reach = question->horizon == GW_FOREVER ? 0.0 : question->horizon;
    if (discounting)
        reach = fmax(reach, discounted_end(question));
    reach *= (R + 1.0) / (params[GW_BG_ALPHA] + block->T_values[0]);
    gw_beta_rule_wide(&space->rule, params[GW_BG_A], b, reach);
    if (job->scores[GW_COUNT_EXPECTED] != NULL || question->delta == 0.0)
        tabulate_growth(job, block, space, b);
    if (discounting)
        tabulate_discounted(job, block, space);
}

/* ---- By cell -------------------------------------------------------------------------------- */

/* out[i] = p_alive[i] times the value of the cell's T. Returns the place of the last T met. */
static size_t spread_times(double *out, const double *p_alive, const double *cell_T, size_t n,
                           const double *T_values, const double *by_T, size_t place)
{
    for (size_t i = 0; i < n; i++) {
        while (T_values[place] != cell_T[i])
            place++;
        out[i] = p_alive[i] * by_T[place];
    }
    return place;
}

static void score_cells(const score_job *job, const gw_block *block, const workspace *space)
{
    double *p_out = job->scores[GW_COUNT_P_ALIVE];
    double *expected = job->scores[GW_COUNT_EXPECTED];
    double *discounted = job->scores[GW_COUNT_DISCOUNTED];
    const double *by_T = job->question.delta == 0.0 ? space->growth : space->discounted;
    double p_alive[CHUNK];
    size_t place = 0, discounted_place = 0;
    for (size_t from = 0; from < block->count; from += CHUNK) {
        size_t first = block->first + from;
        size_t n = block->count - from < CHUNK ? block->count - from : CHUNK;
        const double *cell_T = job->cells->columns[T] + first;
        gw_exp_array(p_alive, job->log_p_alive + first, n);
        for (size_t i = 0; p_out != NULL && i < n; i++)
            p_out[first + i] = p_alive[i];
        if (expected != NULL)
            place = spread_times(expected + first, p_alive, cell_T, n, block->T_values,
                                 space->growth, place);
        if (discounted != NULL && job->question.delta >= 0.0)
            discounted_place = spread_times(discounted + first, p_alive, cell_T, n, block->T_values,
                                            by_T, discounted_place);
        for (size_t i = 0; discounted != NULL && job->question.delta < 0.0 && i < n; i++)
            discounted[first + i] = NAN;
    }
}

static void score_block(size_t unit, int worker, void *user)
{
    score_job *job = user;
    const gw_block *block = &job->cells->blocks[unit];
    if (worker == 0 && gw_context_cancelled(job->context))
        atomic_store(&job->cancelled, true);
    if (atomic_load(&job->cancelled))
        return;
    if (job->scores[GW_COUNT_EXPECTED] != NULL || job->scores[GW_COUNT_DISCOUNTED] != NULL)
        tabulate(job, block, &job->spaces[worker]);
    score_cells(job, block, &job->spaces[worker]);
}

/* ---- All of it ------------------------------------------------------------------------------ */

static gw_status run_job(score_job *job, gw_error *err)
{
    size_t threads = (size_t)gw_context_threads(job->context);
    size_t T_most = job->cells->T_most;
    gw_status status = GW_OK;
    double *tables = NULL;
    workspace *spaces = gw_alloc(job->context, threads, sizeof *spaces);
    if (spaces != NULL)
        tables = gw_alloc(job->context, 2 * threads * T_most, sizeof *tables);
    if (tables == NULL) {
        status = gw_error_no_memory(err, "the forecasts");
        goto done;
    }
    for (size_t i = 0; i < threads; i++) {
        spaces[i].growth = tables + 2 * i * T_most;
        spaces[i].discounted = spaces[i].growth + T_most;
    }
    job->spaces = spaces;
    gw_parallel_for(job->context, job->cells->block_count, score_block, job);
    if (atomic_load(&job->cancelled))
        status = gw_error_set(err, GW_CANCELLED, "cancelled while scoring");
done:
    gw_release(job->context, tables);
    gw_release(job->context, spaces);
    return status;
}

/* The first score wanted that needs P(alive): its place holds log P(alive) until its turn. */
static double *place_of_log_p(double *const *scores)
{
    for (int i = GW_COUNT_LOG_P_ALIVE; i < GW_COUNT_SCORES; i++)
        if (scores[i] != NULL)
            return scores[i];
    return NULL;
}

static void report_endless(gw_score_report *report, const score_job *job)
{
    const gw_forecast_question *question = &job->question;
    bool endless = question->horizon == GW_FOREVER && job->params[GW_BG_A] <= 1.0;
    bool wanted = job->scores[GW_COUNT_EXPECTED] != NULL ||
                  (job->scores[GW_COUNT_DISCOUNTED] != NULL && question->delta == 0.0);
    if (endless && wanted)
        gw__report_undefined(report, job->cells->n, endless_reason);
}

gw_status gw__bg_score(double *const *scores_out, gw_score_report *report, gw_context *context,
                       const double *params, const gw_cells *cells,
                       const gw_forecast_question *question, gw_first_coin coin, gw_error *err)
{
    double *log_p_alive = place_of_log_p(scores_out);
    GW_TRY(gw__bg_cell_scores(scores_out[GW_COUNT_LOG_LIK], log_p_alive, context, params, cells,
                              coin, err));
    bool more = scores_out[GW_COUNT_P_ALIVE] != NULL || scores_out[GW_COUNT_EXPECTED] != NULL ||
                scores_out[GW_COUNT_DISCOUNTED] != NULL;
    if (!more)
        return GW_OK;
    score_job job = {.context = context,
                     .scores = scores_out,
                     .log_p_alive = log_p_alive,
                     .params = params,
                     .cells = cells,
                     .question = *question,
                     .coin = coin};
    GW_TRY(run_job(&job, err));
    report_endless(report, &job);
    return GW_OK;
}

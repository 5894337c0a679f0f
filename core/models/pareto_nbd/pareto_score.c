/* Forecasts of the Pareto/NBD for every cell.
 *
 * Whether a customer is alive depends on (x, t_x, T), what the living do on T alone, times r + x:
 * the second is tabulated once for each T of all cells (pareto_outlook.h). For the first, a block
 * makes the tables of its likelihood; the odds of being gone are
 *   (left(t_x) - left(T)) / stays(T).
 * Where that difference would cost digits (T close to t_x) the panels between the two days are
 * added up instead, or, if they are many, the cell is integrated by itself (pareto_cell.h); so are
 * all cells of a block out of the tables' range. */
#include "pareto_score.h"

#include <math.h>

#include "clones.h"
#include "context.h"
#include "error.h"
#include "memory.h"
#include "parallel.h"
#include "pareto_likelihood.h"
#include "pareto_outlook.h"
#include "pareto_tables.h"
#include "rising.h"
#include "undefined.h"
#include "vmath.h"
#include "vmath_inline.h"

#define STEP 256
#define OUTLOOK_UNIT 64 /* ages per unit of work */
#define CLOSE 0x1p-6    /* a difference below this share of its terms is not trusted */
#define PANELS_ADDED 32 /* days up to which the intervals between are added up */

static const char endless_reason[] =
    "at s <= 1 some customers almost surely stay for ever: without an end and without discounting, "
    "purchases have no finite mean";

typedef struct job {
    const gw_cells *cells;
    gw__pareto_params params;
    gw_forecast_question question;
    double *const *scores;
    double *log_rising; /* by x_rank */
    double *by_r;       /* by x_rank; not used, but computed alongside */
    double *growth;     /* by T of all cells */
    double *discounted; /* likewise */
    double *work;       /* by worker: tables, then the lists of block_lists */
    size_t work_size;
    double *memory;
} job;

/* A block's values by T that its cells look up. */
typedef struct block_lists {
    double *left;       /* left(T) */
    double *per_stay;   /* 1 / stays(T) */
    double *growth;     /* times r + x */
    double *discounted; /* likewise */
} block_lists;
#define BLOCK_LISTS 4

/* Some visits of a block: what they know and what they find. */
typedef struct run {
    size_t start; /* the first visit */
    size_t n;
    const uint16_t *T;   /* places in the block's T_values */
    const uint16_t *t_x; /* in its t_values */
    double value[STEP];  /* A + B, then the log-likelihood */
    double left[STEP];   /* left(t_x) */
    double went[STEP];   /* left(t_x) - left(T) */
    double odds[STEP];   /* of being gone */
    double log_p[STEP];
    double p_alive[STEP];
    double growth[STEP];
    double discounted[STEP];
} run;

/* The visits from `start` on: some rounds through all lanes, or the few that fill no round. */
static void begin_run(run *v, const gw_block *block, size_t start)
{
    size_t rounds = block->count - block->count % GW_BLOCK_LANES;
    size_t end = start < rounds ? rounds : block->count;
    v->start = start;
    v->n = end - start < STEP ? end - start : STEP;
    v->T = block->T_index + start;
    v->t_x = block->t_index + start;
}

/* Values by visit to their cells. Lane by lane, so that each stretch is written in passing. */
static void put(double *out, const run *v, const gw_block *block, const double *values)
{
    if (out == NULL)
        return;
    size_t lanes = v->n < GW_BLOCK_LANES ? v->n : GW_BLOCK_LANES;
    for (size_t lane = 0; lane < lanes; lane++) {
        double *to = out + gw__block_cell(block, v->start + lane);
        for (size_t k = lane; k < v->n; k += GW_BLOCK_LANES)
            *to++ = values[k];
    }
}

static void put_all(double *const *scores, const run *v, const gw_block *block)
{
    put(scores[GW_COUNT_LOG_LIK], v, block, v->value);
    put(scores[GW_COUNT_LOG_P_ALIVE], v, block, v->log_p);
    put(scores[GW_COUNT_P_ALIVE], v, block, v->p_alive);
    put(scores[GW_COUNT_EXPECTED], v, block, v->growth);
    put(scores[GW_COUNT_DISCOUNTED], v, block, v->discounted);
}

/* ---- By T ------------------------------------------------------------------------------------ */

static void fill_outlook(size_t unit, int worker, void *user)
{
    (void)worker;
    const job *j = user;
    size_t first = unit * OUTLOOK_UNIT;
    size_t end =
        first + OUTLOOK_UNIT < j->cells->T_count ? first + OUTLOOK_UNIT : j->cells->T_count;
    double horizon = j->question.horizon;
    double delta = j->question.delta;
    for (size_t i = first; i < end; i++) {
        double T = j->cells->T_values[i];
        if (j->scores[GW_COUNT_EXPECTED] != NULL)
            j->growth[i] = gw__pareto_growth(&j->params, T, horizon);
        if (j->scores[GW_COUNT_DISCOUNTED] != NULL)
            j->discounted[i] =
                delta < 0.0 ? (double)NAN : gw__pareto_discounted(&j->params, T, horizon, delta);
    }
}

static void fill_lists(block_lists *lists, const job *j, const gw_block *block,
                       const gw__pareto_tables *t)
{
    double R = j->params.r + block->x;
    for (size_t i = 0; i < block->T_count; i++) {
        lists->growth[i] = R * j->growth[block->T_rank[i]];
        lists->discounted[i] = R * j->discounted[block->T_rank[i]];
        if (t == NULL)
            continue;
        lists->left[i] = j->params.s * t->left[t->T_day[i]];
        lists->per_stay[i] = 1.0 / t->stays[i];
    }
}

/* ---- By cell, with tables -------------------------------------------------------------------- */

static void look_up(run *v, const gw_block *block, const gw__pareto_tables *t,
                    const block_lists *lists)
{
    const double *B = t->value + block->T_count;
    for (size_t k = 0; k < v->n; k++) {
        size_t T = v->T[k];
        double left = B[v->t_x[k]];
        v->left[k] = left;
        v->value[k] = t->value[T] + left;
        v->went[k] = left - lists->left[T];
        v->odds[k] = v->went[k] * lists->per_stay[T];
        v->growth[k] = lists->growth[T];
        v->discounted[k] = lists->discounted[T];
    }
}

/* The odds where left(t_x) - left(T) is too small a part of either to be trusted. */
static double close_odds(const job *j, const gw_block *block, const gw__pareto_tables *t, size_t T,
                         size_t t_x)
{
    uint32_t from = t->t_day[t_x];
    uint32_t to = t->T_day[T];
    if (to - from > PANELS_ADDED) {
        gw__pareto_x at = {.x = block->x};
        return gw_exp(
            gw__pareto_cell_at(&j->params, &at, block->t_values[t_x], block->T_values[T], false)
                .log_odds);
    }
    double sum = 0.0;
    for (uint32_t i = to; i-- > from;)
        sum += t->interval[0][i];
    return j->params.s * sum / t->stays[T];
}

static void mend_close_odds(run *v, const job *j, const gw_block *block, const gw__pareto_tables *t)
{
    for (size_t k = 0; k < v->n; k++)
        if (v->went[k] <= CLOSE * v->left[k])
            v->odds[k] = close_odds(j, block, t, v->T[k], v->t_x[k]);
}

GW_CLONES static void take_chances(run *v)
{
    for (size_t k = 0; k < v->n; k++) {
        v->p_alive[k] = 1.0 / (1.0 + v->odds[k]);
        v->growth[k] *= v->p_alive[k];
        v->discounted[k] *= v->p_alive[k];
    }
}

GW_CLONES static void take_logs(run *v, double log_factor)
{
    gw_log1p_array(v->log_p, v->odds, v->n);
    for (size_t k = 0; k < v->n; k++) {
        v->value[k] = log_factor + gw__log_inline(v->value[k]);
        v->log_p[k] = 0.0 - v->log_p[k];
    }
}

static void score_by_tables(const job *j, const gw_block *block, const gw__pareto_x *at,
                            gw__pareto_tables *t, block_lists *lists)
{
    run v;
    gw__pareto_tables_fill(t, &j->params, block, false);
    fill_lists(lists, j, block, t);
    double log_factor = gw__pareto_log_factor(&j->params, at, block->t_values[0]);
    bool logs_wanted =
        j->scores[GW_COUNT_LOG_LIK] != NULL || j->scores[GW_COUNT_LOG_P_ALIVE] != NULL;
    for (size_t start = 0; start < block->count; start += v.n) {
        begin_run(&v, block, start);
        look_up(&v, block, t, lists);
        mend_close_odds(&v, j, block, t);
        take_chances(&v);
        if (logs_wanted)
            take_logs(&v, log_factor);
        put_all(j->scores, &v, block);
    }
}

/* ---- By cell, alone -------------------------------------------------------------------------- */

static void score_alone(run *v, const job *j, const gw_block *block, const gw__pareto_x *at,
                        const block_lists *lists)
{
    for (size_t k = 0; k < v->n; k++) {
        size_t T = v->T[k];
        gw__pareto_cell cell = gw__pareto_cell_at(&j->params, at, block->t_values[v->t_x[k]],
                                                  block->T_values[T], false);
        v->value[k] = cell.log_lik;
        v->log_p[k] = 0.0 - gw_softplus(cell.log_odds);
        v->p_alive[k] = gw_exp(v->log_p[k]);
        v->growth[k] = v->p_alive[k] * lists->growth[T];
        v->discounted[k] = v->p_alive[k] * lists->discounted[T];
    }
}

static void score_one_by_one(const job *j, const gw_block *block, const gw__pareto_x *at,
                             block_lists *lists)
{
    run v;
    fill_lists(lists, j, block, NULL);
    for (size_t start = 0; start < block->count; start += v.n) {
        begin_run(&v, block, start);
        score_alone(&v, j, block, at, lists);
        put_all(j->scores, &v, block);
    }
}

/* ---- All of it ------------------------------------------------------------------------------- */

static void score_block(size_t unit, int worker, void *user)
{
    const job *j = user;
    const gw_cells *cells = j->cells;
    const gw_block *block = &cells->blocks[unit];
    double *work = j->work + (size_t)worker * j->work_size;
    gw__pareto_x at = {.x = block->x, .log_rising = j->log_rising[block->x_rank]};
    gw__pareto_tables tables = gw__pareto_tables_in(work, cells->T_most, cells->t_most);
    work += gw__pareto_tables_size(cells->T_most, cells->t_most);
    block_lists lists = {work, work + cells->T_most, work + 2 * cells->T_most,
                         work + 3 * cells->T_most};
    if (gw__pareto_tables_reach(&j->params, block))
        score_by_tables(j, block, &at, &tables, &lists);
    else
        score_one_by_one(j, block, &at, &lists);
}

static gw_status begin(job *j, gw_context *context, gw_error *err)
{
    const gw_cells *cells = j->cells;
    size_t threads = (size_t)gw_context_threads(context);
    if (gw_context_cancelled(context))
        return gw_error_set(err, GW_CANCELLED, "cancelled");
    j->work_size =
        gw__pareto_tables_size(cells->T_most, cells->t_most) + BLOCK_LISTS * cells->T_most;
    j->memory = gw_alloc(context, 2 * cells->x_count + 2 * cells->T_count + threads * j->work_size,
                         sizeof(double));
    if (j->memory == NULL)
        return gw_error_no_memory(err, "the forecasts");
    j->log_rising = j->memory;
    j->by_r = j->log_rising + cells->x_count;
    j->growth = j->by_r + cells->x_count;
    j->discounted = j->growth + cells->T_count;
    j->work = j->discounted + cells->T_count;
    for (size_t i = 0; i < 2 * cells->T_count; i++)
        j->growth[i] = 0.0;
    gw__log_rising_all(j->log_rising, j->by_r, j->params.r, cells->x_values, cells->x_count);
    return GW_OK;
}

static void report_endless(gw_score_report *report, const job *j)
{
    bool endless = j->question.horizon == GW_FOREVER && j->params.s <= 1.0;
    bool wanted = j->scores[GW_COUNT_EXPECTED] != NULL ||
                  (j->scores[GW_COUNT_DISCOUNTED] != NULL && j->question.delta == 0.0);
    if (endless && wanted)
        gw__report_undefined(report, j->cells->n, endless_reason);
}

gw_status gw__pareto_score(double *const *scores_out, gw_score_report *report, gw_context *context,
                           const double *params, const gw_cells *cells,
                           const gw_forecast_question *question, gw_error *err)
{
    job j = {.cells = cells,
             .params = gw__pareto_named(params),
             .question = *question,
             .scores = scores_out};
    GW_TRY(begin(&j, context, err));
    gw_parallel_for(context, (cells->T_count + OUTLOOK_UNIT - 1) / OUTLOOK_UNIT, fill_outlook, &j);
    gw_parallel_for(context, cells->block_count, score_block, &j);
    report_endless(report, &j);
    gw_release(context, j.memory);
    return GW_OK;
}

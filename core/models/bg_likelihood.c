/* The likelihood of the BG/NBD and the MBG/NBD, by tables.
 *
 *   L(x, t_x, T) = Gamma(r+x)/Gamma(r) B(a, b+x+shift)/B(a, b) alpha^r
 *                  { (alpha+T)^-(r+x) + a/(b+x-1+shift) (alpha+t_x)^-(r+x) }
 *
 * Fader, Hardie & Lee (2005), Marketing Science 24, eq. 6 (shift 0, and no second term at x = 0);
 * Batislam, Denizel & Filiztekin (2007), Int. J. Research in Marketing 24 (shift 1). For one x the
 * braces are a sum of two tables, one by T and one by t_x (two_table.h). Both are taken relative to
 * the block's earliest time t0: with R = r + x,
 *   A(T) = exp(-R log1p((T - t0) / (alpha + t0))),  B(t_x) likewise, times a/(b+x-1+shift).
 * Derivatives are sums over the tables, by the adjoints that the kernel gives.
 *
 * Only range can fail: where R log((alpha+T)/(alpha+t0)) and the log of the coin's odds together
 * exceed 650, the block is done in log space (bg_logs.c). */
#include "bg_likelihood.h"

#include <math.h>
#include <stdbool.h>

#include "bg_logs.h"
#include "clones.h"
#include "context.h"
#include "error.h"
#include "memory.h"
#include "parallel.h"
#include "rising.h"
#include "sum.h"
#include "two_table.h"
#include "vmath.h"

#define LOG_RANGE 650.0

/* One list of each by x_rank. */
typedef struct x_terms {
    double *log_rising;
    double *by_r;
    double *log_beta_ratio;
    double *by_a;
    double *by_b;
    double *log_below; /* log(b + x - 1 + shift) */
} x_terms;
#define X_TERMS 6

/* One list of each by block, of its earliest time t0. */
typedef struct start_terms {
    double *log_start; /* log(alpha + t0) */
    double *grown;     /* log(1 + t0 / alpha) */
} start_terms;
#define START_TERMS 2

/* Tables of one block: T_count + t_count entries each, first by T, then by t_x. */
typedef struct tables {
    double *log_ratio; /* log((alpha + time) / (alpha + t0)) */
    double *value;
    double *adjoint;
} tables;
#define TABLES 3

typedef struct job {
    const gw_cells *cells;
    gw__bg_params params;
    gw_first_coin coin;
    bool with_gradient;
    x_terms terms;
    start_terms starts;
    double log_a;
    double *tables; /* by worker */
    size_t entries; /* of one table */
    double *sums;   /* GW_BG_SUMS lists of block_count */
    double *log_lik_out;
    double *log_p_alive_out;
    double *memory;
} job;

static gw__bg_x x_of_block(const job *j, const gw_block *block)
{
    size_t i = block->x_rank;
    gw__bg_x at = {.x = block->x,
                   .log_factor = j->terms.log_rising[i] + j->terms.log_beta_ratio[i],
                   .by_r = j->terms.by_r[i],
                   .by_a = j->terms.by_a[i],
                   .by_b = j->terms.by_b[i],
                   .below = j->params.b + (block->x + (double)j->coin - 1.0)};
    int tossed = block->x + (double)j->coin > 0.0;
    at.coin = tossed ? j->params.a / at.below : 0.0;
    at.log_coin = tossed ? j->log_a - j->terms.log_below[i] : -(double)INFINITY;
    return at;
}

static tables tables_of_worker(const job *j, int worker)
{
    double *start = j->tables + (size_t)worker * TABLES * j->entries;
    return (tables){start, start + j->entries, start + 2 * j->entries};
}

GW_CLONES static void relative_times(double *out, const double *times, double alpha, size_t n,
                                     double t0)
{
    double scale = alpha + t0;
    for (size_t i = 0; i < n; i++)
        out[i] = (times[i] - t0) / scale;
}

GW_CLONES static void scale_logs(double *out, const double *logs, double factor, size_t n)
{
    for (size_t i = 0; i < n; i++)
        out[i] = factor * logs[i];
}

static void fill_log_ratios(tables *t, const gw__bg_params *p, const gw_block *block)
{
    size_t n = block->T_count + block->t_count;
    relative_times(t->log_ratio, block->T_values, p->alpha, n, block->t_values[0]);
    gw_log1p_array(t->log_ratio, t->log_ratio, n);
}

static void fill_values(tables *t, const gw__bg_params *p, const gw__bg_x *at,
                        const gw_block *block)
{
    size_t n = block->T_count + block->t_count;
    scale_logs(t->value, t->log_ratio, -(p->r + at->x), n);
    gw_exp_array(t->value, t->value, n);
    for (size_t i = block->T_count; i < n; i++)
        t->value[i] *= at->coin;
}

/* Turns adjoints into shares (adjoint times value) and values into (time - t0) / (alpha + time). */
GW_CLONES static void share_tables(tables *t, const double *times, double alpha, double t0,
                                   size_t n)
{
    for (size_t i = 0; i < n; i++) {
        t->adjoint[i] *= t->value[i];
        t->value[i] = (times[i] - t0) / (alpha + times[i]);
    }
}

static void block_sums(double sums_out[GW_BG_SUMS], const job *j, const gw__bg_x *at,
                       const gw_block *block, tables *t)
{
    const gw__bg_params *p = &j->params;
    size_t unit = (size_t)(block - j->cells->blocks);
    size_t n = block->T_count + block->t_count;
    double t0 = block->t_values[0];
    double start = p->alpha + t0;
    double customers = gw_sum(block->T_weight, block->T_count);
    double grown = j->starts.grown[unit];
    double common = customers * (at->log_factor - at->x * j->starts.log_start[unit] - p->r * grown);
    fill_values(t, p, at, block);
    if (!j->with_gradient) {
        sums_out[0] = common + gw__two_table_value(t->value, t->value + block->T_count, block);
        return;
    }
    for (size_t i = 0; i < n; i++)
        t->adjoint[i] = 0.0;
    double logs = gw__two_table(t->adjoint, t->adjoint + block->T_count, t->value,
                                t->value + block->T_count, block);
    share_tables(t, block->T_values, p->alpha, t0, n);
    double gone = gw_sum(t->adjoint + block->T_count, block->t_count);
    sums_out[0] = common + logs;
    sums_out[1] = customers * (at->by_r - grown) - gw_sum_products(t->adjoint, t->log_ratio, n);
    sums_out[2] = customers * (p->r * t0 / (p->alpha * start) - at->x / start) +
                  (p->r + at->x) / start * gw_sum_products(t->adjoint, t->value, n);
    sums_out[3] = customers * at->by_a + gone / p->a;
    sums_out[4] = customers * at->by_b - gone / at->below;
}

/* x = 0 and no coin at the start: L = (1 + T/alpha)^-r. */
static void first_block_sums(double sums_out[GW_BG_SUMS], const gw__bg_params *p,
                             const gw_block *block, tables *t)
{
    size_t n = block->T_count;
    for (size_t i = 0; i < n; i++)
        t->value[i] = block->T_values[i] / p->alpha / (p->alpha + block->T_values[i]);
    double logs = gw_sum_products(block->T_weight, t->log_ratio, n);
    sums_out[0] = -p->r * logs;
    sums_out[1] = -logs;
    sums_out[2] = p->r * gw_sum_products(block->T_weight, t->value, n);
    sums_out[3] = 0.0;
    sums_out[4] = 0.0;
}

static void do_block(size_t unit, int worker, void *user)
{
    const job *j = user;
    const gw_cells *cells = j->cells;
    const gw_block *block = &cells->blocks[unit];
    gw__bg_x at = x_of_block(j, block);
    tables t = tables_of_worker(j, worker);
    double sums[GW_BG_SUMS] = {0};
    fill_log_ratios(&t, &j->params, block);
    double range = (j->params.r + at.x) * t.log_ratio[block->T_count - 1];
    if (at.coin == 0.0)
        first_block_sums(sums, &j->params, block, &t);
    else if (range + fabs(at.log_coin) <= LOG_RANGE)
        block_sums(sums, j, &at, block, &t);
    else
        gw__bg_log_sums(sums, &j->params, &at, cells->columns[1] + block->first,
                        cells->columns[2] + block->first, cells->weight + block->first,
                        block->count);
    for (size_t i = 0; i < GW_BG_SUMS; i++)
        j->sums[i * cells->block_count + unit] = sums[i];
}

static void score_block(size_t unit, int worker, void *user)
{
    (void)worker;
    const job *j = user;
    const gw_block *block = &j->cells->blocks[unit];
    size_t first = block->first;
    gw__bg_x at = x_of_block(j, block);
    gw__bg_log_scores(j->log_lik_out != NULL ? j->log_lik_out + first : NULL,
                      j->log_p_alive_out != NULL ? j->log_p_alive_out + first : NULL, &j->params,
                      &at, j->cells->columns[1] + first, j->cells->columns[2] + first,
                      block->count);
}

static void fill_starts(job *j)
{
    const gw_cells *cells = j->cells;
    for (size_t i = 0; i < cells->block_count; i++) {
        double t0 = cells->blocks[i].t_values[0];
        j->starts.log_start[i] = j->params.alpha + t0;
        j->starts.grown[i] = t0 / j->params.alpha;
    }
    gw_log_array(j->starts.log_start, j->starts.log_start, cells->block_count);
    gw_log1p_array(j->starts.grown, j->starts.grown, cells->block_count);
    for (size_t i = 0; i < cells->x_count; i++)
        j->terms.log_below[i] = j->params.b + (cells->x_values[i] + (double)j->coin - 1.0);
    gw_log_array(j->terms.log_below, j->terms.log_below, cells->x_count); /* NaN where untossed */
    j->log_a = gw_log(j->params.a);
}

/* Work memory for `threads` workers, in one piece, and the terms by x. */
static gw_status begin(job *j, gw_context *context, size_t threads, gw_error *err)
{
    const gw_cells *cells = j->cells;
    size_t n = cells->x_count;
    if (gw_context_cancelled(context))
        return gw_error_set(err, GW_CANCELLED, "cancelled");
    j->entries = cells->T_most + cells->t_most;
    size_t count = X_TERMS * n + (START_TERMS + GW_BG_SUMS) * cells->block_count +
                   threads * TABLES * j->entries;
    j->memory = gw_alloc(context, count, sizeof(double));
    if (j->memory == NULL)
        return gw_error_no_memory(err, "a log-likelihood");
    double *at = j->memory;
    j->terms = (x_terms){at, at + n, at + 2 * n, at + 3 * n, at + 4 * n, at + 5 * n};
    at += X_TERMS * n;
    j->starts = (start_terms){at, at + cells->block_count};
    j->sums = at + START_TERMS * cells->block_count;
    j->tables = j->sums + GW_BG_SUMS * cells->block_count;
    fill_starts(j);
    gw__log_rising_all(j->terms.log_rising, j->terms.by_r, j->params.r, cells->x_values, n);
    gw__log_beta_ratio_all(j->terms.log_beta_ratio, j->terms.by_a, j->terms.by_b, j->params.a,
                           j->params.b, (double)j->coin, cells->x_values, n);
    return GW_OK;
}

static gw__bg_params named(const double *params)
{
    return (gw__bg_params){params[0], params[1], params[2], params[3]};
}

gw_status gw__bg_log_lik(double *log_lik_out, double *gradient_out, gw_context *context,
                         const double *params, const gw_cells *cells, gw_first_coin coin,
                         gw_error *err)
{
    job j = {.cells = cells,
             .params = named(params),
             .coin = coin,
             .with_gradient = gradient_out != NULL};
    GW_TRY(begin(&j, context, (size_t)gw_context_threads(context), err));
    gw_parallel_for(context, cells->block_count, do_block, &j);
    size_t wanted = gradient_out != NULL ? GW_BG_SUMS : 1;
    for (size_t i = 0; i < wanted; i++) {
        double sum = gw_sum_pairwise(j.sums + i * cells->block_count, cells->block_count);
        *(i == 0 ? log_lik_out : &gradient_out[i - 1]) = sum;
    }
    gw_release(context, j.memory);
    return GW_OK;
}

gw_status gw__bg_cell_scores(double *log_lik_out, double *log_p_alive_out, gw_context *context,
                             const double *params, const gw_cells *cells, gw_first_coin coin,
                             gw_error *err)
{
    job j = {.cells = cells,
             .params = named(params),
             .coin = coin,
             .log_lik_out = log_lik_out,
             .log_p_alive_out = log_p_alive_out};
    GW_TRY(begin(&j, context, 0, err));
    gw_parallel_for(context, cells->block_count, score_block, &j);
    gw_release(context, j.memory);
    return GW_OK;
}

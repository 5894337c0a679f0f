/* The log-likelihood of the Pareto/NBD and its gradient: block by block, by tables, or cell by cell
 * where these would leave the range of a double. */
#include "pareto_likelihood.h"

#include "context.h"
#include "error.h"
#include "memory.h"
#include "parallel.h"
#include "pareto_tables.h"
#include "rising.h"
#include "sum.h"
#include "two_table.h"
#include "vmath.h"

/* Log-likelihood, then the derivatives in r, alpha, s, beta. */
#define SUMS 5
#define STEP 256

typedef struct job {
    const gw_cells *cells;
    gw__pareto_params params;
    bool with_gradient;
    double *log_rising; /* by x_rank */
    double *by_r;       /* by x_rank */
    double *sums;       /* SUMS lists of block_count */
    double *tables;     /* by worker */
    size_t table_size;
    double *memory;
} job;

gw__pareto_params gw__pareto_named(const double *params)
{
    return (gw__pareto_params){params[0], params[1], params[2], params[3]};
}

double gw__pareto_log_factor(const gw__pareto_params *params, const gw__pareto_x *at, double t0)
{
    return at->log_rising - at->x * gw_log(params->alpha + t0) -
           params->r * gw_log1p(t0 / params->alpha) - params->s * gw_log1p(t0 / params->beta);
}

static void block_sums(double sums_out[SUMS], const job *j, const gw__pareto_x *at,
                       const gw_block *block, gw__pareto_tables *t)
{
    const gw__pareto_params *p = &j->params;
    size_t n = block->T_count;
    double t0 = block->t_values[0];
    double near = p->alpha + t0;
    double customers = gw_sum(block->T_weight, n);
    gw__pareto_tables_fill(t, p, block, j->with_gradient);
    sums_out[0] = customers * gw__pareto_log_factor(p, at, t0);
    if (!j->with_gradient) {
        sums_out[0] += gw__two_table_value(t->value, t->value + n, block);
        return;
    }
    sums_out[0] += gw__two_table(t->adjoint, t->adjoint + n, t->value, t->value + n, block);
    gw__pareto_backward(sums_out + 1, t, p, block);
    sums_out[1] += customers * (at->by_r - gw_log1p(t0 / p->alpha));
    sums_out[2] += customers * (p->r * t0 / (p->alpha * near) - at->x / near);
    sums_out[3] -= customers * gw_log1p(t0 / p->beta);
    sums_out[4] += customers * (p->s * t0 / (p->beta * (p->beta + t0)));
}

static void sums_by_cell(double sums_out[SUMS], const job *j, const gw__pareto_x *at,
                         const gw_block *block)
{
    double values[SUMS][STEP];
    for (size_t i = 0; i < SUMS; i++)
        sums_out[i] = 0.0;
    for (size_t start = 0; start < block->count; start += STEP) {
        size_t n = block->count - start < STEP ? block->count - start : STEP;
        size_t first = block->first + start;
        for (size_t k = 0; k < n; k++) {
            gw__pareto_cell cell =
                gw__pareto_cell_at(&j->params, at, j->cells->columns[1][first + k],
                                   j->cells->columns[2][first + k], j->with_gradient);
            values[0][k] = cell.log_lik;
            for (size_t i = 1; i < SUMS; i++)
                values[i][k] = cell.gradient[i - 1];
        }
        for (size_t i = 0; i < SUMS; i++)
            sums_out[i] += gw_sum_products(j->cells->weight + first, values[i], n);
    }
}

static void do_block(size_t unit, int worker, void *user)
{
    const job *j = user;
    const gw_cells *cells = j->cells;
    const gw_block *block = &cells->blocks[unit];
    gw__pareto_x at = {block->x, j->log_rising[block->x_rank], j->by_r[block->x_rank]};
    double sums[SUMS] = {0};
    if (gw__pareto_tables_reach(&j->params, block)) {
        gw__pareto_tables tables = gw__pareto_tables_in(j->tables + (size_t)worker * j->table_size,
                                                        cells->T_most, cells->t_most);
        block_sums(sums, j, &at, block, &tables);
    } else {
        sums_by_cell(sums, j, &at, block);
    }
    for (size_t i = 0; i < SUMS; i++)
        j->sums[i * cells->block_count + unit] = sums[i];
}

static gw_status begin(job *j, gw_context *context, gw_error *err)
{
    const gw_cells *cells = j->cells;
    size_t threads = (size_t)gw_context_threads(context);
    if (gw_context_cancelled(context))
        return gw_error_set(err, GW_CANCELLED, "cancelled");
    j->table_size = gw__pareto_tables_size(cells->T_most, cells->t_most);
    j->memory =
        gw_alloc(context, 2 * cells->x_count + SUMS * cells->block_count + threads * j->table_size,
                 sizeof(double));
    if (j->memory == NULL)
        return gw_error_no_memory(err, "a log-likelihood");
    j->log_rising = j->memory;
    j->by_r = j->log_rising + cells->x_count;
    j->sums = j->by_r + cells->x_count;
    j->tables = j->sums + SUMS * cells->block_count;
    gw__log_rising_all(j->log_rising, j->by_r, j->params.r, cells->x_values, cells->x_count);
    return GW_OK;
}

gw_status gw__pareto_log_lik(double *log_lik_out, double *gradient_out, gw_context *context,
                             const double *params, const gw_cells *cells, gw_error *err)
{
    job j = {
        .cells = cells, .params = gw__pareto_named(params), .with_gradient = gradient_out != NULL};
    GW_TRY(begin(&j, context, err));
    gw_parallel_for(context, cells->block_count, do_block, &j);
    size_t wanted = gradient_out != NULL ? SUMS : 1;
    for (size_t i = 0; i < wanted; i++) {
        double sum = gw_sum_pairwise(j.sums + i * cells->block_count, cells->block_count);
        *(i == 0 ? log_lik_out : &gradient_out[i - 1]) = sum;
    }
    gw_release(context, j.memory);
    return GW_OK;
}

/* Cells of spend models, run by run; see spend_runs.h. Work is cut into units of cells whose sums
 * are added in order. */
#include "spend_runs.h"

#include "context.h"
#include "error.h"
#include "memory.h"
#include "parallel.h"
#include "sum.h"
#include "undefined.h"

enum { X, MEAN_SPEND };

#define UNIT_CELLS 8192

typedef struct job {
    const gw_cells *cells;
    const void *law;
    gw__spend_add_fn add;
    gw__spend_score_fn score;
    double *const *scores;
    size_t lists;
    size_t units;
    double *sums; /* `lists` lists, by unit */
} job;

/* How many of the cells from `first`, before `end`, share its x; cells are sorted by it. */
static size_t run_length(const double *x, size_t first, size_t end)
{
    size_t same = first;
    size_t other = end;
    while (other - same > 1) {
        size_t middle = same + (other - same) / 2;
        if (x[middle] == x[first])
            same = middle;
        else
            other = middle;
    }
    return other - first;
}

static size_t unit_end(const job *j, size_t unit)
{
    size_t end = (unit + 1) * UNIT_CELLS;
    return end < j->cells->n ? end : j->cells->n;
}

static gw__spend_run run_at(const gw_cells *cells, size_t cell, size_t end)
{
    const double *x = cells->columns[X];
    return (gw__spend_run){x[cell], run_length(x, cell, end), cells->columns[MEAN_SPEND] + cell,
                           cells->weight + cell};
}

static void sum_unit(size_t unit, int worker, void *user)
{
    (void)worker;
    const job *j = user;
    double totals[GW_SPEND_SUMS] = {0.0};
    size_t end = unit_end(j, unit);
    for (size_t cell = unit * UNIT_CELLS; cell < end;) {
        gw__spend_run run = run_at(j->cells, cell, end);
        if (run.x > 0.0)
            j->add(totals, j->law, &run);
        cell += run.n;
    }
    for (size_t i = 0; i < j->lists; i++)
        j->sums[i * j->units + unit] = totals[i];
}

static void score_unit(size_t unit, int worker, void *user)
{
    (void)worker;
    const job *j = user;
    size_t undefined = 0;
    size_t end = unit_end(j, unit);
    for (size_t cell = unit * UNIT_CELLS; cell < end;) {
        gw__spend_run run = run_at(j->cells, cell, end);
        double *log_lik = j->scores[GW_SPEND_LOG_LIK];
        double *expected = j->scores[GW_SPEND_EXPECTED];
        for (size_t i = 0; log_lik != NULL && run.x == 0.0 && i < run.n; i++)
            log_lik[cell + i] = 0.0;
        undefined += j->score(log_lik != NULL && run.x > 0.0 ? log_lik + cell : NULL,
                              expected != NULL ? expected + cell : NULL, j->law, &run);
        cell += run.n;
    }
    j->sums[unit] = (double)undefined;
}

/* Makes j->sums, and runs the work. */
static gw_status do_units(job *j, gw_context *context, gw_unit_fn work, gw_error *err)
{
    j->units = (j->cells->n + UNIT_CELLS - 1) / UNIT_CELLS;
    j->sums = gw_alloc(context, j->lists * j->units, sizeof *j->sums);
    if (j->sums == NULL)
        return gw_error_no_memory(err, "orders' sizes");
    gw_parallel_for(context, j->units, work, j);
    return GW_OK;
}

gw_status gw__spend_sum(double *sums_out, size_t sums, gw_context *context, const gw_cells *cells,
                        gw__spend_add_fn add, const void *law, gw_error *err)
{
    job j = {.cells = cells, .law = law, .add = add, .lists = sums};
    GW_TRY(do_units(&j, context, sum_unit, err));
    for (size_t i = 0; i < sums; i++)
        sums_out[i] = gw_sum_pairwise(j.sums + i * j.units, j.units);
    gw_release(context, j.sums);
    return GW_OK;
}

gw_status gw__spend_score(double *const *scores_out, gw_score_report *report, gw_context *context,
                          const gw_cells *cells, gw__spend_score_fn score, const void *law,
                          const char *reason, gw_error *err)
{
    job j = {.cells = cells, .law = law, .score = score, .scores = scores_out, .lists = 1};
    GW_TRY(do_units(&j, context, score_unit, err));
    gw__report_undefined(report, (size_t)gw_sum_pairwise(j.sums, j.units), reason);
    gw_release(context, j.sums);
    return GW_OK;
}

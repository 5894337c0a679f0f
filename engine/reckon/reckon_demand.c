/* How demand follows the price, where prices moved by themselves; see reckon_other.h and demand.h.
 */
#include <math.h>
#include <stdio.h>

#include "demand.h"
#include "error.h"
#include "memory.h"
#include "reckon_other.h"
#include "surplus.h"

#define FOLDS 5
#define LEAST_CELLS 30
#define NORMAL_90 1.2815515655446004 /* 80 % between */

typedef struct numbers {
    uint32_t *first;
    uint32_t *second;
    size_t first_count, second_count;
} numbers;

static gw_status number_groups(numbers *out, gw_context *context, const gw_columns *cells,
                               gw_error *err)
{
    out->first = gw_alloc(context, 2 * cells->n, sizeof *out->first);
    if (out->first == NULL)
        return gw_error_no_memory(err, "how demand follows the price");
    out->second = out->first + cells->n;
    for (size_t i = 0; i < cells->n; i++) {
        out->first[i] = (uint32_t)cells->values[3][i];
        out->second[i] = (uint32_t)cells->values[4][i];
        out->first_count = out->first[i] >= out->first_count ? out->first[i] + 1 : out->first_count;
        out->second_count =
            out->second[i] >= out->second_count ? out->second[i] + 1 : out->second_count;
    }
    return GW_OK;
}

typedef struct estimate {
    gw_demand_fit fit;
    gw_demand_check check;
    double low, high;
    bool used;
    char words[512];
} estimate;

/* Whether what was found may be used, and what to say of it. */
static void judge(estimate *e)
{
    const gw_demand_fit *f = &e->fit;
    double t = gw_student_quantile(NORMAL_90, (double)(f->clusters > 1 ? f->clusters - 1 : 1));
    e->low = f->elasticity - t * f->elasticity_se;
    e->high = f->elasticity + t * f->elasticity_se;
    if (!f->identified || !f->converged || isnan(f->elasticity_se))
        snprintf(e->words, sizeof e->words,
                 "Prices moved, but all together: what the price does cannot be told from what the "
                 "season does.");
    else if (!e->check.better)
        snprintf(
            e->words, sizeof e->words,
            "Prices moved too little to tell: units sold that were hidden are foreseen no better "
            "with the price than without.");
    else if (!(e->low > 0))
        snprintf(
            e->words, sizeof e->words,
            "What prices tell is too uncertain to be used: 1 %% dearer, %.2f %% less bought, but "
            "as well %.2f to %.2f.",
            f->elasticity, e->low, e->high);
    else
        e->used = true;
    if (e->used)
        snprintf(
            e->words, sizeof e->words,
            "From your prices: 1 %% dearer, %.2f %% less bought (80 of 100 times between %.2f and "
            "%.2f); units sold that were hidden are foreseen better with the price than without.",
            f->elasticity, e->low, e->high);
}

static gw_status estimate_demand(estimate *e, gw_context *context, const gw_columns *cells,
                                 gw_error *err)
{
    numbers groups = {0};
    gw_status status = number_groups(&groups, context, cells, err);
    gw_demand_rows rows = {.n = cells->n,
                           .units = cells->values[0],
                           .price = cells->values[1],
                           .occasions = cells->values[2],
                           .first = groups.first,
                           .second = groups.second,
                           .cluster = groups.first,
                           .first_count = groups.first_count,
                           .second_count = groups.second_count,
                           .cluster_count = groups.first_count};
    if (status == GW_OK)
        status = gw_demand_estimate(&e->fit, context, &rows, GW_DEMAND_CONSTANT, err);
    if (status == GW_OK && e->fit.identified)
        status = gw_demand_hide(&e->check, context, &rows, GW_DEMAND_CONSTANT, FOLDS, err);
    gw_release(context, groups.first);
    if (status == GW_OK)
        judge(e);
    return status;
}

/* NaN is no number to keep. */
static gw_value number(double value)
{
    return isfinite(value) ? gw_value_double(value) : gw_value_null(GW_DOUBLE);
}

gw_status gw__reckon_demand(gw__reckoning_run *run, gw_error *err)
{
    char as_of[GW__DAY_SQL_SIZE];
    gw_columns cells = {0};
    estimate e = {0};
    gw__day_sql(as_of, run->out->as_of);
    const gw_sql_slot slot = {"as_of", as_of};
    gw_status status =
        gw_columns_read(&cells, run->context, run->store, "demand_cells", &slot, 1, NULL, 0, err);
    if (status == GW_OK && cells.n >= LEAST_CELLS) {
        status = estimate_demand(&e, run->context, &cells, err);
        gw_value values[] = {number(e.fit.elasticity),
                             number(e.low),
                             number(e.high),
                             number(e.fit.elasticity_se),
                             gw_value_int64((int64_t)e.fit.used),
                             gw_value_int64((int64_t)e.fit.clusters),
                             number(e.check.difference),
                             number(e.check.difference_se),
                             gw_value_int64(e.used),
                             gw_value_text(e.words)};
        if (status == GW_OK)
            status =
                gw_store_execute_with(NULL, run->store, gw_sql("demand_keep"), values, 10, err);
    }
    if (cells.context != NULL)
        gw_columns_free(&cells);
    return status;
}

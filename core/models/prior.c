/* What the models' priors share; see prior.h. */
#include "prior.h"

#include "cells.h"
#include "cells_sort.h"
#include "error.h"
#include "memory.h"
#include "vmath.h"

/* The weighted median of a column over the cells that count; 0 when none does. */
static double median(const double *values, const gw_cells *cells, const uint64_t *order,
                     int repeaters_only)
{
    const double *x = cells->columns[0];
    double total = 0;
    double below = 0;
    for (size_t i = 0; i < cells->n; i++)
        total += !repeaters_only || x[i] > 0 ? cells->weight[i] : 0;
    for (size_t i = 0; i < cells->n && total > 0; i++) {
        uint32_t cell = gw__item_row(order[i]);
        below += !repeaters_only || x[cell] > 0 ? cells->weight[cell] : 0;
        if (below >= total / 2)
            return values[cell];
    }
    return 0;
}

gw_status gw__prior_unit(double *unit_out, gw_context *context, const gw_cells *cells,
                         gw_error *err)
{
    uint64_t *order = NULL;
    *unit_out = 1;
    if (cells->kind == GW_MODEL_CONTRACT || cells->kind == GW_MODEL_DISCRETE)
        return GW_OK;
    const double *values = cells->columns[cells->column_count - 1];
    GW_TRY(gw__sort_rows(&order, context, (const double *const[]){values}, 1, cells->n, err));
    double found = median(values, cells, order, cells->kind == GW_MODEL_SPEND);
    gw_release(context, order);
    if (found > 0)
        *unit_out = found;
    return GW_OK;
}

void gw__place_rate(double *logs_out, double *slopes_out, const double *coordinates, double unit,
                    size_t n)
{
    logs_out[0] = coordinates[1];
    slopes_out[0] = 0;
    slopes_out[1] = 1;
    logs_out[1] = coordinates[1] - coordinates[0] + gw_log(unit);
    slopes_out[n] = -1;
    slopes_out[n + 1] = 1;
    for (size_t i = 0; i < 2; i++)
        for (size_t j = 2; j < n; j++)
            slopes_out[i * n + j] = slopes_out[j * n + i] = 0;
}

void gw__place_beta(double *logs_out, double *slopes_out, const double *coordinates, size_t first,
                    size_t n)
{
    double w = coordinates[first];
    double other = 1 / (1 + gw_exp(w)); /* b/(a + b) */
    double *a = slopes_out + first * n;
    double *b = a + n;
    for (size_t j = 0; j < n; j++)
        a[j] = b[j] = 0;
    logs_out[first] = coordinates[first + 1] - gw_softplus(-w);
    a[first] = other;
    a[first + 1] = 1;
    logs_out[first + 1] = coordinates[first + 1] - gw_softplus(w);
    b[first] = other - 1;
    b[first + 1] = 1;
}

/* Moments of x given T over the distinct (x, T). The spread beyond Poisson is compared in total,
 * sum (x - m T)^2 - x against m^2 sum T^2: long histories count most, as they say most. */
#include "moments.h"

#include <math.h>

#include "sum.h"

typedef struct totals {
    double x;
    double T;
    double T_squared;
} totals;

static totals add_up(const gw_cells *cells)
{
    totals sum = {0.0, 0.0, 0.0};
    for (size_t b = 0; b < cells->block_count; b++) {
        const gw_block *block = &cells->blocks[b];
        sum.x += block->x * gw_sum(block->T_weight, block->T_count);
        for (size_t i = 0; i < block->T_count; i++) {
            sum.T += block->T_weight[i] * block->T_values[i];
            sum.T_squared += block->T_weight[i] * block->T_values[i] * block->T_values[i];
        }
    }
    return sum;
}

static double spread_about(const gw_cells *cells, double mean)
{
    double spread = 0.0;
    for (size_t b = 0; b < cells->block_count; b++) {
        const gw_block *block = &cells->blocks[b];
        for (size_t i = 0; i < block->T_count; i++) {
            double off = block->x - mean * block->T_values[i];
            spread += block->T_weight[i] * (off * off - block->x);
        }
    }
    return spread;
}

void gw__rate_moments(double *r_out, double *alpha_out, const gw_cells *cells)
{
    totals sum = add_up(cells);
    if (!(sum.T > 0.0)) {
        *r_out = 1.0;
        *alpha_out = 1.0;
        return;
    }
    double mean = fmax(sum.x, 0.5) / sum.T; /* nobody came back: fewer than one purchase in all */
    double spread = spread_about(cells, mean);
    double r = spread > 0.0 ? mean * mean * sum.T_squared / spread : 20.0;
    r = fmin(fmax(r, 0.05), 20.0);
    *r_out = r;
    *alpha_out = r / mean;
}

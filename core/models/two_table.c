/* The kernel of the two-table likelihoods.
 *
 * In steps of 256 visits: look up, logarithm and division as vectors, then scatter. Eight fixed
 * accumulators and a fixed order give the same bits with any instruction set. The block's order of
 * visits keeps additions to one address apart (cells.h). */
#include "two_table.h"

#include "clones.h"
#include "vmath_inline.h"

#define STEP GW_TWO_TABLE_STEP
#define LANES 8

static double add_lanes(const double lanes[LANES])
{
    return ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) +
           ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
}

GW_CLONES double gw__two_table(double *adjoint_A, double *adjoint_B, const double *A,
                               const double *B, const gw_block *block)
{
    double value[STEP];
    double lanes[LANES] = {0};
    for (size_t start = 0; start < block->count; start += STEP) {
        const uint16_t *T = block->T_index + start;
        const uint16_t *t = block->t_index + start;
        const double *weight = block->weight + start;
        size_t n = block->count - start < STEP ? block->count - start : STEP;
        for (size_t k = 0; k < n; k++)
            value[k] = A[T[k]] + B[t[k]];
        size_t k = 0;
        for (; k + LANES <= n; k += LANES)
            for (size_t lane = 0; lane < LANES; lane++) {
                double v = value[k + lane];
                lanes[lane] += weight[k + lane] * gw__log_inline(v);
                value[k + lane] = weight[k + lane] / v;
            }
        for (; k < n; k++) {
            lanes[k % LANES] += weight[k] * gw__log_inline(value[k]);
            value[k] = weight[k] / value[k];
        }
        for (k = 0; k < n; k++) {
            adjoint_A[T[k]] += value[k];
            adjoint_B[t[k]] += value[k];
        }
    }
    return add_lanes(lanes);
}

GW_CLONES double gw__two_table_value(const double *A, const double *B, const gw_block *block)
{
    double value[STEP];
    double lanes[LANES] = {0};
    for (size_t start = 0; start < block->count; start += STEP) {
        const uint16_t *T = block->T_index + start;
        const uint16_t *t = block->t_index + start;
        const double *weight = block->weight + start;
        size_t n = block->count - start < STEP ? block->count - start : STEP;
        for (size_t k = 0; k < n; k++)
            value[k] = A[T[k]] + B[t[k]];
        size_t k = 0;
        for (; k + LANES <= n; k += LANES)
            for (size_t lane = 0; lane < LANES; lane++)
                lanes[lane] += weight[k + lane] * gw__log_inline(value[k + lane]);
        for (; k < n; k++)
            lanes[k % LANES] += weight[k] * gw__log_inline(value[k]);
    }
    return add_lanes(lanes);
}

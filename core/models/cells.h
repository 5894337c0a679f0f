/* The inside of gw_cells: the distinct rows, and for count models the blocks in which likelihoods
 * are computed.
 *
 * Cells are sorted ascending by the columns in the order of kinds.c: (x, T, t_x) for count models,
 * (x, n, t_x) for discrete ones, (x, mean_spend) for spend models, (period, active, lost) for
 * contracts. -0.0 counts as 0.0; mean_spend is 0 where x = 0.
 *
 * A block is a run of cells with one x, cut at GW_BLOCK_CELLS. It lists its own distinct T and t_x,
 * so that each cell is two 16-bit indices and a weight, and everything that depends on (x, T) or on
 * (x, t_x) alone is tabulated once a block. Blocks are the units of gw_parallel_for: their bounds
 * depend on the data only, and their results are added in their order. */
#ifndef GW_CELLS_H
#define GW_CELLS_H

#include <goodwill/models.h>

#define GW_BLOCK_CELLS 65536u

typedef struct gw_block {
    double x;
    size_t x_rank; /* place of x in cells->x_values */
    size_t first;  /* its cells are first .. first + count - 1 */
    size_t count;  /* 1 .. GW_BLOCK_CELLS */
    size_t T_count;
    size_t t_count;
    const double *T_values; /* distinct T of the block, ascending */
    const double *T_weight; /* the summed weight of the block's cells with each of T_values */
    const double *t_values; /* distinct t_x of the block, ascending */
    const uint32_t *T_rank; /* place of each of T_values in cells->T_values */
    /* By visit, not by cell: visit k is to cell gw__block_cell(block, k). */
    const uint16_t *T_index; /* into T_values */
    const uint16_t *t_index; /* into t_values */
    const double *weight;
} gw_block;

/* T_values and t_values lie in one list, T_count + t_count long, that starts at T_values. */

/* Visits run through GW_BLOCK_LANES stretches of the block side by side: cells that follow each
 * other share their T, and adding to one address again and again would wait for each store. */
#define GW_BLOCK_LANES 8u

/* The cell behind visit k of a block; a permutation of first .. first + count - 1. */
static inline size_t gw__block_cell(const gw_block *block, size_t k)
{
    size_t stretch = block->count / GW_BLOCK_LANES;
    if (k >= stretch * GW_BLOCK_LANES)
        return block->first + k;
    return block->first + (k % GW_BLOCK_LANES) * stretch + k / GW_BLOCK_LANES;
}

struct gw_cells {
    gw_allocator allocator;
    gw_model_kind kind;
    size_t n; /* cells */
    size_t column_count;
    double *columns[GW_MAX_COLUMNS]; /* in the model's order of columns */
    double *weight;                  /* by cell */
    double customers;
    size_t rows;
    uint32_t *of_rows;

    /* Count models only; else 0 and NULL. */
    size_t x_count;
    double *x_values; /* distinct x, ascending */
    size_t T_count;
    double *T_values; /* distinct T over all cells, ascending */
    size_t block_count;
    gw_block *blocks;
    size_t T_most; /* the largest T_count of a block */
    size_t t_most; /* the largest t_count of a block */
    /* What the blocks point into. */
    double *block_times;
    uint32_t *block_ranks;
    uint16_t *block_indices;
    double *block_weights;
};

#endif

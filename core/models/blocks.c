/* Cells cut into blocks, each with its own short lists of T and t_x.
 *
 * Within a block the cells ascend by T, so its distinct T are read off in passing. Its distinct t_x
 * come from one sort of all cells by t_x: walking that order, a block whose last t_x differs gets a
 * new entry. Every step is linear in the cells, however many blocks they make. */
#include "blocks.h"

#include <stdbool.h>

#include "cells_sort.h"
#include "error.h"
#include "memory.h"

typedef struct builder {
    gw_cells *cells;
    const double *x;
    const double *t_x;
    const double *T;
    uint32_t *block_of; /* by cell */
    uint16_t *T_index;  /* by cell */
    uint16_t *t_index;  /* by cell */
    uint64_t *by_t;     /* the cells in the order of t_x, marked where it changes */
    uint32_t *seen;     /* by block: the last change of t_x it has an entry for */
} builder;

static bool starts_block(const builder *b, size_t cell, size_t first)
{
    return cell == 0 || b->x[cell] != b->x[cell - 1] || cell - first == GW_BLOCK_CELLS;
}

static void count_blocks(builder *b)
{
    size_t first = 0;
    for (size_t cell = 0; cell < b->cells->n; cell++) {
        b->cells->x_count += cell == 0 || b->x[cell] != b->x[cell - 1];
        if (!starts_block(b, cell, first))
            continue;
        b->cells->block_count++;
        first = cell;
    }
}

static void cut_blocks(builder *b)
{
    gw_cells *cells = b->cells;
    gw_block *block = NULL;
    size_t x_seen = 0;
    for (size_t cell = 0; cell < cells->n; cell++) {
        if (block == NULL || starts_block(b, cell, block->first)) {
            if (block == NULL || b->x[cell] != block->x)
                cells->x_values[x_seen++] = b->x[cell];
            block = block == NULL ? cells->blocks : block + 1;
            *block = (gw_block){.x = b->x[cell], .x_rank = x_seen - 1, .first = cell};
        }
        block->T_count += block->count == 0 || b->T[cell] != b->T[cell - 1];
        block->count++;
        b->block_of[cell] = (uint32_t)(block - cells->blocks);
        b->T_index[cell] = (uint16_t)(block->T_count - 1);
    }
}

/* Gives every block its t_count; with t_values in place (the second time) fills them too. */
static void list_last_times(builder *b)
{
    const gw_cells *cells = b->cells;
    for (size_t i = 0; i < cells->block_count; i++)
        b->seen[i] = UINT32_MAX; /* no change is numbered so: there are fewer than that */
    uint32_t change = UINT32_MAX;
    for (size_t i = 0; i < cells->n; i++) {
        uint32_t cell = gw__item_row(b->by_t[i]);
        uint32_t number = b->block_of[cell];
        gw_block *block = &cells->blocks[number];
        change += (b->by_t[i] & GW_ITEM_STARTS) != 0;
        if (b->seen[number] != change) {
            b->seen[number] = change;
            block->t_count++;
            if (block->t_values != NULL)
                ((double *)block->t_values)[block->t_count - 1] = b->t_x[cell];
        }
        b->t_index[cell] = (uint16_t)(block->t_count - 1);
    }
}

static gw_status allocate_lists(builder *b, gw_context *context, gw_error *err)
{
    gw_cells *cells = b->cells;
    size_t T_entries = 0;
    size_t t_entries = 0;
    for (size_t i = 0; i < cells->block_count; i++) {
        T_entries += cells->blocks[i].T_count;
        t_entries += cells->blocks[i].t_count;
    }
    cells->T_count = T_entries; /* until they are ranked */
    cells->block_times = gw_alloc(context, 2 * T_entries + t_entries, sizeof(double));
    cells->block_ranks = gw_alloc(context, T_entries, sizeof(uint32_t));
    cells->block_indices = gw_alloc(context, 2 * cells->n, sizeof(uint16_t));
    cells->block_weights = gw_alloc(context, cells->n, sizeof(double));
    if (cells->block_times == NULL || cells->block_ranks == NULL || cells->block_indices == NULL ||
        cells->block_weights == NULL)
        return gw_error_no_memory(err, "the cells' blocks");
    return GW_OK;
}

/* Times of a block lie together: T_values, t_values, T_weight. */
static void place_lists(gw_cells *cells)
{
    double *times = cells->block_times;
    uint32_t *ranks = cells->block_ranks;
    for (size_t i = 0; i < cells->block_count; i++) {
        gw_block *block = &cells->blocks[i];
        block->T_values = times;
        block->t_values = times + block->T_count;
        block->T_weight = block->t_values + block->t_count;
        block->T_rank = ranks;
        block->T_index = cells->block_indices + 2 * block->first;
        block->t_index = block->T_index + block->count;
        block->weight = cells->block_weights + block->first;
        cells->T_most = block->T_count > cells->T_most ? block->T_count : cells->T_most;
        cells->t_most = block->t_count > cells->t_most ? block->t_count : cells->t_most;
        times += 2 * block->T_count + block->t_count;
        ranks += block->T_count;
        block->t_count = 0; /* list_last_times counts again while it fills */
    }
}

static void list_ages(builder *b)
{
    const gw_cells *cells = b->cells;
    for (size_t i = 0; i < cells->block_count; i++) {
        const gw_block *block = &cells->blocks[i];
        double *T_values = (double *)block->T_values;
        double *T_weight = (double *)block->T_weight;
        for (size_t k = 0; k < block->T_count; k++)
            T_weight[k] = 0.0;
        for (size_t cell = block->first; cell < block->first + block->count; cell++) {
            T_values[b->T_index[cell]] = b->T[cell];
            T_weight[b->T_index[cell]] += cells->weight[cell];
        }
    }
}

static void list_visits(const builder *b)
{
    for (size_t i = 0; i < b->cells->block_count; i++) {
        const gw_block *block = &b->cells->blocks[i];
        for (size_t k = 0; k < block->count; k++) {
            size_t cell = gw__block_cell(block, k);
            ((uint16_t *)block->T_index)[k] = b->T_index[cell];
            ((uint16_t *)block->t_index)[k] = b->t_index[cell];
            ((double *)block->weight)[k] = b->cells->weight[cell];
        }
    }
}

/* The blocks' T in one list, `all`, and its order, `items`: ranks and distinct values. */
static void rank_in_order(gw_cells *cells, const double *all, const uint64_t *items, size_t n)
{
    size_t distinct = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t entry = gw__item_row(items[i]);
        if (items[i] & GW_ITEM_STARTS)
            cells->T_values[distinct++] = all[entry];
        cells->block_ranks[entry] = (uint32_t)(distinct - 1);
    }
    cells->T_count = distinct;
}

static gw_status rank_ages(gw_cells *cells, gw_context *context, gw_error *err)
{
    gw_status status = GW_OK;
    size_t n = cells->T_count;
    uint64_t *items = NULL;
    double *all = gw_alloc(context, n, sizeof *all);
    cells->T_values = gw_alloc(context, n, sizeof *cells->T_values);
    if (all == NULL || cells->T_values == NULL) {
        status = gw_error_no_memory(err, "the cells' blocks");
        goto done;
    }
    size_t entry = 0;
    for (size_t i = 0; i < cells->block_count; i++)
        for (size_t k = 0; k < cells->blocks[i].T_count; k++)
            all[entry++] = cells->blocks[i].T_values[k];
    status = gw__sort_rows(&items, context, (const double *const[]){all}, 1, n, err);
    if (status == GW_OK)
        rank_in_order(cells, all, items, n);
done:
    gw_release(context, all);
    gw_release(context, items);
    return status;
}

static gw_status begin(builder *b, gw_context *context, gw_error *err)
{
    gw_cells *cells = b->cells;
    count_blocks(b);
    cells->x_values = gw_alloc(context, cells->x_count, sizeof *cells->x_values);
    cells->blocks = gw_alloc(context, cells->block_count, sizeof *cells->blocks);
    b->block_of = gw_alloc(context, cells->n, sizeof *b->block_of);
    b->T_index = gw_alloc(context, cells->n, sizeof *b->T_index);
    b->t_index = gw_alloc(context, cells->n, sizeof *b->t_index);
    b->seen = gw_alloc(context, cells->block_count, sizeof *b->seen);
    if (cells->x_values == NULL || cells->blocks == NULL || b->block_of == NULL ||
        b->T_index == NULL || b->t_index == NULL || b->seen == NULL)
        return gw_error_no_memory(err, "the cells' blocks");
    return gw__sort_rows(&b->by_t, context, (const double *const[]){b->t_x}, 1, cells->n, err);
}

static gw_status build(builder *b, gw_context *context, gw_error *err)
{
    GW_TRY(begin(b, context, err));
    cut_blocks(b);
    list_last_times(b);
    GW_TRY(allocate_lists(b, context, err));
    place_lists(b->cells);
    list_ages(b);
    list_last_times(b);
    list_visits(b);
    return rank_ages(b->cells, context, err);
}

gw_status gw__blocks_create(gw_cells *cells, gw_context *context, gw_error *err)
{
    builder b = {
        .cells = cells, .x = cells->columns[0], .t_x = cells->columns[1], .T = cells->columns[2]};
    gw_status status = build(&b, context, err);
    gw_release(context, b.block_of);
    gw_release(context, b.T_index);
    gw_release(context, b.t_index);
    gw_release(context, b.by_t);
    gw_release(context, b.seen);
    return status;
}

/* Rows grouped into cells. */
#include "cells.h"

#include <stdbool.h>

#include "blocks.h"
#include "cells_check.h"
#include "cells_sort.h"
#include "context.h"
#include "error.h"
#include "kinds.h"
#include "memory.h"
#include "model.h"
#include "sum.h"

static size_t count_groups(const uint64_t *items, size_t n)
{
    size_t groups = 0;
    for (size_t i = 0; i < n; i++)
        groups += (items[i] & GW_ITEM_STARTS) != 0;
    return groups;
}

static gw_status allocate_cells(gw_cells *cells, gw_context *context, gw_error *err)
{
    int failed = 0;
    for (size_t c = 0; c < cells->column_count; c++) {
        cells->columns[c] = gw_alloc(context, cells->n, sizeof(double));
        failed |= cells->columns[c] == NULL;
    }
    cells->weight = gw_alloc(context, cells->n, sizeof(double));
    cells->of_rows = gw_alloc(context, cells->rows, sizeof(uint32_t));
    failed |= cells->weight == NULL || cells->of_rows == NULL;
    return failed ? gw_error_no_memory(err, "the cells") : GW_OK;
}

/* Any row of a cell stands for it: row_of[cell] is the last one seen. */
static void number_cells(gw_cells *cells, uint32_t *row_of, const uint64_t *items)
{
    size_t cell = SIZE_MAX;
    for (size_t i = 0; i < cells->rows; i++) {
        uint32_t row = gw__item_row(items[i]);
        cell += (items[i] & GW_ITEM_STARTS) != 0;
        cells->of_rows[row] = (uint32_t)cell;
        row_of[cell] = row;
    }
}

/* In the order of the sorted rows; sums of whole weights are exact. */
static void weigh_cells(gw_cells *cells, const double *row_weight, const uint64_t *items)
{
    size_t cell = SIZE_MAX;
    double sum = 0.0;
    for (size_t i = 0; i < cells->rows; i++) {
        bool starts = (items[i] & GW_ITEM_STARTS) != 0;
        cell += starts;
        sum = starts ? 0.0 : sum;
        sum += row_weight != NULL ? row_weight[gw__item_row(items[i])] : 1.0;
        cells->weight[cell] = sum;
    }
    cells->customers = gw_sum(cells->weight, cells->n);
}

static gw_status fill_cells(gw_cells *cells, gw_context *context, const gw_rows *rows,
                            const uint64_t *items, gw_error *err)
{
    uint32_t *row_of = gw_alloc(context, cells->n, sizeof *row_of);
    if (row_of == NULL)
        return gw_error_no_memory(err, "the cells");
    number_cells(cells, row_of, items);
    weigh_cells(cells, rows->weight, items);
    for (size_t c = 0; c < cells->column_count; c++)
        for (size_t cell = 0; cell < cells->n; cell++)
            cells->columns[c][cell] = rows->columns[c][row_of[cell]] + 0.0;
    gw_release(context, row_of);
    return GW_OK;
}

static gw_status group_rows(gw_cells *cells, gw_context *context, const gw_rows *rows,
                            gw_error *err)
{
    const double *keys[GW_MAX_COLUMNS] = {NULL};
    for (size_t c = 0; c < cells->column_count; c++)
        keys[c] = rows->columns[gw__kind(cells->kind)->key[c]];
    uint64_t *items = NULL;
    GW_TRY(gw__sort_rows(&items, context, keys, cells->column_count, rows->n, err));
    cells->n = count_groups(items, rows->n);
    gw_status status = allocate_cells(cells, context, err);
    if (status == GW_OK)
        status = fill_cells(cells, context, rows, items, err);
    gw_release(context, items);
    return status;
}

static gw_status build_count_cells(gw_cells *cells, gw_context *context, const gw_rows *rows,
                                   gw_error *err)
{
    GW_TRY(group_rows(cells, context, rows, err));
    return gw__blocks_create(cells, context, err);
}

/* mean_spend says nothing where x = 0, and whatever stands there must not part the rows. */
static gw_status build_spend_cells(gw_cells *cells, gw_context *context, const gw_rows *rows,
                                   gw_error *err)
{
    double *mean_spend = gw_alloc(context, rows->n, sizeof *mean_spend);
    if (mean_spend == NULL)
        return gw_error_no_memory(err, "the cells");
    for (size_t i = 0; i < rows->n; i++)
        mean_spend[i] = rows->columns[0][i] > 0.0 ? rows->columns[1][i] : 0.0;
    gw_rows cleaned = *rows;
    cleaned.columns[1] = mean_spend;
    gw_status status = group_rows(cells, context, &cleaned, err);
    gw_release(context, mean_spend);
    return status;
}

/* To score, contracts may leave out who renewed and who left. */
static gw_status build_contract_cells(gw_cells *cells, gw_context *context, const gw_rows *rows,
                                      gw_error *err)
{
    double *nobody = gw_alloc_zero(context, rows->n, sizeof *nobody);
    if (nobody == NULL)
        return gw_error_no_memory(err, "the cells");
    gw_rows filled = *rows;
    for (size_t c = 1; c < cells->column_count; c++)
        if (filled.columns[c] == NULL)
            filled.columns[c] = nobody;
    gw_status status = group_rows(cells, context, &filled, err);
    gw_release(context, nobody);
    return status;
}

static gw_status build_cells(gw_cells *cells, gw_context *context, const gw_rows *rows,
                             gw_error *err)
{
    switch (cells->kind) {
    case GW_MODEL_COUNT:
        return build_count_cells(cells, context, rows, err);
    case GW_MODEL_SPEND:
        return build_spend_cells(cells, context, rows, err);
    case GW_MODEL_CONTRACT:
        return build_contract_cells(cells, context, rows, err);
    case GW_MODEL_DISCRETE:
        return group_rows(cells, context, rows, err);
    }
    return GW_WRONG_USE;
}

gw_status gw_cells_create(gw_cells **out, gw_context *context, const gw_model *model,
                          const gw_rows *rows, gw_error *err)
{
    GW_TRY(gw__check_rows(rows, model->kind, err));
    gw_cells *cells = gw_alloc_zero(context, 1, sizeof *cells);
    if (cells == NULL)
        return gw_error_no_memory(err, "the cells");
    cells->allocator = *gw_context_allocator(context);
    cells->kind = model->kind;
    cells->column_count = gw__kind(model->kind)->column_count;
    cells->rows = rows->n;
    gw_status status = build_cells(cells, context, rows, err);
    if (status == GW_OK)
        *out = cells;
    else
        gw_cells_free(cells);
    return status;
}

void gw_cells_free(gw_cells *cells)
{
    if (cells == NULL)
        return;
    gw_allocator allocator = cells->allocator;
    void *held[] = {cells->weight,      cells->of_rows,       cells->x_values,
                    cells->T_values,    cells->blocks,        cells->block_times,
                    cells->block_ranks, cells->block_indices, cells->block_weights};
    for (size_t i = 0; i < sizeof held / sizeof held[0]; i++)
        allocator.release(allocator.user, held[i]);
    for (size_t c = 0; c < cells->column_count; c++)
        allocator.release(allocator.user, cells->columns[c]);
    allocator.release(allocator.user, cells);
}

size_t gw_cells_count(const gw_cells *cells)
{
    return cells->n;
}

double gw_cells_customers(const gw_cells *cells)
{
    return cells->customers;
}

const double *gw_cells_column(const gw_cells *cells, size_t index)
{
    return index < cells->column_count ? cells->columns[index] : NULL;
}

const double *gw_cells_weight(const gw_cells *cells)
{
    return cells->weight;
}

const uint32_t *gw_cells_of_rows(const gw_cells *cells)
{
    return cells->of_rows;
}

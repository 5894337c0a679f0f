/* The order of rows by several columns. */
#ifndef GW_CELLS_SORT_H
#define GW_CELLS_SORT_H

#include <goodwill/base.h>

#include <stdint.h>

/* An item of the sorted list: the row's number, and whether it starts a group, that is, differs
 * in some column from the item before it (the first item always does). */
#define GW_ITEM_STARTS (UINT64_C(1) << 32)
static inline uint32_t gw__item_row(uint64_t item)
{
    return (uint32_t)item;
}

/* Sorts the rows 0 .. n-1 (1 <= n < 2^32) ascending by columns[0], then columns[1], and so on;
 * equal rows stay in their order. The columns hold finite numbers >= 0; -0.0 equals 0.0.
 * *items_out, of length n, is the caller's, who gives it back with gw_release. GW_NO_MEMORY. */
gw_status gw__sort_rows(uint64_t **items_out, gw_context *context, const double *const *columns,
                        size_t column_count, size_t n, gw_error *err);

#endif

/* Cells of a block are sorted by T before t_x, so those with one T lie together and one walk over
 * the block meets its distinct T in their order. */
#include "spread.h"

size_t gw__spread(double *out, const gw_cells *cells, const gw_block *block, size_t cell,
                  const double *T_values, const double *by_T, size_t n)
{
    const double *T = cells->columns[cells->column_count - 1];
    size_t end = block->first + block->count;
    for (size_t i = 0; i < n; i++) {
        size_t next = cell;
        while (next < end && T[next] == T_values[i])
            next++;
        if (out != NULL)
            for (; cell < next; cell++)
                out[cell] = by_T[i];
        cell = next;
    }
    return cell;
}

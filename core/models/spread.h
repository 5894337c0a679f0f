/* From values by (x, T) to values by cell. */
#ifndef GW_SPREAD_H
#define GW_SPREAD_H

#include <stddef.h>

#include "cells.h"

/* Gives the block's cells, from `cell` on, the values of their T: T_values and by_T are the next n
 * of the block's distinct T and what belongs to each. Returns the first cell past those n, where
 * the next call goes on. out == NULL: only walks. */
size_t gw__spread(double *out, const gw_cells *cells, const gw_block *block, size_t cell,
                  const double *T_values, const double *by_T, size_t n);

#endif

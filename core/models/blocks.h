/* Cutting the cells of a count model into blocks. */
#ifndef GW_BLOCKS_H
#define GW_BLOCKS_H

#include "cells.h"

/* Fills the part of `cells` that only count models have, from its sorted columns and weights. What
 * was allocated before a failure stays in `cells`, for gw_cells_free. GW_NO_MEMORY. */
gw_status gw__blocks_create(gw_cells *cells, gw_context *context, gw_error *err);

#endif

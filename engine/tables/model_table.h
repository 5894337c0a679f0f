/* A file of customers as the columns that a model asks for. */
#ifndef GW_MODEL_TABLE_H
#define GW_MODEL_TABLE_H

#include "contract_table.h"

struct gw_table; /* store/table.h, which only engine/ sees */

typedef struct gw_model_table {
    struct gw_table *table;
    gw_rows rows;
    gw_cells *cells;
    gw_context *context;
    gw_contract_reading contract; /* contracts, to fit: `words` says how `active` was read */
} gw_model_table;

/* To fit: a column `weight` counts if there is one, and other columns are not kept; to fit by
 * covariates they are. To score: all columns are kept, and none may have the name of a score. */
typedef enum gw_table_use {
    GW_TABLE_TO_FIT,
    GW_TABLE_TO_FIT_BY,
    GW_TABLE_TO_SCORE,
} gw_table_use;

/* Reads the file and groups its rows into cells. Statuses of gw_table_read and gw_cells_create;
 * sentences name the file, the row and the field. `out` starts as {0}. */
GW_MUST_USE gw_status gw_model_table_read(gw_model_table *out, gw_context *context,
                                          const gw_model *model, const char *path, gw_table_use use,
                                          gw_error *err);
/* Accepts {0}. */
void gw_model_table_free(gw_model_table *table);

#endif

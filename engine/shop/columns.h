/* The answer of a query, all of it, as columns of doubles. */
#ifndef GW_COLUMNS_H
#define GW_COLUMNS_H

#include "sql.h"
#include "store.h"

#define GW_COLUMNS_MAX 16

typedef struct gw_columns {
    size_t n; /* rows */
    double *values[GW_COLUMNS_MAX];
    gw_context *context;
    size_t capacity;
} gw_columns;

/* Runs the file store/sql/<name>.sql with its slots and values filled and keeps every column
 * (numbers only; a missing value is NaN). `out` starts as {0} and is freed by the caller. */
gw_status gw_columns_read(gw_columns *out, gw_context *context, gw_store *store, const char *name,
                          const gw_sql_slot *slots, size_t slot_count, const gw_value *values,
                          size_t value_count, gw_error *err);
/* "1/parts, 2/parts, ...", those below 1: the quantiles that cut rows into so many parts, 2 or
 * more.
 */
void gw_sql_levels(gw_strbuf *out, size_t parts);
/* Reads with the slot {{levels}} filled by these. */
gw_status gw_columns_read_levels(gw_columns *out, gw_context *context, gw_store *store,
                                 const char *name, size_t parts, gw_error *err);
void gw_columns_free(gw_columns *columns); /* accepts {0} */

/* Runs a statement file for its effect, with slots and values filled. */
gw_status gw_run_sql(gw_context *context, gw_store *store, const char *name,
                     const gw_sql_slot *slots, size_t slot_count, const gw_value *values,
                     size_t value_count, gw_error *err);

#endif

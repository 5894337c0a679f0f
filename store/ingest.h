/* Writing many rows at once.
 *
 * DuckDB's own bulk loading cannot be trusted to say what it did: rows that break a constraint
 * vanish while it reports success, a producer that stops half-way counts as done, and without a
 * transaction a failure leaves half the rows. So gw_ingest counts what it produced and what is
 * there, inside a transaction, and rolls back when they differ. Load into tables without
 * constraints and merge from there, and give each column the table's own type. */
#ifndef GW_INGEST_H
#define GW_INGEST_H

#include "store.h"

typedef struct gw_ingest_target {
    const char *table;
    bool append;    /* to a table that exists; else it is made, with a column for each of ours */
    bool temporary; /* seen by this gw_store only, gone when it closes */
} gw_ingest_target;

/* Points the `values` and `null` of the columns at the next rows and says how many; 0 ends. What it
 * points at is copied before the next call. Called one call at a time, perhaps from a thread of the
 * database, while gw_ingest waits. */
typedef gw_status (*gw_rows_fn)(size_t *rows_out, gw_column *columns, void *user, gw_error *err);

/* Writes what `next` gives. `columns` holds names and types and is handed to `next`. In the
 * caller's transaction a failure means that it must be rolled back; else gw_ingest has one of its
 * own. rows_out may be NULL. */
GW_MUST_USE gw_status gw_ingest(size_t *rows_out, gw_store *store, const gw_ingest_target *target,
                                gw_column *columns, size_t n, gw_rows_fn next, void *user,
                                gw_error *err);
/* Writes arrays of `rows` values each. */
GW_MUST_USE gw_status gw_ingest_arrays(gw_store *store, const gw_ingest_target *target,
                                       const gw_column *columns, size_t n, size_t rows,
                                       gw_error *err);

#endif

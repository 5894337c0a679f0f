/* A store: one connection to a DuckDB file, or to a database in memory.
 *
 * One thread uses a gw_store at a time; several gw_stores of one file may be used by several
 * threads, and share one database. Only gw_store_cancel may be called from anywhere, at any time.
 * Results are read with query.h, rows written in bulk with ingest.h. */
#ifndef GW_STORE_H
#define GW_STORE_H

#include "value.h"

#include <goodwill/base.h>

typedef struct gw_store gw_store;

typedef struct gw_store_options {
    const char *path; /* NULL: in memory, seen by this gw_store only */
    bool read_only;   /* the file must exist; other programs may read it at the same time */
    bool must_exist;  /* never makes the file */
    /* The first opener of a file in this program decides these for all of them. */
    int threads;                /* 0: one per processor */
    size_t memory_limit_mb;     /* 0: 1024. What the database keeps; not a limit of the process */
    const char *temp_directory; /* where it spills; NULL: beside the file, or below $TMPDIR */
} gw_store_options;

/* GW_NOT_FOUND for a file that must exist and does not, or a folder that does not; GW_BAD_DATA for
 * a file that is no DuckDB database; GW_BUSY when another program holds it, or this one holds it in
 * the other mode. */
GW_MUST_USE gw_status gw_store_open(gw_store **out, gw_context *context,
                                    const gw_store_options *options, gw_error *err);
/* Does the file say that it is a DuckDB database? True also where it cannot be read: the open says
 * why. */
bool gw_store_may_be(const char *path);
/* Rolls back a transaction that is still open. Accepts NULL. */
void gw_store_close(gw_store *store);

/* Runs one statement, or several with ';' between them, without results. `rows_out` (may be NULL):
 * how many rows one statement changed, as far as the database says. */
GW_MUST_USE gw_status gw_store_execute(int64_t *rows_out, gw_store *store, const char *sql,
                                       gw_error *err);
/* One statement with $1, $2, ... filled from values[0 .. n-1]. */
GW_MUST_USE gw_status gw_store_execute_with(int64_t *rows_out, gw_store *store, const char *sql,
                                            const gw_value *values, size_t n, gw_error *err);

/* Transactions do not nest: a second begin is GW_WRONG_USE, as are commit and rollback without one.
 * After any failed statement a commit rolls back and says so (GW_FAILED): DuckDB 1.5.6 itself
 * reports such a commit as done. */
GW_MUST_USE gw_status gw_store_begin(gw_store *store, gw_error *err);
GW_MUST_USE gw_status gw_store_commit(gw_store *store, gw_error *err);
/* Never fails: what cannot be rolled back is rolled back by closing. No transaction: nothing. */
void gw_store_rollback(gw_store *store);
bool gw_store_in_transaction(const gw_store *store);

/* Ends what the store is doing with GW_CANCELLED, and all it would do after, until
 * gw_store_resume. Safe from any thread, not from a signal handler. */
void gw_store_cancel(gw_store *store);
void gw_store_resume(gw_store *store);

#endif

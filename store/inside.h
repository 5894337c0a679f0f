/* What a gw_store is, for the files of store/ only. */
#ifndef GW_STORE_INSIDE_H
#define GW_STORE_INSIDE_H

#include "database.h"

#include <stdatomic.h>

struct gw_store {
    gw_context *context;
    const struct AdbcDriver *driver;
    gw__database *database;
    struct AdbcConnection connection;
    bool in_transaction;
    bool must_roll_back; /* a statement of this transaction failed */
    atomic_bool cancelled;
};

/* A statement ready to run: sql parsed, values bound. Release it also after a failure. */
typedef struct gw__statement {
    gw_store *store;
    struct AdbcStatement handle;
} gw__statement;

gw_status gw__statement_prepare(gw__statement *out, gw_store *store, const char *sql,
                                const gw_value *values, size_t n, gw_error *err);
/* An empty statement, to set options on. */
gw_status gw__statement_new(gw__statement *out, gw_store *store, gw_error *err);
/* `stream` may be NULL for statements without results; rows_out too. */
gw_status gw__statement_run(gw__statement *statement, struct ArrowArrayStream *stream,
                            int64_t *rows_out, gw_error *err);
void gw__statement_release(gw__statement *statement);

/* GW_CANCELLED when the store or its context was cancelled. */
gw_status gw__store_check_cancelled(gw_store *store, gw_error *err);
/* gw__driver_failed, and remembers that the transaction cannot be committed. */
gw_status gw__store_failed(gw_store *store, gw_error *err, AdbcStatusCode code,
                           struct AdbcError *failure, const char *what);

#endif

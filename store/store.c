#include "store.h"

#include "arrow_out.h"
#include "context.h"
#include "error.h"
#include "inside.h"
#include "memory.h"
#include "query.h"
#include "sql.h"

#include <string.h>

/* ---- Cancelling ----------------------------------------------------------------------------- */

gw_status gw__store_check_cancelled(gw_store *store, gw_error *err)
{
    if (atomic_load(&store->cancelled) || gw_context_cancelled(store->context))
        return gw_error_set(err, GW_CANCELLED, "cancelled");
    return GW_OK;
}

void gw_store_cancel(gw_store *store)
{
    struct AdbcError failure = ADBC_ERROR_INIT;
    atomic_store(&store->cancelled, true);
    store->driver->ConnectionCancel(&store->connection, &failure);
    if (failure.release != NULL)
        failure.release(&failure);
}

void gw_store_resume(gw_store *store)
{
    atomic_store(&store->cancelled, false);
}

gw_status gw__store_failed(gw_store *store, gw_error *err, AdbcStatusCode code,
                           struct AdbcError *failure, const char *what)
{
    store->must_roll_back = store->in_transaction;
    gw_status status = gw__driver_failed(err, code, failure, what);
    bool asked = atomic_load(&store->cancelled) || gw_context_cancelled(store->context);
    if (asked && (status == GW_FAILED || status == GW_CANCELLED))
        return gw_error_set(err, GW_CANCELLED, "cancelled");
    /* When a thread of DuckDB fails it interrupts the others, and sometimes one of those is heard
     * first: nobody cancelled, and the cause is lost. */
    if (status == GW_CANCELLED)
        return gw_error_set(err, GW_FAILED, "%s: a part of the work failed, without a reason",
                            what);
    return status;
}

/* ---- Statements ----------------------------------------------------------------------------- */

gw_status gw__statement_new(gw__statement *out, gw_store *store, gw_error *err)
{
    struct AdbcError failure = ADBC_ERROR_INIT;
    memset(out, 0, sizeof *out);
    out->store = store;
    GW_TRY(gw__store_check_cancelled(store, err));
    AdbcStatusCode code = store->driver->StatementNew(&store->connection, &out->handle, &failure);
    if (code != ADBC_STATUS_OK)
        return gw__store_failed(store, err, code, &failure, gw__database_name(store->database));
    return GW_OK;
}

/* The values as one row: DuckDB refuses more than one. */
static gw_status bind(gw__statement *statement, const gw_value *values, size_t n, gw_error *err)
{
    gw_store *store = statement->store;
    struct AdbcError failure = ADBC_ERROR_INIT;
    struct ArrowSchema schema = {0};
    struct ArrowArray row = {0};
    gw_status status = gw__arrow_from_values(&schema, &row, values, n, err);
    if (status != GW_OK)
        return status;
    AdbcStatusCode code = store->driver->StatementPrepare(&statement->handle, &failure);
    if (code == ADBC_STATUS_OK)
        code = store->driver->StatementBind(&statement->handle, &row, &schema, &failure);
    if (code != ADBC_STATUS_OK)
        status = gw__store_failed(store, err, code, &failure, gw__database_name(store->database));
    if (row.release != NULL)
        row.release(&row);
    if (schema.release != NULL)
        schema.release(&schema);
    return status;
}

gw_status gw__statement_prepare(gw__statement *out, gw_store *store, const char *sql,
                                const gw_value *values, size_t n, gw_error *err)
{
    struct AdbcError failure = ADBC_ERROR_INIT;
    GW_TRY(gw__statement_new(out, store, err));
    AdbcStatusCode code = store->driver->StatementSetSqlQuery(&out->handle, sql, &failure);
    if (code != ADBC_STATUS_OK)
        return gw__store_failed(store, err, code, &failure, gw__database_name(store->database));
    return n > 0 ? bind(out, values, n, err) : GW_OK;
}

gw_status gw__statement_run(gw__statement *statement, struct ArrowArrayStream *stream,
                            int64_t *rows_out, gw_error *err)
{
    gw_store *store = statement->store;
    struct AdbcError failure = ADBC_ERROR_INIT;
    int64_t rows = -1;
    AdbcStatusCode code =
        store->driver->StatementExecuteQuery(&statement->handle, stream, &rows, &failure);
    if (code != ADBC_STATUS_OK)
        return gw__store_failed(store, err, code, &failure, gw__database_name(store->database));
    if (rows_out != NULL)
        *rows_out = rows > 0 ? rows : 0; /* 1.5.6 says -1 for none */
    return GW_OK;
}

void gw__statement_release(gw__statement *statement)
{
    struct AdbcError failure = ADBC_ERROR_INIT;
    if (statement->handle.private_data != NULL)
        statement->store->driver->StatementRelease(&statement->handle, &failure);
    if (failure.release != NULL)
        failure.release(&failure);
    memset(&statement->handle, 0, sizeof statement->handle);
}

gw_status gw_store_execute_with(int64_t *rows_out, gw_store *store, const char *sql,
                                const gw_value *values, size_t n, gw_error *err)
{
    gw__statement statement;
    gw_status status = gw__statement_prepare(&statement, store, sql, values, n, err);
    if (status == GW_OK)
        status = gw__statement_run(&statement, NULL, rows_out, err);
    gw__statement_release(&statement);
    return status;
}

gw_status gw_store_execute(int64_t *rows_out, gw_store *store, const char *sql, gw_error *err)
{
    return gw_store_execute_with(rows_out, store, sql, NULL, 0, err);
}

/* ---- Opening and closing -------------------------------------------------------------------- */

static gw_status connect(gw_store *store, gw_error *err)
{
    struct AdbcError failure = ADBC_ERROR_INIT;
    const char *name = gw__database_name(store->database);
    AdbcStatusCode code = store->driver->ConnectionNew(&store->connection, &failure);
    if (code != ADBC_STATUS_OK)
        return gw__driver_failed(err, code, &failure, name);
    code = store->driver->ConnectionInit(&store->connection, gw__database_handle(store->database),
                                         &failure);
    if (code != ADBC_STATUS_OK)
        return gw__driver_failed(err, code, &failure, name);
    return gw_store_execute(NULL, store, gw_sql("connection"), err);
}

gw_status gw_store_open(gw_store **out, gw_context *context, const gw_store_options *options,
                        gw_error *err)
{
    gw_status status;
    gw_store *store = gw_alloc_zero(context, 1, sizeof *store);
    if (store == NULL)
        return gw_error_no_memory(err, "a store");
    store->context = context;
    atomic_init(&store->cancelled, false);
    status = gw__driver_get(&store->driver, err);
    if (status == GW_OK)
        status = gw__database_open(&store->database, options, err);
    if (status == GW_OK)
        status = connect(store, err);
    if (status != GW_OK) {
        gw_store_close(store);
        return status;
    }
    *out = store;
    return GW_OK;
}

void gw_store_close(gw_store *store)
{
    struct AdbcError failure = ADBC_ERROR_INIT;
    if (store == NULL)
        return;
    gw_store_rollback(store);
    if (store->connection.private_data != NULL)
        store->driver->ConnectionRelease(&store->connection, &failure);
    if (failure.release != NULL)
        failure.release(&failure);
    gw__database_close(store->database);
    gw_release(store->context, store);
}

/* ---- Transactions --------------------------------------------------------------------------- */

/* By SQL and not by ADBC's autocommit option: after a query that was closed before its end the
 * driver takes that query's transaction for ours and begins none, so that everything is kept step
 * by step. A statement ends such a query first. */

gw_status gw_store_begin(gw_store *store, gw_error *err)
{
    if (store->in_transaction)
        return gw_error_set(err, GW_WRONG_USE, "a transaction is already open");
    GW_TRY(gw_store_execute(NULL, store, gw_sql("begin"), err));
    store->in_transaction = true;
    store->must_roll_back = false;
    return GW_OK;
}

gw_status gw_store_commit(gw_store *store, gw_error *err)
{
    int64_t answer = 0;
    gw_status status = GW_OK;
    if (!store->in_transaction)
        return gw_error_set(err, GW_WRONG_USE, "there is no transaction to commit");
    if (store->must_roll_back)
        status = gw_error_set(err, GW_FAILED,
                              "%s: nothing was kept, because a step before the end had failed",
                              gw__database_name(store->database));
    /* An ingest can break a transaction without a word; any query after it tells. */
    if (status == GW_OK)
        status = gw_query_one_integer(&answer, store, gw_sql("probe"), NULL, 0, err);
    if (status == GW_OK)
        status = gw_store_execute(NULL, store, gw_sql("commit"), err);
    if (status != GW_OK) {
        gw_store_rollback(store);
        return status;
    }
    store->in_transaction = false;
    return GW_OK;
}

/* Straight to the driver: it must also run after a cancel. */
void gw_store_rollback(gw_store *store)
{
    if (!store->in_transaction)
        return;
    gw__statement statement = {.store = store};
    struct AdbcError failure = ADBC_ERROR_INIT;
    AdbcStatusCode code =
        store->driver->StatementNew(&store->connection, &statement.handle, &failure);
    if (code == ADBC_STATUS_OK)
        code = store->driver->StatementSetSqlQuery(&statement.handle, gw_sql("rollback"), &failure);
    if (code == ADBC_STATUS_OK)
        store->driver->StatementExecuteQuery(&statement.handle, NULL, NULL, &failure);
    if (failure.release != NULL)
        failure.release(&failure);
    gw__statement_release(&statement);
    store->in_transaction = false;
    store->must_roll_back = false;
}

bool gw_store_in_transaction(const gw_store *store)
{
    return store->in_transaction;
}

#include "ingest.h"

#include "arrow_out.h"
#include "error.h"
#include "inside.h"
#include "query.h"
#include "shown.h"
#include "sql.h"

#include <errno.h>
#include <string.h>

#define ROWS_A_BATCH 65536
#define MAX_COLUMNS 64

/* ---- The producer, as the database sees it -------------------------------------------------- */

typedef struct producer {
    gw_store *store;
    gw_column *columns;
    size_t n;
    gw_rows_fn next;
    void *user;
    /* Batches of our caller may be longer than what goes into one of ours. */
    size_t batch_rows;
    size_t batch_used;
    size_t rows;      /* handed over so far */
    gw_status status; /* the database forgets a producer's failure; we do not */
    gw_error failure;
} producer;

static int get_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
    producer *self = stream->private_data;
    self->status = gw__arrow_schema(out, self->columns, self->n, &self->failure);
    return self->status == GW_OK ? 0 : ENOMEM;
}

static gw_status produce(producer *self, struct ArrowArray *out)
{
    gw_error *err = &self->failure;
    GW_TRY(gw__store_check_cancelled(self->store, err));
    if (self->batch_used == self->batch_rows) {
        self->batch_used = self->batch_rows = 0;
        GW_TRY(self->next(&self->batch_rows, self->columns, self->user, err));
    }
    size_t rows = self->batch_rows - self->batch_used;
    if (rows == 0)
        return GW_OK;
    rows = rows < ROWS_A_BATCH ? rows : ROWS_A_BATCH;
    GW_TRY(gw__arrow_array(out, self->columns, self->n, self->batch_used, rows, err));
    self->batch_used += rows;
    self->rows += rows;
    return GW_OK;
}

static int get_next(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
    producer *self = stream->private_data;
    memset(out, 0, sizeof *out);
    if (self->status == GW_OK)
        self->status = produce(self, out);
    return self->status == GW_OK ? 0 : EIO;
}

static const char *get_last_error(struct ArrowArrayStream *stream)
{
    producer *self = stream->private_data;
    return self->status != GW_OK ? self->failure.message : NULL;
}

static void release_stream(struct ArrowArrayStream *stream)
{
    stream->release = NULL;
}

/* ---- Running it ----------------------------------------------------------------------------- */

static gw_status count_rows(int64_t *out, gw_store *store, const gw_ingest_target *target,
                            gw_error *err)
{
    gw_strbuf name = GW_STRBUF_INIT(store->context);
    gw_strbuf sql = GW_STRBUF_INIT(store->context);
    if (target->temporary)
        gw_strbuf_puts(&name, "temp.");
    gw_sql_identifier(&name, target->table);
    gw_status status = GW_OK;
    if (name.failed)
        status = gw_error_no_memory(err, "a statement");
    if (status == GW_OK) {
        const gw_sql_slot slot = {"table", gw_strbuf_text(&name)};
        status = gw_sql_fill(&sql, "count_rows", &slot, 1, err);
    }
    if (status == GW_OK)
        status = gw_query_one_integer(out, store, gw_strbuf_text(&sql), NULL, 0, err);
    gw_strbuf_free(&name);
    gw_strbuf_free(&sql);
    return status;
}

static gw_status set_options(gw__statement *statement, const gw_ingest_target *target,
                             gw_error *err)
{
    const char *const options[][2] = {
        {ADBC_INGEST_OPTION_TARGET_TABLE, target->table},
        {ADBC_INGEST_OPTION_MODE,
         target->append ? ADBC_INGEST_OPTION_MODE_APPEND : ADBC_INGEST_OPTION_MODE_CREATE},
        {ADBC_INGEST_OPTION_TEMPORARY,
         target->temporary ? ADBC_OPTION_VALUE_ENABLED : ADBC_OPTION_VALUE_DISABLED},
    };
    gw_store *store = statement->store;
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
        struct AdbcError failure = ADBC_ERROR_INIT;
        AdbcStatusCode code = store->driver->StatementSetOption(&statement->handle, options[i][0],
                                                                options[i][1], &failure);
        if (code != ADBC_STATUS_OK)
            return gw__store_failed(store, err, code, &failure, target->table);
    }
    return GW_OK;
}

static gw_status load(producer *self, const gw_ingest_target *target, gw_error *err)
{
    gw_store *store = self->store;
    struct AdbcError failure = ADBC_ERROR_INIT;
    struct ArrowArrayStream stream = {get_schema, get_next, get_last_error, release_stream, self};
    gw__statement statement;
    gw_status status = gw__statement_new(&statement, store, err);
    if (status == GW_OK)
        status = set_options(&statement, target, err);
    if (status == GW_OK) {
        AdbcStatusCode code =
            store->driver->StatementBindStream(&statement.handle, &stream, &failure);
        if (code != ADBC_STATUS_OK)
            status = gw__store_failed(store, err, code, &failure, target->table);
    }
    if (status == GW_OK)
        status = gw__statement_run(&statement, NULL, NULL, err);
    gw__statement_release(&statement);
    if (self->status != GW_OK) { /* the first cause, in its own words */
        if (err != NULL)
            *err = self->failure;
        return self->status;
    }
    return status;
}

static gw_status load_and_count(producer *self, const gw_ingest_target *target, gw_error *err)
{
    int64_t before = 0;
    int64_t after = 0;
    if (target->append)
        GW_TRY(count_rows(&before, self->store, target, err));
    GW_TRY(load(self, target, err));
    GW_TRY(count_rows(&after, self->store, target, err));
    if (after - before == (int64_t)self->rows)
        return GW_OK;
    return gw_error_set(err, GW_FAILED,
                        "table %s took %lld of %zu rows: it has a constraint that the others break",
                        gw_show(target->table).text, (long long)(after - before), self->rows);
}

gw_status gw_ingest(size_t *rows_out, gw_store *store, const gw_ingest_target *target,
                    gw_column *columns, size_t n, gw_rows_fn next, void *user, gw_error *err)
{
    producer self = {
        .store = store, .columns = columns, .n = n, .next = next, .user = user, .status = GW_OK};
    bool own_transaction = !store->in_transaction;
    if (own_transaction)
        GW_TRY(gw_store_begin(store, err));
    gw_status status = load_and_count(&self, target, err);
    if (status != GW_OK)
        store->must_roll_back = true;
    if (own_transaction && status == GW_OK)
        status = gw_store_commit(store, err);
    if (own_transaction && status != GW_OK)
        gw_store_rollback(store);
    if (status == GW_OK && rows_out != NULL)
        *rows_out = self.rows;
    return status;
}

/* ---- Arrays --------------------------------------------------------------------------------- */

static gw_status next_array(size_t *rows_out, gw_column *columns, void *user, gw_error *err)
{
    size_t *rows_left = user;
    (void)columns;
    (void)err;
    *rows_out = *rows_left;
    *rows_left = 0;
    return GW_OK;
}

gw_status gw_ingest_arrays(gw_store *store, const gw_ingest_target *target,
                           const gw_column *columns, size_t n, size_t rows, gw_error *err)
{
    gw_column copies[MAX_COLUMNS];
    if (n > MAX_COLUMNS)
        return gw_error_set(err, GW_WRONG_USE, "more than %d columns", MAX_COLUMNS);
    memcpy(copies, columns, n * sizeof copies[0]);
    return gw_ingest(NULL, store, target, copies, n, next_array, &rows, err);
}

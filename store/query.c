#include "query.h"

#include "error.h"
#include "inside.h"
#include "memory.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* How Arrow lays a column out. */
typedef enum layout {
    LAYOUT_NONE, /* a column of NULLs has no type */
    LAYOUT_BOOL,
    LAYOUT_INT8,
    LAYOUT_UINT8,
    LAYOUT_INT16,
    LAYOUT_UINT16,
    LAYOUT_INT32,
    LAYOUT_UINT32,
    LAYOUT_INT64,
    LAYOUT_FLOAT,
    LAYOUT_DOUBLE,
    LAYOUT_DECIMAL, /* 128 bits, four places */
    LAYOUT_TEXT,    /* 32-bit offsets */
    LAYOUT_LARGE_TEXT,
} layout;

typedef struct column_view {
    layout layout;
    gw_type type;
    const uint8_t *validity; /* NULL: nothing is missing */
    const void *values;      /* of row 0, or the offsets */
    const char *bytes;
    size_t offset; /* of row 0, for the bits */
} column_view;

struct gw_query {
    gw_store *store;
    gw__statement statement;
    struct ArrowArrayStream stream;
    struct ArrowSchema schema;
    struct ArrowArray batch;
    bool ended; /* get_next after the end is an error in DuckDB */
    size_t columns;
    column_view view[];
};

/* ---- Types ---------------------------------------------------------------------------------- */

static bool layout_of(column_view *view, const struct ArrowSchema *schema)
{
    static const struct {
        const char *format;
        layout layout;
        gw_type type;
    } known[] = {
        {"n", LAYOUT_NONE, GW_TEXT},          {"b", LAYOUT_BOOL, GW_INT64},
        {"c", LAYOUT_INT8, GW_INT64},         {"C", LAYOUT_UINT8, GW_INT64},
        {"s", LAYOUT_INT16, GW_INT64},        {"S", LAYOUT_UINT16, GW_INT64},
        {"i", LAYOUT_INT32, GW_INT64},        {"I", LAYOUT_UINT32, GW_INT64},
        {"l", LAYOUT_INT64, GW_INT64},        {"f", LAYOUT_FLOAT, GW_DOUBLE},
        {"g", LAYOUT_DOUBLE, GW_DOUBLE},      {"u", LAYOUT_TEXT, GW_TEXT},
        {"U", LAYOUT_LARGE_TEXT, GW_TEXT},    {"tdD", LAYOUT_INT32, GW_DATE},
        {"d:18,4", LAYOUT_DECIMAL, GW_MONEY}, {"d:18,4,128", LAYOUT_DECIMAL, GW_MONEY},
    };
    if (schema->dictionary != NULL)
        return false;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(schema->format, known[i].format) == 0) {
            view->layout = known[i].layout;
            view->type = known[i].type;
            return true;
        }
    }
    view->layout = LAYOUT_INT64;
    view->type = GW_TIMESTAMP;
    return strncmp(schema->format, "tsu:", 4) == 0;
}

static gw_status read_schema(gw_query *query, gw_error *err)
{
    for (size_t i = 0; i < query->columns; i++) {
        const struct ArrowSchema *child = query->schema.children[i];
        if (!layout_of(&query->view[i], child))
            return gw_error_set(err, GW_FAILED,
                                "column %s has a type this program does not read (%s): cast it",
                                child->name, child->format);
    }
    return GW_OK;
}

/* ---- Opening and closing -------------------------------------------------------------------- */

/* A stream has words of its own, which it keeps. */
static gw_status stream_failed(gw_store *store, struct ArrowArrayStream *stream, gw_error *err)
{
    char words[1024];
    const char *said = stream->get_last_error(stream);
    snprintf(words, sizeof words, "%s", said != NULL ? said : "no reason given");
    struct AdbcError failure = ADBC_ERROR_INIT;
    failure.message = words;
    return gw__store_failed(store, err, ADBC_STATUS_UNKNOWN, &failure,
                            gw__database_name(store->database));
}

/* The columns are known once the statement runs, and the query holds a view of each. */
static gw_status with_columns(gw_query **out, gw_store *store, gw__statement *statement,
                              struct ArrowArrayStream *stream, gw_error *err)
{
    gw_query head = {.store = store, .stream = *stream};
    if (stream->get_schema(stream, &head.schema) != 0)
        return stream_failed(store, stream, err);
    head.columns = (size_t)head.schema.n_children;
    gw_query *query =
        gw_alloc_zero(store->context, 1, sizeof *query + head.columns * sizeof query->view[0]);
    if (query == NULL) {
        head.schema.release(&head.schema);
        return gw_error_no_memory(err, "the answer of the store");
    }
    memcpy(query, &head, sizeof head);
    query->statement = *statement;
    gw_status status = read_schema(query, err);
    if (status != GW_OK) {
        query->schema.release(&query->schema);
        gw_release(store->context, query);
        return status;
    }
    *out = query;
    return GW_OK;
}

gw_status gw_query_open(gw_query **out, gw_store *store, const char *sql, const gw_value *values,
                        size_t n, gw_error *err)
{
    gw__statement statement;
    struct ArrowArrayStream stream = {0};
    gw_status status = gw__statement_prepare(&statement, store, sql, values, n, err);
    if (status == GW_OK)
        status = gw__statement_run(&statement, &stream, NULL, err);
    if (status == GW_OK)
        status = with_columns(out, store, &statement, &stream, err);
    if (status != GW_OK) {
        if (stream.release != NULL)
            stream.release(&stream);
        gw__statement_release(&statement);
    }
    return status;
}

void gw_query_close(gw_query *query)
{
    if (query == NULL)
        return;
    if (query->batch.release != NULL)
        query->batch.release(&query->batch);
    query->schema.release(&query->schema);
    query->stream.release(&query->stream);
    gw__statement_release(&query->statement);
    gw_release(query->store->context, query);
}

/* ---- Batches -------------------------------------------------------------------------------- */

static size_t width_of(layout kind)
{
    switch (kind) {
    case LAYOUT_INT8:
    case LAYOUT_UINT8:
        return 1;
    case LAYOUT_INT16:
    case LAYOUT_UINT16:
        return 2;
    case LAYOUT_INT32:
    case LAYOUT_UINT32:
    case LAYOUT_FLOAT:
    case LAYOUT_TEXT:
        return 4;
    case LAYOUT_INT64:
    case LAYOUT_DOUBLE:
    case LAYOUT_LARGE_TEXT:
        return 8;
    case LAYOUT_DECIMAL:
        return 16;
    case LAYOUT_NONE:
    case LAYOUT_BOOL:
        return 0;
    }
    return 0;
}

static void look_at(column_view *view, const struct ArrowArray *array)
{
    view->offset = (size_t)array->offset;
    view->validity =
        view->layout == LAYOUT_NONE || array->null_count == 0 ? NULL : array->buffers[0];
    view->values = NULL;
    view->bytes = NULL;
    if (view->layout == LAYOUT_NONE)
        return;
    view->values = array->buffers[1];
    if (view->values != NULL)
        view->values = (const char *)view->values + view->offset * width_of(view->layout);
    if (view->layout == LAYOUT_TEXT || view->layout == LAYOUT_LARGE_TEXT)
        view->bytes = array->buffers[2];
}

gw_status gw_query_next(size_t *rows_out, gw_query *query, gw_error *err)
{
    *rows_out = 0;
    if (query->batch.release != NULL)
        query->batch.release(&query->batch);
    memset(&query->batch, 0, sizeof query->batch);
    while (!query->ended) {
        GW_TRY(gw__store_check_cancelled(query->store, err));
        if (query->stream.get_next(&query->stream, &query->batch) != 0) {
            query->ended = true;
            return stream_failed(query->store, &query->stream, err);
        }
        query->ended = query->batch.release == NULL;
        if (query->ended || query->batch.length > 0)
            break;
        query->batch.release(&query->batch);
    }
    if (query->ended)
        return GW_OK;
    for (size_t i = 0; i < query->columns; i++)
        look_at(&query->view[i], query->batch.children[i]);
    *rows_out = (size_t)query->batch.length;
    return GW_OK;
}

/* ---- Values --------------------------------------------------------------------------------- */

size_t gw_query_columns(const gw_query *query)
{
    return query->columns;
}

const char *gw_query_name(const gw_query *query, size_t column)
{
    return query->schema.children[column]->name;
}

gw_type gw_query_type(const gw_query *query, size_t column)
{
    return query->view[column].type;
}

static bool bit(const uint8_t *bits, size_t index)
{
    return (bits[index / 8] >> (index % 8)) & 1;
}

bool gw_query_is_null(const gw_query *query, size_t column, size_t row)
{
    const column_view *view = &query->view[column];
    /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): an open that failed is never GW_OK */
    if (view->layout == LAYOUT_NONE)
        return true;
    return view->validity != NULL && !bit(view->validity, view->offset + row);
}

static int64_t integer_at(const column_view *view, size_t row)
{
    switch (view->layout) {
    case LAYOUT_BOOL:
        return bit(view->values, view->offset + row);
    case LAYOUT_INT8:
        return ((const int8_t *)view->values)[row];
    case LAYOUT_UINT8:
        return ((const uint8_t *)view->values)[row];
    case LAYOUT_INT16:
        return ((const int16_t *)view->values)[row];
    case LAYOUT_UINT16:
        return ((const uint16_t *)view->values)[row];
    case LAYOUT_INT32:
        return ((const int32_t *)view->values)[row];
    case LAYOUT_UINT32:
        return ((const uint32_t *)view->values)[row];
    case LAYOUT_INT64:
        return ((const int64_t *)view->values)[row];
    case LAYOUT_DECIMAL: /* 18 digits fit the lower half; its upper half is the sign */
        return ((const int64_t *)view->values)[2 * row];
    case LAYOUT_NONE:
    case LAYOUT_FLOAT:
    case LAYOUT_DOUBLE:
    case LAYOUT_TEXT:
    case LAYOUT_LARGE_TEXT:
        break;
    }
    return 0;
}

int64_t gw_query_integer(const gw_query *query, size_t column, size_t row)
{
    return gw_query_is_null(query, column, row) ? 0 : integer_at(&query->view[column], row);
}

double gw_query_double(const gw_query *query, size_t column, size_t row)
{
    const column_view *view = &query->view[column];
    if (gw_query_is_null(query, column, row))
        return (double)NAN;
    if (view->layout == LAYOUT_DOUBLE)
        return ((const double *)view->values)[row];
    if (view->layout == LAYOUT_FLOAT)
        return (double)((const float *)view->values)[row];
    return view->type == GW_INT64 ? (double)integer_at(view, row) : (double)NAN;
}

gw_span gw_query_text(const gw_query *query, size_t column, size_t row)
{
    const column_view *view = &query->view[column];
    if (view->type != GW_TEXT || gw_query_is_null(query, column, row))
        return (gw_span){"", 0};
    if (view->layout == LAYOUT_TEXT) {
        const int32_t *offsets = view->values;
        return (gw_span){view->bytes + offsets[row], (size_t)(offsets[row + 1] - offsets[row])};
    }
    const int64_t *offsets = view->values;
    return (gw_span){view->bytes + offsets[row], (size_t)(offsets[row + 1] - offsets[row])};
}

const int64_t *gw_query_integers(const gw_query *query, size_t column)
{
    const column_view *view = &query->view[column];
    return view->layout == LAYOUT_INT64 ? view->values : NULL;
}

const double *gw_query_doubles(const gw_query *query, size_t column)
{
    const column_view *view = &query->view[column];
    return view->layout == LAYOUT_DOUBLE ? view->values : NULL;
}

const int32_t *gw_query_days(const gw_query *query, size_t column)
{
    const column_view *view = &query->view[column];
    return view->type == GW_DATE ? view->values : NULL;
}

gw_status gw_query_one_integer(int64_t *out, gw_store *store, const char *sql,
                               const gw_value *values, size_t n, gw_error *err)
{
    gw_query *query = NULL;
    size_t rows = 0;
    gw_status status = gw_query_open(&query, store, sql, values, n, err);
    if (status != GW_OK || query == NULL)
        return status;
    status = gw_query_next(&rows, query, err);
    if (status == GW_OK && rows == 0)
        status = gw_error_set(err, GW_NOT_FOUND, "the store has no such row");
    if (status == GW_OK)
        *out = gw_query_integer(query, 0, 0);
    gw_query_close(query);
    return status;
}

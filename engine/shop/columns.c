#include "columns.h"

#include "error.h"
#include "memory.h"
#include "query.h"

static gw_status reserve(gw_columns *columns, size_t width, size_t rows, gw_error *err)
{
    if (columns->n + rows <= columns->capacity)
        return GW_OK;
    size_t capacity =
        2 * columns->capacity > columns->n + rows ? 2 * columns->capacity : columns->n + rows;
    for (size_t c = 0; c < width; c++) {
        double *grown = gw_resize(columns->context, columns->values[c], capacity, sizeof *grown);
        if (grown == NULL)
            return gw_error_no_memory(err, "a table read from the store");
        columns->values[c] = grown;
    }
    columns->capacity = capacity;
    return GW_OK;
}

static gw_status read_all(gw_columns *out, gw_query *query, gw_error *err)
{
    size_t width = gw_query_columns(query);
    if (width > GW_COLUMNS_MAX)
        return gw_error_set(err, GW_FAILED, "a query gave %zu columns, more than are read", width);
    for (;;) {
        size_t rows = 0;
        GW_TRY(gw_query_next(&rows, query, err));
        if (rows == 0)
            return GW_OK;
        GW_TRY(reserve(out, width, rows, err));
        for (size_t c = 0; c < width; c++)
            for (size_t row = 0; row < rows; row++)
                out->values[c][out->n + row] = gw_query_double(query, c, row);
        out->n += rows;
    }
}

gw_status gw_columns_read(gw_columns *out, gw_context *context, gw_store *store, const char *name,
                          const gw_sql_slot *slots, size_t slot_count, const gw_value *values,
                          size_t value_count, gw_error *err)
{
    gw_strbuf sql = GW_STRBUF_INIT(context);
    gw_query *query = NULL;
    out->context = context;
    gw_status status = gw_sql_fill(&sql, name, slots, slot_count, err);
    if (status == GW_OK && gw_strbuf_text(&sql) == NULL)
        status = gw_error_no_memory(err, "a query");
    if (status == GW_OK)
        status = gw_query_open(&query, store, gw_strbuf_text(&sql), values, value_count, err);
    if (status == GW_OK)
        status = read_all(out, query, err);
    gw_query_close(query);
    gw_strbuf_free(&sql);
    return status;
}

void gw_sql_levels(gw_strbuf *out, size_t parts)
{
    for (size_t i = 1; i < parts; i++)
        gw_strbuf_printf(out, "%s%.17g", i == 1 ? "" : ", ", (double)i / (double)parts);
}

gw_status gw_columns_read_levels(gw_columns *out, gw_context *context, gw_store *store,
                                 const char *name, size_t parts, gw_error *err)
{
    gw_strbuf levels = GW_STRBUF_INIT(context);
    gw_sql_levels(&levels, parts);
    const gw_sql_slot slot = {"levels", gw_strbuf_text(&levels)};
    gw_status status = slot.text == NULL
                           ? gw_error_no_memory(err, "a query")
                           : gw_columns_read(out, context, store, name, &slot, 1, NULL, 0, err);
    gw_strbuf_free(&levels);
    return status;
}

void gw_columns_free(gw_columns *columns)
{
    for (size_t c = 0; c < GW_COLUMNS_MAX && columns->context != NULL; c++) {
        gw_release(columns->context, columns->values[c]);
        columns->values[c] = NULL;
    }
}

gw_status gw_run_sql(gw_context *context, gw_store *store, const char *name,
                     const gw_sql_slot *slots, size_t slot_count, const gw_value *values,
                     size_t value_count, gw_error *err)
{
    gw_strbuf sql = GW_STRBUF_INIT(context);
    gw_status status = gw_sql_fill(&sql, name, slots, slot_count, err);
    if (status == GW_OK && gw_strbuf_text(&sql) == NULL)
        status = gw_error_no_memory(err, "a statement");
    if (status == GW_OK)
        status = gw_store_execute_with(NULL, store, gw_strbuf_text(&sql), values, value_count, err);
    gw_strbuf_free(&sql);
    return status;
}

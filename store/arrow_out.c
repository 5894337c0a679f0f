/* Arrow C data interface, https://arrow.apache.org/docs/format/CDataInterface.html: a struct array
 * whose children are the columns. Each struct and its children are one allocation tree that its
 * release callback frees. */
#include "arrow_out.h"

#include "error.h"

#include <stdlib.h>
#include <string.h>

#define MAX_BUFFERS 3 /* validity, offsets or values, bytes */

static const char *format_of(gw_type type)
{
    switch (type) {
    case GW_INT64:
        return "l";
    case GW_DOUBLE:
        return "g";
    case GW_TEXT:
        return "U"; /* 64-bit offsets: a batch of long texts may pass 2 GB */
    case GW_DATE:
        return "tdD";
    case GW_TIMESTAMP:
        return "tsu:";
    case GW_MONEY:
        return "d:18,4";
    }
    return "n";
}

/* ---- Schema --------------------------------------------------------------------------------- */

static void release_schema(struct ArrowSchema *schema)
{
    for (int64_t i = 0; i < schema->n_children; i++) {
        struct ArrowSchema *child = schema->children[i];
        if (child != NULL && child->release != NULL)
            child->release(child);
        free(child);
    }
    free(schema->children);
    free(schema->private_data); /* the name */
    schema->release = NULL;
}

static bool fill_schema(struct ArrowSchema *out, const char *format, const char *name)
{
    memset(out, 0, sizeof *out);
    out->private_data = strdup(name);
    out->format = format;
    out->name = out->private_data;
    out->flags = ARROW_FLAG_NULLABLE;
    out->release = release_schema;
    return out->private_data != NULL;
}

static bool add_schema_child(struct ArrowSchema *parent, const gw_column *column)
{
    struct ArrowSchema *child = malloc(sizeof *child);
    if (child == NULL)
        return false;
    bool filled = fill_schema(child, format_of(column->type), column->name);
    parent->children[parent->n_children++] = child;
    return filled;
}

gw_status gw__arrow_schema(struct ArrowSchema *out, const gw_column *columns, size_t n,
                           gw_error *err)
{
    struct ArrowSchema schema;
    bool filled = fill_schema(&schema, "+s", "");
    schema.flags = 0;
    schema.children = calloc(n + 1, sizeof(struct ArrowSchema *));
    filled = filled && schema.children != NULL;
    for (size_t i = 0; filled && i < n; i++)
        filled = add_schema_child(&schema, &columns[i]);
    if (!filled) {
        release_schema(&schema);
        return gw_error_no_memory(err, "rows to write");
    }
    *out = schema;
    return GW_OK;
}

/* ---- Array ---------------------------------------------------------------------------------- */

static void release_array(struct ArrowArray *array)
{
    for (int64_t i = 0; i < array->n_children; i++) {
        struct ArrowArray *child = array->children[i];
        if (child != NULL && child->release != NULL)
            child->release(child);
        free(child);
    }
    for (int64_t i = 0; array->buffers != NULL && i < array->n_buffers; i++)
        free((void *)array->buffers[i]);
    free(array->children);
    free(array->buffers);
    array->release = NULL;
}

static bool fill_array(struct ArrowArray *out, size_t rows, int64_t buffers)
{
    memset(out, 0, sizeof *out);
    out->length = (int64_t)rows;
    out->n_buffers = buffers;
    out->release = release_array;
    out->buffers = calloc(MAX_BUFFERS, sizeof(void *));
    return out->buffers != NULL;
}

/* One bit a row, 1 where there is a value; no buffer when none is missing. */
static bool fill_validity(struct ArrowArray *out, const bool *null, size_t rows)
{
    if (null == NULL)
        return true;
    uint8_t *bits = calloc(rows / 8 + 1, 1);
    out->buffers[0] = bits;
    if (bits == NULL)
        return false;
    for (size_t i = 0; i < rows; i++) {
        if (null[i])
            out->null_count++;
        else
            bits[i / 8] = (uint8_t)(bits[i / 8] | (1u << (i % 8)));
    }
    return true;
}

static bool fill_fixed(struct ArrowArray *out, const void *values, size_t rows, size_t size)
{
    void *copy = malloc(rows * size + 1);
    out->buffers[1] = copy;
    if (copy != NULL && rows > 0)
        memcpy(copy, values, rows * size);
    return copy != NULL;
}

/* Decimals are 128 bits wide in Arrow. */
static bool fill_money(struct ArrowArray *out, const int64_t *values, size_t rows)
{
    int64_t *wide = malloc(rows * 2 * sizeof *wide + 1);
    out->buffers[1] = wide;
    if (wide == NULL)
        return false;
    for (size_t i = 0; i < rows; i++) {
        wide[2 * i] = values[i];
        wide[2 * i + 1] = values[i] < 0 ? -1 : 0;
    }
    return true;
}

static bool fill_text(struct ArrowArray *out, const gw_span *values, const bool *null, size_t rows)
{
    size_t total = 0;
    for (size_t i = 0; i < rows; i++)
        total += null != NULL && null[i] ? 0 : values[i].length;
    int64_t *offsets = malloc((rows + 1) * sizeof *offsets);
    char *bytes = malloc(total + 1);
    out->buffers[1] = offsets;
    out->buffers[2] = bytes;
    if (offsets == NULL || bytes == NULL)
        return false;
    size_t end = 0;
    offsets[0] = 0;
    for (size_t i = 0; i < rows; i++) {
        size_t length = null != NULL && null[i] ? 0 : values[i].length;
        if (length > 0)
            memcpy(bytes + end, values[i].bytes, length);
        end += length;
        offsets[i + 1] = (int64_t)end;
    }
    return true;
}

static bool fill_column(struct ArrowArray *out, const gw_column *column, size_t first, size_t rows)
{
    const bool *null = column->null != NULL ? column->null + first : NULL;
    if (!fill_array(out, rows, column->type == GW_TEXT ? 3 : 2) || !fill_validity(out, null, rows))
        return false;
    switch (column->type) {
    case GW_TEXT:
        return fill_text(out, (const gw_span *)column->values + first, null, rows);
    case GW_MONEY:
        return fill_money(out, (const int64_t *)column->values + first, rows);
    case GW_DATE:
        return fill_fixed(out, (const int32_t *)column->values + first, rows, sizeof(int32_t));
    case GW_DOUBLE:
        return fill_fixed(out, (const double *)column->values + first, rows, sizeof(double));
    case GW_INT64:
    case GW_TIMESTAMP:
        return fill_fixed(out, (const int64_t *)column->values + first, rows, sizeof(int64_t));
    }
    return false;
}

gw_status gw__arrow_array(struct ArrowArray *out, const gw_column *columns, size_t n, size_t first,
                          size_t rows, gw_error *err)
{
    struct ArrowArray array;
    bool filled = fill_array(&array, rows, 1);
    array.children = calloc(n + 1, sizeof(struct ArrowArray *));
    filled = filled && array.children != NULL;
    for (size_t i = 0; filled && i < n; i++) {
        struct ArrowArray *child = malloc(sizeof *child);
        filled = child != NULL && fill_column(child, &columns[i], first, rows);
        array.children[i] = child;
        array.n_children += child != NULL;
    }
    if (!filled) {
        array.release(&array);
        return gw_error_no_memory(err, "rows to write");
    }
    *out = array;
    return GW_OK;
}

/* ---- Parameters ----------------------------------------------------------------------------- */

#define MAX_VALUES 32

gw_status gw__arrow_from_values(struct ArrowSchema *schema_out, struct ArrowArray *row_out,
                                const gw_value *values, size_t n, gw_error *err)
{
    gw_column columns[MAX_VALUES];
    int32_t days[MAX_VALUES];
    struct ArrowSchema schema = {0};
    if (n > MAX_VALUES)
        return gw_error_set(err, GW_WRONG_USE, "more than %d parameters", MAX_VALUES);
    for (size_t i = 0; i < n; i++) {
        const gw_value *value = &values[i];
        days[i] = value->type == GW_DATE ? (int32_t)value->integer : 0;
        columns[i] = (gw_column){"", value->type, &value->integer, &value->null};
        if (value->type == GW_DATE)
            columns[i].values = &days[i];
        else if (value->type == GW_DOUBLE)
            columns[i].values = &value->real;
        else if (value->type == GW_TEXT)
            columns[i].values = &value->text;
    }
    GW_TRY(gw__arrow_schema(&schema, columns, n, err));
    gw_status status = gw__arrow_array(row_out, columns, n, 0, 1, err);
    if (status == GW_OK)
        *schema_out = schema;
    else
        release_schema(&schema);
    return status;
}

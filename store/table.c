#include "table.h"

#include "error.h"
#include "header.h"
#include "memory.h"
#include "number.h"
#include "query.h"
#include "source_file.h"
#include "sql.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* The texts of a batch of rows, row after row, in one piece of memory. */
typedef struct block {
    size_t first_row;
    size_t rows;
    char *bytes;
    uint32_t ends[]; /* of field row * columns + column */
} block;

struct gw_table {
    gw_context *context;
    gw_shown name;
    size_t rows;
    gw__header header;
    size_t wanted;
    size_t places[GW_MAX_WANTED]; /* column of each wanted; GW__NO_COLUMN */
    double *numbers[GW_MAX_WANTED];
    size_t capacity; /* of each array of numbers */
    block **blocks;
    size_t block_count;
    size_t block_capacity;
};

/* What one reading needs besides. */
typedef struct reading {
    gw_table *table;
    const gw_wanted *wanted;
    bool keep_text;
    gw_source_file file;
    gw_store *store;
    gw_query *query;
} reading;

/* ---- Numbers -------------------------------------------------------------------------------- */

static gw_status grow_numbers(gw_table *table, size_t rows, gw_error *err)
{
    if (rows <= table->capacity)
        return GW_OK;
    size_t capacity = rows + rows / 2;
    for (size_t i = 0; i < table->wanted; i++) {
        if (table->places[i] == GW__NO_COLUMN)
            continue;
        double *numbers = gw_resize(table->context, table->numbers[i], capacity, sizeof *numbers);
        if (numbers == NULL)
            return gw_error_no_memory(err, "the table");
        table->numbers[i] = numbers;
    }
    table->capacity = capacity;
    return GW_OK;
}

bool gw_text_is_missing(gw_span text)
{
    static const char *const words[] = {"", "NA", "NaN", "nan", "NULL", "null", "None"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strlen(words[i]) == text.length && memcmp(words[i], text.bytes, text.length) == 0)
            return true;
    return false;
}

static gw_status say_no_number(const reading *r, size_t index, size_t row, gw_span text,
                               gw_error *err)
{
    const char *file = r->file.name.text;
    const char *column = r->wanted[index].name;
    if (text.length == 0)
        return gw_error_set(err, GW_BAD_DATA, "%s, row %zu: %s is empty", file, row, column);
    return gw_error_set(err, GW_BAD_DATA, "%s, row %zu: %s is \"%s\", which is not a number%s",
                        file, row, column, gw_show_bytes(text.bytes, text.length).text,
                        memchr(text.bytes, ',', text.length) != NULL
                            ? "; write it with a decimal point and without separators"
                            : "");
}

/* `first` rows of the batch are not data. */
static gw_status read_numbers(reading *r, size_t first, size_t rows, gw_error *err)
{
    gw_table *table = r->table;
    GW_TRY(grow_numbers(table, table->rows + rows - first, err));
    for (size_t i = 0; i < table->wanted; i++) {
        if (table->places[i] == GW__NO_COLUMN)
            continue;
        double *out = table->numbers[i] + table->rows;
        for (size_t row = first; row < rows; row++) {
            gw_span text = gw_query_text(r->query, table->places[i], row);
            double *number = &out[row - first];
            if (r->wanted[i].may_be_missing && gw_text_is_missing(text))
                *number = (double)NAN;
            else if (!gw_number_parse(number, text.bytes, text.length))
                return say_no_number(r, i, table->rows + row - first + 1, text, err);
        }
    }
    return GW_OK;
}

/* ---- Texts ---------------------------------------------------------------------------------- */

static gw_status add_block(gw_table *table, block *texts, gw_error *err)
{
    if (table->block_count == table->block_capacity) {
        size_t capacity = 2 * table->block_capacity + 16;
        block **blocks = gw_resize(table->context, table->blocks, capacity, sizeof(void *));
        if (blocks == NULL) {
            gw_release(table->context, texts);
            return gw_error_no_memory(err, "the table");
        }
        table->blocks = blocks;
        table->block_capacity = capacity;
    }
    table->blocks[table->block_count++] = texts;
    return GW_OK;
}

static gw_status keep_texts(reading *r, size_t first, size_t rows, gw_error *err)
{
    gw_table *table = r->table;
    size_t columns = table->header.count;
    size_t fields = (rows - first) * columns;
    size_t total = 0;
    for (size_t row = first; row < rows; row++)
        for (size_t c = 0; c < columns; c++)
            total += gw_query_text(r->query, c, row).length;
    if (total > UINT32_MAX)
        return gw_error_set(err, GW_BAD_DATA, "%s holds texts too long for a table",
                            r->file.name.text);
    size_t head = sizeof(block) + fields * sizeof(uint32_t);
    block *texts = gw_alloc(table->context, head + total, 1);
    if (texts == NULL)
        return gw_error_no_memory(err, "the table");
    texts->first_row = table->rows;
    texts->rows = rows - first;
    texts->bytes = (char *)texts + head;
    uint32_t end = 0;
    uint32_t *ends = texts->ends;
    for (size_t row = first; row < rows; row++) {
        for (size_t c = 0; c < columns; c++) {
            gw_span text = gw_query_text(r->query, c, row);
            if (text.length > 0)
                memcpy(texts->bytes + end, text.bytes, text.length);
            end += (uint32_t)text.length;
            *ends++ = end;
        }
    }
    return add_block(table, texts, err);
}

/* ---- Reading -------------------------------------------------------------------------------- */

static gw_status find_wanted(reading *r, gw_error *err)
{
    gw_table *table = r->table;
    for (size_t i = 0; i < table->wanted; i++)
        GW_TRY(gw__header_find(&table->places[i], &table->header, r->wanted[i].name,
                               r->wanted[i].optional, r->file.name.text, err));
    return GW_OK;
}

static gw_status open_csv(reading *r, gw_error *err)
{
    char delimiter[2] = "";
    size_t columns = 0;
    gw_strbuf sql = GW_STRBUF_INIT(r->table->context);
    gw_strbuf struct_of_columns = GW_STRBUF_INIT(r->table->context);
    static const char *const compressions[] = {"none", "gzip", "zstd"};
    const char *compression = compressions[r->file.compression];
    gw_status status = gw__header_guess(&delimiter[0], &columns, r->store, r->file.path,
                                        compression, r->file.name.text, err);
    if (status != GW_OK)
        goto done;
    for (size_t i = 0; i < columns; i++)
        gw_strbuf_printf(&struct_of_columns, "%s'c%zu': 'VARCHAR'", i == 0 ? "{" : ", ", i);
    gw_strbuf_puts(&struct_of_columns, "}");
    if (struct_of_columns.failed) {
        status = gw_error_no_memory(err, "a statement");
        goto done;
    }
    const gw_sql_slot slot = {"columns", gw_strbuf_text(&struct_of_columns)};
    const gw_value values[] = {gw_value_text(r->file.path), gw_value_text(compression),
                               gw_value_text(delimiter)};
    status = gw_sql_fill(&sql, "csv_rows", &slot, 1, err);
    if (status == GW_OK)
        status = gw_query_open(&r->query, r->store, gw_strbuf_text(&sql), values, 3, err);
done:
    gw_strbuf_free(&struct_of_columns);
    gw_strbuf_free(&sql);
    return status;
}

static gw_status open_parquet(reading *r, gw_error *err)
{
    const gw_value path = gw_value_text(r->file.path);
    GW_TRY(gw_query_open(&r->query, r->store, gw_sql("parquet_rows"), &path, 1, err));
    GW_TRY(gw__header_from_names(&r->table->header, r->query, r->file.name.text, err));
    return find_wanted(r, err);
}

/* The header of a CSV is its first row. */
static gw_status take_batch(reading *r, size_t rows, gw_error *err)
{
    size_t first = 0;
    if (r->table->header.count == 0) {
        GW_TRY(gw__header_from_row(&r->table->header, r->query, r->file.name.text, err));
        GW_TRY(find_wanted(r, err));
        first = 1;
    }
    GW_TRY(read_numbers(r, first, rows, err));
    if (r->keep_text && rows > first)
        GW_TRY(keep_texts(r, first, rows, err));
    r->table->rows += rows - first;
    return GW_OK;
}

static gw_status read_batches(reading *r, gw_error *err)
{
    for (;;) {
        size_t rows = 0;
        GW_TRY(gw_query_next(&rows, r->query, err));
        if (rows == 0)
            return GW_OK;
        GW_TRY(take_batch(r, rows, err));
    }
}

/* ---- What went wrong ------------------------------------------------------------------------ */

static gw_status say_reject(const reading *r, int64_t line, gw_span kind, gw_error *err)
{
    static const struct {
        const char *kind;
        const char *words;
    } known[] = {
        {"MISSING COLUMNS", "has fewer fields than the header"},
        {"TOO MANY COLUMNS", "has more fields than the header"},
        {"UNQUOTED VALUE", "has a quote that does not enclose its field, or is not closed"},
        {"LINE SIZE OVER MAXIMUM", "is longer than two million bytes"},
        {"INVALID ENCODING", "is not UTF-8 text; save the file as UTF-8"},
    };
    const char *words = "cannot be read";
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strlen(known[i].kind) == kind.length &&
            memcmp(known[i].kind, kind.bytes, kind.length) == 0)
            words = known[i].words;
    return gw_error_set(err, GW_BAD_DATA, "%s, line %lld %s", r->file.name.text, (long long)line,
                        words);
}

/* Lines of another shape are in no batch: the rows after them were counted wrongly, so they are
 * told before any number. All lines must have been seen to know. */
static gw_status check_rejects(reading *r, gw_status status, gw_error *err)
{
    gw_query *rejects = NULL;
    size_t rows = 1;
    gw_error ignored;
    while (status != GW_OK && rows > 0)
        if (gw_query_next(&rows, r->query, &ignored) != GW_OK)
            return status;
    gw_query_close(r->query);
    r->query = NULL;
    GW_TRY(gw_query_open(&rejects, r->store, gw_sql("csv_first_reject"), NULL, 0, err));
    gw_status asked = gw_query_next(&rows, rejects, err);
    if (asked == GW_OK && rows > 0)
        asked = say_reject(r, gw_query_integer(rejects, 0, 0), gw_query_text(rejects, 1, 0), err);
    gw_query_close(rejects);
    return asked != GW_OK ? asked : status;
}

/* The database's words, without the name it has for itself and for the kind of error. */
static gw_status say_unreadable(const reading *r, gw_error *err)
{
    if (err == NULL)
        return GW_BAD_DATA;
    gw_error reason = *err;
    const char *words = strstr(reason.message, "Error: ");
    return gw_error_set(err, GW_BAD_DATA, "%s cannot be read as %s: %s", r->file.name.text,
                        r->file.format == GW_FILE_PARQUET ? "Parquet" : "CSV",
                        words != NULL ? words + strlen("Error: ") : "its data are damaged");
}

static gw_status read_rows(reading *r, gw_error *err)
{
    bool csv = r->file.format == GW_FILE_CSV;
    gw_status status = csv ? open_csv(r, err) : open_parquet(r, err);
    if (status == GW_OK)
        status = read_batches(r, err);
    if (csv && r->query != NULL && (status == GW_OK || status == GW_BAD_DATA))
        status = check_rejects(r, status, err);
    if (status == GW_FAILED)
        status = say_unreadable(r, err);
    if (status == GW_OK && r->table->rows == 0)
        status = gw_error_set(err, GW_BAD_DATA, "%s has a header and no rows", r->file.name.text);
    return status;
}

gw_status gw_table_read(gw_table **out, gw_context *context, const char *path,
                        const gw_wanted *wanted, size_t n, bool keep_text, gw_error *err)
{
    reading r = {.wanted = wanted, .keep_text = keep_text, .file = {.descriptor = -1}};
    const gw_store_options in_memory = {.path = NULL};
    gw_status status = GW_OK;
    if (n > GW_MAX_WANTED)
        return gw_error_set(err, GW_WRONG_USE, "more than %d columns wanted", GW_MAX_WANTED);
    r.table = gw_alloc_zero(context, 1, sizeof *r.table);
    if (r.table == NULL)
        return gw_error_no_memory(err, "the table");
    r.table->context = context;
    r.table->header.context = context;
    r.table->wanted = n;
    status = gw_source_file_open(&r.file, context, path, err);
    if (status == GW_OK) {
        r.table->name = r.file.name;
        status = gw_store_open(&r.store, context, &in_memory, err);
    }
    if (status == GW_OK)
        status = read_rows(&r, err);
    gw_query_close(r.query);
    gw_store_close(r.store);
    gw_source_file_close(&r.file);
    if (status == GW_OK)
        *out = r.table;
    else
        gw_table_free(r.table);
    return status;
}

/* ---- The table ------------------------------------------------------------------------------ */

void gw_table_free(gw_table *table)
{
    if (table == NULL)
        return;
    for (size_t i = 0; i < table->block_count; i++)
        gw_release(table->context, table->blocks[i]);
    gw_release(table->context, table->blocks);
    for (size_t i = 0; i < GW_MAX_WANTED; i++)
        gw_release(table->context, table->numbers[i]);
    gw__header_free(&table->header);
    gw_release(table->context, table);
}

size_t gw_table_rows(const gw_table *table)
{
    return table->rows;
}

const char *gw_table_name(const gw_table *table)
{
    return table->name.text;
}

const double *gw_table_numbers(const gw_table *table, size_t index)
{
    return table->numbers[index];
}

size_t gw_table_columns(const gw_table *table)
{
    return table->header.count;
}

const char *gw_table_column(const gw_table *table, size_t column)
{
    return table->header.names[column];
}

gw_status gw_table_find_column(size_t *out, const gw_table *table, const char *name, gw_error *err)
{
    return gw__header_find(out, &table->header, name, false, table->name.text, err);
}

gw_span gw_table_text(const gw_table *table, size_t row, size_t column)
{
    size_t low = 0;
    size_t high = table->block_count;
    while (high - low > 1) { /* blocks[low] starts at or before the row */
        size_t middle = low + (high - low) / 2;
        if (table->blocks[middle]->first_row <= row)
            low = middle;
        else
            high = middle;
    }
    const block *texts = table->blocks[low];
    size_t field = (row - texts->first_row) * table->header.count + column;
    uint32_t start = field > 0 ? texts->ends[field - 1] : 0;
    return (gw_span){texts->bytes + start, texts->ends[field] - start};
}

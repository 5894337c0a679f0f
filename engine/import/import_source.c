#include "import_source.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "error.h"
#include "header.h"
#include "memory.h"
#include "query.h"
#include "sql.h"

/* ---- Fingerprint ---------------------------------------------------------------------------- */

static gw_status take_fingerprint(gw_import_source *source, gw_error *err)
{
    unsigned char bytes[65536];
    unsigned char digest[32];
    crypto_generichash_state state;
    off_t at = 0;
    crypto_generichash_init(&state, NULL, 0, sizeof digest);
    for (;;) {
        ssize_t n = pread(source->file.descriptor, bytes, sizeof bytes, at);
        if (n < 0)
            return gw_error_set(err, GW_FAILED, "%s cannot be read to its end",
                                source->file.name.text);
        if (n == 0)
            break;
        crypto_generichash_update(&state, bytes, (unsigned long long)n);
        at += n;
    }
    crypto_generichash_final(&state, digest, sizeof digest);
    sodium_bin2hex(source->fingerprint, sizeof source->fingerprint, digest, sizeof digest);
    return GW_OK;
}

/* ---- The reader ----------------------------------------------------------------------------- */

/* JSON lines are text that begins with an object. */
static bool begins_with_brace(const gw_source_file *file)
{
    char head[64];
    ssize_t n = pread(file->descriptor, head, sizeof head, 0);
    for (ssize_t i = 0; i < n; i++) {
        if (strchr(" \t\r\n", head[i]) != NULL || (unsigned char)head[i] >= 0x80)
            continue; /* blanks, or a byte order mark */
        return head[i] == '{';
    }
    return false;
}

static const char *compression_name(gw_compression compression)
{
    switch (compression) {
    case GW_GZIP:
        return "gzip";
    case GW_ZSTD:
        return "zstd";
    case GW_PLAIN:
        break;
    }
    return "none";
}

static gw_status csv_reader(gw_strbuf *out, gw_store *store, const gw_source_file *file,
                            gw_error *err)
{
    char delimiter = ',';
    size_t columns = 0;
    const char *compression = compression_name(file->compression);
    GW_TRY(gw__header_guess(&delimiter, &columns, store, file->path, compression, file->name.text,
                            err));
    gw_strbuf_puts(out, "read_csv(");
    gw_sql_literal(out, file->path);
    gw_strbuf_printf(out,
                     ", header = true, all_varchar = true, delim = '%s', quote = '\"', "
                     "escape = '\"', compression = '%s', store_rejects = true, "
                     "null_padding = false, hive_partitioning = false)",
                     delimiter == '\t' ? "\t" : (char[]){delimiter, '\0'}, compression);
    return GW_OK;
}

/* Every line as one text: what separates columns in no file does here. */
static void line_reader(gw_strbuf *out, const gw_source_file *file)
{
    gw_strbuf_puts(out, "read_csv(");
    gw_sql_literal(out, file->path);
    gw_strbuf_printf(out,
                     ", columns = {'line': 'VARCHAR'}, auto_detect = false, header = false, "
                     "delim = '\x01', quote = '', escape = '', compression = '%s', "
                     "hive_partitioning = false)",
                     compression_name(file->compression));
}

static gw_status make_reader(gw_import_source *source, gw_store *store, gw_error *err)
{
    gw_strbuf *out = &source->reader;
    const gw_source_file *file = &source->file;
    if (file->format == GW_FILE_PARQUET) {
        gw_strbuf_puts(out, "read_parquet(");
        gw_sql_literal(out, file->path);
        gw_strbuf_puts(out, ", hive_partitioning = false)");
    } else if (begins_with_brace(file)) {
        /* values stay as they are written: no text becomes a date, no id a number */
        source->json = true;
        gw_strbuf_puts(out, "read_json(");
        gw_sql_literal(out, file->path);
        gw_strbuf_printf(out,
                         ", format = 'newline_delimited', maximum_depth = 1, compression = '%s', "
                         "hive_partitioning = false)",
                         file->compression == GW_PLAIN ? "uncompressed"
                                                       : compression_name(file->compression));
    } else {
        source->csv = true;
        line_reader(&source->lines, file);
        GW_TRY(csv_reader(out, store, file, err));
    }
    if (gw_strbuf_text(out) == NULL || (source->csv && gw_strbuf_text(&source->lines) == NULL))
        return gw_error_no_memory(err, "a file to import");
    return GW_OK;
}

/* ---- Columns and relations ------------------------------------------------------------------ */

static gw_status keep_name(gw_import_source *source, gw_span name, gw_error *err)
{
    if (source->columns == GW_IMPORT_COLUMNS_MAX)
        return gw_error_set(err, GW_BAD_DATA, "%s has more than %d columns: is it a table?",
                            source->file.name.text, GW_IMPORT_COLUMNS_MAX);
    char *copy = gw_alloc(source->context, name.length + 1, 1);
    if (copy == NULL)
        return gw_error_no_memory(err, "a file to import");
    memcpy(copy, name.bytes, name.length);
    copy[name.length] = '\0';
    source->names[source->columns++] = copy;
    return GW_OK;
}

static gw_status read_names(gw_import_source *source, gw_store *store, gw_error *err)
{
    gw_strbuf sql = GW_STRBUF_INIT(source->context);
    gw_query *query = NULL;
    size_t rows = 0;
    const gw_sql_slot slot = {"relation", gw_strbuf_text(&source->reader)};
    gw_status status = gw_sql_fill(&sql, "import_columns", &slot, 1, err);
    if (status == GW_OK)
        status = gw_query_open(&query, store, gw_strbuf_text(&sql), NULL, 0, err);
    while (status == GW_OK && (status = gw_query_next(&rows, query, err)) == GW_OK && rows > 0)
        for (size_t i = 0; i < rows && status == GW_OK; i++)
            status = keep_name(source, gw_query_text(query, 0, i), err);
    gw_query_close(query);
    gw_strbuf_free(&sql);
    if (status == GW_FAILED && source->csv)
        return gw_error_set(err, GW_BAD_DATA,
                            "%s cannot be split into columns: a quote that never ends, or lines of "
                            "different kinds",
                            source->file.name.text);
    return status;
}

/* Whether the first two columns hold their own names. */
static void put_is_header(gw_strbuf *out, const gw_import_source *source)
{
    size_t n = source->columns < 2 ? source->columns : 2;
    for (size_t i = 0; i < n; i++) {
        gw_strbuf_puts(out, i == 0 ? ", coalesce(CAST(" : " AND CAST(");
        gw_sql_identifier(out, source->names[i]);
        gw_strbuf_puts(out, " AS VARCHAR) = ");
        gw_sql_literal(out, source->names[i]);
    }
    gw_strbuf_puts(out, n == 0 ? ", FALSE AS is_header" : ", FALSE) AS is_header");
}

static void put_missing(gw_strbuf *out, const gw_import_source *source, const char *optional)
{
    char name[64];
    while (*optional != '\0') {
        size_t length = strcspn(optional, ",");
        snprintf(name, sizeof name, "%.*s", (int)length, optional);
        optional += length + (optional[length] == ',' ? 1 : 0);
        if (gw_import_source_column(source, name) != NULL)
            continue;
        gw_strbuf_puts(out, ", CAST(NULL AS VARCHAR) AS ");
        gw_sql_identifier(out, name);
    }
}

/* Every column as text, whatever the file's own types, behind the row's number. */
static gw_status make_relation(gw_strbuf *out, const gw_import_source *source, const char *row_no,
                               const char *optional, gw_error *err)
{
    gw_strbuf_free(out);
    *out = (gw_strbuf)GW_STRBUF_INIT(source->context);
    gw_strbuf_printf(out, "(SELECT %s AS row_no", row_no);
    put_is_header(out, source);
    put_missing(out, source, optional);
    for (size_t i = 0; i < source->columns; i++) {
        gw_strbuf_puts(out, source->json ? ", json_extract_string(" : ", CAST(");
        gw_sql_identifier(out, source->names[i]);
        gw_strbuf_puts(out, source->json ? ", '$') AS " : " AS VARCHAR) AS ");
        gw_sql_identifier(out, source->names[i]);
    }
    gw_strbuf_printf(out, " FROM %s)", gw_strbuf_text(&source->reader));
    return gw_strbuf_text(out) != NULL ? GW_OK : gw_error_no_memory(err, "a file to import");
}

gw_status gw_import_source_complete(gw_import_source *source, const char *optional, gw_error *err)
{
    GW_TRY(make_relation(&source->numbered, source, "row_number() OVER ()", optional, err));
    return make_relation(&source->relation, source, "CAST(NULL AS BIGINT)", optional, err);
}

gw_status gw_import_source_open(gw_import_source *out, gw_context *context, gw_store *store,
                                const char *path, gw_error *err)
{
    *out = (gw_import_source){.context = context,
                              .reader = GW_STRBUF_INIT(context),
                              .numbered = GW_STRBUF_INIT(context),
                              .lines = GW_STRBUF_INIT(context),
                              .relation = GW_STRBUF_INIT(context)};
    out->file.descriptor = -1;
    GW_TRY(gw_source_file_open_any_text(&out->file, context, path, err));
    GW_TRY(take_fingerprint(out, err));
    GW_TRY(make_reader(out, store, err));
    GW_TRY(read_names(out, store, err));
    return gw_import_source_complete(out, "", err);
}

void gw_import_source_close(gw_import_source *source)
{
    for (size_t i = 0; i < source->columns; i++)
        gw_release(source->context, source->names[i]);
    source->columns = 0;
    gw_strbuf_free(&source->reader);
    gw_strbuf_free(&source->numbered);
    gw_strbuf_free(&source->relation);
    gw_strbuf_free(&source->lines);
    if (source->file.descriptor >= 0)
        gw_source_file_close(&source->file);
    source->file.descriptor = -1;
}

const char *gw_import_source_column(const gw_import_source *source, const char *name)
{
    for (size_t i = 0; i < source->columns; i++)
        if (strcasecmp(source->names[i], name) == 0)
            return source->names[i];
    return NULL;
}

bool gw_import_source_has(const gw_import_source *source, const char *columns)
{
    char name[64];
    while (*columns != '\0') {
        size_t length = strcspn(columns, ",");
        snprintf(name, sizeof name, "%.*s", (int)length, columns);
        if (gw_import_source_column(source, name) == NULL)
            return false;
        columns += length + (columns[length] == ',' ? 1 : 0);
    }
    return true;
}

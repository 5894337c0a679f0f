#include "header.h"

#include "error.h"
#include "memory.h"
#include "shown.h"
#include "sql.h"

#include <string.h>

#define LONGEST_LIST 400 /* bytes of names in a message */

/* ---- The delimiter -------------------------------------------------------------------------- */

/* How often `c` stands outside quotes. */
static size_t count_outside_quotes(gw_span line, char c)
{
    size_t count = 0;
    bool quoted = false;
    for (size_t i = 0; i < line.length; i++) {
        if (line.bytes[i] == '"')
            quoted = !quoted;
        else if (!quoted && line.bytes[i] == c)
            count++;
    }
    return count;
}

/* The one that the header holds most often; the comma where two tie, and for a single column. */
static void guess(char *delimiter_out, size_t *columns_out, gw_span line)
{
    static const char candidates[] = {',', ';', '\t', '|'};
    size_t most = 0;
    *delimiter_out = ',';
    for (size_t i = 0; i < sizeof candidates; i++) {
        size_t count = count_outside_quotes(line, candidates[i]);
        if (count > most) {
            most = count;
            *delimiter_out = candidates[i];
        }
    }
    *columns_out = most + 1;
}

gw_status gw__header_guess(char *delimiter_out, size_t *columns_out, gw_store *store,
                           const char *path, const char *compression, const char *file,
                           gw_error *err)
{
    gw_query *query = NULL;
    size_t rows = 0;
    const gw_value values[] = {gw_value_text(path), gw_value_text(compression)};
    GW_TRY(gw_query_open(&query, store, gw_sql("csv_first_line"), values, 2, err));
    gw_status status = gw_query_next(&rows, query, err);
    if (status == GW_OK && rows == 0)
        status = gw_error_set(err, GW_BAD_DATA, "%s holds no line of text", file);
    if (status == GW_OK)
        guess(delimiter_out, columns_out, gw_query_text(query, 0, 0));
    gw_query_close(query);
    return status;
}

/* ---- Names ---------------------------------------------------------------------------------- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static gw_span trimmed(gw_span text)
{
    if (text.length >= 3 && memcmp(text.bytes, "\xEF\xBB\xBF", 3) == 0) { /* byte order mark */
        text.bytes += 3;
        text.length -= 3;
    }
    while (text.length > 0 && is_blank(text.bytes[text.length - 1]))
        text.length--;
    while (text.length > 0 && is_blank(text.bytes[0])) {
        text.bytes++;
        text.length--;
    }
    return text;
}

static gw_status set_name(gw__header *header, size_t column, gw_span text, gw_error *err)
{
    text = trimmed(text);
    char *name = gw_alloc(header->context, text.length + 1, 1);
    if (name == NULL)
        return gw_error_no_memory(err, "a header");
    if (text.length > 0)
        memcpy(name, text.bytes, text.length);
    name[text.length] = '\0';
    header->names[column] = name;
    return GW_OK;
}

/* Nameless columns may be many: spreadsheets leave them behind. */
static gw_status check_twins(const gw__header *header, const char *file, gw_error *err)
{
    for (size_t i = 0; i < header->count; i++) {
        for (size_t j = 0; j < i && header->names[i][0] != '\0'; j++) {
            if (strcmp(header->names[i], header->names[j]) == 0)
                return gw_error_set(err, GW_BAD_DATA, "%s has two columns named %s; rename one",
                                    file, gw_show(header->names[i]).text);
        }
    }
    return GW_OK;
}

static gw_status read_names(gw__header *header, const gw_query *query, bool from_row,
                            const char *file, gw_error *err)
{
    size_t count = gw_query_columns(query);
    header->names = gw_alloc_zero(header->context, count, sizeof *header->names);
    if (header->names == NULL)
        return gw_error_no_memory(err, "a header");
    header->count = count;
    for (size_t i = 0; i < count; i++) {
        gw_span text;
        if (from_row) {
            text = gw_query_text(query, i, 0);
        } else {
            text.bytes = gw_query_name(query, i);
            text.length = strlen(text.bytes);
        }
        GW_TRY(set_name(header, i, text, err));
    }
    return check_twins(header, file, err);
}

gw_status gw__header_from_row(gw__header *header, const gw_query *query, const char *file,
                              gw_error *err)
{
    return read_names(header, query, true, file, err);
}

gw_status gw__header_from_names(gw__header *header, const gw_query *query, const char *file,
                                gw_error *err)
{
    return read_names(header, query, false, file, err);
}

void gw__header_free(gw__header *header)
{
    for (size_t i = 0; header->names != NULL && i < header->count; i++)
        gw_release(header->context, header->names[i]);
    gw_release(header->context, header->names);
    header->names = NULL;
    header->count = 0;
}

/* ---- Looking for one ------------------------------------------------------------------------ */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool same_but_case(const char *a, const char *b)
{
    while (*a != '\0' && lower(*a) == lower(*b)) {
        a++;
        b++;
    }
    return *a == '\0' && *b == '\0';
}

static gw_status say_missing(const gw__header *header, const char *name, const char *file,
                             gw_error *err)
{
    gw_strbuf list = GW_STRBUF_INIT(header->context);
    for (size_t i = 0; i < header->count; i++) {
        bool full = list.length > LONGEST_LIST;
        gw_strbuf_printf(&list, "%s%s", i == 0 ? "" : ", ",
                         full ? "and more" : gw_show(header->names[i]).text);
        if (full)
            break;
    }
    gw_status status = list.failed
                           ? gw_error_no_memory(err, "a sentence")
                           : gw_error_set(err, GW_BAD_DATA, "%s has no column %s; it has: %s", file,
                                          name, gw_strbuf_text(&list));
    gw_strbuf_free(&list);
    return status;
}

gw_status gw__header_find(size_t *column_out, const gw__header *header, const char *name,
                          bool optional, const char *file, gw_error *err)
{
    size_t found = GW__NO_COLUMN;
    for (size_t i = 0; i < header->count; i++) {
        if (strcmp(header->names[i], name) == 0) {
            *column_out = i;
            return GW_OK;
        }
    }
    for (size_t i = 0; i < header->count; i++) {
        if (!same_but_case(header->names[i], name))
            continue;
        if (found != GW__NO_COLUMN)
            return gw_error_set(err, GW_BAD_DATA, "%s has both %s and %s for the column %s", file,
                                gw_show(header->names[found]).text, gw_show(header->names[i]).text,
                                name);
        found = i;
    }
    if (found == GW__NO_COLUMN && !optional)
        return say_missing(header, name, file, err);
    *column_out = found;
    return GW_OK;
}

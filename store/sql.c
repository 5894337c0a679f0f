#include "sql.h"

#include "error.h"
#include "sql_files.h"

#include <string.h>

const char *gw_sql(const char *name)
{
    size_t low = 0;
    size_t high = gw__sql_file_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(name, gw__sql_files[middle].name);
        if (order == 0)
            return (const char *)gw__sql_files[middle].bytes;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

const char *gw_sql_name(size_t index)
{
    return index < gw__sql_file_count ? gw__sql_files[index].name : NULL;
}

static const gw_sql_slot *slot_of(const gw_sql_slot *slots, size_t n, const char *name,
                                  size_t length)
{
    for (size_t i = 0; i < n; i++) {
        if (strlen(slots[i].name) == length && memcmp(slots[i].name, name, length) == 0)
            return &slots[i];
    }
    return NULL;
}

gw_status gw_sql_fill(gw_strbuf *out, const char *name, const gw_sql_slot *slots, size_t n,
                      gw_error *err)
{
    const char *rest = gw_sql(name);
    if (rest == NULL)
        return gw_error_set(err, GW_FAILED, "the program carries no SQL named %s", name);
    for (const char *open; (open = strstr(rest, "{{")) != NULL;) {
        const char *close = strstr(open, "}}");
        const gw_sql_slot *slot =
            close != NULL ? slot_of(slots, n, open + 2, (size_t)(close - open - 2)) : NULL;
        if (slot == NULL)
            return gw_error_set(err, GW_FAILED, "the SQL named %s has a slot that nothing fills",
                                name);
        if (slot->text == NULL) /* a gw_strbuf_text that could not be made */
            return gw_error_no_memory(err, "a statement");
        gw_strbuf_add(out, rest, (size_t)(open - rest));
        gw_strbuf_puts(out, slot->text);
        rest = close + 2;
    }
    gw_strbuf_puts(out, rest);
    return out->failed ? gw_error_no_memory(err, "a statement") : GW_OK;
}

static void add_quoted(gw_strbuf *out, const char *text, char quote)
{
    gw_strbuf_add(out, &quote, 1);
    for (; *text != '\0'; text++) {
        if (*text == quote)
            gw_strbuf_add(out, &quote, 1);
        gw_strbuf_add(out, text, 1);
    }
    gw_strbuf_add(out, &quote, 1);
}

void gw_sql_identifier(gw_strbuf *out, const char *name)
{
    add_quoted(out, name, '"');
}

void gw_sql_literal(gw_strbuf *out, const char *text)
{
    add_quoted(out, text, '\'');
}

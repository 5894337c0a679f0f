#include "import_own.h"

#include <string.h>

#include "sql.h"

static const struct {
    const char *name;
    const char *type;
} columns[] = {
#define GW_EXCHANGE_COLUMN(name, type) {#name, type},
#include "exchange_columns.def"
#undef GW_EXCHANGE_COLUMN
};
#define COLUMN_COUNT (sizeof columns / sizeof *columns)

void gw_import_own_columns(gw_strbuf *out, const gw_import_source *source)
{
    size_t written = 0;
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        const char *name = gw_import_source_column(source, columns[i].name);
        if (name == NULL)
            continue;
        gw_strbuf_printf(out, "%sTRY_CAST(nullif(", written++ == 0 ? "" : ", ");
        gw_sql_identifier(out, name);
        gw_strbuf_printf(out, ", '') AS %s) AS %s", columns[i].type, columns[i].name);
    }
    const char *currency = gw_import_source_column(source, "currency");
    gw_strbuf_puts(out, written == 0 ? "upper(nullif(" : ", upper(nullif(");
    if (currency != NULL)
        gw_sql_identifier(out, currency);
    else
        gw_strbuf_puts(out, "CAST(NULL AS VARCHAR)");
    gw_strbuf_puts(out, ", '')) AS currency");
}

void gw_import_own_problems(gw_strbuf *out, const gw_import_source *source)
{
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        const char *name = gw_import_source_column(source, columns[i].name);
        if (name == NULL || strcmp(columns[i].type, "VARCHAR") == 0)
            continue;
        gw_strbuf_puts(out, " WHEN nullif(");
        gw_sql_identifier(out, name);
        gw_strbuf_puts(out, ", '') IS NOT NULL AND TRY_CAST(");
        gw_sql_identifier(out, name);
        gw_strbuf_printf(out, " AS %s) IS NULL THEN '%s is no %s'", columns[i].type,
                         columns[i].name,
                         strcmp(columns[i].type, "TIMESTAMP") == 0 ? "time" : "number");
    }
}

static void add_codes(gw_strbuf *out, const char *const *codes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        gw_strbuf_printf(out, "%s'%s'", i == 0 ? "" : ", ", codes[i]);
}

void gw_import_own_kinds(gw_strbuf *out)
{
    static const char *const codes[] = {
#define GW_KIND(code, direction, words, names) #code,
#include "kinds.def"
#undef GW_KIND
    };
    add_codes(out, codes, sizeof codes / sizeof *codes);
}

void gw_import_own_lines(gw_strbuf *out)
{
    static const char *const codes[] = {
#define GW_LINE(code, ...) #code,
#include "lines.def"
#undef GW_LINE
    };
    add_codes(out, codes, sizeof codes / sizeof *codes);
}

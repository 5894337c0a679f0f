/* See import_wrong.h: the list is import_wrong_files.def, all others are told by what they lack. */
#include "import_wrong.h"

#include <stdio.h>

#include "columns.h"
#include "error.h"
#include "import_kind.h"
#include "query.h"
#include "sql.h"

typedef struct wrong_file {
    const char *columns;
    const char *what;
    const char *instead;
} wrong_file;

static const wrong_file wrong_files[] = {
#define GW_WRONG_FILE(columns, what, instead) {columns, what, instead},
#include "import_wrong_files.def"
#undef GW_WRONG_FILE
};

static gw_status count(int64_t *out, gw_store *store, const char *name, const gw_sql_slot *slot,
                       gw_context *context, gw_error *err)
{
    gw_strbuf sql = GW_STRBUF_INIT(context);
    gw_status status = gw_sql_fill(&sql, name, slot, 1, err);
    if (status == GW_OK)
        status = gw_strbuf_text(&sql) == NULL
                     ? gw_error_no_memory(err, "a file to import")
                     : gw_query_one_integer(out, store, gw_strbuf_text(&sql), NULL, 0, err);
    gw_strbuf_free(&sql);
    return status;
}

gw_status gw_import_check_rows(gw_store *store, const gw_import_source *source, gw_error *err)
{
    int64_t rows = 0;
    int64_t lines = 0;
    const gw_sql_slot reader = {"source", gw_strbuf_text(&source->reader)};
    GW_TRY(count(&rows, store, "import_any_row", &reader, source->context, err));
    if (rows == 0 && source->csv) { /* lines that cannot be split are rows too */
        const gw_sql_slot texts = {"lines", gw_strbuf_text(&source->lines)};
        GW_TRY(count(&lines, store, "import_any_line", &texts, source->context, err));
    }
    if (rows > 0 || lines > 1)
        return GW_OK;
    return gw_error_set(
        err, GW_BAD_DATA,
        "%s has a header and no row below it: export it again, over a period in which "
        "something happened",
        source->file.name.text);
}

/* "a customer, a date or an amount", those that were not found; how many. */
static int missing_words(char *out, size_t size, const gw_mapping *m)
{
    bool customer = m->customer[0] == '\0';
    bool date = m->date[0] == '\0';
    bool amount = m->amount[0] == '\0';
    int missing = customer + date + amount;
    snprintf(out, size, "%s%s%s%s%s", customer ? "a customer" : "",
             customer && date ? (amount ? ", " : " or ") : "", date ? "a date" : "",
             (customer || date) && amount ? " or " : "", amount ? "an amount" : "");
    return missing;
}

void gw_import_wrong_words(char *out, size_t size, const gw_import_source *source,
                           const gw_mapping *proposed)
{
    char missing[64];
    out[0] = '\0';
    for (size_t i = 0; i < sizeof wrong_files / sizeof *wrong_files; i++)
        if (gw_import_source_has(source, wrong_files[i].columns)) {
            snprintf(out, size, "%s is %s; %s", source->file.name.text, wrong_files[i].what,
                     wrong_files[i].instead);
            return;
        }
    if (missing_words(missing, sizeof missing, proposed) == 0)
        return;
    snprintf(
        out, size,
        "%s has no column that looks like %s, so it seems to be no list of orders or payments: in "
        "Shopify take Orders, Export; in Stripe Payments, Export; in Square Transactions, Export; "
        "in "
        "WooCommerce the orders with a plugin that names the buyer; of a till or a spreadsheet a "
        "table with a row for each purchase",
        source->file.name.text, missing);
}

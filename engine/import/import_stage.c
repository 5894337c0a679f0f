/* The rows of a file as exchanges: the SQL of its kind, filled and made a view. */
#include "import_inside.h"

#include <stdio.h>
#include <string.h>

#include "columns.h"
#include "error.h"
#include "import_own.h"
#include "sql.h"

/* The texts that fill a kind's SQL; each kind uses those it needs. */
enum {
    SOURCE,
    CUSTOMER,
    DATE,
    AMOUNT,
    ORDER,
    DATE_FORMAT,
    READ_AMOUNT,
    CURRENCY_COLUMN,
    CURRENCY,
    TIMEZONE,
    OWN_COLUMNS,
    OWN_PROBLEMS,
    KINDS,
    TAX_PERCENT,
    PAID,
    LEFT_OUT,
    SLOTS
};

/* Where the dates of a file do not tell: as most people write them, but for American systems. */
static const char *date_format_of(const gw__import_run *run)
{
    bool american = run->mapping.date_order[0] == '\0' && run->kind->date[0] != '\0';
    return american || strcmp(run->mapping.date_order, "mdy") == 0 ? "'%m/%d/%Y'" : "'%d/%m/%Y'";
}

/* What was paid by a mapping, and what is kept of the tax in it: mostly there is none to take out.
 */
static void fill_tax(gw_strbuf texts[SLOTS], const gw_mapping *mapping)
{
    bool taxed = mapping->tax[0] != '\0' || mapping->tax_percent[0] != '\0';
    const char *read = mapping->comma ? "import_comma_amount" : "import_amount";
    gw_strbuf *paid = &texts[PAID];
    gw_strbuf_puts(&texts[TAX_PERCENT],
                   mapping->tax_percent[0] != '\0' ? mapping->tax_percent : "0");
    gw_strbuf_printf(paid, "%s%s(", taxed ? "import_untaxed(" : "", read);
    gw_sql_identifier(paid, mapping->amount);
    gw_strbuf_puts(paid, ")");
    if (taxed && mapping->tax[0] != '\0') {
        gw_strbuf_printf(paid, ", %s(", read);
        gw_sql_identifier(paid, mapping->tax);
        gw_strbuf_puts(paid, "), 0)");
    } else if (taxed) {
        gw_strbuf_printf(paid, ", NULL, %s)", mapping->tax_percent);
    }
    gw_strbuf_puts(&texts[LEFT_OUT], taxed ? "import_left_out(amount_e - paid_e, 0, currency)"
                                           : "CAST(NULL AS VARCHAR)");
}

static void fill_texts(gw_strbuf texts[SLOTS], const gw__import_run *run, const gw_strbuf *relation)
{
    const gw_mapping *mapping = &run->mapping;
    gw_strbuf_puts(&texts[SOURCE], gw_strbuf_text(relation));
    gw_sql_identifier(&texts[CUSTOMER], mapping->customer);
    gw_sql_identifier(&texts[DATE], mapping->date);
    gw_sql_identifier(&texts[AMOUNT], mapping->amount);
    if (mapping->order[0] != '\0')
        gw_sql_identifier(&texts[ORDER], mapping->order);
    else
        gw_strbuf_puts(&texts[ORDER], "NULL");
    gw_strbuf_puts(&texts[DATE_FORMAT], date_format_of(run));
    gw_strbuf_puts(&texts[READ_AMOUNT], mapping->comma ? "import_comma_amount" : "import_amount");
    if (mapping->currency[0] != '\0') {
        gw_strbuf_puts(&texts[CURRENCY_COLUMN], "upper(import_text(");
        gw_sql_identifier(&texts[CURRENCY_COLUMN], mapping->currency);
        gw_strbuf_puts(&texts[CURRENCY_COLUMN], "))");
    } else {
        gw_strbuf_puts(&texts[CURRENCY_COLUMN], "NULL");
    }
    gw_sql_literal(&texts[CURRENCY], run->shop->currency);
    gw_sql_literal(&texts[TIMEZONE], run->shop->timezone);
    gw_import_own_columns(&texts[OWN_COLUMNS], &run->source);
    gw_import_own_problems(&texts[OWN_PROBLEMS], &run->source);
    gw_import_own_kinds(&texts[KINDS]);
    fill_tax(texts, mapping);
}

/* The kind's SELECT over the file. */
static gw_status fill_rows(gw_strbuf *rows, const gw__import_run *run, const gw_strbuf *relation,
                           gw_error *err)
{
    static const char *const names[SLOTS] = {
        "source",      "customer",        "date",     "amount",   "order",       "date_format",
        "read_amount", "currency_column", "currency", "timezone", "own_columns", "own_problems",
        "kinds",       "tax_percent",     "paid",     "left_out"};
    char file[48];
    gw_strbuf texts[SLOTS];
    gw_sql_slot slots[SLOTS];
    gw_status status = GW_OK;
    for (size_t i = 0; i < SLOTS; i++)
        texts[i] = (gw_strbuf)GW_STRBUF_INIT(run->shop->context);
    fill_texts(texts, run, relation);
    for (size_t i = 0; i < SLOTS; i++) {
        slots[i] = (gw_sql_slot){names[i], gw_strbuf_text(&texts[i])};
        if (slots[i].text == NULL)
            status = gw_error_no_memory(err, "an import");
    }
    snprintf(file, sizeof file, "import_%s", run->kind->name);
    if (status == GW_OK)
        status = gw_sql_fill(rows, file, slots, SLOTS, err);
    if (status == GW_OK && gw_strbuf_text(rows) == NULL)
        status = gw_error_no_memory(err, "an import");
    for (size_t i = 0; i < SLOTS; i++)
        gw_strbuf_free(&texts[i]);
    return status;
}

/* The file's exchanges as a view of this name. */
static gw_status stage_as(gw__import_run *run, const char *view, const gw_strbuf *relation,
                          gw_error *err)
{
    gw_context *context = run->shop->context;
    gw_strbuf rows = GW_STRBUF_INIT(context);
    gw_strbuf zone = GW_STRBUF_INIT(context);
    gw_sql_literal(&zone, run->shop->timezone);
    gw_status status = fill_rows(&rows, run, relation, err);
    if (status == GW_OK) {
        const gw_sql_slot slots[] = {
            {"view", view}, {"rows", gw_strbuf_text(&rows)}, {"timezone", gw_strbuf_text(&zone)}};
        status = gw_run_sql(context, run->shop->store, "import_stage", slots, 3, NULL, 0, err);
    }
    gw_strbuf_free(&rows);
    gw_strbuf_free(&zone);
    return status;
}

gw_status gw__import_stage(gw__import_run *run, gw_error *err)
{
    if (!run->source.csv)
        GW_TRY(gw_store_execute(NULL, run->shop->store, gw_sql("import_no_errors"), err));
    GW_TRY(stage_as(run, "import_staged", &run->source.relation, err));
    return stage_as(run, "import_numbered", &run->source.numbered, err);
}

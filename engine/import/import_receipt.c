/* What a receipt tells beside its counts: reasons, what was used, and totals by month. */
#include "import_inside.h"

#include <stdio.h>
#include <string.h>

#include "error.h"
#include "import_rows.h"
#include "query.h"
#include "shown.h"
#include "sql.h"

typedef void take_row(gw_receipt *r, const gw_query *query, size_t row);

/* Each row that a file of store/sql answers. */
static gw_status each_row_of(gw__import_run *run, const char *name, const gw_sql_slot *given,
                             size_t n_given, take_row *take, gw_error *err)
{
    gw_sql_slot slots[4];
    gw_strbuf currency = GW_STRBUF_INIT(run->shop->context);
    gw_strbuf sql = GW_STRBUF_INIT(run->shop->context);
    gw_query *query = NULL;
    size_t n = 0;
    gw_sql_literal(&currency, run->shop->currency);
    slots[0] = (gw_sql_slot){"currency", gw_strbuf_text(&currency)};
    for (size_t i = 0; i < n_given && i < 3; i++)
        slots[1 + i] = given[i];
    gw_status status = slots[0].text == NULL ? gw_error_no_memory(err, "a receipt")
                                             : gw_sql_fill(&sql, name, slots, 1 + n_given, err);
    if (status == GW_OK && gw_strbuf_text(&sql) == NULL)
        status = gw_error_no_memory(err, "a receipt");
    if (status == GW_OK)
        status = gw_query_open(&query, run->shop->store, gw_strbuf_text(&sql), NULL, 0, err);
    while (status == GW_OK && (status = gw_query_next(&n, query, err)) == GW_OK && n > 0)
        for (size_t i = 0; i < n; i++)
            take(run->receipt, query, i);
    gw_query_close(query);
    gw_strbuf_free(&sql);
    gw_strbuf_free(&currency);
    return status;
}

static gw_status each_row(gw__import_run *run, const char *name, take_row *take, gw_error *err)
{
    return each_row_of(run, name, NULL, 0, take, err);
}

/* A text of a row, cut to its place. */
static void put_text(char *out, size_t size, const gw_query *query, size_t column, size_t row)
{
    gw_span text = gw_query_text(query, column, row);
    size_t length = text.length < size ? text.length : size - 1;
    snprintf(out, size, "%.*s", (int)length, text.bytes);
}

static void take_reason(gw_receipt *r, const gw_query *query, size_t row)
{
    if (r->reasons == GW_RECEIPT_REASONS)
        return;
    gw_span reason = gw_query_text(query, 0, row);
    snprintf(r->reason[r->reasons].reason, sizeof r->reason[0].reason, "%s",
             gw_show_bytes(reason.bytes, reason.length).text);
    r->reason[r->reasons].rows = gw_query_integer(query, 1, row);
    r->reason[r->reasons++].first_row = gw_query_integer(query, 2, row);
}

gw_status gw__import_reasons(gw__import_run *run, gw_error *err)
{
    if (run->receipt->set_aside == 0)
        return GW_OK;
    GW_TRY(gw_import_sheet_rows(run->shop->store, &run->source, err));
    return each_row(run, "import_reasons", take_reason, err);
}

static void take_month(gw_receipt *r, const gw_query *query, size_t row)
{
    if (r->months == GW_RECEIPT_MONTHS)
        return;
    put_text(r->month[r->months].month, sizeof r->month[0].month, query, 0, row);
    put_text(r->month[r->months].currency, sizeof r->month[0].currency, query, 1, row);
    r->month[r->months].rows = gw_query_integer(query, 2, row);
    r->month[r->months++].paid_e4 = gw_query_integer(query, 3, row);
}

/* What is new, by currency and month, in the file's own money. */
gw_status gw__import_months(gw__import_run *run, gw_error *err)
{
    return each_row(run, "import_months", take_month, err);
}

static void take_part(gw_receipt *r, const gw_query *query, size_t row)
{
    if (r->parts == GW_RECEIPT_PARTS)
        return;
    put_text(r->part[r->parts].what, sizeof r->part[0].what, query, 0, row);
    put_text(r->part[r->parts].currency, sizeof r->part[0].currency, query, 1, row);
    r->part[r->parts].rows = gw_query_integer(query, 2, row);
    r->part[r->parts++].amount_e4 = gw_query_integer(query, 3, row);
}

static void take_left_out(gw_receipt *r, const gw_query *query, size_t row)
{
    if (r->left_outs == GW_RECEIPT_PARTS)
        return;
    put_text(r->left_out[r->left_outs].what, sizeof r->left_out[0].what, query, 0, row);
    put_text(r->left_out[r->left_outs].currency, sizeof r->left_out[0].currency, query, 1, row);
    r->left_out[r->left_outs].rows = gw_query_integer(query, 2, row);
    r->left_out[r->left_outs++].amount_e4 = gw_query_integer(query, 3, row);
}

/* The column whose texts may hold a currency's sign, where the file names no currency; NULL: it
 * does. */
static const char *signed_column(const gw__import_run *run)
{
    if (run->kind->columns[0] == '\0')
        return run->mapping.currency[0] == '\0' ? run->mapping.amount : NULL;
    return strncmp(run->kind->name, "square_", 7) == 0 ? "Net Sales" : NULL;
}

static void take_sign(gw_receipt *r, const gw_query *query, size_t row)
{
    put_text(r->other_sign, sizeof r->other_sign, query, 0, row);
}

/* Dollars that are counted as euros are told. */
static gw_status read_sign(gw__import_run *run, gw_error *err)
{
    const char *column = signed_column(run);
    if (column == NULL)
        return GW_OK;
    gw_strbuf amount = GW_STRBUF_INIT(run->shop->context);
    gw_sql_identifier(&amount, column);
    const gw_sql_slot slots[] = {{"amount", gw_strbuf_text(&amount)},
                                 {"source", gw_strbuf_text(&run->source.relation)}};
    gw_status status = slots[0].text == NULL
                           ? gw_error_no_memory(err, "a receipt")
                           : each_row_of(run, "import_sign", slots, 2, take_sign, err);
    gw_strbuf_free(&amount);
    return status;
}

/* Most files hold purchases only, and amounts as they are: then there is nothing to ask. */
gw_status gw__import_parts(gw__import_run *run, gw_error *err)
{
    gw_receipt *r = run->receipt;
    if (run->other_kinds)
        GW_TRY(each_row(run, "import_parts", take_part, err));
    if (run->left_out)
        GW_TRY(each_row(run, "import_left_outs", take_left_out, err));
    GW_TRY(read_sign(run, err));
    r->tax_unknown = gw__import_may_hold_tax(run->kind) && run->mapping.tax[0] == '\0' &&
                     run->mapping.tax_percent[0] == '\0';
    for (size_t i = 0; i < r->left_outs; i++)
        r->tax_unknown = r->tax_unknown && r->left_out[i].what[0] != 't'; /* tax */
    return GW_OK;
}

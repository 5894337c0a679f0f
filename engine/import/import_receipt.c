/* What a receipt tells beside its counts: reasons, and totals by month. */
#include "import_inside.h"

#include <stdio.h>

#include "error.h"
#include "query.h"
#include "shown.h"
#include "sql.h"

gw_status gw__import_reasons(gw__import_run *run, gw_error *err)
{
    gw_query *query = NULL;
    size_t rows = 0;
    gw_receipt *r = run->receipt;
    gw_status status =
        gw_query_open(&query, run->shop->store, gw_sql("import_reasons"), NULL, 0, err);
    while (status == GW_OK && (status = gw_query_next(&rows, query, err)) == GW_OK && rows > 0)
        for (size_t i = 0; i < rows && r->reasons < GW_RECEIPT_REASONS; i++) {
            gw_span reason = gw_query_text(query, 0, i);
            snprintf(r->reason[r->reasons].reason, sizeof r->reason[0].reason, "%s",
                     gw_show_bytes(reason.bytes, reason.length).text);
            r->reason[r->reasons].rows = gw_query_integer(query, 1, i);
            r->reason[r->reasons++].first_row = gw_query_integer(query, 2, i);
        }
    gw_query_close(query);
    return status;
}

static void take_month(gw_receipt *r, const gw_query *query, size_t row)
{
    gw_span month = gw_query_text(query, 0, row);
    gw_span currency = gw_query_text(query, 1, row);
    snprintf(r->month[r->months].month, sizeof r->month[0].month, "%.*s", (int)month.length,
             month.bytes);
    snprintf(r->month[r->months].currency, sizeof r->month[0].currency, "%.*s",
             (int)currency.length, currency.bytes);
    r->month[r->months].rows = gw_query_integer(query, 2, row);
    r->month[r->months++].paid_e4 = gw_query_integer(query, 3, row);
}

/* What is new, by currency and month, in the file's own money. */
gw_status gw__import_months(gw__import_run *run, gw_error *err)
{
    gw_strbuf currency = GW_STRBUF_INIT(run->shop->context);
    gw_strbuf sql = GW_STRBUF_INIT(run->shop->context);
    gw_query *query = NULL;
    size_t n = 0;
    gw_receipt *r = run->receipt;
    gw_sql_literal(&currency, run->shop->currency);
    const gw_sql_slot slot = {"currency", gw_strbuf_text(&currency)};
    gw_status status = slot.text == NULL ? gw_error_no_memory(err, "a receipt")
                                         : gw_sql_fill(&sql, "import_months", &slot, 1, err);
    if (status == GW_OK && gw_strbuf_text(&sql) == NULL)
        status = gw_error_no_memory(err, "a receipt");
    if (status == GW_OK)
        status = gw_query_open(&query, run->shop->store, gw_strbuf_text(&sql), NULL, 0, err);
    while (status == GW_OK && (status = gw_query_next(&n, query, err)) == GW_OK && n > 0)
        for (size_t i = 0; i < n && r->months < GW_RECEIPT_MONTHS; i++)
            take_month(r, query, i);
    gw_query_close(query);
    gw_strbuf_free(&sql);
    gw_strbuf_free(&currency);
    return status;
}

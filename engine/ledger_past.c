#include "ledger_past.h"

#include <stdio.h>
#include <string.h>

#include "error.h"
#include "history.h"
#include "query.h"
#include "reckon_other.h"
#include "sql.h"

#define YEAR 365

static gw_status past_state(gw_strbuf *state, gw_strbuf *passed, gw_context *context, int32_t day,
                            const char *who, gw_error *err)
{
    gw_strbuf flow = GW_STRBUF_INIT(context);
    gw_status status = gw__flow_sql(&flow, day, who, err);
    const gw_sql_slot slot = {"flow", gw_strbuf_text(&flow)};
    gw_strbuf_puts(state, "(");
    if (status == GW_OK)
        status = gw_sql_fill(state, "past_state", &slot, 1, err);
    gw_strbuf_puts(state, ")");
    gw_strbuf_puts(passed, "(");
    if (status == GW_OK)
        status = gw__passed_sql(passed, day, who, err);
    gw_strbuf_puts(passed, ")");
    gw_strbuf_free(&flow);
    if (status == GW_OK && (gw_strbuf_text(state) == NULL || gw_strbuf_text(passed) == NULL))
        status = gw_error_no_memory(err, "the ledger of an earlier day");
    return status;
}

gw_status gw_ledger_on(gw_ledger_page *out, gw_shop *shop, const char *customer_id, int32_t day,
                       gw_error *err)
{
    char who[64] = "TRUE";
    int64_t number = 0;
    gw_strbuf state = GW_STRBUF_INIT(shop->context);
    gw_strbuf passed = GW_STRBUF_INIT(shop->context);
    gw_ledger_page page = {0};
    if (customer_id != NULL) {
        GW_TRY(gw__ledger_find(&number, shop, customer_id, err));
        snprintf(who, sizeof who, "customer_no = %lld", (long long)number);
    }
    gw_status status = past_state(&state, &passed, shop->context, day, who, err);
    if (status == GW_OK) {
        const gw__ledger_state of = {gw_strbuf_text(&state), gw_strbuf_text(&passed)};
        status = gw__ledger_page_of(&page, shop, GW_VIEW_OWN, customer_id == NULL, &of, err);
    }
    gw_strbuf_free(&state);
    gw_strbuf_free(&passed);
    if (status == GW_OK)
        *out = page;
    return status;
}

static const gw_ledger_row *row_of(const gw_ledger_page *page, const gw_line *line)
{
    for (size_t i = 0; i < page->n; i++)
        if (page->rows[i].line == line)
            return &page->rows[i];
    return NULL;
}

void gw_ledger_between(gw_ledger_page *out, const gw_ledger_page *later,
                       const gw_ledger_page *earlier)
{
    gw_ledger_page page = *later;
    page.paid_e4 -= earlier->paid_e4;
    page.off_e4 -= earlier->off_e4;
    page.purchases -= earlier->purchases;
    for (size_t i = 0; i < page.n; i++) {
        const gw_ledger_row *before = row_of(earlier, page.rows[i].line);
        page.rows[i].has_expected = false;
        if (page.rows[i].line->unit == GW_UNIT_POINTS || before == NULL || !before->has_realised)
            continue;
        page.rows[i].realised_e4 -= before->realised_e4;
    }
    *out = page;
}

gw_status gw_trend_read(gw_trend *out, gw_shop *shop, const char *customer_id, gw_error *err)
{
    gw_current current;
    gw_ledger_page now;
    gw_ledger_page before;
    gw_ledger_page long_before;
    gw_ledger_page year;
    gw_trend trend = {.year_before = {.verdict = GW_NOTHING_KNOWN}};
    GW_TRY(gw_current_read(&current, shop, err));
    GW_TRY(gw_ledger_on(&now, shop, customer_id, current.as_of, err));
    GW_TRY(gw_ledger_on(&before, shop, customer_id, current.as_of - YEAR, err));
    gw_ledger_between(&year, &now, &before);
    gw_gains_of(&trend.year, &year, false);
    if (before.purchases > 0) {
        GW_TRY(gw_ledger_on(&long_before, shop, customer_id, current.as_of - 2 * YEAR, err));
        gw_ledger_between(&year, &before, &long_before);
        gw_gains_of(&trend.year_before, &year, false);
    }
    *out = trend;
    return GW_OK;
}

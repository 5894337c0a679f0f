#include "ledger_past.h"

#include <stdio.h>
#include <string.h>

#include "error.h"
#include "history.h"
#include "query.h"
#include "reckon_other.h"
#include "sql.h"

#define YEAR 365
#define MOST_READ 50000

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

/* The realised lines on an earlier day of the customers the condition `who` names. */
static gw_status page_on(gw_ledger_page *out, gw_shop *shop, const char *who, bool summed,
                         int32_t day, gw_error *err)
{
    gw_strbuf state = GW_STRBUF_INIT(shop->context);
    gw_strbuf passed = GW_STRBUF_INIT(shop->context);
    gw_ledger_page page = {0};
    gw_status status = past_state(&state, &passed, shop->context, day, who, err);
    if (status == GW_OK) {
        const gw__ledger_state of = {gw_strbuf_text(&state), gw_strbuf_text(&passed)};
        status = gw__ledger_page_of(&page, shop, GW_VIEW_OWN, summed, &of, err);
    }
    gw_strbuf_free(&state);
    gw_strbuf_free(&passed);
    if (status == GW_OK)
        *out = page;
    return status;
}

static gw_status one_customer(char *who, size_t size, gw_shop *shop, const char *customer_id,
                              gw_error *err)
{
    int64_t number = 0;
    GW_TRY(gw__ledger_find(&number, shop, customer_id, err));
    snprintf(who, size, "customer_no = %lld", (long long)number);
    return GW_OK;
}

gw_status gw_ledger_on(gw_ledger_page *out, gw_shop *shop, const char *customer_id, int32_t day,
                       gw_error *err)
{
    char who[64] = "TRUE";
    if (customer_id != NULL)
        GW_TRY(one_customer(who, sizeof who, shop, customer_id, err));
    return page_on(out, shop, who, customer_id == NULL, day, err);
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

/* Of a great many customers one in so many is enough for a share of all. */
static gw_status sample(char *who, size_t size, int64_t *one_in, gw_shop *shop, gw_error *err)
{
    int64_t customers = 0;
    GW_TRY(gw_query_one_integer(&customers, shop->store, gw_sql("count_customers"), NULL, 0, err));
    *one_in = 1 + customers / MOST_READ;
    snprintf(who, size, "customer_no %% %lld = 0", (long long)*one_in);
    return GW_OK;
}

static void scale(gw_gains *gains, int64_t one_in)
{
    gains->to_us *= (double)one_in;
    gains->to_them *= (double)one_in;
}

gw_status gw_trend_read(gw_trend *out, gw_shop *shop, const char *customer_id, gw_error *err)
{
    gw_current current;
    gw_ledger_page now;
    gw_ledger_page before;
    gw_ledger_page long_before;
    gw_ledger_page year;
    gw_trend trend = {.year_before = {.verdict = GW_NOTHING_KNOWN}};
    char who[64];
    int64_t one_in = 1;
    bool summed = customer_id == NULL;
    GW_TRY(gw_current_read(&current, shop, err));
    if (summed)
        GW_TRY(sample(who, sizeof who, &one_in, shop, err));
    else
        GW_TRY(one_customer(who, sizeof who, shop, customer_id, err));
    GW_TRY(page_on(&now, shop, who, summed, current.as_of, err));
    GW_TRY(page_on(&before, shop, who, summed, current.as_of - YEAR, err));
    gw_ledger_between(&year, &now, &before);
    gw_gains_of(&trend.year, &year, false);
    scale(&trend.year, one_in);
    if (before.purchases > 0) {
        GW_TRY(page_on(&long_before, shop, who, summed, current.as_of - 2 * YEAR, err));
        gw_ledger_between(&year, &before, &long_before);
        gw_gains_of(&trend.year_before, &year, false);
        scale(&trend.year_before, one_in);
    }
    *out = trend;
    return GW_OK;
}

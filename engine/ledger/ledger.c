/* Reading the ledger; see ledger.h. */
#include "ledger.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "columns.h"
#include "date.h"
#include "error.h"
#include "ledger_spread.h"
#include "memory.h"
#include "money.h"
#include "nearest.h"
#include "query.h"
#include "shown.h"
#include "sql.h"

/* ---- The current reckoning ------------------------------------------------------------------ */

static void copy_text(char *out, size_t size, gw_span text)
{
    snprintf(out, size, "%.*s", (int)text.length, text.bytes);
}

gw_status gw_current_read(gw_current *out, gw_shop *shop, gw_error *err)
{
    gw_query *query = NULL;
    size_t rows = 0;
    *out = (gw_current){0};
    GW_TRY(gw_query_open(&query, shop->store, gw_sql("current_reckoning"), NULL, 0, err));
    gw_status status = gw_query_next(&rows, query, err);
    if (status == GW_OK && rows > 0) {
        out->number = gw_query_integer(query, 0, 0);
        out->as_of = (int32_t)gw_query_integer(query, 1, 0);
        copy_text(out->horizon, sizeof out->horizon, gw_query_text(query, 2, 0));
        out->rate_per_year = gw_query_double(query, 3, 0);
        copy_text(out->model, sizeof out->model, gw_query_text(query, 4, 0));
        copy_text(out->verdict, sizeof out->verdict, gw_query_text(query, 5, 0));
        copy_text(out->spend, sizeof out->spend, gw_query_text(query, 6, 0));
    }
    gw_query_close(query);
    return status;
}

gw_status gw__ledger_need_reckoning(gw_shop *shop, gw_error *err)
{
    gw_current current;
    GW_TRY(gw_current_read(&current, shop, err));
    if (current.number > 0)
        return GW_OK;
    return gw_error_set(err, GW_NOT_FOUND,
                        "nothing was reckoned in %s yet: run goodwill reckon %s first",
                        gw_show(shop->path).text, gw_show(shop->path).text);
}

/* ---- Pages ---------------------------------------------------------------------------------- */

static void read_row(gw_ledger_row *row, const gw_query *query, size_t at)
{
    row->line = gw_line_at((size_t)gw_query_integer(query, 0, at));
    row->has_realised = !gw_query_is_null(query, 1, at);
    row->realised_e4 = gw_query_integer(query, 1, at);
    row->has_expected = !gw_query_is_null(query, 2, at);
    row->expected = gw_query_double(query, 2, at);
    row->low = gw_query_double(query, 3, at);
    row->high = gw_query_double(query, 4, at);
    copy_text(row->realised_basis, sizeof row->realised_basis, gw_query_text(query, 5, at));
    copy_text(row->expected_basis, sizeof row->expected_basis, gw_query_text(query, 6, at));
}

gw_status gw__ledger_read_rows(gw_ledger_page *out, int64_t *counted, gw_shop *shop,
                               const char *sql, gw_error *err)
{
    gw_query *query = NULL;
    size_t rows = 0;
    gw_status status = gw_query_open(&query, shop->store, sql, NULL, 0, err);
    while (status == GW_OK && (status = gw_query_next(&rows, query, err)) == GW_OK && rows > 0)
        for (size_t i = 0; i < rows && out->n < GW_LEDGER_LINES_MAX; i++) {
            if (counted != NULL)
                counted[out->n] = gw_query_integer(query, 7, i);
            read_row(&out->rows[out->n++], query, i);
        }
    gw_query_close(query);
    return status;
}

/* The lines of one customer. */
static gw_status read_lines(gw_ledger_page *out, gw_shop *shop, gw_view view,
                            const gw__ledger_state *of, gw_error *err)
{
    gw_strbuf lines = GW_STRBUF_INIT(shop->context);
    gw_strbuf sql = GW_STRBUF_INIT(shop->context);
    gw_status status = gw__ledger_lines_sql(&lines, shop->context, view, of, err);
    const gw_sql_slot slot = {"lines", gw_strbuf_text(&lines)};
    if (status == GW_OK)
        status = gw_sql_fill(&sql, "ledger_one", &slot, 1, err);
    if (status == GW_OK && gw_strbuf_text(&sql) == NULL)
        status = gw_error_no_memory(err, "the ledger");
    if (status == GW_OK)
        status = gw__ledger_read_rows(out, NULL, shop, gw_strbuf_text(&sql), err);
    gw_strbuf_free(&lines);
    gw_strbuf_free(&sql);
    return status;
}

static gw_status read_base(gw_ledger_page *out, gw_shop *shop, const gw__ledger_state *of,
                           gw_error *err)
{
    gw_columns base = {0};
    const gw_sql_slot slots[] = {{"state", of->state == NULL ? "customer_state" : of->state},
                                 {"passed", of->passed == NULL ? "passed" : of->passed}};
    gw_status status =
        gw_columns_read(&base, shop->context, shop->store, "ledger_base", slots, 2, NULL, 0, err);
    if (status == GW_OK && base.n == 1) {
        out->customers = (size_t)base.values[0][0];
        out->paid_e4 = isfinite(base.values[1][0]) ? (int64_t)base.values[1][0] : 0;
        out->purchases = isfinite(base.values[2][0]) ? (int64_t)base.values[2][0] : 0;
        out->assumed_share = base.values[3][0];
        out->discounted_share = base.values[4][0];
        out->off_e4 = isfinite(base.values[5][0]) ? (int64_t)base.values[5][0] : 0;
        out->requests = (int64_t)base.values[6][0];
        out->reviews = (int64_t)base.values[7][0];
        out->advice = (int64_t)base.values[8][0];
    }
    if (base.context != NULL)
        gw_columns_free(&base);
    return status;
}

static gw_status read_page(gw_ledger_page *out, gw_shop *shop, gw_view view, bool summed,
                           const gw__ledger_state *of, gw_error *err)
{
    out->view = view;
    GW_TRY(summed ? gw__ledger_sums(out, shop, view, of, err)
                  : read_lines(out, shop, view, of, err));
    return read_base(out, shop, of, err);
}

/* One number of a pool file: {realised, expected, basis}; no row: nobody will be brought. */
static gw_status read_pool(bool *any_out, double *expected_out, gw_shop *shop, const char *file,
                           gw_error *err)
{
    gw_query *query = NULL;
    size_t rows = 0;
    GW_TRY(gw_query_open(&query, shop->store, gw_sql(file), NULL, 0, err));
    gw_status status = gw_query_next(&rows, query, err);
    *any_out = status == GW_OK && rows > 0 && !gw_query_is_null(query, 1, 0);
    if (*any_out)
        *expected_out = gw_query_double(query, 1, 0);
    gw_query_close(query);
    return status;
}

gw_status gw__ledger_page_of(gw_ledger_page *out, gw_shop *shop, gw_view view, bool summed,
                             const gw__ledger_state *of, gw_error *err)
{
    return read_page(out, shop, view, summed, of, err);
}

gw_status gw_mistake_read(gw_mistake *out, gw_shop *shop, double at_risk, gw_error *err)
{
    gw_columns effect = {0};
    gw_mistake mistake = {.repair_budget = NAN};
    gw_status status =
        gw_columns_read(&effect, shop->context, shop->store, "mistake", NULL, 0, NULL, 0, err);
    if (status == GW_OK && effect.n == 1) {
        mistake.known = true;
        mistake.price = at_risk * effect.values[0][0];
        mistake.repair_budget = mistake.price * effect.values[1][0];
    }
    if (effect.context != NULL)
        gw_columns_free(&effect);
    if (status == GW_OK)
        *out = mistake;
    return status;
}

gw_status gw_ledger_goods_known(bool *out, gw_shop *shop, gw_error *err)
{
    int64_t known = 0;
    GW_TRY(gw_query_one_integer(&known, shop->store, gw_sql("goods_known"), NULL, 0, err));
    *out = known == 1;
    return GW_OK;
}

gw_status gw_ledger_totals(gw_ledger_page *out, gw_shop *shop, gw_view view, gw_error *err)
{
    gw_ledger_page page = {0};
    gw_not_yet_here *pool = &page.not_yet_here;
    const gw__ledger_state everybody = {NULL, NULL};
    GW_TRY(gw__ledger_need_reckoning(shop, err));
    GW_TRY(read_page(&page, shop, view, true, &everybody, err));
    GW_TRY(gw__ledger_spread(&page, shop, view, err));
    GW_TRY(read_pool(&pool->any, &pool->purchases, shop, "pool_purchases", err));
    if (view == GW_VIEW_CREDIT)
        GW_TRY(read_pool(&pool->any, &pool->referrals, shop, "pool_referrals", err));
    if (view == GW_VIEW_RISK)
        *pool = (gw_not_yet_here){0};
    /* what is at risk is shared by people: it is never added */
    for (size_t i = 0; i < page.n; i++)
        page.rows[i].has_expected = page.rows[i].has_expected && view != GW_VIEW_RISK;
    *out = page;
    return GW_OK;
}

gw_status gw__ledger_find(int64_t *customer_no_out, gw_shop *shop, const char *customer_id,
                          gw_error *err)
{
    gw_value id = gw_value_text(customer_id);
    gw_status status =
        gw_query_one_integer(customer_no_out, shop->store, gw_sql("customer_find"), &id, 1, err);
    if (status != GW_NOT_FOUND)
        return status;
    return gw_error_set(
        err, GW_NOT_FOUND, "there is no customer %s in %s: see goodwill ledger %s --limit 20",
        gw_show(customer_id).text, gw_show(shop->path).text, gw_show(shop->path).text);
}

gw_status gw__ledger_page(gw_ledger_page *out, gw_shop *shop, gw_view view,
                          const gw__ledger_state *of, gw_error *err)
{
    return read_page(out, shop, view, false, of, err);
}

gw_status gw_ledger_customer(gw_ledger_page *out, gw_shop *shop, gw_view view,
                             const char *customer_id, gw_error *err)
{
    int64_t number = 0;
    char state[96];
    char passed[96];
    gw_ledger_page page = {0};
    GW_TRY(gw__ledger_need_reckoning(shop, err));
    GW_TRY(gw__ledger_find(&number, shop, customer_id, err));
    snprintf(state, sizeof state, "(SELECT * FROM customer_state WHERE customer_no = %lld)",
             (long long)number);
    snprintf(passed, sizeof passed, "(SELECT * FROM passed WHERE customer_no = %lld)",
             (long long)number);
    const gw__ledger_state of = {state, passed};
    GW_TRY(read_page(&page, shop, view, false, &of, err));
    *out = page;
    return GW_OK;
}

gw_status gw_ledger_corrections(gw_strbuf *out, gw_shop *shop, const char *customer_id,
                                gw_error *err)
{
    gw_query *query = NULL;
    gw_current current;
    int64_t number = 0;
    size_t rows = 0;
    GW_TRY(gw_current_read(&current, shop, err));
    GW_TRY(gw__ledger_find(&number, shop, customer_id, err));
    const gw_value asked[] = {gw_value_int64(number), gw_value_integer(GW_DATE, current.as_of)};
    gw_status status = gw_query_open(&query, shop->store, gw_sql("corrections_of"), asked, 2, err);
    while (status == GW_OK && (status = gw_query_next(&rows, query, err)) == GW_OK && rows > 0)
        for (size_t i = 0; i < rows; i++) {
            gw_span words = gw_query_text(query, 0, i);
            gw_strbuf_puts(out, "Put right: ");
            gw_strbuf_add(out, words.bytes, words.length);
            gw_strbuf_puts(out, "\n");
        }
    gw_query_close(query);
    return status;
}

void gw_count_words(char out[64], const gw_ledger_page *page, const gw_ledger_row *row)
{
    bool voice = strcmp(row->line->code, "voice") == 0;
    bool growth = strcmp(row->line->code, "growth") == 0;
    if (voice)
        snprintf(out, 64, "of %lld request%s", (long long)page->requests,
                 page->requests == 1 ? "" : "s");
    else
        snprintf(out, 64, "%s", growth ? (row->realised_e4 == 10000 ? "step" : "steps") : "times");
}

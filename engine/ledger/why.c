/* Where a number comes from; see why.h. The flow is summed again from the exchanges, the occasions
 * are averaged again over the stored draws, and the line's own SQL is run on both. */
#include "why.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "error.h"
#include "forecast.h"
#include "history.h"
#include "memory.h"
#include "query.h"
#include "reckon_other.h"
#include "settings.h"
#include "shown.h"
#include "sql.h"
#include "stored_clock.h"
#include "stored_draws.h"
#include "vmath.h"

/* ---- Which number? -------------------------------------------------------------------------- */

static gw_status first_customer(char *out, size_t size, gw_shop *shop, gw_error *err)
{
    gw_query *query = NULL;
    size_t rows = 0;
    GW_TRY(gw_query_open(&query, shop->store, gw_sql("why_first"), NULL, 0, err));
    gw_status status = gw_query_next(&rows, query, err);
    if (status == GW_OK && rows > 0) {
        gw_span id = gw_query_text(query, 0, 0);
        snprintf(out, size, "%.*s", (int)id.length, id.bytes);
    }
    gw_query_close(query);
    return status;
}

/* The line with this code; NULL for none asked for. */
static gw_status find_line(const gw_line **out, const char *code, gw_error *err)
{
    char all[512] = "";
    *out = NULL;
    for (size_t i = 0; i < gw_line_count() && code != NULL; i++) {
        const gw_line *line = gw_line_at(i);
        size_t length = strlen(all);
        if (strcmp(line->code, code) == 0) {
            *out = line;
            return GW_OK;
        }
        snprintf(all + length, sizeof all - length, "%s%s", i == 0 ? "" : ", ", line->code);
    }
    if (code == NULL)
        return GW_OK;
    return gw_error_set(err, GW_NOT_FOUND, "the ledger has no line \"%s\"; it has: %s",
                        gw_show(code).text, all);
}

/* The row of the line, or of the first that is measured. */
static void choose_row(gw_why *why, const gw_ledger_page *page, const gw_line *line)
{
    for (size_t i = 0; i < page->n && why->line == NULL; i++)
        if (line == NULL ? page->rows[i].has_realised : page->rows[i].line == line) {
            why->row = page->rows[i];
            why->line = page->rows[i].line;
        }
    if (why->line == NULL && page->n > 0) {
        why->row = page->rows[0];
        why->line = page->rows[0].line;
    }
}

/* ---- The forecast --------------------------------------------------------------------------- */

static gw_status read_forecast(gw_why *why, gw_shop *shop, int64_t customer_no, gw_error *err)
{
    gw_query *query = NULL;
    size_t rows = 0;
    gw_value number = gw_value_int64(customer_no);
    GW_TRY(gw_query_open(&query, shop->store, gw_sql("why_forecast"), &number, 1, err));
    gw_status status = gw_query_next(&rows, query, err);
    why->has_forecast = status == GW_OK && rows > 0;
    if (why->has_forecast) {
        why->occasions_kept = gw_query_integer(query, 0, 0);
        why->first_day = (int32_t)gw_query_integer(query, 1, 0);
        why->last_day = (int32_t)gw_query_integer(query, 2, 0);
        why->p_alive = gw_query_double(query, 3, 0);
        why->discounted_occasions = gw_query_double(query, 4, 0);
        why->reference_per_occasion = gw_query_double(query, 5, 0);
        why->off_ours_per_occasion = gw_query_double(query, 6, 0);
        why->off_third_party_per_occasion = gw_query_double(query, 7, 0);
        why->cost_of_goods_per_occasion = gw_query_double(query, 8, 0);
    }
    gw_query_close(query);
    return status;
}

/* Discounted occasions of one history, averaged over the stored draws. */
static gw_status average_again(gw_why *why, gw_shop *shop, const gw_model *model,
                               const gw_draws *draws, const gw_current *current,
                               double horizon_days, gw_error *err)
{
    double x = (double)why->occasions_kept - 1;
    double t_x = why->last_day - why->first_day;
    double age = current->as_of - why->first_day;
    double out[4] = {0};
    gw_cells *cells = NULL;
    gw_clock clock = {0};
    GW_TRY(gw_stored_clock(&clock, shop, current, err));
    gw_clock_histories(&clock, current->as_of, &t_x, &age, 1);
    double time = gw_clock_between(&clock, current->as_of, current->as_of + horizon_days);
    gw_clock_free(&clock, shop->context);
    gw_forecast forecast = {.p_alive = &out[0],
                            .occasions = &out[1],
                            .discounted = &out[2],
                            .discounted_years = &out[3]};
    gw_forecast_options question = {.horizon_days = time,
                                    .delta_per_day = gw_log1p(current->rate_per_year) / 365.25};
    gw_rows row = {.n = 1, .columns = {&x, &t_x, &age}};
    GW_TRY(gw_cells_create(&cells, shop->context, model, &row, err));
    gw_status status = gw_forecast_cells(&forecast, shop->context, model, draws, cells, &question,
                                         NULL, NULL, err);
    gw_cells_free(cells);
    why->recomputed_occasions = out[2];
    return status;
}

static gw_status recompute_occasions(gw_why *why, gw_shop *shop, const gw_current *current,
                                     gw_error *err)
{
    gw_draws draws = {0};
    gw_query *query = NULL;
    size_t rows = 0;
    double horizon_days = 0;
    const gw_model *model = gw_model_find(current->model);
    gw_value reckoning = gw_value_int64(current->number);
    snprintf(why->model, sizeof why->model, "%s", current->model);
    why->recomputed_occasions = why->discounted_occasions;
    GW_TRY(gw_query_open(&query, shop->store, gw_sql("why_code"), &reckoning, 1, err));
    gw_status status = gw_query_next(&rows, query, err);
    if (status == GW_OK && rows > 0) {
        gw_span version = gw_query_text(query, 0, 0);
        snprintf(why->code_version, sizeof why->code_version, "%.*s", (int)version.length,
                 version.bytes);
        horizon_days = gw_query_double(query, 1, 0);
        gw_span reason = gw_query_text(query, 2, 0);
        snprintf(why->reason, sizeof why->reason, "%.*s", (int)reason.length, reason.bytes);
    }
    gw_query_close(query);
    if (status != GW_OK || model == NULL || !why->has_forecast)
        return status; /* a simple rule, or forecasts somebody gave: nothing was drawn */
    status = gw_stored_draws(&draws, shop, model, current->number, err);
    why->draws = draws.n;
    if (status == GW_OK && draws.n > 0)
        status = average_again(why, shop, model, &draws, current, horizon_days, err);
    gw_draws_free(&draws, shop->context);
    return status;
}

/* ---- The line again ------------------------------------------------------------------------- */

static bool same_e4(double a, double b)
{
    return (isnan(a) && isnan(b)) || fabs(a - b) < 0.00005;
}

static gw_status read_again(gw_why *why, gw_shop *shop, const gw__ledger_state *of, gw_error *err)
{
    gw_ledger_page page = {0};
    GW_TRY(gw__ledger_page(&page, shop, why->line->view, of, err));
    for (size_t i = 0; i < page.n; i++) {
        const gw_ledger_row *row = &page.rows[i];
        if (row->line != why->line)
            continue;
        why->recomputed_expected = row->expected;
        why->same = row->realised_e4 == why->row.realised_e4 &&
                    row->has_realised == why->row.has_realised &&
                    same_e4(row->expected, why->row.expected);
    }
    return GW_OK;
}

static gw_status recompute_line(gw_why *why, gw_shop *shop, int64_t customer_no, int32_t as_of,
                                gw_error *err)
{
    char who[64];
    char occasions[40];
    gw_strbuf flow = GW_STRBUF_INIT(shop->context);
    gw_strbuf state = GW_STRBUF_INIT(shop->context);
    gw_strbuf whole = GW_STRBUF_INIT(shop->context);
    gw_strbuf passed = GW_STRBUF_INIT(shop->context);
    snprintf(who, sizeof who, "customer_no = %lld", (long long)customer_no);
    if (why->has_forecast)
        snprintf(occasions, sizeof occasions, "%.17g", why->recomputed_occasions);
    else
        snprintf(occasions, sizeof occasions, "NULL");
    gw_status status = gw__flow_sql(&flow, as_of, who, err);
    gw_strbuf_puts(&passed, "(");
    if (status == GW_OK)
        status = gw__passed_sql(&passed, as_of, who, err);
    gw_strbuf_puts(&passed, ")");
    if (status == GW_OK) {
        const gw_sql_slot slots[] = {{"flow", gw_strbuf_text(&flow)}, {"occasions", occasions}};
        status = gw_sql_fill(&state, "why_state", slots, 2, err);
    }
    if (status == GW_OK && gw_strbuf_text(&state) != NULL)
        gw_strbuf_printf(&whole, "(%s)", gw_strbuf_text(&state));
    if (status == GW_OK && (gw_strbuf_text(&whole) == NULL || gw_strbuf_text(&passed) == NULL))
        status = gw_error_no_memory(err, "where a number comes from");
    if (status == GW_OK) {
        const gw__ledger_state of = {gw_strbuf_text(&whole), gw_strbuf_text(&passed)};
        status = read_again(why, shop, &of, err);
    }
    gw_strbuf_free(&passed);
    gw_strbuf_free(&flow);
    gw_strbuf_free(&state);
    gw_strbuf_free(&whole);
    return status;
}

gw_status gw_why_read(gw_why *out, gw_shop *shop, const char *customer_id, const char *line,
                      gw_error *err)
{
    gw_why why = {.recomputed_expected = NAN};
    gw_current current;
    gw_ledger_page page;
    const gw_line *asked = NULL;
    int64_t customer_no = 0;
    if (customer_id != NULL)
        snprintf(why.customer_id, sizeof why.customer_id, "%s", customer_id);
    GW_TRY(gw_current_read(&current, shop, err));
    if (customer_id == NULL && current.number > 0)
        GW_TRY(first_customer(why.customer_id, sizeof why.customer_id, shop, err));
    GW_TRY(find_line(&asked, line, err));
    GW_TRY(gw_ledger_customer(&page, shop, asked == NULL ? GW_VIEW_OWN : asked->view,
                              why.customer_id, err));
    choose_row(&why, &page, asked);
    GW_TRY(gw__ledger_find(&customer_no, shop, why.customer_id, err));
    GW_TRY(read_forecast(&why, shop, customer_no, err));
    GW_TRY(recompute_occasions(&why, shop, &current, err));
    GW_TRY(recompute_line(&why, shop, customer_no, current.as_of, err));
    *out = why;
    return GW_OK;
}

/* ---- What is behind it ---------------------------------------------------------------------- */

gw_status gw_why_exchanges(gw_strbuf *out, gw_shop *shop, const gw_why *why, size_t limit,
                           gw_error *err)
{
    int64_t customer_no = 0;
    gw_current current;
    gw_query *query = NULL;
    size_t rows = 0;
    GW_TRY(gw_current_read(&current, shop, err));
    GW_TRY(gw__ledger_find(&customer_no, shop, why->customer_id, err));
    gw_value values[] = {gw_value_int64(customer_no), gw_value_integer(GW_DATE, current.as_of),
                         gw_value_int64((int64_t)limit)};
    gw_status status = gw_query_open(&query, shop->store, gw_sql("why_exchanges"), values, 3, err);
    while (status == GW_OK && (status = gw_query_next(&rows, query, err)) == GW_OK && rows > 0)
        for (size_t i = 0; i < rows; i++) {
            gw_span words = gw_query_text(query, 0, i);
            gw_strbuf_add(out, words.bytes, words.length);
            gw_strbuf_puts(out, "\n");
        }
    gw_query_close(query);
    return status;
}

bool gw_line_rests_on(const gw_line *line, const char *key)
{
    char file[64];
    snprintf(file, sizeof file, "line_%s", line->code);
    const char *sql = gw_sql(file);
    if (strcmp(key, "elasticity") == 0 || strcmp(key, "choke_multiple") == 0)
        key = "cs "; /* both come in as the surplus per unit paid */
    if (strcmp(key, "margin") == 0 && strstr(sql, "cost_of_goods_per_occasion") != NULL)
        return true;
    return sql != NULL && strstr(sql, key) != NULL;
}

gw_status gw_why_settings(gw_strbuf *out, gw_shop *shop, const gw_why *why, gw_error *err)
{
    for (size_t i = 0; i < gw_setting_count(); i++) {
        gw_setting setting;
        GW_TRY(gw_setting_read(&setting, shop, i, err));
        if (!gw_line_rests_on(why->line, setting.key))
            continue;
        if (setting.known)
            gw_strbuf_printf(out, "%s = %.15g (said by %s)\n", setting.key, setting.likely,
                             setting.said_by);
        else
            gw_strbuf_printf(out, "%s: nobody said it yet\n", setting.key);
    }
    return GW_OK;
}

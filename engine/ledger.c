/* Reading the ledger; see ledger.h. */
#include "ledger.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "columns.h"
#include "date.h"
#include "error.h"
#include "memory.h"
#include "money.h"
#include "nearest.h"
#include "query.h"
#include "shown.h"
#include "sql.h"

static const gw_line lines[] = {
#define TO_THEM GW_TO_THEM
#define TO_US GW_TO_US
#define GW_LINE(code, side, unit, words) {#code, side, words},
#include "lines.def"
#undef GW_LINE
#undef TO_THEM
#undef TO_US
};
#define LINE_COUNT (sizeof lines / sizeof *lines)

size_t gw_line_count(void)
{
    return LINE_COUNT;
}

const gw_line *gw_line_at(size_t index)
{
    return index < LINE_COUNT ? &lines[index] : NULL;
}

/* ---- SQL ------------------------------------------------------------------------------------ */

/* One line's file over `state`, numbered by its place. */
static gw_status add_line(gw_strbuf *out, gw_context *context, size_t index, const char *state,
                          gw_error *err)
{
    char file[64];
    char position[8];
    gw_strbuf line = GW_STRBUF_INIT(context);
    const gw_sql_slot inner[] = {{"state", state}, {"everybody", "flow"}};
    snprintf(file, sizeof file, "line_%s", lines[index].code);
    snprintf(position, sizeof position, "%zu", index);
    gw_status status = gw_sql_fill(&line, file, inner, 2, err);
    if (status == GW_OK && gw_strbuf_text(&line) == NULL)
        status = gw_error_no_memory(err, "the ledger");
    if (status == GW_OK) {
        const gw_sql_slot outer[] = {{"line", gw_strbuf_text(&line)}, {"position", position}};
        status = gw_sql_fill(out, "ledger_line", outer, 2, err);
    }
    gw_strbuf_free(&line);
    return status;
}

gw_status gw__ledger_lines_sql(gw_strbuf *out, gw_context *context, const char *state,
                               gw_error *err)
{
    for (size_t i = 0; i < LINE_COUNT; i++) {
        gw_strbuf_puts(out, i == 0 ? "" : " UNION ALL ");
        GW_TRY(add_line(out, context, i, state, err));
    }
    return gw_strbuf_text(out) != NULL ? GW_OK : gw_error_no_memory(err, "the ledger");
}

static void positions_of(gw_strbuf *out, gw_side side)
{
    const char *comma = "";
    for (size_t i = 0; i < LINE_COUNT; i++) {
        if (lines[i].side != side)
            continue;
        gw_strbuf_printf(out, "%s%zu", comma, i);
        comma = ", ";
    }
}

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

static gw_status need_reckoning(gw_shop *shop, gw_error *err)
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
    row->has_realised = !gw_query_is_null(query, 1, at);
    row->realised_e4 = gw_query_integer(query, 1, at);
    row->has_expected = !gw_query_is_null(query, 2, at);
    row->expected = gw_query_double(query, 2, at);
    row->low = gw_query_double(query, 3, at);
    row->high = gw_query_double(query, 4, at);
    copy_text(row->realised_basis, sizeof row->realised_basis, gw_query_text(query, 5, at));
    copy_text(row->expected_basis, sizeof row->expected_basis, gw_query_text(query, 6, at));
}

static gw_status read_rows(gw_ledger_page *out, gw_shop *shop, const char *sql, gw_error *err)
{
    gw_query *query = NULL;
    size_t rows = 0;
    gw_status status = gw_query_open(&query, shop->store, sql, NULL, 0, err);
    while (status == GW_OK && (status = gw_query_next(&rows, query, err)) == GW_OK && rows > 0)
        for (size_t i = 0; i < rows && out->n < LINE_COUNT; i++) {
            int64_t position = gw_query_integer(query, 0, i);
            out->rows[out->n].line = gw_line_at((size_t)position);
            read_row(&out->rows[out->n++], query, i);
        }
    gw_query_close(query);
    return status;
}

/* Runs `file` with the lines over `state`, and the words for the weakest basis. */
static gw_status read_page(gw_ledger_page *out, gw_shop *shop, const char *file, const char *state,
                           gw_error *err)
{
    gw_context *context = shop->context;
    gw_strbuf all = GW_STRBUF_INIT(context);
    gw_strbuf realised = GW_STRBUF_INIT(context);
    gw_strbuf expected = GW_STRBUF_INIT(context);
    gw_strbuf sql = GW_STRBUF_INIT(context);
    gw_columns base = {0};
    const gw_sql_slot of_realised = {"basis", "realised_basis"};
    const gw_sql_slot of_expected = {"basis", "expected_basis"};
    const gw_sql_slot of_state = {"state", state};
    gw_status status = gw__ledger_lines_sql(&all, context, state, err);
    if (status == GW_OK)
        status = gw_sql_fill(&realised, "weakest_basis", &of_realised, 1, err);
    if (status == GW_OK)
        status = gw_sql_fill(&expected, "weakest_basis", &of_expected, 1, err);
    if (status == GW_OK) {
        const gw_sql_slot slots[] = {{"lines", gw_strbuf_text(&all)},
                                     {"realised_basis", gw_strbuf_text(&realised)},
                                     {"expected_basis", gw_strbuf_text(&expected)}};
        status = gw_sql_fill(&sql, file, slots, 3, err);
    }
    if (status == GW_OK && gw_strbuf_text(&sql) == NULL)
        status = gw_error_no_memory(err, "the ledger");
    if (status == GW_OK)
        status = read_rows(out, shop, gw_strbuf_text(&sql), err);
    if (status == GW_OK)
        status =
            gw_columns_read(&base, context, shop->store, "ledger_base", &of_state, 1, NULL, 0, err);
    if (status == GW_OK && base.n == 1) {
        out->customers = (size_t)base.values[0][0];
        out->paid_e4 = isfinite(base.values[1][0]) ? (int64_t)base.values[1][0] : 0;
        out->purchases = isfinite(base.values[2][0]) ? (int64_t)base.values[2][0] : 0;
        out->assumed_share = base.values[3][0];
        out->discounted_share = base.values[4][0];
    }
    if (base.context != NULL)
        gw_columns_free(&base);
    gw_strbuf_free(&all);
    gw_strbuf_free(&realised);
    gw_strbuf_free(&expected);
    gw_strbuf_free(&sql);
    return status;
}

gw_status gw_ledger_totals(gw_ledger_page *out, gw_shop *shop, gw_error *err)
{
    gw_ledger_page page = {0};
    GW_TRY(need_reckoning(shop, err));
    GW_TRY(read_page(&page, shop, "ledger_totals", "customer_state", err));
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

gw_status gw__ledger_page(gw_ledger_page *out, gw_shop *shop, const char *state, gw_error *err)
{
    return read_page(out, shop, "ledger_one", state, err);
}

gw_status gw_ledger_customer(gw_ledger_page *out, gw_shop *shop, const char *customer_id,
                             gw_error *err)
{
    int64_t number = 0;
    char state[96];
    gw_ledger_page page = {0};
    GW_TRY(need_reckoning(shop, err));
    GW_TRY(gw__ledger_find(&number, shop, customer_id, err));
    snprintf(state, sizeof state, "(SELECT * FROM customer_state WHERE customer_no = %lld)",
             (long long)number);
    GW_TRY(read_page(&page, shop, "ledger_one", state, err));
    *out = page;
    return GW_OK;
}

/* ---- People --------------------------------------------------------------------------------- */

static gw_status read_people(gw_ledger_person *people, size_t *n_out, gw_shop *shop,
                             const char *sql, size_t limit, gw_error *err)
{
    gw_query *query = NULL;
    size_t rows = 0;
    size_t n = 0;
    gw_status status = gw_query_open(&query, shop->store, sql, NULL, 0, err);
    while (status == GW_OK && (status = gw_query_next(&rows, query, err)) == GW_OK && rows > 0)
        for (size_t i = 0; i < rows && n < limit; i++, n++) {
            copy_text(people[n].customer_id, sizeof people[n].customer_id,
                      gw_query_text(query, 0, i));
            people[n].to_them_realised = gw_query_double(query, 1, i);
            people[n].to_them_expected = gw_query_double(query, 2, i);
            people[n].to_us_realised = gw_query_double(query, 3, i);
            people[n].to_us_expected = gw_query_double(query, 4, i);
            people[n].p_alive = gw_query_double(query, 5, i);
        }
    gw_query_close(query);
    *n_out = n;
    return status;
}

gw_status gw_ledger_people(gw_ledger_person *people_out, size_t *n_out, gw_shop *shop,
                           gw_ledger_sort sort, size_t limit, gw_error *err)
{
    static const char *const orders[] = {
        "p.to_them_realised + p.to_them_expected DESC, c.customer_no",
        "p.to_us_realised + p.to_us_expected DESC, c.customer_no", "c.customer_id"};
    gw_context *context = shop->context;
    char most[24];
    gw_strbuf all = GW_STRBUF_INIT(context);
    gw_strbuf to_them = GW_STRBUF_INIT(context);
    gw_strbuf sql = GW_STRBUF_INIT(context);
    GW_TRY(need_reckoning(shop, err));
    snprintf(most, sizeof most, "%zu", limit);
    positions_of(&to_them, GW_TO_THEM);
    gw_status status = gw__ledger_lines_sql(&all, context, "customer_state", err);
    if (status == GW_OK && gw_strbuf_text(&to_them) == NULL)
        status = gw_error_no_memory(err, "the ledger");
    if (status == GW_OK) {
        const gw_sql_slot slots[] = {{"lines", gw_strbuf_text(&all)},
                                     {"to_them", gw_strbuf_text(&to_them)},
                                     {"order", orders[sort]},
                                     {"limit", most}};
        status = gw_sql_fill(&sql, "ledger_people", slots, 4, err);
    }
    if (status == GW_OK && gw_strbuf_text(&sql) == NULL)
        status = gw_error_no_memory(err, "the ledger");
    if (status == GW_OK)
        status = read_people(people_out, n_out, shop, gw_strbuf_text(&sql), limit, err);
    gw_strbuf_free(&all);
    gw_strbuf_free(&to_them);
    gw_strbuf_free(&sql);
    return status;
}

/* Sums over everybody. A great shop is summed part by part: the lines of ten million customers at
 * once would be written to disk and read again. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "columns.h"
#include "error.h"
#include "ledger.h"
#include "query.h"
#include "sql.h"

int64_t gw__ledger_part_size(gw_view view)
{
    return view == GW_VIEW_OWN ? GW__LEDGER_PART : GW__LEDGER_WIDE_PART;
}

/* Runs a file with one slot, whose answer is customers' numbers: as they are, for a double is too
 * short for them. At most `room`; n_out says how many. */
static gw_status read_numbers(int64_t *out, size_t *n_out, size_t room, gw_shop *shop,
                              const char *file, const gw_sql_slot *slot, gw_error *err)
{
    gw_strbuf sql = GW_STRBUF_INIT(shop->context);
    gw_query *query = NULL;
    size_t rows = 0;
    *n_out = 0;
    gw_status status = slot->text == NULL ? gw_error_no_memory(err, "the ledger")
                                          : gw_sql_fill(&sql, file, slot, 1, err);
    if (status == GW_OK && gw_strbuf_text(&sql) == NULL)
        status = gw_error_no_memory(err, "the ledger");
    if (status == GW_OK)
        status = gw_query_open(&query, shop->store, gw_strbuf_text(&sql), NULL, 0, err);
    while (status == GW_OK && (status = gw_query_next(&rows, query, err)) == GW_OK && rows > 0)
        for (size_t i = 0; i < rows && *n_out < room; i++)
            out[(*n_out)++] = gw_query_integer(query, 0, i);
    gw_query_close(query);
    gw_strbuf_free(&sql);
    return status;
}

static gw_status read_bounds(gw__ledger_parts *out, gw_shop *shop, gw_error *err)
{
    size_t n = 0;
    gw_strbuf levels = GW_STRBUF_INIT(shop->context);
    gw_sql_levels(&levels, out->n);
    const gw_sql_slot slot = {"levels", gw_strbuf_text(&levels)};
    gw_status status =
        read_numbers(out->last, &n, GW__LEDGER_PARTS_MAX - 1, shop, "ledger_parts", &slot, err);
    gw_strbuf_free(&levels);
    if (n + 1 != out->n)
        out->n = 1; /* there is nobody */
    return status;
}

/* The parts end at the limit-th customer; those that lie behind are none. */
static gw_status end_at(gw__ledger_parts *parts, gw_shop *shop, size_t limit, gw_error *err)
{
    char most[24];
    size_t n = 0;
    const gw_sql_slot slot = {"limit", most};
    snprintf(most, sizeof most, "%zu", limit);
    GW_TRY(read_numbers(&parts->end, &n, 1, shop, "ledger_first", &slot, err));
    while (parts->n > 1 && parts->last[parts->n - 2] >= parts->end)
        parts->n--;
    return GW_OK;
}

gw_status gw__ledger_parts_find(gw__ledger_parts *out, gw_shop *shop, int64_t most, size_t limit,
                                gw_error *err)
{
    int64_t customers = 0;
    gw__ledger_parts parts = {.n = 1, .end = INT64_MAX};
    if (shop->at_once > 0)
        most = (int64_t)shop->at_once;
    GW_TRY(gw_query_one_integer(&customers, shop->store, gw_sql("count_customers"), NULL, 0, err));
    if (customers > most)
        parts.n = 1 + (size_t)((customers - 1) / most);
    if (parts.n > GW__LEDGER_PARTS_MAX)
        parts.n = GW__LEDGER_PARTS_MAX;
    if (parts.n > 1)
        GW_TRY(read_bounds(&parts, shop, err));
    if (limit > 0)
        GW_TRY(end_at(&parts, shop, limit, err));
    *out = parts;
    return GW_OK;
}

void gw__ledger_part_of(gw__ledger_part *out, const gw__ledger_parts *parts, size_t index)
{
    static const char from[] = "(SELECT * FROM %s WHERE %s)";
    long long after = index == 0 ? INT64_MIN : parts->last[index - 1];
    long long last = index + 1 == parts->n ? parts->end : parts->last[index];
    *out = (gw__ledger_part){.which = "TRUE"};
    if (parts->n == 1 && parts->end == INT64_MAX)
        return;
    snprintf(out->which, sizeof out->which, "customer_no > %lld AND customer_no <= %lld", after,
             last);
    snprintf(out->state, sizeof out->state, from, "customer_state", out->which);
    snprintf(out->passed, sizeof out->passed, from, "passed", out->which);
    out->of = (gw__ledger_state){out->state, out->passed};
}

/* A sum is worth what the weakest of its parts is. */
static int weakness(const char *basis)
{
    static const char *const order[] = {"", "not_measured", "measured", "modelled", "assumed"};
    int i = 0;
    while (i < 4 && strcmp(order[i], basis) != 0)
        i++;
    return i;
}

static void take_weaker(char *basis, size_t size, const char *other)
{
    if (weakness(other) > weakness(basis))
        snprintf(basis, size, "%s", other);
}

/* As the database adds them: in ten-thousandths, so that parts come to what all do at once. */
static double add_e4(double a, double b)
{
    return (double)(llround(a * 10000) + llround(b * 10000)) / 10000;
}

static void add_row(gw_ledger_row *sum, const gw_ledger_row *row)
{
    sum->realised_e4 += row->has_realised ? row->realised_e4 : 0;
    sum->has_realised = sum->has_realised || row->has_realised;
    if (row->has_expected)
        sum->expected = sum->has_expected ? add_e4(sum->expected, row->expected) : row->expected;
    sum->has_expected = sum->has_expected || row->has_expected;
    take_weaker(sum->realised_basis, sizeof sum->realised_basis, row->realised_basis);
    take_weaker(sum->expected_basis, sizeof sum->expected_basis, row->expected_basis);
}

static gw_status read_part(gw_ledger_page *out, int64_t *counted, gw_shop *shop, gw_view view,
                           const gw__ledger_state *of, gw_error *err)
{
    gw_strbuf sql = GW_STRBUF_INIT(shop->context);
    gw_status status = gw__ledger_sums_sql(&sql, shop->context, view, of, err);
    if (status == GW_OK)
        status = gw__ledger_read_rows(out, counted, shop, gw_strbuf_text(&sql), err);
    gw_strbuf_free(&sql);
    return status;
}

/* Adds a part's rows: every part that has anybody has all of them, in the same order. */
static void add_part(gw_ledger_page *sum, int64_t *counted, const gw_ledger_page *page,
                     const int64_t *counted_there)
{
    for (size_t i = 0; i < page->n; i++) {
        if (i < sum->n)
            add_row(&sum->rows[i], &page->rows[i]);
        else
            sum->rows[sum->n++] = page->rows[i];
        counted[i] += counted_there[i];
    }
}

static void take_means(gw_ledger_page *page, const int64_t *counted)
{
    for (size_t i = 0; i < page->n; i++) {
        gw_ledger_row *row = &page->rows[i];
        if (row->line->unit == GW_UNIT_POINTS && counted[i] > 0)
            row->realised_e4 = (int64_t)llround((double)row->realised_e4 / (double)counted[i]);
    }
}

gw_status gw__ledger_sums(gw_ledger_page *out, gw_shop *shop, gw_view view,
                          const gw__ledger_state *of, gw_error *err)
{
    int64_t counted[GW_LEDGER_LINES_MAX] = {0};
    gw__ledger_parts parts = {.n = 1, .end = INT64_MAX};
    if (of->state == NULL)
        GW_TRY(gw__ledger_parts_find(&parts, shop, gw__ledger_part_size(view), 0, err));
    for (size_t i = 0; i < parts.n; i++) {
        gw__ledger_part part;
        gw_ledger_page page = {0};
        int64_t counted_there[GW_LEDGER_LINES_MAX] = {0};
        gw__ledger_part_of(&part, &parts, i);
        GW_TRY(read_part(&page, counted_there, shop, view, parts.n > 1 ? &part.of : of, err));
        add_part(out, counted, &page, counted_there);
    }
    take_means(out, counted);
    return GW_OK;
}

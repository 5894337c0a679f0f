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

#define PART_CUSTOMERS 1000000

static gw_status read_bounds(gw__ledger_parts *out, gw_shop *shop, gw_error *err)
{
    gw_columns bounds = {0};
    gw_status status =
        gw_columns_read_levels(&bounds, shop->context, shop->store, "ledger_parts", out->n, err);
    if (status == GW_OK && bounds.n + 1 == out->n)
        for (size_t i = 0; i < bounds.n; i++)
            out->last[i] = (int64_t)bounds.values[0][i];
    else
        out->n = 1; /* nobody ordered anything */
    gw_columns_free(&bounds);
    return status;
}

gw_status gw__ledger_parts_find(gw__ledger_parts *out, gw_shop *shop, gw_error *err)
{
    int64_t customers = 0;
    gw__ledger_parts parts = {.n = 1};
    int64_t most = shop->at_once > 0 ? (int64_t)shop->at_once : PART_CUSTOMERS;
    GW_TRY(gw_query_one_integer(&customers, shop->store, gw_sql("count_customers"), NULL, 0, err));
    if (customers > most)
        parts.n = 1 + (size_t)((customers - 1) / most);
    if (parts.n > GW__LEDGER_PARTS_MAX)
        parts.n = GW__LEDGER_PARTS_MAX;
    if (parts.n > 1)
        GW_TRY(read_bounds(&parts, shop, err));
    *out = parts;
    return GW_OK;
}

void gw__ledger_part_of(gw__ledger_part *out, const gw__ledger_parts *parts, size_t index)
{
    static const char from[] = "(SELECT * FROM %s WHERE %s)";
    long long after = index == 0 ? INT64_MIN : parts->last[index - 1];
    long long last = index + 1 == parts->n ? INT64_MAX : parts->last[index];
    *out = (gw__ledger_part){.which = "TRUE"};
    if (parts->n == 1)
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

static void add_row(gw_ledger_row *sum, const gw_ledger_row *row)
{
    sum->realised_e4 += row->has_realised ? row->realised_e4 : 0;
    sum->has_realised = sum->has_realised || row->has_realised;
    if (row->has_expected)
        sum->expected = sum->has_expected ? sum->expected + row->expected : row->expected;
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
    gw__ledger_parts parts = {.n = 1};
    /* in the other views people's lines hang on each other's */
    if (view == GW_VIEW_OWN && of->state == NULL)
        GW_TRY(gw__ledger_parts_find(&parts, shop, err));
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

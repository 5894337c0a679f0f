/* Lists of people; see ledger.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "ledger.h"
#include "memory.h"
#include "query.h"
#include "sql.h"

static gw_status read_people(gw_ledger_person *people, size_t *n_out, gw_shop *shop,
                             const char *sql, size_t limit, gw_error *err)
{
    gw_query *query = NULL;
    size_t rows = 0;
    size_t n = 0;
    gw_status status = gw_query_open(&query, shop->store, sql, NULL, 0, err);
    while (status == GW_OK && (status = gw_query_next(&rows, query, err)) == GW_OK && rows > 0)
        for (size_t i = 0; i < rows && n < limit; i++, n++) {
            gw_span id = gw_query_text(query, 0, i);
            snprintf(people[n].customer_id, sizeof people[n].customer_id, "%.*s", (int)id.length,
                     id.bytes);
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

static size_t place_of(const char *code)
{
    size_t i = 0;
    while (i < gw_line_count() && strcmp(gw_line_at(i)->code, code) != 0)
        i++;
    return i;
}

/* Somebody on the way into a list. */
typedef struct ranked {
    double amount;
    int64_t customer_no;
} ranked;

static int greater_first(const void *left, const void *right)
{
    const ranked *a = left;
    const ranked *b = right;
    if (a->amount != b->amount)
        return a->amount > b->amount ? -1 : 1;
    return (a->customer_no > b->customer_no) - (a->customer_no < b->customer_no);
}

/* Which people. */
typedef struct list {
    gw_view view; /* whose lines put them in their order */
    gw_ledger_sort sort;
    size_t limit;
} list;

/* The statement for the first people of a part. Of each only the lines that put them there are
 * read: the rest is read of those who are shown. */
static gw_status first_sql(gw_strbuf *out, gw_context *context, const list *asked,
                           const gw__ledger_part *part, gw_error *err)
{
    gw_strbuf lines = GW_STRBUF_INIT(context);
    gw_strbuf positions = GW_STRBUF_INIT(context);
    char most[24];
    char surplus[24];
    snprintf(most, sizeof most, "%zu", asked->limit);
    snprintf(surplus, sizeof surplus, "%zu", place_of("surplus"));
    gw__ledger_positions(&positions, asked->sort == GW_SORT_TO_US ? GW_TO_US : GW_TO_THEM,
                         GW_UNIT_MONEY);
    gw_status status = gw__ledger_lines_sql(&lines, context, asked->view, &part->of, err);
    const gw_sql_slot slots[] = {{"lines", gw_strbuf_text(&lines)},
                                 {"positions", gw_strbuf_text(&positions)},
                                 {"surplus", surplus},
                                 {"which", part->which},
                                 {"limit", most}};
    if (status == GW_OK && slots[1].text == NULL)
        status = gw_error_no_memory(err, "the ledger");
    if (status == GW_OK)
        status = gw_sql_fill(out, "ledger_rank", slots, 5, err);
    if (status == GW_OK && gw_strbuf_text(out) == NULL)
        status = gw_error_no_memory(err, "the ledger");
    gw_strbuf_free(&lines);
    gw_strbuf_free(&positions);
    return status;
}

/* Adds the first `limit` of a part behind people[0 .. *n - 1], and keeps the first of all. */
static gw_status take_first(ranked *people, size_t *n, gw_shop *shop, const list *asked,
                            const gw__ledger_part *part, gw_error *err)
{
    gw_strbuf sql = GW_STRBUF_INIT(shop->context);
    gw_query *query = NULL;
    size_t rows = 0;
    size_t all = *n;
    gw_status status = first_sql(&sql, shop->context, asked, part, err);
    if (status == GW_OK)
        status = gw_query_open(&query, shop->store, gw_strbuf_text(&sql), NULL, 0, err);
    while (status == GW_OK && (status = gw_query_next(&rows, query, err)) == GW_OK && rows > 0)
        for (size_t i = 0; i < rows && all < *n + asked->limit; i++)
            people[all++] = (ranked){gw_query_double(query, 1, i), gw_query_integer(query, 0, i)};
    gw_query_close(query);
    gw_strbuf_free(&sql);
    qsort(people, all, sizeof *people, greater_first);
    *n = all < asked->limit ? all : asked->limit;
    return status;
}

static gw_status first_by_amount(gw_strbuf *out, gw_shop *shop, const list *asked, gw_error *err)
{
    gw__ledger_parts parts;
    gw__ledger_part part;
    size_t n = 0;
    GW_TRY(gw__ledger_parts_find(&parts, shop, gw__ledger_part_size(asked->view), 0, err));
    ranked *people = gw_alloc(shop->context, 2 * asked->limit + 1, sizeof *people);
    gw_status status = people == NULL ? gw_error_no_memory(err, "the ledger") : GW_OK;
    for (size_t i = 0; i < parts.n && status == GW_OK; i++) {
        gw__ledger_part_of(&part, &parts, i);
        status = take_first(people, &n, shop, asked, &part, err);
    }
    for (size_t i = 0; i < n && status == GW_OK; i++)
        gw_strbuf_printf(out, ", %lld", (long long)people[i].customer_no);
    gw_release(shop->context, people);
    return status;
}

static gw_status first_by_name(gw_strbuf *out, gw_shop *shop, size_t limit, gw_error *err)
{
    gw_strbuf sql = GW_STRBUF_INIT(shop->context);
    gw_query *query = NULL;
    size_t rows = 0;
    char most[24];
    snprintf(most, sizeof most, "%zu", limit);
    const gw_sql_slot slot = {"limit", most};
    gw_status status = gw_sql_fill(&sql, "ledger_names", &slot, 1, err);
    if (status == GW_OK && gw_strbuf_text(&sql) == NULL)
        status = gw_error_no_memory(err, "the ledger");
    if (status == GW_OK)
        status = gw_query_open(&query, shop->store, gw_strbuf_text(&sql), NULL, 0, err);
    while (status == GW_OK && (status = gw_query_next(&rows, query, err)) == GW_OK && rows > 0)
        for (size_t i = 0; i < rows; i++)
            gw_strbuf_printf(out, ", %lld", (long long)gw_query_integer(query, 0, i));
    gw_query_close(query);
    gw_strbuf_free(&sql);
    return status;
}

/* "-1, 5, 7": the first customers of a list; -1 is nobody. */
static gw_status first_of(gw_strbuf *out, gw_shop *shop, const list *asked, gw_error *err)
{
    gw_strbuf_puts(out, "-1");
    GW_TRY(asked->sort == GW_SORT_NAME ? first_by_name(out, shop, asked->limit, err)
                                       : first_by_amount(out, shop, asked, err));
    return gw_strbuf_text(out) != NULL ? GW_OK : gw_error_no_memory(err, "the ledger");
}

gw_status gw_ledger_people(gw_ledger_person *people_out, size_t *n_out, gw_shop *shop, gw_view view,
                           gw_ledger_sort sort, size_t limit, gw_error *err)
{
    static const char *const orders[] = {"p.to_them_ranked DESC, c.customer_no",
                                         "p.to_us_realised + p.to_us_expected DESC, c.customer_no",
                                         "c.customer_id"};
    enum { FIRST, STATE, PASSED, LINES, TO_THEM, TO_US, SQL, TEXTS };
    gw_context *context = shop->context;
    /* what passed to them is the same in the credit view */
    bool own = view == GW_VIEW_CREDIT && sort != GW_SORT_TO_US;
    const list asked = {own ? GW_VIEW_OWN : view, sort, limit};
    char most[24];
    char surplus[24];
    gw_strbuf text[TEXTS];
    GW_TRY(gw__ledger_need_reckoning(shop, err));
    for (size_t i = 0; i < TEXTS; i++)
        text[i] = (gw_strbuf)GW_STRBUF_INIT(context);
    snprintf(most, sizeof most, "%zu", limit);
    snprintf(surplus, sizeof surplus, "%zu", place_of("surplus"));
    gw__ledger_positions(&text[TO_THEM], GW_TO_THEM, GW_UNIT_MONEY);
    gw__ledger_positions(&text[TO_US], GW_TO_US, GW_UNIT_MONEY);
    gw_status status = first_of(&text[FIRST], shop, &asked, err);
    if (status == GW_OK) {
        static const char of_first[] = "(SELECT * FROM %s WHERE customer_no IN (%s))";
        const char *numbers = gw_strbuf_text(&text[FIRST]);
        gw_strbuf_printf(&text[STATE], of_first, "customer_state", numbers);
        gw_strbuf_printf(&text[PASSED], of_first, "passed", numbers);
        if (gw_strbuf_text(&text[STATE]) == NULL || gw_strbuf_text(&text[PASSED]) == NULL)
            status = gw_error_no_memory(err, "the ledger");
    }
    const gw__ledger_state of = {gw_strbuf_text(&text[STATE]), gw_strbuf_text(&text[PASSED])};
    if (status == GW_OK)
        status = gw__ledger_lines_sql(&text[LINES], context, view, &of, err);
    for (size_t i = LINES; i < SQL && status == GW_OK; i++)
        if (gw_strbuf_text(&text[i]) == NULL)
            status = gw_error_no_memory(err, "the ledger");
    if (status == GW_OK) {
        const gw_sql_slot slots[] = {{"lines", gw_strbuf_text(&text[LINES])},
                                     {"to_them", gw_strbuf_text(&text[TO_THEM])},
                                     {"to_us", gw_strbuf_text(&text[TO_US])},
                                     {"surplus", surplus},
                                     {"state", of.state},
                                     {"order", orders[sort]},
                                     {"limit", most}};
        status = gw_sql_fill(&text[SQL], "ledger_people", slots, 7, err);
    }
    if (status == GW_OK && gw_strbuf_text(&text[SQL]) == NULL)
        status = gw_error_no_memory(err, "the ledger");
    if (status == GW_OK)
        status = read_people(people_out, n_out, shop, gw_strbuf_text(&text[SQL]), limit, err);
    for (size_t i = 0; i < TEXTS; i++)
        gw_strbuf_free(&text[i]);
    return status;
}

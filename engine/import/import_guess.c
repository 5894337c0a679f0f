/* Guessing a mapping from names and values; see import_guess.h. */
#include "import_guess.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "columns.h"
#include "error.h"
#include "memory.h"
#include "query.h"
#include "shown.h"
#include "sql.h"

/* Names that people and programs give these columns, the surest first. */
static const char *const customer_names[] = {
    "customer_id", "customer id",    "customer",       "customerid",   "cust",
    "cust_id",     "client",         "client_id",      "user_id",      "userid",
    "user",        "masterid",       "member_id",      "household_id", "email",
    "e-mail",      "customer email", "customer_email", "name",         NULL};
static const char *const date_names[] = {
    "date",          "day",        "order_date",  "order date",  "purchased_at",
    "purchase_date", "created at", "created_at",  "paid at",     "timestamp",
    "time",          "datetime",   "invoicedate", "occurred_at", NULL};
static const char *const amount_names[] = {
    "amount", "paid",      "total", "sales", "dollars",     "revenue", "value",
    "price",  "net sales", "net",   "spend", "order_total", "amt",     NULL};
static const char *const order_names[] = {"order_id",     "order id",       "order",
                                          "order number", "invoice",        "invoiceno",
                                          "basket_id",    "transaction id", NULL};

static const char *const currency_names[] = {"currency", "currency code", "currency_code", NULL};

/* What a sample of a column's values holds, see import_sample.sql. */
typedef struct column {
    const char *name; /* the source's */
    int64_t values, dates, amounts, emails, codes, different, commas, points;
    char some[128];
} column;

typedef struct sample {
    size_t n;
    column columns[GW_IMPORT_COLUMNS_MAX];
} sample;

static bool mostly(int64_t some, int64_t all)
{
    return all > 0 && 10 * some >= 9 * all;
}

/* A column of one of these names whose values fit; NULL: none. */
static const column *by_name(const sample *s, const char *const *names, bool fits(const column *))
{
    for (size_t i = 0; names[i] != NULL; i++)
        for (size_t c = 0; c < s->n; c++)
            if (strcasecmp(s->columns[c].name, names[i]) == 0 && fits(&s->columns[c]))
                return &s->columns[c];
    return NULL;
}

/* The one column whose values fit; NULL: none, or several. */
static const column *by_values(const sample *s, bool fits(const column *))
{
    const column *found = NULL;
    for (size_t c = 0; c < s->n; c++)
        if (fits(&s->columns[c])) {
            if (found != NULL)
                return NULL;
            found = &s->columns[c];
        }
    return found;
}

static bool any(const column *c)
{
    return c->values > 0;
}

static bool is_email(const column *c)
{
    return mostly(c->emails, c->values);
}

static bool is_date(const column *c)
{
    return mostly(c->dates, c->values);
}

static bool is_amount(const column *c)
{
    return mostly(c->amounts, c->values) && !is_date(c);
}

static bool has_dates(const column *c)
{
    return c->values == 0 || 2 * c->dates >= c->values;
}

static bool has_amounts(const column *c)
{
    return c->values == 0 || (2 * c->amounts >= c->values && !is_date(c));
}

/* Whole numbers may be anything; what has cents is money. */
static bool is_money(const column *c)
{
    return is_amount(c) && 2 * (c->commas + c->points) > c->values;
}

static bool is_currency(const column *c)
{
    return mostly(c->codes, c->values);
}

static void take(char out[128], char *samples, size_t size, const char *part, const column *c)
{
    size_t length = strlen(samples);
    if (c == NULL || strlen(c->name) >= 128)
        return;
    snprintf(out, 128, "%s", c->name);
    snprintf(samples + length, size - length, "%s%s %s: %s", length == 0 ? "" : "\n", part,
             gw_show(c->name).text, c->some);
}

static gw_status read_sample(sample *out, gw_store *store, const gw_import_source *source,
                             gw_error *err)
{
    gw_strbuf sql = GW_STRBUF_INIT(source->context);
    gw_query *query = NULL;
    size_t rows = 0;
    const gw_sql_slot slot = {"source", gw_strbuf_text(&source->relation)};
    gw_status status = gw_sql_fill(&sql, "import_sample", &slot, 1, err);
    if (status == GW_OK)
        status = gw_strbuf_text(&sql) == NULL
                     ? gw_error_no_memory(err, "a mapping")
                     : gw_query_open(&query, store, gw_strbuf_text(&sql), NULL, 0, err);
    while (status == GW_OK && (status = gw_query_next(&rows, query, err)) == GW_OK && rows > 0)
        for (size_t i = 0; i < rows && out->n < GW_IMPORT_COLUMNS_MAX; i++) {
            char name[256];
            gw_span text = gw_query_text(query, 0, i);
            gw_span some = gw_query_text(query, 9, i);
            column *c = &out->columns[out->n];
            snprintf(name, sizeof name, "%.*s", (int)text.length, text.bytes);
            c->name = gw_import_source_column(source, name);
            int64_t *counts[] = {&c->values, &c->dates,     &c->amounts, &c->emails,
                                 &c->codes,  &c->different, &c->commas,  &c->points};
            for (size_t k = 0; k < 8; k++)
                *counts[k] = gw_query_integer(query, 1 + k, i);
            snprintf(c->some, sizeof c->some, "%s", gw_show_bytes(some.bytes, some.length).text);
            if (c->name != NULL)
                out->n++;
        }
    gw_query_close(query);
    gw_strbuf_free(&sql);
    return status;
}

gw_status gw_mapping_propose(gw_mapping *out, bool *whole_out, char *samples, size_t size,
                             gw_store *store, const gw_import_source *source, gw_error *err)
{
    sample *s = gw_alloc_zero(source->context, 1, sizeof *s);
    if (s == NULL)
        return gw_error_no_memory(err, "a mapping");
    gw_status status = read_sample(s, store, source, err);
    *out = (gw_mapping){0};
    samples[0] = '\0';
    if (status == GW_OK) {
        const column *customer = by_name(s, customer_names, any);
        const column *date = by_name(s, date_names, has_dates);
        const column *amount = by_name(s, amount_names, has_amounts);
        const column *currency = by_name(s, currency_names, is_currency);
        if (customer == NULL)
            customer = by_values(s, is_email);
        if (date == NULL)
            date = by_values(s, is_date);
        if (amount == NULL)
            amount = by_values(s, is_money);
        take(out->customer, samples, size, "customer", customer);
        take(out->date, samples, size, "date", date);
        take(out->amount, samples, size, "amount", amount);
        take(out->order, samples, size, "order", by_name(s, order_names, any));
        take(out->currency, samples, size, "currency", currency);
        out->comma = amount != NULL && amount->commas > 0 && amount->points == 0;
        *whole_out = customer != NULL && date != NULL && amount != NULL;
    }
    gw_release(source->context, s);
    return status;
}

/* What import_date_order answers of all rows, or of those a LIMIT leaves. */
static gw_status count_orders(double counts[3], gw_store *store, const gw_import_source *source,
                              const char *date, const char *limit, gw_error *err)
{
    gw_strbuf name = GW_STRBUF_INIT(source->context);
    gw_columns found = {0};
    gw_sql_identifier(&name, date);
    const gw_sql_slot slots[] = {{"source", gw_strbuf_text(&source->relation)},
                                 {"date", gw_strbuf_text(&name)},
                                 {"limit", limit}};
    gw_status status = slots[1].text == NULL
                           ? gw_error_no_memory(err, "a mapping")
                           : gw_columns_read(&found, source->context, store, "import_date_order",
                                             slots, 3, NULL, 0, err);
    for (size_t i = 0; i < 3 && status == GW_OK; i++)
        counts[i] = found.values[i][0];
    if (found.context != NULL)
        gw_columns_free(&found);
    gw_strbuf_free(&name);
    return status;
}

gw_status gw_date_order(char out[8], gw_store *store, const gw_import_source *source,
                        const char *date, gw_error *err)
{
    double counts[3] = {0, 0, 0};
    out[0] = '\0';
    /* a large file in which no date is so written at first is not read whole for the rest */
    GW_TRY(count_orders(counts, store, source, date, "LIMIT 200000", err));
    if (counts[0] == 0)
        return GW_OK;
    GW_TRY(count_orders(counts, store, source, date, "", err));
    if (counts[1] != counts[2])
        snprintf(out, 8, "%s", counts[1] > counts[2] ? "dmy" : "mdy");
    return GW_OK;
}

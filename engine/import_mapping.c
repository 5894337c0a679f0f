#include "import_mapping.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "error.h"
#include "shown.h"

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

static bool find_column(char *out, size_t size, const gw_import_source *source,
                        const char *const *names)
{
    for (size_t i = 0; names[i] != NULL; i++) {
        const char *column = gw_import_source_column(source, names[i]);
        if (column != NULL && strlen(column) < size) {
            snprintf(out, size, "%s", column);
            return true;
        }
    }
    return false;
}

bool gw_mapping_propose(gw_mapping *out, const gw_import_source *source)
{
    *out = (gw_mapping){0};
    bool customer = find_column(out->customer, sizeof out->customer, source, customer_names);
    bool date = find_column(out->date, sizeof out->date, source, date_names);
    bool amount = find_column(out->amount, sizeof out->amount, source, amount_names);
    find_column(out->order, sizeof out->order, source, order_names);
    return customer && date && amount;
}

void gw_mapping_format(char *out, size_t size, const gw_mapping *mapping)
{
    /* what could not be guessed is left to fill in */
    int length = snprintf(out, size, "customer=%s,date=%s,amount=%s",
                          mapping->customer[0] != '\0' ? mapping->customer : "COLUMN",
                          mapping->date[0] != '\0' ? mapping->date : "COLUMN",
                          mapping->amount[0] != '\0' ? mapping->amount : "COLUMN");
    if (mapping->order[0] != '\0' && (size_t)length < size)
        length += snprintf(out + length, size - (size_t)length, ",order=%s", mapping->order);
    if (mapping->date_order[0] != '\0' && (size_t)length < size)
        snprintf(out + length, size - (size_t)length, ",date_order=%s", mapping->date_order);
}

static gw_status no_such_column(const char *column, const gw_import_source *source, gw_error *err)
{
    char all[512] = "";
    for (size_t i = 0; i < source->columns; i++) {
        size_t length = strlen(all);
        snprintf(all + length, sizeof all - length, "%s%s", i == 0 ? "" : ", ", source->names[i]);
    }
    return gw_error_set(err, GW_WRONG_USE, "%s has no column \"%s\"; it has: %s",
                        source->file.name.text, gw_show(column).text, gw_show(all).text);
}

static gw_status set_column(char *out, size_t size, const char *column,
                            const gw_import_source *source, gw_error *err)
{
    const char *found = gw_import_source_column(source, column);
    if (found == NULL || strlen(found) >= size)
        return no_such_column(column, source, err);
    snprintf(out, size, "%s", found);
    return GW_OK;
}

static gw_status set_part(gw_mapping *out, const char *part, const gw_import_source *source,
                          gw_error *err)
{
    const char *equals = strchr(part, '=');
    size_t key = equals == NULL ? 0 : (size_t)(equals - part);
    const char *value = equals == NULL ? "" : equals + 1;
    if (key == 8 && strncmp(part, "customer", key) == 0)
        return set_column(out->customer, sizeof out->customer, value, source, err);
    if (key == 4 && strncmp(part, "date", key) == 0)
        return set_column(out->date, sizeof out->date, value, source, err);
    if (key == 6 && strncmp(part, "amount", key) == 0)
        return set_column(out->amount, sizeof out->amount, value, source, err);
    if (key == 5 && strncmp(part, "order", key) == 0)
        return set_column(out->order, sizeof out->order, value, source, err);
    if (key == 10 && strncmp(part, "date_order", key) == 0 &&
        (strcmp(value, "dmy") == 0 || strcmp(value, "mdy") == 0)) {
        snprintf(out->date_order, sizeof out->date_order, "%s", value);
        return GW_OK;
    }
    return gw_error_set(err, GW_WRONG_USE,
                        "\"%s\" is no part of a mapping: say --map "
                        "customer=COLUMN,date=COLUMN,amount=COLUMN[,order=COLUMN]"
                        "[,date_order=dmy|mdy]",
                        gw_show(part).text);
}

gw_status gw_mapping_parse(gw_mapping *out, const char *text, const gw_import_source *source,
                           gw_error *err)
{
    char copy[1024];
    char *rest = copy;
    gw_mapping mapping = {0};
    if (strlen(text) >= sizeof copy)
        return gw_error_set(err, GW_WRONG_USE, "the mapping is longer than 1,000 bytes");
    snprintf(copy, sizeof copy, "%s", text);
    while (rest != NULL) {
        char *comma = strchr(rest, ',');
        if (comma != NULL)
            *comma = '\0';
        GW_TRY(set_part(&mapping, rest, source, err));
        rest = comma == NULL ? NULL : comma + 1;
    }
    if (mapping.customer[0] == '\0' || mapping.date[0] == '\0' || mapping.amount[0] == '\0')
        return gw_error_set(err, GW_WRONG_USE,
                            "a mapping needs customer, date and amount: --map "
                            "customer=COLUMN,date=COLUMN,amount=COLUMN");
    *out = mapping;
    return GW_OK;
}

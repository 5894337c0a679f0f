#include "import_mapping.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "error.h"
#include "shown.h"

static void put_part(char *out, size_t size, const char *key, const char *value)
{
    size_t length = strlen(out);
    if (value[0] != '\0')
        snprintf(out + length, size - length, "%s%s=%s", length == 0 ? "" : ",", key, value);
}

static void put_tax(char *out, size_t size, const gw_mapping *mapping)
{
    char percent[24] = "";
    if (mapping->tax_percent[0] != '\0')
        snprintf(percent, sizeof percent, "%s%%", mapping->tax_percent);
    put_part(out, size, "tax", mapping->tax[0] != '\0' ? mapping->tax : percent);
}

void gw_mapping_format(char *out, size_t size, const gw_mapping *mapping)
{
    out[0] = '\0';
    if (mapping->customer[0] == '\0' && mapping->tax_percent[0] != '\0') {
        put_tax(out, size, mapping);
        return;
    }
    /* what could not be guessed is left to fill in */
    put_part(out, size, "customer", mapping->customer[0] != '\0' ? mapping->customer : "COLUMN");
    put_part(out, size, "date", mapping->date[0] != '\0' ? mapping->date : "COLUMN");
    put_part(out, size, "amount", mapping->amount[0] != '\0' ? mapping->amount : "COLUMN");
    put_part(out, size, "order", mapping->order);
    put_part(out, size, "currency", mapping->currency);
    put_tax(out, size, mapping);
    put_part(out, size, "date_order", mapping->date_order);
    put_part(out, size, "decimal", mapping->comma ? "comma" : "");
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

/* The place of a column's name by its key; NULL when the key names no column. */
static char *column_of(gw_mapping *mapping, const char *key, size_t length)
{
    const struct {
        const char *key;
        char *place;
    } parts[] = {{"customer", mapping->customer}, {"date", mapping->date},
                 {"amount", mapping->amount},     {"order", mapping->order},
                 {"currency", mapping->currency}, {"tax", mapping->tax}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (strlen(parts[i].key) == length && strncmp(key, parts[i].key, length) == 0)
            return parts[i].place;
    return NULL;
}

/* "19%" or "7.7 %"; false for anything else. */
static bool take_percent(char out[16], const char *value)
{
    char *end = NULL;
    double percent = strtod(value, &end);
    size_t digits = (size_t)(end - value);
    while (*end == ' ')
        end++;
    if (end == value || strcmp(end, "%") != 0 || !(percent >= 0.0 && percent < 100.0) ||
        digits >= 16 || strspn(value, "0123456789.") != digits)
        return false;
    snprintf(out, 16, "%.*s", (int)digits, value);
    return true;
}

static gw_status set_part(gw_mapping *out, const char *part, const gw_import_source *source,
                          gw_error *err)
{
    const char *equals = strchr(part, '=');
    size_t key = equals == NULL ? 0 : (size_t)(equals - part);
    const char *value = equals == NULL ? "" : equals + 1;
    char *place = column_of(out, part, key);
    if (place == out->tax && take_percent(out->tax_percent, value))
        return GW_OK;
    if (place != NULL)
        return set_column(place, sizeof out->customer, value, source, err);
    if (key == 10 && strncmp(part, "date_order", key) == 0 &&
        (strcmp(value, "dmy") == 0 || strcmp(value, "mdy") == 0)) {
        snprintf(out->date_order, sizeof out->date_order, "%s", value);
        return GW_OK;
    }
    if (key == 7 && strncmp(part, "decimal", key) == 0 &&
        (strcmp(value, "comma") == 0 || strcmp(value, "point") == 0)) {
        out->comma = strcmp(value, "comma") == 0;
        return GW_OK;
    }
    return gw_error_set(
        err, GW_WRONG_USE,
        "\"%s\" is no part of a mapping: say --map "
        "customer=COLUMN,date=COLUMN,amount=COLUMN[,order=COLUMN]"
        "[,currency=COLUMN][,tax=COLUMN or tax=19%%][,date_order=dmy|mdy][,decimal=comma|point]",
        gw_show(part).text);
}

bool gw_mapping_is_tax_only(const char *text)
{
    return strncmp(text, "tax=", 4) == 0 && strchr(text, ',') == NULL;
}

gw_status gw_mapping_parse_tax(gw_mapping *out, const char *text, gw_error *err)
{
    if (gw_mapping_is_tax_only(text) && take_percent(out->tax_percent, text + 4))
        return GW_OK;
    return gw_error_set(
        err, GW_WRONG_USE,
        "\"%s\" is no tax: say --map tax=19%% for what is in every amount of the file",
        gw_show(text).text);
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

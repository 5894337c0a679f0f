#include "own_fields.h"

#include <stdio.h>
#include <string.h>

#include "error.h"
#include "sql.h"

static const struct {
    const char *file;  /* store/sql/own_type_<file>.sql */
    const char *value; /* behind the field's name, what is NULL when the text cannot be read */
    const char *wrong; /* "ordered_at is ..." */
    bool from_zero;
} types[] = {
    [GW_OWN_ID] = {"id", "", NULL, false},
    [GW_OWN_TEXT] = {"text", "", NULL, false},
    [GW_OWN_DAY] = {"day", "_day", "no day", false},
    [GW_OWN_MONTH] = {"month", "", "no month", false},
    [GW_OWN_AMOUNT] = {"amount", "", "no amount", true},
    [GW_OWN_MEASURE] = {"measure", "", "no number", true},
    [GW_OWN_NUMBER] = {"number", "", "no number", false},
    [GW_OWN_COUNT] = {"count", "", "no whole number", true},
    [GW_OWN_YESNO] = {"yesno", "", "neither yes nor no", false},
    [GW_OWN_CURRENCY] = {"currency", "", NULL, false},
};

static const struct {
    const char *code;
    const char *events; /* by commas */
} exchange_kinds[] = {
#define GW_KIND(code, direction, words, names) {#code, names},
#include "kinds.def"
#undef GW_KIND
};
#define EXCHANGE_KINDS (sizeof exchange_kinds / sizeof *exchange_kinds)

/* Whether a kind is among those made: by commas, and what only comes along behind a +. */
static bool in_list(const char *list, const char *word)
{
    size_t length = strlen(word);
    while (*list != '\0') {
        if (strcspn(list, ",+") == length && memcmp(list, word, length) == 0)
            return true;
        list += strcspn(list, ",");
        list += *list != '\0' ? 1 : 0;
    }
    return false;
}

/* ---- Events --------------------------------------------------------------------------------- */

/* Each event of exchange kind k as `before` 'name' `after`. */
static void event_names(gw_strbuf *out, size_t k, const char *before, const char *after)
{
    const char *at = exchange_kinds[k].events;
    while (*at != '\0') {
        size_t length = strcspn(at, ",");
        gw_strbuf_printf(out, "%s'%.*s'%s", before, (int)length, at, after);
        at += length + (at[length] != '\0' ? 1 : 0);
    }
}

void gw_own_events(gw_strbuf *out, const gw_own_kind *kind)
{
    size_t start = out->length;
    bool carried = false;
    for (size_t i = 0; gw_own_field_at(kind, i) != NULL; i++)
        carried = carried || gw_own_field_at(kind, i)->property[0] != '\0';
    for (size_t k = 0; k < EXCHANGE_KINDS; k++) {
        const char *at = exchange_kinds[k].events;
        if (!carried || !in_list(kind->makes, exchange_kinds[k].code))
            continue;
        while (*at != '\0') {
            size_t length = strcspn(at, ",");
            gw_strbuf_printf(out, "%s'%.*s'", out->length == start ? "" : ", ", (int)length, at);
            at += length + (at[length] != '\0' ? 1 : 0);
        }
    }
}

static const gw_own_field *currency_of(const gw_own_kind *kind)
{
    const gw_own_field *field = NULL;
    for (size_t i = 0; (field = gw_own_field_at(kind, i)) != NULL; i++)
        if (field->type == GW_OWN_CURRENCY)
            return field;
    return NULL;
}

void gw_own_events_priced(gw_strbuf *out)
{
    for (size_t k = 0; gw_own_kind_at(k) != NULL; k++) {
        const gw_own_field *currency = currency_of(gw_own_kind_at(k));
        if (currency == NULL || currency->property[0] == '\0')
            continue;
        gw_strbuf_puts(out, out->length == 0 ? "" : ", ");
        gw_own_events(out, gw_own_kind_at(k));
    }
}

static void kind_of_event(gw_strbuf *out)
{
    char after[48];
    gw_strbuf_puts(out, "CASE event");
    for (size_t k = 0; k < EXCHANGE_KINDS; k++) {
        snprintf(after, sizeof after, " THEN '%s'", exchange_kinds[k].code);
        event_names(out, k, " WHEN ", after);
    }
    gw_strbuf_puts(out, " END");
}

/* The field's text in an event: one of its properties, or what every event has. */
static gw_status event_text(gw_strbuf *out, const char *property, gw_error *err)
{
    char name[64];
    if (strcmp(property, "@user") == 0)
        gw_strbuf_puts(out, "user_id");
    else if (strcmp(property, "@time") == 0)
        gw_strbuf_puts(out, "happened_at");
    else if (strcmp(property, "@message") == 0)
        gw_strbuf_puts(out, "message_id");
    else if (strcmp(property, "@kind") == 0)
        kind_of_event(out);
    else {
        const gw_sql_slot slot = {"property", name};
        gw_strbuf_puts(out, "coalesce(NULL");
        while (*property != '\0') {
            size_t length = strcspn(property, "|");
            snprintf(name, sizeof name, "%.*s", (int)length, property);
            gw_strbuf_puts(out, ", ");
            GW_TRY(gw_sql_fill(out, "own_property", &slot, 1, err));
            property += length + (property[length] != '\0' ? 1 : 0);
        }
        gw_strbuf_puts(out, ")");
    }
    return GW_OK;
}

/* ---- The parts of own_fields.sql ------------------------------------------------------------ */

static gw_status add_text(gw_strbuf *out, const gw_own_field *field, const gw_import_source *source,
                          gw_error *err)
{
    gw_strbuf column = GW_STRBUF_INIT(out->context);
    gw_status status = GW_OK;
    const char *name = source != NULL ? gw_import_source_column(source, field->name) : NULL;
    if (name != NULL)
        gw_sql_identifier(&column, name);
    else if (source == NULL)
        status = event_text(&column, field->property, err);
    else
        gw_strbuf_puts(&column, "CAST(NULL AS VARCHAR)");
    if (status == GW_OK) {
        const gw_sql_slot slots[] = {{"column", gw_strbuf_text(&column)}, {"name", field->name}};
        status = slots[0].text == NULL ? gw_error_no_memory(err, "an import")
                                       : gw_sql_fill(out, "own_text", slots, 2, err);
    }
    gw_strbuf_free(&column);
    return status;
}

static gw_status add_typed(gw_strbuf *out, const gw_own_field *field, const char *timezone,
                           gw_error *err)
{
    char file[32];
    char text[64];
    snprintf(file, sizeof file, "own_type_%s", types[field->type].file);
    snprintf(text, sizeof text, "%s_text", field->name);
    char name[64];
    snprintf(name, sizeof name, types[field->type].value[0] == '\0' ? "\"%s\"" : "%s", field->name);
    const gw_sql_slot slots[] = {{"text", text}, {"name", name}, {"timezone", timezone}};
    return gw_sql_fill(out, file, slots, 3, err);
}

/* What can be wrong with a field: missing, no such thing, out of range. */
static void add_problems(gw_strbuf *out, const gw_own_field *field)
{
    const char *name = field->name;
    if (field->need == GW_OWN_KEY || field->need == GW_OWN_FILLED)
        gw_strbuf_printf(out, " WHEN %s_text IS NULL THEN 'no %s'", name, name);
    if (types[field->type].wrong != NULL)
        gw_strbuf_printf(out, " WHEN %s_text IS NOT NULL AND \"%s%s\" IS NULL THEN '%s is %s'",
                         name, name, types[field->type].value, name, types[field->type].wrong);
    if (field->type == GW_OWN_DAY)
        gw_strbuf_printf(out,
                         " WHEN %s_day NOT BETWEEN DATE '1900-01-01' AND DATE '2199-12-31' THEN "
                         "'%s is before 1900 or after 2199'",
                         name, name);
    if (types[field->type].from_zero)
        gw_strbuf_printf(out, " WHEN \"%s\" < 0 THEN '%s is below 0'", name, name);
}

/* What tells rows apart: the keys, or every field where there are none. Words for it in `again`. */
static void add_keys(gw_strbuf *keys, gw_strbuf *again, const gw_own_kind *kind)
{
    bool has_key = false;
    size_t n = 0;
    for (size_t i = 0; gw_own_field_at(kind, i) != NULL; i++)
        has_key = has_key || gw_own_field_is_key(gw_own_field_at(kind, i));
    gw_strbuf_puts(again, has_key ? "'the same " : "'the same row again");
    for (size_t i = 0; gw_own_field_at(kind, i) != NULL; i++) {
        const gw_own_field *field = gw_own_field_at(kind, i);
        if (has_key && !gw_own_field_is_key(field))
            continue;
        gw_strbuf_printf(keys, "%s%s_text", n == 0 ? "" : ", ", field->name);
        if (has_key)
            gw_strbuf_printf(again, "%s%s", n == 0 ? "" : " and ", field->name);
        n++;
    }
    gw_strbuf_puts(again, has_key ? " again'" : "'");
}

enum { TEXTS, TYPED, PROBLEMS, KEYS, AGAIN, SOURCE, PARTS };

static gw_status fill_parts(gw_strbuf parts[PARTS], const gw_own_kind *kind,
                            const gw_import_source *source, const char *timezone, gw_error *err)
{
    gw_strbuf_puts(&parts[PROBLEMS], " WHEN FALSE THEN ''"); /* a CASE needs one */
    for (size_t i = 0; gw_own_field_at(kind, i) != NULL; i++) {
        const gw_own_field *field = gw_own_field_at(kind, i);
        gw_strbuf_puts(&parts[TEXTS], i == 0 ? "" : ", ");
        gw_strbuf_puts(&parts[TYPED], i == 0 ? "" : ", ");
        GW_TRY(add_text(&parts[TEXTS], field, source, err));
        GW_TRY(add_typed(&parts[TYPED], field, timezone, err));
        add_problems(&parts[PROBLEMS], field);
    }
    add_keys(&parts[KEYS], &parts[AGAIN], kind);
    if (source != NULL) {
        gw_strbuf_puts(&parts[SOURCE], gw_strbuf_text(&source->numbered));
        return GW_OK;
    }
    gw_strbuf names = GW_STRBUF_INIT(parts[SOURCE].context);
    gw_own_events(&names, kind);
    const gw_sql_slot slot = {"events", gw_strbuf_text(&names)};
    gw_status status = slot.text == NULL
                           ? gw_error_no_memory(err, "an import")
                           : gw_sql_fill(&parts[SOURCE], "own_events_of", &slot, 1, err);
    gw_strbuf_free(&names);
    return status;
}

gw_status gw_own_fields(gw_strbuf *out, const gw_own_kind *kind, const gw_import_source *source,
                        const char *timezone, gw_error *err)
{
    static const char *const names[PARTS] = {"texts", "typed", "problems",
                                             "keys",  "again", "source"};
    gw_strbuf parts[PARTS];
    gw_sql_slot slots[PARTS];
    for (size_t i = 0; i < PARTS; i++)
        parts[i] = (gw_strbuf)GW_STRBUF_INIT(out->context);
    gw_status status = fill_parts(parts, kind, source, timezone, err);
    for (size_t i = 0; i < PARTS; i++) {
        slots[i] = (gw_sql_slot){names[i], gw_strbuf_text(&parts[i])};
        if (status == GW_OK && slots[i].text == NULL)
            status = gw_error_no_memory(err, "an import");
    }
    if (status == GW_OK)
        status = gw_sql_fill(out, "own_fields", slots, PARTS, err);
    for (size_t i = 0; i < PARTS; i++)
        gw_strbuf_free(&parts[i]);
    return status;
}

/* "CASE WHEN rate = 1 THEN paid ELSE ... END AS paid, ...": the amounts at their rate. */
static gw_status add_amounts(gw_strbuf *out, const gw_own_kind *kind, gw_error *err)
{
    const gw_own_field *field = NULL;
    const char *between = "";
    for (size_t i = 0; (field = gw_own_field_at(kind, i)) != NULL; i++) {
        const gw_sql_slot slot = {"name", field->name};
        if (field->type != GW_OWN_AMOUNT)
            continue;
        gw_strbuf_puts(out, between);
        GW_TRY(gw_sql_fill(out, "own_rated_amount", &slot, 1, err));
        between = ", ";
    }
    return gw_strbuf_text(out) != NULL ? GW_OK : gw_error_no_memory(err, "an import");
}

gw_status gw_own_rated(gw_strbuf *out, const gw_own_kind *kind, const char *rows, const char *day,
                       const char *currency, gw_error *err)
{
    gw_strbuf amounts = GW_STRBUF_INIT(out->context);
    if (currency_of(kind) == NULL)
        return GW_OK;
    gw_status status = add_amounts(&amounts, kind, err);
    const gw_sql_slot slots[] = {{"rows", rows},
                                 {"day", day},
                                 {"currency", currency},
                                 {"amounts", gw_strbuf_text(&amounts)}};
    if (status == GW_OK)
        status = gw_sql_fill(out, "own_rated", slots, 4, err);
    gw_strbuf_free(&amounts);
    return status;
}

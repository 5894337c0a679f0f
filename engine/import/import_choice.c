/* Which column of a file means what: given, remembered, or proposed. */
#include "import_inside.h"

#include <stdio.h>
#include <string.h>

#include "error.h"
#include "import_guess.h"
#include "import_wrong.h"
#include "query.h"
#include "shown.h"
#include "sql.h"

/* The header as one text: by it a mapping is remembered. */
static gw_status header_of(gw_strbuf *out, const gw_import_source *source, gw_error *err)
{
    for (size_t i = 0; i < source->columns; i++)
        gw_strbuf_printf(out, "%s%s", i == 0 ? "" : "\n", source->names[i]);
    return gw_strbuf_text(out) != NULL ? GW_OK : gw_error_no_memory(err, "a file to import");
}

static gw_status remembered_mapping(bool *found, gw__import_run *run, gw_error *err)
{
    gw_strbuf header = GW_STRBUF_INIT(run->shop->context);
    gw_query *query = NULL;
    char text[1024] = "";
    size_t rows = 0;
    gw_status status = header_of(&header, &run->source, err);
    gw_value value = gw_value_text(gw_strbuf_text(&header));
    if (status == GW_OK)
        status = gw_query_open(&query, run->shop->store, gw_sql("mapping_find"), &value, 1, err);
    if (status == GW_OK)
        status = gw_query_next(&rows, query, err);
    if (status == GW_OK && rows > 0) {
        gw_span kept = gw_query_text(query, 0, 0);
        snprintf(text, sizeof text, "%.*s", (int)kept.length, kept.bytes);
    }
    gw_query_close(query);
    gw_strbuf_free(&header);
    *found = text[0] != '\0';
    if (status == GW_OK && *found)
        status = run->kind->columns[0] != '\0'
                     ? gw_mapping_parse_tax(&run->mapping, text, err)
                     : gw_mapping_parse(&run->mapping, text, &run->source, err);
    return status;
}

static void list_columns(char *out, size_t size, const gw_import_source *source)
{
    for (size_t i = 0; i < source->columns; i++) {
        size_t length = strlen(out);
        snprintf(out + length, size - length, "%s%s", i == 0 ? "" : ", ",
                 gw_show(source->names[i]).text);
    }
}

/* Dates that may be in either order are read in the one that all of them can be in. */
static gw_status find_date_order(gw__import_run *run, const char *date, gw_error *err)
{
    const char *column = gw_import_source_column(&run->source, date);
    if (column == NULL || run->mapping.date_order[0] != '\0')
        return GW_OK;
    return gw_date_order(run->mapping.date_order, run->shop->store, &run->source, column, err);
}

bool gw__import_may_hold_tax(const gw_import_kind *kind)
{
    char file[48];
    snprintf(file, sizeof file, "import_%s", kind->name);
    return kind->columns[0] == '\0' || strstr(gw_sql(file), "{{tax_percent}}") != NULL;
}

/* Of a known kind only the tax may be said: as given, or as it was the last time. */
static gw_status find_tax(gw__import_run *run, gw_error *err)
{
    bool found = false;
    const char *map = run->options->map;
    GW_TRY(find_date_order(run, run->kind->date, err));
    if (map == NULL && !gw__import_may_hold_tax(run->kind))
        return GW_OK;
    if (!gw__import_may_hold_tax(run->kind))
        return gw_error_set(err, GW_WRONG_USE, "%s say their tax themselves: leave --map out",
                            run->kind->words);
    if (map != NULL)
        GW_TRY(gw_mapping_parse_tax(&run->mapping, map, err));
    else
        GW_TRY(remembered_mapping(&found, run, err));
    if (map != NULL || found)
        gw_mapping_format(run->receipt->mapping, sizeof run->receipt->mapping, &run->mapping);
    return GW_OK;
}

/* Given, remembered, or proposed: then it is used only when it was accepted. */
gw_status gw__import_find_mapping(gw__import_run *run, gw_error *err)
{
    bool found = false;
    bool whole = false;
    gw_receipt *r = run->receipt;
    GW_TRY(gw_store_execute(NULL, run->shop->store, gw_sql("import_macros"), err));
    if (run->kind->columns[0] != '\0')
        return find_tax(run, err);
    if (run->options->map != NULL) {
        GW_TRY(gw_mapping_parse(&run->mapping, run->options->map, &run->source, err));
        found = true;
    } else {
        GW_TRY(remembered_mapping(&found, run, err));
    }
    if (!found) {
        GW_TRY(gw_mapping_propose(&run->mapping, &whole, r->samples, sizeof r->samples,
                                  run->shop->store, &run->source, err));
        r->needs_mapping = !whole || !run->options->accept;
        gw_import_wrong_words(r->wrong, sizeof r->wrong, &run->source, &run->mapping);
        list_columns(r->columns, sizeof r->columns, &run->source);
    }
    GW_TRY(find_date_order(run, run->mapping.date, err));
    gw_mapping_format(r->mapping, sizeof r->mapping, &run->mapping);
    return GW_OK;
}

gw_status gw__import_remember_mapping(gw__import_run *run, gw_error *err)
{
    if (run->receipt->mapping[0] == '\0')
        return GW_OK;
    gw_strbuf header = GW_STRBUF_INIT(run->shop->context);
    gw_status status = header_of(&header, &run->source, err);
    gw_value values[] = {gw_value_text(gw_strbuf_text(&header)), gw_value_text(run->receipt->kind),
                         gw_value_text(run->receipt->mapping)};
    if (status == GW_OK)
        status =
            gw_store_execute_with(NULL, run->shop->store, gw_sql("mapping_forget"), values, 1, err);
    if (status == GW_OK)
        status =
            gw_store_execute_with(NULL, run->shop->store, gw_sql("mapping_keep"), values, 3, err);
    gw_strbuf_free(&header);
    return status;
}

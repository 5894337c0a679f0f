/* The order of an import: source, kind, stage, count, merge, receipt; see import.h. */
#include "import.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "columns.h"
#include "error.h"
#include "import_guess.h"
#include "import_kind.h"
#include "import_own.h"
#include "import_source.h"
#include "own_events.h"
#include "own_import.h"
#include "people.h"
#include "privacy.h"
#include "query.h"
#include "shown.h"
#include "sql.h"

typedef struct import_run {
    gw_shop *shop;
    const gw_import_options *options;
    gw_receipt *receipt;
    gw_import_source source;
    const gw_import_kind *kind; /* NULL: one of goodwill's own, or events */
    const gw_own_kind *own;     /* NULL with `kind` NULL: events */
    gw_mapping mapping;
    bool named; /* some customers have a name instead of a number */
} import_run;

/* ---- Which kind of file is it? -------------------------------------------------------------- */

static void name_kind(gw_receipt *r, const char *name, const char *words)
{
    snprintf(r->kind, sizeof r->kind, "%s", name);
    snprintf(r->words, sizeof r->words, "%s", words);
}

static gw_status check_own(const import_run *run, gw_error *err)
{
    gw_strbuf columns = GW_STRBUF_INIT(run->shop->context);
    if (run->own == NULL || gw_own_kind_fits(run->own, &run->source))
        return GW_OK;
    gw_own_kind_columns(&columns, run->own);
    const char *text = gw_strbuf_text(&columns);
    gw_status status =
        text == NULL ? gw_error_no_memory(err, "an import")
                     : gw_error_set(err, GW_BAD_DATA, "%s is not %s: those have the columns %s",
                                    run->source.file.name.text, run->own->words, text);
    gw_strbuf_free(&columns);
    return status;
}

/* Is it one of goodwill's own files, or of events? Then *own_out. */
static gw_status choose_own(bool *own_out, import_run *run, gw_error *err)
{
    const char *as = run->options->as;
    bool events = as != NULL ? strcmp(as, "events") == 0 : gw_own_is_events(&run->source);
    if (as != NULL)
        run->own = gw_own_kind_named(as);
    else if (run->options->map == NULL && !events)
        run->own = gw_own_kind_of(&run->source);
    *own_out = events || run->own != NULL;
    if (!*own_out)
        return GW_OK;
    if (events && !gw_own_is_events(&run->source))
        return gw_error_set(err, GW_BAD_DATA,
                            "%s holds no events: those have event and properties, or the parts of "
                            "CloudEvents",
                            run->source.file.name.text);
    name_kind(run->receipt, events ? "events" : run->own->name,
              events ? "events" : run->own->words);
    return check_own(run, err);
}

static gw_status choose_kind(import_run *run, gw_error *err)
{
    bool own = false;
    const char *as = run->options->as;
    GW_TRY(choose_own(&own, run, err));
    if (own)
        return GW_OK;
    GW_TRY(gw_import_kind_find(&run->kind, &run->source, as, run->options->map != NULL, err));
    name_kind(run->receipt, run->kind->name, run->kind->words);
    return gw_import_source_complete(&run->source, run->kind->optional, err);
}

/* The header as one text: by it a mapping is remembered. */
static gw_status header_of(gw_strbuf *out, const gw_import_source *source, gw_error *err)
{
    for (size_t i = 0; i < source->columns; i++)
        gw_strbuf_printf(out, "%s%s", i == 0 ? "" : "\n", source->names[i]);
    return gw_strbuf_text(out) != NULL ? GW_OK : gw_error_no_memory(err, "a file to import");
}

static gw_status remembered_mapping(bool *found, import_run *run, gw_error *err)
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
        status = gw_mapping_parse(&run->mapping, text, &run->source, err);
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
static gw_status find_date_order(import_run *run, const char *date, gw_error *err)
{
    const char *column = gw_import_source_column(&run->source, date);
    if (column == NULL || run->mapping.date_order[0] != '\0')
        return GW_OK;
    return gw_date_order(run->mapping.date_order, run->shop->store, &run->source, column, err);
}

/* Given, remembered, or proposed: then it is used only when it was accepted. */
static gw_status find_mapping(import_run *run, gw_error *err)
{
    bool found = false;
    bool whole = false;
    gw_receipt *r = run->receipt;
    GW_TRY(gw_store_execute(NULL, run->shop->store, gw_sql("import_macros"), err));
    if (run->kind->columns[0] != '\0')
        return find_date_order(run, run->kind->date, err);
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
        list_columns(r->columns, sizeof r->columns, &run->source);
    }
    GW_TRY(find_date_order(run, run->mapping.date, err));
    gw_mapping_format(r->mapping, sizeof r->mapping, &run->mapping);
    return GW_OK;
}

/* ---- Staging -------------------------------------------------------------------------------- */

/* The texts that fill a kind's SQL; each kind uses those it needs. */
enum {
    SOURCE,
    CUSTOMER,
    DATE,
    AMOUNT,
    ORDER,
    DATE_FORMAT,
    READ_AMOUNT,
    CURRENCY_COLUMN,
    CURRENCY,
    TIMEZONE,
    OWN_COLUMNS,
    OWN_PROBLEMS,
    KINDS,
    SLOTS
};

/* Where the dates of a file do not tell: as most people write them, but for American systems. */
static const char *date_format_of(const import_run *run)
{
    bool american = run->mapping.date_order[0] == '\0' && run->kind->date[0] != '\0';
    return american || strcmp(run->mapping.date_order, "mdy") == 0 ? "'%m/%d/%Y'" : "'%d/%m/%Y'";
}

static void fill_texts(gw_strbuf texts[SLOTS], const import_run *run, const gw_strbuf *relation)
{
    const gw_mapping *mapping = &run->mapping;
    gw_strbuf_puts(&texts[SOURCE], gw_strbuf_text(relation));
    gw_sql_identifier(&texts[CUSTOMER], mapping->customer);
    gw_sql_identifier(&texts[DATE], mapping->date);
    gw_sql_identifier(&texts[AMOUNT], mapping->amount);
    if (mapping->order[0] != '\0')
        gw_sql_identifier(&texts[ORDER], mapping->order);
    else
        gw_strbuf_puts(&texts[ORDER], "NULL");
    gw_strbuf_puts(&texts[DATE_FORMAT], date_format_of(run));
    gw_strbuf_puts(&texts[READ_AMOUNT], mapping->comma ? "import_comma_amount" : "import_amount");
    if (mapping->currency[0] != '\0') {
        gw_strbuf_puts(&texts[CURRENCY_COLUMN], "upper(import_text(");
        gw_sql_identifier(&texts[CURRENCY_COLUMN], mapping->currency);
        gw_strbuf_puts(&texts[CURRENCY_COLUMN], "))");
    } else {
        gw_strbuf_puts(&texts[CURRENCY_COLUMN], "NULL");
    }
    gw_sql_literal(&texts[CURRENCY], run->shop->currency);
    gw_sql_literal(&texts[TIMEZONE], run->shop->timezone);
    gw_import_own_columns(&texts[OWN_COLUMNS], &run->source);
    gw_import_own_problems(&texts[OWN_PROBLEMS], &run->source);
    gw_import_own_kinds(&texts[KINDS]);
}

/* The kind's SELECT over the file. */
static gw_status fill_rows(gw_strbuf *rows, const import_run *run, const gw_strbuf *relation,
                           gw_error *err)
{
    static const char *const names[SLOTS] = {
        "source",      "customer",        "date",     "amount",   "order",       "date_format",
        "read_amount", "currency_column", "currency", "timezone", "own_columns", "own_problems",
        "kinds"};
    char file[48];
    gw_strbuf texts[SLOTS];
    gw_sql_slot slots[SLOTS];
    gw_status status = GW_OK;
    for (size_t i = 0; i < SLOTS; i++)
        texts[i] = (gw_strbuf)GW_STRBUF_INIT(run->shop->context);
    fill_texts(texts, run, relation);
    for (size_t i = 0; i < SLOTS; i++) {
        slots[i] = (gw_sql_slot){names[i], gw_strbuf_text(&texts[i])};
        if (slots[i].text == NULL)
            status = gw_error_no_memory(err, "an import");
    }
    snprintf(file, sizeof file, "import_%s", run->kind->name);
    if (status == GW_OK)
        status = gw_sql_fill(rows, file, slots, SLOTS, err);
    if (status == GW_OK && gw_strbuf_text(rows) == NULL)
        status = gw_error_no_memory(err, "an import");
    for (size_t i = 0; i < SLOTS; i++)
        gw_strbuf_free(&texts[i]);
    return status;
}

/* The file's exchanges as a view of this name. */
static gw_status stage_as(import_run *run, const char *view, const gw_strbuf *relation,
                          gw_error *err)
{
    gw_context *context = run->shop->context;
    gw_strbuf rows = GW_STRBUF_INIT(context);
    gw_strbuf zone = GW_STRBUF_INIT(context);
    gw_sql_literal(&zone, run->shop->timezone);
    gw_status status = fill_rows(&rows, run, relation, err);
    if (status == GW_OK) {
        const gw_sql_slot slots[] = {
            {"view", view}, {"rows", gw_strbuf_text(&rows)}, {"timezone", gw_strbuf_text(&zone)}};
        status = gw_run_sql(context, run->shop->store, "import_stage", slots, 3, NULL, 0, err);
    }
    gw_strbuf_free(&rows);
    gw_strbuf_free(&zone);
    return status;
}

static gw_status stage(import_run *run, gw_error *err)
{
    if (!run->source.csv)
        GW_TRY(gw_store_execute(NULL, run->shop->store, gw_sql("import_no_errors"), err));
    GW_TRY(stage_as(run, "import_staged", &run->source.relation, err));
    return stage_as(run, "import_numbered", &run->source.numbered, err);
}

static gw_status one(int64_t *out, import_run *run, const char *sql, gw_error *err)
{
    return gw_query_one_integer(out, run->shop->store, gw_sql(sql), NULL, 0, err);
}

static gw_status keep_rows(import_run *run, const char *view, gw_error *err)
{
    const gw_sql_slot slot = {"view", view};
    return gw_run_sql(run->shop->context, run->shop->store, "import_keep", &slot, 1, NULL, 0, err);
}

/* What import_counts answers, as whole numbers but for the days. */
typedef struct staged_counts {
    int64_t rows, problems, named, messages, foreign;
    double first_day, last_day; /* NaN: no row has a day */
} staged_counts;

static gw_status count_staged(staged_counts *out, import_run *run, const gw_sql_slot *currency,
                              gw_error *err)
{
    gw_columns counts = {0};
    gw_status status = gw_columns_read(&counts, run->shop->context, run->shop->store,
                                       "import_counts", currency, 1, NULL, 0, err);
    if (status == GW_OK)
        *out = (staged_counts){(int64_t)counts.values[0][0], (int64_t)counts.values[1][0],
                               (int64_t)counts.values[2][0], (int64_t)counts.values[3][0],
                               (int64_t)counts.values[6][0], counts.values[4][0],
                               counts.values[5][0]};
    gw_columns_free(&counts);
    return status;
}

/* Reads the file into import_kept. Where a row is set aside, or may be, it is read with its rows'
 * numbers: then amounts of other currencies are made the store's, and who was erased is left out.
 */
static gw_status read_rows(staged_counts *out, import_run *run, const gw_sql_slot *currency,
                           gw_error *err)
{
    int64_t erased = 0;
    gw_store *store = run->shop->store;
    GW_TRY(keep_rows(run, "import_staged", err));
    GW_TRY(count_staged(out, run, currency, err));
    GW_TRY(one(&erased, run, "tombstone_count", err));
    if (out->problems == 0 && out->foreign == 0 && erased == 0)
        return GW_OK;
    GW_TRY(keep_rows(run, "import_numbered", err));
    if (out->foreign > 0)
        GW_TRY(gw_run_sql(run->shop->context, store, "import_convert", currency, 1, NULL, 0, err));
    if (erased > 0)
        GW_TRY(gw_privacy_leave_out(run->shop, err));
    return count_staged(out, run, currency, err);
}

static gw_status take_new(import_run *run, gw_error *err)
{
    char sql[48];
    int64_t fresh = 0;
    gw_receipt *r = run->receipt;
    snprintf(sql, sizeof sql, "import_new_%s", run->kind->table);
    GW_TRY(gw_store_execute(NULL, run->shop->store, gw_sql(sql), err));
    GW_TRY(one(&fresh, run, "import_count_kept", err));
    r->known = r->rows_in - r->set_aside - fresh;
    return GW_OK;
}

/* Rows on days that the store has too, and messages with an id, may be known: only those that are
 * new stay. */
static gw_status leave_out_known(import_run *run, const staged_counts *counts, gw_error *err)
{
    int64_t overlap = 0;
    gw_store *store = run->shop->store;
    gw_receipt *r = run->receipt;
    if (r->rows_in == r->set_aside)
        return GW_OK;
    if (strcmp(run->kind->table, "exchange") != 0)
        return take_new(run, err);
    if (!isfinite(counts->first_day))
        return GW_OK;
    const gw_value days[] = {gw_value_integer(GW_DATE, (int64_t)counts->first_day),
                             gw_value_integer(GW_DATE, (int64_t)counts->last_day)};
    GW_TRY(gw_query_one_integer(&overlap, store, gw_sql("import_overlap"), days, 2, err));
    if (overlap == 0 && counts->messages == 0)
        return GW_OK;
    return take_new(run, err);
}

/* In many systems' files an order has several lines. */
static gw_status count_lines(import_run *run, gw_error *err)
{
    gw_columns lines = {0};
    const gw_sql_slot slot = {"source", gw_strbuf_text(&run->source.relation)};
    if (run->kind->columns[0] == '\0')
        return GW_OK;
    gw_status status = gw_columns_read(&lines, run->shop->context, run->shop->store,
                                       "import_count_lines", &slot, 1, NULL, 0, err);
    if (status == GW_OK)
        run->receipt->lines = (int64_t)lines.values[0][0];
    gw_columns_free(&lines);
    return status;
}

static gw_status count(import_run *run, gw_error *err)
{
    gw_receipt *r = run->receipt;
    staged_counts counts = {0};
    int64_t unsplit = 0;
    gw_strbuf currency = GW_STRBUF_INIT(run->shop->context);
    gw_sql_literal(&currency, run->shop->currency);
    const gw_sql_slot slot = {"currency", gw_strbuf_text(&currency)};
    gw_status status = slot.text == NULL ? gw_error_no_memory(err, "an import")
                                         : read_rows(&counts, run, &slot, err);
    gw_strbuf_free(&currency);
    if (status == GW_OK) /* the file was read: lines that could not be split are known now */
        status = one(&unsplit, run, "import_count_unsplit", err);
    if (status != GW_OK)
        return status;
    r->set_aside = counts.problems + unsplit;
    r->rows_in = counts.rows + unsplit;
    run->named = counts.named > 0;
    GW_TRY(count_lines(run, err));
    GW_TRY(leave_out_known(run, &counts, err));
    r->used = r->rows_in - r->set_aside - r->known;
    return GW_OK;
}

/* ---- The receipt ---------------------------------------------------------------------------- */

static gw_status read_reasons(import_run *run, gw_error *err)
{
    gw_query *query = NULL;
    size_t rows = 0;
    gw_receipt *r = run->receipt;
    gw_status status =
        gw_query_open(&query, run->shop->store, gw_sql("import_reasons"), NULL, 0, err);
    while (status == GW_OK && (status = gw_query_next(&rows, query, err)) == GW_OK && rows > 0)
        for (size_t i = 0; i < rows && r->reasons < GW_RECEIPT_REASONS; i++) {
            gw_span reason = gw_query_text(query, 0, i);
            snprintf(r->reason[r->reasons].reason, sizeof r->reason[0].reason, "%s",
                     gw_show_bytes(reason.bytes, reason.length).text);
            r->reason[r->reasons].rows = gw_query_integer(query, 1, i);
            r->reason[r->reasons++].first_row = gw_query_integer(query, 2, i);
        }
    gw_query_close(query);
    return status;
}

static void take_month(gw_receipt *r, const gw_query *query, size_t row)
{
    gw_span month = gw_query_text(query, 0, row);
    gw_span currency = gw_query_text(query, 1, row);
    snprintf(r->month[r->months].month, sizeof r->month[0].month, "%.*s", (int)month.length,
             month.bytes);
    snprintf(r->month[r->months].currency, sizeof r->month[0].currency, "%.*s",
             (int)currency.length, currency.bytes);
    r->month[r->months].rows = gw_query_integer(query, 2, row);
    r->month[r->months++].paid_e4 = gw_query_integer(query, 3, row);
}

/* What is new, by currency and month, in the file's own money. */
static gw_status read_months(import_run *run, gw_error *err)
{
    gw_strbuf currency = GW_STRBUF_INIT(run->shop->context);
    gw_strbuf sql = GW_STRBUF_INIT(run->shop->context);
    gw_query *query = NULL;
    size_t n = 0;
    gw_receipt *r = run->receipt;
    gw_sql_literal(&currency, run->shop->currency);
    const gw_sql_slot slot = {"currency", gw_strbuf_text(&currency)};
    gw_status status = slot.text == NULL ? gw_error_no_memory(err, "a receipt")
                                         : gw_sql_fill(&sql, "import_months", &slot, 1, err);
    if (status == GW_OK && gw_strbuf_text(&sql) == NULL)
        status = gw_error_no_memory(err, "a receipt");
    if (status == GW_OK)
        status = gw_query_open(&query, run->shop->store, gw_strbuf_text(&sql), NULL, 0, err);
    while (status == GW_OK && (status = gw_query_next(&n, query, err)) == GW_OK && n > 0)
        for (size_t i = 0; i < n && r->months < GW_RECEIPT_MONTHS; i++)
            take_month(r, query, i);
    gw_query_close(query);
    gw_strbuf_free(&sql);
    gw_strbuf_free(&currency);
    return status;
}

/* ---- Merging -------------------------------------------------------------------------------- */

/* The rows and their customers: new ones are counted by what the table grew. */
static gw_status keep_exchanges(import_run *run, const gw_sql_slot *slots, gw_error *err)
{
    char merge[48];
    int64_t before = 0;
    int64_t after = 0;
    gw_context *context = run->shop->context;
    gw_store *store = run->shop->store;
    GW_TRY(one(&before, run, "count_customers", err));
    if (run->named)
        GW_TRY(gw_store_execute(NULL, store, gw_sql("import_named_customers"), err));
    snprintf(merge, sizeof merge, "import_%smerge_%s", run->named ? "named_" : "",
             run->kind->table);
    GW_TRY(gw_run_sql(context, store, merge, slots, 2, NULL, 0, err));
    GW_TRY(gw_run_sql(context, store, "import_customers", slots, 2, NULL, 0, err));
    GW_TRY(one(&after, run, "count_customers", err));
    run->receipt->customers = after - before;
    return gw_people_count_new(run->shop, slots[0].text, err);
}

/* The database's own word on what it did is not trusted: count what is there. */
static gw_status check_kept(import_run *run, const gw_sql_slot *slots, gw_error *err)
{
    gw_columns kept = {0};
    gw_receipt *r = run->receipt;
    gw_status status = gw_columns_read(&kept, run->shop->context, run->shop->store,
                                       "import_count_batch", slots, 2, NULL, 0, err);
    if (status == GW_OK && kept.values[0][0] != (double)r->used)
        status = gw_error_set(err, GW_FAILED,
                              "%s: the database kept %.0f rows where %lld were to be kept; nothing "
                              "was changed",
                              run->source.file.name.text, kept.values[0][0], (long long)r->used);
    gw_columns_free(&kept);
    return status;
}

static gw_status keep_batch(import_run *run, gw_error *err)
{
    gw_receipt *r = run->receipt;
    gw_value values[] = {gw_value_int64(r->batch),
                         gw_value_text(run->source.file.name.text),
                         gw_value_text(run->source.fingerprint),
                         gw_value_text(r->kind),
                         gw_value_text(r->mapping),
                         gw_value_int64(r->rows_in),
                         gw_value_int64(r->used),
                         gw_value_int64(r->known),
                         gw_value_int64(r->set_aside)};
    return gw_store_execute_with(NULL, run->shop->store, gw_sql("import_batch_keep"), values, 9,
                                 err);
}

static gw_status merge(import_run *run, gw_error *err)
{
    char number[24];
    gw_receipt *r = run->receipt;
    GW_TRY(one(&r->batch, run, "import_batch_next", err));
    snprintf(number, sizeof number, "%lld", (long long)r->batch);
    const gw_sql_slot slots[] = {{"batch", number},
                                 {"table", run->kind->table},
                                 {"source", gw_strbuf_text(&run->source.numbered)}};
    GW_TRY(keep_exchanges(run, slots, err));
    if (r->set_aside > 0)
        GW_TRY(gw_run_sql(run->shop->context, run->shop->store, "import_rejects", slots, 3, NULL, 0,
                          err));
    GW_TRY(keep_batch(run, err));
    return check_kept(run, slots, err);
}

static gw_status remember_mapping(import_run *run, gw_error *err)
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

/* Everything that is read from the file or written, as one transaction; whether to keep it. */
static gw_status import_inside(bool *keep_out, import_run *run, gw_error *err)
{
    gw_receipt *r = run->receipt;
    GW_TRY(count(run, err));
    if (r->set_aside > 0)
        GW_TRY(read_reasons(run, err));
    if (r->used > 0)
        GW_TRY(read_months(run, err));
    *keep_out = r->used > 0 && !run->options->dry_run;
    if (!*keep_out)
        return GW_OK;
    GW_TRY(merge(run, err));
    GW_TRY(remember_mapping(run, err));
    return gw_store_execute(NULL, run->shop->store, gw_sql("import_drop"), err);
}

static gw_status import_all(import_run *run, gw_error *err)
{
    bool keep = false;
    gw_store *store = run->shop->store;
    GW_TRY(gw_store_begin(store, err));
    gw_status status = import_inside(&keep, run, err);
    if (status == GW_OK && keep)
        return gw_store_commit(store, err);
    gw_store_rollback(store);
    return status;
}

/* The bytes of a batch in use: nothing to do. */
static gw_status known_file(import_run *run, gw_error *err)
{
    int64_t rows = -1;
    gw_value value = gw_value_text(run->source.fingerprint);
    gw_status status = gw_query_one_integer(
        &rows, run->shop->store, gw_sql(run->kind == NULL ? "own_known_file" : "import_known_file"),
        &value, 1, err);
    if (status == GW_NOT_FOUND)
        return GW_OK;
    if (status != GW_OK)
        return status;
    run->receipt->known_file = true;
    run->receipt->rows_in = run->receipt->known = rows;
    return GW_OK;
}

static gw_status run_steps(import_run *run, const char *path, gw_error *err)
{
    gw_receipt *r = run->receipt;
    GW_TRY(gw_import_source_open(&run->source, run->shop->context, run->shop->store, path, err));
    GW_TRY(choose_kind(run, err));
    GW_TRY(known_file(run, err));
    if (r->known_file)
        return GW_OK;
    if (run->kind == NULL)
        return gw_own_import(r, run->shop, &run->source, run->own,
                             &(gw_own_options){.dry_run = run->options->dry_run}, err);
    GW_TRY(find_mapping(run, err));
    if (r->needs_mapping)
        return GW_OK;
    GW_TRY(stage(run, err));
    return import_all(run, err);
}

gw_status gw_import_file(gw_receipt *out, gw_shop *shop, const char *path,
                         const gw_import_options *options, gw_error *err)
{
    gw_receipt receipt = {0};
    gw_error ignored;
    import_run run = {.shop = shop, .options = options, .receipt = &receipt};
    gw_status status = run_steps(&run, path, err);
    gw_import_source_close(&run.source);
    gw_status swept = gw_store_execute(NULL, shop->store, gw_sql("import_sweep"), &ignored);
    if (status == GW_OK && swept != GW_OK) {
        if (err != NULL)
            *err = ignored;
        status = swept;
    }
    if (status == GW_OK)
        *out = receipt;
    return status;
}

gw_status gw_import_rank(int *out, gw_shop *shop, const char *path,
                         const gw_import_options *options, gw_error *err)
{
    bool own = false;
    gw_receipt receipt = {0};
    import_run run = {.shop = shop, .options = options, .receipt = &receipt};
    gw_status status = gw_import_source_open(&run.source, shop->context, shop->store, path, err);
    if (status == GW_OK)
        status = choose_own(&own, &run, err);
    gw_import_source_close(&run.source);
    /* other shops' files, and events, are mostly orders */
    const gw_own_kind *as = run.own != NULL ? run.own : gw_own_kind_named("orders");
    *out = 0;
    while (gw_own_kind_at((size_t)*out) != as)
        ++*out;
    return status;
}

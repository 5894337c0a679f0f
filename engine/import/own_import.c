/* The order of an own import: its parts staged, known ones marked, kept, told; see own_import.h. */
#include "own_import.h"

#include <stdio.h>
#include <string.h>

#include "columns.h"
#include "error.h"
#include "import_own.h"
#include "import_rows.h"
#include "own_events.h"
#include "own_fields.h"
#include "people.h"
#include "privacy.h"
#include "query.h"
#include "shown.h"
#include "spend.h"
#include "sql.h"

typedef struct own_run {
    gw_receipt *receipt;
    gw_shop *shop;
    const gw_import_source *source;
    const gw_own_kind *kind; /* NULL: events */
    const char *table;
    const gw_own_options *options;
    char batch[24];
    char part[16];
    int parts;
} own_run;

/* Runs a file of statements for their effect. */
static gw_status run_file(const own_run *run, const char *name, const gw_sql_slot *slots, size_t n,
                          gw_error *err)
{
    return gw_run_sql(run->shop->context, run->shop->store, name, slots, n, NULL, 0, err);
}

static gw_status one(int64_t *out, const own_run *run, const char *name, const gw_sql_slot *slots,
                     size_t n, gw_error *err)
{
    gw_strbuf sql = GW_STRBUF_INIT(run->shop->context);
    gw_status status = gw_sql_fill(&sql, name, slots, n, err);
    if (status == GW_OK)
        status = gw_query_one_integer(out, run->shop->store, gw_strbuf_text(&sql), NULL, 0, err);
    gw_strbuf_free(&sql);
    return status;
}

/* ---- Rows ----------------------------------------------------------------------------------- */

/* Of a row that belongs to an order, the currency is worth what it was when that was made: so the
 * order given back whole leaves nothing. */
enum { ZONE, CURRENCY, FIELDS, RATED, OF_ORDER, RATED_OF_ORDER, LINES, TEXTS };

/* The day a row is of: its first field that is one. "NULL" where there is none. */
static void day_of(char *out, size_t size, const gw_own_kind *kind, const char *before)
{
    const gw_own_field *field = NULL;
    size_t i = 0;
    while ((field = gw_own_field_at(kind, i)) != NULL && field->type != GW_OWN_DAY)
        i++;
    snprintf(out, size, field == NULL ? "NULL" : "coalesce(%sf.%s_day)", before,
             field == NULL ? "" : field->name);
}

static gw_status fill_texts(gw_strbuf texts[TEXTS], const own_run *run, const gw_own_kind *kind,
                            gw_error *err)
{
    char day[80];
    gw_sql_literal(&texts[ZONE], run->shop->timezone);
    gw_sql_literal(&texts[CURRENCY], run->shop->currency);
    gw_import_own_lines(&texts[LINES]);
    for (size_t i = 0; i < TEXTS; i++)
        if (gw_strbuf_text(&texts[i]) == NULL)
            return gw_error_no_memory(err, "an import");
    GW_TRY(gw_own_fields(&texts[FIELDS], kind, run->kind != NULL ? run->source : NULL,
                         gw_strbuf_text(&texts[ZONE]), err));
    const gw_sql_slot fields = {"fields", gw_strbuf_text(&texts[FIELDS])};
    const char *currency = gw_strbuf_text(&texts[CURRENCY]);
    day_of(day, sizeof day, kind, "");
    GW_TRY(gw_own_rated(&texts[RATED], kind, fields.text, day, currency, err));
    GW_TRY(gw_sql_fill(&texts[OF_ORDER], "own_of_order", &fields, 1, err));
    day_of(day, sizeof day, kind, "f.ordered, ");
    return gw_own_rated(&texts[RATED_OF_ORDER], kind, gw_strbuf_text(&texts[OF_ORDER]), day,
                        currency, err);
}

/* The kind's SELECT over the file, or over the events. */
static gw_status fill_rows(gw_strbuf *rows, const own_run *run, const gw_own_kind *kind,
                           gw_error *err)
{
    char file[48];
    gw_strbuf texts[TEXTS];
    for (size_t i = 0; i < TEXTS; i++)
        texts[i] = (gw_strbuf)GW_STRBUF_INIT(run->shop->context);
    gw_status status = fill_texts(texts, run, kind, err);
    snprintf(file, sizeof file, "own_kind_%s", kind->name);
    if (status == GW_OK) {
        const gw_sql_slot slots[] = {{"fields", gw_strbuf_text(&texts[FIELDS])},
                                     {"rated", gw_strbuf_text(&texts[RATED])},
                                     {"of_order", gw_strbuf_text(&texts[OF_ORDER])},
                                     {"rated_of_order", gw_strbuf_text(&texts[RATED_OF_ORDER])},
                                     {"lines", gw_strbuf_text(&texts[LINES])}};
        status = gw_sql_fill(rows, file, slots, sizeof slots / sizeof *slots, err);
    }
    for (size_t i = 0; i < TEXTS; i++)
        gw_strbuf_free(&texts[i]);
    return status;
}

/* "h.name IS NOT DISTINCT FROM import_kept.name AND ..." for the table's columns. */
static void same_columns(gw_strbuf *out, const char *columns)
{
    const char *at = columns;
    while (*at != '\0') {
        int length = (int)strcspn(at, ",");
        gw_strbuf_printf(out, "%sh.%.*s IS NOT DISTINCT FROM import_kept.%.*s",
                         at == columns ? "" : " AND ", length, at, length, at);
        at += length + (int)strspn(at + length, ", ");
    }
}

static gw_status mark_known(const own_run *run, const gw_own_kind *kind, gw_error *err)
{
    const gw_sql_slot part = {"part", run->part};
    if (kind->table[0] == '\0') {
        int64_t of_these = 0;
        GW_TRY(one(&of_these, run, "own_count_kinds", &part, 1, err));
        return of_these == 0 ? GW_OK : run_file(run, "own_known_exchange", &part, 1, err);
    }
    gw_strbuf same = GW_STRBUF_INIT(run->shop->context);
    same_columns(&same, kind->columns);
    const gw_sql_slot slots[] = {{"table", kind->table}, {"same", gw_strbuf_text(&same)}};
    gw_status status = slots[1].text == NULL ? gw_error_no_memory(err, "an import")
                                             : run_file(run, "own_known_table", slots, 2, err);
    gw_strbuf_free(&same);
    return status;
}

/* The part's rows into import_kept. */
static gw_status stage(const own_run *run, const char *rows, gw_error *err)
{
    const gw_sql_slot slots[] = {{"part", run->part}, {"rows", rows}};
    return rows == NULL ? gw_error_no_memory(err, "an import")
                        : run_file(run, "own_keep", slots, 2, err);
}

static gw_status merge(const own_run *run, const gw_own_kind *kind, gw_error *err)
{
    const gw_sql_slot slots[] = {
        {"into", strcmp(run->table, "exchange") == 0 ? "exchange_rich" : run->table},
        {"batch", run->batch},
        {"part", run->part},
        {"columns", kind->table[0] != '\0'
                        ? kind->columns
                        : "* EXCLUDE (row_no, customer_id, problem, known, part)"}};
    GW_TRY(run_file(run, "own_customers", NULL, 0, err));
    GW_TRY(run_file(run, "own_numbers", NULL, 0, err));
    return run_file(run, "own_merge", slots, 4, err);
}

static gw_status add_body(const own_run *run, gw_error *err)
{
    gw_strbuf body = GW_STRBUF_INIT(run->shop->context);
    if (run->options->body == NULL)
        return GW_OK;
    gw_sql_literal(&body, run->options->body);
    const gw_sql_slot slot = {"body", gw_strbuf_text(&body)};
    gw_status status = slot.text == NULL ? gw_error_no_memory(err, "an import")
                                         : run_file(run, "own_body", &slot, 1, err);
    gw_strbuf_free(&body);
    return status;
}

/* One kind's rows: what an earlier part of the same file brought is there already. */
static gw_status take_kind(own_run *run, const gw_own_kind *kind, gw_error *err)
{
    gw_strbuf rows = GW_STRBUF_INIT(run->shop->context);
    snprintf(run->part, sizeof run->part, "%d", ++run->parts);
    gw_status status = fill_rows(&rows, run, kind, err);
    if (status == GW_OK)
        status = stage(run, gw_strbuf_text(&rows), err);
    gw_strbuf_free(&rows);
    if (status == GW_OK)
        status = add_body(run, err);
    if (status == GW_OK)
        status = gw_privacy_leave_out(run->shop, err);
    if (status == GW_OK)
        status = mark_known(run, kind, err);
    if (status == GW_OK)
        status = merge(run, kind, err);
    if (status == GW_OK && strcmp(run->table, "exchange") == 0)
        status = gw_people_count_new(run->shop, run->batch, err);
    return status;
}

/* ---- Events --------------------------------------------------------------------------------- */

static gw_status take_events_of(own_run *run, const gw_own_kind *kind, gw_strbuf *all,
                                gw_error *err)
{
    int64_t n = 0;
    gw_strbuf names = GW_STRBUF_INIT(run->shop->context);
    gw_own_events(&names, kind);
    gw_status status = GW_OK;
    const gw_sql_slot slot = {"events", gw_strbuf_text(&names)};
    if (slot.text == NULL)
        status = gw_error_no_memory(err, "an import");
    else if (slot.text[0] != '\0') {
        gw_strbuf_printf(all, "%s%s", all->length == 0 ? "" : ", ", slot.text);
        status = one(&n, run, "own_count_events", &slot, 1, err);
    }
    gw_strbuf_free(&names);
    return status == GW_OK && n > 0 ? take_kind(run, kind, err) : status;
}

static gw_status take_rest(own_run *run, const gw_strbuf *all, gw_error *err)
{
    gw_strbuf rows = GW_STRBUF_INIT(run->shop->context);
    const gw_sql_slot slot = {"events", gw_strbuf_text(all)};
    gw_status status = slot.text == NULL ? gw_error_no_memory(err, "an import")
                                         : gw_sql_fill(&rows, "own_events_rest", &slot, 1, err);
    snprintf(run->part, sizeof run->part, "%d", ++run->parts);
    if (status == GW_OK)
        status = stage(run, gw_strbuf_text(&rows), err);
    gw_strbuf_free(&rows);
    return status;
}

static gw_status take_events(own_run *run, gw_error *err)
{
    gw_strbuf all = GW_STRBUF_INIT(run->shop->context);
    gw_status status = gw_own_events_keep(run->shop, run->source, err);
    for (size_t k = 0; gw_own_kind_at(k) != NULL && status == GW_OK; k++)
        status = take_events_of(run, gw_own_kind_at(k), &all, err);
    if (status == GW_OK)
        status = take_rest(run, &all, err);
    gw_strbuf_free(&all);
    return status;
}

/* ---- The receipt ---------------------------------------------------------------------------- */

static gw_status read_reasons(gw_receipt *r, const own_run *run, gw_error *err)
{
    gw_query *query = NULL;
    size_t rows = 0;
    if (r->set_aside == 0)
        return GW_OK;
    GW_TRY(gw_import_sheet_rows(run->shop->store, run->source, err));
    gw_status status = gw_query_open(&query, run->shop->store, gw_sql("own_reasons"), NULL, 0, err);
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

static gw_status read_months(gw_receipt *r, const own_run *run, gw_error *err)
{
    gw_query *query = NULL;
    size_t rows = 0;
    if (strcmp(run->table, "exchange") != 0)
        return GW_OK;
    gw_status status = gw_query_open(&query, run->shop->store, gw_sql("own_months"), NULL, 0, err);
    while (status == GW_OK && (status = gw_query_next(&rows, query, err)) == GW_OK && rows > 0)
        for (size_t i = 0; i < rows && r->months < GW_RECEIPT_MONTHS; i++) {
            gw_span month = gw_query_text(query, 0, i);
            snprintf(r->month[r->months].month, sizeof r->month[0].month, "%.*s", (int)month.length,
                     month.bytes);
            r->month[r->months].rows = gw_query_integer(query, 1, i);
            r->month[r->months++].paid_e4 = gw_query_integer(query, 2, i);
        }
    gw_query_close(query);
    return status;
}

/* Of events, which are of several kinds; a file of one kind says by its name what it is. */
static gw_status read_parts(gw_receipt *r, const own_run *run, gw_error *err)
{
    gw_query *query = NULL;
    size_t rows = 0;
    if (run->kind != NULL)
        return GW_OK;
    gw_status status = gw_query_open(&query, run->shop->store, gw_sql("own_parts"), NULL, 0, err);
    while (status == GW_OK && (status = gw_query_next(&rows, query, err)) == GW_OK && rows > 0)
        for (size_t i = 0; i < rows && r->parts < GW_RECEIPT_PARTS; i++) {
            gw_span what = gw_query_text(query, 0, i);
            snprintf(r->part[r->parts].what, sizeof r->part[0].what, "%.*s", (int)what.length,
                     what.bytes);
            snprintf(r->part[r->parts].currency, sizeof r->part[0].currency, "%s",
                     run->shop->currency);
            r->part[r->parts].rows = gw_query_integer(query, 1, i);
            r->part[r->parts++].amount_e4 = gw_query_integer(query, 2, i);
        }
    gw_query_close(query);
    return status;
}

static gw_status tell(gw_receipt *r, const own_run *run, gw_error *err)
{
    GW_TRY(read_parts(r, run, err));
    GW_TRY(read_reasons(r, run, err));
    return read_months(r, run, err);
}

/* The database's own word on what it did is not trusted: what is there is counted. */
static gw_status check_kept(const own_run *run, int64_t wanted, gw_error *err)
{
    int64_t kept = 0;
    const gw_sql_slot slots[] = {{"table", run->table}, {"batch", run->batch}};
    GW_TRY(one(&kept, run, "own_count_kept", slots, 2, err));
    if (kept == wanted)
        return GW_OK;
    return gw_error_set(err, GW_FAILED,
                        "%s: the database kept %lld rows where %lld were to be kept; nothing was "
                        "changed",
                        run->source->file.name.text, (long long)kept, (long long)wanted);
}

static gw_status count(gw_receipt *r, const own_run *run, gw_error *err)
{
    gw_columns counts = {0};
    int64_t unsplit = 0;
    int64_t kept = 0;
    if (!run->source->csv)
        GW_TRY(run_file(run, "import_no_errors", NULL, 0, err));
    gw_status status = gw_columns_read(&counts, run->shop->context, run->shop->store, "own_counts",
                                       NULL, 0, NULL, 0, err);
    if (status == GW_OK)
        status = one(&unsplit, run, "import_count_unsplit", NULL, 0, err);
    if (status == GW_OK) {
        r->rows_in = (int64_t)counts.values[0][0] + unsplit;
        r->set_aside = (int64_t)counts.values[1][0] + unsplit;
        r->used = (int64_t)counts.values[2][0];
        r->known = r->rows_in - r->set_aside - r->used;
        kept = (int64_t)counts.values[3][0];
    }
    gw_columns_free(&counts);
    if (status == GW_OK)
        status = check_kept(run, kept, err);
    return status;
}

static gw_status keep_batch(const gw_receipt *r, const own_run *run, gw_error *err)
{
    gw_store *store = run->shop->store;
    const gw_sql_slot slots[] = {{"batch", run->batch},
                                 {"source", gw_strbuf_text(&run->source->numbered)}};
    gw_value values[] = {gw_value_int64(r->batch),
                         gw_value_text(run->source->file.name.text),
                         gw_value_text(run->source->fingerprint),
                         gw_value_text(r->kind),
                         gw_value_text(r->mapping),
                         gw_value_int64(r->rows_in),
                         gw_value_int64(r->used),
                         gw_value_int64(r->known),
                         gw_value_int64(r->set_aside)};
    if (r->set_aside > 0)
        GW_TRY(run_file(run, "own_rejects", slots, 2, err));
    return gw_store_execute_with(NULL, store, gw_sql("import_batch_keep"), values, 9, err);
}

/* Whoever came shares what it cost; of a file of such costs the receipt says how it stands. */
static gw_status share_costs(const own_run *run, gw_error *err)
{
    GW_TRY(gw_spend_share(run->shop, err));
    if (strcmp(run->table, "spend") != 0)
        return GW_OK;
    run->receipt->is_spend = true;
    return gw_spend_read(&run->receipt->spend, run->shop, err);
}

static gw_status import_inside(own_run *run, gw_error *err)
{
    int64_t before = 0;
    int64_t after = 0;
    gw_receipt *r = run->receipt;
    const gw_sql_slot table = {"table", run->table};
    GW_TRY(one(&r->batch, run, "import_batch_next", NULL, 0, err));
    snprintf(run->batch, sizeof run->batch, "%lld", (long long)r->batch);
    GW_TRY(one(&before, run, "count_customers", NULL, 0, err));
    GW_TRY(run_file(run, "own_begin", &table, 1, err));
    GW_TRY(run->kind != NULL ? take_kind(run, run->kind, err) : take_events(run, err));
    GW_TRY(count(r, run, err));
    GW_TRY(one(&after, run, "count_customers", NULL, 0, err));
    r->customers = after - before;
    GW_TRY(share_costs(run, err));
    GW_TRY(tell(r, run, err));
    GW_TRY(keep_batch(r, run, err));
    return run_file(run, "import_drop", NULL, 0, err);
}

gw_status gw_own_import(gw_receipt *receipt, gw_shop *shop, const gw_import_source *source,
                        const gw_own_kind *kind, const gw_own_options *options, gw_error *err)
{
    own_run run = {
        .receipt = receipt, .shop = shop, .source = source, .kind = kind, .options = options};
    run.table = kind != NULL && kind->table[0] != '\0' ? kind->table : "exchange";
    GW_TRY(gw_store_begin(shop->store, err));
    gw_status status = import_inside(&run, err);
    if (status == GW_OK && receipt->used > 0 && !options->dry_run)
        return gw_store_commit(shop->store, err);
    gw_store_rollback(shop->store);
    receipt->batch = 0;
    return status;
}

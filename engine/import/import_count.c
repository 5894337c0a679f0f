/* What a file holds, what of it is new, and the counts that add up. */
#include "import_inside.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "columns.h"
#include "error.h"
#include "import_own.h"
#include "privacy.h"
#include "query.h"
#include "sql.h"

static gw_status keep_rows(gw__import_run *run, const char *view, gw_error *err)
{
    const gw_sql_slot slot = {"view", view};
    return gw_run_sql(run->shop->context, run->shop->store, "import_keep", &slot, 1, NULL, 0, err);
}

/* What import_counts answers, as whole numbers but for the days. */
typedef struct staged_counts {
    int64_t rows, problems, named, messages, foreign, others, left_out;
    double first_day, last_day; /* NaN: no row has a day */
} staged_counts;

static gw_status count_staged(staged_counts *out, gw__import_run *run, const gw_sql_slot *currency,
                              gw_error *err)
{
    gw_columns counts = {0};
    gw_status status = gw_columns_read(&counts, run->shop->context, run->shop->store,
                                       "import_counts", currency, 1, NULL, 0, err);
    if (status == GW_OK)
        *out = (staged_counts){.rows = (int64_t)counts.values[0][0],
                               .problems = (int64_t)counts.values[1][0],
                               .named = (int64_t)counts.values[2][0],
                               .messages = (int64_t)counts.values[3][0],
                               .first_day = counts.values[4][0],
                               .last_day = counts.values[5][0],
                               .foreign = (int64_t)counts.values[6][0],
                               .others = (int64_t)counts.values[7][0],
                               .left_out = (int64_t)counts.values[8][0]};
    gw_columns_free(&counts);
    return status;
}

/* Goodwill's own exchanges: no shop's system has seen to it that one fits the other. */
static gw_status judge(staged_counts *counts, gw__import_run *run, const gw_sql_slot *currency,
                       gw_error *err)
{
    int64_t hanging = 0;
    if (strcmp(run->kind->name, "exchanges") != 0 || counts->others == 0)
        return GW_OK;
    GW_TRY(gw__import_one(&hanging, run, "import_count_judged", err));
    if (hanging == 0)
        return GW_OK;
    gw_strbuf lines = GW_STRBUF_INIT(run->shop->context);
    gw_import_own_lines(&lines);
    const gw_sql_slot slot = {"lines", gw_strbuf_text(&lines)};
    gw_status status = slot.text == NULL ? gw_error_no_memory(err, "an import")
                                         : gw_run_sql(run->shop->context, run->shop->store,
                                                      "import_judge", &slot, 1, NULL, 0, err);
    gw_strbuf_free(&lines);
    return status == GW_OK ? count_staged(counts, run, currency, err) : status;
}

/* Reads the file into import_kept. Where a row is set aside, or may be, it is read with its rows'
 * numbers: then amounts of other currencies are made the store's, and who was erased is left out.
 */
static gw_status read_rows(staged_counts *out, gw__import_run *run, const gw_sql_slot *currency,
                           gw_error *err)
{
    int64_t erased = 0;
    gw_store *store = run->shop->store;
    GW_TRY(keep_rows(run, "import_staged", err));
    GW_TRY(count_staged(out, run, currency, err));
    GW_TRY(judge(out, run, currency, err));
    GW_TRY(gw__import_one(&erased, run, "tombstone_count", err));
    if (out->problems == 0 && out->foreign == 0 && erased == 0)
        return GW_OK;
    GW_TRY(keep_rows(run, "import_numbered", err));
    if (out->foreign > 0)
        GW_TRY(gw_run_sql(run->shop->context, store, "import_convert", currency, 1, NULL, 0, err));
    if (erased > 0)
        GW_TRY(gw_privacy_leave_out(run->shop, err));
    GW_TRY(count_staged(out, run, currency, err));
    return judge(out, run, currency, err);
}

static gw_status take_new(gw__import_run *run, gw_error *err)
{
    int64_t fresh = 0;
    gw_receipt *r = run->receipt;
    GW_TRY(gw__import_new(run, err));
    GW_TRY(gw__import_one(&fresh, run, "import_count_kept", err));
    r->known = r->rows_in - r->set_aside - fresh;
    if (run->mapping.order[0] != '\0')
        return gw__import_one(&r->orders_again, run, "import_orders_again", err);
    return GW_OK;
}

/* What the store has and the file tells otherwise makes room: the file's word is new then. */
static gw_status make_room(gw__import_run *run, const staged_counts *counts, gw_error *err)
{
    if (strcmp(run->kind->table, "exchange") != 0 ||
        (counts->messages == 0 && counts->problems == 0))
        return GW_OK;
    GW_TRY(gw_store_execute(NULL, run->shop->store, gw_sql("import_changed"), err));
    return gw__import_one(&run->receipt->changed, run, "import_count_changed", err);
}

/* Rows on days that the store has too, and messages with an id, may be known: only those that are
 * new stay. */
static gw_status leave_out_known(gw__import_run *run, const staged_counts *counts, gw_error *err)
{
    int64_t overlap = 0;
    gw_store *store = run->shop->store;
    gw_receipt *r = run->receipt;
    if (r->rows_in == r->set_aside)
        return GW_OK;
    if (strcmp(gw__import_table(run), "exchange") != 0)
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
static gw_status count_lines(gw__import_run *run, gw_error *err)
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

gw_status gw__import_count(gw__import_run *run, gw_error *err)
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
        status = gw__import_one(&unsplit, run, "import_count_unsplit", err);
    if (status != GW_OK)
        return status;
    r->set_aside = counts.problems + unsplit;
    r->rows_in = counts.rows + unsplit;
    run->named = counts.named > 0;
    run->other_kinds = counts.others > 0;
    run->left_out = counts.left_out > 0;
    GW_TRY(count_lines(run, err));
    gw__import_say(run, "comparing with what is known", 0.5);
    GW_TRY(make_room(run, &counts, err));
    GW_TRY(leave_out_known(run, &counts, err));
    r->used = r->rows_in - r->set_aside - r->known;
    return GW_OK;
}

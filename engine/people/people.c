/* Merging people; see people.h.
 *
 * An exchange keeps in first_no whose it was. Where it counts is worked out anew from the merges
 * that hold, so that they can be taken back in any order. */
#include "people.h"

#include <stdio.h>

#include "audit.h"
#include "columns.h"
#include "error.h"
#include "ledger.h"
#include "query.h"
#include "shown.h"
#include "sql.h"
#include "store.h"

gw_status gw_people_count_all(gw_shop *shop, gw_error *err)
{
    GW_TRY(gw_store_execute(NULL, shop->store, gw_sql("merged_apply"), err));
    return gw_store_execute(NULL, shop->store, gw_sql("summary_forget"), err);
}

static gw_status finish(gw_shop *shop, gw_status status, gw_error *err)
{
    if (status == GW_OK)
        return gw_store_commit(shop->store, err);
    gw_store_rollback(shop->store);
    return status;
}

static gw_status merge_inside(int64_t *merge_out, gw_shop *shop, int64_t from_no, int64_t into_no,
                              const char *from, const char *into, gw_error *err)
{
    char words[160];
    gw_store *store = shop->store;
    GW_TRY(gw_query_one_integer(merge_out, store, gw_sql("merge_next"), NULL, 0, err));
    const gw_value values[] = {gw_value_int64(*merge_out), gw_value_int64(from_no),
                               gw_value_int64(into_no), gw_value_text("somebody said so")};
    GW_TRY(gw_store_execute_with(NULL, store, gw_sql("merge_keep"), values, 4, err));
    GW_TRY(gw_people_count_all(shop, err));
    snprintf(words, sizeof words, "merge %lld: counts for %s now", (long long)*merge_out,
             gw_show(into).text);
    return gw_audit(shop, "merge", from, words, err);
}

gw_status gw_people_merge(int64_t *merge_out, gw_shop *shop, const char *from, const char *into,
                          gw_error *err)
{
    int64_t from_no = 0;
    int64_t into_no = 0;
    GW_TRY(gw__ledger_find(&from_no, shop, from, err));
    GW_TRY(gw__ledger_find(&into_no, shop, into, err));
    if (from_no == into_no)
        return gw_error_set(err, GW_WRONG_USE, "%s and %s are one person already",
                            gw_show(from).text, gw_show(into).text);
    GW_TRY(gw_store_begin(shop->store, err));
    return finish(shop, merge_inside(merge_out, shop, from_no, into_no, from, into, err), err);
}

static gw_status undo_inside(gw_shop *shop, int64_t merge, gw_error *err)
{
    char words[64];
    const gw_value number = gw_value_int64(merge);
    GW_TRY(gw_store_execute_with(NULL, shop->store, gw_sql("merge_undo"), &number, 1, err));
    GW_TRY(gw_people_count_all(shop, err));
    snprintf(words, sizeof words, "merge %lld was taken back", (long long)merge);
    return gw_audit(shop, "undo", words, words, err);
}

gw_status gw_people_undo(gw_shop *shop, int64_t merge, gw_error *err)
{
    int64_t holds = 0;
    const gw_value number = gw_value_int64(merge);
    gw_status status =
        gw_query_one_integer(&holds, shop->store, gw_sql("merge_holds"), &number, 1, err);
    if (status == GW_NOT_FOUND)
        return gw_error_set(err, GW_NOT_FOUND, "there is no merge number %lld", (long long)merge);
    if (status != GW_OK)
        return status;
    if (holds == 0)
        return gw_error_set(err, GW_WRONG_USE, "merge number %lld was taken back before",
                            (long long)merge);
    GW_TRY(gw_store_begin(shop->store, err));
    return finish(shop, undo_inside(shop, merge, err), err);
}

gw_status gw_people_count_new(gw_shop *shop, const char *batch, gw_error *err)
{
    int64_t merged = 0;
    const gw_sql_slot slot = {"batch", batch};
    GW_TRY(gw_query_one_integer(&merged, shop->store, gw_sql("merged_count"), NULL, 0, err));
    return merged == 0 ? GW_OK
                       : gw_run_sql(shop->context, shop->store, "import_apply_merges", &slot, 1,
                                    NULL, 0, err);
}

/* The lines of an answer of one text column, below a title; nothing when there are none. */
static gw_status put_lines(gw_strbuf *out, gw_shop *shop, const char *title, const char *sql,
                           gw_error *err)
{
    gw_query *query = NULL;
    size_t rows = 0;
    bool titled = false;
    gw_status status = gw_query_open(&query, shop->store, gw_sql(sql), NULL, 0, err);
    while (status == GW_OK && (status = gw_query_next(&rows, query, err)) == GW_OK && rows > 0)
        for (size_t i = 0; i < rows; i++) {
            gw_span line = gw_query_text(query, 0, i);
            if (!titled)
                gw_strbuf_printf(out, "%s\n", title);
            titled = true;
            gw_strbuf_printf(out, "  %s\n", gw_show_bytes(line.bytes, line.length).text);
        }
    gw_query_close(query);
    return status;
}

gw_status gw_people_list(gw_strbuf *out, gw_shop *shop, bool log, gw_error *err)
{
    GW_TRY(put_lines(out, shop, "Perhaps one person:", "people_alike", err));
    GW_TRY(put_lines(out, shop, "Merged:", "people_merged", err));
    if (log)
        GW_TRY(put_lines(out, shop, "What was done:", "audit_lines", err));
    if (out->length == 0)
        gw_strbuf_puts(out, "Nobody looks like somebody else, and nobody was merged.\n");
    return gw_strbuf_text(out) == NULL ? gw_error_no_memory(err, "people") : GW_OK;
}

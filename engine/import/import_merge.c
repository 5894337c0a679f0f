/* What was read becomes the store's: rows, customers, rejects, and the batch. */
#include "import_inside.h"

#include <stdio.h>

#include "columns.h"
#include "error.h"
#include "people.h"
#include "spend.h"
#include "sql.h"

/* The rows and their customers: new ones are counted by what the table grew. */
static gw_status keep_exchanges(gw__import_run *run, const gw_sql_slot *slots, gw_error *err)
{
    char merge[48];
    int64_t before = 0;
    int64_t after = 0;
    gw_context *context = run->shop->context;
    gw_store *store = run->shop->store;
    GW_TRY(gw__import_one(&before, run, "count_customers", err));
    if (run->named)
        GW_TRY(gw_store_execute(NULL, store, gw_sql("import_named_customers"), err));
    snprintf(merge, sizeof merge, "import_merge_%s", run->kind->table);
    GW_TRY(gw_run_sql(context, store, merge, slots, 3, NULL, 0, err));
    GW_TRY(gw_run_sql(context, store, "import_customers", slots, 3, NULL, 0, err));
    GW_TRY(gw__import_one(&after, run, "count_customers", err));
    run->receipt->customers = after - before;
    return gw_people_count_new(run->shop, slots[0].text, err);
}

/* The database's own word on what it did is not trusted: count what is there. */
static gw_status check_kept(gw__import_run *run, const gw_sql_slot *slots, gw_error *err)
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

static gw_status keep_batch(gw__import_run *run, gw_error *err)
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

gw_status gw__import_merge(gw__import_run *run, gw_error *err)
{
    char number[24];
    gw_receipt *r = run->receipt;
    GW_TRY(gw__import_one(&r->batch, run, "import_batch_next", err));
    snprintf(number, sizeof number, "%lld", (long long)r->batch);
    const gw_sql_slot slots[] = {{"batch", number},
                                 {"table", gw__import_table(run)},
                                 {"kept", run->named ? "import_named" : "import_kept"},
                                 {"source", gw_strbuf_text(&run->source.numbered)}};
    GW_TRY(keep_exchanges(run, slots, err));
    if (r->changed > 0) {
        GW_TRY(gw_run_sql(run->shop->context, run->shop->store, "import_replace", slots, 3, NULL, 0,
                          err));
        GW_TRY(gw_store_execute(NULL, run->shop->store, gw_sql("replaced_refunds"), err));
    }
    GW_TRY(gw_spend_share(run->shop, err)); /* who came, shares what it cost */
    if (r->set_aside > 0)
        GW_TRY(gw_run_sql(run->shop->context, run->shop->store, "import_rejects", slots, 4, NULL, 0,
                          err));
    GW_TRY(keep_batch(run, err));
    return check_kept(run, slots, err);
}

/* Imports that were made: withdrawn, brought back, and what they set aside; see import.h. */
#include <stdio.h>

#include "audit.h"
#include "columns.h"
#include "error.h"
#include "import.h"
#include "people.h"
#include "query.h"
#include "spend.h"
#include "sql.h"
#include "store.h"

/* A file that came again while its first import was withdrawn would count twice. */
static gw_status check_not_twice(gw_shop *shop, int64_t batch, gw_error *err)
{
    int64_t other = 0;
    const gw_value number = gw_value_int64(batch);
    gw_status status =
        gw_query_one_integer(&other, shop->store, gw_sql("import_batch_twin"), &number, 1, err);
    if (status == GW_NOT_FOUND)
        return GW_OK;
    if (status != GW_OK)
        return status;
    return gw_error_set(err, GW_WRONG_USE,
                        "the same file is in use as import number %lld: withdraw that one first",
                        (long long)other);
}

/* What others' words replaced comes back, or makes room again. */
static gw_status apply_replacements(gw_shop *shop, gw_error *err)
{
    int64_t words = 0;
    GW_TRY(gw_query_one_integer(&words, shop->store, gw_sql("replacement_count"), NULL, 0, err));
    if (words == 0)
        return GW_OK;
    GW_TRY(gw_store_execute(NULL, shop->store, gw_sql("replaced_apply"), err));
    GW_TRY(gw_store_execute(NULL, shop->store, gw_sql("replaced_refunds"), err));
    return gw_people_count_all(shop, err);
}

gw_status gw_import_withdraw(gw_shop *shop, int64_t batch, bool withdraw, gw_error *err)
{
    char subject[40];
    int64_t used = 0;
    gw_value values[] = {gw_value_int64(batch), gw_value_text(withdraw ? "withdrawn" : "used")};
    gw_status status =
        gw_query_one_integer(&used, shop->store, gw_sql("import_batch_used"), values, 1, err);
    if (status == GW_NOT_FOUND)
        return gw_error_set(err, GW_NOT_FOUND, "there is no import number %lld", (long long)batch);
    if (status != GW_OK)
        return status;
    if ((used == 1) != withdraw)
        return gw_error_set(err, GW_WRONG_USE, "import number %lld is %s already", (long long)batch,
                            withdraw ? "withdrawn" : "in use");
    if (!withdraw)
        GW_TRY(check_not_twice(shop, batch, err));
    GW_TRY(gw_store_begin(shop->store, err));
    status = gw_store_execute_with(NULL, shop->store, gw_sql("import_batch_state"), values, 2, err);
    if (status == GW_OK)
        status = apply_replacements(shop, err);
    if (status == GW_OK)
        status = gw_spend_share(shop, err);
    if (status == GW_OK) {
        snprintf(subject, sizeof subject, "import %lld", (long long)batch);
        status = gw_audit(shop, withdraw ? "withdraw" : "restore", subject,
                          withdraw ? "it counts nowhere" : "it is back", err);
    }
    if (status == GW_OK)
        return gw_store_commit(shop->store, err);
    gw_store_rollback(shop->store);
    return status;
}

gw_status gw_import_rejects(gw_shop *shop, const char *path, gw_error *err)
{
    gw_strbuf file = GW_STRBUF_INIT(shop->context);
    gw_sql_literal(&file, path);
    const gw_sql_slot slot = {"file", gw_strbuf_text(&file)};
    gw_status status = slot.text == NULL ? gw_error_no_memory(err, "the rows set aside")
                                         : gw_run_sql(shop->context, shop->store,
                                                      "import_rejects_out", &slot, 1, NULL, 0, err);
    gw_strbuf_free(&file);
    return status;
}

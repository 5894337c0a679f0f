/* See spend.h; the rule is store/sql/spend_share.sql. */
#include "spend.h"

#include <stdio.h>

#include "columns.h"
#include "error.h"
#include "query.h"
#include "sql.h"
#include "store.h"

gw_status gw_spend_share(gw_shop *shop, gw_error *err)
{
    int64_t n = 0;
    gw_store *store = shop->store;
    GW_TRY(gw_query_one_integer(&n, store, gw_sql("spend_count"), NULL, 0, err));
    if (n == 0)
        return GW_OK;
    GW_TRY(gw_store_execute(NULL, store, gw_sql("spend_share"), err));
    GW_TRY(gw_query_one_integer(&n, store, gw_sql("spend_differs"), NULL, 0, err));
    return n == 0 ? GW_OK : gw_store_execute(NULL, store, gw_sql("spend_keep"), err);
}

static void put_text(char *out, size_t size, gw_span text)
{
    snprintf(out, size, "%.*s", (int)(text.length < size ? text.length : size - 1), text.bytes);
}

static gw_status read_left(gw_spend *out, gw_shop *shop, gw_error *err)
{
    gw_query *query = NULL;
    size_t rows = 0;
    gw_status status = gw_query_open(&query, shop->store, gw_sql("spend_left"), NULL, 0, err);
    while (status == GW_OK && (status = gw_query_next(&rows, query, err)) == GW_OK && rows > 0)
        for (size_t i = 0; i < rows; i++) {
            out->left_e4 += gw_query_integer(query, 2, i);
            if (out->left == GW_SPEND_LEFT_MAX)
                continue;
            put_text(out->of[out->left].channel, sizeof out->of[0].channel,
                     gw_query_text(query, 0, i));
            put_text(out->of[out->left++].month, sizeof out->of[0].month,
                     gw_query_text(query, 1, i));
        }
    gw_query_close(query);
    return status;
}

gw_status gw_spend_read(gw_spend *out, gw_shop *shop, gw_error *err)
{
    gw_columns sums = {0};
    *out = (gw_spend){0};
    gw_status status =
        gw_columns_read(&sums, shop->context, shop->store, "spend_shared", NULL, 0, NULL, 0, err);
    if (status == GW_OK) {
        out->shared_e4 = (int64_t)sums.values[0][0];
        out->customers = (int64_t)sums.values[1][0];
    }
    gw_columns_free(&sums);
    return status == GW_OK ? read_left(out, shop, err) : status;
}

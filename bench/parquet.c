/* Turns a CSV file into a Parquet file, for bench/import.
 *
 *     parquet FILE.csv FILE.parquet */
#include <stdio.h>

#include "columns.h"

int main(int argc, char **argv)
{
    gw_error err = {0};
    gw_context *context = NULL;
    gw_store *store = NULL;
    const gw_store_options options = {0};
    if (argc != 3) {
        fprintf(stderr, "parquet FILE.csv FILE.parquet\n");
        return 2;
    }
    gw_status status = gw_context_create(&context, NULL, &err);
    gw_strbuf in = GW_STRBUF_INIT(context);
    gw_strbuf out = GW_STRBUF_INIT(context);
    gw_sql_literal(&in, argv[1]);
    gw_sql_literal(&out, argv[2]);
    const gw_sql_slot slots[] = {{"csv", gw_strbuf_text(&in)}, {"parquet", gw_strbuf_text(&out)}};
    if (status == GW_OK)
        status = gw_store_open(&store, context, &options, &err);
    if (status == GW_OK)
        status = gw_run_sql(context, store, "bench_parquet", slots, 2, NULL, 0, &err);
    if (status != GW_OK)
        fprintf(stderr, "%s\n", err.message);
    gw_store_close(store);
    gw_strbuf_free(&in);
    gw_strbuf_free(&out);
    gw_context_free(context);
    return status == GW_OK ? 0 : 1;
}

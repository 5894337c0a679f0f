/* What of a file's rows the store does not have yet. Rows without an id of their own are compared
 * as a whole, some days at a time: what is held in memory does not grow with the file. */
#include <stdio.h>
#include <string.h>

#include "columns.h"
#include "error.h"
#include "import_inside.h"
#include "query.h"
#include "sql.h"

/* Rows compared at once, about: days are not cut. */
#define PART_ROWS 1000000
#define MOST_PARTS 200

static gw_status run_sql(gw__import_run *run, const char *name, gw_error *err)
{
    return gw_store_execute(NULL, run->shop->store, gw_sql(name), err);
}

static gw_status take_days(gw__import_run *run, double after, double last, gw_error *err)
{
    char texts[2][48];
    const double days[] = {after, last};
    const gw_sql_slot slots[] = {{"after", texts[0]}, {"last", texts[1]}};
    for (size_t i = 0; i < 2; i++)
        snprintf(texts[i], sizeof texts[i], "DATE '1970-01-01' + (%.0f)", days[i]);
    return gw_run_sql(run->shop->context, run->shop->store, "import_new_days", slots, 2, NULL, 0,
                      err);
}

/* Each part ends with the last of its days. Rows' days are from 1900 to 2199; 100,000 days from
 * 1970 are more. */
static gw_status take_all_days(gw__import_run *run, gw_error *err)
{
    gw_columns days = {0};
    size_t most = run->shop->at_once > 0 ? run->shop->at_once : PART_ROWS;
    size_t parts = 1 + (size_t)run->receipt->rows_in / most;
    double after = -100000;
    gw_status status = GW_OK;
    if (parts > 1)
        status =
            gw_columns_read_levels(&days, run->shop->context, run->shop->store, "import_new_levels",
                                   parts < MOST_PARTS ? parts : MOST_PARTS, err);
    for (size_t i = 0; i < days.n && status == GW_OK; i++) {
        status = take_days(run, after, days.values[0][i], err);
        after = days.values[0][i];
    }
    if (status == GW_OK)
        status = take_days(run, after, 100000, err);
    gw_columns_free(&days);
    return status;
}

gw_status gw__import_new(gw__import_run *run, gw_error *err)
{
    if (strcmp(gw__import_table(run), "exchange") != 0)
        return run_sql(run, "import_new_person_detail", err);
    if (strcmp(run->kind->table, "purchase") == 0)
        GW_TRY(run_sql(run, "import_new_purchase", err));
    GW_TRY(run_sql(run, "import_new_exchange", err));
    GW_TRY(take_all_days(run, err));
    return run_sql(run, "import_new_end", err);
}

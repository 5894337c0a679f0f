/* From exchanges to `summary_next`, and the check's customers; see reckon_inside.h.
 *
 * What was made at the last reckoning is kept: only the customers that something happened to since
 * are read again (touched.sql says who). The check's hidden part moves with the day, and with it
 * where everybody stood before it: its customers are read from the purchases each time, but nothing
 * is written of them. */
#include <stdio.h>

#include "error.h"
#include "query.h"
#include "reckon_inside.h"
#include "sql.h"

/* Beyond this share of the customers reading all of them again is no slower. */
#define FEW_TOUCHED 0.2

#define WHO_TOUCHED "customer_no IN (SELECT customer_no FROM touched)"

static int32_t recent_day(const gw__reckoning_run *run)
{
    return run->out->as_of - run->out->hidden_days;
}

static gw_status read_counts(double *a_out, double *b_out, gw__reckoning_run *run, const char *name,
                             gw_error *err)
{
    gw_columns counts = {0};
    gw_status status =
        gw_columns_read(&counts, run->context, run->store, name, NULL, 0, NULL, 0, err);
    if (status == GW_OK && counts.n == 1) {
        *a_out = counts.values[0][0];
        *b_out = counts.values[1][0];
    }
    gw_columns_free(&counts);
    return status;
}

/* Who must be read again: all, or those in the table `touched`. */
static gw_status find_touched(gw__reckoning_run *run, gw_error *err)
{
    gw_value version = gw_value_text(gw_version());
    int64_t kept = 0;
    double touched = 0;
    double known = 0;
    char as_of[16];
    char recent[16];
    run->only_touched = false;
    GW_TRY(gw_query_one_integer(&kept, run->store, gw_sql("summary_is_kept"), &version, 1, err));
    if (kept != 1)
        return GW_OK;
    snprintf(as_of, sizeof as_of, "%d", run->out->as_of);
    snprintf(recent, sizeof recent, "%d", recent_day(run));
    const gw_sql_slot slots[] = {{"as_of", as_of}, {"recent_day", recent}};
    GW_TRY(gw_run_sql(run->context, run->store, "touched", slots, 2, NULL, 0, err));
    GW_TRY(read_counts(&touched, &known, run, "touched_count", err));
    run->only_touched = touched <= FEW_TOUCHED * known;
    if (run->only_touched)
        run->out->touched = (size_t)touched;
    return GW_OK;
}

/* The sums that the summaries do not tell. */
static gw_status read_flow(gw__reckoning_run *run, const char *who, gw_error *err)
{
    gw_strbuf rows = GW_STRBUF_INIT(run->context);
    char day[GW__DAY_SQL_SIZE];
    gw__day_sql(day, run->out->as_of);
    const gw_sql_slot whom[] = {{"as_of", day}, {"who", who}};
    gw_status status = gw_run_sql(run->context, run->store, "rich", whom, 2, NULL, 0, err);
    if (status == GW_OK)
        status = gw__flow_sql(&rows, run->out->as_of,
                              "customer_no IN (SELECT customer_no FROM rich)", err);
    if (status == GW_OK) {
        const gw_sql_slot slot = {"rows", gw_strbuf_text(&rows)};
        status = gw_run_sql(run->context, run->store, "flow_fresh", &slot, 1, NULL, 0, err);
    }
    gw_strbuf_free(&rows);
    return status;
}

gw_status gw__reckon_histories(gw_check_sample *sample, gw__reckoning_run *run, gw_error *err)
{
    gw_span_plan plan = {run->out->first_day, run->out->as_of, run->out->hidden_days};
    gw_history_counts counts = {0};
    double customers = 0;
    double occasions = 0;
    gw__reckon_say(run, "reading purchases", 0);
    GW_TRY(find_touched(run, err));
    const char *who = run->only_touched ? WHO_TOUCHED : "TRUE";
    GW_TRY(gw_store_execute(NULL, run->store, gw_sql("fresh_begin"), err));
    GW_TRY(read_flow(run, who, err));
    GW_TRY(gw_history_read(&counts, run->only_touched ? NULL : sample, run->context, run->store,
                           run->reader, &plan, who, err));
    if (run->only_touched)
        GW_TRY(gw_check_sample_read(sample, run->context, run->reader, &plan, err));
    GW_TRY(gw_store_execute(NULL, run->store,
                            gw_sql(run->only_touched ? "next_touched" : "next_all"), err));
    GW_TRY(read_counts(&customers, &occasions, run, "summary_counts", err));
    run->out->customers = (size_t)customers;
    run->out->occasions = (int64_t)occasions;
    if (!run->only_touched)
        run->out->touched = run->out->customers;
    if (run->out->customers == 0)
        return gw_error_set(err, GW_BAD_DATA,
                            "every purchase up to that day was given back: there is nothing to "
                            "reckon with");
    return GW_OK;
}

gw_status gw__reckon_publish_histories(gw__reckoning_run *run, gw_error *err)
{
    return gw_store_execute(NULL, run->store,
                            gw_sql(run->only_touched ? "publish_touched" : "publish_all"), err);
}

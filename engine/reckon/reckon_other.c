/* The order of the other half; see reckon_other.h. */
#include "reckon_other.h"

#include <stdio.h>

#include "error.h"
#include "sql.h"

gw_status gw__passed_sql(gw_strbuf *out, int32_t as_of, const char *who, gw_error *err)
{
    char day[GW__DAY_SQL_SIZE];
    gw__day_sql(day, as_of);
    const gw_sql_slot slots[] = {{"as_of", day}, {"who", who}, {"answer", gw_sql("answer_points")}};
    GW_TRY(gw_sql_fill(out, "passed", slots, 3, err));
    return gw_strbuf_text(out) != NULL ? GW_OK : gw_error_no_memory(err, "what passed besides");
}

static gw_status sum_passed(gw__reckoning_run *run, gw_error *err)
{
    gw_strbuf rows = GW_STRBUF_INIT(run->context);
    gw_status status = gw__passed_sql(&rows, run->out->as_of, "TRUE", err);
    const gw_sql_slot slot = {"rows", gw_strbuf_text(&rows)};
    if (status == GW_OK)
        status = gw_run_sql(run->context, run->store, "passed_next", &slot, 1, NULL, 0, err);
    gw_strbuf_free(&rows);
    return status;
}

static gw_status measure_shop(gw__reckoning_run *run, gw_error *err)
{
    char day[GW__DAY_SQL_SIZE];
    char number[16];
    char horizon[32];
    char rate[32];
    gw__day_sql(day, run->out->as_of);
    snprintf(number, sizeof number, "%d", run->out->as_of);
    snprintf(horizon, sizeof horizon, "%.17g", run->options->horizon_days);
    snprintf(rate, sizeof rate, "%.17g", run->options->rate_per_year);
    const gw_sql_slot slots[] = {{"as_of", day},
                                 {"day", number},
                                 {"horizon_days", horizon},
                                 {"rate", rate},
                                 {"answer", gw_sql("answer_points")}};
    return gw_run_sql(run->context, run->store, "shop_measure_next", slots, 5, NULL, 0, err);
}

static gw_status keep_scores(gw__reckoning_run *run, gw_error *err)
{
    gw_strbuf given = GW_STRBUF_INIT(run->context);
    if (run->options->given_score == NULL)
        return gw_store_execute(NULL, run->store, gw_sql("other_score_next"), err);
    gw_sql_identifier(&given, run->options->given_score);
    const gw_sql_slot slot = {"given", gw_strbuf_text(&given)};
    gw_status status = slot.text == NULL ? gw_error_no_memory(err, "given forecasts") : GW_OK;
    if (status == GW_OK)
        status = gw_run_sql(run->context, run->store, "other_score_given", &slot, 1, NULL, 0, err);
    gw_strbuf_free(&given);
    return status;
}

gw_status gw__reckon_other(gw__reckoning_run *run, gw_error *err)
{
    gw__reckon_say(run, "reading what passed besides", 0);
    GW_TRY(gw_store_execute(NULL, run->store, gw_sql("other_next"), err));
    GW_TRY(sum_passed(run, err));
    GW_TRY(gw__reckon_links(run, err));
    GW_TRY(measure_shop(run, err));
    GW_TRY(gw__reckon_demand(run, err));
    if (run->options->given_score == NULL)
        GW_TRY(gw__reckon_referrals(run, err));
    if (run->options->given_score == NULL)
        GW_TRY(gw__reckon_contracts(run, err));
    return keep_scores(run, err);
}

gw_status gw__reckon_publish_other(gw__reckoning_run *run, gw_error *err)
{
    return gw_store_execute(NULL, run->store, gw_sql("other_publish"), err);
}

/* The order of a reckoning: span, histories, check, forecast, order sizes, both sides, publish. */
#include "reckon.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "check_labels.h"
#include "check_spend.h"
#include "date.h"
#include "error.h"
#include "query.h"
#include "reckon_inside.h"
#include "reckon_other.h"
#include "shown.h"
#include "vmath.h"

void gw__reckon_say(const gw__reckoning_run *run, const char *words, double share)
{
    if (run->options->progress != NULL)
        run->options->progress(words, share, run->options->user);
}

/* ---- Before anything is read ---------------------------------------------------------------- */

static gw_status check_options(const gw_reckon_options *options, gw_error *err)
{
    if (!(options->horizon_days > 0) || !isfinite(options->horizon_days))
        return gw_error_set(err, GW_WRONG_USE,
                            "the horizon must be a span of time above zero, like \"12 months\"");
    if (!(options->rate_per_year >= 0) || !isfinite(options->rate_per_year))
        return gw_error_set(err, GW_WRONG_USE,
                            "the yearly rate must be zero or more, like 10%%, not %g",
                            options->rate_per_year);
    return GW_OK;
}

/* The model the user named, or NULL when the check is to choose. */
static gw_status named_model(const gw_model **out, const gw_reckon_options *options, gw_error *err)
{
    *out = NULL;
    if (options->model == NULL || strcmp(options->model, "auto") == 0)
        return GW_OK;
    const gw_model *model = gw_model_find(options->model);
    if (model == NULL || gw_model_kind_of(model) != GW_MODEL_COUNT)
        return gw_error_set(err, GW_NOT_FOUND,
                            "there is no model \"%s\" that counts orders: see goodwill models",
                            gw_show(options->model).text);
    *out = model;
    return GW_OK;
}

/* First and last day. The reckoning's day is the last with a purchase unless one was named: a note
 * of today beside sales that end last year would else say that nobody came since. */
static gw_status read_span(gw__reckoning_run *run, gw_error *err)
{
    gw_query *query = NULL;
    size_t rows = 0;
    int64_t last_day = 0;
    GW_TRY(gw_query_open(&query, run->store, gw_sql("purchase_span"), NULL, 0, err));
    gw_status status = gw_query_next(&rows, query, err);
    bool any = status == GW_OK && rows == 1 && !gw_query_is_null(query, 0, 0);
    if (any) {
        run->out->first_day = (int32_t)gw_query_integer(query, 0, 0);
        last_day = gw_query_integer(query, 1, 0);
        run->after_today = gw_query_integer(query, 3, 0);
        run->last_after_today = (int32_t)gw_query_integer(query, 4, 0);
    }
    gw_query_close(query);
    if (status != GW_OK)
        return status;
    run->out->as_of = run->options->as_of != INT32_MIN ? run->options->as_of : (int32_t)last_day;
    run->blind = run->out->as_of >= last_day;
    if (!any || run->out->first_day > run->out->as_of)
        return gw_error_set(err, GW_BAD_DATA,
                            "the store has no purchase%s: import some first, with goodwill import",
                            any ? " up to that day" : "");
    return GW_OK;
}

static gw_status begin(gw__reckoning_run *run, gw_error *err)
{
    GW_TRY(gw_store_execute(NULL, run->store, gw_sql("reckoning_sweep"), err));
    GW_TRY(gw_query_one_integer(&run->out->number, run->store, gw_sql("reckoning_next"), NULL, 0,
                                err));
    gw_value values[] = {gw_value_int64(run->out->number),
                         gw_value_integer(GW_DATE, run->out->as_of),
                         gw_value_double(run->options->horizon_days),
                         gw_value_text(run->options->horizon),
                         gw_value_double(run->options->rate_per_year),
                         gw_value_int64((int64_t)run->options->seed),
                         gw_value_text(gw_version())};
    return gw_store_execute_with(NULL, run->store, gw_sql("reckoning_begin"), values, 7, err);
}

void gw__day_sql(char out[GW__DAY_SQL_SIZE], int32_t day)
{
    char text[GW_DATE_TEXT_SIZE];
    gw_date_format(text, day);
    snprintf(out, GW__DAY_SQL_SIZE, "DATE '%s'", text);
}

gw_status gw__flow_sql(gw_strbuf *out, int32_t as_of, const char *who, gw_error *err)
{
    char day[GW__DAY_SQL_SIZE];
    gw__day_sql(day, as_of);
    const gw_sql_slot slots[] = {{"as_of", day}, {"who", who}};
    GW_TRY(gw_sql_fill(out, "flow", slots, 2, err));
    return gw_strbuf_text(out) != NULL ? GW_OK : gw_error_no_memory(err, "the sums of exchanges");
}

/* ---- The check ------------------------------------------------------------------------------ */

static void use_without_check(gw__reckoning_run *run, const gw_model *only)
{
    run->counts = only != NULL ? only : gw_model_at(0);
    run->alive = run->counts;
    snprintf(run->out->words, sizeof run->out->words,
             "The history of %d days is too short to hide a part of it: this forecast by %s is "
             "not checked.",
             run->out->as_of - run->out->first_day + 1, gw_model_title(run->counts));
}

static gw_status check_and_choose(gw__reckoning_run *run, gw_check_sample *sample,
                                  const gw_model *only, gw_error *err)
{
    if (run->out->hidden_days == 0 || sample->n == 0) {
        run->out->hidden_days = 0;
        use_without_check(run, only);
        return GW_OK;
    }
    gw__reckon_say(run, "checking the forecast on hidden weeks", 0);
    gw_check *check = &run->out->check;
    gw_check_sizes sizes;
    gw_size_growth growth;
    GW_TRY(gw__reckon_season(run, sample, err));
    GW_TRY(gw__reckon_growth(&growth, run, sample->split_day, err));
    GW_TRY(gw_check_spend(&sizes, run->context, sample, &growth.table, err));
    gw_check_rows rows = gw_check_sample_rows(sample, run->out->hidden_days);
    rows.sizes = &sizes;
    GW_TRY(gw_check_run(check, run->context, &rows, only, err));
    check->sizes = sizes;
    check->sizes.growth = NULL;
    const gw_check_entry *used = &check->entries[check->used];
    run->counts = only != NULL ? only : used->model;
    run->rule = used->baseline;
    /* nobody is certainly still a customer for having bought once: the first model can tell */
    run->alive = check->alive != GW_NOBODY ? check->entries[check->alive].model : gw_model_at(0);
    snprintf(run->out->words, sizeof run->out->words, "%s", check->verdict);
    /* windows are whole weeks */
    check->shock.short_windows = 2 * check->look_days + 7 < run->options->horizon_days;
    gw__reckon_say_season(run);
    gw__reckon_say_shock(run);
    return GW_OK;
}

static gw_status keep_check(gw__reckoning_run *run, gw_error *err)
{
    const gw_check *check = &run->out->check;
    gw_value shock[] = {gw_value_int64(run->out->number),
                        gw_value_text("everybody"),
                        gw_value_text("shock"),
                        gw_value_text("common_shock"),
                        gw_value_double(gw_common_shock_sd(&check->shock)),
                        gw_value_text("how much moves everybody at once, on the log scale")};
    GW_TRY(gw_store_execute_with(NULL, run->store, gw_sql("check_keep"), shock, 6, err));
    if (run->out->hidden_days == 0)
        return GW_OK;
    for (size_t e = 0; e < check->n; e++) {
        const gw_check_entry *entry = &check->entries[e];
        const struct {
            const char *item;
            double value;
        } items[] = {{"predicted", entry->score.predicted}, {"actual", entry->score.actual},
                     {"customers", entry->score.customers}, {"mae", entry->score.mae},
                     {"rmse", entry->score.rmse},           {"deviance", entry->score.deviance},
                     {"log_score", entry->looks.log_score}};
        size_t told = sizeof items / sizeof *items - (entry->looks.fitted ? 0 : 1);
        for (size_t i = 0; i < told; i++) {
            gw_value values[] = {gw_value_int64(run->out->number),
                                 gw_value_text(entry->model != NULL ? "model" : "rule"),
                                 gw_value_text(entry->code),
                                 gw_value_text(items[i].item),
                                 gw_value_double(items[i].value),
                                 gw_value_text(entry->title)};
            GW_TRY(gw_store_execute_with(NULL, run->store, gw_sql("check_keep"), values, 6, err));
        }
    }
    return GW_OK;
}

/* ---- Both sides, and publishing ------------------------------------------------------------- */

/* The view of both sides of everybody: on the cells' scores, or on those somebody gave. */
static gw_status publish_state(gw__reckoning_run *run, const char *number, const char *as_of,
                               gw_error *err)
{
    gw_strbuf given = GW_STRBUF_INIT(run->context);
    gw_strbuf state = GW_STRBUF_INIT(run->context);
    gw_status status = GW_OK;
    if (run->options->given_score == NULL) {
        const gw_sql_slot slots[] = {{"reckoning", number}, {"as_of", as_of}};
        status = gw_sql_fill(&state, "customer_state_scored", slots, 2, err);
    } else {
        gw_sql_identifier(&given, run->options->given_score);
        const gw_sql_slot slot = {"given", gw_strbuf_text(&given)};
        status = gw_sql_fill(&state, "customer_state_given", &slot, 1, err);
    }
    if (status == GW_OK && gw_strbuf_text(&state) == NULL)
        status = gw_error_no_memory(err, "the two sides");
    if (status == GW_OK) {
        const gw_sql_slot whole = {"state", gw_strbuf_text(&state)};
        status = gw_run_sql(run->context, run->store, "state_publish", &whole, 1, NULL, 0, err);
    }
    gw_strbuf_free(&given);
    gw_strbuf_free(&state);
    return status;
}

/* Why the forecast that is used is used, one clause for people. */
static const char *why_used(const gw__reckoning_run *run, char out[320])
{
    const gw_check *check = &run->out->check;
    bool checked = run->out->hidden_days > 0;
    if (run->options->given_score != NULL)
        snprintf(out, 320, "somebody gave it");
    else if (run->options->model != NULL && strcmp(run->options->model, "auto") != 0)
        snprintf(out, 320, "you named it");
    else if (!checked)
        snprintf(out, 320, "it is the one to begin with: there was too little to check it on");
    else if (run->counts == NULL)
        snprintf(out, 320, "it did clearly better on the hidden days than the best model");
    else if (check->entries[check->used].reason[0] != '\0')
        snprintf(out, 320, "looking back, %s", check->entries[check->used].reason);
    else
        snprintf(out, 320, "it did best on the hidden days");
    return out;
}

static gw_status publish_inside(gw__reckoning_run *run, gw_error *err)
{
    char number[24];
    char as_of[16];
    char recent_day[16];
    char reason[320];
    snprintf(number, sizeof number, "%lld", (long long)run->out->number);
    snprintf(as_of, sizeof as_of, "%d", run->out->as_of);
    snprintf(recent_day, sizeof recent_day, "%d", run->out->as_of - run->out->hidden_days);
    const gw_sql_slot slots[] = {{"reckoning", number},
                                 {"as_of", as_of},
                                 {"recent_day", recent_day},
                                 {"version", "'" GW_VERSION "'"}};
    const char *code =
        run->counts != NULL ? gw_model_name(run->counts) : gw_baseline_code(run->rule);
    if (run->options->given_score != NULL)
        code = run->options->given_score;
    gw_value values[] = {
        gw_value_int64(run->out->number),     gw_value_text(code),
        gw_value_text(why_used(run, reason)), gw_value_text(run->out->words),
        gw_value_text(run->out->spend_words), gw_value_int64((int64_t)run->out->draws)};
    GW_TRY(gw__reckon_publish_histories(run, err));
    GW_TRY(publish_state(run, number, as_of, err));
    if (run->options->given_score == NULL)
        GW_TRY(gw__reckon_publish_forecast(run, err));
    GW_TRY(gw__reckon_publish_other(run, err));
    GW_TRY(gw_run_sql(run->context, run->store, "reckoning_publish", slots, 4, NULL, 0, err));
    return gw_store_execute_with(NULL, run->store, gw_sql("reckoning_finish"), values, 6, err);
}

static gw_status publish(gw__reckoning_run *run, gw_error *err)
{
    GW_TRY(gw_store_begin(run->store, err));
    gw_status status = publish_inside(run, err);
    if (status == GW_OK)
        return gw_store_commit(run->store, err);
    gw_store_rollback(run->store);
    return status;
}

static gw_status forecast_steps(gw__reckoning_run *run, gw_check_sample *sample,
                                const gw_model *only, gw_error *err)
{
    GW_TRY(check_and_choose(run, sample, only, err));
    gw__reckon_say_after_today(run);
    GW_TRY(gw_check_labels_read(sample, run->context, run->store, err));
    GW_TRY(gw__reckon_check_series(run, sample, err));
    gw_check_sample_free(sample);
    GW_TRY(keep_check(run, err));
    GW_TRY(gw__reckon_spend(run, err));
    GW_TRY(gw__reckon_ahead(run, err));
    GW_TRY(gw__reckon_cells(run, err));
    GW_TRY(gw__reckon_fit_series(run, err));
    gw__reckon_say_few(run);
    return gw__reckon_rule(run, err);
}

static gw_status run_steps(gw__reckoning_run *run, gw_check_sample *sample, gw_error *err)
{
    const gw_model *only = NULL;
    GW_TRY(named_model(&only, run->options, err));
    GW_TRY(read_span(run, err));
    run->out->hidden_days =
        gw_hidden_days(run->out->first_day, run->out->as_of, run->options->hide_from);
    GW_TRY(begin(run, err));
    GW_TRY(gw__reckon_histories(sample, run, err));
    if (run->options->given_score == NULL)
        GW_TRY(forecast_steps(run, sample, only, err));
    else
        GW_TRY(gw__ways_without_forecast(run, err));
    GW_TRY(gw__reckon_other(run, err));
    gw__reckon_say(run, "writing both sides", 0);
    return publish(run, err);
}

gw_status gw_reckon(gw_reckoning *out, gw_context *context, gw_store *store, gw_store *reader,
                    const gw_reckon_options *options, gw_error *err)
{
    gw_reckoning reckoning = {0};
    gw_check_sample sample = {0};
    gw__reckoning_run run = {.context = context,
                             .store = store,
                             .reader = reader,
                             .options = options,
                             .out = &reckoning};
    GW_TRY(check_options(options, err));
    run.delta_per_day = gw_log1p(options->rate_per_year) / 365.25;
    gw_status status = run_steps(&run, &sample, err);
    gw_check_sample_free(&sample);
    gw__spend_free(&run.spend, context);
    gw_clock_free(&run.clock, context);
    if (status != GW_OK)
        return status;
    reckoning.model = run.counts;
    reckoning.alive = run.alive;
    *out = reckoning;
    return GW_OK;
}

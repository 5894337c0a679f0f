/* How many people each customer will still bring; see reckon_other.h and referral_rate.h. */
#include <stdio.h>

#include "error.h"
#include "ingest.h"
#include "memory.h"
#include "query.h"
#include "reckon_other.h"
#include "referral_rate.h"

#define BATCH 2048

static gw_status make_history(gw__reckoning_run *run, gw_error *err)
{
    char number[24];
    char as_of[16];
    snprintf(number, sizeof number, "%lld", (long long)run->out->number);
    snprintf(as_of, sizeof as_of, "%d", run->out->as_of);
    const gw_sql_slot slots[] = {{"reckoning", number}, {"as_of", as_of}};
    return gw_run_sql(run->context, run->store, "referral_history_next", slots, 2, NULL, 0, err);
}

/* Days before today in which nobody new came; 0 where that may be chance: at the rate of before, a
 * hundred shops would see one such. */
static gw_status find_quiet(double *quiet_out, gw__reckoning_run *run, gw_error *err)
{
    gw_columns found = {0};
    *quiet_out = 0;
    GW_TRY(gw_columns_read(&found, run->context, run->store, "newcomers", NULL, 0, NULL, 0, err));
    if (found.n == 1) {
        double quiet = run->out->as_of - found.values[1][0];
        double before = found.values[1][0] - found.values[0][0] + 1;
        *quiet_out = quiet * found.values[2][0] / before > 4.6 ? quiet : 0;
    }
    gw_columns_free(&found);
    return GW_OK;
}

/* Customers with the same history have the same likelihood: only distinct ones are fitted. */
static gw_status fit_rate(gw_referral_rate *out, bool *any_out, gw__reckoning_run *run, double g,
                          double quiet, gw_error *err)
{
    gw_columns cells = {0};
    double brought = 0;
    gw_status status = gw_columns_read(&cells, run->context, run->store, "referral_history", NULL,
                                       0, NULL, 0, err);
    gw_referral_history history = {.n = cells.n,
                                   .referrals = cells.values[0],
                                   .age_sum = cells.values[1],
                                   .last_age = cells.values[2],
                                   .age = cells.values[3],
                                   .p_alive = cells.values[4],
                                   .weight = cells.values[5],
                                   .quiet = quiet};
    for (size_t i = 0; i < cells.n && status == GW_OK; i++)
        brought += cells.values[0][i];
    *any_out = brought > 0;
    if (status == GW_OK && *any_out)
        status = gw_referral_rate_fit(out, run->context, &history, g, err);
    if (cells.context != NULL)
        gw_columns_free(&cells);
    return status;
}

/* ---- Everybody's expected referrals --------------------------------------------------------- */

typedef struct stream {
    gw_query *histories;
    const gw_referral_rate *rate;
    double quiet;
    double horizon_days, delta_per_day;
    int64_t customer_no[BATCH];
    double column[5][BATCH];
    double expected[BATCH];
} stream;

static gw_status next_expected(size_t *rows_out, gw_column *columns, void *user, gw_error *err)
{
    stream *s = user;
    size_t rows = 0;
    GW_TRY(gw_query_next(&rows, s->histories, err));
    if (rows > BATCH)
        return gw_error_set(err, GW_FAILED, "the store gave %zu rows at once", rows);
    for (size_t i = 0; i < rows; i++) {
        s->customer_no[i] = gw_query_integer(s->histories, 0, i);
        for (size_t c = 0; c < 5; c++)
            s->column[c][i] = gw_query_double(s->histories, c + 1, i);
    }
    gw_referral_history history = {.n = rows,
                                   .referrals = s->column[0],
                                   .age_sum = s->column[1],
                                   .last_age = s->column[2],
                                   .age = s->column[3],
                                   .p_alive = s->column[4],
                                   .quiet = s->quiet};
    GW_TRY(gw_referral_rate_expect(s->expected, s->rate, &history, s->horizon_days,
                                   s->delta_per_day, err));
    columns[0].values = s->customer_no;
    columns[1].values = s->expected;
    *rows_out = rows;
    return GW_OK;
}

static gw_status write_expected(gw__reckoning_run *run, const gw_referral_rate *rate, double quiet,
                                gw_error *err)
{
    gw_ingest_target target = {.table = "expected_referrals_next", .append = true};
    gw_column columns[] = {{"customer_no", GW_INT64, NULL, NULL},
                           {"discounted_referrals", GW_DOUBLE, NULL, NULL}};
    stream *s = gw_alloc_zero(run->context, 1, sizeof *s);
    if (s == NULL)
        return gw_error_no_memory(err, "who will be brought");
    s->rate = rate;
    s->quiet = quiet;
    s->horizon_days = run->options->horizon_days;
    s->delta_per_day = run->delta_per_day;
    gw_status status =
        gw_query_open(&s->histories, run->reader, gw_sql("referral_history_rows"), NULL, 0, err);
    if (status == GW_OK)
        status = gw_ingest(NULL, run->store, &target, columns, 2, next_expected, s, err);
    gw_query_close(s->histories);
    gw_release(run->context, s);
    return status;
}

gw_status gw__reckon_referrals(gw__reckoning_run *run, gw_error *err)
{
    gw_columns said = {0};
    gw_referral_rate rate = {0};
    bool any = false;
    double quiet = 0;
    int64_t links = 0;
    GW_TRY(gw_query_one_integer(&links, run->store, gw_sql("referral_count"), NULL, 0, err));
    if (links == 0) /* nothing to learn from: everybody's history need not be read */
        return GW_OK;
    gw_status status = gw_columns_read(&said, run->context, run->store, "referral_settings", NULL,
                                       0, NULL, 0, err);
    if (status == GW_OK)
        status = make_history(run, err);
    if (status == GW_OK)
        status = find_quiet(&quiet, run, err);
    if (status == GW_OK)
        status = fit_rate(&rate, &any, run, said.values[2][0], quiet, err);
    if (said.context != NULL)
        gw_columns_free(&said);
    if (status == GW_OK && any)
        status = write_expected(run, &rate, quiet, err);
    return status;
}

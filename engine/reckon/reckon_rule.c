/* The forecast of a simple rule, when no model did better on hidden data; see reckon_inside.h. A
 * customer's orders come at random moments at the rule's rate: a Poisson count, discounted evenly.
 */
#include <math.h>

#include "error.h"
#include "ingest.h"
#include "memory.h"
#include "reckon_inside.h"
#include "vmath.h"

/* The least k with P(count <= k) >= level for a Poisson count; from a mean of 400 on by the normal
 * distribution, which is then right to a count or so. */
static double poisson_quantile(double mean, double level, double z)
{
    if (mean > 400)
        return fmax(0.0, floor(mean + z * sqrt(mean) + 0.5));
    double chance = gw_exp(-mean);
    double up_to = chance;
    double k = 0;
    while (up_to < level && k < 1000) {
        k++;
        chance *= mean / k;
        up_to += chance;
    }
    return k;
}

typedef struct rule_scores {
    int64_t *reckoning, *customer_no;
    double *occasions, *discounted, *low, *high, *years;
} rule_scores;

static void score_rule(const rule_scores *s, const gw_columns *rows, const double *rate,
                       const gw__reckoning_run *run)
{
    double horizon = run->options->horizon_days;
    double worth = gw_expm1_ratio(-run->delta_per_day * horizon); /* of a day, on average */
    for (size_t i = 0; i < rows->n; i++) {
        double mean = rate[i] * horizon;
        s->reckoning[i] = run->out->number;
        s->customer_no[i] =
            (int64_t)rows->values[0][i] * (INT64_C(1) << 32) + (int64_t)rows->values[6][i];
        s->occasions[i] = mean;
        s->discounted[i] = mean * worth;
        s->low[i] = worth * poisson_quantile(mean, 0.1, -1.2815515655446004);
        s->high[i] = worth * poisson_quantile(mean, 0.9, 1.2815515655446004);
        s->years[i] = rate[i] > 0 ? horizon * worth / 365.25 : 0.0;
    }
}

static gw_status write_scores(gw__reckoning_run *run, const rule_scores *s, size_t n, gw_error *err)
{
    gw_column columns[] = {{"reckoning", GW_INT64, s->reckoning, NULL},
                           {"customer_no", GW_INT64, s->customer_no, NULL},
                           {"occasions", GW_DOUBLE, s->occasions, NULL},
                           {"discounted", GW_DOUBLE, s->discounted, NULL},
                           {"discounted_low", GW_DOUBLE, s->low, NULL},
                           {"discounted_high", GW_DOUBLE, s->high, NULL},
                           {"discounted_years", GW_DOUBLE, s->years, NULL}};
    gw_ingest_target target = {.table = "baseline_score", .append = true};
    return gw_ingest_arrays(run->store, &target, columns, sizeof columns / sizeof *columns, n, err);
}

static gw_status rates_of(double *rate, gw__reckoning_run *run, const gw_columns *rows,
                          gw_error *err)
{
    int32_t *first_day = gw_alloc(run->context, rows->n, sizeof *first_day);
    if (first_day == NULL)
        return gw_error_no_memory(err, "the forecast of a simple rule");
    for (size_t i = 0; i < rows->n; i++)
        first_day[i] = (int32_t)rows->values[5][i];
    gw_baseline_facts facts = {.n = rows->n,
                               .x = rows->values[1],
                               .t_x = rows->values[2],
                               .age = rows->values[3],
                               .recent = rows->values[4],
                               .first_day = first_day,
                               .period_days = run->out->hidden_days};
    gw_status status = gw_baseline_rates(rate, run->context, run->rule, &facts, err);
    gw_release(run->context, first_day);
    return status;
}

gw_status gw__reckon_rule(gw__reckoning_run *run, gw_error *err)
{
    if (run->counts != NULL)
        return GW_OK;
    gw_columns rows = {0};
    double *rate = NULL;
    int64_t *whole = NULL;
    gw_value as_of = gw_value_int64(run->out->as_of);
    gw_status status =
        gw_columns_read(&rows, run->context, run->store, "baseline_rows", NULL, 0, &as_of, 1, err);
    if (status != GW_OK)
        goto done;
    size_t n = rows.n;
    rate = gw_alloc(run->context, n, 6 * sizeof *rate);
    whole = gw_alloc(run->context, n, 2 * sizeof *whole);
    if (rate == NULL || whole == NULL) {
        status = gw_error_no_memory(err, "the forecast of a simple rule");
        goto done;
    }
    status = rates_of(rate, run, &rows, err);
    if (status == GW_OK) {
        rule_scores s = {whole,        whole + n,    rate + n,    rate + 2 * n,
                         rate + 3 * n, rate + 4 * n, rate + 5 * n};
        score_rule(&s, &rows, rate, run);
        status = write_scores(run, &s, n, err);
    }
done:
    gw_release(run->context, rate);
    gw_release(run->context, whole);
    gw_columns_free(&rows);
    return status;
}

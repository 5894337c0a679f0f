/* The baselines of baseline.h.
 *
 * The rule of days since the last order is the managers' hiatus heuristic (Wuebben & v. Wangenheim
 * 2008, Journal of Marketing 72). Its cut-off, which they took from the manager, is here three
 * times the middle customer's gap between orders: of customers who buy at random times at that
 * rate, one in twenty waits longer. */
#include "baseline.h"

#include "date.h"
#include "error.h"
#include "memory.h"

#define GAPS_TO_WAIT 3.0

const char *gw_baseline_code(gw_baseline baseline)
{
    static const char *const codes[] = {
#define GW_BASELINE(code, title) #code,
#include "baselines.def"
#undef GW_BASELINE
    };
    return baseline < GW_BASELINE_COUNT ? codes[baseline] : NULL;
}

const char *gw_baseline_title(gw_baseline baseline)
{
    static const char *const titles[] = {
#define GW_BASELINE(code, title) title,
#include "baselines.def"
#undef GW_BASELINE
    };
    return baseline < GW_BASELINE_COUNT ? titles[baseline] : NULL;
}

static int month_of(int32_t day)
{
    int year = 0;
    int month = 0;
    int day_of_month = 0;
    gw_date_to_civil(&year, &month, &day_of_month, day);
    return year * 12 + month - 1;
}

typedef struct cohort {
    double customers;
    double recent;
} cohort;

/* Months from the first cohort to the last; 0 customers: no months. */
static size_t month_span(int *first_out, const gw_baseline_facts *facts)
{
    if (facts->n == 0)
        return 0;
    int32_t first = facts->first_day[0];
    int32_t last = first;
    for (size_t i = 1; i < facts->n; i++) {
        first = facts->first_day[i] < first ? facts->first_day[i] : first;
        last = facts->first_day[i] > last ? facts->first_day[i] : last;
    }
    *first_out = month_of(first);
    return (size_t)(month_of(last) - *first_out) + 1;
}

static gw_status cohort_rates(double *rate_out, gw_context *context, const gw_baseline_facts *facts,
                              gw_error *err)
{
    int first = 0;
    cohort *cohorts = gw_alloc_zero(context, month_span(&first, facts), sizeof *cohorts);
    if (cohorts == NULL)
        return gw_error_no_memory(err, "the months customers came in");
    for (size_t i = 0; i < facts->n; i++) {
        cohort *own = &cohorts[month_of(facts->first_day[i]) - first];
        own->customers += 1;
        own->recent += facts->recent[i];
    }
    for (size_t i = 0; i < facts->n; i++) {
        const cohort *own = &cohorts[month_of(facts->first_day[i]) - first];
        rate_out[i] = own->recent / own->customers / facts->period_days;
    }
    gw_release(context, cohorts);
    return GW_OK;
}

/* The mean gap of the middle repeat customer, in days, found by counting whole days. 0: nobody came
 * back. */
static gw_status middle_gap(double *gap_out, gw_context *context, const gw_baseline_facts *facts,
                            gw_error *err)
{
    enum { DAYS = 36525 }; /* a century: longer gaps count as that */
    size_t *with_gap = gw_alloc_zero(context, DAYS + 1, sizeof *with_gap);
    if (with_gap == NULL)
        return gw_error_no_memory(err, "the gaps between orders");
    size_t repeaters = 0;
    for (size_t i = 0; i < facts->n; i++) {
        if (facts->x[i] < 1)
            continue;
        double gap = facts->t_x[i] / facts->x[i];
        with_gap[gap < DAYS ? (size_t)gap : DAYS]++;
        repeaters++;
    }
    size_t day = 0;
    for (size_t seen = with_gap[0]; 2 * seen < repeaters; seen += with_gap[day])
        day++;
    *gap_out = repeaters == 0 ? 0.0 : (double)day + 0.5;
    gw_release(context, with_gap);
    return GW_OK;
}

static gw_status hiatus_rates(double *rate_out, gw_context *context, const gw_baseline_facts *facts,
                              gw_error *err)
{
    double gap = 0;
    GW_TRY(middle_gap(&gap, context, facts, err));
    for (size_t i = 0; i < facts->n; i++) {
        double silent = facts->age[i] - facts->t_x[i];
        double age = facts->age[i] < 1 ? 1 : facts->age[i];
        rate_out[i] = silent <= GAPS_TO_WAIT * gap ? facts->x[i] / age : 0.0;
    }
    return GW_OK;
}

gw_status gw_baseline_rates(double *rate_out, gw_context *context, gw_baseline baseline,
                            const gw_baseline_facts *facts, gw_error *err)
{
    switch (baseline) {
    case GW_BASELINE_zero:
        for (size_t i = 0; i < facts->n; i++)
            rate_out[i] = 0;
        return GW_OK;
    case GW_BASELINE_last_period:
        for (size_t i = 0; i < facts->n; i++)
            rate_out[i] = facts->recent[i] / facts->period_days;
        return GW_OK;
    case GW_BASELINE_cohort_mean:
        return cohort_rates(rate_out, context, facts, err);
    case GW_BASELINE_days_since_last_order:
        return hiatus_rates(rate_out, context, facts, err);
    case GW_BASELINE_COUNT:
        break;
    }
    return gw_error_set(err, GW_WRONG_USE, "there is no baseline number %d", (int)baseline);
}

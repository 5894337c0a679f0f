/* Simple forecasts: the bar for the models, and the forecast itself where no model clears it. */
#ifndef GW_BASELINE_H
#define GW_BASELINE_H

#include <stdint.h>

#include <goodwill/base.h>

typedef enum gw_baseline {
#define GW_BASELINE(code, title) GW_BASELINE_##code,
#include "baselines.def"
#undef GW_BASELINE
    GW_BASELINE_COUNT
} gw_baseline;

const char *gw_baseline_code(gw_baseline baseline);
const char *gw_baseline_title(gw_baseline baseline);

/* What a baseline knows of n customers at some day; borrowed, each of length n. */
typedef struct gw_baseline_facts {
    size_t n;
    const double *x;      /* occasions after the first */
    const double *t_x;    /* days from the first to the last */
    const double *age;    /* days from the first to that day */
    const double *recent; /* occasions in the last period */
    const int32_t *first_day;
    double period_days; /* the length of that last period */
} gw_baseline_facts;

/* Occasions per day expected of each customer. GW_NO_MEMORY. */
gw_status gw_baseline_rates(double *rate_out, gw_context *context, gw_baseline baseline,
                            const gw_baseline_facts *facts, gw_error *err);

#endif

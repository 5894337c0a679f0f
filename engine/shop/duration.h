/* Durations and rates as people write them, in one time unit.
 *
 * A week has 7 days, a year 365.25, a month a twelfth of a year. A rate is per year, whatever the
 * unit: the confusion of the two is the oldest bug of this trade. */
#ifndef GW_DURATION_H
#define GW_DURATION_H

#include <goodwill/base.h>

typedef enum gw_time_unit { GW_UNIT_DAYS, GW_UNIT_WEEKS, GW_UNIT_MONTHS } gw_time_unit;

/* "days", "weeks" or "months". GW_WRONG_USE for anything else. */
GW_MUST_USE gw_status gw_time_unit_parse(gw_time_unit *out, const char *text, gw_error *err);

/* "52 weeks", "12 months", "365 days", "1 year", "forever" (GW_FOREVER), or a bare number of units.
 * GW_WRONG_USE for what is no duration, negative or infinite. */
GW_MUST_USE gw_status gw_horizon_parse(double *out, const char *text, gw_time_unit unit,
                                       gw_error *err);

/* "10%" or "0.1" a year, as the continuous rate ln(1 + rate) per unit. GW_WRONG_USE for a negative
 * rate, and for a bare number from 1 on, which would mean 10 for 10%. */
GW_MUST_USE gw_status gw_rate_parse(double *delta_out, const char *text, gw_time_unit unit,
                                    gw_error *err);
/* "10%" or "0.1" as the fraction 0.1. Statuses as gw_rate_parse. */
GW_MUST_USE gw_status gw_rate_fraction_parse(double *rate_out, const char *text, gw_error *err);
/* "10%" or "0.1" a period, as ln(1 + rate). */
GW_MUST_USE gw_status gw_period_rate_parse(double *delta_out, const char *text, gw_error *err);

/* A continuous rate per unit, as papers give it: a number of at least 0. */
GW_MUST_USE gw_status gw_delta_parse(double *out, const char *text, gw_error *err);

#endif

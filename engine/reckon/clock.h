/* A clock for models of counts that know no seasons: it runs fast in months in which people come
 * often and slowly in others, a year for a year, so that in its time they come as steadily as such
 * a model takes them to (operational time; Lundberg 1903 for counts of claims). */
#ifndef GW_CLOCK_H
#define GW_CLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <goodwill/base.h>

#define GW_MONTHS 12

/* How often people come in each month of the year, an average month being 1. */
typedef struct gw_season {
    bool known;               /* false: every month is as the others */
    double factor[GW_MONTHS]; /* January first; > 0; the mean over the days of four years is 1 */
} gw_season;

/* Beyond the day of a reckoning its clock is right for so many days: a next order may be far. */
#define GW_CLOCK_FAR_DAYS 36525

/* Starts from {0}, which is the calendar itself. */
typedef struct gw_clock {
    int32_t from_day;
    size_t n;
    double *at; /* what it shows at the end of from_day + i; NULL: the number of the day */
} gw_clock;

/* Right from the end of from_day to that of until_day; outside it runs as the calendar does.
 * GW_NO_MEMORY. */
gw_status gw_clock_create(gw_clock *out, gw_context *context, const gw_season *season,
                          int32_t from_day, int32_t until_day, gw_error *err);
void gw_clock_free(gw_clock *clock, gw_context *context);

/* What it shows at the end of a day; parts of a day, evenly between the ends of two. */
double gw_clock_at(const gw_clock *clock, double day);
/* The time from the end of one day to that of another. Of whole days by the calendar: exact. */
double gw_clock_between(const gw_clock *clock, double from_day, double to_day);
/* The day at the end of which so much time has passed since the end of from_day. */
double gw_clock_after(const gw_clock *clock, double from_day, double time);

/* Histories as of a day, n of them, in the clock's time: t_x and age, in days, are replaced. */
void gw_clock_histories(const gw_clock *clock, int32_t as_of, double *t_x, double *age, size_t n);

/* Scales the factors to a mean of 1. */
void gw_season_scale(gw_season *season);
/* The month of a day, 0 to 11. */
size_t gw_month_of(int32_t day);
/* Quarters since year 0. */
int gw_quarter_of(int32_t day);

#endif

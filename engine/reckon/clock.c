/* See clock.h. */
#include "clock.h"

#include <math.h>

#include "date.h"
#include "error.h"
#include "memory.h"

static const double days_of_month[GW_MONTHS] = {31, 28.25, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

size_t gw_month_of(int32_t day)
{
    int year = 0;
    int month = 0;
    int day_of_month = 0;
    gw_date_to_civil(&year, &month, &day_of_month, day);
    return (size_t)(month - 1);
}

int gw_quarter_of(int32_t day)
{
    int year = 0;
    int month = 0;
    int day_of_month = 0;
    gw_date_to_civil(&year, &month, &day_of_month, day);
    return year * 4 + (month - 1) / 3;
}

void gw_season_scale(gw_season *season)
{
    double sum = 0;
    for (size_t m = 0; m < GW_MONTHS; m++)
        sum += season->factor[m] * days_of_month[m];
    for (size_t m = 0; m < GW_MONTHS; m++)
        season->factor[m] *= 365.25 / sum;
}

gw_status gw_clock_create(gw_clock *out, gw_context *context, const gw_season *season,
                          int32_t from_day, int32_t until_day, gw_error *err)
{
    *out = (gw_clock){0};
    if (!season->known || until_day < from_day)
        return GW_OK;
    size_t n = (size_t)((int64_t)until_day - from_day) + 1;
    double *at = gw_alloc(context, n, sizeof *at);
    if (at == NULL)
        return gw_error_no_memory(err, "the seasons of the shop");
    at[0] = from_day;
    for (size_t i = 1; i < n; i++)
        at[i] = at[i - 1] + season->factor[gw_month_of(from_day + (int32_t)i)];
    *out = (gw_clock){.from_day = from_day, .n = n, .at = at};
    return GW_OK;
}

void gw_clock_free(gw_clock *clock, gw_context *context)
{
    gw_release(context, clock->at);
    *clock = (gw_clock){0};
}

double gw_clock_at(const gw_clock *clock, double day)
{
    if (clock->at == NULL || day <= clock->from_day)
        return day;
    double since = day - clock->from_day;
    double last = (double)(clock->n - 1);
    if (since >= last)
        return clock->at[clock->n - 1] + (since - last);
    size_t i = (size_t)since;
    return clock->at[i] + (since - (double)i) * (clock->at[i + 1] - clock->at[i]);
}

double gw_clock_between(const gw_clock *clock, double from_day, double to_day)
{
    return gw_clock_at(clock, to_day) - gw_clock_at(clock, from_day);
}

double gw_clock_after(const gw_clock *clock, double from_day, double time)
{
    double shows = gw_clock_at(clock, from_day) + time;
    if (clock->at == NULL)
        return from_day + time;
    if (shows <= clock->at[0])
        return shows;
    if (shows >= clock->at[clock->n - 1])
        return clock->from_day + (double)(clock->n - 1) + (shows - clock->at[clock->n - 1]);
    size_t low = 0; /* at[low] <= shows < at[high] */
    size_t high = clock->n - 1;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (clock->at[middle] <= shows)
            low = middle;
        else
            high = middle;
    }
    double part = (shows - clock->at[low]) / (clock->at[high] - clock->at[low]);
    return clock->from_day + (double)low + part;
}

void gw_clock_histories(const gw_clock *clock, int32_t as_of, double *t_x, double *age, size_t n)
{
    double now = gw_clock_at(clock, as_of);
    if (clock->at == NULL)
        return;
    for (size_t i = 0; i < n; i++) {
        double first = gw_clock_at(clock, as_of - age[i]);
        t_x[i] = gw_clock_at(clock, as_of - age[i] + t_x[i]) - first;
        age[i] = now - first;
    }
}

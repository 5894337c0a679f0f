/* Days and dates.
 *
 * Years begin on 1 March, so that the leap day is a year's last day, and come in eras of 400 years
 * of 146097 days (Richards 2013, Explanatory Supplement to the Astronomical Almanac, ch. 15, takes
 * the same way). Months from March on begin at day (153 m + 2) / 5 of their year. */
#include "date.h"

#include <string.h>

#define DAYS_IN_ERA 146097
#define EPOCH 719468 /* 1970-01-01, counted from 0000-03-01 */

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool gw_date_from_civil(int32_t *day_out, int year, int month, int day)
{
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
        day > days_in_month(year, month))
        return false;
    int march_year = month > 2 ? year : year - 1;
    int march_month = month > 2 ? month - 3 : month + 9;
    int day_of_year = (153 * march_month + 2) / 5 + day - 1;
    *day_out = march_year * 365 + march_year / 4 - march_year / 100 + march_year / 400 +
               day_of_year - EPOCH;
    return true;
}

void gw_date_to_civil(int *year_out, int *month_out, int *day_out, int32_t day)
{
    int64_t since = (int64_t)day + EPOCH;
    int64_t era = (since >= 0 ? since : since - (DAYS_IN_ERA - 1)) / DAYS_IN_ERA;
    int day_of_era = (int)(since - era * DAYS_IN_ERA);
    /* Take the leap days out: one in 4 years (1460 days), not in 100 (36524), but in 400. */
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int march_month = (5 * day_of_year + 2) / 153;
    int month = march_month < 10 ? march_month + 3 : march_month - 9;
    *year_out = (int)(era * 400) + year_of_era + (month <= 2);
    *month_out = month;
    *day_out = day_of_year - (153 * march_month + 2) / 5 + 1;
}

/* The number in text[0 .. digits-1]; -1 when there is something else. */
static int read_digits(const char *text, int digits)
{
    int number = 0;
    for (int i = 0; i < digits; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

bool gw_date_parse(int32_t *day_out, const char *text, size_t length)
{
    if (length != GW_DATE_TEXT_SIZE - 1 || text[4] != '-' || text[7] != '-')
        return false;
    return gw_date_from_civil(day_out, read_digits(text, 4), read_digits(text + 5, 2),
                              read_digits(text + 8, 2));
}

static void write_digits(char *out, int digits, int number)
{
    for (int i = digits - 1; i >= 0; i--) {
        out[i] = (char)('0' + number % 10);
        number /= 10;
    }
}

void gw_date_format(char text_out[GW_DATE_TEXT_SIZE], int32_t day)
{
    memcpy(text_out, "****-**-**", GW_DATE_TEXT_SIZE);
    if (day < GW_DATE_FIRST || day > GW_DATE_LAST)
        return;
    int year, month, day_of_month;
    gw_date_to_civil(&year, &month, &day_of_month, day);
    write_digits(text_out, 4, year);
    write_digits(text_out + 5, 2, month);
    write_digits(text_out + 8, 2, day_of_month);
}

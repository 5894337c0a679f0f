/* Days of the proleptic Gregorian calendar as int32_t, 0 = 1970-01-01; years 0001 to 9999. */
#ifndef GW_DATE_H
#define GW_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GW_DATE_FIRST (-719162) /* 0001-01-01 */
#define GW_DATE_LAST 2932896    /* 9999-12-31 */
#define GW_DATE_TEXT_SIZE 11    /* "YYYY-MM-DD" and its end */

/* False when year, month or day is not a date; *day_out is then left alone. */
bool gw_date_from_civil(int32_t *day_out, int year, int month, int day);
/* Days outside GW_DATE_FIRST to GW_DATE_LAST are counted on: year 0, -1, ..., 10000, ... */
void gw_date_to_civil(int *year_out, int *month_out, int *day_out, int32_t day);
/* Reads exactly "YYYY-MM-DD"; false for anything else, and *day_out is then left alone. */
bool gw_date_parse(int32_t *day_out, const char *text, size_t length);
/* Writes "YYYY-MM-DD"; "****-**-**" for a day outside GW_DATE_FIRST to GW_DATE_LAST. */
void gw_date_format(char text_out[GW_DATE_TEXT_SIZE], int32_t day);

#endif

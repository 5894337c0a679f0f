/* Dates: every day of 9999 years against a walk through the calendar, and text. */
#include "check.h"

#include "date.h"

#include <string.h>

static int month_length(int year, int month)
{
    if (month == 2)
        return year % 400 == 0 || (year % 4 == 0 && year % 100 != 0) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static void check_day(int32_t expected, int year, int month, int day)
{
    int32_t counted = expected - 1;
    assert_true(gw_date_from_civil(&counted, year, month, day));
    assert_int_equal(counted, expected);
    int back_year, back_month, back_day;
    gw_date_to_civil(&back_year, &back_month, &back_day, expected);
    if (back_year != year || back_month != month || back_day != day)
        fail_msg("day %d is %d-%d-%d, not %d-%d-%d", expected, year, month, day, back_year,
                 back_month, back_day);
}

static void test_every_day(void **state)
{
    (void)state;
    int32_t number = GW_DATE_FIRST;
    for (int year = 1; year <= 9999; year++)
        for (int month = 1; month <= 12; month++)
            for (int day = 1; day <= month_length(year, month); day++)
                check_day(number++, year, month, day);
    assert_int_equal(number, GW_DATE_LAST + 1);
}

static void test_known_days(void **state)
{
    (void)state;
    check_day(0, 1970, 1, 1);
    check_day(-1, 1969, 12, 31);
    check_day(11016, 2000, 2, 29);
    check_day(9862, 1997, 1, 1);
    check_day(10499, 1998, 9, 30);
    check_day(19782, 2024, 2, 29);
}

static void test_what_is_not_a_date(void **state)
{
    (void)state;
    const int rows[][3] = {
        {0, 1, 1},     {10000, 1, 1},  {-1, 1, 1},    {2023, 0, 1},  {2023, 13, 1},
        {2023, 1, 0},  {2023, 1, 32},  {2023, 2, 29}, {1900, 2, 29}, {2100, 2, 29},
        {2023, 4, 31}, {2023, 11, 31}, {2023, 1, -1}, {2024, 2, 30},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int32_t day = 4711;
        assert_false(gw_date_from_civil(&day, rows[i][0], rows[i][1], rows[i][2]));
        assert_int_equal(day, 4711);
    }
}

static void test_days_outside_the_years(void **state)
{
    (void)state;
    int year, month, day;
    gw_date_to_civil(&year, &month, &day, GW_DATE_LAST + 1);
    assert_int_equal(year, 10000);
    assert_int_equal(month * 100 + day, 101);
    gw_date_to_civil(&year, &month, &day, GW_DATE_FIRST - 1);
    assert_int_equal(year, 0);
    assert_int_equal(month * 100 + day, 1231);
    gw_date_to_civil(&year, &month, &day, INT32_MAX);
    assert_int_equal(year, 5881580);
    assert_int_equal(month * 100 + day, 711);
    gw_date_to_civil(&year, &month, &day, INT32_MIN);
    assert_int_equal(year, -5877641);
    assert_int_equal(month * 100 + day, 623);
}

static void check_text(int32_t day, const char *text)
{
    char written[GW_DATE_TEXT_SIZE];
    gw_date_format(written, day);
    assert_string_equal(written, text);
    int32_t read = 4711;
    assert_true(gw_date_parse(&read, text, 10));
    assert_int_equal(read, day);
}

static void test_text(void **state)
{
    (void)state;
    check_text(0, "1970-01-01");
    check_text(11016, "2000-02-29");
    check_text(GW_DATE_FIRST, "0001-01-01");
    check_text(GW_DATE_LAST, "9999-12-31");
    const int32_t outside[] = {GW_DATE_FIRST - 1, GW_DATE_LAST + 1, INT32_MIN, INT32_MAX};
    for (size_t i = 0; i < 4; i++) {
        char written[GW_DATE_TEXT_SIZE];
        gw_date_format(written, outside[i]);
        assert_string_equal(written, "****-**-**");
    }
}

static void test_text_that_is_not_a_date(void **state)
{
    (void)state;
    const char *texts[] = {
        "",           "1970-01-0",  "1970-01-011", "1970/01/01", "1970-1-01",  "1970-01-1 ",
        " 970-01-01", "+970-01-01", "-970-01-01",  "19a0-01-01", "1970-0x-01", "1970-01-0x",
        "1970-13-01", "1970-02-30", "0000-01-01",  "19700-01-1", "1970-01:01", "1970-00-10",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        int32_t day = 4711;
        assert_false(gw_date_parse(&day, texts[i], strlen(texts[i])));
        assert_int_equal(day, 4711);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_day),
        cmocka_unit_test(test_known_days),
        cmocka_unit_test(test_what_is_not_a_date),
        cmocka_unit_test(test_days_outside_the_years),
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_text_that_is_not_a_date),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

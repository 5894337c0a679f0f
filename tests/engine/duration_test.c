/* Durations and rates: the same answer in every unit, and nothing bare that could be meant
 * otherwise. */
#include "check.h"
#include "duration.h"

#include <goodwill/models.h>

#include <math.h>
#include <string.h>

static double horizon(const char *text, gw_time_unit unit)
{
    gw_error err = {0};
    double value = -7;
    if (gw_horizon_parse(&value, text, unit, &err) != GW_OK)
        fail_msg("%s: %s", text, err.message);
    return value;
}

static void horizons(void **state)
{
    (void)state;
    check_same_bits(horizon("52 weeks", GW_UNIT_WEEKS), 52.0);
    check_same_bits(horizon("52", GW_UNIT_WEEKS), 52.0);
    check_same_bits(horizon("52 weeks", GW_UNIT_DAYS), 364.0);
    check_same_bits(horizon("365 days", GW_UNIT_DAYS), 365.0);
    check_same_bits(horizon("1 week", GW_UNIT_DAYS), 7.0);
    check_same_bits(horizon("1 year", GW_UNIT_MONTHS), 12.0);
    check_same_bits(horizon("12 months", GW_UNIT_MONTHS), 12.0);
    check_close(horizon("12 months", GW_UNIT_DAYS), 365.25, 1e-15);
    check_close(horizon("1 years", GW_UNIT_WEEKS), 365.25 / 7, 1e-15);
    check_same_bits(horizon("0", GW_UNIT_WEEKS), 0.0);
    check_same_bits(horizon("1e-6", GW_UNIT_WEEKS), 1e-6);
    check_same_bits(horizon("1E6", GW_UNIT_WEEKS), 1e6);
    check_same_bits(horizon("1e3days", GW_UNIT_DAYS), 1000.0);
    check_same_bits(horizon("  2.5   Weeks ", GW_UNIT_WEEKS), 2.5);
    check_same_bits(horizon(".5weeks", GW_UNIT_WEEKS), 0.5);
    check_same_bits(horizon("forever", GW_UNIT_WEEKS), GW_FOREVER);
    check_same_bits(horizon("Forever ", GW_UNIT_DAYS), GW_FOREVER);
}

/* The same horizon in three units is the same time. */
static void units_agree(void **state)
{
    (void)state;
    static const char *const texts[] = {"1 year", "52 weeks", "12 months", "90 days", "1e-3 days"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        double days = horizon(texts[i], GW_UNIT_DAYS);
        check_close(horizon(texts[i], GW_UNIT_WEEKS) * 7.0, days, 1e-15);
        check_close(horizon(texts[i], GW_UNIT_MONTHS) * 30.4375, days, 1e-15);
    }
}

static void bad_horizons(void **state)
{
    (void)state;
    static const char *const texts[] = {"",
                                        " ",
                                        "weeks",
                                        "-1",
                                        "-1 weeks",
                                        "nan",
                                        "inf",
                                        "1e400",
                                        "52 fortnights",
                                        "5 2 weeks",
                                        "52 weeks or so",
                                        "0x10",
                                        "1,5 weeks",
                                        "forever and a day",
                                        "52w",
                                        "m"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        gw_error err = {0};
        double value = 7;
        assert_int_equal(gw_horizon_parse(&value, texts[i], GW_UNIT_WEEKS, &err), GW_WRONG_USE);
        assert_int_equal(err.status, GW_WRONG_USE);
        assert_non_null(strstr(err.message, "the horizon"));
        check_same_bits(value, 7.0);
    }
}

static double rate(const char *text, gw_time_unit unit)
{
    gw_error err = {0};
    double value = -7;
    if (gw_rate_parse(&value, text, unit, &err) != GW_OK)
        fail_msg("%s: %s", text, err.message);
    return value;
}

/* delta per unit x units per year = ln(1 + rate), the annual rate of every unit. */
static void rates(void **state)
{
    (void)state;
    check_same_bits(rate("10%", GW_UNIT_WEEKS), rate("0.1", GW_UNIT_WEEKS));
    check_same_bits(rate("10 %", GW_UNIT_WEEKS), rate(".1", GW_UNIT_WEEKS));
    check_close(rate("10%", GW_UNIT_DAYS) * 365.25, log(1.1), 1e-15);
    check_close(rate("10%", GW_UNIT_WEEKS) * 365.25 / 7, log(1.1), 1e-15);
    check_close(rate("10%", GW_UNIT_MONTHS) * 12, log(1.1), 1e-15);
    check_close(rate("150%", GW_UNIT_MONTHS) * 12, log(2.5), 1e-15);
    check_close(rate("1e-9", GW_UNIT_DAYS) * 365.25, 1e-9 - 5e-19, 1e-15);
    check_same_bits(rate("0", GW_UNIT_DAYS), 0.0);
    check_same_bits(rate("0%", GW_UNIT_DAYS), 0.0);
    gw_error err = {0};
    double delta = 0;
    assert_int_equal(gw_period_rate_parse(&delta, "10%", &err), GW_OK);
    check_close(delta, log(1.1), 1e-15);
}

static void bad_rates(void **state)
{
    (void)state;
    static const char *const texts[] = {"",    "%",   "10",   "1",   "1.5",  "-5%", "-0.1",
                                        "nan", "inf", "inf%", "ten", "10%%", "0,1", "10% a year"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        gw_error err = {0};
        double value = 7;
        assert_int_equal(gw_rate_parse(&value, texts[i], GW_UNIT_WEEKS, &err), GW_WRONG_USE);
        assert_non_null(strstr(err.message, "the rate"));
        check_same_bits(value, 7.0);
    }
    gw_error err = {0};
    double value = 7;
    assert_int_equal(gw_rate_parse(&value, "10", GW_UNIT_WEEKS, &err), GW_WRONG_USE);
    assert_non_null(strstr(err.message, "10%"));
}

static void deltas(void **state)
{
    (void)state;
    gw_error err = {0};
    double value = 7;
    assert_int_equal(gw_delta_parse(&value, "0.0027", &err), GW_OK);
    check_same_bits(value, 0.0027);
    assert_int_equal(gw_delta_parse(&value, "5", &err), GW_OK);
    check_same_bits(value, 5.0);
    static const char *const texts[] = {"", "-1", "nan", "inf", "10%", "x"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        assert_int_equal(gw_delta_parse(&value, texts[i], &err), GW_WRONG_USE);
}

static void units(void **state)
{
    (void)state;
    gw_error err = {0};
    gw_time_unit unit = GW_UNIT_DAYS;
    assert_int_equal(gw_time_unit_parse(&unit, "weeks", &err), GW_OK);
    assert_int_equal(unit, GW_UNIT_WEEKS);
    assert_int_equal(gw_time_unit_parse(&unit, "Months", &err), GW_OK);
    assert_int_equal(unit, GW_UNIT_MONTHS);
    assert_int_equal(gw_time_unit_parse(&unit, "days", &err), GW_OK);
    assert_int_equal(unit, GW_UNIT_DAYS);
    assert_int_equal(gw_time_unit_parse(&unit, "hours", &err), GW_WRONG_USE);
    assert_int_equal(gw_time_unit_parse(&unit, "", &err), GW_WRONG_USE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(horizons), cmocka_unit_test(units_agree), cmocka_unit_test(bad_horizons),
        cmocka_unit_test(rates),    cmocka_unit_test(bad_rates),   cmocka_unit_test(deltas),
        cmocka_unit_test(units),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

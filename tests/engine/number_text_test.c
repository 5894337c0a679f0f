/* Doubles as text: the bytes of "%.17g", for every kind of double. */
#include "check.h"
#include "number_text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void check_text(double value)
{
    char expected[64];
    char text[GW_NUMBER_TEXT_SIZE];
    snprintf(expected, sizeof expected, "%.17g", value);
    size_t length = gw_number_to_text(text, value);
    assert_string_equal(text, expected);
    assert_int_equal(length, strlen(expected));
}

static void chosen_numbers(void **state)
{
    (void)state;
    static const double values[] = {
        0.0,
        -0.0,
        1.0,
        -1.0,
        0.1,
        0.3,
        38.86,
        0.5,
        1e-4,
        9.9999999999999991e-5,
        1e-5,
        1e16,
        1e17,
        99999999999999984.0,
        9007199254740993.0,
        123456789012345678.0,
        1e22,
        5e-324,
        1e308,
        0.00012345,
        2.5,
        4503599627370497.5,
        0.99999999999999989,
        9.9999999999999982,
        1.5e300,
    };
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
        check_text(values[i]);
    check_text((double)INFINITY);
    check_text(-(double)INFINITY);
    check_text((double)NAN);
}

/* The neighbours of every power of ten, of two, and of ties. */
static void borders(void **state)
{
    (void)state;
    for (int k = -330; k < 310; k++) {
        double power = pow(10.0, k);
        double two = ldexp(1.0, k);
        for (int step = -3; step <= 3; step++) {
            double near_power = power;
            double near_two = two;
            for (int i = 0; i < (step < 0 ? -step : step); i++) {
                near_power = nextafter(near_power, step < 0 ? 0.0 : (double)INFINITY);
                near_two = nextafter(near_two, step < 0 ? 0.0 : (double)INFINITY);
            }
            check_text(near_power);
            check_text(near_two);
        }
    }
    for (int64_t i = INT64_C(1) << 52; i < (INT64_C(1) << 52) + 2000; i++)
        check_text((double)i / 8.0);
}

static void many_numbers(void **state)
{
    (void)state;
    uint64_t seed = 88172645463325252u;
    for (int i = 0; i < 400000; i++) {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        double any;
        memcpy(&any, &seed, sizeof any);
        check_text(any);
        /* of every size that is written without an exponent */
        double unit = 1.0 + (double)(seed >> 12) * 0x1p-52;
        check_text(ldexp(unit, (int)(seed % 80) - 18));
        check_text((double)(seed % 1000000) / 100.0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chosen_numbers),
        cmocka_unit_test(borders),
        cmocka_unit_test(many_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

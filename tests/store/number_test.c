/* Numbers read strictly, with the bits of strtod. */
#include "check.h"
#include "number.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool parse(double *out, const char *text)
{
    return gw_number_parse(out, text, strlen(text));
}

static void good_numbers(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "0",
        "-0",
        "1",
        "+1",
        "30.43",
        ".5",
        "5.",
        "1e5",
        "1E+05",
        "1e-5",
        "0.1",
        "123456789012345",
        "1234567890123456",
        "12345678901234567890",
        "1e22",
        "1e23",
        "1e-22",
        "1e-23",
        "9007199254740993",
        "0.000000000000000000000000000001",
        "2.2250738585072014e-308",
        "4.9e-324",
        "1e-400",
        "1e400",
        "-1e400",
        "1.7976931348623157e308",
        "0.30000000000000004",
        "1e0000000001",
        "1e-99999999999",
        "00000000000000000000000000000012.50",
        "8.5e15",
        "123456789012345e22",
        "1e99999999999",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        double value = 7;
        assert_true(parse(&value, texts[i]));
        check_same_bits(value, strtod(texts[i], NULL));
    }
    double value = 0;
    assert_true(parse(&value, " \t2.5 "));
    check_same_bits(value, 2.5);
}

static void words(void **state)
{
    (void)state;
    double value = 0;
    assert_true(parse(&value, "nan") && isnan(value));
    assert_true(parse(&value, "NaN") && isnan(value));
    assert_true(parse(&value, "inf") && isinf(value) && value > 0);
    assert_true(parse(&value, "-Infinity") && isinf(value) && value < 0);
}

static void what_is_no_number(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",    " ",     "abc",   "1,5",   "1.000,5", "1 000",        "0x10",  "1e",
        "1e+", "e5",    ".",     "-",     "+",       "--1",          "1.2.3", "12a",
        "a12", "1_000", "$5",    "5%",    "NA",      "null",         "None",  "nane",
        "na",  "in",    "infin", "1e5.5", "1d5",     "\xEF\xBC\x91", "1\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        double value = 7;
        if (parse(&value, texts[i]))
            print_error("read as a number: %s\n", texts[i]);
        assert_false(parse(&value, texts[i]));
        check_same_bits(value, 7.0);
    }
    double value = 7;
    assert_false(gw_number_parse(&value, "1\0002", 3));
    char endless[5000];
    memset(endless, '1', sizeof endless);
    assert_false(gw_number_parse(&value, endless, sizeof endless));
    assert_true(gw_number_parse(&value, "12345", 3));
    check_same_bits(value, 123.0);
}

/* Any double, printed in several ways, and any decimal: the bits of strtod. */
static void the_same_bits_as_strtod(void **state)
{
    (void)state;
    static const char *const formats[] = {"%.17g", "%.15g", "%.6g", "%.3e", "%.2f", "%.9g"};
    uint64_t seed = 88172645463325252u;
    for (int i = 0; i < 300000; i++) {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        double any;
        double value = 0;
        char text[512];
        if (i % 2 == 0)
            memcpy(&any, &seed, sizeof any);
        else
            any = (double)(int64_t)(seed >> 40) / 100;
        if (!isfinite(any))
            continue;
        snprintf(text, sizeof text, formats[i % 6], any);
        assert_true(parse(&value, text));
        check_same_bits(value, strtod(text, NULL));
        snprintf(text, sizeof text, "%llu.%llue%d", (unsigned long long)(seed % 100000000),
                 (unsigned long long)(seed >> 32) % 1000000000, (int)(seed % 60) - 30);
        assert_true(parse(&value, text));
        check_same_bits(value, strtod(text, NULL));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_numbers),
        cmocka_unit_test(words),
        cmocka_unit_test(what_is_no_number),
        cmocka_unit_test(the_same_bits_as_strtod),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

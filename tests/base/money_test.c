/* Money: reading, writing, rounding; against Python's decimal and fractions (money.csv). */
#include "check.h"

#include "money.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void check_row(const char *kind, const char *read, int64_t expected)
{
    int64_t amount = 4711;
    if (strcmp(kind, "text") == 0) {
        assert_true(gw_money_parse(&amount, read, strlen(read)));
        if (amount != expected)
            fail_msg("text %s is %" PRId64 ", read as %" PRId64, read, expected, amount);
        return;
    }
    assert_string_equal(kind, "double");
    double x = strtod(read, NULL);
    for (int sign = 1; sign >= -1; sign -= 2) {
        assert_true(gw_money_from_double(&amount, sign * x));
        if (amount != sign * expected)
            fail_msg("double %s is %" PRId64 ", taken as %" PRId64, read, expected, sign * amount);
    }
}

static void test_reference_values(void **state)
{
    (void)state;
    FILE *file = fopen(GW_SOURCE_DIR "/tests/data/base/money.csv", "r");
    assert_non_null(file);
    char line[256];
    assert_non_null(fgets(line, sizeof line, file));
    int rows = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        char kind[16], read[128], expected[64];
        assert_int_equal(sscanf(line, "%15[^,],%127[^,],%63[^,\n]", kind, read, expected), 3);
        check_row(kind, read, strtoll(expected, NULL, 10));
        rows++;
    }
    fclose(file);
    assert_true(rows > 800);
}

static void test_text_that_is_not_money(void **state)
{
    (void)state;
    const char *texts[] = {
        "",
        "-",
        ".",
        "-.",
        "1.",
        "1e2",
        "+1",
        "--1",
        " 1",
        "1 ",
        "1,000",
        "1.2.3",
        "0x10",
        "nan",
        "inf",
        "1.2a",
        "1-",
        "12,5",
        "5\xe2\x82\xac",
        "$5",
        "1.-5",
        "- 5",
        "1.e",
        "100000000000000",
        "99999999999999.99995",
        "-100000000000000.5",
        "99999999999999999999999",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        int64_t amount = 4711;
        if (gw_money_parse(&amount, texts[i], strlen(texts[i])))
            fail_msg("\"%s\" was read as money", texts[i]);
        assert_true(amount == 4711);
    }
    int64_t amount = 4711;
    assert_false(gw_money_parse(&amount,
                                "12\0"
                                "3",
                                4));
    assert_true(gw_money_parse(&amount, "123", 2)); /* no further than its length */
    assert_true(amount == 120000);
}

static void test_doubles_out_of_range(void **state)
{
    (void)state;
    const double values[] = {1e14, -1e14, 1e300, (double)INFINITY, -(double)INFINITY, (double)NAN};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        int64_t amount = 4711;
        assert_false(gw_money_from_double(&amount, values[i]));
        assert_true(amount == 4711);
    }
}

typedef struct format_row {
    int64_t amount;
    int decimals;
    const char *text;
} format_row;

static void test_format(void **state)
{
    (void)state;
    const format_row rows[] = {
        {-12345000, 2, "-1234.50"},
        {0, 0, "0"},
        {0, 4, "0.0000"},
        {1, 4, "0.0001"},
        {-1, 2, "0.00"},
        {-1, 4, "-0.0001"},
        {50, 2, "0.00"},
        {51, 2, "0.01"},
        {150, 2, "0.02"},
        {-150, 2, "-0.02"},
        {5000, 0, "0"},
        {15000, 0, "2"},
        {25000, 0, "2"},
        {-25001, 0, "-3"},
        {9950, 1, "1.0"},
        {GW_MONEY_MAX_E4, 4, "99999999999999.9999"},
        {-GW_MONEY_MAX_E4, 4, "-99999999999999.9999"},
        {GW_MONEY_MAX_E4, 0, "100000000000000"},
        {INT64_MIN, 4, "-922337203685477.5808"},
        {INT64_MAX, 0, "922337203685478"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[GW_MONEY_TEXT_SIZE];
        gw_money_format(text, rows[i].amount, rows[i].decimals);
        assert_string_equal(text, rows[i].text);
    }
}

/* What is written with four decimals is read back. */
static void test_round_trip(void **state)
{
    (void)state;
    int64_t amount = 1;
    for (int i = 0; i < 60; i++) {
        for (int sign = 1; sign >= -1; sign -= 2) {
            char text[GW_MONEY_TEXT_SIZE];
            gw_money_format(text, sign * amount, 4);
            int64_t read = 4711;
            assert_true(gw_money_parse(&read, text, strlen(text)));
            assert_true(read == sign * amount);
            if (amount < INT64_C(1) << 52) {
                assert_true(gw_money_from_double(&read, gw_money_to_double(sign * amount)));
                assert_true(read == sign * amount);
            }
        }
        amount = amount * 2 + i % 3;
        if (amount > GW_MONEY_MAX_E4)
            amount = GW_MONEY_MAX_E4;
    }
}

static void test_round(void **state)
{
    (void)state;
    assert_true(gw_money_round(12345, 4) == 12345);
    assert_true(gw_money_round(12345, 3) == 12340);
    assert_true(gw_money_round(12355, 3) == 12360);
    assert_true(gw_money_round(12350, 2) == 12400);
    assert_true(gw_money_round(12450, 2) == 12400);
    assert_true(gw_money_round(-12450, 2) == -12400);
    assert_true(gw_money_round(-12451, 2) == -12500);
    assert_true(gw_money_round(-15000, 0) == -20000);
    assert_true(gw_money_round(INT64_MAX, 0) == INT64_MAX);
    assert_true(gw_money_round(INT64_MIN, 0) == INT64_MIN);
}

static void test_add(void **state)
{
    (void)state;
    int64_t sum = 4711;
    assert_true(gw_money_add(&sum, 5, -7));
    assert_true(sum == -2);
    assert_true(gw_money_add(&sum, GW_MONEY_MAX_E4 - 1, 1));
    assert_true(sum == GW_MONEY_MAX_E4);
    sum = 4711;
    assert_false(gw_money_add(&sum, GW_MONEY_MAX_E4, 1));
    assert_false(gw_money_add(&sum, -GW_MONEY_MAX_E4, -1));
    assert_false(gw_money_add(&sum, INT64_MAX, INT64_MAX));
    assert_false(gw_money_add(&sum, INT64_MIN, INT64_MIN));
    assert_true(sum == 4711);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reference_values),
        cmocka_unit_test(test_text_that_is_not_money),
        cmocka_unit_test(test_doubles_out_of_range),
        cmocka_unit_test(test_format),
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_round),
        cmocka_unit_test(test_add),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

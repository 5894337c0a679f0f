/* Scales: ticks at numbers people like, ends that hold the data, pixels in proportion. */
#include "check.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "date.h"
#include "scale.h"

/* The labels, between bars. */
static void labels(char *out, size_t size, const gw_scale *scale)
{
    out[0] = '\0';
    for (size_t i = 0; i < scale->tick_count; i++) {
        size_t length = strlen(out);
        snprintf(out + length, size - length, "%s%s", i == 0 ? "" : "|", scale->ticks[i].text);
    }
}

#define check_labels(scale_, wanted)                                                               \
    do {                                                                                           \
        char said[512];                                                                            \
        gw_scale made = scale_;                                                                    \
        labels(said, sizeof said, &made);                                                          \
        assert_string_equal(said, wanted);                                                         \
    } while (0)

static void steps_are_one_two_or_five(void **state)
{
    (void)state;
    static const double cases[][2] = {{1, 1},       {1.1, 2},  {2, 2},         {2.3, 5},
                                      {5.0001, 10}, {70, 100}, {0.0031, 0.005}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_close(gw_nice_above(cases[i][0]), cases[i][1], 1e-12);
    check_labels(gw_scale_linear(0, 97, 5), "0|20|40|60|80|100");
    check_labels(gw_scale_linear(-3, 4, 4), "-4|-2|0|2|4");
    check_labels(gw_scale_linear(0, 0.34, 4), "0|0.1|0.2|0.3|0.4");
    check_labels(gw_scale_linear(0, 7.1e6, 4), "0|2M|4M|6M|8M");
    check_labels(gw_scale_linear(1200, 1900, 4), "1,200|1,400|1,600|1,800|2,000");
}

static void numbers_are_short(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *text;
    } cases[] = {{0, "0"},       {1200, "1,200"}, {45000, "45k"},  {-2.5e6, "-2.5M"},
                 {0.05, "0.05"}, {3e12, "3T"},    {9999, "9,999"}, {-1001, "-1,001"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[GW_TICK_SIZE];
        gw_short_number(text, cases[i].value);
        assert_string_equal(text, cases[i].text);
    }
}

static void what_cannot_be_drawn_is_widened(void **state)
{
    (void)state;
    const double bad[][2] = {{0, 0}, {5, 5}, {NAN, NAN}, {0, INFINITY}, {-3, -3}, {2, 1}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        gw_scale s = gw_scale_linear(bad[i][0], bad[i][1], 5);
        assert_true(s.high > s.low);
        assert_true(s.tick_count >= 2 && s.tick_count <= GW_TICKS_MAX);
        s = gw_scale_log(bad[i][0], bad[i][1], 5);
        assert_true(s.high > s.low && s.low > 0);
        s = gw_scale_days(bad[i][0], bad[i][1], 5);
        assert_true(s.high > s.low);
        s = gw_scale_signed_log(bad[i][0], bad[i][1], 1);
        assert_true(s.high > s.low);
    }
}

static void days_are_told_as_months_or_years(void **state)
{
    (void)state;
    int32_t from = 0;
    int32_t to = 0;
    assert_true(gw_date_parse(&from, "2023-11-20", 10) && gw_date_parse(&to, "2024-04-02", 10));
    check_labels(gw_scale_days(from, to, 6), "Dec 2023|Jan 2024|Feb|Mar|Apr");
    assert_true(gw_date_parse(&to, "2031-04-02", 10));
    check_labels(gw_scale_days(from, to, 8), "2024|2025|2026|2027|2028|2029|2030|2031");
}

static void a_signed_log_is_even_in_both_directions(void **state)
{
    (void)state;
    gw_scale s = gw_scale_signed_log(-1000, 1000, 10);
    s.from = 0;
    s.to = 200;
    check_close(gw_scale_at(&s, 0), 100, 1e-12);
    check_close(gw_scale_at(&s, 1000), 200, 1e-12);
    check_close(gw_scale_at(&s, 90) - 100, 100 - gw_scale_at(&s, -90), 1e-12);
    /* ln(1 + 90/10) / ln(1 + 1000/10) of the half */
    check_close(gw_scale_at(&s, 90), 100 + 100 * log(10) / log(101), 1e-12);
    check_labels(s, "-1,000|-500|-200|-100|-50|-20|-10|0|10|20|50|100|200|500|1,000");
}

static void a_log_counts_in_equal_ratios(void **state)
{
    (void)state;
    gw_scale s = gw_scale_log(10, 1000, 9);
    s.from = 0;
    s.to = 100;
    check_close(gw_scale_at(&s, 100), 50, 1e-12);
    check_labels(s, "10|20|50|100|200|500|1,000");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_are_one_two_or_five),
        cmocka_unit_test(numbers_are_short),
        cmocka_unit_test(what_cannot_be_drawn_is_widened),
        cmocka_unit_test(days_are_told_as_months_or_years),
        cmocka_unit_test(a_signed_log_is_even_in_both_directions),
        cmocka_unit_test(a_log_counts_in_equal_ratios),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

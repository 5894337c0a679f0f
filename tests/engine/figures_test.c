/* Numbers as people read them. */
#include "check.h"

#include <math.h>

#include "figures.h"

static void thousands_are_apart(void **state)
{
    (void)state;
    static const struct {
        double number;
        const char *text;
    } cases[] = {{0, "0"},
                 {-0.3, "0"},
                 {7, "7"},
                 {999.5, "1,000"},
                 {1882, "1,882"},
                 {-1234567, "-1,234,567"},
                 {100000, "100,000"},
                 {NAN, "-"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[GW_FIGURE_SIZE];
        gw_figure_count(out, cases[i].number);
        assert_string_equal(out, cases[i].text);
    }
}

static void money_keeps_its_cents(void **state)
{
    (void)state;
    char out[GW_FIGURE_SIZE];
    gw_figure_money(out, INT64_C(34173734100), 2);
    assert_string_equal(out, "3,417,373.41");
    gw_figure_money(out, -5000, 2);
    assert_string_equal(out, "-0.50");
    gw_figure_money(out, 12345678, 0);
    assert_string_equal(out, "1,235");
    gw_figure_money(out, INT64_C(-999999999999999999), 4);
    assert_string_equal(out, "-99,999,999,999,999.9999");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(thousands_are_apart),
        cmocka_unit_test(money_keeps_its_cents),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

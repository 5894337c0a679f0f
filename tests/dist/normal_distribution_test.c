/* The normal law against mpmath (tests/data/special/normal.csv). */
#include "rows.h"

#include "normal_distribution.h"

#include <math.h>

static void agrees_with_the_table(void **state)
{
    (void)state;
    rows table = rows_open("tests/data/special/normal.csv");
    int seen = 0;
    for (; rows_next(&table); seen++)
        check_row(&table, gw_normal_quantile(table.x[0]), 2e-15, 1e-3);
    assert_int_equal(seen, 17);
}

static void the_distribution_function_agrees_too(void **state)
{
    (void)state;
    rows table = rows_open("tests/data/special/quantiles.csv");
    int seen = 0;
    while (rows_next(&table))
        if (row_is(&table, "normal_lower")) {
            check_row(&table, gw_normal_cdf(table.x[0]), 1e-12, 0.0);
            seen++;
        }
    assert_int_equal(seen, 20);
    check_close(gw_normal_log_pdf(0.0), -0.5 * log(2.0 * 3.14159265358979323846), 1e-15);
    check_close(gw_normal_log_pdf(3.0) - gw_normal_log_pdf(0.0), -4.5, 1e-15);
}

static void answers_at_the_edges(void **state)
{
    (void)state;
    assert_true(gw_normal_quantile(0.0) == -(double)INFINITY);
    assert_true(gw_normal_quantile(1.0) == (double)INFINITY);
    assert_true(isnan(gw_normal_quantile(-1e-9)));
    assert_true(isnan(gw_normal_quantile(1.1)));
    assert_true(isnan(gw_normal_quantile((double)NAN)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_table),
        cmocka_unit_test(the_distribution_function_agrees_too),
        cmocka_unit_test(answers_at_the_edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

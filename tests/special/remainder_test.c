/* log, exp and the deviance without what cancels, against mpmath
 * (tests/data/special/remainder.csv). */
#include "rows.h"

#include "remainder.h"

#include <math.h>

static void agrees_with_the_table(void **state)
{
    (void)state;
    rows table = rows_open("tests/data/special/remainder.csv");
    int seen = 0;
    while (rows_next(&table)) {
        double value = row_is(&table, "log1p_less_x")   ? gw_log1p_less_x(table.x[0])
                       : row_is(&table, "expm1_less_x") ? gw_expm1_less_x(table.x[0])
                                                        : gw_deviance(table.x[0], table.x[1]);
        check_row(&table, value, 1e-15, 0.0);
        seen++;
    }
    assert_int_equal(seen, 197);
}

static void answers_at_the_edges(void **state)
{
    (void)state;
    assert_true(gw_log1p_less_x(0.0) == 0.0 && gw_expm1_less_x(0.0) == 0.0);
    assert_true(gw_log1p_less_x(-1.0) == -(double)INFINITY);
    assert_true(gw_deviance(0.0, 3.0) == 3.0 && gw_deviance(3.0, 3.0) == 0.0);
    assert_true(isnan(gw_log1p_less_x((double)NAN)) && isnan(gw_expm1_less_x((double)NAN)));
    assert_true(isnan(gw_deviance((double)NAN, 1.0)) && isnan(gw_deviance(1.0, (double)NAN)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_table),
        cmocka_unit_test(answers_at_the_edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

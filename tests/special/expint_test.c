/* e^z E_s(z) against mpmath (tests/data/special/expint.csv), its recurrence and its edges. */
#include "rows.h"

#include "expint.h"

#include <float.h>
#include <math.h>

static void agrees_with_the_table(void **state)
{
    (void)state;
    rows table = rows_open("tests/data/special/expint.csv");
    int seen = 0;
    while (rows_next(&table)) {
        double z = table.x[1];
        double tolerance = z >= 1e-12 ? 1e-14 : 1e-13;
        check_row(&table, gw_expint_scaled(table.x[0], z), tolerance, 0.0);
        seen++;
    }
    assert_int_equal(seen, 28 * 22);
}

/* s F_(s+1) + z F_s = 1, over the joins between the methods and the orders between table rows. */
static void obeys_the_recurrence(void **state)
{
    (void)state;
    for (double s = 0.01; s < 60.0; s *= 1.037) {
        for (double z = 1e-8; z < 1e6; z *= 2.3) {
            double sum = s * gw_expint_scaled(s + 1.0, z) + z * gw_expint_scaled(s, z);
            check_close(sum, 1.0, 5e-15);
        }
    }
}

static void passes_whole_orders_smoothly(void **state)
{
    (void)state;
    const double zs[] = {1e-100, 1e-6, 0.5};
    for (double s = 1.0; s <= 24.0; s++) {
        for (size_t i = 0; i < sizeof zs / sizeof *zs; i++) {
            double at = gw_expint_scaled(s, zs[i]);
            check_close(gw_expint_scaled(s * (1.0 + DBL_EPSILON), zs[i]), at, 2e-13);
            check_close(gw_expint_scaled(s * (1.0 - DBL_EPSILON), zs[i]), at, 2e-13);
        }
    }
}

static void answers_at_the_edges(void **state)
{
    (void)state;
    check_same_bits(gw_expint_scaled(3.0, 0.0), 0.5);
    assert_true(isinf(gw_expint_scaled(1.0, 0.0)));
    assert_true(isinf(gw_expint_scaled(0.5, 0.0)));
    check_close(gw_expint_scaled(2.0, DBL_MAX), 1.0 / DBL_MAX, 1e-15);
    assert_true(isnan(gw_expint_scaled(0.0, 1.0)));
    assert_true(isnan(gw_expint_scaled(-1.0, 1.0)));
    assert_true(isnan(gw_expint_scaled(1.0, -1e-9)));
    assert_true(isnan(gw_expint_scaled((double)NAN, 1.0)));
    assert_true(isnan(gw_expint_scaled(1.0, (double)NAN)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_table),
        cmocka_unit_test(obeys_the_recurrence),
        cmocka_unit_test(passes_whole_orders_smoothly),
        cmocka_unit_test(answers_at_the_edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

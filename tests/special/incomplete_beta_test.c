/* Both tails of the incomplete beta function against mpmath (tests/data/special/incomplete.csv). */
#include "rows.h"

#include "incomplete_beta.h"

#include <math.h>

static void agrees_with_the_table(void **state)
{
    (void)state;
    rows table = rows_open("tests/data/special/incomplete.csv");
    int seen = 0;
    while (rows_next(&table)) {
        if (strncmp(table.name, "incomplete_beta", 15) != 0)
            continue;
        double x = table.x[0], a = table.x[1], b = table.x[2];
        gw_tails tails = gw_incomplete_beta(x, 1.0 - x, a, b);
        bool lower = row_is(&table, "incomplete_beta_lower");
        bool own = a >= 1.0 && b >= 1.0 && lower == (x * b < (1.0 - x) * a);
        check_row(&table, lower ? tails.lower : tails.upper, 2e-13, own ? 0.0 : 0.1);
        seen++;
    }
    assert_true(seen > 600);
}

/* I_x(a, 1) = x^a, I_x(1, b) = 1 - (1-x)^b, with x or 1 - x far below an ulp of 1. */
static void equals_powers(void **state)
{
    (void)state;
    for (double x = 1e-100; x < 0.9; x *= 31.0) {
        for (double a = 1.0; a < 1e6; a *= 7.7) {
            if (a * log(x) < -600.0)
                continue;
            check_close(gw_incomplete_beta(x, 1.0 - x, a, 1.0).lower, exp(a * log(x)), 2e-13);
            check_close(gw_incomplete_beta(1.0 - x, x, 1.0, a).upper, exp(a * log(x)), 2e-13);
            double other = -expm1(a * log1p(-x));
            if (x * a < 1.0 - x) /* the smaller side */
                check_close(gw_incomplete_beta(x, 1.0 - x, 1.0, a).lower, other, 1e-13);
        }
    }
}

/* For whole a and b it is a binomial sum; and it is its own mirror image. */
static void equals_binomial_sums(void **state)
{
    (void)state;
    const int n = 40;
    for (double x = 0.03; x < 1.0; x += 0.09) {
        double at_least = 0.0;
        double term = pow(x, n);
        for (int a = n; a >= 1; a--) { /* P(Bin(n, x) >= a) = I_x(a, n - a + 1) */
            at_least += term;
            term *= (1.0 - x) / x * a / (n - a + 1);
            gw_tails tails = gw_incomplete_beta(x, 1.0 - x, a, n - a + 1);
            check_close_floor(tails.lower, at_least, 1e-13, 1e-3);
            gw_tails mirror = gw_incomplete_beta(1.0 - x, x, n - a + 1, a);
            check_close_floor(mirror.upper, tails.lower, 1e-14, 1e-3);
            check_close(tails.lower + tails.upper, 1.0, 1e-15);
        }
    }
}

static void answers_at_the_edges(void **state)
{
    (void)state;
    assert_true(gw_incomplete_beta(0.0, 1.0, 0.5, 2.0).lower == 0.0);
    assert_true(gw_incomplete_beta(1.0, 0.0, 0.5, 2.0).upper == 0.0);
    check_close(gw_incomplete_beta(0.5, 0.5, 1e9, 1e9).lower, 0.5, 1e-12);
    check_close(gw_incomplete_beta(0.5, 0.5, 1e-6, 1e-6).lower, 0.5, 1e-13);
    const double bad[] = {0.0, -1.0, (double)NAN};
    for (size_t i = 0; i < 3; i++) {
        assert_true(isnan(gw_incomplete_beta(0.5, 0.5, bad[i], 1.0).lower));
        assert_true(isnan(gw_incomplete_beta(0.5, 0.5, 1.0, bad[i]).lower));
        assert_true(bad[i] == 0.0 || isnan(gw_incomplete_beta(bad[i], 0.5, 1.0, 1.0).lower));
        assert_true(bad[i] == 0.0 || isnan(gw_incomplete_beta(0.5, bad[i], 1.0, 1.0).upper));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_table),
        cmocka_unit_test(equals_powers),
        cmocka_unit_test(equals_binomial_sums),
        cmocka_unit_test(answers_at_the_edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

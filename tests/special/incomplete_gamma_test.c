/* Both tails of the incomplete gamma function against mpmath (tests/data/special/incomplete.csv).
 */
#include "rows.h"

#include "incomplete_gamma.h"

#include <math.h>

static void agrees_with_the_table(void **state)
{
    (void)state;
    rows table = rows_open("tests/data/special/incomplete.csv");
    int seen = 0;
    while (rows_next(&table)) {
        if (strncmp(table.name, "incomplete_gamma", 16) != 0)
            continue;
        double a = table.x[0], x = table.x[1];
        gw_tails tails = gw_incomplete_gamma(a, x);
        bool lower = row_is(&table, "incomplete_gamma_lower");
        bool left_over = lower ? x >= a && !(a < 1.0 && x < 1.0) : x < a || (a < 1.0 && x < 1.0);
        check_row(&table, lower ? tails.lower : tails.upper, 1e-13, left_over ? 0.1 : 0.0);
        seen++;
    }
    assert_true(seen > 120);
}

/* Erlang: for whole a the upper tail is e^-x sum x^j / j!. */
static void equals_the_sum_for_whole_a(void **state)
{
    (void)state;
    for (double x = 0.01; x < 60.0; x *= 1.3) {
        double term = exp(-x), sum = 0.0;
        for (int a = 1; a <= 30; a++) {
            sum += term;
            term *= x / a;
            gw_tails tails = gw_incomplete_gamma(a, x);
            check_close(tails.upper, sum, 1e-13);
            check_close(tails.lower + tails.upper, 1.0, 1e-15);
        }
    }
}

/* Where the way changes (at x = a, at 1, at 10 for Stirling's form) the values do not. */
static void passes_the_joins(void **state)
{
    (void)state;
    const double joins[][2] = {{0.5, 1.0},   {1.0, 0.7}, {1.0, 1.0}, {10.0, 8.0},
                               {10.0, 10.0}, {1e6, 1e6}, {1e9, 1e9}};
    for (size_t i = 0; i < sizeof joins / sizeof *joins; i++) {
        double a = joins[i][0], x = joins[i][1], step = 1e-12;
        double slope = exp(gw_log_gamma_weight(a, x)); /* of P in log x */
        double below = gw_incomplete_gamma(a, x * (1.0 - step)).lower;
        double above = gw_incomplete_gamma(a, x * (1.0 + step)).lower;
        check_close_floor(above - below, 2.0 * step * slope, 1.0, 1e-13 + 1e-3 * step * slope);
        below = gw_incomplete_gamma(a * (1.0 - step), x).lower;
        above = gw_incomplete_gamma(a * (1.0 + step), x).lower;
        assert_true(above <= below + 2e-14);
        check_close_floor(above, below, 1.0, 2e-14 + 4.0 * step * (slope + 1.0));
    }
}

static void answers_at_the_edges(void **state)
{
    (void)state;
    assert_true(gw_incomplete_gamma(2.0, 0.0).lower == 0.0);
    assert_true(gw_incomplete_gamma(2.0, 0.0).upper == 1.0);
    assert_true(gw_incomplete_gamma(2.0, (double)INFINITY).lower == 1.0);
    assert_true(gw_incomplete_gamma(2.0, 1e5).upper == 0.0);
    const double bad[] = {0.0, -1.0, (double)NAN};
    for (size_t i = 0; i < 3; i++) {
        assert_true(isnan(gw_incomplete_gamma(bad[i], 1.0).lower));
        assert_true(bad[i] == 0.0 || isnan(gw_incomplete_gamma(1.0, bad[i]).upper));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_table),
        cmocka_unit_test(equals_the_sum_for_whole_a),
        cmocka_unit_test(passes_the_joins),
        cmocka_unit_test(answers_at_the_edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

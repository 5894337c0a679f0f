/* The beta law: its density against mpmath (tests/data/special/dist.csv), its distribution function
 * against the density's closed integrals (incomplete_beta_test has the table). */
#include "rows.h"

#include "beta_distribution.h"

#include <math.h>

static void agrees_with_the_table(void **state)
{
    (void)state;
    rows table = rows_open("tests/data/special/dist.csv");
    int seen = 0;
    while (rows_next(&table)) {
        if (!row_is(&table, "beta_log_pdf"))
            continue;
        double value = gw_beta_log_pdf(table.x[0], table.x[1], table.x[2]);
        check_row(&table, value, 1e-14, 1.0);
        seen++;
    }
    assert_true(seen > 150);
}

static void has_the_closed_forms(void **state)
{
    (void)state;
    for (double p = 0.01; p < 1.0; p += 0.07) {
        check_close(gw_beta_cdf(p, 1.0, 1.0), p, 1e-13);
        check_close(gw_beta_cdf(p, 0.3, 1.0), pow(p, 0.3), 1e-13);
        check_close(gw_beta_survival(p, 1.0, 0.3), pow(1.0 - p, 0.3), 1e-13);
        check_close(gw_beta_cdf(p, 2.0, 3.0), p * p * (6.0 - 8.0 * p + 3.0 * p * p), 1e-13);
        check_close(gw_beta_cdf(p, 0.5, 0.5), 2.0 / acos(-1.0) * asin(sqrt(p)), 1e-13);
    }
}

static void answers_at_the_edges(void **state)
{
    (void)state;
    assert_true(gw_beta_log_pdf(-0.1, 2.0, 2.0) == -(double)INFINITY);
    assert_true(gw_beta_log_pdf(1.1, 2.0, 2.0) == -(double)INFINITY);
    assert_true(gw_beta_log_pdf(0.0, 2.0, 0.5) == -(double)INFINITY);
    assert_true(gw_beta_log_pdf(1.0, 2.0, 0.5) == (double)INFINITY);
    check_close(gw_beta_log_pdf(0.0, 1.0, 4.0), log(4.0), 1e-15);
    check_close(gw_beta_log_pdf(1.0, 4.0, 1.0), log(4.0), 1e-15);
    assert_true(gw_beta_cdf(-0.5, 1.0, 2.0) == 0.0 && gw_beta_cdf(1.5, 1.0, 2.0) == 1.0);
    assert_true(gw_beta_survival(-0.5, 1.0, 2.0) == 1.0);
    const double bad[] = {0.0, -1.0, (double)NAN};
    for (size_t i = 0; i < 3; i++) {
        assert_true(isnan(gw_beta_log_pdf(0.5, bad[i], 1.0)));
        assert_true(isnan(gw_beta_cdf(0.5, 1.0, bad[i])));
        assert_true(isnan(gw_beta_survival(0.5, bad[i], 1.0)));
    }
    assert_true(isnan(gw_beta_cdf((double)NAN, 1.0, 1.0)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_table),
        cmocka_unit_test(has_the_closed_forms),
        cmocka_unit_test(answers_at_the_edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

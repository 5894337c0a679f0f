/* The gamma law against mpmath (tests/data/special/dist.csv). */
#include "rows.h"

#include "gamma_distribution.h"

#include <math.h>

static void agrees_with_the_table(void **state)
{
    (void)state;
    rows table = rows_open("tests/data/special/dist.csv");
    int seen[3] = {0, 0, 0};
    while (rows_next(&table)) {
        double x = table.x[0], shape = table.x[1], rate = table.x[2];
        if (row_is(&table, "gamma_log_pdf")) {
            check_row(&table, gw_gamma_log_pdf(x, shape, rate), 1e-14, 1.0);
            seen[0]++;
        } else if (row_is(&table, "gamma_lower")) {
            check_row(&table, gw_gamma_cdf(x, shape, rate), 1e-12, 0.0);
            seen[1]++;
        } else if (row_is(&table, "gamma_upper")) {
            check_row(&table, gw_gamma_survival(x, shape, rate), 1e-12, 0.0);
            seen[2]++;
        }
    }
    assert_true(seen[0] == 90 && seen[1] > 60 && seen[2] > 60);
}

static void quantiles_agree_with_the_table(void **state)
{
    (void)state;
    rows table = rows_open("tests/data/special/quantiles.csv");
    int seen = 0;
    while (rows_next(&table))
        if (row_is(&table, "gamma_log_quantile")) {
            const double *x = table.x;
            check_row(&table, gw_gamma_log_quantile(x[0], x[1], x[2], x[3]), 1e-12, 1.0);
            seen++;
        }
    assert_int_equal(seen, 50);
}

static void answers_at_the_edges(void **state)
{
    (void)state;
    assert_true(isnan(gw_gamma_log_quantile(0.0, 1.0, 1.0, 1.0)));
    assert_true(isnan(gw_gamma_log_quantile(0.5, 0.5, -1.0, 1.0)));
    assert_true(gw_gamma_log_pdf(-1.0, 2.0, 1.0) == -(double)INFINITY);
    assert_true(gw_gamma_log_pdf((double)INFINITY, 2.0, 1.0) == -(double)INFINITY);
    assert_true(gw_gamma_log_pdf(0.0, 2.0, 1.0) == -(double)INFINITY);
    assert_true(gw_gamma_log_pdf(0.0, 0.5, 1.0) == (double)INFINITY);
    check_close(gw_gamma_log_pdf(0.0, 1.0, 3.0), log(3.0), 1e-15);
    assert_true(gw_gamma_cdf(-1.0, 2.0, 1.0) == 0.0 && gw_gamma_survival(-1.0, 2.0, 1.0) == 1.0);
    assert_true(gw_gamma_cdf((double)INFINITY, 2.0, 1.0) == 1.0);
    const double bad[] = {0.0, -1.0, (double)NAN};
    for (size_t i = 0; i < 3; i++) {
        assert_true(isnan(gw_gamma_log_pdf(1.0, bad[i], 1.0)));
        assert_true(isnan(gw_gamma_cdf(1.0, 1.0, bad[i])));
        assert_true(isnan(gw_gamma_survival(1.0, bad[i], 1.0)));
    }
    assert_true(isnan(gw_gamma_log_pdf((double)NAN, 1.0, 1.0)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_table),
        cmocka_unit_test(quantiles_agree_with_the_table),
        cmocka_unit_test(answers_at_the_edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

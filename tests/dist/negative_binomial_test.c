/* The negative binomial law against mpmath (tests/data/special/dist.csv). */
#include "rows.h"

#include "negative_binomial.h"

#include <float.h>
#include <math.h>

static void agrees_with_the_table(void **state)
{
    (void)state;
    rows table = rows_open("tests/data/special/dist.csv");
    int seen[3] = {0, 0, 0};
    while (rows_next(&table)) {
        if (strncmp(table.name, "negative_binomial", 17) != 0)
            continue;
        uint64_t k = (uint64_t)table.x[0];
        double R = table.x[1], u = table.x[2];
        if (row_is(&table, "negative_binomial_log_pmf")) {
            double tolerance = R > 1e6 || table.x[0] > 1e6 ? 1e-12 : 1e-14;
            check_row(&table, gw_negative_binomial_log_pmf(k, R, u), tolerance, 1.0);
            seen[0]++;
        } else if (row_is(&table, "negative_binomial_lower")) {
            check_row(&table, gw_negative_binomial_cdf(k, R, u), 2e-13, R >= 1.0 ? 0.0 : 0.5);
            seen[1]++;
        } else {
            double floor = R >= 1.0 && (double)k > R * u ? 0.0 : 0.5;
            check_row(&table, gw_negative_binomial_survival(k, R, u), 2e-13, floor);
            seen[2]++;
        }
    }
    assert_true(seen[0] >= 120 && seen[1] >= 80 && seen[2] >= 40);
}

static double pmf[3000];

/* All values at once are the single ones, and add up: P(N <= k) at every k. */
static void arrays_agree_with_single_values(void **state)
{
    (void)state;
    const double Rs[] = {1e-6, 0.243, 1.0, 30.0, 2000.0};
    const double us[] = {0.0, 1e-9, 0.3, 1.0, 8.8, 1e4};
    for (size_t which = 0; which < 30; which++) {
        double R = Rs[which % 5], u = us[which / 5];
        const size_t ns[] = {1, 2, 40, 3000};
        for (size_t i = 0; i < 4; i++) {
            gw_negative_binomial_pmf(pmf, ns[i], R, u);
            double sum = 0.0;
            for (size_t k = 0; k < ns[i]; k++) {
                double single = exp(gw_negative_binomial_log_pmf(k, R, u));
                check_close_floor(pmf[k], single, 3e-12, DBL_MIN);
                sum += pmf[k];
                if (k % 7 == 0 || k < 5)
                    check_close_floor(gw_negative_binomial_cdf(k, R, u), sum, 1e-12, 1.0);
            }
        }
    }
}

/* At R = 1 it is geometric. */
static void is_geometric_at_one(void **state)
{
    (void)state;
    gw_negative_binomial_pmf(pmf, 300, 1.0, 4.0);
    double expected = 0.2;
    for (size_t k = 0; k < 300; k++) {
        check_close(pmf[k], expected, 1e-13);
        expected *= 0.8;
    }
}

static void answers_at_the_edges(void **state)
{
    (void)state;
    assert_true(gw_negative_binomial_log_pmf(0, 2.0, 0.0) == 0.0);
    assert_true(gw_negative_binomial_log_pmf(1, 2.0, 0.0) == -(double)INFINITY);
    assert_true(gw_negative_binomial_cdf(0, 2.0, 0.0) == 1.0);
    pmf[0] = 7.0;
    gw_negative_binomial_pmf(pmf, 0, 2.0, 1.0);
    assert_true(pmf[0] == 7.0);
    const double bad[] = {-1.0, (double)NAN};
    for (size_t i = 0; i < 2; i++) {
        assert_true(isnan(gw_negative_binomial_log_pmf(0, bad[i], 1.0)));
        assert_true(isnan(gw_negative_binomial_log_pmf(2, 1.0, bad[i])));
        assert_true(isnan(gw_negative_binomial_cdf(2, bad[i], 1.0)));
        assert_true(isnan(gw_negative_binomial_survival(2, 1.0, bad[i])));
        gw_negative_binomial_pmf(pmf, 20, bad[i], 1.0);
        assert_true(isnan(pmf[0]) && isnan(pmf[19]));
        gw_negative_binomial_pmf(pmf, 20, 1.0, bad[i]);
        assert_true(isnan(pmf[0]) && isnan(pmf[19]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_table),
        cmocka_unit_test(arrays_agree_with_single_values),
        cmocka_unit_test(is_geometric_at_one),
        cmocka_unit_test(answers_at_the_edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

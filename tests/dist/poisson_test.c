/* The Poisson law against mpmath (tests/data/special/dist.csv). */
#include "rows.h"

#include "poisson.h"

#include <math.h>

static void agrees_with_the_table(void **state)
{
    (void)state;
    rows table = rows_open("tests/data/special/dist.csv");
    int seen[3] = {0, 0, 0};
    while (rows_next(&table)) {
        if (strncmp(table.name, "poisson", 7) != 0)
            continue;
        uint64_t k = (uint64_t)table.x[0];
        double mean = table.x[1];
        if (row_is(&table, "poisson_log_pmf")) {
            check_row(&table, gw_poisson_log_pmf(k, mean), 2e-15, 50.0);
            seen[0]++;
        } else if (row_is(&table, "poisson_lower")) {
            check_row(&table, gw_poisson_cdf(k, mean), 1e-12, 0.0);
            seen[1]++;
        } else {
            check_row(&table, gw_poisson_survival(k, mean), 1e-12,
                      mean > (double)k + 1 ? 0.1 : 0.0);
            seen[2]++;
        }
    }
    assert_true(seen[0] >= 40 && seen[1] >= 25 && seen[2] >= 25);
}

static void adds_up(void **state)
{
    (void)state;
    const double means[] = {0.0, 1e-5, 0.7, 12.0, 480.0};
    for (size_t i = 0; i < 5; i++) {
        double sum = 0.0;
        for (uint64_t k = 0; k < 1200; k++) {
            sum += exp(gw_poisson_log_pmf(k, means[i]));
            check_close_floor(gw_poisson_cdf(k, means[i]), sum, 1e-13, 1.0);
        }
        check_close(sum, 1.0, 1e-13);
    }
}

static void answers_at_the_edges(void **state)
{
    (void)state;
    assert_true(gw_poisson_log_pmf(0, 0.0) == 0.0);
    assert_true(gw_poisson_log_pmf(3, 0.0) == -(double)INFINITY);
    assert_true(gw_poisson_cdf(0, 0.0) == 1.0 && gw_poisson_survival(0, 0.0) == 0.0);
    const double bad[] = {-1.0, (double)NAN};
    for (size_t i = 0; i < 2; i++) {
        assert_true(isnan(gw_poisson_log_pmf(0, bad[i])));
        assert_true(isnan(gw_poisson_log_pmf(2, bad[i])));
        assert_true(isnan(gw_poisson_cdf(2, bad[i])));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_table),
        cmocka_unit_test(adds_up),
        cmocka_unit_test(answers_at_the_edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

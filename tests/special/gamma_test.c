/* The gamma family against mpmath (tests/data/special/gamma.csv), and at the edges. */
#include "rows.h"

#include "gamma.h"

#include <math.h>

typedef struct subject {
    const char *name;
    double (*of_1)(double);
    double (*of_2)(double, double);
    double (*of_3)(double, double, double);
    double tolerance;
    double floor; /* below it the error is measured against it: the zeros gamma.h names */
    int seen;
} subject;

static double value_of(const subject *s, const double *x)
{
    return s->of_1 ? s->of_1(x[0]) : s->of_2 ? s->of_2(x[0], x[1]) : s->of_3(x[0], x[1], x[2]);
}

static void agrees_with_the_table(void **state)
{
    (void)state;
    subject subjects[] = {
        {"log_gamma", gw_log_gamma, NULL, NULL, 1e-15, 0.0, 0},
        {"log_gamma1p", gw_log_gamma1p, NULL, NULL, 1e-15, 0.0, 0},
        {"stirling_correction", gw_stirling_correction, NULL, NULL, 1e-15, 1.0, 0},
        {"digamma", gw_digamma, NULL, NULL, 2e-15, 0.4, 0},
        {"trigamma", gw_trigamma, NULL, NULL, 1e-15, 0.0, 0},
        {"log_rising", NULL, gw_log_rising, NULL, 4e-15, 0.0, 0},
        {"digamma_difference", NULL, gw_digamma_difference, NULL, 1e-15, 0.0, 0},
        {"log_beta", NULL, gw_log_beta, NULL, 2e-15, 0.0, 0},
        {"log_beta_ratio", NULL, NULL, gw_log_beta_ratio, 2e-15, 0.0, 0},
    };
    const size_t count = sizeof subjects / sizeof *subjects;
    rows table = rows_open("tests/data/special/gamma.csv");
    while (rows_next(&table)) {
        size_t i = 0;
        while (i < count && !row_is(&table, subjects[i].name))
            i++;
        assert_true(i < count);
        subjects[i].seen++;
        if (row_is(&table, "stirling_correction") && table.x[0] >= 10.0)
            check_row(&table, value_of(&subjects[i], table.x), 1e-15, 0.0);
        else
            check_row(&table, value_of(&subjects[i], table.x), subjects[i].tolerance,
                      subjects[i].floor);
    }
    for (size_t i = 0; i < count; i++)
        assert_true(subjects[i].seen >= 10);
}

/* Values that must come out exactly: whole arguments, and nothing added. */
static void is_exact_where_it_can_be(void **state)
{
    (void)state;
    check_same_bits(gw_log_gamma(1.0), 0.0);
    check_same_bits(gw_log_gamma(2.0), 0.0);
    check_same_bits(gw_log_rising(1e9, 0.0), 0.0);
    check_same_bits(gw_digamma_difference(0.3, 0.0), 0.0);
    assert_true(gw_log_beta_ratio(2.0, 0.3, 0.0) == 0.0);
    assert_true(gw_log_beta(1.0, 1.0) == 0.0);
}

/* For whole n the difference is a sum that anybody can write down. */
static void equals_the_sum_for_whole_n(void **state)
{
    (void)state;
    const double bs[] = {1e-3, 0.7, 9.5, 10.0, 10.5, 400.0};
    for (size_t i = 0; i < sizeof bs / sizeof *bs; i++) {
        long double ratio = 0.0L, psi = 0.0L, rising = 0.0L;
        for (int n = 1; n <= 300; n++) {
            long double at = (long double)bs[i] + n - 1;
            ratio -= log1pl((long double)0.8 / at);
            psi += 1.0L / at;
            rising += logl(at);
            check_close(gw_log_beta_ratio(0.8, bs[i], n), (double)ratio, 2e-15);
            check_close(gw_digamma_difference(bs[i], n), (double)psi, 2e-15);
            check_close_floor(gw_log_rising(bs[i], n), (double)rising, 2e-15, 1.0);
        }
    }
}

static void refuses_what_is_outside(void **state)
{
    (void)state;
    const double bad[] = {0.0, -0.5, -1.0, -(double)INFINITY, (double)NAN};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_true(isnan(gw_log_gamma(bad[i])));
        assert_true(isnan(gw_digamma(bad[i])));
        assert_true(isnan(gw_trigamma(bad[i])));
        assert_true(isnan(gw_log_rising(bad[i], 1.0)));
        assert_true(isnan(gw_digamma_difference(bad[i], 1.0)));
        assert_true(isnan(gw_log_beta(bad[i], 1.0)));
        assert_true(isnan(gw_log_beta(1.0, bad[i])));
        assert_true(isnan(gw_log_beta_ratio(bad[i], 1.0, 1.0)));
        assert_true(isnan(gw_log_beta_ratio(1.0, bad[i], 1.0)));
        if (!(bad[i] == 0.0)) {
            assert_true(isnan(gw_log_rising(1.0, bad[i])));
            assert_true(isnan(gw_digamma_difference(1.0, bad[i])));
            assert_true(isnan(gw_log_beta_ratio(1.0, 1.0, bad[i])));
        }
    }
    assert_true(isinf(gw_log_gamma((double)INFINITY)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_table),
        cmocka_unit_test(is_exact_where_it_can_be),
        cmocka_unit_test(equals_the_sum_for_whole_n),
        cmocka_unit_test(refuses_what_is_outside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

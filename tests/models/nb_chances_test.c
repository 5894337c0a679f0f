/* Negative binomial chances: against the closed form, and where P(0) underflows. */
#include "check.h"

#include <math.h>

#include "gamma.h"
#include "nb_chances.h"
#include "sum.h"

#define N 20000

static double by_gammas(double R, double u, double k)
{
    return exp(gw_log_rising(R, k) - lgamma(k + 1.0) - R * log1p(u) + k * (log(u) - log1p(u)));
}

static void test_closed_form(void **state)
{
    (void)state;
    static double chances[60];
    const double cases[][2] = {{0.3, 0.01}, {0.3, 2.0}, {1.0, 1.0}, {7.5, 0.4}, {80.0, 0.2}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        gw__nb_chances(chances, 60, cases[c][0], cases[c][1]);
        for (size_t k = 0; k < 60; k++)
            check_close(chances[k], by_gammas(cases[c][0], cases[c][1], (double)k), 1e-12);
    }
}

/* R = 1, u = 1: a fair coin. */
static void test_geometric(void **state)
{
    (void)state;
    double chances[50];
    gw__nb_chances(chances, 50, 1.0, 1.0);
    for (size_t k = 0; k < 50; k++)
        check_close(chances[k], ldexp(1.0, -(int)k - 1), 1e-15);
}

/* P(0) = 2^-2000, 5^-4000 and e^-9e4: all sums and means are still right. */
static void test_underflow(void **state)
{
    (void)state;
    static double chances[N], first[N];
    const double cases[][2] = {{2000.0, 1.0}, {4000.0, 4.0 / 3.0}, {1e9, 9e-6}, {12.0, 40.0}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        double mean = cases[c][0] * cases[c][1];
        gw__nb_chances(chances, N, cases[c][0], cases[c][1]);
        for (size_t k = 0; k < N; k++)
            first[k] = (double)k * chances[k];
        check_close(gw_sum(chances, N), 1.0, 2e-12);
        check_close(gw_sum(first, N), mean, 2e-12);
        check_close(chances[(size_t)mean], by_gammas(cases[c][0], cases[c][1], floor(mean)), 1e-9);
    }
}

static void test_edges(void **state)
{
    (void)state;
    double chances[3];
    gw__nb_chances(chances, 3, 0.7, 0.0);
    assert_true(chances[0] == 1.0 && chances[1] == 0.0 && chances[2] == 0.0);
    gw__nb_chances(chances, 3, 0.7, INFINITY);
    assert_true(chances[0] < 1e-200 && chances[1] >= 0.0 && chances[2] >= 0.0);
    gw__nb_chances(chances, 0, 0.7, 1.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_closed_form),
        cmocka_unit_test(test_geometric),
        cmocka_unit_test(test_underflow),
        cmocka_unit_test(test_edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

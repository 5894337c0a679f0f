/* Sums of renewals against adding them up, at every way the sum goes over into an integral. */
#include "check.h"

#include <math.h>

#include "survival_sum.h"

static const gw__beta_survival LAWS[] = {
    {0.668, 3.806, 1}, {0.26, 1.72, 1.58}, {1.7, 5, 0.7},
    {3, 4000, 2},      {40, 9e4, 1},       {0.05, 0.1, 3},
};

/* Term by term from the last to the first. */
static double added_up(const gw__beta_survival *law, double from, double count, double delta)
{
    double sum = 0;
    for (double k = count - 1; k >= 0; k--)
        sum += exp(gw__beta_survival_log(law, from, from + k) - delta * k);
    return sum;
}

static void finite_sums(void **state)
{
    (void)state;
    static const double counts[] = {0, 1, 7, 2047, 2048, 2049, 2060, 5000, 300000};
    static const double deltas[] = {0, 1e-7, 1e-4, 0.01, 0.5, 3};
    for (size_t i = 0; i < sizeof LAWS / sizeof *LAWS; i++)
        for (size_t c = 0; c < sizeof counts / sizeof *counts; c++)
            for (size_t d = 0; d < sizeof deltas / sizeof *deltas; d++) {
                double from = c % 2 == 0 ? 0 : 17;
                check_close(gw__survival_sum(&LAWS[i], from, counts[c], deltas[d]),
                            added_up(&LAWS[i], from, counts[c], deltas[d]), 2e-12);
            }
}

/* One more in front: sum(from) = 1 + v r sum(from + 1). */
static void endless_sums_follow_each_other(void **state)
{
    (void)state;
    static const double deltas[] = {0, 1e-9, 1e-5, 0.01, 0.5};
    for (size_t i = 0; i < sizeof LAWS / sizeof *LAWS; i++)
        for (size_t d = 0; d < sizeof deltas / sizeof *deltas; d++) {
            double delta = deltas[d];
            double from = (double)(3 * i);
            double sum = gw__survival_sum(&LAWS[i], from, HUGE_VAL, delta);
            if (delta == 0 && LAWS[i].gamma * LAWS[i].c <= 1) {
                assert_true(isinf(sum));
                continue;
            }
            double next = gw__survival_sum(&LAWS[i], from + 1, HUGE_VAL, delta);
            double r = exp(gw__beta_survival_log(&LAWS[i], from, from + 1));
            check_close(sum, 1 + exp(-delta) * r * next, 2e-12);
        }
}

/* The closed form at c = 1 and the sum at c next to 1. */
static void closed_form_meets_the_sum(void **state)
{
    (void)state;
    const gw__beta_survival closed = {2.5, 7, 1};
    const gw__beta_survival summed = {2.5, 7, 1 + 1e-13};
    check_close(gw__survival_sum(&closed, 3, HUGE_VAL, 0), 1 + 10 / 1.5, 1e-15);
    check_close(gw__survival_sum(&summed, 3, HUGE_VAL, 0), 1 + 10 / 1.5, 1e-11);
}

/* t^c beyond a double: survival is a power there. */
static void survival_far_out(void **state)
{
    (void)state;
    const gw__beta_survival law = {0.3, 2, 500};
    check_close(gw__beta_survival_log(&law, 1e3, 1e4), -0.3 * 500 * log(10), 1e-13);
    double slopes[3];
    check_close(gw__beta_survival_slopes(slopes, &law, 1e3, 1e4), -0.3 * 500 * log(10), 1e-13);
    check_close(slopes[0], -500 * log(10), 1e-13);
    check_close(slopes[1], 0, 0);
    check_close(slopes[2], -0.3 * log(10), 1e-13);
    assert_true(isfinite(gw__beta_survival_log(&law, 0, 1e6)));
    assert_true(isfinite(gw__beta_survival_log(&law, 1, 2)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finite_sums),
        cmocka_unit_test(endless_sums_follow_each_other),
        cmocka_unit_test(closed_form_meets_the_sum),
        cmocka_unit_test(survival_far_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

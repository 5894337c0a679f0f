/* Surplus per unit paid: against the integral of the demand curve by Simpson's rule, and published
 * values. */
#include "check.h"

#include <math.h>

#include "surplus.h"

/* The area under (p / price)^-e from the price to k times it, price 1. */
static double under_the_curve(double e, double k)
{
    enum { STEPS = 20000 };
    double h = (k - 1) / STEPS;
    double sum = 1 + pow(k, -e);
    for (int i = 1; i < STEPS; i++)
        sum += (i % 2 == 1 ? 4 : 2) * pow(1 + i * h, -e);
    return sum * h / 3;
}

static void constant_elasticity_is_the_area_under_the_curve(void **state)
{
    (void)state;
    static const double e[] = {0.2, 0.999999, 1, 1.000001, 1.8, 2, 6};
    static const double k[] = {1.5, 2, 3, 10};
    for (size_t i = 0; i < sizeof e / sizeof *e; i++)
        for (size_t j = 0; j < sizeof k / sizeof *k; j++)
            check_close(gw_surplus_constant(e[i], k[j]), under_the_curve(e[i], k[j]), 1e-11);
    check_close(gw_surplus_constant(2, 2), 0.5, 1e-15);
    check_close(gw_surplus_constant(1, 3), log(3), 1e-15);
    assert_true(isnan(gw_surplus_constant(0, 3)) && isnan(gw_surplus_constant(2, 1)));
}

static void linear_demand_is_half_a_triangle(void **state)
{
    (void)state;
    /* q = 1 - e (p - 1): nobody buys at 1 + 1/e; half of 1/e times 1 */
    check_close(gw_surplus_linear(1.8), 0.5 / 1.8, 1e-15);
    assert_true(isnan(gw_surplus_linear(-1)));
}

/* Small & Rosen's log sum: V = (1, .5), nothing 0, alpha .2. */
static void logit_as_published(void **state)
{
    (void)state;
    const double v[] = {1, 0.5};
    const double huge[] = {1000, 999};
    check_close(gw_surplus_logit(v, 2, 0.2), 8.40134835321, 1e-11);
    check_close(gw_surplus_logit(huge, 2, 1), 1000 + log1p(exp(-1)), 1e-15);
    check_close(gw_surplus_logit(NULL, 0, 1), 0, 0);
    assert_true(isnan(gw_surplus_logit(v, 2, 0)));
}

/* Tables of Student's t. */
static void quantiles_of_students_t(void **state)
{
    (void)state;
    static const double wanted[][3] = {{1.2815515655446004, 4, 1.5332062740589},
                                       {1.2815515655446004, 9, 1.3830287383966},
                                       {1.2815515655446004, 30, 1.3104150253914},
                                       {1.9599639845400545, 9, 2.2621571627982}};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        check_close(gw_student_quantile(wanted[i][0], wanted[i][1]), wanted[i][2], 1e-3);
    assert_true(isnan(gw_student_quantile(1, 0)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(constant_elasticity_is_the_area_under_the_curve),
        cmocka_unit_test(linear_demand_is_half_a_triangle),
        cmocka_unit_test(logit_as_published),
        cmocka_unit_test(quantiles_of_students_t),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

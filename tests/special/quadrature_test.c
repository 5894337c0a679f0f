/* Gauss rules against mpmath (tests/data/special/quadrature.csv) and against what makes them Gauss
 * rules: exactness for polynomials of degree 2 n - 1. */
#include "rows.h"

#include "quadrature.h"

#include <math.h>

static double nodes[GW_QUADRATURE_MAX];
static double weights[GW_QUADRATURE_MAX];

static void agrees_with_the_table(void **state)
{
    (void)state;
    rows table = rows_open("tests/data/special/quadrature.csv");
    int legendre = 0, jacobi = 0;
    while (rows_next(&table)) {
        const double *x = table.x;
        size_t n = (size_t)x[0];
        if (row_is(&table, "legendre")) {
            size_t i = (size_t)x[1];
            gw_gauss_legendre(nodes, weights, n);
            check_close_floor(nodes[i], x[2], 2.3e-16, 1.0);
            check_row(&table, weights[i], 2e-14, 0.0);
            legendre++;
        } else {
            assert_true(row_is(&table, "jacobi"));
            size_t i = (size_t)x[3];
            gw_gauss_jacobi_beta(nodes, weights, n, x[1], x[2]);
            check_close_floor(nodes[i], x[4], 2e-15, nodes[n - 1]);
            check_row(&table, weights[i], 4e-15, 1.0);
            jacobi++;
        }
    }
    assert_int_equal(legendre, 1 + 2 + 7 + 24 + 64 + 128);
    assert_int_equal(jacobi, 20 * (1 + 4 + 16));
}

static void legendre_is_exact_for_polynomials(void **state)
{
    (void)state;
    for (size_t n = 1; n <= GW_QUADRATURE_MAX; n++) {
        gw_gauss_legendre(nodes, weights, n);
        for (size_t degree = 0; degree < 2 * n; degree++) {
            double sum = 0.0;
            for (size_t i = 0; i < n; i++)
                sum += weights[i] * pow(nodes[i], (double)degree);
            check_close_floor(sum, degree % 2 ? 0.0 : 2.0 / (double)(degree + 1), 4e-15, 1.0);
        }
        for (size_t i = 0; i < n; i++) {
            check_same_bits(nodes[n - 1 - i] + 0.0, -nodes[i] + 0.0);
            assert_true(i == 0 || nodes[i] > nodes[i - 1]);
        }
    }
}

static void jacobi_is_exact_for_polynomials(void **state)
{
    (void)state;
    const double sizes[] = {1e-6, 1e-3, 0.5, 1.0, 2.426, 40.0, 1e3, 1e6, 1e9};
    const size_t ns[] = {1, 2, 5, 16, 32, 128};
    const size_t count = sizeof sizes / sizeof *sizes;
    for (size_t which = 0; which < count * count * 6; which++) {
        double a = sizes[which % count];
        double b = sizes[which / count % count];
        size_t n = ns[which / (count * count)];
        gw_gauss_jacobi_beta(nodes, weights, n, a, b);
        double moment = 1.0; /* E[p^k] over nodes[n-1]^k: tiny nodes are tested too */
        for (size_t k = 0; k < 2 * n; k++) {
            double sum = 0.0;
            for (size_t i = 0; i < n; i++)
                sum += weights[i] * pow(nodes[i] / nodes[n - 1], (double)k);
            check_close_floor(sum, moment, 1e-14 + 2e-15 * (double)k, 1.0);
            moment *= (a + (double)k) / (a + b + (double)k) / nodes[n - 1];
        }
        for (size_t i = 0; i < n; i++) {
            assert_true(nodes[i] > 0.0 && nodes[i] <= 1.0 && weights[i] >= 0.0);
            assert_true(i == 0 || nodes[i] > nodes[i - 1]);
        }
    }
}

static void tables_are_the_rules(void **state)
{
    (void)state;
    const size_t ns[] = {8, 16, 24};
    for (size_t k = 0; k < 3; k++) {
        const gw_rule *rule = gw_gauss_legendre_rule(ns[k]);
        assert_non_null(rule);
        assert_int_equal(rule->n, ns[k]);
        gw_gauss_legendre(nodes, weights, ns[k]);
        for (size_t i = 0; i < ns[k]; i++) {
            check_close_floor(rule->nodes[i], 0.5 + 0.5 * nodes[i], 2.3e-16, 1.0);
            check_close(rule->weights[i], 0.5 * weights[i], 2e-14);
        }
    }
    assert_null(gw_gauss_legendre_rule(0));
    assert_null(gw_gauss_legendre_rule(12));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_table),
        cmocka_unit_test(legendre_is_exact_for_polynomials),
        cmocka_unit_test(jacobi_is_exact_for_polynomials),
        cmocka_unit_test(tables_are_the_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

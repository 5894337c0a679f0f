/* The curve of purchase rates against brute force, against the means that have closed rules, and at
 * the joins between its methods: whole panels, cut panels, steep discounting. */
#include "check.h"

#include <math.h>

#include "bg_curve.h"
#include "quadrature.h"

typedef struct curve_case {
    double R, a, b;
    double v_end;
} curve_case;

static const curve_case cases[] = {
    {0.243, 0.793, 2.426, 12.0},   {2.243, 0.793, 4.426, 0.9}, {2.243, 0.793, 4.426, 1e6},
    {5.0, 0.25, 0.75, 1e8},        {0.25, 1.0, 2.5, 1e6},      {2000.25, 0.8, 2002.4, 1e4},
    {2000.25, 0.8, 2.4, 10.0},     {20.0, 1e6, 1e6, 100.0},    {20.0, 2.0, 1e6, 1e6},
    {2000.0, 50.0, 2001.0, 50.0},  {2000.5, 2.0, 0.001, 1e3},  {0.25, 0.001, 0.001, 1e4},
    {0.25, 0.8, 2.4, 1e-6},        {1e6, 0.3, 0.7, 10.0},      {1e6, 5.0, 1e6, 10.0},
    {9e5, 33705.3, 1411.9, 320.0},
};
#define CASES (sizeof cases / sizeof *cases)

static gw_beta_rule rule;
static gw_bg_curve curve;

static void make(const curve_case *c)
{
    gw_beta_rule_wide(&rule, c->a, c->b, (c->R + 1.0) * c->v_end);
    gw__bg_curve_make(&curve, &rule, c->R, c->v_end);
}

/* 40 panels a power of e, down to where R v is nothing; 24 points each. */
static double brute_force(double R, double kappa, double v_end)
{
    const gw_rule *gauss = gw_gauss_legendre_rule(24);
    double total = 0.0;
    double high = v_end;
    double smallest = 1e-19 * fmin(v_end, 1.0 / (R + kappa + 1.0));
    while (high > smallest) {
        double low = high * 0.975;
        for (size_t i = 0; i < gauss->n; i++) {
            double v = low + (high - low) * gauss->nodes[i];
            total += (high - low) * gauss->weights[i] * exp(-kappa * v) * R *
                     gw_beta_mean_survival(&rule, R, v);
        }
        high = low;
    }
    return total + high * R;
}

/* Without discounting the integral is the mean number of purchases. */
static void test_growth(void **state)
{
    (void)state;
    const double parts[] = {1.0, 0.999, 0.3, 1e-3, 1e-7};
    for (size_t c = 0; c < CASES; c++) {
        make(&cases[c]);
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
            double v = cases[c].v_end * parts[i];
            check_close(gw__bg_curve_integral(&curve, 0.0, v),
                        gw_beta_mean_growth(&rule, cases[c].R, v), 1e-12);
        }
    }
}

static void test_brute_force(void **state)
{
    (void)state;
    const double steepness[] = {1e-3, 0.7, 11.9, 12.1, 49.0};
    for (size_t c = 0; c < CASES; c += 2) {
        make(&cases[c]);
        for (size_t i = 0; i < sizeof steepness / sizeof *steepness; i++) {
            double kappa = steepness[i] / cases[c].v_end;
            check_close(gw__bg_curve_integral(&curve, kappa, cases[c].v_end),
                        brute_force(cases[c].R, kappa, cases[c].v_end), 1e-12);
        }
    }
}

/* Just below and above each edge the integral goes on as the rate there says. */
static void test_joins(void **state)
{
    (void)state;
    for (size_t c = 0; c < CASES; c++) {
        make(&cases[c]);
        double kappa = 5.0 / cases[c].v_end;
        for (size_t k = 1; k < curve.panels; k++) {
            double v = curve.edge[k];
            double step = 1e-6 * (v - curve.edge[k - 1]);
            double below = gw__bg_curve_integral(&curve, kappa, v - step);
            double at = gw__bg_curve_integral(&curve, kappa, v);
            double above = gw__bg_curve_integral(&curve, kappa, v + step);
            double rate =
                cases[c].R * gw_beta_mean_survival(&rule, cases[c].R, v) * exp(-kappa * v);
            check_close_floor(at - below, rate * step, 1e-5, 1e-8 * at);
            check_close_floor(above - at, rate * step, 1e-5, 1e-8 * at);
        }
    }
}

/* For ever, by the exponential integral. */
static void test_for_ever(void **state)
{
    (void)state;
    const double rates[] = {1e-6, 1e-3, 0.1, 3.0, 1e3};
    for (size_t c = 0; c < CASES; c++) {
        for (size_t i = 0; i < sizeof rates / sizeof *rates; i++) {
            curve_case longest = cases[c];
            longest.v_end = 40.0 / rates[i];
            make(&longest);
            check_close(gw__bg_curve_integral(&curve, rates[i], longest.v_end),
                        longest.R * gw_beta_mean_forever(&rule, longest.R, rates[i]), 1e-12);
        }
    }
}

/* The integral of 1 - e^-v beside a coin that never says stop: R = 1, p -> 0 is a constant rate. */
static void test_constant_rate(void **state)
{
    (void)state;
    make(&(curve_case){1.0, 1e-6, 1e9, 1.0});
    check_close(gw__bg_curve_integral(&curve, 3.0, 1.0), (1.0 - exp(-3.0)) / 3.0, 1e-12);
    assert_true(gw__bg_curve_integral(&curve, 3.0, 0.0) == 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_growth),        cmocka_unit_test(test_brute_force),
        cmocka_unit_test(test_joins),         cmocka_unit_test(test_for_ever),
        cmocka_unit_test(test_constant_rate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

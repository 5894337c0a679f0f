/* Means over a beta-distributed coin against mpmath (tests/data/special/beta_mean.csv), closed
 * forms, and the rules' own promises. */
#include "rows.h"

#include "beta_mean.h"
#include "gamma.h"
#include "vmath.h"

#include <math.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static gw_beta_rule rule;

static double mean_of(const rows *row)
{
    double R = row->x[3];
    double c = row->x[4];
    if (row_is(row, "growth"))
        return gw_beta_mean_growth(&rule, R, c);
    if (row_is(row, "survival"))
        return gw_beta_mean_survival(&rule, R, c);
    assert_true(row_is(row, "forever"));
    return gw_beta_mean_forever(&rule, R, c);
}

static void agrees_with_the_table(void **state)
{
    (void)state;
    rows table = rows_open("tests/data/special/beta_mean.csv");
    int seen[3] = {0, 0, 0};
    int gauss = 0;
    while (rows_next(&table)) {
        const double *x = table.x;
        gw_beta_rule_wide(&rule, x[0], x[1], x[2]);
        check_row(&table, mean_of(&table), 1e-12, 0.0);
        seen[row_is(&table, "growth") ? 0 : row_is(&table, "survival") ? 1 : 2]++;
        if (row_is(&table, "forever"))
            continue;
        gw_beta_rule_near(&rule, x[0], x[1], x[4], x[3]);
        check_row(&table, mean_of(&table), 1e-12, 0.0);
        gauss += rule.n == 16;
    }
    assert_true(seen[0] > 900 && seen[1] > 700 && seen[2] == 25);
    assert_true(gauss > 200);
}

/* Every promise that does not need a table: weights, order, number of nodes, E[p], over a, b,
 * reach from end to end and at the places where closed forms break. */
static void rules_keep_their_promises(void **state)
{
    (void)state;
    const double sizes[] = {1e-6, 1e-3, 0.3, 0.7, 1.0, 1.0 + 1e-9, 5.0, 27.0, 300.0, 1e6, 1e9};
    const double reaches[] = {0.0, 1e-12, 1.0, 113.0, 1e6, 1e12, 1e15};
    for (size_t which = 0; which < COUNT(sizes) * COUNT(sizes) * COUNT(reaches); which++) {
        double a = sizes[which % COUNT(sizes)];
        double b = sizes[which / COUNT(sizes) % COUNT(sizes)];
        gw_beta_rule_wide(&rule, a, b, reaches[which / (COUNT(sizes) * COUNT(sizes))]);
        assert_in_range(rule.n, 16, GW_BETA_RULE_MAX - 1);
        double sum = 0.0, mean = 0.0, rest = 0.0;
        for (size_t i = 0; i < rule.n; i++) {
            assert_true(rule.p[i] > 0.0 && rule.p[i] <= 1.0 && rule.weight[i] >= 0.0);
            assert_true(i == 0 || rule.p[i] >= rule.p[i - 1]);
            sum += rule.weight[i];
            mean += rule.weight[i] * rule.p[i];
            rest += rule.weight[i] * (1.0 - rule.p[i]);
        }
        check_close(sum, 1.0, 1e-14);
        check_close(mean, a / (a + b), 1e-12);
        check_close_floor(rest, b / (a + b), 1e-12, 1e-3);
    }
}

/* With c p the only thing in the integrand, a = 1 and b = 1 have elementary answers. */
static void equals_elementary_integrals(void **state)
{
    (void)state;
    for (double c = 1e-9; c < 1e10; c *= 7.3) {
        gw_beta_rule_wide(&rule, 1.0, 1.0, 3.0 * c);
        double log_c = gw_log1p(c);
        check_close(gw_beta_mean_survival(&rule, 0.0, c), log_c / c, 1e-12);
        check_close(gw_beta_mean_survival(&rule, 1.0, c), 1.0 / (1.0 + c), 1e-12);
        check_close(gw_beta_mean_growth(&rule, 1.0, c), log_c, 1e-12);
        /* (1 - (1 + v)^-2) / v = 1 / (1 + v) + 1 / (1 + v)^2, v = c p */
        check_close(gw_beta_mean_growth(&rule, 2.0, c), log_c + c / (1.0 + c), 1e-12);
    }
}

/* Published: FHL 2005 at the CDNOW estimates. E[X(t)] and E[Y(39) | x=2, t_x=30.43, T=38.86] are
 * the means themselves (times P(alive)). */
static void gives_the_published_expectations(void **state)
{
    (void)state;
    const double r = 0.243, alpha = 4.414, a = 0.793, b = 2.426;
    const double weeks[] = {0.1429, 1.0, 3.0, 31.8571, 32.0, 78.0};
    const double expected[] = {0.00782834751607, 0.0532678911717, 0.150865230893,
                               1.04199606085,    1.04524332837,   1.86051905794};
    gw_beta_rule_near(&rule, a, b, 78.0 / alpha, r);
    for (size_t i = 0; i < COUNT(weeks); i++)
        check_close(gw_beta_mean_growth(&rule, r, weeks[i] / alpha), expected[i], 1e-11);
    gw_beta_rule_near(&rule, a, b + 2.0, 39.0 / (alpha + 38.86), r + 2.0);
    assert_int_equal(rule.n, 16);
    double mean = gw_beta_mean_growth(&rule, r + 2.0, 39.0 / (alpha + 38.86));
    check_close(0.726578570081 * mean, 1.22602817477, 1e-11);
    gw_beta_rule_wide(&rule, a, b, (r + 1.0) / (0.0027 * alpha));
    check_close(r * gw_beta_mean_forever(&rule, r, 0.0027 * alpha), 3.64780963014, 1e-11);
}

static void nothing_happens_at_horizon_zero(void **state)
{
    (void)state;
    gw_beta_rule_wide(&rule, 0.8, 2.4, 0.0);
    assert_true(gw_beta_mean_growth(&rule, 2.0, 0.0) == 0.0);
    check_close(gw_beta_mean_survival(&rule, 2.0, 0.0), 1.0, 1e-14);
    gw_beta_rule_near(&rule, 0.8, 2.4, 0.0, 5.0);
    assert_true(gw_beta_mean_growth(&rule, 2.0, 0.0) == 0.0);
}

/* The Gauss rule's guard: on both sides of the place where it gives way, the same answer. */
static void joins_without_a_step(void **state)
{
    (void)state;
    const double bs[] = {0.5, 2.4, 40.0, 1e4};
    const double Rs[] = {0.24, 3.0, 40.0};
    for (size_t which = 0; which < COUNT(bs) * COUNT(Rs); which++) {
        double b = bs[which % COUNT(bs)];
        double R = Rs[which / COUNT(bs)];
        double c = 1e-3;
        gw_beta_rule_near(&rule, 0.8, b, c, R);
        while (rule.n == 16) {
            c *= 1.01;
            gw_beta_rule_near(&rule, 0.8, b, c, R);
        }
        assert_true(c > 1e-2);
        double growth = gw_beta_mean_growth(&rule, R, c / 1.01);
        double survival = gw_beta_mean_survival(&rule, R, c / 1.01);
        gw_beta_rule_near(&rule, 0.8, b, c / 1.01, R);
        assert_int_equal(rule.n, 16);
        check_close(gw_beta_mean_growth(&rule, R, c / 1.01), growth, 3e-13);
        check_close(gw_beta_mean_survival(&rule, R, c / 1.01), survival, 3e-13);
    }
}

/* One rule serves everything up to its reach: as good as a rule made for the place itself. */
static void serves_all_below_its_reach(void **state)
{
    (void)state;
    static gw_beta_rule own;
    gw_beta_rule_wide(&rule, 0.793, 6.4, 1e9);
    for (double R = 1e-9; R <= 1e9; R *= 53.0) {
        for (double c = 1e-9; c * (R > 1.0 ? R : 1.0) <= 1e9; c *= 41.0) {
            gw_beta_rule_wide(&own, 0.793, 6.4, c * (R > 1.0 ? R : 1.0));
            check_close(gw_beta_mean_growth(&rule, R, c), gw_beta_mean_growth(&own, R, c), 1e-12);
            check_close(gw_beta_mean_survival(&rule, R, c), gw_beta_mean_survival(&own, R, c),
                        1e-12);
            double g = (R + 1.0) / (c * (R > 1.0 ? R : 1.0));
            gw_beta_rule_wide(&own, 0.793, 6.4, (R + 1.0) / g);
            check_close(gw_beta_mean_forever(&rule, R, g), gw_beta_mean_forever(&own, R, g), 1e-12);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_table),
        cmocka_unit_test(rules_keep_their_promises),
        cmocka_unit_test(equals_elementary_integrals),
        cmocka_unit_test(gives_the_published_expectations),
        cmocka_unit_test(nothing_happens_at_horizon_zero),
        cmocka_unit_test(joins_without_a_step),
        cmocka_unit_test(serves_all_below_its_reach),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

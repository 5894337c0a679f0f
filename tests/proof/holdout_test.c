/* Hold-out scores against values worked by hand and with mpmath. */
#include "check.h"

#include <math.h>
#include <string.h>

#include "holdout.h"

static gw_context *context;

static int make_context(void **state)
{
    (void)state;
    return gw_context_create(&context, NULL, NULL) == GW_OK ? 0 : -1;
}

static int free_context(void **state)
{
    (void)state;
    gw_context_free(context);
    return 0;
}

static void scores_four_customers(void **state)
{
    (void)state;
    const double predicted[] = {0.5, 2.0, 0.0, 1.5};
    const double actual[] = {0, 3, 1, 1};
    gw_holdout_score s;
    assert_int_equal(gw_holdout_score_of(&s, context, predicted, actual, NULL, 4, NULL), GW_OK);
    check_close(s.customers, 4, 0);
    check_close(s.actual, 5, 0);
    check_close(s.predicted, 4, 0);
    check_close(s.bias, -0.2, 1e-15);
    check_close(s.mae, 0.75, 1e-15);
    check_close(s.rmse, sqrt(2.5 / 4), 1e-15);
    /* (2*.5 + 2*(3 ln 1.5 - 1) + 2*(ln 1000 - 1 + .001) + 2*(-ln 1.5 + .5)) / 4 */
    check_close(s.deviance, 3.35984274759923291, 1e-14);
}

static void a_weight_stands_for_as_many_customers(void **state)
{
    (void)state;
    const double predicted[] = {0.5, 2.0}, actual[] = {1, 3}, weight[] = {3, 2};
    const double predicted_all[] = {0.5, 0.5, 0.5, 2, 2}, actual_all[] = {1, 1, 1, 3, 3};
    gw_holdout_score a, b;
    assert_int_equal(gw_holdout_score_of(&a, context, predicted, actual, weight, 2, NULL), GW_OK);
    assert_int_equal(gw_holdout_score_of(&b, context, predicted_all, actual_all, NULL, 5, NULL),
                     GW_OK);
    check_close(a.customers, 5, 0);
    check_close(a.deviance, b.deviance, 1e-15);
    check_close(a.mae, b.mae, 1e-15);
    check_close(a.rmse, b.rmse, 1e-15);
}

/* What the deviance is for: saying "nobody" must lose against the truth where most buy nothing. */
static void nobody_buys_loses_although_its_absolute_error_wins(void **state)
{
    (void)state;
    double truth[100], nobody[100], actual[100];
    for (int i = 0; i < 100; i++) {
        truth[i] = 0.3;
        nobody[i] = 0;
        actual[i] = i < 30 ? 1 : 0;
    }
    gw_holdout_score t, z;
    assert_int_equal(gw_holdout_score_of(&t, context, truth, actual, NULL, 100, NULL), GW_OK);
    assert_int_equal(gw_holdout_score_of(&z, context, nobody, actual, NULL, 100, NULL), GW_OK);
    assert_true(z.mae < t.mae);
    assert_true(t.deviance < z.deviance);
}

static void undefined_numbers_are_refused_by_row(void **state)
{
    (void)state;
    gw_holdout_score s = {.customers = 77};
    gw_error err = {0};
    const double good[] = {1, 1}, bad[] = {1, NAN}, below[] = {-1, 1};
    assert_int_equal(gw_holdout_score_of(&s, context, bad, good, NULL, 2, &err), GW_BAD_DATA);
    assert_non_null(strstr(err.message, "row 2"));
    assert_int_equal(gw_holdout_score_of(&s, context, good, bad, NULL, 2, &err), GW_BAD_DATA);
    assert_int_equal(gw_holdout_score_of(&s, context, below, good, NULL, 2, &err), GW_BAD_DATA);
    assert_int_equal(gw_holdout_score_of(&s, context, good, good, bad, 2, &err), GW_BAD_DATA);
    check_close(s.customers, 77, 0);
}

static void two_forecasts_are_compared_customer_by_customer(void **state)
{
    (void)state;
    const double a[] = {1, 2, 1}, b[] = {2, 2, 0.5}, actual[] = {1, 2, 0};
    double mean = 0;
    double se = 0;
    assert_int_equal(gw_holdout_difference(&mean, &se, context, a, b, actual, NULL, 3, NULL),
                     GW_OK);
    /* deviances a: 0, 0, 2; b: 2 (1 - ln 2), 0, 1; differences -.6137056388801094, 0, 1 */
    check_close(mean, 0.12876478703996352, 1e-14);
    check_close(se, 0.47026473041768396, 1e-14);
    const double swapped[] = {1};
    assert_int_equal(gw_holdout_difference(&mean, &se, context, a, b, swapped, NULL, 1, NULL),
                     GW_OK);
    assert_true(isnan(se));
}

static void no_memory_is_said(void **state)
{
    (void)state;
    failing_allocator memory = {0};
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    gw_context *poor = NULL;
    failing_allocator_options(&options, &memory);
    assert_int_equal(gw_context_create(&poor, &options, NULL), GW_OK);
    memory.fail_at = memory.calls + 1;
    const double one[] = {1};
    gw_holdout_score s;
    assert_int_equal(gw_holdout_score_of(&s, poor, one, one, NULL, 1, NULL), GW_NO_MEMORY);
    gw_context_free(poor);
    assert_int_equal(memory.held, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scores_four_customers),
        cmocka_unit_test(a_weight_stands_for_as_many_customers),
        cmocka_unit_test(nobody_buys_loses_although_its_absolute_error_wins),
        cmocka_unit_test(undefined_numbers_are_refused_by_row),
        cmocka_unit_test(two_forecasts_are_compared_customer_by_customer),
        cmocka_unit_test(no_memory_is_said),
    };
    return cmocka_run_group_tests(tests, make_context, free_context);
}

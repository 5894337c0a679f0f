/* When a method stops. */
#include "check.h"

#include <math.h>

#include "stop.h"

static void small_gains_converge(void **state)
{
    (void)state;
    const gw_stop stop = GW_STOP_INIT;
    assert_int_equal(gw_stop_check(&stop, 3, -9594.0, 1e-10), GW_STOP_CONVERGED);
    assert_int_equal(gw_stop_check(&stop, 3, -9594.0, 1e-8), GW_STOP_NOT_YET);
    assert_int_equal(gw_stop_check(&stop, 0, 0.0, 0.0), GW_STOP_CONVERGED);
    assert_int_equal(gw_stop_check(&stop, 0, 5.0, 0.1), GW_STOP_NOT_YET);
}

/* A gain below the rounding of a sum over millions of customers cannot be seen. */
static void rounding_counts_as_no_gain(void **state)
{
    (void)state;
    const gw_stop stop = GW_STOP_INIT;
    assert_int_equal(gw_stop_check(&stop, 3, -6e7, 5e-8), GW_STOP_CONVERGED);
    assert_int_equal(gw_stop_check(&stop, 3, -6e7, 7e-8), GW_STOP_NOT_YET);
}

static void the_limit_is_the_last_resort(void **state)
{
    (void)state;
    const gw_stop stop = {1e-9, 1e-15, 7};
    assert_int_equal(gw_stop_check(&stop, 6, 1, 1), GW_STOP_NOT_YET);
    assert_int_equal(gw_stop_check(&stop, 7, 1, 1), GW_STOP_ITERATION_LIMIT);
    assert_int_equal(gw_stop_check(&stop, 7, 1, 0), GW_STOP_CONVERGED);
}

static void what_cannot_be_compared_is_no_convergence(void **state)
{
    (void)state;
    const gw_stop stop = GW_STOP_INIT;
    assert_int_equal(gw_stop_check(&stop, 3, 1, (double)NAN), GW_STOP_NOT_YET);
    assert_int_equal(gw_stop_check(&stop, 500, 1, (double)NAN), GW_STOP_ITERATION_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_gains_converge),
        cmocka_unit_test(rounding_counts_as_no_gain),
        cmocka_unit_test(the_limit_is_the_last_resort),
        cmocka_unit_test(what_cannot_be_compared_is_no_convergence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

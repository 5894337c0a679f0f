/* The comparisons every other test relies on: what they must refuse, they refuse. */
#include "check.h"

#include <goodwill/base.h>

#include <math.h>

static void test_relative_error(void **state)
{
    (void)state;
    const double inf = (double)INFINITY;
    assert_true(relative_error(1.0, 1.0, 0.0) == 0.0);
    assert_true(relative_error(1.5, 1.0, 0.0) == 0.5);
    assert_true(relative_error(-1.0, 1.0, 0.0) == 2.0);
    assert_true(relative_error(1e-9, 0.0, 0.0) == inf);
    assert_true(relative_error(0.0, -0.0, 0.0) == 0.0);
    assert_true(relative_error(1e-9, 0.0, 1.0) == 1e-9);
    assert_true(relative_error(0.25, 0.5, 1.0) == 0.25);
    assert_true(relative_error(1e308, -1e308, 0.0) > 1.0);
}

static void test_infinity_and_nan(void **state)
{
    (void)state;
    const double inf = (double)INFINITY;
    const double nan = (double)NAN;
    assert_true(relative_error(nan, 1.0, 0.0) == inf);
    assert_true(relative_error(1.0, nan, 0.0) == inf);
    assert_true(relative_error(nan, inf, 1e300) == inf);
    assert_true(relative_error(nan, nan, 0.0) == 0.0);
    assert_true(relative_error(inf, inf, 0.0) == 0.0);
    assert_true(relative_error(-inf, inf, 0.0) == inf);
    assert_true(relative_error(inf, 1e308, 0.0) == inf);
    assert_true(relative_error(1e308, inf, 0.0) == inf);
}

static void test_failing_allocator(void **state)
{
    (void)state;
    failing_allocator memory = {.fail_at = 2};
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    failing_allocator_options(&options, &memory);
    const gw_allocator *a = &options.allocator;
    void *first = a->allocate(a->user, 8);
    assert_non_null(first);
    assert_null(a->allocate(a->user, 8));
    void *third = a->resize(a->user, NULL, 8);
    assert_non_null(third);
    assert_int_equal(memory.held, 2);
    first = a->resize(a->user, first, 80);
    assert_non_null(first);
    assert_int_equal(memory.held, 2);
    a->release(a->user, first);
    a->release(a->user, third);
    a->release(a->user, NULL);
    assert_int_equal(memory.held, 0);
    assert_int_equal(memory.calls, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_relative_error),
        cmocka_unit_test(test_infinity_and_nan),
        cmocka_unit_test(test_failing_allocator),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

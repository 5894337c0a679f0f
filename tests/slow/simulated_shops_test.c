/* Intervals on shops whose truth is known, see simulated_shops.h; more of them in
 * simulated_shops_long_test.c. */
#include "simulated_shops.h"

static void intervals_hold(void **state)
{
    (void)state;
    assert_int_equal(
        check_simulated_shops("pareto_nbd", 200) + check_simulated_shops("bg_nbd", 200), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(intervals_hold)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

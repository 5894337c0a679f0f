/* Groups of counts: one each where people seldom come back, wider where they come often. */
#include "check.h"

#include "count_groups.h"

static void where_few_come_back_each_count_is_a_group(void **state)
{
    (void)state;
    const double count[] = {0, 0, 0, 0, 1, 1, 2, 3, 9, 40};
    double width = gw_count_width(count, NULL, 10);
    check_close(width, 1, 0);
    for (int k = 0; k < 7; k++) {
        assert_int_equal(gw_count_group(k, width), k);
        check_close(gw_count_group_from((size_t)k, width), k, 0);
    }
    assert_int_equal(gw_count_group(7, width), 7);
    assert_int_equal(gw_count_group(4000, width), 7);
}

static void where_many_come_often_a_fifth_is_left_to_the_last_group(void **state)
{
    (void)state;
    double count[100];
    double weight[100];
    for (int i = 0; i < 100; i++) {
        count[i] = i;
        weight[i] = 3;
    }
    double width = gw_count_width(count, weight, 100);
    double last = 0;
    check_close(width, 14, 0); /* the last group begins at 1 + 6 x 14 = 85, above the 80th of 100 */
    for (int i = 0; i < 100; i++)
        last += gw_count_group(count[i], width) == GW_COUNT_GROUPS - 1 ? 1 : 0;
    check_close(last, 15, 0);
    assert_int_equal(gw_count_group(14, width), 1);
    assert_int_equal(gw_count_group(15, width), 2);
    check_close(gw_count_group_from(2, width), 15, 0);
    check_close(gw_count_width(count, NULL, 0), 1, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(where_few_come_back_each_count_is_a_group),
        cmocka_unit_test(where_many_come_often_a_fifth_is_left_to_the_last_group),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

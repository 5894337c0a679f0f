/* Sorting with places, against the definition of being sorted. */
#include "check.h"

#include <math.h>

#include "placed.h"
#include "rng.h"

#define MOST 5000

/* Ascending, ties by place, and each still with its own value. */
static void check_sorted(size_t n, uint64_t distinct)
{
    static gw_placed list[MOST];
    static double values[MOST];
    static int seen[MOST];
    gw_rng rng = gw_rng_seeded(n, distinct);
    for (size_t i = 0; i < n; i++) {
        values[i] = (double)gw_rng_below(&rng, distinct) - 3;
        list[i] = (gw_placed){values[i], i};
        seen[i] = 0;
    }
    gw_placed_sort(list, n);
    for (size_t i = 0; i < n; i++) {
        assert_true(list[i].place < n && seen[list[i].place]++ == 0);
        check_same_bits(list[i].value, values[list[i].place]);
        if (i > 0)
            assert_true(list[i - 1].value < list[i].value ||
                        (list[i - 1].value == list[i].value && list[i - 1].place < list[i].place));
    }
}

static void sorts_and_remembers(void **state)
{
    (void)state;
    for (size_t n = 0; n < 40; n++) {
        check_sorted(n, 1000000);
        check_sorted(n, 4);
    }
    check_sorted(MOST, 1u << 30);
    check_sorted(MOST, 7);
}

static void infinities_go_to_the_ends(void **state)
{
    (void)state;
    gw_placed list[] = {{HUGE_VAL, 0}, {1, 1}, {-HUGE_VAL, 2}, {-HUGE_VAL, 3}, {0, 4}};
    gw_placed_sort(list, 5);
    const size_t order[] = {2, 3, 4, 1, 0};
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(list[i].place, order[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sorts_and_remembers),
        cmocka_unit_test(infinities_go_to_the_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

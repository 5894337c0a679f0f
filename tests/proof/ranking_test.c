/* Gain, Gini and groups against averages over every order that the predictions allow. */
#include "check.h"

#include <math.h>
#include <string.h>

#include "ranking.h"

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

#define ROWS 6
static const double said[ROWS] = {3, 1, 5, 1, 3, 1};
static const double came[ROWS] = {0, 2, 10, 0, 4, 1};

typedef struct brute {
    int orders;
    double gini;
    double gain[ROWS + 1];
} brute;

static void one_order(brute *sums, const int *order)
{
    double all = 0;
    double held = 0;
    double area = 0;
    for (int i = 0; i < ROWS; i++)
        all += came[i];
    for (int i = 0; i < ROWS; i++) {
        if (i > 0 && said[order[i]] > said[order[i - 1]])
            return; /* not an order of the predictions */
        area += (2 * held + came[order[i]]) / 2;
        held += came[order[i]];
    }
    sums->orders++;
    sums->gini += 2 * area / all / ROWS - 1;
    held = 0;
    for (int i = 0; i < ROWS; i++) {
        held += came[order[i]];
        sums->gain[i + 1] += held / all;
    }
}

static void every_order(brute *sums, int *order, int from)
{
    if (from == ROWS)
        one_order(sums, order);
    for (int i = from; i < ROWS; i++) {
        int kept = order[from];
        order[from] = order[i];
        order[i] = kept;
        every_order(sums, order, from + 1);
        order[i] = order[from];
        order[from] = kept;
    }
}

static void equals_are_the_average_of_their_orders(void **state)
{
    (void)state;
    int order[ROWS] = {0, 1, 2, 3, 4, 5};
    brute sums = {0};
    gw_ranking *ranking = NULL;
    every_order(&sums, order, 0);
    assert_int_equal(sums.orders, 2 * 6);
    assert_int_equal(gw_ranking_create(&ranking, context, said, came, ROWS, NULL), GW_OK);
    check_close(gw_ranking_gini(ranking), sums.gini / sums.orders, 1e-14);
    for (int i = 0; i <= ROWS; i++)
        check_close_floor(gw_ranking_gain(ranking, (double)i / ROWS), sums.gain[i] / sums.orders,
                          1e-14, 1);
    gw_ranking_free(ranking);
}

static void the_order_of_the_rows_changes_no_bit(void **state)
{
    (void)state;
    const double said_back[ROWS] = {1, 3, 1, 5, 1, 3};
    const double came_back[ROWS] = {1, 4, 0, 10, 2, 0};
    gw_ranking *a = NULL;
    gw_ranking *b = NULL;
    assert_int_equal(gw_ranking_create(&a, context, said, came, ROWS, NULL), GW_OK);
    assert_int_equal(gw_ranking_create(&b, context, said_back, came_back, ROWS, NULL), GW_OK);
    check_same_bits(gw_ranking_gini(a), gw_ranking_gini(b));
    check_same_bits(gw_ranking_gain(a, 0.4), gw_ranking_gain(b, 0.4));
    gw_ranking_free(a);
    gw_ranking_free(b);
}

/* Of n customers of whom one holds everything, the perfect order has a Gini of 1 - 1/n, the worst
 * one its opposite, and an order that says the same of everybody none. */
static void known_ginis(void **state)
{
    (void)state;
    const double one_holds_all[] = {0, 0, 8, 0};
    const double wrong[] = {2, 2, 1, 2};
    const double same[] = {1, 1, 1, 1};
    gw_ranking *r = NULL;
    assert_int_equal(gw_ranking_create(&r, context, one_holds_all, one_holds_all, 4, NULL), GW_OK);
    check_close(gw_ranking_gini(r), 0.75, 1e-15);
    check_close(gw_ranking_gain(r, 0.125), 0.5, 1e-15); /* half of the first customer */
    gw_ranking_free(r);
    assert_int_equal(gw_ranking_create(&r, context, wrong, one_holds_all, 4, NULL), GW_OK);
    check_close(gw_ranking_gini(r), -0.75, 1e-15);
    gw_ranking_free(r);
    assert_int_equal(gw_ranking_create(&r, context, same, one_holds_all, 4, NULL), GW_OK);
    check_close_floor(gw_ranking_gini(r), 0, 1e-15, 1);
    gw_ranking_free(r);
}

static void groups_of_equal_size_cut_within_a_customer(void **state)
{
    (void)state;
    const double predicted[] = {9, 6, 3};
    const double actual[] = {12, 3, 3};
    gw_ranking *r = NULL;
    gw_ranking_group first;
    gw_ranking_group second;
    assert_int_equal(gw_ranking_create(&r, context, predicted, actual, 3, NULL), GW_OK);
    gw_ranking_group_of(&first, r, 0, 2);
    gw_ranking_group_of(&second, r, 1, 2);
    check_close(first.customers, 1.5, 0);
    check_close(first.predicted, (9 + 3) / 1.5, 1e-15);
    check_close(first.actual, (12 + 1.5) / 1.5, 1e-15);
    /* misses 3 (weight 1) and -3 (weight .5): mean 1, variance (1*4 + .5*16) / 1.5 */
    check_close(first.spread, sqrt(8), 1e-14);
    check_close(second.actual, (1.5 + 3) / 1.5, 1e-15);
    check_close(first.actual + second.actual, 18 / 1.5, 1e-15);
    gw_ranking_free(r);
}

static void what_has_no_answer_says_so(void **state)
{
    (void)state;
    gw_ranking *r = NULL;
    gw_error err = {0};
    const double one[] = {1, 1}, none[] = {0, 0}, bad[] = {1, NAN};
    assert_int_equal(gw_ranking_create(&r, context, one, none, 2, &err), GW_OK);
    assert_true(isnan(gw_ranking_gini(r)));
    assert_true(isnan(gw_ranking_gain(r, 0.5)));
    gw_ranking_free(r);
    r = NULL;
    assert_int_equal(gw_ranking_create(&r, context, one, bad, 2, &err), GW_BAD_DATA);
    assert_non_null(strstr(err.message, "row 2"));
    assert_int_equal(gw_ranking_create(&r, context, one, one, 0, &err), GW_BAD_DATA);
    assert_null(r);
}

static void no_memory_is_said(void **state)
{
    (void)state;
    failing_allocator memory = {0};
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    gw_context *poor = NULL;
    failing_allocator_options(&options, &memory);
    assert_int_equal(gw_context_create(&poor, &options, NULL), GW_OK);
    long made = memory.calls;
    for (long fail = 1; fail <= 3; fail++) {
        gw_ranking *r = NULL;
        memory.calls = made;
        memory.fail_at = made + fail;
        assert_int_equal(gw_ranking_create(&r, poor, said, came, ROWS, NULL), GW_NO_MEMORY);
        assert_null(r);
    }
    gw_context_free(poor);
    assert_int_equal(memory.held, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equals_are_the_average_of_their_orders),
        cmocka_unit_test(the_order_of_the_rows_changes_no_bit),
        cmocka_unit_test(known_ginis),
        cmocka_unit_test(groups_of_equal_size_cut_within_a_customer),
        cmocka_unit_test(what_has_no_answer_says_so),
        cmocka_unit_test(no_memory_is_said),
    };
    return cmocka_run_group_tests(tests, make_context, free_context);
}

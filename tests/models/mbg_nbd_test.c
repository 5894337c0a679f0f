/* The MBG/NBD where it differs from the BG/NBD: one more toss of the coin. */
#include "one_customer.h"

#include "sum.h"

#define MODEL (&gw__model_mbg_nbd)

/* Rounded parameters of CDNOW. */
static const double cdnow[] = {0.525, 6.183, 0.891, 1.614};
static const double twice[] = {2.0, 30.43, 38.86};
static const double newcomer[] = {0.0, 0.0, 0.0};

static void test_published(void **state)
{
    (void)state;
    scored s = score_one(MODEL, cdnow, twice, 39.0, -1.0);
    check_close(s.of[GW_COUNT_P_ALIVE], 0.706202265118, 1e-11);
    check_close(s.of[GW_COUNT_EXPECTED], 1.26296062327, 1e-11);
    s = score_one(MODEL, cdnow, newcomer, 39.0, -1.0);
    check_close(s.of[GW_COUNT_EXPECTED], 1.1829536656, 1e-10);
    s = score_one(MODEL, cdnow, (double[]){0.0, 0.0, 38.86}, 39.0, -1.0);
    check_close(s.of[GW_COUNT_P_ALIVE], 0.389735080919, 1e-11);
}

/* A newcomer has tossed once: alive with b / (a + b). */
static void test_first_toss(void **state)
{
    (void)state;
    scored s = score_one(MODEL, cdnow, newcomer, 5.0, 0.0);
    check_close(s.of[GW_COUNT_P_ALIVE], 1.614 / (1.614 + 0.891), 1e-14);
    check_close_floor(s.of[GW_COUNT_LOG_LIK], 0.0, 1e-15, 1.0);
}

/* With n = 1 toss behind, its coin is the BG/NBD's of b + 1: the same forecast given alive, and the
 * same likelihood up to the first toss. */
static void test_against_bg(void **state)
{
    (void)state;
    const double shifted[] = {0.525, 6.183, 0.891, 2.614};
    const double cells[][3] = {{1.0, 3.0, 9.0}, {2.0, 30.43, 38.86}, {40.0, 30.0, 31.0}};
    for (size_t i = 0; i < 3; i++) {
        scored m = score_one(MODEL, cdnow, cells[i], 26.0, 0.003);
        scored bg = score_one(&gw__model_bg_nbd, shifted, cells[i], 26.0, 0.003);
        for (size_t k = GW_COUNT_LOG_P_ALIVE; k < GW_COUNT_SCORES; k++)
            check_close(m.of[k], bg.of[k], 1e-13);
        check_close(m.of[GW_COUNT_LOG_LIK], bg.of[GW_COUNT_LOG_LIK] + log(1.614 / 2.505), 1e-13);
    }
}

/* Published with an extra (1 - p) for newcomers, none given (x, t_x, T): both are E over the coin.
 */
static void test_chances(void **state)
{
    (void)state;
    enum { N = 20000 };
    static double chances[N], first[N];
    const double columns[][3] = {{2.0, 30.43, 38.86}, {0.0, 0.0, 0.0}, {0.0, 0.0, 38.86}};
    for (size_t c = 0; c < 3; c++) {
        assert_int_equal(MODEL->pmf(chances, N, NULL, cdnow, columns[c], 39.0, NULL), GW_OK);
        for (size_t k = 0; k < N; k++)
            first[k] = (double)k * chances[k];
        check_close(gw_sum(chances, N), 1.0, 1e-12);
        scored s = score_one(MODEL, cdnow, columns[c], 39.0, -1.0);
        check_close(gw_sum(first, N), s.of[GW_COUNT_EXPECTED], 1e-11);
    }
}

static void test_simulate(void **state)
{
    (void)state;
    check_simulation(MODEL, (double[]){0.8, 2.0, 1.2, 2.5}, 10.0, 31);
    check_simulation(MODEL, (double[]){3.0, 6.0, 0.4, 0.9}, 12.0, 32);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_published),  cmocka_unit_test(test_first_toss),
        cmocka_unit_test(test_against_bg), cmocka_unit_test(test_chances),
        cmocka_unit_test(test_simulate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

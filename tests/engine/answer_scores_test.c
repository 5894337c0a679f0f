/* Answers on a scale: published values and counting by hand. */
#include "check.h"

#include <math.h>

#include "answer_scores.h"

#define Z95 1.9599639845400545

static void shares_by_wilson(void **state)
{
    (void)state;
    /* Newcombe 1998, Statistics in Medicine 17, table I: 81/263, 15/148, 0/20, 1/29, method 3 */
    static const double wanted[][4] = {{81, 263, 0.2553, 0.3662},
                                       {15, 148, 0.0624, 0.1605},
                                       {0, 20, 0.0000, 0.1611},
                                       {1, 29, 0.0061, 0.1718}};
    for (int i = 0; i < 4; i++) {
        gw_answer_score s = gw_share_score(wanted[i][0], wanted[i][1], Z95);
        check_close_floor(s.low, wanted[i][2], 5e-5, 1);
        check_close_floor(s.high, wanted[i][3], 5e-5, 1);
    }
    assert_true(isnan(gw_share_score(0, 0, Z95).value));
}

/* p = .5, d = .2, n = 400: .30 with standard error .0390512484. */
static void net_promoter_score(void **state)
{
    (void)state;
    gw_answer_score s = gw_net_promoter_score(200, 80, 400, 1);
    check_close(s.value, 0.3, 1e-15);
    check_close(s.high - s.value, 0.0390512484, 1e-9);
    check_close(s.value - s.low, 0.0390512484, 1e-9);
    s = gw_net_promoter_score(3, 0, 3, 1);
    check_close(s.value, 1, 0);
    check_close(s.high, 1, 0);
}

/* 1, 2, 3, 4, 5: mean 3, sd sqrt(2.5); t of 4 degrees at 97.5 %: 2.7764451. */
static void means_by_students_t(void **state)
{
    (void)state;
    gw_answer_score s = gw_mean_score(15, 55, 5, Z95);
    check_close(s.value, 3, 0);
    check_close(s.high - 3, 2.7764451 * sqrt(0.5), 2e-3);
    assert_true(isnan(gw_mean_score(4, 16, 1, Z95).low));
    check_close(gw_mean_score(4, 16, 1, Z95).value, 4, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_by_wilson),
        cmocka_unit_test(net_promoter_score),
        cmocka_unit_test(means_by_students_t),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The published value of a referring customer: a test of the formula, not of the ledger. */
#include "check.h"

#include <math.h>

#include "referral_value.h"

/* 8 % a period; two who would not have come, two who would: 152.433572118. */
static void as_published(void **state)
{
    (void)state;
    const gw_referred_flow flows[] = {{1, false, 60, 5, 4, 20},
                                      {2, false, 50, 5, 4, 20},
                                      {1, true, 0, 0, 0, 20},
                                      {3, true, 0, 0, 0, 20}};
    check_close(gw_customer_referral_value(flows, 4, 0.08, true), 152.433572118, 1e-11);
    /* without the saved cost of winning those who would not have come: 20 at t = 1 and at t = 2
     * less */
    check_close(gw_customer_referral_value(flows, 4, 0.08, false),
                152.433572118 - 20 / 1.08 - 20 / (1.08 * 1.08), 1e-11);
    check_close(gw_customer_referral_value(flows, 0, 0.08, true), 0, 0);
    assert_true(isnan(gw_customer_referral_value(flows, 4, -1, true)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(as_published)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

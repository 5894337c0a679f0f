/* Intervals on shops whose truth is known, see simulated_shops.h: 1,000 of every model that counts.
 * The lines printed are those of docs/calibration.md; GW_SHOPS_MODEL names one model alone. */
#include "simulated_shops.h"

static void intervals_hold(void **state)
{
    int bad = 0;
    const char *only = getenv("GW_SHOPS_MODEL");
    (void)state;
    for (size_t i = 0; i < gw_model_count(); i++) {
        const gw_model *model = gw_model_at(i);
        if (gw_model_kind_of(model) == GW_MODEL_COUNT &&
            (only == NULL || model == gw_model_find(only)))
            bad += check_simulated_shops(gw_model_name(model), 1000);
    }
    assert_int_equal(bad, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(intervals_hold)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* What of the garden can be set, and what is refused with which sentence. */
#include "check.h"

#include "garden_settings.h"

#include <string.h>

static void everything_has_its_default(void **state)
{
    (void)state;
    gw_garden_settings set;
    gw_garden_settings_default(&set);
    check_close(set.older_share, 0.1, 0.0);
    check_close(set.rate_life, -0.2, 0.0);
    check_close(set.random_repair, 0.0, 0.0);
    check_close(set.basket, 1.0, 0.0);
    assert_true(set.full_truth);
}

static void settings_are_taken_in_their_order(void **state)
{
    (void)state;
    gw_garden_settings set;
    gw_garden_settings_default(&set);
    assert_int_equal(gw_garden_settings_take(&set, "all=off", NULL), GW_OK);
    assert_true(set.full_truth);
    for (size_t i = 0; gw_garden_setting_at(i) != NULL; i++)
        check_close(gw_garden_setting_value(&set, gw_garden_setting_at(i)), 0.0, 0.0);
    assert_int_equal(gw_garden_settings_take(&set, "homophily=0.75", NULL), GW_OK);
    assert_int_equal(gw_garden_settings_take(&set, "rate_life=on", NULL), GW_OK);
    assert_int_equal(gw_garden_settings_take(&set, "random_repair=on", NULL), GW_OK);
    assert_int_equal(gw_garden_settings_take(&set, "truth=value", NULL), GW_OK);
    assert_true(set.full_truth && set.no_effects);
    assert_int_equal(gw_garden_settings_take(&set, "truth=basic", NULL), GW_OK);
    check_close(set.homophily, 0.75, 0.0);
    check_close(set.rate_life, -0.2, 0.0);
    check_close(set.random_repair, 1.0, 0.0);
    assert_true(!set.full_truth && !set.no_effects);
}

static void check_refused(const char *text, const char *part)
{
    gw_garden_settings set;
    gw_garden_settings before;
    gw_error err = {0};
    memset(&set, 0, sizeof set);
    gw_garden_settings_default(&set);
    before = set;
    assert_int_equal(gw_garden_settings_take(&set, text, &err), GW_WRONG_USE);
    if (strstr(err.message, part) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", err.message, part);
    assert_memory_equal(&set, &before, sizeof set);
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    check_refused("reviews", "must be NAME=VALUE");
    check_refused("=1", "must be NAME=VALUE");
    check_refused("review=off", "did you mean reviews?");
    check_refused("nothing_like_it=1", "--help shows all");
    check_refused("basket=2", "basket is 2, must be 0 or 1");
    check_refused("basket=maybe", "basket is \"maybe\", must be on, off");
    check_refused("older_share=1", "older_share is 1, must be from 0 to 0.9");
    check_refused("rate_life=-1", "rate_life is -1, must be from -0.99 to 0.99");
    check_refused("prices=nan", "must be on, off or a number");
    check_refused("prices=0.1x", "must be on, off or a number");
    check_refused("truth=half", "must be full, value or basic");
    check_refused("all=on", "all is \"on\", must be off");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_has_its_default),
        cmocka_unit_test(settings_are_taken_in_their_order),
        cmocka_unit_test(what_cannot_be_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

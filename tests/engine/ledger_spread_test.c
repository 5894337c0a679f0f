/* The range of a total: it holds what is expected, follows an assumed setting, and leaves the
 * settings as they are. */
#include "shop_folder.h"

#include <math.h>

#include "ledger.h"
#include "reckon.h"
#include "rng.h"
#include "settings.h"

static gw_shop shop;

static int make_shop(void **state)
{
    char path[128];
    char file[128];
    gw_error err = {0};
    static gw_receipt receipt;
    static gw_reckoning reckoning;
    gw_import_options import = {.accept = true};
    gw_reckon_options options = GW_RECKON_OPTIONS_INIT;
    gw_rng rng = gw_rng_seeded(4, 0);
    if (make_folder(state) != 0)
        return -1;
    snprintf(path, sizeof path, "%s/shop.gw", folder);
    snprintf(file, sizeof file, "%s/orders.csv", folder);
    FILE *orders = fopen(file, "w");
    if (orders == NULL)
        return -1;
    fputs("customer,date,amount\n", orders);
    for (int i = 0; i < 200; i++)
        fprintf(orders, "%d,2024-%02d-%02d,%d.50\n", (int)gw_rng_below(&rng, 60),
                1 + (int)gw_rng_below(&rng, 12), 1 + (int)gw_rng_below(&rng, 28),
                5 + (int)gw_rng_below(&rng, 30));
    fclose(orders);
    must(gw_shop_create(&shop, context, path, "EUR", "UTC", &err), &err);
    must(gw_import_file(&receipt, &shop, file, &import, &err), &err);
    options.model = "nbd";
    must(gw_reckon(&reckoning, context, shop.store, shop.reader, &options, &err), &err);
    return 0;
}

static int remove_shop(void **state)
{
    gw_shop_close(&shop);
    return remove_folder(state);
}

static gw_ledger_row row_of(const char *code)
{
    static gw_ledger_page page;
    gw_error err = {0};
    must(gw_ledger_totals(&page, &shop, GW_VIEW_OWN, &err), &err);
    for (size_t i = 0; i < page.n; i++)
        if (strcmp(page.rows[i].line->code, code) == 0)
            return page.rows[i];
    fail_msg("there is no line %s", code);
    return page.rows[0];
}

static void say(const char *key, const char *value)
{
    gw_error err = {0};
    must(gw_setting_say(&shop, key, value, "the test", &err), &err);
}

static void a_total_lies_in_its_range(void **state)
{
    (void)state;
    gw_ledger_row bought = row_of("purchases");
    assert_true(bought.low > 0.4 * bought.expected && bought.low < 0.99 * bought.expected);
    assert_true(bought.high > 1.01 * bought.expected && bought.high < 1.9 * bought.expected);
    gw_ledger_row again = row_of("purchases");
    assert_true(bought.low == again.low && bought.high == again.high);
}

static void a_margin_with_a_range_widens_it(void **state)
{
    (void)state;
    say("margin", "0.4");
    gw_ledger_row fixed = row_of("purchases");
    say("margin", "0.1,0.4,0.7");
    gw_ledger_row wide = row_of("purchases");
    assert_true(fabs(wide.expected - fixed.expected) < 1e-9);
    assert_true(wide.high - wide.low > 1.3 * (fixed.high - fixed.low));
    /* a tenth of a triangular margin of .1 to .7 around .4 lies below .1 + .3 sqrt(.2) = .234 */
    assert_true(wide.low < 0.75 * fixed.expected && wide.low > 0.3 * fixed.expected);
    gw_error err = {0};
    size_t index = 0;
    gw_setting margin;
    must(gw_setting_find(&index, "margin", &err), &err);
    must(gw_setting_read(&margin, &shop, index, &err), &err);
    assert_true(margin.likely == 0.4 && margin.low == 0.1);
    say("margin", "none");
}

static void a_cost_is_a_range_of_losses(void **state)
{
    (void)state;
    say("fulfilment_per_order", "4");
    gw_ledger_row cost = row_of("service_cost");
    assert_true(cost.expected < 0 && cost.low < cost.expected && cost.high > cost.expected);
    say("fulfilment_per_order", "none");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_total_lies_in_its_range),
        cmocka_unit_test(a_margin_with_a_range_widens_it),
        cmocka_unit_test(a_cost_is_a_range_of_losses),
    };
    return cmocka_run_group_tests(tests, make_shop, remove_shop);
}

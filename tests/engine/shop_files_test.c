/* The exports of other systems, as they are: each is known by its header, and comes to what was
 * added up by hand. The files are made by hand from the published headers; nobody in them exists.
 */
#include "shop_folder.h"

#include "sql.h"

static void take(gw_receipt *r, gw_shop *shop, const char *path, const char *map)
{
    gw_error err = {0};
    const gw_import_options options = {.map = map, .accept = true};
    gw_status status = gw_import_file(r, shop, path, &options, &err);
    if (status != GW_OK)
        print_error("%s: %s\n", path, err.message);
    assert_int_equal(status, GW_OK);
    assert_int_equal(r->rows_in, r->used + r->known + r->set_aside);
}

static void take_shop_file(gw_receipt *r, gw_shop *shop, const char *name)
{
    char path[256];
    snprintf(path, sizeof path, GW_SOURCE_DIR "/tests/data/shops/%s.csv", name);
    take(r, shop, path, NULL);
}

/* What the receipt must say, and what the file's exchanges come to in cents. */
static const struct {
    const char *name;
    const char *kind;
    int used, set_aside;
    int cents;
} files[] = {
    /* 49.90 of #1001 + 100.00 and half of it back of #1002 + 20.00 of #1004 + 0.00 of #1009 */
    {"shopify_orders", "shopify_orders", 5, 5, 11990},
    {"shopify_orders_old", "shopify_orders", 1, 1, 3000},
    /* 40 + 30 - 10 + 25 - 25 (dispute lost) + 20 - 10 + 10 (dispute won); one in dollars */
    {"stripe_payments", "stripe_payments", 8, 4, 8000},
    {"stripe_balance", "stripe_balance", 0, 1, 0},
    {"woo_analytics", "woo_analytics", 0, 1, 0},
    {"woo_orders", "woo_orders", 6, 3, 8300},
    {"woo_lines", "woo_lines", 3, 1, 5900},
    {"square_transactions", "square_transactions", 3, 2, 103750},
    {"square_items", "square_items", 2, 1, 1000},
    {"paypal", "paypal", 3, 3, 91500},
    {"online_retail", "online_retail", 2, 2, 814},
    {"online_retail_2", "online_retail_2", 2, 0, 12900},
    {"cdnow_master", "cdnow_master", 3, 0, 7402},
    {"btydplus_elog", "btydplus_elog", 3, 0, 7402},
};

static void each_is_known_and_comes_to_its_sum(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        gw_shop shop = {0};
        gw_receipt r;
        int64_t cents = 0;
        new_shop(&shop, "EUR", "Europe/Berlin");
        take_shop_file(&r, &shop, files[i].name);
        print_message("%s\n", files[i].name);
        assert_string_equal(r.kind, files[i].kind);
        assert_int_equal(r.used, files[i].used);
        assert_int_equal(r.set_aside, files[i].set_aside);
        for (size_t m = 0; m < r.months; m++)
            cents += r.month[m].paid_e4 / 100;
        assert_int_equal(cents, files[i].cents);
        assert_int_equal(ask(&shop, "SELECT CAST(coalesce(sum(paid), 0) * 100 AS BIGINT) "
                                    "FROM exchange_used WHERE kind IN ('purchase', 'refund')"),
                         files[i].cents);
        assert_int_equal(ask(&shop, "SELECT count(*) FROM exchange WHERE kind IN ('purchase', "
                                    "'refund') AND reference <> paid + coalesce(off_ours, 0)"),
                         0);
        gw_shop_close(&shop);
    }
}

static void what_is_shopifys(void **state)
{
    (void)state;
    gw_shop shop = {0};
    gw_receipt r;
    new_shop(&shop, "EUR", "Europe/Berlin");
    take_shop_file(&r, &shop, "shopify_orders");
    assert_int_equal(r.lines, 10);
    assert_int_equal(r.rows_in, 10); /* nine orders, and one refund */
    /* Ada@ and ada@ are one; the tax is out of what was paid; a night in Berlin is its own day */
    assert_int_equal(r.customers, 3);
    assert_int_equal(ask(&shop, "SELECT CAST(off_ours * 100 AS BIGINT) FROM exchange "
                                "WHERE order_id = '#1001'"),
                     500);
    assert_int_equal(ask(&shop, "SELECT CAST(list * 100 AS BIGINT) FROM exchange "
                                "WHERE order_id = '#1001'"),
                     5400);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM exchange WHERE order_id = '#1002' "
                                "AND day = DATE '2024-05-02'"),
                     2);
    assert_int_equal(ask(&shop, "SELECT CAST(sum(paid) * 100 AS BIGINT) FROM exchange "
                                "WHERE order_id = '#1002'"),
                     5000);
    /* later the rest of #1002 is given back, and #1008 was paid: only what is new comes */
    take_shop_file(&r, &shop, "shopify_orders_later");
    assert_string_equal(r.kind, "shopify_orders");
    assert_int_equal(r.used, 2);
    assert_int_equal(r.known, 1);
    assert_int_equal(ask(&shop, "SELECT CAST(sum(paid) * 100 AS BIGINT) FROM exchange "
                                "WHERE order_id = '#1002'"),
                     0);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM exchange WHERE order_id = '#1008'"), 1);
    gw_shop_close(&shop);
}

static void who_agreed_to_what(void **state)
{
    (void)state;
    gw_shop shop = {0};
    gw_receipt r;
    new_shop(&shop, "EUR", NULL);
    take_shop_file(&r, &shop, "shopify_customers");
    assert_string_equal(r.kind, "shopify_customers");
    assert_int_equal(r.set_aside, 1);
    assert_int_equal(r.customers, 2);
    assert_int_equal(
        ask(&shop,
            "SELECT count(*) FROM consent JOIN customer USING (customer_no) WHERE "
            "customer_id = 'ada@example.com' AND name = 'email marketing' AND value = 'yes'"),
        1);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM consent WHERE value = 'yes'"), 1);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM person_id WHERE value = '6001'"), 1);
    take_shop_file(&r, &shop, "shopify_customers_old");
    assert_string_equal(r.kind, "shopify_customers");
    /* Ada changes her mind: the newest word counts */
    take(&r, &shop,
         write_file("changed.csv", "First Name,Last Name,Email,Accepts Email Marketing,Total "
                                   "Spent,Total Orders\nAda,Example,ada@example.com,no,1,1\n"),
         NULL);
    assert_int_equal(r.used, 1);
    assert_int_equal(r.known, 1);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM consent WHERE value = 'yes'"), 0);
    gw_shop_close(&shop);
}

static void olists_files_find_each_other(void **state)
{
    (void)state;
    gw_shop shop = {0};
    gw_receipt r;
    new_shop(&shop, "BRL", "America/Sao_Paulo");
    take_shop_file(&r, &shop, "olist_customers");
    assert_int_equal(r.used, 3);
    take_shop_file(&r, &shop, "olist_orders");
    assert_int_equal(r.used, 2);
    take_shop_file(&r, &shop, "olist_items");
    assert_int_equal(r.used, 2);
    assert_int_equal(r.set_aside, 1);
    take_shop_file(&r, &shop, "olist_reviews");
    assert_int_equal(r.used, 2);
    take_shop_file(&r, &shop, "olist_payments");
    assert_int_equal(r.used, 0);
    /* both orders are one person's, in two months */
    assert_int_equal(ask(&shop, "SELECT count(DISTINCT customer_no) FROM exchange"), 1);
    assert_int_equal(
        ask(&shop, "SELECT CAST(sum(paid) * 100 AS BIGINT) FROM exchange WHERE kind = 'purchase'"),
        14438 + 1500);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM exchange WHERE kind = 'delivery' "
                                "AND delivered_at > promised_at"),
                     1);
    gw_shop_close(&shop);
}

/* Every file once more in other bytes: what is known is known, and nothing of it is said to be
 * changed. */
static void each_is_known_again(void **state)
{
    (void)state;
    static const char *const names[] = {
        "shopify_orders", "shopify_customers", "shopify_orders_old",  "stripe_payments",
        "woo_orders",     "woo_lines",         "square_transactions", "square_items",
        "paypal",         "online_retail",     "online_retail_2",     "cdnow_master",
        "btydplus_elog",  "olist_customers",   "olist_orders",        "olist_items",
        "olist_reviews"};
    gw_shop shop = {0};
    new_shop(&shop, "EUR", "Europe/Berlin");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        gw_receipt r;
        char command[512];
        take_shop_file(&r, &shop, names[i]);
        int64_t aside = r.set_aside;
        snprintf(command, sizeof command,
                 "{ cat " GW_SOURCE_DIR "/tests/data/shops/%s.csv; echo; } >%s/again.csv", names[i],
                 folder);
        assert_int_equal(system(command), 0); /* NOLINT(cert-env33-c): the test's own words */
        snprintf(command, sizeof command, "%s/again.csv", folder);
        take(&r, &shop, command, NULL);
        print_message("%s\n", names[i]);
        assert_int_equal(r.used, 0);
        assert_int_equal(r.changed, 0);
        assert_int_equal(r.set_aside, aside);
        assert_false(r.known_file);
    }
    gw_shop_close(&shop);
}

/* ---- Traps ---------------------------------------------------------------------------------- */

/* Each of these texts is one file of two purchases of ann and one of bob, 1,234.50 + 5.00 + 7.25.
 */
static const struct {
    const char *name;
    const char *bytes;
    size_t length; /* 0: as text */
} writings[] = {
    {"plain",
     "customer,date,amount\nann,2025-01-02,1234.50\nann,2025-01-15,5\nbob,2025-01-31,7.25\n", 0},
    {"BOM and CRLF",
     "\xEF\xBB\xBF"
     "customer,date,amount\r\nann,2025-01-02,1234.50\r\nann,2025-01-15,5\r\nbob,2025-01-31,7."
     "25\r\n",
     0},
    {"semicolons, decimal comma, euro",
     "customer;date;amount\nann;02.01.2025;1.234,50 \xe2\x82\xac\nann;15.01.2025;5,00\n"
     "bob;31.01.2025;7,25\n",
     0},
    {"tabs, dollars, American dates",
     "customer\tdate\tamount\nann\t1/2/2025\t$1,234.50\nann\t1/15/2025\t$5\nbob\t1/31/"
     "2025\t$7.25\n",
     0},
    {"Windows-1252",
     "customer;date;amount;Stra\xdf"
     "e\nann;02.01.2025;1234,50 \x80;a\nann;15.01.2025;5,00;\xe4\nbob;31.01.2025;7,25;\xfc\n",
     0},
    {"UTF-16",
     "\xff\xfe"
     "c\0u\0s\0t\0o\0m\0e\0r\0,\0d\0a\0t\0e\0,\0a\0m\0o\0u\0n\0t\0\n\0"
     "a\0n\0n\0,\0"
     "2\0"
     "0\0"
     "2\0"
     "5\0-\0"
     "0\0"
     "1\0-\0"
     "0\0"
     "2\0,\0"
     "1\0"
     "2\0"
     "3\0"
     "9\0.\0"
     "5\0"
     "0\0\n\0"
     "b\0o\0b\0,\0"
     "2\0"
     "0\0"
     "2\0"
     "5\0-\0"
     "0\0"
     "1\0-\0"
     "3\0"
     "1\0,\0"
     "7\0.\0"
     "2\0"
     "5\0\n\0",
     2 + 2 * (21 + 23 + 20)},
    {"apostrophes and thousands",
     "customer,date,amount\n'ann,2025-01-02,1'234.50\n'ann,20250115,5.00\n'bob,2025-01-31,7.25\n",
     0},
    {"the header again",
     "customer,date,amount\nann,2025-01-02,1234.50\nann,2025-01-15,5\n"
     "customer,date,amount\nbob,2025-01-31,7.25\n",
     0},
    {"times of the shop's clock",
     "customer,date,amount\nann,2025-01-02 23:59:00,1234.50\nann,2025-01-15 00:00:00,5\n"
     "bob,2025-01-31T22:59:00Z,7.25\n",
     0},
};

static void the_same_however_it_is_written(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof writings / sizeof *writings; i++) {
        gw_shop shop = {0};
        gw_receipt r;
        size_t n = writings[i].length == 0 ? strlen(writings[i].bytes) : writings[i].length;
        new_shop(&shop, "EUR", "Europe/Berlin");
        print_message("%s\n", writings[i].name);
        take(&r, &shop, write_bytes("written.csv", writings[i].bytes, n), NULL);
        assert_int_equal(r.set_aside, strcmp(writings[i].name, "the header again") == 0);
        assert_int_equal(ask(&shop, "SELECT CAST(sum(paid) * 100 AS BIGINT) FROM exchange"),
                         124675);
        assert_int_equal(ask(&shop, "SELECT count(*) FROM customer WHERE customer_id IN ('ann', "
                                    "'bob')"),
                         2);
        assert_int_equal(ask(&shop, "SELECT count(DISTINCT day) FROM exchange WHERE day IN (DATE "
                                    "'2025-01-02', DATE '2025-01-15', DATE '2025-01-31')"),
                         strcmp(writings[i].name, "UTF-16") == 0 ? 2 : 3);
        gw_shop_close(&shop);
    }
}

static void ids_that_a_spreadsheet_changed(void **state)
{
    (void)state;
    gw_shop shop = {0};
    gw_receipt r;
    new_shop(&shop, "EUR", NULL);
    take(&r, &shop,
         write_file("ids.csv", "customer,date,amount\n1.23457E+12,2025-01-02,5\n"
                               "13085.0,2025-01-02,5\n13085,2025-01-03,5\nAnn@X.org,2025-01-02,5\n"
                               "ann@x.org,2025-01-04,5\n'007,2025-01-02,5\n"),
         NULL);
    assert_int_equal(r.set_aside, 1);
    assert_non_null(strstr(r.reason[0].reason, "spreadsheet"));
    assert_int_equal(r.customers, 3);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM exchange WHERE customer_no = 13085"), 2);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM customer WHERE customer_id = '007'"), 1);
    gw_shop_close(&shop);
}

/* What a spreadsheet would take for a formula is written so that it does not. */
static void formulas_are_not_exported(void **state)
{
    (void)state;
    gw_shop shop = {0};
    gw_receipt r;
    gw_error err = {0};
    char path[256];
    char text[512] = "";
    new_shop(&shop, "EUR", NULL);
    take(&r, &shop,
         write_file("formula.csv", "customer,date,amount\nann,2025-01-02,5\n=1+1,x,y,z\n"
                                   "=HYPERLINK(1),2025-01-03,6\n"),
         NULL);
    assert_int_equal(r.used, 2);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM customer WHERE customer_id = "
                                "'=HYPERLINK(1)'"),
                     1);
    snprintf(path, sizeof path, "%s/rejects.csv", folder);
    assert_int_equal(gw_import_rejects(&shop, path, &err), GW_OK);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    assert_true(fread(text, 1, sizeof text - 1, file) > 0);
    fclose(file);
    assert_non_null(strstr(text, ",\"'=1+1,x,y,z\""));
    gw_shop_close(&shop);
}

static void other_currencies_need_a_dated_rate(void **state)
{
    (void)state;
    gw_shop shop = {0};
    gw_receipt r;
    new_shop(&shop, "EUR", NULL);
    take(&r, &shop,
         write_file("rates.csv", "currency,from,rate\nUSD,2025-01-01,0.90\nUSD,2025-02-01,0.80\n"),
         NULL);
    assert_string_equal(r.kind, "rates");
    assert_int_equal(r.used, 2);
    take(&r, &shop,
         write_file("usd.csv", "customer,date,amount,currency\nann,2025-01-31,10,USD\n"
                               "ann,2025-02-01,10,usd\nann,2024-12-31,10,USD\n"
                               "ann,2025-02-01,7,EUR\nann,2025-02-01,7,CHF\n"),
         NULL);
    assert_int_equal(r.used, 3);
    assert_int_equal(r.set_aside, 2);
    assert_int_equal(ask(&shop, "SELECT CAST(sum(paid) * 100 AS BIGINT) FROM exchange"),
                     900 + 800 + 700);
    /* the receipt tells each in its own money */
    assert_int_equal(r.months, 3);
    assert_string_equal(r.month[0].currency, "EUR");
    assert_int_equal(r.month[0].paid_e4, 70000);
    assert_string_equal(r.month[1].currency, "USD");
    assert_int_equal(r.month[1].paid_e4 + r.month[2].paid_e4, 200000);
    gw_shop_close(&shop);
}

static void a_mapping_comes_from_values_too(void **state)
{
    (void)state;
    gw_shop shop = {0};
    gw_receipt r;
    gw_error err = {0};
    const gw_import_options options = {0};
    new_shop(&shop, "EUR", NULL);
    const char *path =
        write_file("odd.csv", "wer,wann,wieviel,wie oft\na@b.de,31.01.2025,\"1.234,50\",3\n"
                              "c@d.de,01.02.2025,\"5,00\",1\nc@d.de,02.02.2025,\"1.000\",2\n");
    assert_int_equal(gw_import_file(&r, &shop, path, &options, &err), GW_OK);
    assert_true(r.needs_mapping);
    assert_string_equal(r.mapping,
                        "customer=wer,date=wann,amount=wieviel,date_order=dmy,decimal=comma");
    assert_non_null(strstr(r.samples, "1.234,50"));
    take(&r, &shop, path, r.mapping);
    assert_int_equal(ask(&shop, "SELECT CAST(sum(paid) * 100 AS BIGINT) FROM exchange"),
                     123450 + 500 + 100000);
    gw_shop_close(&shop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_is_known_and_comes_to_its_sum),
        cmocka_unit_test(each_is_known_again),
        cmocka_unit_test(what_is_shopifys),
        cmocka_unit_test(who_agreed_to_what),
        cmocka_unit_test(olists_files_find_each_other),
        cmocka_unit_test(the_same_however_it_is_written),
        cmocka_unit_test(ids_that_a_spreadsheet_changed),
        cmocka_unit_test(formulas_are_not_exported),
        cmocka_unit_test(other_currencies_need_a_dated_rate),
        cmocka_unit_test(a_mapping_comes_from_values_too),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}

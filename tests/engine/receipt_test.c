/* What a receipt tells a shop owner: what the rows used are, what is not in their amounts, which
 * row of the spreadsheet is meant, and what to export instead of a file that holds no purchases. */
#include "shop_folder.h"

static gw_status try(gw_receipt *r, gw_shop *shop, const char *path, const char *map, gw_error *err)
{
    const gw_import_options options = {.map = map, .accept = map == NULL};
    *err = (gw_error){0};
    return gw_import_file(r, shop, path, &options, err);
}

static void take(gw_receipt *r, gw_shop *shop, const char *path, const char *map)
{
    gw_error err;
    if (try(r, shop, path, map, &err) != GW_OK)
        fail_msg("%s: %s", path, err.message);
    assert_int_equal(r->rows_in, r->used + r->known + r->set_aside);
}

static void take_shop_file(gw_receipt *r, gw_shop *shop, const char *name)
{
    char path[256];
    snprintf(path, sizeof path, GW_SOURCE_DIR "/tests/data/shops/%s.csv", name);
    take(r, shop, path, NULL);
}

static int64_t cents_of(const gw_receipt *r, const char *what, int rows)
{
    for (size_t i = 0; i < r->parts; i++)
        if (strcmp(r->part[i].what, what) == 0) {
            assert_int_equal(r->part[i].rows, rows);
            return r->part[i].amount_e4 / 100;
        }
    fail_msg("no %s", what);
    return 0;
}

static int64_t cents_left_out(const gw_receipt *r, const char *what, int rows)
{
    for (size_t i = 0; i < r->left_outs; i++)
        if (strcmp(r->left_out[i].what, what) == 0) {
            assert_int_equal(r->left_out[i].rows, rows);
            return r->left_out[i].amount_e4 / 100;
        }
    return 0;
}

static void refunds_and_disputes_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *file;
        int purchases, purchase_cents, refunds, refund_cents, disputes, dispute_cents;
    } files[] = {
        /* 49.90 + 100.00 + 20.00 + 0.00; half of 100.00 back */
        {"shopify_orders", 4, 16990, 1, -5000, 0, 0},
        {"stripe_payments", 5, 12500, 2, -2000, 1, -2500},
        {"square_transactions", 2, 104250, 1, -500, 0, 0},
        {"woo_orders", 4, 11000, 2, -2700, 0, 0},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        gw_shop shop = {0};
        gw_receipt r;
        int64_t rows = 0;
        new_shop(&shop, "EUR", NULL);
        take_shop_file(&r, &shop, files[i].file);
        assert_int_equal(cents_of(&r, "purchase", files[i].purchases), files[i].purchase_cents);
        assert_int_equal(cents_of(&r, "refund", files[i].refunds), files[i].refund_cents);
        if (files[i].disputes > 0)
            assert_int_equal(cents_of(&r, "dispute", files[i].disputes), files[i].dispute_cents);
        for (size_t p = 0; p < r.parts; p++)
            rows += r.part[p].rows;
        assert_int_equal(rows, r.used);
        gw_shop_close(&shop);
    }
}

static void tax_and_crossed_out_prices_are_told(void **state)
{
    (void)state;
    gw_shop shop = {0};
    gw_receipt r;
    new_shop(&shop, "EUR", NULL);
    take_shop_file(&r, &shop, "shopify_orders");
    /* 9.48 of #1001, 19.00 of #1002, half of that given back */
    assert_int_equal(cents_left_out(&r, "tax", 3), 948 + 1900 - 950);
    /* two teas at 10.00 that were printed at 12.00: not among what was taken off */
    assert_int_equal(cents_left_out(&r, "crossed_out", 1), 400);
    assert_false(r.tax_unknown);
    assert_int_equal(ask(&shop, "SELECT CAST(sum(off_ours) * 100 AS BIGINT) FROM exchange "
                                "WHERE order_id = '#1001'"),
                     500);
    gw_shop_close(&shop);
}

#define TILL                                                                                       \
    "card,day,gross,tax\nann,2025-01-02,119.00,19.00\nbob,2025-01-03,10.70,0.70\n"                 \
    "ann,2025-01-04,-11.90,-1.90\n"

static void tax_inside_a_tills_amounts(void **state)
{
    (void)state;
    static const struct {
        const char *map;
        int cents, tax_cents;
        bool unknown;
    } ways[] = {
        {"customer=card,date=day,amount=gross", 11900 + 1070 - 1190, 0, true},
        {"customer=card,date=day,amount=gross,tax=tax", 10000 + 1000 - 1000, 1780, false},
        /* 119 / 1.19 + 10.70 / 1.19 (8.9916) - 11.90 / 1.19 */
        {"customer=card,date=day,amount=gross,tax=19%", 10000 + 899 - 1000, 1881, false},
        {"customer=card,date=day,amount=gross,tax=7.5%", 11070 + 995 - 1107, 822, false},
    };
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        gw_shop shop = {0};
        gw_receipt r;
        new_shop(&shop, "EUR", NULL);
        take(&r, &shop, write_file("till.csv", TILL), ways[i].map);
        assert_int_equal(ask(&shop, "SELECT CAST(sum(paid) * 100 AS BIGINT) FROM exchange"),
                         ways[i].cents);
        assert_int_equal(cents_left_out(&r, "tax", 3), ways[i].tax_cents);
        assert_int_equal(r.tax_unknown, ways[i].unknown);
        assert_string_equal(r.mapping, ways[i].map);
        /* the same rows once more are known, whatever was taken out of them */
        take(&r, &shop, write_file("again.csv", TILL "cid,2025-01-05,1.00,0\n"), NULL);
        assert_int_equal(r.used, 1);
        assert_int_equal(r.known, 3);
        gw_shop_close(&shop);
    }
}

static void a_tax_that_is_none(void **state)
{
    (void)state;
    gw_shop shop = {0};
    gw_receipt r;
    gw_error err;
    new_shop(&shop, "EUR", NULL);
    const char *path = write_file("till.csv", TILL);
    assert_int_equal(try(&r, &shop, path, "customer=card,date=day,amount=gross,tax=1900%", &err),
                     GW_WRONG_USE);
    assert_non_null(strstr(err.message, "no column \"1900%\""));
    path = GW_SOURCE_DIR "/tests/data/shops/shopify_orders.csv";
    assert_int_equal(try(&r, &shop, path, "tax=19%", &err), GW_WRONG_USE);
    assert_non_null(strstr(err.message, "say their tax themselves"));
    path = GW_SOURCE_DIR "/tests/data/shops/paypal.csv";
    assert_int_equal(try(&r, &shop, path, "tax=much", &err), GW_WRONG_USE);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM import_batch"), 0);
    gw_shop_close(&shop);
}

/* Blank lines, rows of several lines and lines of another shape: a row is told where it is seen. */
static void rows_are_where_a_spreadsheet_shows_them(void **state)
{
    (void)state;
    gw_shop shop = {0};
    gw_receipt r;
    new_shop(&shop, "EUR", NULL);
    take(&r, &shop,
         write_file("rows.csv", "customer,date,amount\n"           /* 1 */
                                "ann,2025-01-02,5\n"               /* 2 */
                                "\"bob\n\nof two\",2025-01-02,5\n" /* 3 */
                                "\n\n"                             /* 4 and 5 */
                                "cid,never,5\n"                    /* 6 */
                                "dan,2025-01-02,5,more\n"          /* 7 */
                                "\n"                               /* 8 */
                                "eve,2025-01-02,much\n"),          /* 9 */
         NULL);
    assert_int_equal(r.set_aside, 3);
    assert_int_equal(ask(&shop, "SELECT row_no FROM reject WHERE reason LIKE '%no date'"), 6);
    assert_int_equal(ask(&shop, "SELECT row_no FROM reject WHERE reason LIKE '%fields%'"), 7);
    assert_int_equal(ask(&shop, "SELECT row_no FROM reject WHERE reason LIKE '%no number'"), 9);
    /* goodwill's own forms too; lines of JSON have no header */
    take(&r, &shop, write_file("own.csv", "customer_id,joined_on\n\nann,2025-01-02\nbob,never\n"),
         NULL);
    assert_int_equal(r.reason[0].first_row, 4);
    take(&r, &shop,
         write_file("rows.jsonl", "{\"customer\":\"ann\",\"date\":\"2025-02-02\",\"amount\":5}\n"
                                  "{\"customer\":\"ann\",\"date\":\"never\",\"amount\":5}\n"),
         NULL);
    assert_int_equal(r.reason[0].first_row, 2);
    gw_shop_close(&shop);
}

/* Rows of a mapped table have no id: an edited one is a new one, and the receipt says so. */
static void an_edited_row_of_a_mapped_order(void **state)
{
    (void)state;
    static const char map[] = "customer=customer,date=date,amount=amount,order=order";
    gw_shop shop = {0};
    gw_receipt r;
    new_shop(&shop, "EUR", NULL);
    take(
        &r, &shop,
        write_file("a.csv", "order,customer,date,amount\n1,ann,2025-01-02,5\n2,bob,2025-01-02,7\n"),
        map);
    assert_int_equal(r.orders_again, 0);
    take(&r, &shop,
         write_file("b.csv", "order,customer,date,amount\n1,ann,2025-01-02,6\n2,bob,2025-01-02,7\n"
                             "3,bob,2025-01-02,7\n"),
         map);
    assert_int_equal(r.used, 2);
    assert_int_equal(r.known, 1);
    assert_int_equal(r.orders_again, 1);
    gw_shop_close(&shop);
}

static void dollars_in_a_store_of_euros_are_told(void **state)
{
    (void)state;
    gw_shop shop = {0};
    gw_receipt r;
    new_shop(&shop, "EUR", NULL);
    take_shop_file(&r, &shop, "square_transactions");
    assert_string_equal(r.other_sign, "$");
    take(&r, &shop, write_file("e.csv", "customer,date,amount\nann,2025-01-02,5.00 \xe2\x82\xac\n"),
         NULL);
    assert_string_equal(r.other_sign, "");
    take(&r, &shop, write_file("p.csv", "customer,date,amount\nann,2025-01-03,\xc2\xa3 5.00\n"),
         NULL);
    assert_string_equal(r.other_sign, "\xc2\xa3");
    gw_shop_close(&shop);
}

/* What is said while it is read, and that it never goes back. */
static void hear(const char *words, double share, void *user)
{
    double *last = user;
    assert_true(words[0] != '\0' && share >= *last && share <= 1.0);
    *last = share;
}

static void an_import_says_how_far_it_is(void **state)
{
    (void)state;
    gw_shop shop = {0};
    gw_receipt r;
    gw_error err = {0};
    double last = 0.0;
    const gw_import_options options = {.progress = hear, .user = &last};
    new_shop(&shop, "EUR", NULL);
    assert_int_equal(
        gw_import_file(&r, &shop, GW_SOURCE_DIR "/tests/data/shops/paypal.csv", &options, &err),
        GW_OK);
    assert_true(last > 0.5);
    gw_shop_close(&shop);
}

static void a_wrong_file_is_told_what_to_export(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *says;
    } files[] = {
        {"Handle,Title,Vendor,Variant SKU,Variant Price\ntea,Tea,us,T1,10.00\n", "products export"},
        {"Handle,Title,SKU,Location,On hand\ntea,Tea,T1,shop,5\n", "inventory"},
        {"Token,Item Name,SKU,Price\nX,Tea,T1,10.00\n", "Square take Transactions"},
        {"sku,stock,shelf\nA1,5,left\nA2,6,right\n", "a customer, a date or an amount"},
        {"name,city\nann,Berlin\n", "no column that looks like a date or an amount"},
        {"day,amount\n2025-01-02,5.00\n", "no column that looks like a customer,"},
    };
    gw_shop shop = {0};
    gw_receipt r;
    gw_error err;
    new_shop(&shop, "EUR", NULL);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        assert_int_equal(try(&r, &shop, write_file("wrong.csv", files[i].text), NULL, &err), GW_OK);
        assert_true(r.needs_mapping);
        if (strstr(r.wrong, files[i].says) == NULL)
            fail_msg("\"%s\" does not say \"%s\"", r.wrong, files[i].says);
    }
    assert_int_equal(try(&r, &shop, write_file("bare.csv", "customer,date,amount\n"), NULL, &err),
                     GW_BAD_DATA);
    assert_non_null(strstr(err.message, "no row below it"));
    /* a file that is read has nothing wrong with it */
    take(&r, &shop, write_file("right.csv", "customer,date,amount\nann,2025-01-02,5.00\n"), NULL);
    assert_int_equal(r.wrong[0], '\0');
    gw_shop_close(&shop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refunds_and_disputes_are_named),
        cmocka_unit_test(tax_and_crossed_out_prices_are_told),
        cmocka_unit_test(tax_inside_a_tills_amounts),
        cmocka_unit_test(a_tax_that_is_none),
        cmocka_unit_test(rows_are_where_a_spreadsheet_shows_them),
        cmocka_unit_test(an_edited_row_of_a_mapped_order),
        cmocka_unit_test(dollars_in_a_store_of_euros_are_told),
        cmocka_unit_test(an_import_says_how_far_it_is),
        cmocka_unit_test(a_wrong_file_is_told_what_to_export),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}

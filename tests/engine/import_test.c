/* Importing real files into a store: the numbers of the receipt, to the cent. */
#include "shop_folder.h"

#include "sql.h"

static gw_status import_into(gw_receipt *receipt, gw_shop *shop, const char *path, const char *map,
                             gw_error *err)
{
    gw_import_options options = {.map = map};
    gw_status status = gw_import_file(receipt, shop, path, &options, err);
    if (status != GW_OK && err != NULL)
        print_message("%s\n", err->message);
    return status;
}

static void the_grocers_baskets_to_the_cent(void **state)
{
    (void)state;
    gw_shop shop = {0};
    gw_receipt r;
    gw_error err = {0};
    new_shop(&shop, "USD", "America/New_York");
    assert_int_equal(
        import_into(&r, &shop, GW_SOURCE_DIR "/examples/grocer/baskets.csv.gz", NULL, &err), GW_OK);
    assert_string_equal(r.kind, "grocer");
    assert_int_equal(r.rows_in, 117273);
    assert_int_equal(r.used, 117256);
    assert_int_equal(r.set_aside, 17);
    assert_int_equal(r.known, 0);
    assert_int_equal(r.reasons, 1);
    assert_string_equal(r.reason[0].reason, "the coupon exceeds what was received");
    assert_int_equal(r.reason[0].rows, 17);
    assert_int_equal(
        ask(&shop, "SELECT CAST(sum(paid + off_third_party) * 100 AS BIGINT) FROM exchange"),
        341737341);
    assert_int_equal(
        ask(&shop, "SELECT CAST(sum(off_ours + off_third_party) * 100 AS BIGINT) FROM exchange"),
        61921701);
    assert_int_equal(ask(&shop, "SELECT CAST(sum(off_ours) * 100 AS BIGINT) FROM exchange"),
                     59993686);
    assert_int_equal(ask(&shop, "SELECT CAST(sum(off_third_party) * 100 AS BIGINT) FROM exchange"),
                     1928015);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM exchange WHERE reference "
                                "<> paid + off_ours + off_third_party"),
                     0);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM reject"), 17);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM customer"), 2447);
    /* the same bytes again are known without being read */
    assert_int_equal(
        import_into(&r, &shop, GW_SOURCE_DIR "/examples/grocer/baskets.csv.gz", NULL, &err), GW_OK);
    assert_true(r.known_file);
    assert_int_equal(r.known, 117273);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM exchange"), 117256);
    gw_shop_close(&shop);
}

static void identical_rows_are_legal_and_known_again(void **state)
{
    (void)state;
    gw_shop shop = {0};
    gw_receipt r;
    gw_error err = {0};
    new_shop(&shop, "EUR", NULL);
    const char *path = write_file("a.csv", "customer,date,amount\nann,2025-01-02,5.00\n"
                                           "ann,2025-01-02,5.00\nbob,2025-01-03,7.50\n");
    assert_int_equal(
        import_into(&r, &shop, path, "customer=customer,date=date,amount=amount", &err), GW_OK);
    assert_int_equal(r.used, 3);
    /* three of the same now, and a new one: two are known */
    path = write_file("b.csv", "customer,date,amount\nann,2025-01-02,5.00\nann,2025-01-02,5.00\n"
                               "ann,2025-01-02,5.00\ncid,2025-01-02,1\n");
    assert_int_equal(import_into(&r, &shop, path, NULL, &err), GW_OK); /* mapping remembered */
    assert_int_equal(r.rows_in, 4);
    assert_int_equal(r.known, 2);
    assert_int_equal(r.used, 2);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM exchange"), 5);
    /* a batch withdrawn is out of every number; the file may come again */
    assert_int_equal(gw_import_withdraw(&shop, 1, true, &err), GW_OK);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM exchange_used"), 2);
    assert_int_equal(gw_import_withdraw(&shop, 1, true, &err), GW_WRONG_USE);
    assert_int_equal(gw_import_withdraw(&shop, 9, true, &err), GW_NOT_FOUND);
    assert_int_equal(gw_import_withdraw(&shop, 1, false, &err), GW_OK);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM exchange_used"), 5);
    gw_shop_close(&shop);
}

static void amounts_as_people_write_them(void **state)
{
    (void)state;
    gw_shop shop = {0};
    gw_receipt r;
    gw_error err = {0};
    new_shop(&shop, "EUR", NULL);
    const char *path = write_file(
        "m.csv", "Kunde;Datum;Betrag\na;02.01.2025;1.234,50 \xe2\x82\xac\na;03.01.2025;12,5\n"
                 "a;31.01.2025;(3.00)\na;2025-02-01;1,234\na;04.02.2025;zwoelf\n;05.02.2025;1\n"
                 "a;30.02.2025;1\n");
    assert_int_equal(import_into(&r, &shop, path, "customer=Kunde,date=Datum,amount=Betrag", &err),
                     GW_OK);
    assert_int_equal(r.rows_in, 7);
    assert_int_equal(r.used, 4);
    assert_int_equal(r.set_aside, 3);
    assert_int_equal(ask(&shop, "SELECT CAST(sum(paid) * 100 AS BIGINT) FROM exchange"),
                     123450 + 1250 - 300 + 123400);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM exchange WHERE kind = 'refund'"), 1);
    gw_shop_close(&shop);
}

static void a_mapping_is_proposed_not_guessed(void **state)
{
    (void)state;
    gw_shop shop = {0};
    gw_receipt r;
    gw_error err = {0};
    new_shop(&shop, "EUR", NULL);
    const char *path =
        write_file("p.csv", "Email,Order Date,Total,Colour\na@b.c,2025-01-02,5,red\n");
    assert_int_equal(import_into(&r, &shop, path, NULL, &err), GW_OK);
    assert_true(r.needs_mapping);
    assert_string_equal(r.mapping, "customer=Email,date=Order Date,amount=Total");
    assert_int_equal(ask(&shop, "SELECT count(*) FROM exchange"), 0);
    assert_int_equal(import_into(&r, &shop, path, "customer=Mail,date=x,amount=y", &err),
                     GW_WRONG_USE);
    assert_non_null(strstr(err.message, "Colour"));
    gw_shop_close(&shop);
}

static void a_message_is_known_by_its_id(void **state)
{
    (void)state;
    gw_shop shop = {0};
    gw_receipt r;
    gw_error err = {0};
    new_shop(&shop, "EUR", NULL);
    const char *path = write_file("m1.csv", "customer_id,kind,day,message_id,paid\n"
                                            "1,purchase,2025-01-02,m1,5\n"
                                            "1,purchase,2025-01-02,m2,5\n"
                                            "1,purchase,2025-01-02,m1,6\n");
    assert_int_equal(import_into(&r, &shop, path, NULL, &err), GW_OK);
    assert_int_equal(r.used, 2);
    assert_int_equal(r.known, 1); /* the first of one id counts */
    assert_int_equal(ask(&shop, "SELECT CAST(sum(paid) AS BIGINT) FROM exchange"), 10);
    /* with another amount and on another day it is the same message still, and its newest word */
    path = write_file("m2.csv", "customer_id,kind,day,message_id,paid\n"
                                "1,purchase,2025-03-02,m1,9\n1,purchase,2025-03-02,m3,7\n");
    assert_int_equal(import_into(&r, &shop, path, NULL, &err), GW_OK);
    assert_int_equal(r.used, 2);
    assert_int_equal(r.known, 0);
    assert_int_equal(r.changed, 1);
    assert_int_equal(ask(&shop, "SELECT CAST(sum(paid) AS BIGINT) FROM exchange"), 21);
    gw_shop_close(&shop);
}

/* However few days are compared at a time: what is known, what is new, of equal rows how many. */
static void files_that_overlap_are_compared_by_days(void **state)
{
    (void)state;
    gw_shop shop = {0};
    gw_receipt r;
    gw_error err = {0};
    new_shop(&shop, "EUR", NULL);
    const char *path =
        write_file("d1.csv", "customer_id,date,amount\n1,2025-01-02,5\n1,2025-01-02,5\n"
                             "2,2025-01-03,7\n3,2025-02-04,8\n4,2025-03-05,9\n");
    assert_int_equal(
        import_into(&r, &shop, path, "customer=customer_id,date=date,amount=amount", &err), GW_OK);
    assert_int_equal(r.used, 5);
    shop.at_once = 2;
    path = write_file("d2.csv", "customer_id,date,amount\n1,2025-01-02,5\n1,2025-01-02,5\n"
                                "1,2025-01-02,5\n2,2025-01-03,7.5\n3,2025-02-04,8\n"
                                "4,2025-03-05,9\n5,2025-03-06,1\n");
    assert_int_equal(import_into(&r, &shop, path, NULL, &err), GW_OK);
    assert_int_equal(r.used, 3); /* a third equal row, another amount, another day */
    assert_int_equal(r.known, 4);
    assert_int_equal(ask(&shop, "SELECT CAST(sum(paid) * 10 AS BIGINT) FROM exchange"), 475);
    gw_shop_close(&shop);
}

/* Rows that differ in any column are different rows. */
static void every_column_tells_rows_apart(void **state)
{
    (void)state;
    gw_shop shop = {0};
    gw_receipt r;
    gw_error err = {0};
    new_shop(&shop, "EUR", NULL);
    const char *path = write_file("s1.csv", "customer_id,kind,day,score,scale_max\n"
                                            "ann,answer,2025-01-02,9,10\n");
    assert_int_equal(import_into(&r, &shop, path, NULL, &err), GW_OK);
    assert_int_equal(r.used, 1);
    path = write_file("s2.csv", "customer_id,kind,day,score,scale_max\n"
                                "ann,answer,2025-01-02,3,10\nann,answer,2025-01-02,9,10\n"
                                "bob,answer,2025-01-02,9,10\n");
    assert_int_equal(import_into(&r, &shop, path, NULL, &err), GW_OK);
    assert_int_equal(r.used, 2);
    assert_int_equal(r.known, 1);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM exchange WHERE score = 3"), 1);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM exchange WHERE score = 9"), 2);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM customer"), 2);
    gw_shop_close(&shop);
}

/* Lines that cannot be split are those of this file, whatever the files before it had. */
static void lines_that_cannot_be_split_are_counted_by_file(void **state)
{
    (void)state;
    gw_shop shop = {0};
    gw_receipt r;
    gw_error err = {0};
    new_shop(&shop, "EUR", NULL);
    const char *map = "customer=customer,date=date,amount=amount";
    const char *path = write_file("l1.csv", "customer,date,amount\nann,2025-01-02,5\n"
                                            "ann,2025-01-03,5\nann,2025-01-04,5,x\n");
    assert_int_equal(import_into(&r, &shop, path, map, &err), GW_OK);
    assert_int_equal(r.set_aside, 1);
    path = write_file("l2.csv", "customer,date,amount\nbob,2025-02-02,5,x\nbob,2025-02-03,5\n");
    assert_int_equal(import_into(&r, &shop, path, map, &err), GW_OK);
    assert_int_equal(r.rows_in, 2);
    assert_int_equal(r.set_aside, 1);
    assert_int_equal(r.reason[0].first_row, 2);
    path = write_file("l3.jsonl", "{\"customer\":\"zoe\",\"date\":\"2025-03-03\",\"amount\":7.5}\n"
                                  "{\"customer\":\"zoe\",\"date\":\"soon\",\"amount\":\"8\"}\n");
    assert_int_equal(import_into(&r, &shop, path, map, &err), GW_OK);
    assert_int_equal(r.rows_in, 2);
    assert_int_equal(r.used, 1);
    assert_int_equal(r.reason[0].first_row, 2);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM reject"), 3);
    gw_shop_close(&shop);
}

static void a_dry_run_leaves_nothing(void **state)
{
    (void)state;
    gw_shop shop = {0};
    gw_receipt r;
    gw_error err = {0};
    new_shop(&shop, "EUR", NULL);
    const char *path =
        write_file("d.csv", "customer,date,amount\nann,2025-01-02,5\n7,2025-02-02,6\n");
    const gw_import_options options = {.map = "customer=customer,date=date,amount=amount",
                                       .dry_run = true};
    assert_int_equal(gw_import_file(&r, &shop, path, &options, &err), GW_OK);
    assert_int_equal(r.used, 2);
    assert_int_equal(r.months, 2);
    assert_int_equal(r.month[1].paid_e4, 60000);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM exchange"), 0);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM customer"), 0);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM import_batch"), 0);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM duckdb_tables() WHERE table_name LIKE "
                                "'import_%' AND table_name <> 'import_batch'"),
                     0);
    gw_shop_close(&shop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_grocers_baskets_to_the_cent),
        cmocka_unit_test(identical_rows_are_legal_and_known_again),
        cmocka_unit_test(amounts_as_people_write_them),
        cmocka_unit_test(a_mapping_is_proposed_not_guessed),
        cmocka_unit_test(a_message_is_known_by_its_id),
        cmocka_unit_test(files_that_overlap_are_compared_by_days),
        cmocka_unit_test(every_column_tells_rows_apart),
        cmocka_unit_test(lines_that_cannot_be_split_are_counted_by_file),
        cmocka_unit_test(a_dry_run_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}

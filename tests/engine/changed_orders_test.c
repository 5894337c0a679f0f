/* An order that was edited, cancelled or moved to another customer after it was imported: the
 * newest file counts, the receipt says so, and taking the import back brings the former state back.
 */
#include "shop_folder.h"

#include "people.h"
#include "privacy.h"

static gw_shop shop;

static int open_shop(void **state)
{
    (void)state;
    new_shop(&shop, "EUR", NULL);
    return 0;
}

static int close_shop(void **state)
{
    (void)state;
    gw_shop_close(&shop);
    return 0;
}

#define HEADER                                                                                     \
    "Name,Email,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Amount,Created "  \
    "at,Lineitem quantity,Lineitem name,Lineitem price,Cancelled at,Refunded Amount\n"

/* One order a line: its name, e-mail, status, subtotal, when it was cancelled, what was refunded.
 */
#define ORDER(name, email, status, subtotal, cancelled, refunded)                                  \
    name "," email "," status ",EUR," subtotal ",0,0," subtotal                                    \
         ",0,2024-05-01 10:00:00 +0000,1,Tea," subtotal "," cancelled "," refunded "\n"

static gw_receipt take(const char *orders)
{
    char path[256];
    gw_receipt r;
    gw_error err = {0};
    const gw_import_options options = {0};
    snprintf(path, sizeof path, "%s/orders.csv", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fprintf(file, "%s%s", HEADER, orders) > 0);
    assert_int_equal(fclose(file), 0);
    if (gw_import_file(&r, &shop, path, &options, &err) != GW_OK)
        fail_msg("%s", err.message);
    assert_int_equal(r.rows_in, r.used + r.known + r.set_aside);
    return r;
}

static void withdraw(int64_t batch, bool withdraw)
{
    gw_error err = {0};
    if (gw_import_withdraw(&shop, batch, withdraw, &err) != GW_OK)
        fail_msg("%s", err.message);
}

/* In cents, of those whose id this is. */
static int64_t paid_by(const char *email)
{
    char sql[256];
    snprintf(sql, sizeof sql,
             "SELECT CAST(coalesce(sum(paid), 0) * 100 AS BIGINT) FROM exchange_used JOIN customer "
             "USING (customer_no) WHERE customer_id = '%s'",
             email);
    return ask(&shop, sql);
}

#define ANN ORDER("#1", "ann@x.org", "paid", "50.00", "", "0")
#define BOB ORDER("#2", "bob@x.org", "paid", "20.00", "", "0")

static void an_edited_order_counts_as_it_is_now(void **state)
{
    (void)state;
    take(ANN BOB);
    gw_receipt r = take(ORDER("#1", "ann@x.org", "paid", "65.00", "", "0") BOB);
    assert_int_equal(r.changed, 1);
    assert_int_equal(r.used, 1);
    assert_int_equal(r.known, 1);
    assert_int_equal(paid_by("ann@x.org"), 6500);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM exchange_used WHERE order_id = '#1'"), 1);
    /* the same once more, in other bytes, changes nothing */
    r = take(BOB ORDER("#1", "ann@x.org", "paid", "65.00", "", "0"));
    assert_int_equal(r.changed, 0);
    assert_int_equal(r.known, 2);
    withdraw(2, true);
    assert_int_equal(paid_by("ann@x.org"), 5000);
    assert_int_equal(paid_by("bob@x.org"), 2000);
    withdraw(2, false);
    assert_int_equal(paid_by("ann@x.org"), 6500);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM exchange_used WHERE order_id = '#1'"), 1);
}

static void a_chain_of_changes_is_taken_back_in_any_order(void **state)
{
    (void)state;
    static const struct {
        int batch;
        bool withdraw;
        int cents;
    } steps[] = {{2, true, 7000}, {3, true, 5000},  {2, false, 6500}, {1, true, 6500},
                 {2, true, 0},    {1, false, 5000}, {3, false, 7000}, {2, false, 7000},
                 {1, true, 7000}, {3, true, 6500},  {2, true, 0}};
    take(ANN);
    take(ORDER("#1", "ann@x.org", "paid", "65.00", "", "0"));
    assert_int_equal(take(ORDER("#1", "ann@x.org", "paid", "70.00", "", "0")).changed, 1);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        withdraw(steps[i].batch, steps[i].withdraw);
        if (paid_by("ann@x.org") != steps[i].cents)
            fail_msg("step %zu: %lld", i, (long long)paid_by("ann@x.org"));
    }
}

static void a_cancelled_order_counts_no_more(void **state)
{
    (void)state;
    take(ANN BOB);
    gw_receipt r =
        take(ORDER("#1", "ann@x.org", "voided", "50.00", "2024-05-03 10:00:00 +0000", "0"));
    assert_int_equal(r.changed, 1);
    assert_int_equal(r.set_aside, 1);
    assert_true(r.batch > 0);
    assert_int_equal(paid_by("ann@x.org"), 0);
    assert_int_equal(paid_by("bob@x.org"), 2000);
    r = take(ORDER("#1", "ann@x.org", "voided", "50.00", "2024-05-03 11:00:00 +0000", "0") BOB);
    assert_int_equal(r.changed, 0);
    withdraw(2, true);
    assert_int_equal(paid_by("ann@x.org"), 5000);
}

/* 12.00 and then 8.00 more were given back, and then the order was found to be Cleo's. */
static void an_order_moves_with_its_refunds(void **state)
{
    (void)state;
    take(ORDER("#1", "ann@x.org", "partially_refunded", "50.00", "", "12.00"));
    gw_receipt r = take(ORDER("#1", "ann@x.org", "partially_refunded", "50.00", "", "20.00"));
    assert_int_equal(r.changed, 0); /* a refund that grew is new, and no change of the order */
    assert_int_equal(paid_by("ann@x.org"), 3000);
    r = take(ORDER("#1", "cleo@x.org", "partially_refunded", "50.00", "", "20.00"));
    assert_int_equal(r.changed, 1);
    assert_int_equal(paid_by("ann@x.org"), 0);
    assert_int_equal(paid_by("cleo@x.org"), 3000);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM exchange_used"), 3);
    withdraw(3, true);
    assert_int_equal(paid_by("ann@x.org"), 3000);
    assert_int_equal(paid_by("cleo@x.org"), 0);
}

static void merges_and_erasure_reach_what_was_replaced(void **state)
{
    (void)state;
    char pseudonym[GW_PSEUDONYM_SIZE];
    gw_error err = {0};
    int64_t merge = 0;
    take(ANN BOB);
    take(ORDER("#1", "ann@x.org", "paid", "65.00", "", "0"));
    assert_int_equal(gw_people_merge(&merge, &shop, "ann@x.org", "bob@x.org", &err), GW_OK);
    assert_int_equal(paid_by("bob@x.org"), 8500);
    withdraw(2, true); /* what comes back counts for whoever Ann is now */
    assert_int_equal(paid_by("bob@x.org"), 7000);
    withdraw(2, false);
    assert_int_equal(gw_people_undo(&shop, merge, &err), GW_OK);
    assert_int_equal(paid_by("ann@x.org"), 6500);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM exchange_replaced"), 1);
    assert_int_equal(gw_person_erase(pseudonym, &shop, "ann@x.org", &err), GW_OK);
    assert_int_equal(ask(&shop, "SELECT (SELECT count(*) FROM exchange_replaced) + "
                                "(SELECT count(*) FROM replacement)"),
                     0);
    /* what counts stays in the books */
    assert_int_equal(ask(&shop, "SELECT CAST(sum(paid) * 100 AS BIGINT) FROM exchange_used"), 8500);
}

static void a_dry_run_changes_nothing(void **state)
{
    (void)state;
    char path[256];
    gw_receipt r;
    gw_error err = {0};
    const gw_import_options options = {.dry_run = true};
    take(ANN);
    snprintf(path, sizeof path, "%s/dry.csv", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fprintf(file, "%s%s", HEADER, ORDER("#1", "ann@x.org", "paid", "65.00", "", "0")) >
                0);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(gw_import_file(&r, &shop, path, &options, &err), GW_OK);
    assert_int_equal(r.changed, 1);
    assert_int_equal(paid_by("ann@x.org"), 5000);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM exchange_replaced"), 0);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, open_shop, close_shop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        EACH(an_edited_order_counts_as_it_is_now),
        EACH(a_chain_of_changes_is_taken_back_in_any_order),
        EACH(a_cancelled_order_counts_no_more),
        EACH(an_order_moves_with_its_refunds),
        EACH(merges_and_erasure_reach_what_was_replaced),
        EACH(a_dry_run_changes_nothing),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}

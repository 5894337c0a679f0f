/* A store of the first shape, brought up to date: a copy stays, nothing is lost, and the views see
 * what the tables hold. */
#define _XOPEN_SOURCE 700

#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "query.h"
#include "shop.h"
#include "sql.h"

static gw_context *context;
static char folder[] = "/tmp/goodwill-migration-XXXXXX";

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) != NULL && gw_context_create(&context, NULL, NULL) == GW_OK ? 0 : -1;
}

static int remove_folder(void **state)
{
    char command[128];
    (void)state;
    gw_context_free(context);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

static void run(gw_store *store, const char *sql)
{
    gw_error err = {0};
    gw_status status = gw_store_execute(NULL, store, sql, &err);
    if (status != GW_OK)
        print_error("%s\n", err.message);
    assert_int_equal(status, GW_OK);
}

static int64_t ask(gw_store *store, const char *sql)
{
    int64_t answer = -1;
    assert_int_equal(gw_query_one_integer(&answer, store, sql, NULL, 0, NULL), GW_OK);
    return answer;
}

static void make_first_shape(const char *path)
{
    gw_store *store = NULL;
    gw_store_options options = {.path = path};
    assert_int_equal(gw_store_open(&store, context, &options, NULL), GW_OK);
    run(store, gw_sql("001_begin"));
    run(store,
        "UPDATE meta SET value = '1' WHERE key = 'schema';"
        "INSERT INTO meta VALUES ('currency', 'EUR'), ('timezone', 'UTC');"
        "INSERT INTO customer VALUES (7, '7', '');"
        "INSERT INTO import_batch VALUES (1, 'a', '', 'k', '', now()::TIMESTAMP, 1, 1, 0, 0, "
        "'used'), (2, 'b', '', 'k', '', now()::TIMESTAMP, 1, 1, 0, 0, 'withdrawn');"
        "INSERT INTO exchange (batch, customer_no, day, kind, paid) VALUES "
        "(1, 7, DATE '2025-01-02', 'purchase', 5), (2, 7, DATE '2025-01-03', 'purchase', 9)");
    gw_store_close(store);
}

static void the_first_shape_is_brought_up_to_date(void **state)
{
    char path[128];
    char copy[160];
    gw_shop shop = {0};
    gw_error err = {0};
    (void)state;
    snprintf(path, sizeof path, "%s/old.gw", folder);
    snprintf(copy, sizeof copy, "%s.before-%d", path, gw_shop_schema());
    make_first_shape(path);
    assert_int_equal(gw_shop_open(&shop, context, path, false, &err), GW_BAD_DATA);
    gw_status status = gw_shop_open(&shop, context, path, true, &err);
    if (status != GW_OK)
        print_error("%s\n", err.message);
    assert_int_equal(status, GW_OK);
    assert_int_equal(access(copy, F_OK), 0);
    assert_int_equal(ask(shop.store, "SELECT count(*) FROM exchange_used"), 1);
    assert_int_equal(ask(shop.store, "SELECT CAST(sum(paid) AS BIGINT) FROM exchange_used "
                                     "WHERE units IS NULL AND period IS NULL"),
                     5);
    gw_shop_close(&shop);
}

static void tables_leave_out_what_was_withdrawn(void **state)
{
    char path[128];
    gw_shop shop = {0};
    gw_error err = {0};
    (void)state;
    snprintf(path, sizeof path, "%s/new.gw", folder);
    assert_int_equal(gw_shop_create(&shop, context, path, "EUR", NULL, &err), GW_OK);
    run(shop.store,
        "INSERT INTO import_batch SELECT range, 'a', '', 'k', '', now()::TIMESTAMP, 1, 1, 0, 0, "
        "CASE WHEN range = 3 THEN 'withdrawn' ELSE 'used' END FROM range(1, 4);"
        "INSERT INTO product SELECT range, 'p', 'bean ' || range, NULL, 1, range, 1 FROM range(1, "
        "4);"
        "INSERT INTO price SELECT range, 'p', '', DATE '2025-01-01', range FROM range(1, 4);"
        "INSERT INTO profile SELECT range, 7, NULL, 'r' || range, NULL FROM range(1, 4);"
        "INSERT INTO campaign SELECT range, 'may', NULL, DATE '2025-05-01', NULL, range "
        "FROM range(1, 4);"
        "INSERT INTO assignment SELECT range, 'e', 7, 'arm ' || range, DATE '2025-01-01' "
        "FROM range(1, 4)");
    assert_int_equal(ask(shop.store, "SELECT CAST(list AS BIGINT) FROM product_used"), 2);
    assert_int_equal(ask(shop.store, "SELECT CAST(price AS BIGINT) FROM price_used"), 2);
    assert_int_equal(ask(shop.store, "SELECT count(*) FROM profile_used WHERE region = 'r2'"), 1);
    assert_int_equal(ask(shop.store, "SELECT CAST(cost AS BIGINT) FROM campaign_used"), 2);
    /* who was put into one arm first stays there */
    assert_int_equal(ask(shop.store, "SELECT count(*) FROM assignment_used WHERE arm = 'arm 1'"),
                     1);
    assert_int_equal(ask(shop.store, "SELECT customers FROM experiment WHERE arms = 1"), 1);
    gw_shop_close(&shop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_shape_is_brought_up_to_date),
        cmocka_unit_test(tables_leave_out_what_was_withdrawn),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}

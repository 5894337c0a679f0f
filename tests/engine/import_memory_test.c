/* Every allocation of an import, an export of a person, a merge and an erasure fails in its turn:
 * each says so, holds nothing, and has changed nothing. */
#define _XOPEN_SOURCE 700

#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "import.h"
#include "people.h"
#include "privacy.h"
#include "query.h"

#define must(call)                                                                                 \
    do {                                                                                           \
        gw_error must_err = {GW_OK, ""};                                                           \
        if ((call) != GW_OK)                                                                       \
            fail_msg("%s: %s", #call, must_err.message);                                           \
    } while (0)

static char folder[] = "/tmp/goodwill-memory-XXXXXX";
static failing_allocator memory;
static gw_context *context;
static gw_shop shop;

static int make_shop(void **state)
{
    char path[128];
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    gw_receipt r;
    gw_error err = {0};
    const gw_import_options take = {.accept = true};
    (void)state;
    options.threads = 1;
    failing_allocator_options(&options, &memory);
    if (mkdtemp(folder) == NULL || gw_context_create(&context, &options, NULL) != GW_OK)
        return -1;
    snprintf(path, sizeof path, "%s/shop.gw", folder);
    if (gw_shop_create(&shop, context, path, "EUR", NULL, &err) != GW_OK)
        return -1;
    return gw_import_file(&r, &shop, GW_SOURCE_DIR "/tests/data/shops/shopify_customers.csv", &take,
                          &err) == GW_OK
               ? 0
               : -1;
}

static int remove_folder(void **state)
{
    char command[128];
    (void)state;
    gw_shop_close(&shop);
    gw_context_free(context);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

static int64_t count(const char *sql)
{
    int64_t n = -1;
    memory.fail_at = 0;
    must(gw_query_one_integer(&n, shop.store, sql, NULL, 0, &must_err));
    return n;
}

/* The next allocation to fail: each of the first twenty, then ever fewer, since they are of a kind.
 */
static void fail_next(long *fail)
{
    *fail += *fail < 20 ? 1 : 1 + *fail / 4;
    memory.calls = 0;
    memory.fail_at = *fail;
}

#define EVERYTHING                                                                                 \
    "SELECT (SELECT count(*) FROM exchange) + (SELECT count(*) FROM customer) + (SELECT count(*) " \
    "FROM import_batch) + (SELECT count(*) FROM reject) + (SELECT count(*) FROM person_merge) + "  \
    "(SELECT count(*) FROM tombstone) + 100 * (SELECT count(*) FROM exchange_replaced)"

static void an_import(void **state)
{
    (void)state;
    gw_receipt r;
    gw_status status = GW_NO_MEMORY;
    long fail = 0;
    gw_error err = {0};
    const gw_import_options take = {.accept = true};
    int64_t before = count(EVERYTHING);
    while (status == GW_NO_MEMORY) {
        long held = memory.held;
        fail_next(&fail);
        status = gw_import_file(&r, &shop, GW_SOURCE_DIR "/tests/data/shops/stripe_payments.csv",
                                &take, &err);
        assert_int_equal(memory.held, held);
        if (status == GW_NO_MEMORY)
            assert_int_equal(count(EVERYTHING), before);
    }
    if (status != GW_OK)
        fail_msg("%s", err.message);
    assert_true(fail > 20);
}

static void write_orders(char path[128], const char *amounts[2])
{
    snprintf(path, 128, "%s/orders.csv", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fprintf(file,
                        "customer_id,kind,day,message_id,paid,reference\n"
                        "u,purchase,2025-01-02,shop 1,%s,%s\nv,purchase,2025-01-02,shop 2,%s,%s\n",
                        amounts[0], amounts[0], amounts[1], amounts[1]) > 0);
    assert_int_equal(fclose(file), 0);
}

/* An order that was edited takes the former one's place, and gives it back, or nothing happens. */
static void a_changed_order(void **state)
{
    (void)state;
    char path[128];
    gw_receipt r;
    gw_status status = GW_NO_MEMORY;
    long fail = 0;
    gw_error err = {0};
    const gw_import_options take = {0};
    memory.fail_at = 0;
    write_orders(path, (const char *[]){"5", "7"});
    must(gw_import_file(&r, &shop, path, &take, &must_err));
    write_orders(path, (const char *[]){"6", "7"});
    int64_t before = count(EVERYTHING);
    while (status == GW_NO_MEMORY) {
        long held = memory.held;
        fail_next(&fail);
        status = gw_import_file(&r, &shop, path, &take, &err);
        assert_int_equal(memory.held, held);
        if (status == GW_NO_MEMORY)
            assert_int_equal(count(EVERYTHING), before);
    }
    if (status != GW_OK)
        fail_msg("%s", err.message);
    assert_int_equal(r.changed, 1);
    before = count(EVERYTHING);
    status = GW_NO_MEMORY;
    for (fail = 0; status == GW_NO_MEMORY;) {
        fail_next(&fail);
        status = gw_import_withdraw(&shop, r.batch, true, &err);
        if (status == GW_NO_MEMORY)
            assert_int_equal(count(EVERYTHING), before);
    }
    if (status != GW_OK)
        fail_msg("%s", err.message);
    assert_int_equal(
        count("SELECT CAST(sum(paid) AS BIGINT) FROM exchange_used WHERE message_id LIKE "
              "'shop %'"),
        12);
}

static void a_person(void **state)
{
    (void)state;
    int64_t merge = 0;
    gw_error err = {0};
    gw_status status = GW_NO_MEMORY;
    char pseudonym[GW_PSEUDONYM_SIZE];
    long fail = 0;
    int64_t before = 0;
    while (status == GW_NO_MEMORY) {
        long held = memory.held;
        gw_strbuf text = GW_STRBUF_INIT(context);
        fail_next(&fail);
        status = gw_person_export(&text, &shop, "ada@example.com", &err);
        gw_strbuf_free(&text);
        assert_int_equal(memory.held, held);
    }
    assert_int_equal(status, GW_OK);
    memory.fail_at = 0;
    must(gw_people_merge(&merge, &shop, "bea@example.com", "ada@example.com", &must_err));
    before = count(EVERYTHING);
    for (status = GW_NO_MEMORY, fail = 0; status == GW_NO_MEMORY;) {
        long held = memory.held;
        fail_next(&fail);
        status = gw_person_erase(pseudonym, &shop, "ada@example.com", &err);
        assert_int_equal(memory.held, held);
        if (status == GW_NO_MEMORY)
            assert_int_equal(count(EVERYTHING), before);
    }
    if (status != GW_OK)
        fail_msg("%s", err.message);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_import),
        cmocka_unit_test(a_changed_order),
        cmocka_unit_test(a_person),
    };
    return cmocka_run_group_tests(tests, make_shop, remove_folder);
}

/* Own imports and notes with every allocation failed in turn: a sentence, nothing half-written,
 * nothing left behind. */
#define _XOPEN_SOURCE 700

#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <goodwill/base.h>

#include "import.h"
#include "note.h"
#include "query.h"

#define EXAMPLES GW_SOURCE_DIR "/examples/kinds/"

static char folder[] = "/tmp/goodwill-own-memory-XXXXXX";

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) != NULL ? 0 : -1;
}

static int remove_folder(void **state)
{
    char command[128];
    (void)state;
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

static gw_status take(gw_shop *shop, const char *path, gw_error *err)
{
    gw_receipt receipt;
    const gw_import_options options = {0};
    return gw_import_file(&receipt, shop, path, &options, err);
}

static int64_t exchanges(gw_shop *shop)
{
    int64_t n = -1;
    assert_int_equal(
        gw_query_one_integer(&n, shop->store, "SELECT count(*) FROM exchange", NULL, 0, NULL),
        GW_OK);
    return n;
}

static gw_status import_events(gw_shop *shop, gw_error *err)
{
    char path[128];
    snprintf(path, sizeof path, "%s/events.jsonl", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(
        "{\"event\":\"Survey Answered\",\"userId\":\"anna\",\"timestamp\":\"2025-06-01T10:00:00Z\","
        "\"properties\":{\"kind\":\"csat\",\"score\":4}}\n",
        file);
    assert_int_equal(fclose(file), 0);
    return take(shop, path, err);
}

/* One of them came in March: one share, and money that is nobody's; a row is set aside. */
static gw_status import_costs(gw_shop *shop, gw_error *err)
{
    char path[128];
    snprintf(path, sizeof path, "%s/costs.csv", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs("channel,day,spend\nall,2025-03-02,9.00\n\nfair,2025-02-08,1\nads,soon,1\n",
                      file) >= 0);
    assert_int_equal(fclose(file), 0);
    return take(shop, path, err);
}

static gw_status import_refunds(gw_shop *shop, gw_error *err)
{
    return take(shop, EXAMPLES "refunds.csv", err);
}

/* One is good, one is more than was paid, one corrects nothing. */
static gw_status import_exchanges(gw_shop *shop, gw_error *err)
{
    char path[128];
    snprintf(path, sizeof path, "%s/exchanges.csv", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs("customer_id,day,kind,order_id,paid,corrects_id\n"
                      "ben,2025-02-10,refund,o2,-1,\nanna,2025-02-10,refund,o1,-1000,\n"
                      "ben,2025-02-10,correction,,-1,o9\n",
                      file) >= 0);
    assert_int_equal(fclose(file), 0);
    return take(shop, path, err);
}

static gw_status keep_note(gw_shop *shop, gw_error *err)
{
    int64_t batch = 0;
    const gw_note note = {.customer = "anna",
                          .text = "came late",
                          .kind = "incident",
                          .order = "o1",
                          .topic = "late"};
    return gw_note_keep(&batch, shop, &note, err);
}

/* `call` on a store of orders, with every step-th allocation failed, until none is. */
static void survives(const char *name, gw_status (*call)(gw_shop *, gw_error *), long step)
{
    char path[128];
    bool done = false;
    failing_allocator memory = {0};
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    gw_context *context = NULL;
    gw_shop shop = {0};
    snprintf(path, sizeof path, "%s/%s.gw", folder, name);
    failing_allocator_options(&options, &memory);
    assert_int_equal(gw_context_create(&context, &options, NULL), GW_OK);
    assert_int_equal(gw_shop_create(&shop, context, path, "EUR", NULL, NULL), GW_OK);
    assert_int_equal(take(&shop, EXAMPLES "orders.csv", NULL), GW_OK);
    int64_t before = exchanges(&shop);
    long held = memory.held;
    for (long n = 1; !done && n < 5000; n += step) {
        gw_error err = {0};
        memory.fail_at = memory.calls + n;
        gw_status status = call(&shop, &err);
        done = memory.calls < memory.fail_at;
        memory.fail_at = 0;
        if (status != (done ? GW_OK : GW_NO_MEMORY))
            print_error("%s, allocation %ld: %s\n", name, n, err.message);
        assert_int_equal(status, done ? GW_OK : GW_NO_MEMORY);
        assert_int_equal(memory.held, held);
        assert_int_equal(exchanges(&shop), done ? before + 1 : before);
    }
    assert_true(done);
    gw_shop_close(&shop);
    gw_context_free(context);
    assert_int_equal(memory.held, 0);
}

static void a_file_of_a_kind(void **state)
{
    (void)state;
    survives("refunds", import_refunds, 1);
}

static void costs_that_are_shared(void **state)
{
    (void)state;
    survives("costs", import_costs, 1);
}

static void events(void **state)
{
    (void)state;
    survives("events", import_events, 5);
}

static void goodwills_own_exchanges(void **state)
{
    (void)state;
    survives("exchanges", import_exchanges, 1);
}

static void a_note(void **state)
{
    (void)state;
    survives("note", keep_note, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_of_a_kind), cmocka_unit_test(costs_that_are_shared),
        cmocka_unit_test(events),           cmocka_unit_test(goodwills_own_exchanges),
        cmocka_unit_test(a_note),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}

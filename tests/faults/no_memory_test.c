/* Memory that runs out at the n-th allocation, through everything the engine does to a small shop:
 * it says so, or goes on without; nothing is leaked, nothing is half-written, and the next try
 * works. What the database allocates itself is not ours. */
#define _XOPEN_SOURCE 700

#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "error.h"
#include "import.h"
#include "ledger.h"
#include "note.h"
#include "query.h"
#include "reckon.h"
#include "settings.h"
#include "why.h"

static char folder[] = "/tmp/goodwill-no-memory-XXXXXX";

/* ---- An allocator that fails once ---------------------------------------------------------------
 */

typedef struct failing {
    long fail_at; /* 0: never */
    long asked;
    long held;
} failing;

static void *allocate(void *user, size_t size)
{
    failing *memory = user;
    if (++memory->asked == memory->fail_at)
        return NULL;
    void *given = malloc(size);
    memory->held += given != NULL;
    return given;
}

static void *resize(void *user, void *old, size_t size)
{
    failing *memory = user;
    if (++memory->asked == memory->fail_at)
        return NULL;
    void *given = realloc(old, size);
    memory->held += given != NULL && old == NULL;
    return given;
}

static void release(void *user, void *given)
{
    failing *memory = user;
    memory->held -= given != NULL;
    free(given);
}

static gw_context *context_of(failing *memory)
{
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    gw_context *context = NULL;
    gw_error err = {0};
    options.allocator = (gw_allocator){allocate, resize, release, memory};
    return gw_context_create(&context, &options, &err) == GW_OK ? context : NULL;
}

/* ---- What the engine does
 * ------------------------------------------------------------------------ */

typedef gw_status (*deed)(gw_context *context, const char *path, gw_error *err);

static gw_status make(gw_context *context, const char *path, gw_error *err)
{
    gw_shop shop = {0};
    unlink(path);
    gw_status status = gw_shop_create(&shop, context, path, "EUR", "UTC", err);
    gw_shop_close(&shop);
    return status;
}

static gw_status bring_in(gw_context *context, const char *path, gw_error *err)
{
    gw_shop shop = {0};
    char file[128];
    static gw_receipt receipt;
    gw_import_options options = {.accept = true};
    snprintf(file, sizeof file, "%s/orders.csv", folder);
    gw_status status = gw_shop_open(&shop, context, path, true, err);
    if (status == GW_OK)
        status = gw_import_file(&receipt, &shop, file, &options, err);
    gw_shop_close(&shop);
    return status;
}

static gw_status reckon(gw_context *context, const char *path, gw_error *err)
{
    gw_shop shop = {0};
    static gw_reckoning reckoning;
    gw_reckon_options options = GW_RECKON_OPTIONS_INIT;
    options.model = "nbd";
    options.draws = 2;
    gw_status status = gw_shop_open(&shop, context, path, true, err);
    if (status == GW_OK)
        status = gw_reckon(&reckoning, context, shop.store, shop.reader, &options, err);
    gw_shop_close(&shop);
    return status;
}

static gw_status look(gw_context *context, const char *path, gw_error *err)
{
    gw_shop shop = {0};
    static gw_ledger_page page;
    static gw_ledger_person people[4];
    size_t n = 0;
    gw_status status = gw_shop_open(&shop, context, path, false, err);
    if (status == GW_OK)
        status = gw_ledger_totals(&page, &shop, GW_VIEW_OWN, err);
    if (status == GW_OK)
        status = gw_ledger_people(people, &n, &shop, GW_VIEW_OWN, GW_SORT_TO_US, 4, err);
    gw_shop_close(&shop);
    return status;
}

static gw_status ask_why(gw_context *context, const char *path, gw_error *err)
{
    gw_shop shop = {0};
    static gw_why why;
    gw_strbuf text = GW_STRBUF_INIT(context);
    gw_status status = gw_shop_open(&shop, context, path, false, err);
    if (status == GW_OK)
        status = gw_why_read(&why, &shop, "1", "purchases", err);
    if (status == GW_OK)
        status = gw_why_exchanges(&text, &shop, &why, 10, err);
    if (status == GW_OK && gw_strbuf_text(&text) == NULL)
        status = gw_error_no_memory(err, "the exchanges");
    gw_strbuf_free(&text);
    gw_shop_close(&shop);
    return status;
}

static gw_status note(gw_context *context, const char *path, gw_error *err)
{
    gw_shop shop = {0};
    gw_note said = {.customer = "1", .text = "asked for smaller bags", .kind = "request"};
    int64_t batch = 0;
    gw_status status = gw_shop_open(&shop, context, path, true, err);
    if (status == GW_OK)
        status = gw_note_keep(&batch, &shop, &said, err);
    gw_shop_close(&shop);
    return status;
}

static gw_status set(gw_context *context, const char *path, gw_error *err)
{
    gw_shop shop = {0};
    gw_status status = gw_shop_open(&shop, context, path, true, err);
    if (status == GW_OK)
        status = gw_setting_say(&shop, "margin", "0.3,0.4,0.5", "me", err);
    gw_shop_close(&shop);
    return status;
}

static gw_status write_out(gw_context *context, const char *path, gw_error *err)
{
    gw_shop shop = {0};
    char file[128];
    snprintf(file, sizeof file, "%s/ledger.csv", folder);
    unlink(file);
    gw_status status = gw_shop_open(&shop, context, path, false, err);
    if (status == GW_OK)
        status = gw_ledger_export(&shop, GW_VIEW_OWN, file, 0, err);
    gw_shop_close(&shop);
    assert_true((status == GW_OK) == (access(file, F_OK) == 0));
    return status;
}

/* ---- Every allocation in turn
 * -------------------------------------------------------------------- */

static void copy_of(char *path, size_t size, const char *name)
{
    char command[1024];
    snprintf(path, size, "%s/work.gw", folder);
    snprintf(command, sizeof command, "rm -f '%s' '%s.wal'; [ ! -e '%s/%s' ] || cp '%s/%s' '%s'",
             path, path, folder, name, folder, name, path);
    assert_int_equal(system(command), 0);
}

static long allocations_of(deed what, const char *path)
{
    failing memory = {0};
    gw_error err = {0};
    gw_context *context = context_of(&memory);
    gw_status status = what(context, path, &err);
    if (status != GW_OK)
        print_error("%s\n", err.message);
    assert_int_equal(status, GW_OK);
    gw_context_free(context);
    assert_int_equal(memory.held, 0);
    return memory.asked;
}

/* With at most `tries` of the allocations, evenly spread (each one where GW_EACH is set:
 * tests/slow/no_memory_long_test.sh); the deed must work after each failure. */
static void fail_each(const char *name, deed what, const char *store, long tries)
{
    char path[128];
    copy_of(path, sizeof path, store);
    long needed = allocations_of(what, path);
    long step = needed > tries && getenv("GW_EACH") == NULL ? needed / tries : 1;
    printf("%s: %ld of %ld allocations\n", name, (needed - 1) / step + 1, needed);
    long failed = 0;
    for (long n = 1; n <= needed; n += step) {
        failing memory = {.fail_at = n};
        gw_error err = {0};
        copy_of(path, sizeof path, store);
        gw_context *context = context_of(&memory);
        if (context == NULL)
            continue;
        gw_status status = what(context, path, &err);
        gw_context_free(context);
        if (memory.held != 0 || (status != GW_OK && status != GW_NO_MEMORY))
            print_error("%s, allocation %ld of %ld: status %d, %ld held: %s\n", name, n, needed,
                        (int)status, memory.held, err.message);
        assert_int_equal(memory.held, 0);
        assert_true(status == GW_OK || status == GW_NO_MEMORY);
        if (status == GW_NO_MEMORY) {
            failed++;
            assert_true(strlen(err.message) > 0);
        }
    }
    assert_true(failed > 0);
    allocations_of(what, path); /* on the store that the last failure left */
}

static void shop_without_memory(void **state)
{
    (void)state;
    fail_each("init", make, "none", 1000);
    fail_each("import", bring_in, "new.gw", 90);
    fail_each("note", note, "reckoned.gw", 40);
    fail_each("settings", set, "reckoned.gw", 40);
}

static void a_reckoning_without_memory(void **state)
{
    (void)state;
    fail_each("reckon", reckon, "bought.gw", 60);
}

static void a_ledger_without_memory(void **state)
{
    (void)state;
    fail_each("ledger", look, "reckoned.gw", 40);
    fail_each("why", ask_why, "reckoned.gw", 40);
    fail_each("ledger -o", write_out, "reckoned.gw", 40);
}

static void keep_as(const char *from, const char *name)
{
    char command[1024];
    snprintf(command, sizeof command, "cp '%s' '%s/%s'", from, folder, name);
    assert_int_equal(system(command), 0);
}

static int make_shops(void **state)
{
    (void)state;
    char path[128];
    char file[128];
    if (mkdtemp(folder) == NULL)
        return -1;
    snprintf(path, sizeof path, "%s/first.gw", folder);
    snprintf(file, sizeof file, "%s/orders.csv", folder);
    FILE *orders = fopen(file, "w");
    if (orders == NULL)
        return -1;
    fputs("customer,date,amount\n", orders);
    for (int i = 0; i < 30; i++)
        fprintf(orders, "%d,2024-%02d-%02d,%d.50\n", 1 + i % 9, 1 + i % 7, 1 + i % 28, 5 + i % 11);
    fclose(orders);
    allocations_of(make, path);
    keep_as(path, "new.gw");
    allocations_of(bring_in, path);
    keep_as(path, "bought.gw");
    allocations_of(reckon, path);
    keep_as(path, "reckoned.gw");
    return 0;
}

static int remove_folder(void **state)
{
    char command[128];
    (void)state;
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shop_without_memory),
        cmocka_unit_test(a_reckoning_without_memory),
        cmocka_unit_test(a_ledger_without_memory),
    };
    return cmocka_run_group_tests(tests, make_shops, remove_folder);
}

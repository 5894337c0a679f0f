/* The steps of a reckoning that read the other half of a ledger, with every allocation failed in
 * its turn (a sample of them, evenly spread; each where GW_EACH is set): what the orders ahead
 * bring, who brought whom, prices, contracts, and putting all in place. The old reckoning stays as
 * it was, and the next one is the same to the bit. */
#include "shop_folder.h"

#include "garden.h"
#include "own_kinds.h"
#include "reckon.h"

#define TRIES 8 /* of each step */

/* Where in a reckoning's allocations each step begins; the last: where it ends. */
enum { AHEAD, CELLS, OTHER, PUBLISH, END, MARKS };

typedef struct marks {
    failing_allocator *memory;
    long at[MARKS];
} marks;

static void note_step(const char *words, double share, void *user)
{
    static const char *const begin[MARKS] = {"reading what each further order brings",
                                             "forecasting", "reading what passed besides",
                                             "writing both sides", ""};
    marks *m = user;
    (void)share;
    for (size_t i = 0; i < END; i++)
        if (m->at[i] == 0 && strcmp(words, begin[i]) == 0)
            m->at[i] = m->memory->calls;
}

static void open_with(gw_context **out, gw_shop *shop, failing_allocator *memory, const char *name)
{
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    gw_error err = {0};
    options.threads = 1;
    failing_allocator_options(&options, memory);
    must(gw_context_create(out, &options, &err), &err);
    *shop = (gw_shop){0};
    must(gw_shop_open(shop, *out, path_of(name), true, &err), &err);
}

/* Reckons with the n-th allocation from now failing; 0: none. */
static gw_status reckon(gw_shop *shop, failing_allocator *memory, marks *m, long n)
{
    gw_error err = {0};
    gw_reckoning reckoning;
    gw_reckon_options options = GW_RECKON_OPTIONS_INIT;
    options.model = "nbd";
    options.draws = 2;
    options.progress = m == NULL ? NULL : note_step;
    options.user = m;
    memory->fail_at = n == 0 ? 0 : memory->calls + n;
    gw_status status =
        gw_reckon(&reckoning, shop->context, shop->store, shop->reader, &options, &err);
    memory->fail_at = 0;
    if (status != GW_OK && status != GW_NO_MEMORY)
        fail_msg("allocation %ld: %s", n, err.message);
    if (status == GW_NO_MEMORY)
        assert_true(strlen(err.message) > 0);
    return status;
}

/* Everything a reckoning leaves that the ledger reads. */
static int64_t digest(gw_shop *shop)
{
    static const char *const tables[] = {"customer_state", "passed",         "credit_share",
                                         "credit_link",    "credit_refused", "other_score",
                                         "shop_measure",   "demand_estimate"};
    int64_t sum = 0;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        char sql[160];
        snprintf(sql, sizeof sql,
                 "SELECT CAST(coalesce(sum(hash(t) %% 1000000007), 0) AS BIGINT) FROM %s AS t",
                 tables[i]);
        int64_t one = ask(shop, sql);
        sum = (sum * 31 + one) % 1000000007;
    }
    return sum;
}

/* A garden of 200 with everything that passes in one. */
static int make_garden(void **state)
{
    gw_error err = {0};
    gw_garden_report report;
    gw_garden_options options = {.customers = 200, .seed = 5};
    gw_shop shop = {0};
    gw_receipt r;
    const gw_import_options import = {0};
    if (make_folder(state) != 0)
        return -1;
    gw_garden_settings_default(&options.settings);
    char garden[256];
    snprintf(garden, sizeof garden, "%s", path_of("garden"));
    must(gw_garden_simulate(&report, context, garden, &options, &err), &err);
    must(gw_shop_create(&shop, context, path_of("shop.gw"), "EUR", "UTC", &err), &err);
    for (size_t k = 0; gw_own_kind_at(k) != NULL; k++) {
        char path[320];
        snprintf(path, sizeof path, "%s/%s.csv", garden, gw_own_kind_at(k)->name);
        if (access(path, R_OK) == 0)
            take_as(&r, &shop, path, &import);
    }
    assert_true(ask(&shop, "SELECT count(DISTINCT kind) FROM exchange_used") > 15);
    gw_shop_close(&shop);
    return 0;
}

static void fail_step(gw_shop *shop, failing_allocator *memory, const char *step, long from,
                      long to, int64_t before)
{
    long tries = getenv("GW_EACH") == NULL ? TRIES : to - from;
    long stride = to - from > tries ? (to - from) / tries : 1;
    long failed = 0;
    printf("%s: allocations %ld to %ld, every %ld-th\n", step, from, to, stride);
    assert_true(to > from);
    long held = memory->held;
    for (long n = from + 1; n <= to; n += stride) {
        gw_status status = reckon(shop, memory, NULL, n);
        failed += status == GW_NO_MEMORY;
        assert_int_equal(memory->held, held);
        if (digest(shop) != before)
            fail_msg("%s, allocation %ld: the reckoning is another one", step, n);
    }
    assert_true(failed > 0);
}

static void each_step_fails_whole(void **state)
{
    (void)state;
    static const char *const steps[MARKS] = {"orders ahead", "cells", "the other half",
                                             "putting it in place", ""};
    failing_allocator memory = {0};
    gw_context *failing = NULL;
    gw_shop shop;
    marks m = {.memory = &memory};
    open_with(&failing, &shop, &memory, "shop.gw");
    assert_int_equal(reckon(&shop, &memory, NULL, 0), GW_OK);
    int64_t before = digest(&shop);
    assert_true(ask(&shop, "SELECT count(*) FROM credit_link") > 0);
    assert_true(ask(&shop, "SELECT count(*) FROM other_score WHERE contract_stays > 0") > 0);
    long began = memory.calls;
    assert_int_equal(reckon(&shop, &memory, &m, 0), GW_OK);
    m.at[END] = memory.calls;
    assert_int_equal(digest(&shop), before);
    for (size_t i = 0; i < END; i++)
        if (i != CELLS)
            fail_step(&shop, &memory, steps[i], m.at[i] - began, m.at[i + 1] - began, before);
    assert_int_equal(reckon(&shop, &memory, NULL, 0), GW_OK);
    assert_int_equal(digest(&shop), before);
    gw_shop_close(&shop);
    gw_context_free(failing);
    assert_int_equal(memory.held, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_step_fails_whole),
    };
    return cmocka_run_group_tests(tests, make_garden, remove_folder);
}

/* The report of shops rich and poor: a sensible page each, every failed allocation said, and the
 * file whole or absent. What people see of it is looked at in tests/browser/. */
#include "shop_folder.h"

#include <math.h>

#include "fields.h"
#include "reckon.h"
#include "report.h"

/* A shop with these rows of customer_id,date,amount, reckoned as told. */
static void open_shop(gw_shop *shop, const char *name, const char *rows)
{
    char csv[300];
    gw_error err = {0};
    gw_receipt receipt;
    const gw_import_options import = {.map = "customer=customer_id,date=date,amount=amount"};
    must(gw_shop_create(shop, context, path_of(name), "EUR", NULL, &err), &err);
    if (rows == NULL)
        return;
    snprintf(csv, sizeof csv, "%s.csv", path_of(name));
    FILE *file = fopen(csv, "w");
    assert_non_null(file);
    fprintf(file, "customer_id,date,amount\n%s", rows);
    assert_int_equal(fclose(file), 0);
    must(gw_import_file(&receipt, shop, csv, &import, &err), &err);
}

static gw_status reckon(gw_shop *shop)
{
    gw_error err = {0};
    gw_reckoning reckoning;
    gw_reckon_options options = GW_RECKON_OPTIONS_INIT;
    options.draws = 20;
    return gw_reckon(&reckoning, context, shop->store, shop->reader, &options, &err);
}

static void check_page(gw_shop *shop, const char *const *says, const char *never)
{
    gw_report report = {0};
    gw_error err = {0};
    gw_strbuf page = GW_STRBUF_INIT(context);
    gw_strbuf json = GW_STRBUF_INIT(context);
    must(gw_report_read(&report, shop, &err), &err);
    must(gw_report_page(&page, &report, &err), &err);
    must(gw_report_to_json(&json, &report, &err), &err);
    for (; *says != NULL; says++)
        if (strstr(gw_strbuf_text(&page), *says) == NULL)
            fail_msg("the page does not say \"%s\":\n%s", *says, gw_strbuf_text(&page));
    assert_null(strstr(gw_strbuf_text(&page), never));
    assert_null(strstr(gw_strbuf_text(&page), "nan"));
    assert_null(strstr(gw_strbuf_text(&page), "inf\""));
    assert_true(page.length < 3000000);
    assert_non_null(strstr(gw_strbuf_text(&json), "\"currency\": \"EUR\""));
    gw_strbuf_free(&page);
    gw_strbuf_free(&json);
    gw_report_free(&report);
}

static void a_shop_with_nothing_is_told_how_to_begin(void **state)
{
    (void)state;
    gw_shop shop = {0};
    static const char *const says[] = {"Nothing was reckoned yet", "goodwill import STORE", NULL};
    open_shop(&shop, "empty.gw", NULL);
    check_page(&shop, says, "<figure");
    gw_shop_close(&shop);
}

static void all_given_back_is_told_to_reckon(void **state)
{
    (void)state;
    gw_shop shop = {0};
    static const char *const says[] = {"Nothing was reckoned yet", "goodwill reckon STORE", NULL};
    open_shop(&shop, "refunds.gw", "a,2024-01-05,10\na,2024-02-05,-10\n");
    assert_int_equal(reckon(&shop), GW_BAD_DATA);
    check_page(&shop, says, "<figure");
    gw_shop_close(&shop);
}

static void one_customer_has_a_page(void **state)
{
    (void)state;
    gw_shop shop = {0};
    static const char *const says[] = {">1</span>", "What they buy", "Who came when",
                                       "goodwill reckon STORE</code> hides its last third", NULL};
    open_shop(&shop, "one.gw", "a,2024-01-05,10\na,2024-01-15,12\n");
    assert_int_equal(reckon(&shop), GW_OK);
    check_page(&shop, says, "id=\"tracking\"");
    gw_shop_close(&shop);
}

static void nobody_came_back(void **state)
{
    (void)state;
    gw_shop shop = {0};
    static const char *const says[] = {"met nobody who came back", "id=\"tracking\"",
                                       "Too few people came back to draw", NULL};
    open_shop(
        &shop, "once.gw",
        "a,2024-01-05,10\nb,2024-02-05,10\nc,2024-03-15,12\nd,2024-06-01,5\ne,2024-09-30,8\n");
    assert_int_equal(reckon(&shop), GW_OK);
    check_page(&shop, says, "id=\"gain\"");
    gw_shop_close(&shop);
}

#define HOSTILE "<script>alert(1)</script>"
static void names_are_text(void **state)
{
    (void)state;
    gw_shop shop = {0};
    static const char *const says[] = {"&lt;script&gt;alert(1)&lt;/script&gt;", NULL};
    char rows[4096] = "";
    for (int month = 1; month <= 9; month++) {
        size_t length = strlen(rows);
        snprintf(rows + length, sizeof rows - length,
                 "\"%s\",2024-0%d-03,2%d\n\"%s\",2024-0%d-17,1%d\nb,2024-0%d-11,9\n", HOSTILE,
                 month, month, HOSTILE, month, month, month);
    }
    open_shop(&shop, "names.gw", rows);
    assert_int_equal(reckon(&shop), GW_OK);
    check_page(&shop, says, "<script");
    gw_shop_close(&shop);
}

/* Not in the report, not in the ledger, and in the same words. */
static void no_map_where_worth_is_a_setting(void **state)
{
    (void)state;
    gw_shop shop = {0};
    gw_error err = {0};
    gw_receipt receipt;
    gw_report report = {0};
    gw_ledger_page page;
    gw_fields fields;
    gw_strbuf json = GW_STRBUF_INIT(context);
    const gw_import_options import = {0};
    must(gw_shop_create(&shop, context, path_of("worked.gw"), "EUR", "Europe/Berlin", &err), &err);
    must(gw_import_file(&receipt, &shop, GW_SOURCE_DIR "/tests/golden/worked_ledger/exchanges.csv",
                        &import, &err),
         &err);
    must(gw_store_execute(NULL, shop.store,
                          "INSERT INTO setting VALUES ('elasticity', 2, 2, 2, 'test', "
                          "CAST(now() AS TIMESTAMP))",
                          &err),
         &err);
    assert_int_equal(reckon(&shop), GW_OK);
    must(gw_report_read(&report, &shop, &err), &err);
    must(gw_ledger_totals(&page, &shop, GW_VIEW_OWN, &err), &err);
    must(gw_fields_read(&fields, &shop, &page, &err), &err);
    assert_int_equal(report.map.n, 0);
    assert_non_null(strstr(report.map.refused, "your own setting"));
    assert_string_equal(report.map.refused, fields.words);
    must(gw_report_to_json(&json, &report, &err), &err);
    assert_non_null(strstr(gw_strbuf_text(&json), "your own setting"));
    gw_strbuf_free(&json);
    assert_true(gw_ranking_allowed(&page)); /* by what they saved */
    /* nobody is put in an order by it either */
    for (size_t i = 0; i < gw_line_count(); i++) {
        const char *code = gw_line_at(i)->code;
        if (strcmp(code, "savings") == 0 || strcmp(code, "purchases") == 0)
            assert_true(report.map.enters[i]);
        if (strcmp(code, "surplus") == 0 || strcmp(code, "voice") == 0)
            assert_false(report.map.enters[i]);
    }
    gw_report_free(&report);
    gw_shop_close(&shop);
}

static gw_status write_with(gw_context *with, const char *store, const char *file, gw_error *err)
{
    gw_shop shop = {0};
    gw_status status = gw_shop_open(&shop, with, store, false, err);
    if (status == GW_OK)
        status = gw_report_write(&shop, file, err);
    gw_shop_close(&shop);
    return status;
}

static void every_failed_allocation_leaves_no_file(void **state)
{
    (void)state;
    char store[256];
    char file[256];
    gw_shop shop = {0};
    gw_error err = {0};
    failing_allocator memory = {0};
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    gw_context *poor = NULL;
    open_shop(&shop, "poor.gw", "a,2024-01-05,10\nb,2024-03-05,11\na,2024-09-15,12\n");
    assert_int_equal(reckon(&shop), GW_OK);
    gw_shop_close(&shop);
    snprintf(store, sizeof store, "%s", path_of("poor.gw"));
    snprintf(file, sizeof file, "%s", path_of("poor.html"));
    options.threads = 1;
    failing_allocator_options(&options, &memory);
    assert_int_equal(gw_context_create(&poor, &options, NULL), GW_OK);
    gw_status status = GW_NO_MEMORY;
    long fail = 0;
    while (status == GW_NO_MEMORY) {
        fail += fail < 8 ? 1 : fail / 8; /* opening takes its time: not each of thousands */
        memory.calls = 0;
        memory.fail_at = fail;
        status = write_with(poor, store, file, &err);
        assert_true(status == GW_OK || access(file, F_OK) != 0);
    }
    must(status, &err);
    assert_true(fail > 100);
    assert_int_equal(access(file, F_OK), 0);
    gw_context_free(poor);
    assert_int_equal(memory.held, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_shop_with_nothing_is_told_how_to_begin),
        cmocka_unit_test(all_given_back_is_told_to_reckon),
        cmocka_unit_test(one_customer_has_a_page),
        cmocka_unit_test(nobody_came_back),
        cmocka_unit_test(names_are_text),
        cmocka_unit_test(no_map_where_worth_is_a_setting),
        cmocka_unit_test(every_failed_allocation_leaves_no_file),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}

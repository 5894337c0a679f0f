/* Reading only the touched customers again gives what reading everybody gives, bit for bit: random
 * histories of batches that come, go and come back, refunds of earlier days, and days of reckoning
 * that move forth and back. */
#include "shop_folder.h"

#include "date.h"
#include "reckon.h"
#include "rng.h"

#define FIRST_DAY 19358 /* 2023-01-01 */
#define CUSTOMERS 500

/* One line of goodwill's own form. */
static void write_exchange(FILE *file, gw_rng *rng, int from, int to)
{
    int customer = (int)gw_rng_below(rng, CUSTOMERS);
    uint64_t days = (uint64_t)to - (uint64_t)from + 1;
    int day = from + (int)gw_rng_below(rng, days);
    int order = customer * 8 + (int)gw_rng_below(rng, 8);
    double paid = 1 + (double)gw_rng_below(rng, 4000) / 100;
    double off = customer % 3 == 0 && gw_rng_below(rng, 4) == 0 ? 2.5 : 0.0;
    int what = (int)gw_rng_below(rng, 20);
    char text[GW_DATE_TEXT_SIZE];
    gw_date_format(text, day);
    if (what == 0)
        fprintf(file, "c%d,%s,refund,,-%.2f,-%.2f,0,\n", customer, text, paid, paid);
    else if (what == 1)
        fprintf(file, "c%d,%s,refund,o%d,-%.2f,-%.2f,0,\n", customer, text, order, paid, paid);
    else if (what == 2)
        fprintf(file, "c%d,%s,cost,,,,,1.50\n", customer, text);
    else
        fprintf(file, "c%d,%s,purchase,o%d,%.2f,%.2f,%.2f,\n", customer, text, order, paid,
                paid + off, off);
}

static void import_days(gw_shop *shop, gw_rng *rng, int rows, int from, int to)
{
    char path[160];
    gw_error err = {0};
    gw_receipt receipt;
    gw_import_options import = {0};
    snprintf(path, sizeof path, "%s/batch.csv", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fprintf(file, "customer_id,day,kind,order_id,paid,reference,off_ours,cost_to_us\n");
    for (int i = 0; i < rows; i++)
        write_exchange(file, rng, from, to);
    fclose(file);
    must(gw_import_file(&receipt, shop, path, &import, &err), &err);
    assert_string_equal(receipt.kind, "exchanges");
}

static size_t reckon_at(gw_shop *shop, int32_t as_of)
{
    gw_error err = {0};
    gw_reckoning reckoning;
    gw_reckon_options options = GW_RECKON_OPTIONS_INIT;
    options.as_of = as_of;
    options.draws = 4;
    options.model = "nbd"; /* the quickest: what is tested lies before it */
    must(gw_reckon(&reckoning, context, shop->store, shop->reader, &options, &err), &err);
    assert_true(reckoning.touched <= reckoning.customers);
    return reckoning.customers - reckoning.touched;
}

static const char *const kept[] = {"summary", "flow", "customer_state", "check_now"};

static void copy_all(gw_shop *shop)
{
    char sql[256];
    run(shop,
        "CREATE OR REPLACE VIEW check_now AS SELECT part, name, item, value FROM check_result "
        "WHERE reckoning = (SELECT max(reckoning) FROM reckoning)");
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        snprintf(sql, sizeof sql, "CREATE OR REPLACE TABLE copy_%s AS SELECT * FROM %s", kept[i],
                 kept[i]);
        run(shop, sql);
    }
}

static void assert_same_as_copies(gw_shop *shop, int round)
{
    char sql[512];
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        snprintf(sql, sizeof sql,
                 "SELECT (SELECT count(*) FROM (SELECT * FROM %s EXCEPT ALL SELECT * FROM copy_%s))"
                 " + (SELECT count(*) FROM (SELECT * FROM copy_%s EXCEPT ALL SELECT * FROM %s))",
                 kept[i], kept[i], kept[i], kept[i]);
        int64_t different = ask(shop, sql);
        if (different != 0)
            print_error("round %d: %s\n", round, kept[i]);
        assert_int_equal(different, 0);
    }
}

/* Takes a batch back, or brings the one taken back last; never the first: a shop without customers
 * has nothing to reckon with. */
static void change_a_batch(gw_shop *shop, gw_rng *rng, int64_t *gone)
{
    int64_t batches = ask(shop, "SELECT max(batch) FROM import_batch");
    char sql[128];
    bool back = *gone != 0;
    if (batches < 2)
        return;
    if (!back)
        *gone = 2 + (int64_t)gw_rng_below(rng, (uint64_t)batches - 1);
    snprintf(sql, sizeof sql, "UPDATE import_batch SET state = '%s' WHERE batch = %lld",
             back ? "used" : "withdrawn", (long long)*gone);
    run(shop, sql);
    if (back)
        *gone = 0;
}

static void the_touched_alone_are_enough(void **state)
{
    (void)state;
    gw_shop shop = {0};
    gw_error err = {0};
    char path[160];
    gw_rng rng = gw_rng_seeded(7, 0);
    int last = FIRST_DAY + 200;
    int spared = 0;
    int64_t gone = 0;
    snprintf(path, sizeof path, "%s/histories.gw", folder);
    must(gw_shop_create(&shop, context, path, "EUR", "Europe/Berlin", &err), &err);
    import_days(&shop, &rng, 1800, FIRST_DAY, last);
    reckon_at(&shop, INT32_MIN);
    for (int round = 0; round < 14; round++) {
        int32_t as_of = INT32_MIN;
        uint64_t what = gw_rng_below(&rng, 10);
        if (what < 4) { /* a new day, with something late about an earlier one now and then */
            last++;
            import_days(&shop, &rng, 12, last, last);
            if (what == 0)
                import_days(&shop, &rng, 3, FIRST_DAY, last);
        } else if (what < 7) {
            change_a_batch(&shop, &rng, &gone);
        } else if (what == 7) {
            as_of = last - (int32_t)gw_rng_below(&rng, 6);
        } /* else: nothing happened */
        spared += reckon_at(&shop, as_of) > 0;
        copy_all(&shop);
        run(&shop, "DELETE FROM summary_made");
        assert_int_equal(reckon_at(&shop, as_of), 0);
        assert_same_as_copies(&shop, round);
    }
    assert_true(spared >= 7);
    gw_shop_close(&shop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_touched_alone_are_enough),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}

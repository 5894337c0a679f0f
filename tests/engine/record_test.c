/* What was said of days to come, judged when they have come: CDNOW up to the end of 1997, then the
 * rest. */
#include "shop_folder.h"

#include <math.h>

#include "date.h"
#include "error.h"
#include "next_orders.h"
#include "reckon.h"
#include "record.h"

/* The file's lines up to the end of 1997 in early.csv, the others in late.csv. */
static int split_file(void)
{
    char path[128];
    char line[256];
    FILE *whole = fopen(GW_SOURCE_DIR "/examples/cdnow/cdnow_sample.csv", "r");
    snprintf(path, sizeof path, "%s/early.csv", folder);
    FILE *early = fopen(path, "w");
    snprintf(path, sizeof path, "%s/late.csv", folder);
    FILE *late = fopen(path, "w");
    if (whole == NULL || early == NULL || late == NULL)
        return -1;
    while (fgets(line, sizeof line, whole) != NULL) {
        bool is_late = strstr(line, ",1998-") != NULL;
        bool is_head = strstr(line, "dollars") != NULL;
        if (is_head || !is_late)
            fputs(line, early);
        if (is_head || is_late)
            fputs(line, late);
    }
    fclose(whole);
    fclose(early);
    return fclose(late);
}

static int make_files(void **state)
{
    return make_folder(state) == 0 ? split_file() : -1;
}

static void import(gw_shop *shop, const char *name)
{
    char path[128];
    gw_error err = {0};
    gw_receipt receipt;
    const gw_import_options options = {0};
    snprintf(path, sizeof path, "%s/%s", folder, name);
    must(gw_import_file(&receipt, shop, path, &options, &err), &err);
}

static void reckon(gw_shop *shop, const char *as_of)
{
    gw_error err = {0};
    gw_reckoning reckoning;
    gw_reckon_options options = GW_RECKON_OPTIONS_INIT;
    options.horizon_days = 120;
    options.horizon = "120 days";
    if (as_of != NULL)
        assert_true(gw_date_parse(&options.as_of, as_of, strlen(as_of)));
    must(gw_reckon(&reckoning, context, shop->store, shop->reader, &options, &err), &err);
}

static double number_of(gw_shop *shop, const char *sql)
{
    gw_error err = {0};
    gw_query *query = NULL;
    size_t rows = 0;
    must(gw_query_open(&query, shop->store, sql, NULL, 0, &err), &err);
    must(gw_query_next(&rows, query, &err), &err);
    double answer = gw_query_double(query, 0, 0);
    gw_query_close(query);
    return answer;
}

static gw_record record_of(gw_shop *shop)
{
    gw_error err = {0};
    gw_record record;
    must(gw_record_read(&record, shop, &err), &err);
    return record;
}

/* The same by SQL alone: CDNOW has no refunds, so a day with a purchase of more than 0 counts. */
static void came_is_what_the_purchases_say(gw_shop *shop, const gw_judged *j)
{
    char sql[400];
    char until[GW_DATE_TEXT_SIZE];
    gw_date_format(until, j->until_day);
    snprintf(sql, sizeof sql,
             "SELECT CAST(count(*) AS DOUBLE) FROM (SELECT customer_no, day FROM exchange_used "
             "GROUP BY customer_no, day HAVING sum(paid) > 0) d WHERE day > DATE '1997-12-31' "
             "AND day <= DATE '%s'",
             until);
    check_close(j->days.came, number_of(shop, sql), 1e-12);
    snprintf(sql, sizeof sql,
             "SELECT CAST(sum(paid) AS DOUBLE) FROM exchange_used WHERE day > DATE '1997-12-31' "
             "AND day <= DATE '%s'",
             until);
    check_close(j->paid.came, number_of(shop, sql), 1e-9);
}

/* What is told of single customers agrees with the cells the ledger reads: these average fewer
 * draws and mix by the mean chance of being a customer, so to some hundredths and one buying day.
 */
static void next_orders_agree_with_the_cells(gw_shop *shop)
{
    for (int number = 1; number <= 40; number++) {
        char id[16];
        char sql[400];
        gw_error err = {0};
        gw_next_orders next;
        snprintf(id, sizeof id, "%d", number);
        must(gw_next_orders_read(&next, shop, id, &err), &err);
        assert_true(next.known);
        const char *const columns[] = {"1 - c.p_none",
                                       "c.discounted_low * c.occasions / c.discounted",
                                       "c.discounted_high * c.occasions / c.discounted"};
        double of_cell[3];
        for (size_t i = 0; i < 3; i++) {
            snprintf(
                sql, sizeof sql,
                "SELECT %s FROM summary s JOIN customer k USING (customer_no) JOIN cell_score c "
                "ON c.x = s.x AND c.t_x = s.last_day - s.first_day AND c.age = "
                "(SELECT max(as_of) FROM reckoning) - DATE '1970-01-01' - s.first_day "
                "WHERE k.customer_id = '%s'",
                columns[i], id);
            of_cell[i] = number_of(shop, sql);
        }
        assert_true(fabs(next.p_any - of_cell[0]) < 0.02);
        assert_true(fabs((double)next.low - of_cell[1]) < 1.1);
        assert_true(fabs((double)next.high - of_cell[2]) < 1.1);
        assert_true(next.low <= next.most_likely && next.most_likely <= next.high);
        assert_true(next.p_ever > next.p_any - 0.02 && next.p_ever <= 1);
        assert_true(next.day_low <= next.day && next.day <= next.day_high);
    }
    gw_error err = {0};
    gw_next_orders next;
    assert_int_equal(gw_next_orders_read(&next, shop, "nobody", &err), GW_NOT_FOUND);
}

static void forecasts_are_judged_when_their_days_have_come(void **state)
{
    (void)state;
    char path[128];
    gw_error err = {0};
    gw_shop shop = {0};
    snprintf(path, sizeof path, "%s/shop.gw", folder);
    must(gw_shop_create(&shop, context, path, "USD", NULL, &err), &err);
    import(&shop, "early.csv");
    reckon(&shop, NULL);
    next_orders_agree_with_the_cells(&shop);

    gw_record before = record_of(&shop);
    assert_int_equal(before.n, 0);
    assert_int_equal(before.waiting, 3); /* 4 weeks, 13 weeks, the horizon */
    reckon(&shop, NULL);                 /* the same day again takes the place of the first */
    assert_int_equal(record_of(&shop).waiting, 3);

    import(&shop, "late.csv");
    gw_record record = record_of(&shop);
    assert_int_equal(record.n, 3);
    assert_int_equal(record.waiting, 0);
    for (size_t i = 0; i < record.n; i++) {
        const gw_judged *j = &record.judged[i];
        const gw_said *both[] = {&j->days, &j->paid};
        assert_int_equal(j->customers, 2349);
        assert_int_equal(j->reckoning, 2);
        came_is_what_the_purchases_say(&shop, j);
        for (size_t b = 0; b < 2; b++) {
            assert_true(both[b]->low < both[b]->said && both[b]->said < both[b]->high);
            assert_true(both[b]->inside ==
                        (both[b]->came >= both[b]->low && both[b]->came <= both[b]->high));
            assert_true(both[b]->inside); /* of this shop, and a wild forecast would not be */
            assert_true(both[b]->high < 1.8 * both[b]->low);
        }
    }
    const gw_judged *horizon = &record.judged[0];
    assert_int_equal(horizon->until_day - horizon->made_on, 120);
    assert_true(horizon->people > 2349 / 3 - 20 && horizon->people < 2349 / 3 + 20);
    assert_true(horizon->inside > horizon->people * 80 / 100);
    assert_int_equal(record.judged[1].people, 0);

    reckon(&shop, "1998-01-31"); /* the days after it are known: nothing is said blind */
    assert_true(number_of(&shop, "SELECT CAST(count(*) AS DOUBLE) FROM forecast "
                                 "WHERE made_on = DATE '1998-01-31'") == 0);
    assert_int_equal(record_of(&shop).n, 3);
    gw_shop_close(&shop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forecasts_are_judged_when_their_days_have_come),
    };
    return cmocka_run_group_tests(tests, make_files, remove_folder);
}

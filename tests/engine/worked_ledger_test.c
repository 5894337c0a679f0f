/* The ledger worked by hand (tests/golden/worked_ledger), to the cent: imported, reckoned with
 * given forecasts, exported, compared row by row; and its identities. */
#include "shop_folder.h"

#include <math.h>

#include "gains.h"
#include "ledger.h"
#include "reckon.h"
#include "settings.h"
#include "tornado.h"

#define GOLDEN GW_SOURCE_DIR "/tests/golden/worked_ledger/"

static void say(gw_shop *shop, const char *key, const char *value)
{
    gw_error err = {0};
    must(gw_setting_say(shop, key, value, "the worked ledger", &err), &err);
}

/* The worked shop, imported and reckoned with the forecasts of score.csv. */
static void open_worked(gw_shop *shop, const char *name)
{
    char path[128];
    gw_error err = {0};
    gw_receipt receipt;
    gw_import_options import = {0};
    snprintf(path, sizeof path, "%s/%s", folder, name);
    must(gw_shop_create(shop, context, path, "EUR", "Europe/Berlin", &err), &err);
    say(shop, "elasticity", "2");
    say(shop, "choke_multiple", "2");
    say(shop, "minute_of_support", "0.50");
    say(shop, "fulfilment_per_order", "4");
    say(shop, "care_per_year", "6");
    say(shop, "value_of_hour", "12");
    say(shop, "value_of_day_late", "1");
    say(shop, "referral_pass_on", "0.5");
    say(shop, "normal_cost_to_win", "12");
    say(shop, "future_type1_probability", "0.75");
    say(shop, "value_of_referred", "40");
    say(shop, "follow_chance", "0.1");
    say(shop, "satisfaction_mean", "70");
    say(shop, "satisfaction_sd_between", "10");
    say(shop, "satisfaction_sd_answer", "20");
    say(shop, "late_effect_first_half_year", "0.8");
    say(shop, "late_effect_after", "0.9");
    say(shop, "value_share_first_half_year", "0.6");
    say(shop, "repair_undoes", "0.5");
    must(gw_import_file(&receipt, shop, GOLDEN "exchanges.csv", &import, &err), &err);
    assert_string_equal(receipt.kind, "exchanges");
    assert_int_equal(receipt.used, 19);
    run(shop, "CREATE TABLE given_score AS SELECT customer_no, 1.0::DOUBLE AS p_alive, "
              "discounted_occasions::DOUBLE AS discounted_occasions, "
              "discounted_occasions::DOUBLE AS discounted_low, "
              "discounted_occasions::DOUBLE AS discounted_high, "
              "discounted_years_alive::DOUBLE AS discounted_years_alive, "
              "reference_per_occasion::DOUBLE AS reference_per_occasion, "
              "off_ours_per_occasion::DOUBLE AS off_ours_per_occasion, "
              "off_third_party_per_occasion::DOUBLE AS off_third_party_per_occasion, "
              "cost_of_goods_per_occasion::DOUBLE AS cost_of_goods_per_occasion, "
              "late_days_per_occasion::DOUBLE AS late_days_per_occasion, "
              "minutes_theirs_per_occasion::DOUBLE AS minutes_theirs_per_occasion, "
              "discounted_referrals::DOUBLE AS discounted_referrals "
              "FROM read_csv('" GOLDEN "score.csv') JOIN customer USING (customer_id)");
}

static void reckon_worked(gw_shop *shop)
{
    gw_error err = {0};
    gw_reckoning reckoning;
    gw_reckon_options options = GW_RECKON_OPTIONS_INIT;
    options.as_of = 20453; /* 2025-12-31 */
    options.given_score = "given_score";
    must(gw_reckon(&reckoning, context, shop->store, shop->reader, &options, &err), &err);
    assert_int_equal(reckoning.customers, 5);
}

static void export_to(gw_shop *shop, char *path, size_t size, gw_view view, const char *name)
{
    gw_error err = {0};
    snprintf(path, size, "%s/%s", folder, name);
    must(gw_ledger_export(shop, view, path, 0, &err), &err);
}

/* The money of the three views: 119 rows that are not zero, each to the ten-thousandth. */
static void every_row_of_the_three_views(void **state)
{
    (void)state;
    gw_shop shop = {0};
    static const char *const views[] = {"own", "credit", "risk"};
    char path[256];
    char sql[2048];
    open_worked(&shop, "worked.gw");
    reckon_worked(&shop);
    run(&shop, "CREATE TABLE got (view VARCHAR, customer_id VARCHAR, side VARCHAR, line VARCHAR, "
               "tense VARCHAR, amount DECIMAL(18,4), basis VARCHAR)");
    for (int v = 0; v < 3; v++) {
        char name[16];
        snprintf(name, sizeof name, "%s.csv", views[v]);
        export_to(&shop, path, sizeof path, (gw_view)v, name);
        snprintf(sql, sizeof sql,
                 "INSERT INTO got SELECT '%s', customer_id, side, line, tense, "
                 "amount::DECIMAL(18,4), basis FROM read_csv('%s') "
                 "WHERE amount IS NOT NULL AND amount <> 0 AND unit = 'EUR'",
                 views[v], path);
        run(&shop, sql);
    }
    run(&shop, "CREATE TABLE wanted AS SELECT view, customer_id, side, line, tense, "
               "amount::DECIMAL(18,4) AS amount, basis FROM read_csv('" GOLDEN "expected.csv')");
    assert_int_equal(ask(&shop, "SELECT count(*) FROM wanted"), 119);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM (FROM wanted EXCEPT ALL FROM got)"), 0);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM (FROM got EXCEPT ALL FROM wanted)"), 0);
    /* both views have the same total, line by line of the credit 0 */
    assert_int_equal(ask(&shop, "SELECT count(DISTINCT total) FROM (SELECT sum(amount) AS total "
                                "FROM got WHERE view <> 'risk' GROUP BY view)"),
                     1);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM (SELECT tense FROM got WHERE line = "
                                "'referrals' GROUP BY tense HAVING sum(amount) <> 0)"),
                     0);
    gw_shop_close(&shop);
}

static void realised_to_us_is_the_cash_that_moved(void **state)
{
    (void)state;
    gw_shop shop = {0};
    gw_ledger_page page;
    gw_error err = {0};
    static const int cash[] = {76, 20, 48, 1, 20};
    open_worked(&shop, "cash.gw");
    reckon_worked(&shop);
    for (int c = 0; c < 5; c++) {
        char id[3] = {'c', (char)('1' + c), '\0'};
        int64_t to_us_e4 = 0;
        must(gw_ledger_customer(&page, &shop, GW_VIEW_OWN, id, &err), &err);
        for (size_t i = 0; i < page.n; i++)
            if (page.rows[i].line->side == GW_TO_US)
                to_us_e4 += page.rows[i].realised_e4;
        assert_int_equal(to_us_e4, cash[c] * 10000);
    }
    must(gw_ledger_totals(&page, &shop, GW_VIEW_OWN, &err), &err);
    assert_int_equal(page.customers, 5);
    assert_int_equal(page.paid_e4, 4750000);
    double to_them = 0;
    for (size_t i = 0; i < page.n; i++)
        if (page.rows[i].line->side == GW_TO_THEM && page.rows[i].line->unit == GW_UNIT_MONEY)
            to_them += (double)page.rows[i].realised_e4;
    check_close(to_them, 236.5e4, 0);
    assert_int_equal(gw_ledger_customer(&page, &shop, GW_VIEW_OWN, "c9", &err), GW_NOT_FOUND);
    gw_shop_close(&shop);
}

/* A crossed-out price instead of the one charged: lines move, totals stay. */
static void the_reference_moves_money_between_lines_never_a_total(void **state)
{
    (void)state;
    gw_shop shop = {0};
    gw_ledger_page page;
    gw_error err = {0};
    static const struct {
        const char *code;
        int64_t realised_e4;
    } wanted[] = {{"savings", 400000},        {"surplus", 250000},      {"purchases", 950000},
                  {"kindness_cost", -400000}, {"service_cost", -70000}, {"acquisition", 0}};
    open_worked(&shop, "reference.gw");
    run(&shop, "UPDATE exchange_rich SET reference = 200, off_ours = 40 WHERE order_id = 'o5' "
               "AND kind = 'purchase'");
    reckon_worked(&shop);
    must(gw_ledger_customer(&page, &shop, GW_VIEW_OWN, "c3", &err), &err);
    for (size_t w = 0; w < sizeof wanted / sizeof *wanted; w++)
        for (size_t i = 0; i < page.n; i++)
            if (strcmp(page.rows[i].line->code, wanted[w].code) == 0)
                assert_int_equal(page.rows[i].realised_e4, wanted[w].realised_e4);
    gw_shop_close(&shop);
}

/* Elasticity 2 between 1 and 4: their surplus is ln 2, 1/2 and (1 - 2^-3)/3 of the 475 paid, less 1
 * for all else; ours is 165. Halves meet where (1 - 2^(1-e)) / (e - 1) = 166 / 475. */
static void which_setting_moves_our_share(void **state)
{
    (void)state;
    gw_shop shop = {0};
    gw_error err = {0};
    gw_tornado tornado;
    gw_tornado_bar elasticity = {.low = NAN};
    open_worked(&shop, "tornado.gw");
    say(&shop, "elasticity", "1,2,4");
    reckon_worked(&shop);
    must(gw_tornado_read(&tornado, &shop, 5, false, &err), &err);
    check_close(tornado.gains.take_rate, 165 / 401.5, 1e-12);
    for (size_t i = 0; i < tornado.n; i++)
        if (strcmp(tornado.bars[i].key, "elasticity") == 0)
            elasticity = tornado.bars[i];
    assert_true(elasticity.low > 0);
    check_close(elasticity.share_low, 165 / (165 + 475 * log(2) - 1), 1e-4);
    check_close(elasticity.share_high, 165 / (165 + 475 * (1 - 1.0 / 8) / 3 - 1), 1e-4);
    assert_true(elasticity.turns);
    double e = elasticity.turning;
    check_close((1 - pow(2, 1 - e)) / (e - 1), 166.0 / 475, 1e-3);
    /* an hour of theirs hardly matters; nothing of it stays */
    check_close(tornado.bars[tornado.n - 1].share_low, 165 / 401.5, 0.05);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM setting WHERE said_by = 'what if'"), 0);
    gw_shop_close(&shop);
}

/* One more late delivery costs 10.0416 of what is at risk with c2; satisfaction 74, 62.54 to 85.46.
 */
static void the_price_of_a_mistake_and_satisfaction(void **state)
{
    (void)state;
    gw_shop shop = {0};
    gw_error err = {0};
    gw_ledger_page page;
    gw_mistake mistake;
    static const struct {
        const char *id;
        double level, low, high;
    } wanted[] = {{"c2", 74, 62.54, 85.46}, {"c5", 70, 57.18, 82.82}};
    open_worked(&shop, "mistake.gw");
    reckon_worked(&shop);
    must(gw_ledger_customer(&page, &shop, GW_VIEW_RISK, "c2", &err), &err);
    assert_int_equal(page.n, 1);
    check_close(page.rows[0].expected, 62.76, 1e-12);
    must(gw_mistake_read(&mistake, &shop, page.rows[0].expected, &err), &err);
    assert_true(mistake.known);
    check_close(mistake.price, 10.0416, 1e-12);
    check_close(mistake.repair_budget, 5.0208, 1e-12);
    for (size_t w = 0; w < 2; w++) {
        must(gw_ledger_customer(&page, &shop, GW_VIEW_OWN, wanted[w].id, &err), &err);
        for (size_t i = 0; i < page.n; i++) {
            const gw_ledger_row *row = &page.rows[i];
            if (strcmp(row->line->code, "satisfaction") != 0)
                continue;
            check_close((double)row->realised_e4 / 10000, wanted[w].level, 1e-9);
            check_close_floor(row->low, wanted[w].low, 5e-3, 1);
            check_close_floor(row->high, wanted[w].high, 5e-3, 1);
        }
    }
    /* never added */
    must(gw_ledger_totals(&page, &shop, GW_VIEW_RISK, &err), &err);
    assert_false(page.rows[0].has_expected);
    gw_shop_close(&shop);
}

/* Our shares of README.md, in per cent where both gain. */
static void our_share_of_the_gains(void **state)
{
    (void)state;
    gw_shop shop = {0};
    gw_error err = {0};
    gw_ledger_page page;
    gw_gains gains;
    static const double share[] = {76 / 176.0, 20 / 48.5, 48 / 111.0, 1 / 26.0, 0.5};
    open_worked(&shop, "share.gw");
    reckon_worked(&shop);
    for (int c = 0; c < 5; c++) {
        char id[3] = {'c', (char)('1' + c), '\0'};
        must(gw_ledger_customer(&page, &shop, GW_VIEW_OWN, id, &err), &err);
        gw_gains_of(&gains, &page, false);
        assert_int_equal(gains.verdict, GW_BOTH_GAIN);
        check_close(gains.take_rate, share[c], 1e-12);
        assert_true(gains.at_most); /* attention is not measured */
    }
    must(gw_ledger_totals(&page, &shop, GW_VIEW_OWN, &err), &err);
    gw_gains_of(&gains, &page, false);
    check_close(gains.take_rate, 165 / 401.5, 1e-12);
    check_close(gw_balance(&gains, 0.5), 0.5 * 401.5 - 165, 1e-12);
    check_close(gw_price_share(&page), 475 / (475 * 1.5), 1e-12);
    gw_gains_of(&gains, &page, true); /* without the 32 of those not here yet */
    check_close(gains.take_rate, 289.9 / (289.9 + 339.3), 1e-9);
    run(&shop, "UPDATE exchange_rich SET cost_to_us = 500 WHERE kind = 'cost';"
               "DELETE FROM summary_made"); /* what is kept was changed */
    reckon_worked(&shop);
    must(gw_ledger_customer(&page, &shop, GW_VIEW_OWN, "c1", &err), &err);
    gw_gains_of(&gains, &page, false);
    assert_int_equal(gains.verdict, GW_WE_PAY);
    assert_true(isnan(gains.take_rate));
    assert_string_equal(gw_verdict_words(gains.verdict), "we pay for this");
    gw_shop_close(&shop);
}

static void a_setting_nobody_made_is_not_measured(void **state)
{
    (void)state;
    gw_shop shop = {0};
    gw_ledger_page page;
    gw_error err = {0};
    open_worked(&shop, "unsaid.gw");
    say(&shop, "elasticity", "none");
    reckon_worked(&shop);
    must(gw_ledger_totals(&page, &shop, GW_VIEW_OWN, &err), &err);
    assert_string_equal(page.rows[1].line->code, "surplus");
    assert_string_equal(page.rows[1].realised_basis, "not_measured");
    assert_false(page.rows[1].has_realised);
    assert_false(page.rows[1].has_expected);
    assert_int_equal(gw_setting_say(&shop, "elasticty", "2", "me", &err), GW_NOT_FOUND);
    assert_non_null(strstr(err.message, "elasticity"));
    assert_int_equal(gw_setting_say(&shop, "margin", "140%", "me", &err), GW_WRONG_USE);
    assert_int_equal(gw_setting_say(&shop, "margin", "lots", "me", &err), GW_WRONG_USE);
    gw_shop_close(&shop);
}

static void check_same_page(const gw_ledger_page *parts, const gw_ledger_page *whole)
{
    assert_int_equal(parts->n, whole->n);
    for (size_t i = 0; i < whole->n; i++) {
        const gw_ledger_row *row = &parts->rows[i];
        const gw_ledger_row *wanted = &whole->rows[i];
        assert_ptr_equal(row->line, wanted->line);
        assert_int_equal(row->has_realised, wanted->has_realised);
        assert_int_equal(row->realised_e4, wanted->realised_e4);
        assert_int_equal(row->has_expected, wanted->has_expected);
        if (wanted->has_expected)
            check_same_bits(row->expected, wanted->expected);
        assert_string_equal(row->realised_basis, wanted->realised_basis);
        assert_string_equal(row->expected_basis, wanted->expected_basis);
    }
}

static void check_same_people(gw_shop *shop, gw_view view, gw_ledger_sort sort)
{
    gw_ledger_person people[2][5];
    size_t n[2];
    gw_error err = {0};
    for (size_t k = 0; k < 2; k++) {
        shop->at_once = 2 * k;
        must(gw_ledger_people(people[k], &n[k], shop, view, sort, 5, &err), &err);
        assert_int_equal(n[k], 5);
    }
    for (size_t i = 0; i < 5; i++) {
        assert_string_equal(people[1][i].customer_id, people[0][i].customer_id);
        check_same_bits(people[1][i].to_us_expected, people[0][i].to_us_expected);
        check_same_bits(people[1][i].to_them_expected, people[0][i].to_them_expected);
    }
}

/* Read two people at a time it is the same shop, in every view: sums, their bases, the means of
 * points, lists. */
static void a_shop_read_in_parts_is_the_same_shop(void **state)
{
    (void)state;
    gw_shop shop = {0};
    gw_error err = {0};
    gw_ledger_page whole;
    gw_ledger_page parts;
    open_worked(&shop, "parts.gw");
    reckon_worked(&shop);
    for (gw_view view = GW_VIEW_OWN; view <= GW_VIEW_RISK; view++) {
        shop.at_once = 0;
        must(gw_ledger_totals(&whole, &shop, view, &err), &err);
        shop.at_once = 2;
        must(gw_ledger_totals(&parts, &shop, view, &err), &err);
        assert_true(whole.n > (view == GW_VIEW_RISK ? 0 : 10));
        check_same_page(&parts, &whole);
        for (gw_ledger_sort sort = GW_SORT_TO_THEM; sort <= GW_SORT_TO_US; sort++)
            check_same_people(&shop, view, sort);
    }
    gw_shop_close(&shop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_of_the_three_views),
        cmocka_unit_test(realised_to_us_is_the_cash_that_moved),
        cmocka_unit_test(the_reference_moves_money_between_lines_never_a_total),
        cmocka_unit_test(which_setting_moves_our_share),
        cmocka_unit_test(the_price_of_a_mistake_and_satisfaction),
        cmocka_unit_test(our_share_of_the_gains),
        cmocka_unit_test(a_shop_read_in_parts_is_the_same_shop),
        cmocka_unit_test(a_setting_nobody_made_is_not_measured),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}

/* The other half of a reckoning on a simulated shop: the elasticity its prices tell, what is
 * refused of who brought whom, what newcomers and contracts will bring. */
#include "shop_folder.h"

#include <math.h>

#include "draw.h"
#include "fields.h"
#include "ledger_past.h"
#include "questions.h"
#include "reckon.h"
#include "report.h"
#include "settings.h"

#define PEOPLE 400
#define PERIODS 24 /* of 30 days */
#define PRODUCTS 3

static double number(gw_shop *shop, const char *sql)
{
    gw_error err = {0};
    gw_query *query = NULL;
    size_t rows = 0;
    must(gw_query_open(&query, shop->store, sql, NULL, 0, &err), &err);
    must(gw_query_next(&rows, query, &err), &err);
    double value = rows > 0 ? gw_query_double(query, 0, 0) : (double)NAN;
    gw_query_close(query);
    return value;
}

static void day_text(char out[48], int day)
{
    /* months of 28 days, two years of them and more: any calendar will do */
    snprintf(out, 48, "%04d-%02d-%02d", 2022 + day / 336, 1 + day / 28 % 12, 1 + day % 28);
}

static FILE *begin(const char *name, const char *header)
{
    char path[160];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fprintf(file, "%s\n", header);
    return file;
}

static const double list[PRODUCTS] = {4, 18, 60};
static double price[PRODUCTS][PERIODS];

static void write_prices(gw_rng *rng)
{
    char day[48];
    FILE *products = begin("products.csv", "product_id,name,rung,list,cost");
    FILE *prices = begin("prices.csv", "product_id,region,from,price");
    for (int p = 0; p < PRODUCTS; p++) {
        fprintf(products, "p%d,thing %d,%d,%.2f,%.2f\n", p, p, p + 1, list[p], list[p] / 2);
        for (int t = 0; t < PERIODS; t++) {
            price[p][t] = list[p] * (0.8 + 0.2 * (double)gw_rng_below(rng, 3));
            day_text(day, 30 * t);
            fprintf(prices, "p%d,,%s,%.2f\n", p, day, price[p][t]);
        }
    }
    fclose(products);
    fclose(prices);
}

/* Elasticity 2; more is sold in some periods than in others. */
static void write_orders(gw_rng *rng)
{
    char day[48];
    FILE *orders =
        begin("orders.csv", "order_id,customer_id,ordered_at,product_id,units,list,reference,"
                            "off_ours,off_third_party,paid,goods_cost");
    for (int c = 0; c < PEOPLE; c++)
        for (int k = 0; k < 12; k++) {
            int t = (int)gw_rng_below(rng, PERIODS);
            int p = (int)gw_rng_below(rng, PRODUCTS);
            double asked = price[p][t];
            double units =
                10 * (1 + 0.3 * sin(t)) * pow(asked / list[p], -2) * gw_draw_gamma(rng, 8) / 8;
            double paid = round(100 * asked * units) / 100;
            day_text(day, 30 * t + (int)gw_rng_below(rng, 30));
            fprintf(orders, "o%d-%d,c%d,%s,p%d,%.2f,%.2f,%.2f,0,0,%.2f,%.2f\n", c, k, c, day, p,
                    units, round(100 * list[p] * units) / 100, paid, paid, paid / 2);
        }
    fclose(orders);
}

/* c1 brought c2 to c20; somebody unknown brought c21; c2 brought c1 (a circle, and later). */
static void write_referrals(void)
{
    FILE *file = begin("exchanges.csv", "customer_id,day,kind,other_id,type1_probability,score,"
                                        "scale_min,scale_max,topic");
    for (int c = 2; c <= 20; c++)
        fprintf(file, "c%d,2023-06-%02d,referral,c1,0.8,,,,\n", c, c);
    fprintf(file, "c21,2023-06-21,referral,stranger,0.8,,,,\n");
    fprintf(file, "c1,2023-07-01,referral,c2,0.8,,,,\n");
    fprintf(file, "c3,2023-07-01,referral,c3,0.8,,,,\n");
    for (int c = 0; c < 60; c++)
        fprintf(file, "c%d,2023-08-01,answer,,,%d,0,10,nps\n", c,
                c % 3 == 0   ? 5
                : c % 3 == 1 ? 8
                             : 10);
    fclose(file);
}

/* 200 contracts, each renewed with the same chance of .8 a month. */
static void write_contracts(gw_rng *rng)
{
    char day[48];
    FILE *file = begin("subscriptions.csv", "customer_id,event,at,amount,goods_cost");
    for (int c = 0; c < 200; c++) {
        int start = (int)gw_rng_below(rng, 600);
        for (int k = 0; start + 28 * k <= 713; k++) {
            bool ends = k > 0 && gw_rng_uniform(rng) > 0.8;
            day_text(day, start + 28 * k);
            if (ends)
                fprintf(file, "c%d,end,%s,,\n", c, day);
            else
                fprintf(file, "c%d,%s,%s,12.00,6.00\n", c, k == 0 ? "start" : "renew", day);
            if (ends)
                break;
        }
    }
    fclose(file);
}

static void bring_in(gw_shop *shop, const char *name)
{
    char path[160];
    gw_error err = {0};
    gw_receipt receipt;
    gw_import_options import = {0};
    snprintf(path, sizeof path, "%s/%s", folder, name);
    must(gw_import_file(&receipt, shop, path, &import, &err), &err);
    assert_true(receipt.used > 0);
    assert_int_equal(receipt.set_aside, 0);
}

static void open_shop(gw_shop *shop)
{
    static const char *const files[] = {"products.csv", "prices.csv", "orders.csv", "exchanges.csv",
                                        "subscriptions.csv"};
    char path[160];
    gw_error err = {0};
    gw_rng rng = gw_rng_seeded(5509, 0);
    gw_reckoning reckoning;
    gw_reckon_options options = GW_RECKON_OPTIONS_INIT;
    write_prices(&rng);
    write_orders(&rng);
    write_referrals();
    write_contracts(&rng);
    snprintf(path, sizeof path, "%s/other.gw", folder);
    must(gw_shop_create(shop, context, path, "EUR", "UTC", &err), &err);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        bring_in(shop, files[i]);
    must(gw_setting_say(shop, "normal_cost_to_win", "10", "me", &err), &err);
    must(gw_reckon(&reckoning, context, shop->store, shop->reader, &options, &err), &err);
}

static const gw_ledger_row *row_of(const gw_ledger_page *page, const char *code)
{
    for (size_t i = 0; i < page->n; i++)
        if (strcmp(page->rows[i].line->code, code) == 0)
            return &page->rows[i];
    return NULL;
}

static void prices_tell_the_elasticity(gw_shop *shop)
{
    assert_true(number(shop, "SELECT count(*) FROM demand_estimate WHERE used") == 1);
    double low = number(shop, "SELECT low FROM demand_estimate");
    double high = number(shop, "SELECT high FROM demand_estimate");
    assert_true(low < 2.3 && high > 1.7 && high - low < 1.5);
    assert_true(number(shop, "SELECT cells FROM demand_estimate") == PRODUCTS * PERIODS);
}

/* What the estimate is for: the surplus is modelled, its range reaches from linear to constant. */
static void surplus_is_modelled(gw_shop *shop, const gw_ledger_page *page)
{
    const gw_ledger_row *surplus = row_of(page, "surplus");
    assert_string_equal(surplus->realised_basis, "modelled");
    assert_true(surplus->low < surplus->expected && surplus->expected < surplus->high);
    double e = number(shop, "SELECT elasticity FROM demand_estimate");
    double paid = (double)page->paid_e4 / 10000;
    /* every customer's is rounded to the cent */
    check_close((double)surplus->realised_e4 / 10000, paid * (1 - pow(3, 1 - e)) / (e - 1), 1e-5);
    check_close(gw_price_share(page), 1 / (1 + (1 - pow(3, 1 - e)) / (e - 1)), 1e-5);
}

static void what_cannot_be_is_refused_in_words(gw_shop *shop)
{
    assert_true(number(shop, "SELECT count(*) FROM credit_link") == 19);
    assert_true(
        number(shop, "SELECT count(*) FROM credit_refused WHERE reason LIKE '%not known here'") ==
        1);
    assert_true(number(shop,
                       "SELECT count(*) FROM credit_refused WHERE reason LIKE '%was brought by "
                       "them'") == 1);
    assert_true(
        number(shop, "SELECT count(*) FROM credit_refused WHERE reason LIKE 'nobody brings%'") ==
        1);
}

static void who_brings_people_will_bring_more(gw_shop *shop, const gw_ledger_page *page)
{
    double hers = number(shop, "SELECT discounted_referrals FROM other_score JOIN customer USING "
                               "(customer_no) WHERE customer_id = 'c1'");
    double others =
        number(shop, "SELECT max(discounted_referrals) FROM other_score JOIN customer USING "
                     "(customer_no) WHERE customer_id <> 'c1'");
    assert_true(hers > 5 * others && others > 0);
    assert_true(page->not_yet_here.any && page->not_yet_here.purchases > 0);
}

/* Renewed with .8 each time, so 4 more payments if it went on for ever, about 3.5 within 12 months.
 */
static void contracts_go_on(gw_shop *shop, const gw_ledger_page *page)
{
    double open = number(shop, "SELECT count(*) FROM other_score WHERE contract_stays IS NOT NULL");
    double stays = number(shop, "SELECT avg(contract_stays) FROM other_score");
    const gw_ledger_row *contracts = row_of(page, "subscriptions");
    assert_true(open > 10 && open < 80);
    assert_true(stays > 2.4 && stays < 5);
    /* 200 of 400 began one in 600 days; of the others some will, at the shop's own 6 a payment */
    double begins = number(
        shop, "SELECT sum(c.new_payments) FROM summary s JOIN passed p USING (customer_no) "
              "JOIN cell_score c ON c.x = s.x AND c.t_x = s.last_day - s.first_day AND c.age "
              "= (SELECT max(as_of) FROM reckoning) - DATE '1970-01-01' - s.first_day WHERE "
              "p.contract_payments = 0");
    assert_true(begins > 40 && begins < 200 * stays);
    check_close(contracts->expected, 6 * (stays * open + begins), 1e-6); /* kept to 4 decimals */
    assert_string_equal(contracts->realised_basis, "measured");
    assert_string_equal(contracts->expected_basis, "modelled");
}

static void everybody_is_on_the_map(gw_shop *shop)
{
    gw_error err = {0};
    gw_report report = {0};
    double people = 0;
    must(gw_report_read(&report, shop, &err), &err);
    for (size_t i = 0; i < report.map.n; i++)
        people += report.map.customers[i];
    check_close(people, report.customers, 0);
    assert_string_equal(report.map.refused, "");
    gw_report_free(&report);
}

static void a_simulated_shop(void **state)
{
    (void)state;
    gw_shop shop = {0};
    gw_error err = {0};
    gw_ledger_page page;
    gw_fields fields;
    gw_trend trend;
    gw_questions questions;
    double people = 0;
    open_shop(&shop);
    must(gw_ledger_totals(&page, &shop, GW_VIEW_OWN, &err), &err);
    prices_tell_the_elasticity(&shop);
    surplus_is_modelled(&shop, &page);
    what_cannot_be_is_refused_in_words(&shop);
    who_brings_people_will_bring_more(&shop, &page);
    contracts_go_on(&shop, &page);
    must(gw_fields_read(&fields, &shop, &page, &err), &err);
    assert_true(fields.drawn);
    for (int f = 0; f < GW_FIELDS; f++)
        people += fields.people[f];
    check_close(people, (double)fields.customers, 1e-9);
    everybody_is_on_the_map(&shop);
    must(gw_trend_read(&trend, &shop, NULL, &err), &err);
    assert_true(trend.year.verdict == GW_BOTH_GAIN && trend.year_before.verdict == GW_BOTH_GAIN);
    /* 20 promoters, 20 detractors of 60 */
    must(gw_questions_read(&questions, &shop, &err), &err);
    check_close(questions.nps.value, 0, 0);
    check_close(questions.nps.n, 60, 0);
    /* an own setting is not believed against prices; without the prices it is, and nothing is drawn
     */
    must(gw_setting_say(&shop, "elasticity", "5", "me", &err), &err);
    must(gw_ledger_totals(&page, &shop, GW_VIEW_OWN, &err), &err);
    assert_string_equal(row_of(&page, "surplus")->realised_basis, "modelled");
    must(gw_store_execute(NULL, shop.store, "DELETE FROM demand_estimate", &err), &err);
    must(gw_ledger_totals(&page, &shop, GW_VIEW_OWN, &err), &err);
    must(gw_fields_read(&fields, &shop, &page, &err), &err);
    assert_false(fields.drawn);
    assert_non_null(strstr(fields.words, "Bring in prices"));
    gw_shop_close(&shop);
}

/* Both amounts move together: who is above a threshold for every z is there with chance 1. */
static void chances_of_the_fields(void **state)
{
    (void)state;
    double c[GW_FIELDS];
    gw_field_chances(c, 5, 0, 5, 0);
    check_close(c[GW_STARS], 1, 0);
    gw_field_chances(c, 0, 1, -1, 0);
    check_close(c[GW_VULNERABLE], 0.5, 1e-14);
    check_close(c[GW_LOST_CAUSES], 0.5, 1e-14);
    gw_field_chances(c, -1, 1, 1, 1); /* above for z > 1, and for z > -1 */
    check_close(c[GW_STARS], 0.15865525393145705, 1e-12);
    check_close(c[GW_FREE_RIDERS], 0.6826894921370859, 1e-12);
    check_close(c[GW_VULNERABLE], 0, 0);
    check_close(c[GW_LOST_CAUSES], 0.15865525393145705, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_simulated_shop),
        cmocka_unit_test(chances_of_the_fields),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}

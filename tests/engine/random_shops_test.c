/* What must hold in any shop, in 1,000 random ones: chains, several who brought one customer,
 * circles, refunds, gifts, coupons of ours and of others, contracts, costs. They share one store;
 * who belongs to whom is in the customer's id (s17-c3). */
#include "shop_folder.h"

#include "ledger.h"
#include "reckon.h"
#include "rng.h"
#include "settings.h"

#define SHOPS 1000
#define MOST_PEOPLE 9

/* ---- Random shops --------------------------------------------------------------------------- */

typedef struct writer {
    FILE *exchanges;
    FILE *cash; /* what moved between us and each customer, in cents */
    gw_rng rng;
    int reference_times; /* every reference is this many times as high, by more taken off by us */
} writer;

static int64_t below(writer *w, uint64_t n)
{
    return (int64_t)gw_rng_below(&w->rng, n);
}

static void money(FILE *out, int64_t cents)
{
    fprintf(out, ",%s%lld.%02lld", cents < 0 ? "-" : "", (long long)(llabs(cents) / 100),
            (long long)(llabs(cents) % 100));
}

static void begin_row(writer *w, int shop, int person, int day, const char *kind)
{
    fprintf(w->exchanges, "s%d-c%d,2024-%02d-%02d,%s", shop, person, 1 + day / 28, 1 + day % 28,
            kind);
}

/* An order and, now and then, a part of it given back. Returns the cash that moved. */
static int64_t write_order(writer *w, int shop, int person, int order)
{
    int day = (int)below(w, 300);
    int64_t paid = 1 + below(w, 20000);
    int64_t ours = below(w, 3) == 0 ? below(w, 5000) : 0;
    int64_t third = below(w, 4) == 0 ? below(w, 3000) : 0;
    int64_t goods = below(w, 9000);
    int64_t postage = below(w, 500);
    int64_t cash = 0;
    int parts = below(w, 5) == 0 ? 2 : 1;
    for (int part = 0; part < parts; part++) {
        int64_t reference = (paid + ours + third) * w->reference_times;
        begin_row(w, shop, person, day + 20 * part, part == 0 ? "purchase" : "refund");
        fprintf(w->exchanges, ",s%d-c%d-o%d", shop, person, order);
        money(w->exchanges, reference);
        money(w->exchanges, reference - paid - third);
        money(w->exchanges, third);
        money(w->exchanges, paid);
        money(w->exchanges, goods);
        money(w->exchanges, postage);
        fprintf(w->exchanges, ",,measured,,,,\n");
        cash += paid + third - goods - postage;
        if (part > 0)
            break;
        paid = -below(w, (uint64_t)paid + 1);
        ours = -below(w, (uint64_t)ours + 1);
        third = 0;
        goods = below(w, 2) == 0 ? -below(w, (uint64_t)goods + 1) : 0;
    }
    return cash;
}

/* Something that costs us, and perhaps is worth something to them. */
static int64_t write_kindness(writer *w, int shop, int person)
{
    static const char *const kinds[] = {"gift", "thanks", "repair", "reward", "cost", "contact_in"};
    const char *kind = kinds[below(w, 6)];
    int64_t cost = 100 + below(w, 1000);
    begin_row(w, shop, person, (int)below(w, 330), kind);
    fprintf(w->exchanges, ",,,,,,");
    money(w->exchanges, cost);
    if (below(w, 2) == 0 && strcmp(kind, "cost") != 0)
        money(w->exchanges, below(w, 1500));
    else
        fprintf(w->exchanges, ",");
    fprintf(w->exchanges, ",,,,,%s\n", strcmp(kind, "cost") == 0 ? "acquisition" : "");
    return -cost;
}

static int64_t write_contract(writer *w, int shop, int person)
{
    int64_t cash = 0;
    int months = 1 + (int)below(w, 6);
    for (int month = 0; month < months; month++) {
        int64_t paid = 1200;
        int64_t goods = 600;
        begin_row(w, shop, person, 28 * month,
                  month == 0 ? "subscription_start" : "subscription_renew");
        fprintf(w->exchanges, ",");
        money(w->exchanges, paid * w->reference_times);
        money(w->exchanges, paid * (w->reference_times - 1));
        fprintf(w->exchanges, ",");
        money(w->exchanges, paid);
        money(w->exchanges, goods);
        fprintf(w->exchanges, ",,,measured,,,,\n");
        cash += paid - goods;
    }
    return cash;
}

/* Who brought whom: nobody, one, or two of the shop, themselves and circles included. */
static void write_referrals(writer *w, int shop, int person, int people)
{
    for (int64_t n = below(w, 3); n > 0; n--) {
        begin_row(w, shop, person, 300 + (int)below(w, 30), "referral");
        fprintf(w->exchanges, ",,,,,,,,,,,s%d-c%lld,%.2f,\n", shop,
                (long long)below(w, (uint64_t)people), (double)below(w, 101) / 100);
    }
}

static void write_shop(writer *w, int shop)
{
    int people = 1 + (int)below(w, MOST_PEOPLE);
    for (int person = 0; person < people; person++) {
        int64_t cash = 0;
        int orders = 1 + (int)below(w, 4);
        for (int order = 0; order < orders; order++)
            cash += write_order(w, shop, person, order);
        for (int64_t n = below(w, 4); n > 0; n--)
            cash += write_kindness(w, shop, person);
        if (below(w, 6) == 0)
            cash += write_contract(w, shop, person);
        write_referrals(w, shop, person, people);
        fprintf(w->cash, "s%d-c%d,%lld\n", shop, person, (long long)cash);
    }
}

static void write_files(const char *exchanges, const char *cash, int reference_times)
{
    writer w = {.exchanges = fopen(exchanges, "w"),
                .cash = fopen(cash, "w"),
                .rng = gw_rng_seeded(5508, 0),
                .reference_times = reference_times};
    assert_non_null(w.exchanges);
    assert_non_null(w.cash);
    fprintf(w.exchanges, "customer_id,day,kind,order_id,reference,off_ours,off_third_party,paid,"
                         "cost_of_goods,cost_to_us,worth_to_them,reference_basis,minutes_ours,"
                         "other_id,type1_probability,topic\n");
    fprintf(w.cash, "customer_id,cents\n");
    for (int shop = 0; shop < SHOPS; shop++)
        write_shop(&w, shop);
    assert_int_equal(fclose(w.exchanges), 0);
    assert_int_equal(fclose(w.cash), 0);
}

/* ---- One store of them ---------------------------------------------------------------------- */

static void say(gw_shop *shop, const char *key, const char *value)
{
    gw_error err = {0};
    must(gw_setting_say(shop, key, value, "the test", &err), &err);
}

static void reckon(gw_shop *shop)
{
    gw_error err = {0};
    gw_reckoning reckoning;
    gw_reckon_options options = GW_RECKON_OPTIONS_INIT;
    /* any forecast will do, if it is the same in both stores */
    run(shop,
        "CREATE TABLE given_score AS SELECT customer_no, 0.5 AS p_alive, "
        "(length(customer_id) * 7 + ascii(right(customer_id, 1))) % 13 / 3.0 AS "
        "discounted_occasions, 0.1::DOUBLE AS discounted_low, 5.0::DOUBLE AS discounted_high, "
        "0.7::DOUBLE AS discounted_years_alive, 33.37::DOUBLE AS reference_per_occasion, "
        "1.11::DOUBLE AS off_ours_per_occasion, 0.0::DOUBLE AS off_third_party_per_occasion, "
        "17.0::DOUBLE AS cost_of_goods_per_occasion, 0.1::DOUBLE AS late_days_per_occasion, "
        "0.2::DOUBLE AS minutes_theirs_per_occasion, "
        "ascii(right(customer_id, 1)) % 7 / 9.0 AS discounted_referrals FROM customer");
    options.as_of = 20088; /* 2024-12-31 */
    options.given_score = "given_score";
    must(gw_reckon(&reckoning, context, shop->store, shop->reader, &options, &err), &err);
}

static void open_shops(gw_shop *shop, const char *name, int reference_times)
{
    char path[160];
    char exchanges[160];
    char cash[160];
    char sql[512];
    gw_error err = {0};
    gw_receipt receipt;
    gw_import_options import = {0};
    snprintf(path, sizeof path, "%s/%s.gw", folder, name);
    snprintf(exchanges, sizeof exchanges, "%s/%s.csv", folder, name);
    snprintf(cash, sizeof cash, "%s/%s-cash.csv", folder, name);
    write_files(exchanges, cash, reference_times);
    must(gw_shop_create(shop, context, path, "EUR", "UTC", &err), &err);
    say(shop, "elasticity", "1.8");
    say(shop, "value_of_referred", "41.37");
    say(shop, "normal_cost_to_win", "12.35");
    say(shop, "referral_pass_on", "0.37");
    must(gw_import_file(&receipt, shop, exchanges, &import, &err), &err);
    assert_int_equal(receipt.set_aside, 0);
    reckon(shop);
    for (int view = 0; view < 2; view++) {
        char file[160];
        snprintf(file, sizeof file, "%s/%s-%d.csv", folder, name, view);
        must(gw_ledger_export(shop, (gw_view)view, file, 0, &err), &err);
        snprintf(sql, sizeof sql,
                 "CREATE TABLE %s AS SELECT *, split_part(customer_id, '-', 1) AS shop, "
                 "(amount * 10000)::BIGINT AS e4 FROM read_csv('%s', types = {'amount': "
                 "'DECIMAL(18,4)'}) WHERE amount IS NOT NULL",
                 view == 0 ? "own" : "credit", file);
        run(shop, sql);
    }
    snprintf(sql, sizeof sql, "CREATE TABLE cash AS FROM read_csv('%s')", cash);
    run(shop, sql);
}

/* ---- What must hold ------------------------------------------------------------------------- */

static void realised_to_us_is_the_cash_that_moved(gw_shop *shop)
{
    assert_true(ask(shop, "SELECT count(*) FROM cash") > 4 * SHOPS);
    assert_int_equal(
        ask(shop,
            "SELECT count(*) FROM cash c LEFT JOIN (SELECT customer_id, sum(e4)::BIGINT AS e4 "
            "FROM own WHERE side = 'to_us' AND tense = 'realised' GROUP BY customer_id) AS l "
            "USING (customer_id) WHERE l.e4 IS DISTINCT FROM c.cents * 100"),
        0);
}

static void credit_only_moves(gw_shop *shop)
{
    /* a family has enough links for this to say something, and some were refused */
    assert_true(ask(shop, "SELECT count(*) FROM credit_link") > 2 * SHOPS);
    assert_true(ask(shop, "SELECT count(*) FROM credit_refused WHERE reason LIKE '%by them'") > 20);
    assert_true(ask(shop, "SELECT count(*) FROM credit_refused WHERE reason LIKE 'nobody%'") > 20);
    assert_true(ask(shop, "SELECT count(*) FROM credit WHERE line = 'referrals' AND e4 <> 0") >
                SHOPS);
    assert_int_equal(ask(shop,
                         "SELECT count(*) FROM (SELECT shop FROM credit WHERE line = "
                         "'referrals' AND tense = 'realised' GROUP BY shop HAVING sum(e4) <> 0)"),
                     0);
    assert_int_equal(ask(shop, "SELECT sum(e4)::BIGINT FROM credit WHERE line = 'referrals' AND "
                               "tense = 'expected'"),
                     0);
    /* realised lines are whole cents */
    assert_int_equal(ask(shop,
                         "SELECT count(*) FROM credit WHERE tense = 'realised' AND unit = 'EUR' "
                         "AND e4 % 100 <> 0"),
                     0);
    assert_int_equal(ask(shop,
                         "SELECT count(*) FROM (SELECT tense, side, sum(e4) AS total FROM own "
                         "WHERE unit = 'EUR' GROUP BY ALL) AS o JOIN (SELECT tense, side, "
                         "sum(e4) AS total FROM credit WHERE unit = 'EUR' GROUP BY ALL) AS c "
                         "USING (tense, side) WHERE o.total <> c.total"),
                     0);
}

/* surplus + savings in the price = CS(paid), CS = (1 - 3^-.8) / .8 of what is paid. */
static void price_lines_are_the_surplus_at_the_price_paid(gw_shop *shop)
{
    assert_int_equal(
        ask(shop,
            "SELECT count(*) FROM (SELECT customer_id, sum(e4) AS e4 FROM own WHERE line IN "
            "('surplus', 'savings') AND tense = 'realised' GROUP BY customer_id) AS l JOIN (SELECT "
            "c.customer_id, sum(coalesce(paid, 0) * (1 - power(3, -0.8)) / 0.8 + "
            "coalesce(worth_to_them, 0)) AS wanted FROM exchange e JOIN customer c USING "
            "(customer_no) GROUP BY c.customer_id) AS w USING (customer_id) "
            "WHERE abs(l.e4 / 10000 - w.wanted) > 0.0101"),
        0);
}

static void what_must_hold_holds(void **state)
{
    (void)state;
    gw_shop shop = {0};
    open_shops(&shop, "shops", 1);
    realised_to_us_is_the_cash_that_moved(&shop);
    credit_only_moves(&shop);
    price_lines_are_the_surplus_at_the_price_paid(&shop);
    gw_shop_close(&shop);
}

/* A reference twice as high, the rest taken off by us: lines move, no total does. */
static void a_higher_reference_changes_no_total(void **state)
{
    (void)state;
    gw_shop shop = {0};
    char sql[640];
    open_shops(&shop, "doubled", 2);
    realised_to_us_is_the_cash_that_moved(&shop);
    snprintf(
        sql, sizeof sql,
        "CREATE TABLE before AS SELECT *, (amount * 10000)::BIGINT AS e4 FROM "
        "read_csv('%s/shops-1.csv', types = {'amount': 'DECIMAL(18,4)'}) WHERE amount IS NOT NULL",
        folder);
    run(&shop, sql);
    assert_true(ask(&shop,
                    "SELECT count(*) FROM before b JOIN credit c USING (customer_id, line, tense) "
                    "WHERE b.e4 <> c.e4") > SHOPS);
    assert_int_equal(
        ask(&shop,
            "SELECT count(*) FROM (SELECT customer_id, side, tense, sum(e4) AS total FROM before "
            "WHERE unit = 'EUR' GROUP BY ALL) AS b FULL JOIN (SELECT customer_id, side, tense, "
            "sum(e4) AS total FROM credit WHERE unit = 'EUR' GROUP BY ALL) AS c USING "
            "(customer_id, side, tense) WHERE b.total IS DISTINCT FROM c.total"),
        0);
    gw_shop_close(&shop);
}

static void check_same_files(const char *left, const char *right)
{
    char command[384];
    snprintf(command, sizeof command, "cmp '%s/%s' '%s/%s'", folder, left, folder, right);
    assert_int_equal(system(command), 0);
}

static int64_t people_in(gw_shop *shop, const char *csv)
{
    char sql[160];
    snprintf(sql, sizeof sql, "SELECT count(DISTINCT customer_id) FROM read_csv('%s')", csv);
    return ask(shop, sql);
}

/* Read 700 people at a time: families are torn apart, and every file comes to the same bytes. */
static void a_ledger_in_parts_is_the_same_file(void **state)
{
    (void)state;
    static const char *const ends[] = {"csv", "json", "parquet"};
    gw_shop shop = {0};
    gw_error err = {0};
    char path[2][64];
    char name[2][32];
    snprintf(path[0], sizeof path[0], "%s/shops.gw", folder);
    must(gw_shop_open(&shop, context, path[0], false, &err), &err);
    assert_true(ask(&shop, "SELECT count(*) FROM customer") > 4000);
    for (gw_view view = GW_VIEW_OWN; view <= GW_VIEW_RISK; view++)
        for (size_t limit = 0; limit <= 2500; limit += 2500) {
            for (size_t k = 0; k < 2; k++) {
                shop.at_once = 700 * k;
                snprintf(name[k], sizeof name[k], "%zu.%s", k, ends[view]);
                snprintf(path[k], sizeof path[k], "%s/%s", folder, name[k]);
                must(gw_ledger_export(&shop, view, path[k], limit, &err), &err);
            }
            check_same_files(name[0], name[1]);
            if (limit > 0 && view == GW_VIEW_OWN)
                assert_int_equal(people_in(&shop, path[0]), limit);
        }
    assert_int_equal(ask(&shop, "SELECT count(*) FROM duckdb_tables() WHERE temporary"), 0);
    gw_shop_close(&shop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_must_hold_holds),
        cmocka_unit_test(a_higher_reference_changes_no_total),
        cmocka_unit_test(a_ledger_in_parts_is_the_same_file),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}

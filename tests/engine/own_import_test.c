/* goodwill's own kinds of files: what each row means, and what is set aside with which words. */
#include "shop_folder.h"

#include "ledger.h"
#include "own_kinds.h"
#include "people.h"
#include "privacy.h"
#include "sql.h"

#define EXAMPLES GW_SOURCE_DIR "/examples/kinds/"

static gw_receipt take(gw_shop *shop, const char *path)
{
    gw_receipt r;
    gw_error err = {0};
    gw_import_options options = {0};
    gw_status status = gw_import_file(&r, shop, path, &options, &err);
    if (status != GW_OK)
        print_error("%s: %s\n", path, err.message);
    assert_int_equal(status, GW_OK);
    assert_int_equal(r.rows_in, r.used + r.known + r.set_aside);
    return r;
}

static gw_receipt take_text(gw_shop *shop, const char *text)
{
    return take(shop, write_file("text.csv", text));
}

/* Every example, in the order of the list. */
static void make_examples(gw_shop *shop)
{
    gw_error err = {0};
    must(gw_shop_create(shop, context, path_of("made.gw"), "EUR", "Europe/Berlin", &err), &err);
    for (size_t k = 0; gw_own_kind_at(k) != NULL; k++) {
        char path[256];
        snprintf(path, sizeof path, EXAMPLES "%s.csv", gw_own_kind_at(k)->name);
        gw_receipt r = take(shop, path);
        assert_string_equal(r.kind, gw_own_kind_at(k)->name);
        assert_int_equal(r.used, r.rows_in);
        assert_true(r.rows_in > 0);
    }
}

/* A copy of them: made once. */
static void open_examples(gw_shop *shop, const char *name)
{
    char command[640];
    char made[256];
    gw_error err = {0};
    snprintf(made, sizeof made, "%s", path_of("made.gw"));
    if (access(made, F_OK) != 0) {
        make_examples(shop);
        gw_shop_close(shop);
    }
    snprintf(command, sizeof command, "cp '%s' '%s'", made, path_of(name));
    assert_int_equal(system(command), 0);
    *shop = (gw_shop){0};
    assert_int_equal(gw_shop_open(shop, context, path_of(name), true, &err), GW_OK);
}

/* Cents of the exchanges of a condition. */
static int64_t cents(gw_shop *shop, const char *column, const char *condition)
{
    char sql[512];
    snprintf(sql, sizeof sql,
             "SELECT CAST(coalesce(sum(%s), 0) * 100 AS BIGINT) FROM exchange_used JOIN customer "
             "USING (customer_no) WHERE %s",
             column, condition);
    return ask(shop, sql);
}

static int64_t rows(gw_shop *shop, const char *condition)
{
    char sql[512];
    snprintf(sql, sizeof sql,
             "SELECT count(*) FROM exchange_used JOIN customer USING (customer_no) WHERE %s",
             condition);
    return ask(shop, sql);
}

/* ---- What rows mean ------------------------------------------------------------------------- */

static void every_kind_has_an_example_that_is_used(void **state)
{
    (void)state;
    gw_shop shop;
    open_examples(&shop, "examples.gw");
    assert_int_equal(ask(&shop, "SELECT count(*) FROM reject"), 0);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM customer"), 4);
    /* each kind that files can make was made */
    assert_int_equal(
        ask(&shop, "SELECT count(DISTINCT kind) FROM exchange_used WHERE kind IN ('purchase', "
                   "'refund', 'subscription_start', 'subscription_renew', 'subscription_end', "
                   "'referral', 'review', 'answer', 'advice', 'comparison', 'brand_words', "
                   "'request', 'delivery', 'gift', 'thanks', 'incident', 'repair', 'contact_in', "
                   "'message', 'reply', 'change', 'cost', 'note', 'discount', 'correction')"),
        25);
    /* again: all is known, nothing is kept */
    int64_t before = ask(&shop, "SELECT count(*) FROM exchange");
    for (size_t k = 0; gw_own_kind_at(k) != NULL; k++) {
        char path[256];
        snprintf(path, sizeof path, EXAMPLES "%s.csv", gw_own_kind_at(k)->name);
        assert_true(take(&shop, path).known_file);
    }
    assert_int_equal(ask(&shop, "SELECT count(*) FROM exchange"), before);
    gw_shop_close(&shop);
}

static void rows_are_known_again_in_another_file(void **state)
{
    (void)state;
    gw_shop shop;
    gw_error err = {0};
    open_examples(&shop, "again.gw");
    int64_t before = ask(&shop, "SELECT count(*) FROM exchange");
    for (size_t k = 0; gw_own_kind_at(k) != NULL; k++) {
        char sql[512];
        snprintf(sql, sizeof sql,
                 "COPY (FROM read_csv('" EXAMPLES "%s.csv', all_varchar = true)) TO '%s' "
                 "(FORMAT json)",
                 gw_own_kind_at(k)->name, path_of("again.jsonl"));
        run(&shop, sql);
        gw_receipt r = take(&shop, path_of("again.jsonl"));
        assert_string_equal(r.kind, gw_own_kind_at(k)->name);
        if (r.known != r.rows_in)
            print_error("%s: %lld of %lld known\n", r.kind, (long long)r.known,
                        (long long)r.rows_in);
        assert_int_equal(r.known, r.rows_in);
    }
    assert_int_equal(ask(&shop, "SELECT count(*) FROM exchange"), before);
    /* a table's batch is withdrawn and restored like any other */
    assert_int_equal(ask(&shop, "SELECT count(*) FROM product_used"), 2);
    assert_int_equal(gw_import_withdraw(&shop, 2, true, &err), GW_OK);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM product_used"), 0);
    assert_int_equal(gw_import_withdraw(&shop, 2, false, &err), GW_OK);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM product_used"), 2);
    gw_shop_close(&shop);
}

static void the_money_of_orders(void **state)
{
    (void)state;
    gw_shop shop;
    open_examples(&shop, "money.gw");
    assert_int_equal(cents(&shop, "paid", "kind = 'purchase'"), 3500 + 1530 + 2000 + 1800 + 2000);
    assert_int_equal(rows(&shop, "kind = 'purchase' AND reference <> paid + off_ours + "
                                 "off_third_party"),
                     0);
    /* goods: the file's, or units x the product's */
    assert_int_equal(cents(&shop, "cost_of_goods", "order_id = 'o3'"), 990);
    /* reference: from the prices of the customer's region */
    assert_int_equal(cents(&shop, "reference", "order_id = 'o2'"), 2000);
    /* ben is in the north: 4.00 until 02-11; a price of the last 30 days counts until 03-13 */
    take_text(&shop, "order_id,customer_id,ordered_at,product_id,units,list,paid\n"
                     "p1,ben,2025-03-13,bean,2,,7\np2,ben,2025-03-16,bean,2,,7\n"
                     "p3,ben,2025-03-16,seed,2,9,7\np4,ben,2025-03-16,seed,2,,7\n"
                     "p5,ben,2025-03-16,bean,2,,11\n");
    assert_int_equal(cents(&shop, "reference", "order_id = 'p1'"), 800);
    assert_int_equal(cents(&shop, "off_ours", "order_id = 'p1'"), 100);
    assert_int_equal(cents(&shop, "reference", "order_id = 'p2'"), 880);
    assert_int_equal(cents(&shop, "reference", "order_id = 'p3' AND reference_basis = 'assumed'"),
                     900);
    assert_int_equal(cents(&shop, "reference", "order_id = 'p4' AND reference_basis = 'measured'"),
                     700);
    assert_int_equal(cents(&shop, "reference", "order_id = 'p5'"), 1100);
    /* the store's own currency may be said */
    gw_receipt r = take_text(&shop, "order_id,customer_id,ordered_at,product_id,paid,currency\n"
                                    "p6,ben,2025-03-16,bean,7,eur\np7,ben,2025-03-16,bean,7,\n");
    assert_int_equal(r.used, 2);
    gw_shop_close(&shop);
}

static void a_refund_takes_its_part_back(void **state)
{
    (void)state;
    gw_shop shop;
    new_shop(&shop, "EUR", "Europe/Berlin");
    take_text(&shop, "order_id,customer_id,ordered_at,product_id,reference,off_ours,"
                     "off_third_party,paid,goods_cost\n"
                     "1,7,2025-01-01,a,10.01,3.33,0,6.68,5\n1,7,2025-01-01,b,10,0,2,8,4\n");
    gw_receipt r = take_text(&shop, "order_id,refunded_at,product_id,amount,goods_back\n"
                                    "1,2025-01-05,a,3.34,no\n1,2025-01-06,a,3.34,yes\n"
                                    "1,2025-01-07,b,4,\n1,2025-01-08,,4,\n1,2025-01-09,,0.01,\n");
    assert_int_equal(r.used, 4);
    assert_int_equal(r.set_aside, 1);
    assert_string_equal(r.reason[0].reason, "more is given back than was paid");
    /* nothing of the order is left but what was kept of the goods */
    assert_int_equal(cents(&shop, "paid", "TRUE"), 0);
    assert_int_equal(cents(&shop, "cost_of_goods", "product_id = 'a'"), 500 - 250);
    assert_int_equal(rows(&shop, "reference <> paid + off_ours + off_third_party"), 0);
    /* every amount is whole cents */
    assert_int_equal(rows(&shop, "off_ours * 100 <> round(off_ours * 100) OR "
                                 "reference * 100 <> round(reference * 100)"),
                     0);
    gw_shop_close(&shop);
}

static void one_row_may_be_two_exchanges(void **state)
{
    (void)state;
    gw_shop shop;
    open_examples(&shop, "two.gw");
    assert_int_equal(rows(&shop, "kind = 'contact_in'"), 2);
    assert_int_equal(rows(&shop, "kind = 'reply' AND answers_id = 'k1' AND customer_id = 'anna'"),
                     1);
    assert_int_equal(rows(&shop, "kind = 'change' AND answers_id = 'r1' AND customer_id = 'ben' "
                                 "AND topic = 'smaller bags'"),
                     1);
    /* an answer that comes later is a new exchange; the question is not kept again */
    gw_receipt r = take_text(&shop, "contact_id,customer_id,at,order_id,minutes_ours,"
                                    "minutes_theirs,answered_at\n"
                                    "k2,ben,2025-02-20,,5,7,2025-02-24\n");
    assert_int_equal(r.used, 1);
    assert_int_equal(rows(&shop, "kind = 'contact_in'"), 2);
    assert_int_equal(rows(&shop, "kind = 'reply' AND answers_id = 'k2'"), 1);
    /* so is a delivery that was only promised */
    r = take_text(&shop, "order_id,promised_on,delivered_on\no3,2025-03-08,2025-03-10\n");
    assert_int_equal(r.used, 1);
    assert_int_equal(rows(&shop, "kind = 'delivery' AND order_id = 'o3' AND days_late = 2"), 1);
    gw_shop_close(&shop);
}

static void costs_are_shared_to_the_cent(void **state)
{
    (void)state;
    gw_shop shop;
    new_shop(&shop, "EUR", "Europe/Berlin");
    take_text(&shop, "customer_id,joined_on,channel\n1,2025-01-01,ads\n2,2025-01-31,ads\n"
                     "3,2025-01-15,ads\n4,2025-02-01,ads\n5,2025-01-15,fair\n6,2025-01-15,\n");
    gw_receipt r = take_text(&shop, "channel,month,amount\nads,2025-01,100.0001\n"
                                    "ads,2025-02-17,7\nfair,2025-03,3\nads,2025-13,1\n");
    assert_int_equal(r.used, 3);
    assert_int_equal(r.set_aside, 1);
#define WON                                                                                        \
    "SELECT CAST(sum(cost_to_us) * 10000 AS BIGINT) FROM exchange_used WHERE kind = 'cost' AND "   \
    "topic = 'acquisition'"
    assert_int_equal(ask(&shop, WON), 1070001);
    assert_int_equal(cents(&shop, "cost_to_us", "customer_id = '2'"), 3333);
    assert_int_equal(cents(&shop, "cost_to_us", "customer_id = '3'"), 3333);
    assert_int_equal(cents(&shop, "cost_to_us", "customer_id = '4'"), 700);
    assert_true(r.is_spend);
    assert_int_equal(r.spend.shared_e4, 1070001);
    assert_int_equal(r.spend.customers, 4);
    assert_int_equal(r.spend.left_e4, 30000);
    assert_string_equal(r.spend.of[0].channel, "fair");
    assert_string_equal(r.spend.of[0].month, "2025-03");
    /* who came later, shares; who bought and never said when they joined, came then */
    take_text(&shop, "customer_id,joined_on,channel\n7,2025-01-20,ads\n8,,fair\n");
    take_text(&shop, "order_id,customer_id,ordered_at,product_id,paid\no8,8,2025-03-02,,9\n");
    assert_int_equal(ask(&shop, WON), 1100001);
    assert_int_equal(cents(&shop, "cost_to_us", "customer_id = '3'"), 2500);
    assert_int_equal(cents(&shop, "cost_to_us", "customer_id = '8'"), 300);
    /* one person is won once; forgetting somebody leaves the sum */
    int64_t merge = 0;
    char pseudonym[GW_PSEUDONYM_SIZE];
    gw_error err = {0};
    assert_int_equal(gw_people_merge(&merge, &shop, "7", "3", &err), GW_OK);
    assert_int_equal(gw_person_erase(pseudonym, &shop, "2", &err), GW_OK);
    assert_int_equal(ask(&shop, WON), 1100001);
    r = take_text(&shop, "channel,day,spend\nads,2025-01-02,0.03\n");
    assert_int_equal(ask(&shop, WON), 1100301);
    assert_int_equal(cents(&shop, "cost_to_us", "customer_id = '3'"), 3333 + 1);
    assert_int_equal(gw_import_withdraw(&shop, r.batch, true, &err), GW_OK);
    assert_int_equal(ask(&shop, WON), 1100001);
    gw_shop_close(&shop);
}

/* One person writes their address in many ways: every way in knows them. */
static void an_address_is_one_however_it_is_written(void **state)
{
    (void)state;
    gw_shop shop;
    gw_ledger_page page;
    gw_error err = {0};
    new_shop(&shop, "EUR", "Europe/Berlin");
    take_text(&shop, "customer_id,joined_on\nAda@Example.com,2025-01-01\n");
    take_text(
        &shop,
        "order_id,customer_id,ordered_at,product_id,paid\no1,ada@example.COM,2025-03-02,,9\n");
    take_text(&shop,
              "customer_id,kind,day,paid,reference\nADA@example.com,purchase,2025-03-03,5,5\n");
    take_text(&shop,
              "{\"type\":\"track\",\"messageId\":\"m\",\"userId\":\"Ada@example.com\","
              "\"timestamp\":\"2025-04-01T10:00:00Z\",\"event\":\"Order Completed\","
              "\"properties\":{\"order_id\":\"e1\",\"subtotal\":38.00,\"currency\":\"EUR\"}}\n");
    assert_int_equal(ask(&shop, "SELECT count(*) FROM customer"), 1);
    assert_int_equal(rows(&shop, "kind = 'purchase' AND customer_id = 'ada@example.com'"), 3);
    (void)gw_ledger_customer(&page, &shop, GW_VIEW_OWN, "ADA@EXAMPLE.COM", &err);
    assert_null(strstr(err.message, "no customer"));
    gw_shop_close(&shop);
}

static void events_stand_for_the_same_kinds(void **state)
{
    (void)state;
    gw_shop shop;
    new_shop(&shop, "EUR", "Europe/Berlin");
    gw_receipt r = take(&shop, EXAMPLES "events.jsonl");
    assert_string_equal(r.kind, "events");
    assert_int_equal(r.used, 16);
    int64_t told = 0;
    for (size_t i = 0; i < r.parts; i++)
        told += r.part[i].rows;
    assert_int_equal(told, r.used);
    assert_string_equal(r.part[0].what, "purchase");
    assert_int_equal(r.part[0].amount_e4, 420000);
    assert_int_equal(cents(&shop, "paid", "kind = 'purchase'"), 4200);
    assert_int_equal(cents(&shop, "reference", "kind = 'purchase'"), 4400);
    assert_int_equal(cents(&shop, "paid", "kind = 'refund'"), -1200);
    assert_int_equal(rows(&shop, "kind = 'delivery' AND days_late = 2"), 1);
    assert_int_equal(rows(&shop, "kind = 'answer' AND score = 8 AND scale_max = 10"), 1);
    assert_int_equal(rows(&shop, "kind = 'referral' AND customer_id = 'fee' AND other_id = 'emil'"),
                     1);
    assert_int_equal(rows(&shop, "kind = 'reward' AND worth_to_them = 10"), 1);
    /* 10:00 UTC is the same day in Berlin; 23:30 is the next */
    r = take(
        &shop,
        write_file("more.jsonl",
                   "{\"event\":\"Survey Answered\",\"userId\":\"emil\",\"timestamp\":"
                   "\"2025-06-01T23:30:00Z\",\"properties\":{\"kind\":\"csat\",\"score\":4}}\n"
                   "{\"event\":\"Product Viewed\",\"userId\":\"emil\",\"timestamp\":"
                   "\"2025-06-01T23:30:00Z\",\"properties\":{}}\n"
                   "{\"event\":\"Order Completed\",\"userId\":\"emil\",\"timestamp\":"
                   "\"2025-06-01T23:30:00Z\",\"properties\":{\"order_id\":\"e2\",\"total\":9,"
                   "\"currency\":\"USD\"}}\n"
                   "{\"event\":\"Survey Answered\",\"userId\":\"emil\",\"timestamp\":"
                   "\"2025-06-01T23:30:00Z\",\"properties\":{\"kind\":\"csat\",\"score\":6}}\n"));
    assert_int_equal(r.rows_in, 4);
    assert_int_equal(r.used, 1);
    assert_int_equal(r.reasons, 3);
    assert_int_equal(rows(&shop, "kind = 'answer' AND topic = 'csat' AND day = DATE '2025-06-02'"),
                     1);
    /* the same call again is known */
    assert_int_equal(take(&shop, path_of("more.jsonl")).known, 1);
    /* CloudEvents */
    r = take(&shop, write_file("cloud.jsonl",
                               "{\"specversion\":\"1.0\",\"id\":\"c1\",\"source\":\"/shop\","
                               "\"type\":\"Need Stated\",\"subject\":\"emil\",\"time\":"
                               "\"2025-06-03T10:00:00Z\",\"data\":{\"need_id\":\"n7\","
                               "\"description\":\"longer hours\"}}\n"));
    assert_int_equal(r.used, 1);
    assert_int_equal(rows(&shop, "kind = 'request' AND message_id = 'n7'"), 1);
    gw_shop_close(&shop);
}

static void what_belongs_to_no_order_names_its_customer(void **state)
{
    (void)state;
    gw_shop shop;
    open_examples(&shop, "no_order.gw");
    take_text(&shop, "order_id,refunded_at,product_id,amount,customer_id\n,2025-04-01,,5,anna\n"
                     ",2025-04-01,,6,ben\n");
    assert_int_equal(rows(&shop, "kind = 'refund' AND order_id IS NULL AND paid = -5 AND reference "
                                 "= -5 AND customer_id = 'anna'"),
                     1);
    take_text(&shop, "order_id,kind,known_at,customer_id\n,rude,2025-04-01,anna\n"
                     ",rude,2025-04-01,ben\n");
    assert_int_equal(rows(&shop, "kind = 'incident' AND topic = 'rude'"), 2);
    gw_shop_close(&shop);
}

static void purchases_are_counted_by_order(void **state)
{
    (void)state;
    gw_shop shop;
    gw_strbuf sql = GW_STRBUF_INIT(context);
    const gw_sql_slot slots[] = {{"as_of", "DATE '2026-01-01'"}, {"who", "TRUE"}};
    open_examples(&shop, "flow.gw");
    take_text(&shop,
              "customer_id,kind,day,paid,reference,order_id\nanna,purchase,2025-05-01,5,5,w\n"
              "anna,purchase,2025-05-02,5,5,\n");
    gw_strbuf_puts(&sql, "CREATE TABLE flowed AS ");
    assert_int_equal(gw_sql_fill(&sql, "flow", slots, 2, NULL), GW_OK);
    run(&shop, gw_strbuf_text(&sql));
    /* o1 of two products, o4, and two whole ones */
    assert_int_equal(ask(&shop, "SELECT purchases FROM flowed JOIN customer USING (customer_no) "
                                "WHERE customer_id = 'anna'"),
                     4);
    assert_int_equal(ask(&shop, "SELECT discounted_purchases FROM flowed JOIN customer USING "
                                "(customer_no) WHERE customer_id = 'anna'"),
                     1);
    gw_strbuf_free(&sql);
    gw_shop_close(&shop);
}

/* ---- What is set aside ---------------------------------------------------------------------- */

/* Each is one row, imported into the examples, and one reason. */
static const struct {
    const char *text;
    const char *reason;
} wrong[] = {
    {"customer_id,joined_on\n,2025-01-01\n", "no customer_id"},
    {"customer_id,joined_on\nx,soon\n", "joined_on is no day"},
    {"customer_id,joined_on\nx,1025-01-01\n", "joined_on is before 1900 or after 2199"},
    {"product_id,name,list\np,Pea,0\n", "the product has no price"},
    {"product_id,name,list\np,Pea,\n", "no list"},
    {"product_id,region,from,price\np,,2025-01-01,0\n", "the product has no price"},
    {"campaign,from,until\nx,2025-02-01,2025-01-01\n", "it ends before it begins"},
    {"order_id,customer_id,ordered_at,product_id,paid\nz,anna,2025-02-30,a,1\n",
     "ordered_at is no day"},
    {"order_id,customer_id,ordered_at,product_id,paid\nz,anna,2025-02-28,a,-1\n",
     "paid is below 0"},
    {"order_id,customer_id,ordered_at,product_id,paid\nz,anna,2025-02-28,a,ten\n",
     "paid is no amount"},
    {"order_id,customer_id,ordered_at,product_id,paid,units\nz,anna,2025-02-28,a,1,nan\n",
     "units is no number"},
    {"order_id,customer_id,ordered_at,product_id,paid\no2,ben,2025-01-20,bean,21\n",
     "known already, and says otherwise here: withdraw import 8 to bring it anew"},
    {"customer_id,event,at,amount\ncleo,renew,2025-02-01,5\n", "there is no subscription yet"},
    {"customer_id,event,at,amount\ncleo,pause,2025-02-01,5\n",
     "event is none of start, renew, end"},
    {"customer_id,event,at,amount\ncleo,start,2025-02-01,\n", "no amount"},
    {"order_id,refunded_at,product_id,amount\no9,2025-02-01,bean,1\n", "there is no such order"},
    {"order_id,refunded_at,product_id,amount\no2,2025-02-01,spade,1\n",
     "the product is not in that order"},
    {"order_id,refunded_at,product_id,amount\no2,2025-01-01,bean,1\n",
     "given back before it was bought"},
    {"order_id,refunded_at,product_id,amount\no2,2025-02-01,bean,20.01\n",
     "more is given back than was paid"},
    {"order_id,refunded_at,product_id,amount\no1,2025-02-01,spade,1\n",
     "more is given back than was paid"},
    {"order_id,refunded_at,product_id,amount,goods_back\no2,2025-02-01,bean,1,maybe\n",
     "goods_back is neither yes nor no"},
    {"order_id,promised_on,delivered_on\no2,2025-01-23,2025-01-19\n",
     "delivered before it was ordered"},
    {"order_id,promised_on,delivered_on\no2,2025-01-19,2025-01-23\n",
     "promised for a day before the order"},
    {"order_id,promised_on,delivered_on\no9,2025-01-19,2025-01-23\n", "there is no such order"},
    {"contact_id,customer_id,at,minutes_ours,minutes_theirs,answered_at\n"
     "k9,anna,2025-02-02,1,1,2025-02-01\n",
     "answered before it was asked"},
    {"contact_id,customer_id,at,minutes_ours,minutes_theirs\nk9,anna,2025-02-02,-1,1\n",
     "minutes_ours is below 0"},
    {"order_id,kind,known_at\no2,broken,2025-01-01\n", "known before the order"},
    {"order_id,at,cost,worth\no9,2025-02-01,1,1\n", "there is no such order"},
    {"order_id,at,cost,worth\no2,2025-01-01,1,1\n", "repaired before the order"},
    {"customer_id,at,question,score\nanna,2025-02-01,nps,11\n", "the answer is outside its scale"},
    {"customer_id,at,question,score\nanna,2025-02-01,csat,0\n", "the answer is outside its scale"},
    {"customer_id,at,question,score\nanna,2025-02-01,mood,3\n", "the question has no scale"},
    {"customer_id,at,question,score,scale_min,scale_max\nanna,2025-02-01,mood,3,5,1\n",
     "the scale ends before it begins"},
    {"customer_id,at,question,score\nanna,2025-02-01,nps,inf\n", "score is no number"},
    {"request_id,done_at,told_at\nr9,2025-02-01,\n", "there is no such request"},
    {"request_id,done_at,told_at\nr2,2025-02-01,\n", "done before it was asked for"},
    {"request_id,done_at,told_at\nr2,2025-03-02,2025-03-01\n", "told before it was done"},
    {"customer_id,at,kind,topic\nanna,2025-02-01,gossip,x\n",
     "kind is none of advice, comparison, brand_words"},
    {"referrer_id,customer_id,at\nanna,anna,2025-02-01\n", "nobody brings themselves"},
    {"referrer_id,customer_id,at\nzoe,ben,2025-02-01\n", "who brought them is not known here"},
    {"referrer_id,customer_id,at\nanna,zoe,2025-01-09\n", "who brought them was not there yet"},
    {"referrer_id,customer_id,at\ncleo,anna,2025-04-01\n",
     "it would close a circle: they brought, directly or not, who brought them"},
    {"referrer_id,customer_id,at,type1_probability\nanna,zoe,2025-04-01,70\n",
     "type1_probability is not between 0 and 1"},
    {"customer_id,at,stars\nanna,2025-02-01,6\n", "the answer is outside its scale"},
    {"customer_id,at,channel,campaign\nanna,2025-02-01,,spring\n", "no channel"},
    {"customer_id,at,what,cost,worth\nanna,2025-02-01,card,-2,\n", "cost is below 0"},
    {"experiment,customer_id,arm,at\nthanks,dora,,2025-02-01\n", "no arm"},
    {"order_id,customer_id,ordered_at,product_id,paid,currency\nz,anna,2025-02-28,a,1,CHF\n",
     "in CHF, and the store has no rate for that day"},
    {"order_id,at,cost,worth,customer_id\no2,2025-02-01,1,1,anna\n",
     "the order is somebody else's"},
    {"order_id,at,cost,worth\n,2025-02-01,1,1\n", "no order_id"},
    {"customer_id,at,kind,amount,words\nanna,2025-02-01,gossip,,x\n",
     "kind is none of note, reply, discount, cost, correction"},
    {"customer_id,at,kind,amount,words\nanna,2025-02-01,cost,,x\n", "no amount"},
    {"customer_id,at,kind,amount,words\nanna,2025-02-01,correction,,x\n", "no corrects_id"},
    {"customer_id,at,kind,amount,words,corrects_id\nanna,2025-02-01,correction,,x,o2\n",
     "what it corrects is not there"},
    {"customer_id,at,kind,amount,words,answers_id\nanna,2025-02-01,reply,,x,r1\n",
     "what it answers is not there"},
    {"customer_id,at,kind,amount,words,funded_by\nanna,2025-02-01,discount,1,x,him\n",
     "funded_by is neither us nor third_party"},
};

static void wrong_rows_are_set_aside_in_words(void **state)
{
    (void)state;
    gw_shop shop;
    open_examples(&shop, "wrong.gw");
    int64_t before = ask(&shop, "SELECT count(*) FROM exchange");
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        gw_receipt r = take_text(&shop, wrong[i].text);
        if (r.set_aside != 1 || strcmp(r.reason[0].reason, wrong[i].reason) != 0)
            print_error("%s\n%lld set aside: %s\n", wrong[i].text, (long long)r.set_aside,
                        r.reason[0].reason);
        assert_int_equal(r.set_aside, 1);
        assert_int_equal(r.used + r.known, 0);
        assert_int_equal(r.batch, 0);
        assert_string_equal(r.reason[0].reason, wrong[i].reason);
    }
    assert_int_equal(ask(&shop, "SELECT count(*) FROM exchange"), before);
    gw_shop_close(&shop);
}

static void the_same_row_twice_is_set_aside(void **state)
{
    (void)state;
    gw_shop shop;
    new_shop(&shop, "EUR", "Europe/Berlin");
    gw_receipt r =
        take_text(&shop, "order_id,customer_id,ordered_at,product_id,paid\n1,7,2025-01-01,a,5\n"
                         "1,7,2025-01-01,a,5\n1,7,2025-01-01,a,6\n1,8,2025-01-01,b,6\n"
                         "2,8,never,b,6\n2,8,2025-01-02,b,6,7\n");
    /* order 1 is of two customers: none of its rows can be right */
    assert_int_equal(r.rows_in, 6);
    assert_int_equal(r.used, 0);
    r = take_text(&shop, "order_id,customer_id,ordered_at,product_id,paid\n1,7,2025-01-01,a,5\n"
                         "1,7,2025-01-01,a,5\n1,7,2025-01-01,a,6\n");
    assert_int_equal(r.used, 2);
    assert_string_equal(r.reason[0].reason, "the same row again");
    assert_int_equal(r.reason[0].first_row, 3);
    /* a bad row does not hide the good one with the same key */
    r = take_text(&shop, "request_id,customer_id,at,topic\nq,7,never,x\nq,7,2025-01-01,x\n"
                         "q,7,2025-01-02,y\n");
    assert_int_equal(r.used, 1);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM reject WHERE reason = 'the same request_id "
                                "again' AND row_no = 4"),
                     1);
    gw_shop_close(&shop);
}

static void circles_of_any_length_are_refused(void **state)
{
    (void)state;
    gw_shop shop;
    new_shop(&shop, "EUR", "Europe/Berlin");
    take_text(&shop, "customer_id,joined_on\na,2025-01-01\nb,2025-01-01\nc,2025-01-01\n"
                     "d,2025-01-01\n");
    gw_receipt r = take_text(&shop, "referrer_id,customer_id,at\na,b,2025-01-02\nb,c,2025-01-03\n"
                                    "c,d,2025-01-04\nd,a,2025-01-05\nd,e,2025-01-05\n");
    assert_int_equal(r.used, 4);
    assert_int_equal(r.reason[0].first_row, 5);
    r = take_text(&shop, "referrer_id,customer_id,at\ne,a,2025-01-06\nf,a,2025-01-06\n");
    assert_int_equal(r.set_aside, 2); /* a circle over the store's links; f is not known */
    gw_shop_close(&shop);
}

static void a_file_set_aside_may_come_again(void **state)
{
    (void)state;
    gw_shop shop;
    char refunds[256];
    new_shop(&shop, "EUR", "Europe/Berlin");
    take_text(&shop, "order_id,customer_id,ordered_at,product_id,paid\n1,7,2025-01-01,a,5\n");
    snprintf(refunds, sizeof refunds, "%s",
             write_file("refunds.csv", "order_id,refunded_at,product_id,amount\n"
                                       "1,2025-01-02,a,5\n2,2025-01-03,a,5\n"));
    assert_int_equal(take(&shop, refunds).used, 1);
    take_text(&shop, "order_id,customer_id,ordered_at,product_id,paid\n2,7,2025-01-01,a,5\n");
    gw_receipt r = take(&shop, refunds);
    assert_int_equal(r.used, 1);
    assert_int_equal(r.known, 1);
    assert_int_equal(take(&shop, refunds).known, 2);
    gw_shop_close(&shop);
}

static void a_dry_run_keeps_nothing(void **state)
{
    (void)state;
    gw_shop shop;
    gw_receipt r;
    gw_error err = {0};
    gw_import_options options = {.dry_run = true};
    new_shop(&shop, "EUR", "Europe/Berlin");
    assert_int_equal(gw_import_file(&r, &shop, EXAMPLES "orders.csv", &options, &err), GW_OK);
    assert_int_equal(r.used, 5);
    assert_int_equal(r.batch, 0);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM exchange"), 0);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM customer"), 0);
    options.as = "refunds";
    assert_int_equal(gw_import_file(&r, &shop, EXAMPLES "orders.csv", &options, &err), GW_BAD_DATA);
    assert_non_null(strstr(err.message, "refunded_at"));
    options.as = "refund";
    assert_int_equal(gw_import_file(&r, &shop, EXAMPLES "orders.csv", &options, &err),
                     GW_WRONG_USE);
    gw_shop_close(&shop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_has_an_example_that_is_used),
        cmocka_unit_test(rows_are_known_again_in_another_file),
        cmocka_unit_test(the_money_of_orders),
        cmocka_unit_test(a_refund_takes_its_part_back),
        cmocka_unit_test(one_row_may_be_two_exchanges),
        cmocka_unit_test(costs_are_shared_to_the_cent),
        cmocka_unit_test(an_address_is_one_however_it_is_written),
        cmocka_unit_test(events_stand_for_the_same_kinds),
        cmocka_unit_test(what_belongs_to_no_order_names_its_customer),
        cmocka_unit_test(purchases_are_counted_by_order),
        cmocka_unit_test(wrong_rows_are_set_aside_in_words),
        cmocka_unit_test(the_same_row_twice_is_set_aside),
        cmocka_unit_test(circles_of_any_length_are_refused),
        cmocka_unit_test(a_file_set_aside_may_come_again),
        cmocka_unit_test(a_dry_run_keeps_nothing),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}

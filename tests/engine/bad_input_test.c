/* What cannot be right, by every way in: goodwill's own files as CSV and as JSON lines, its
 * exchanges, events, and notes. Each is refused or set aside with its reason, and moves no total.
 */
#include "shop_folder.h"

#include "ledger.h"
#include "note.h"
#include "reckon.h"

#define ORDERS "order_id,customer_id,ordered_at,product_id,paid,currency\n"
#define REFUNDS "order_id,refunded_at,product_id,amount,currency\n"
#define ANSWERS "customer_id,at,question,score,scale_min,scale_max\n"
#define REFERRALS "referrer_id,customer_id,at\n"
#define NOTES "customer_id,at,kind,amount,words,corrects_id,changes\n"
#define EXCHANGES "customer_id,day,kind,order_id,paid,reference,off_ours,currency\n"
#define SCORES "customer_id,day,kind,topic,score,scale_min,scale_max\n"

/* What stands before: 20 of anna's, of which 5 went back, and 30 of ben's. */
#define STANDS 4500

static void open_base(gw_shop *shop)
{
    static const char *const files[] = {
        "customer_id,joined_on\nanna,2025-01-05\nben,2025-01-20\n",
        "product_id,name,list\nbean,Beans,4.00\n",
        "currency,from,rate\nUSD,2025-02-01,0.5\nUSD,2025-03-01,0.8\n",
        (ORDERS "o1,anna,2025-01-10,,20,\no2,ben,2025-02-20,bean,30,\n"),
        "order_id,refunded_at,product_id,amount\no1,2025-01-12,,5\n"};
    const gw_import_options options = {0};
    gw_receipt r;
    new_shop(shop, "EUR", "UTC");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        take_as(&r, shop, write_file("base.csv", files[i]), &options);
        assert_int_equal(r.set_aside, 0);
    }
}

static int64_t cents(gw_shop *shop)
{
    return ask(shop, "SELECT CAST(sum(paid) * 100 AS BIGINT) FROM exchange_used");
}

/* ---- Files ---------------------------------------------------------------------------------- */

typedef struct wrong_row {
    const char *text; /* a header and a row */
    const char *reason;
} wrong_row;

static const wrong_row rows[] = {
    /* answers outside their scale */
    {ANSWERS "anna,2025-02-01,nps,11,,\n", "the answer is outside its scale"},
    {ANSWERS "anna,2025-02-01,nps,-1,,\n", "the answer is outside its scale"},
    {ANSWERS "anna,2025-02-01,csat,6,,\n", "the answer is outside its scale"},
    {ANSWERS "anna,2025-02-01,ces,0,,\n", "the answer is outside its scale"},
    {ANSWERS "anna,2025-02-01,mood,3.5,1,3\n", "the answer is outside its scale"},
    {ANSWERS "anna,2025-02-01,mood,3,3,1\n", "the scale ends before it begins"},
    {ANSWERS "anna,2025-02-01,mood,3,,\n", "the question has no scale"},
    {"customer_id,at,stars\nanna,2025-02-01,0\n", "the answer is outside its scale"},
    {SCORES "anna,2025-02-01,answer,nps,11,0,10\n", "the answer is outside its scale"},
    {SCORES "anna,2025-02-01,answer,nps,3,10,0\n", "the scale ends before it begins"},
    {SCORES "anna,2025-02-01,answer,mood,3,,\n", "the question has no scale"},
    {SCORES "anna,2025-02-01,answer,nps,,0,10\n", "no score"},
    {SCORES "anna,2025-02-01,review,,6,,\n", "the answer is outside its scale"},
    /* currencies without a rate */
    {ORDERS "z,anna,2025-02-10,,9,CHF\n", "in CHF, and the store has no rate for that day"},
    {ORDERS "z,anna,2025-01-31,,9,usd\n", "in USD, and the store has no rate for that day"},
    {REFUNDS "o1,2025-02-10,,1,CHF\n", "in CHF, and the store has no rate for that day"},
    {"customer_id,event,at,amount,currency\nanna,start,2025-02-10,9,CHF\n",
     "in CHF, and the store has no rate for that day"},
    {EXCHANGES "anna,2025-02-10,purchase,z,9,,,CHF\n",
     "in CHF, and the store has no rate for that day"},
    {"currency,from,rate\nCHF,2025-01-01,0\n", "a currency is worth more than nothing"},
    {"currency,from,rate\nCHF,2025-01-01,-1\n", "a currency is worth more than nothing"},
    {"currency,from,rate\nfrancs,2025-01-01,1\n", "no currency in three letters"},
    /* more given back than was paid */
    {REFUNDS "o1,2025-02-10,,15.01,\n", "more is given back than was paid"},
    {REFUNDS "o2,2025-02-21,bean,30.01,\n", "more is given back than was paid"},
    {REFUNDS "o9,2025-02-10,,1,\n", "there is no such order"},
    {REFUNDS "o2,2025-02-19,bean,1,\n", "given back before it was bought"},
    {REFUNDS "o1,2025-02-10,,-1,\n", "amount is below 0"},
    {EXCHANGES "anna,2025-02-10,refund,o1,-15.01,,,\n", "more is given back than was paid"},
    {EXCHANGES "anna,2025-02-10,refund,o9,-1,,,\n", "there is no such order"},
    {EXCHANGES "anna,2025-02-10,refund,o1,1,,,\n", "what is given back is below 0 in this form"},
    {"Name,Email,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Amount,Created "
     "at,"
     "Lineitem quantity,Lineitem name,Lineitem price,Refunded Amount\n"
     "#1,anna@x.org,paid,EUR,9,0,0,9,0,2025-02-10 10:00:00 +0000,1,Tea,9,9.01\n",
     "more is given back than was paid"},
    {"id,Created (UTC),Amount,Amount Refunded,Currency,Status,Customer Email\n"
     "ch_1,2025-02-10 10:00:00,9,9.01,eur,Paid,anna@x.org\n",
     "more is given back than was paid"},
    /* products without a price, and amounts that are none or do not add up */
    {"product_id,name,list\npea,Peas,\n", "no list"},
    {"product_id,name,list\npea,Peas,0\n", "the product has no price"},
    {"product_id,from,price\npea,2025-01-01,\n", "no price"},
    {"product_id,from,price\npea,2025-01-01,0\n", "the product has no price"},
    {ORDERS "z,anna,2025-02-10,pea,,\n", "no paid"},
    {ORDERS "z,anna,2025-02-10,pea,-1,\n", "paid is below 0"},
    {EXCHANGES "anna,2025-02-10,purchase,z,,,,\n", "no amount"},
    {EXCHANGES "anna,2025-02-10,purchase,z,-9,,,\n", "paid is below 0"},
    {EXCHANGES "anna,2025-02-10,purchase,z,9,12,2,\n",
     "the reference is not what was paid plus what was taken off"},
    {EXCHANGES "anna,2025-02-10,purchase,z,9,8,,\n",
     "the reference is not what was paid plus what was taken off"},
    /* brought by somebody who was not there */
    {REFERRALS "ben,cleo,2025-01-19\n", "who brought them was not there yet"},
    {REFERRALS "zoe,cleo,2025-02-10\n", "who brought them is not known here"},
    {REFERRALS "anna,anna,2025-02-10\n", "nobody brings themselves"},
    /* corrections of what is not there */
    {NOTES "anna,2025-02-10,correction,,x,o9,\n", "what it corrects is not there"},
    {NOTES "anna,2025-02-10,correction,,x,o2,\n", "what it corrects is not there"}, /* ben's */
    {NOTES "anna,2025-02-10,correction,,x,,\n", "no corrects_id"},
    {NOTES "anna,2025-02-10,correction,7,x,o1,minutes\n", "what it corrects has no such amount"},
    {NOTES "anna,2025-02-10,correction,7,x,purchases,paid\n",
     "an amount corrects an order or another thing by its name, not a line of the ledger"},
    {"customer_id,day,kind,corrects_id,paid\nanna,2025-02-10,correction,o9,-3\n",
     "what it corrects is not there"},
    {"customer_id,day,kind,corrects_id,paid\nben,2025-02-10,correction,o1,-3\n",
     "what it corrects is not there"},
    {"customer_id,day,kind,corrects_id,paid\nanna,2025-02-10,correction,,-3\n", "no corrects_id"},
};

/* The same rows as JSON lines: numbers as numbers, what is empty as null. The texts here have no
 * quotes. */
static const char *as_json(const char *csv)
{
    static char json[2048];
    const char *row = strchr(csv, '\n') + 1;
    size_t n = 0;
    for (; *row != '\0'; row++) {
        const char *name = csv;
        for (char before = '{';; before = ',', row++) {
            char *end = NULL;
            int named = (int)strcspn(name, ",\n");
            int filled = (int)strcspn(row, ",\n");
            (void)strtod(row, &end);
            const char *form = filled == 0           ? "%c\"%.*s\":null%.*s"
                               : end == row + filled ? "%c\"%.*s\":%.*s"
                                                     : "%c\"%.*s\":\"%.*s\"";
            n +=
                (size_t)snprintf(json + n, sizeof json - n, form, before, named, name, filled, row);
            name += named + 1;
            row += filled;
            if (*row == '\n')
                break;
        }
        n += (size_t)snprintf(json + n, sizeof json - n, "}\n");
    }
    return json;
}

static void check_set_aside(gw_shop *shop, const char *path, const wrong_row *wrong)
{
    gw_receipt r;
    const gw_import_options options = {0};
    int64_t before = ask(shop, "SELECT count(*) FROM exchange");
    take_as(&r, shop, path, &options);
    if (r.set_aside != 1 || strcmp(r.reason[0].reason, wrong->reason) != 0)
        fail_msg("%s\nas %s: %lld set aside: %s", wrong->text, strrchr(path, '.'),
                 (long long)r.set_aside, r.reason[0].reason);
    assert_int_equal(r.rows_in, 1);
    assert_int_equal(r.batch, 0);
    assert_int_equal(ask(shop, "SELECT count(*) FROM exchange"), before);
    assert_int_equal(cents(shop), STANDS);
}

static void rows_are_set_aside_as_csv_and_as_json(void **state)
{
    (void)state;
    gw_shop shop;
    open_base(&shop);
    assert_int_equal(cents(&shop), STANDS);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        check_set_aside(&shop, write_file("wrong.csv", rows[i].text), &rows[i]);
        check_set_aside(&shop, write_file("wrong.jsonl", as_json(rows[i].text)), &rows[i]);
    }
    gw_shop_close(&shop);
}

/* Bad rows beside good ones: the good ones count, the bad ones are told, each with its first row.
 */
static void good_rows_beside_bad_ones_count(void **state)
{
    (void)state;
    gw_shop shop;
    gw_receipt r;
    const gw_import_options options = {0};
    open_base(&shop);
    static const char orders[] = ORDERS "p1,anna,2025-02-10,,9,CHF\np2,anna,2025-02-11,,9,\n"
                                        "p3,ben,2025-02-12,,8,CHF\np4,ben,2025-02-12,,10,USD\n"
                                        "p5,ben,2025-02-13,,,\n";
    for (size_t form = 0; form < 2; form++) {
        take_as(&r, &shop,
                form == 0 ? write_file("some.csv", orders)
                          : write_file("some.jsonl", as_json(orders)),
                &options);
        assert_int_equal(r.used, form == 0 ? 2 : 0);
        assert_int_equal(r.known, form == 0 ? 0 : 2);
        assert_int_equal(r.set_aside, 3);
        assert_int_equal(r.reasons, 2);
        assert_string_equal(r.reason[0].reason, "in CHF, and the store has no rate for that day");
        assert_int_equal(r.reason[0].rows, 2);
        assert_string_equal(r.reason[1].reason, "no paid");
        assert_int_equal(r.reason[1].rows, 1);
        assert_int_equal(cents(&shop), STANDS + 900 + 500); /* 10 USD at .5 */
    }
    assert_int_equal(ask(&shop, "SELECT count(*) FROM reject WHERE reason LIKE 'in CHF%' AND "
                                "row_no IN (2, 4)"),
                     2);
    /* two refunds, each of them possible, both together not: the first counts */
    take_as(&r, &shop,
            write_file("refunds.csv", REFUNDS "o1,2025-02-10,,10,\no1,2025-02-11,,5.01,\n"),
            &options);
    assert_int_equal(r.used, 1);
    assert_string_equal(r.reason[0].reason, "more is given back than was paid");
    assert_int_equal(cents(&shop), STANDS + 1400 - 1000);
    gw_shop_close(&shop);
}

/* What an order in another currency was worth is what comes back of it, whatever the currency is
 * worth by then. */
static void an_order_in_another_currency_nets_to_nothing(void **state)
{
    (void)state;
    gw_shop shop;
    gw_receipt r;
    const gw_import_options options = {0};
    open_base(&shop);
    take_as(&r, &shop,
            write_file("usd.csv", "order_id,customer_id,ordered_at,product_id,reference,off_ours,"
                                  "paid,goods_cost,currency\np,anna,2025-02-10,,25,5,20,8,USD\n"),
            &options);
    assert_int_equal(cents(&shop), STANDS + 1000);
    assert_int_equal(ask(&shop, "SELECT CAST((reference + off_ours + cost_of_goods) * 100 AS "
                                "BIGINT) FROM exchange_used WHERE order_id = 'p'"),
                     1250 + 250 + 400);
    take_as(&r, &shop,
            write_file("back.csv", "order_id,refunded_at,product_id,amount,goods_back,currency\n"
                                   "p,2025-03-10,,20,yes,USD\n"),
            &options);
    assert_int_equal(r.used, 1);
    assert_int_equal(cents(&shop), STANDS);
    assert_int_equal(
        ask(&shop, "SELECT CAST(sum(abs(s)) * 100 AS BIGINT) FROM (SELECT unnest([sum(paid), "
                   "sum(reference), sum(off_ours), sum(cost_of_goods)]) AS s FROM exchange_used "
                   "WHERE order_id = 'p')"),
        0);
    gw_shop_close(&shop);
}

/* ---- Goodwill's own exchanges --------------------------------------------------------------- */

static void exchanges_add_up_by_themselves(void **state)
{
    (void)state;
    gw_shop shop;
    gw_receipt r;
    const gw_import_options options = {0};
    static const char file[] = EXCHANGES "anna,2025-02-10,purchase,x1,9,,,\n"
                                         "anna,2025-02-11,purchase,x2,9,12,,\n"
                                         "anna,2025-02-12,purchase,x3,9,,2,\n"
                                         "anna,2025-02-13,refund,x3,-9,,-2,\n"
                                         "anna,2025-02-14,purchase,x4,9,,,USD\n";
    open_base(&shop);
    take_as(&r, &shop, write_file("x.csv", file), &options);
    assert_int_equal(r.used, 5);
    assert_int_equal(cents(&shop), STANDS + 900 + 900 + 450);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM exchange_used WHERE order_id LIKE 'x%' AND "
                                "reference <> paid + coalesce(off_ours, 0)"),
                     0);
    assert_int_equal(ask(&shop, "SELECT CAST(sum(off_ours) * 100 AS BIGINT) FROM exchange_used "
                                "WHERE order_id LIKE 'x%'"),
                     300);
    /* the same refund in another file is known, not one too many; another one is */
    take_as(&r, &shop, write_file("y.csv", EXCHANGES "anna,2025-02-13,refund,x3,-9,,-2,\n"),
            &options);
    assert_int_equal(r.known, 1);
    take_as(&r, &shop,
            write_file("z.csv", EXCHANGES "anna,2025-02-13,refund,x3,-9,,-2,\n"
                                          "anna,2025-02-15,refund,x3,-0.01,,,\n"),
            &options);
    assert_int_equal(r.known, 1);
    assert_int_equal(r.set_aside, 1);
    assert_string_equal(r.reason[0].reason, "more is given back than was paid");
    assert_int_equal(cents(&shop), STANDS + 2250);
    gw_shop_close(&shop);
}

/* Who brought whom is judged by the reckoning, which knows all days: in that form it is kept, moves
 * nothing, and the reason is there. */
static void impossible_referrals_move_nothing(void **state)
{
    (void)state;
    gw_shop shop;
    gw_receipt r;
    gw_error err = {0};
    gw_reckoning reckoning;
    gw_ledger_page own;
    gw_ledger_page credit;
    const gw_import_options options = {0};
    gw_reckon_options how = GW_RECKON_OPTIONS_INIT;
    open_base(&shop);
    take_as(&r, &shop,
            write_file("r.csv", "customer_id,day,kind,other_id\nben,2025-01-04,referral,anna\n"
                                "anna,2025-02-01,referral,zoe\nben,2025-02-02,referral,ben\n"),
            &options);
    assert_int_equal(r.used, 3);
    must(gw_reckon(&reckoning, context, shop.store, shop.reader, &how, &err), &err);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM credit_link"), 0);
    assert_int_equal(ask(&shop, "SELECT count(DISTINCT reason) FROM credit_refused WHERE reason IN "
                                "('the one who brought them was not there yet', 'the one who "
                                "brought them is not known here', 'nobody brings themselves')"),
                     3);
    must(gw_ledger_totals(&own, &shop, GW_VIEW_OWN, &err), &err);
    must(gw_ledger_totals(&credit, &shop, GW_VIEW_CREDIT, &err), &err);
    assert_int_equal(own.paid_e4, STANDS * 100);
    for (size_t i = 0; i < own.n; i++)
        assert_int_equal(credit.rows[i].realised_e4, own.rows[i].realised_e4);
    gw_shop_close(&shop);
}

/* ---- Events --------------------------------------------------------------------------------- */

#define EVENT(name, user, time, properties)                                                        \
    "{\"event\":\"" name "\",\"userId\":\"" user "\",\"timestamp\":\"" time                        \
    "T10:00:00Z\",\"properties\":{" properties "}}\n"

static const wrong_row events[] = {
    {EVENT("Survey Answered", "anna", "2025-02-01", "\"kind\":\"nps\",\"score\":11"),
     "the answer is outside its scale"},
    {EVENT("Product Reviewed", "anna", "2025-02-01", "\"rating\":6"),
     "the answer is outside its scale"},
    {EVENT("Order Completed", "anna", "2025-02-01",
           "\"order_id\":\"z\",\"subtotal\":9,\"currency\":\"CHF\""),
     "in CHF, and the store has no rate for that day"},
    {EVENT("Order Refunded", "anna", "2025-02-01",
           "\"order_id\":\"o1\",\"total\":1,\"currency\":\"CHF\""),
     "in CHF, and the store has no rate for that day"},
    {EVENT("Order Refunded", "anna", "2025-02-01", "\"order_id\":\"o1\",\"total\":15.01"),
     "more is given back than was paid"},
    {EVENT("Order Completed", "anna", "2025-02-01", "\"order_id\":\"z\""), "no paid"},
};

static void events_are_set_aside(void **state)
{
    (void)state;
    gw_shop shop;
    gw_receipt r;
    const gw_import_options options = {0};
    open_base(&shop);
    for (size_t i = 0; i < sizeof events / sizeof *events; i++)
        check_set_aside(&shop, write_file("e.jsonl", events[i].text), &events[i]);
    take_as(&r, &shop,
            write_file("e.jsonl", EVENT("Order Completed", "anna", "2025-02-10",
                                        "\"order_id\":\"z\",\"subtotal\":9,\"currency\":\"USD\"")),
            &options);
    assert_int_equal(r.used, 1);
    assert_int_equal(cents(&shop), STANDS + 450);
    gw_shop_close(&shop);
}

/* ---- Notes ---------------------------------------------------------------------------------- */

static const struct {
    gw_note note;
    const char *sentence;
} notes[] = {
    {{.customer = "anna", .kind = "answer", .score = "11/10"},
     "a score is what they said out of how much, like 9/10, not \"11/10\""},
    {{.customer = "anna", .kind = "answer", .score = "-1/10"},
     "a score is what they said out of how much, like 9/10, not \"-1/10\""},
    {{.customer = "anna", .kind = "answer", .score = "9"},
     "a score is what they said out of how much, like 9/10, not \"9\""},
    {{.customer = "anna", .kind = "review", .score = "9/10"},
     "a review has stars out of 5: --score 4/5"},
    {{.customer = "anna", .kind = "purchase", .amount = "9 CHF"},
     "\"9 CHF\" is no amount: say it like 12.50, without a minus"},
    {{.customer = "anna", .kind = "refund", .order = "o1", .amount = "15.01"},
     "nothing was kept: more is given back than was paid"},
    {{.customer = "anna", .kind = "refund", .order = "o9", .amount = "1"},
     "nothing was kept: there is no such order"},
    {{.customer = "anna", .kind = "refund", .order = "o2", .amount = "1"},
     "nothing was kept: the order is somebody else's"},
    {{.customer = "anna", .kind = "purchase", .product = "bean"}, "--kind purchase needs --amount"},
    {{.customer = "anna", .kind = "referral", .other = "ben", .day = "2025-01-19"},
     "nothing was kept: who brought them was not there yet"},
    {{.customer = "anna", .kind = "referral", .other = "zoe"},
     "nothing was kept: who brought them is not known here"},
    {{.customer = "anna", .kind = "referral", .other = "anna"},
     "nothing was kept: nobody brings themselves"},
    {{.customer = "anna", .kind = "correction", .corrects = "o9"},
     "nothing was kept: what it corrects is not there"},
    {{.customer = "anna", .kind = "correction", .corrects = "o2"},
     "nothing was kept: what it corrects is not there"},
    {{.customer = "anna", .kind = "correction", .corrects = "o1", .changes = "paid"},
     "nothing was kept: a correction says what changes, and what is right as amount: both or "
     "neither"},
    {{.customer = "anna",
      .kind = "correction",
      .corrects = "o1",
      .changes = "worth",
      .amount = "3"},
     "nothing was kept: what it corrects has no such amount"},
    {{.customer = "zoe", .kind = "advice"}, "there is no customer zoe in "},
};

static void notes_are_refused(void **state)
{
    (void)state;
    gw_shop shop;
    open_base(&shop);
    int64_t before = ask(&shop, "SELECT count(*) FROM exchange");
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
        gw_note note = notes[i].note;
        gw_error err = {0};
        int64_t batch = 0;
        note.text = "x";
        gw_status status = gw_note_keep(&batch, &shop, &note, &err);
        size_t length = strlen(notes[i].sentence); /* what ends in a path is compared up to it */
        bool open_end = notes[i].sentence[length - 1] == ' ';
        if (status == GW_OK || strncmp(err.message, notes[i].sentence, length) != 0 ||
            (!open_end && err.message[length] != '\0'))
            fail_msg("%s said instead of %s", err.message, notes[i].sentence);
        assert_int_equal(status, open_end ? GW_NOT_FOUND : GW_WRONG_USE);
        assert_int_equal(batch, 0);
        assert_int_equal(ask(&shop, "SELECT count(*) FROM exchange"), before);
        assert_int_equal(cents(&shop), STANDS);
    }
    gw_shop_close(&shop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_set_aside_as_csv_and_as_json),
        cmocka_unit_test(good_rows_beside_bad_ones_count),
        cmocka_unit_test(an_order_in_another_currency_nets_to_nothing),
        cmocka_unit_test(exchanges_add_up_by_themselves),
        cmocka_unit_test(impossible_referrals_move_nothing),
        cmocka_unit_test(events_are_set_aside),
        cmocka_unit_test(notes_are_refused),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}

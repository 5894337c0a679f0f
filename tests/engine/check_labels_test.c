/* Groups by what a shop says of its customers, from files to report: against sums the database is
 * asked for here, in another way. */
#include "shop_folder.h"

#include <math.h>

#include "check_labels.h"
#include "memory.h"
#include "numbers.h"
#include "reckon.h"
#include "report.h"

static void import(gw_shop *shop, const char *name)
{
    gw_error err = {0};
    gw_receipt receipt;
    const gw_import_options options = {0};
    must(gw_import_file(&receipt, shop, path_of(name), &options, &err), &err);
}

#define PEOPLE 600
#define LONG_NAME                                                                                  \
    "a very long name of a thing that goes on and on until nobody reads it any more - and then on"

/* Channels: 200 ads, 190 "fair, \"old\"" as CSV has it, 20 letter, of the others nothing is known.
 * Products: the first order has two, and most is paid for the second; every tenth customer's has
 * none. Everybody is in the north: that makes no groups. */
static void write_files(void)
{
    static const char *const channel[] = {"ads", "\"fair, \"\"old\"\"\"", "letter", ""};
    FILE *customers = fopen(path_of("customers.csv"), "w");
    FILE *products = fopen(path_of("products.csv"), "w");
    FILE *orders = fopen(path_of("orders.csv"), "w");
    assert_true(customers != NULL && products != NULL && orders != NULL);
    fputs("customer_id,joined_on,region,channel\n", customers);
    fputs("product_id,name,category,rung,list,cost\nbean,Runner beans,,,4,2\npea,Peas,,,4,2\n"
          "rose," LONG_NAME ",,,4,2\n",
          products);
    fputs("order_id,customer_id,ordered_at,product_id,units,list,reference,off_ours,"
          "off_third_party,paid,goods_cost\n",
          orders);
    for (int i = 0; i < PEOPLE; i++) {
        int first = i % 150;
        fprintf(customers, "c%d,,north,%s\n", i,
                channel[i < 200   ? 0
                        : i < 390 ? 1
                        : i < 410 ? 2
                                  : 3]);
        for (int k = 0; k < 1 + (i * 7) % 9; k++) {
            int day = first + k * (17 + i % 23);
            char date[16];
            snprintf(date, sizeof date, "2024-%02d-%02d", 1 + day / 28 % 12, 1 + day % 28);
            if (day >= 336)
                break;
            if (k == 0 && i % 10 != 0) {
                fprintf(orders, "o%d-0,c%d,%s,pea,1,2,2,0,0,2,1\n", i, i, date);
                fprintf(orders, "o%d-0,c%d,%s,%s,1,9,9,0,0,9,1\n", i, i, date,
                        i % 3 == 0 ? "rose" : "bean");
            } else {
                fprintf(orders, "o%d-%d,c%d,%s,%s,1,%d,%d,0,0,%d,1\n", i, k, i, date,
                        k == 0 ? "" : "pea", 5 + k, 5 + k, 5 + k);
            }
        }
    }
    assert_int_equal(fclose(customers) + fclose(products) + fclose(orders), 0);
}

static double number_of(gw_shop *shop, const char *format, const char *name)
{
    char sql[1024];
    gw_error err = {0};
    gw_query *query = NULL;
    size_t rows = 0;
    snprintf(sql, sizeof sql, format, name); /* NOLINT(clang-diagnostic-format-nonliteral) */
    must(gw_query_open(&query, shop->store, sql, NULL, 0, &err), &err);
    must(gw_query_next(&rows, query, &err), &err);
    double answer = gw_query_double(query, 0, 0);
    gw_query_close(query);
    return answer;
}

/* Who is meant, and had ordered before the hidden days. */
#define OF_CHANNEL                                                                                 \
    "SELECT customer_no FROM profile_used WHERE coalesce(channel, '?') IN (%s) AND customer_no "   \
    "IN "                                                                                          \
    "(SELECT customer_no FROM exchange_used WHERE day <= (SELECT DATE '1970-01-01' + CAST(y AS "   \
    "INTEGER) FROM check_series WHERE series = 'split_day'))"
#define HIDDEN                                                                                     \
    " FROM exchange_used WHERE kind = 'purchase' AND day > (SELECT DATE '1970-01-01' + CAST(y AS " \
    "INTEGER) FROM check_series WHERE series = 'split_day') AND customer_no IN (" OF_CHANNEL ")"

static void check_channel(const gw_segment *s, gw_shop *shop, const char *name, const char *list)
{
    assert_string_equal(s->name, name);
    assert_true(s->customers ==
                number_of(shop, "SELECT CAST(count(*) AS DOUBLE) FROM (" OF_CHANNEL ")", list));
    assert_true(
        s->days.came ==
        number_of(shop, "SELECT CAST(count(DISTINCT (customer_no, day)) AS DOUBLE)" HIDDEN, list));
    check_close(s->paid.came, number_of(shop, "SELECT CAST(sum(paid) AS DOUBLE)" HIDDEN, list),
                1e-9);
    assert_true(s->days.low <= s->days.said && s->days.said <= s->days.high);
    assert_true(s->paid.said > 0);
}

static void open_labelled(gw_shop *shop, const char *name)
{
    gw_error err = {0};
    must(gw_shop_create(shop, context, path_of(name), "EUR", NULL, &err), &err);
    write_files();
    import(shop, "customers.csv");
    import(shop, "products.csv");
    import(shop, "orders.csv");
}

static void reckon(gw_shop *shop, gw_reckoning *out)
{
    gw_error err = {0};
    gw_reckon_options options = GW_RECKON_OPTIONS_INIT;
    options.draws = 20;
    must(gw_reckon(out, context, shop->store, shop->reader, &options, &err), &err);
}

static void check_channels(gw_shop *shop, const gw_report *report)
{
    gw_segment s;
    size_t at = 0;
    static const char *const names[] = {"ads", "fair, \"old\"", "all others", "not known"};
    static const char *const lists[] = {"'ads'", "'fair, \"old\"'", "'letter'", "'?'"};
    double came = 0;
    double said = 0;
    for (size_t i = 0; i < 4; i++) {
        assert_true(gw_segment_next(&s, &at, &report->series, GW_SEGMENTS_channel));
        check_channel(&s, shop, names[i], lists[i]);
        came += s.days.came;
        said += s.days.said;
    }
    assert_false(gw_segment_next(&s, &at, &report->series, GW_SEGMENTS_channel));
    /* nobody is left out */
    const gw_report_candidate *used = NULL;
    for (size_t c = 0; c < report->candidate_count; c++)
        if (strcmp(report->candidates[c].code, report->current.model) == 0)
            used = &report->candidates[c];
    assert_non_null(used);
    check_close(came, used->actual, 1e-12);
    check_close(said, used->predicted, 1e-9);
}

/* By the product most was paid for on the first day; long names are cut, and all are of somebody.
 */
static void check_products(const gw_report *report)
{
    static const char *const names[] = {"Runner beans", NULL, "not known"};
    static const double people[] = {360, 180, 60};
    gw_segment s;
    size_t at = 0;
    for (size_t i = 0; i < 3; i++) {
        assert_true(gw_segment_next(&s, &at, &report->series, GW_SEGMENTS_product));
        if (names[i] != NULL)
            assert_string_equal(s.name, names[i]);
        else
            assert_true(strncmp(s.name, LONG_NAME, 70) == 0 && strlen(s.name) < strlen(LONG_NAME));
        assert_true(s.customers == people[i]);
    }
    assert_false(gw_segment_next(&s, &at, &report->series, GW_SEGMENTS_product));
    at = 0;
    assert_false(gw_segment_next(&s, &at, &report->series, GW_SEGMENTS_place));
}

static void groups_are_what_the_files_say(void **state)
{
    (void)state;
    gw_shop shop = {0};
    gw_error err = {0};
    gw_reckoning reckoning;
    open_labelled(&shop, "labelled.gw");
    /* the second time only those who were touched are read again: nobody */
    for (int again = 0; again < 2; again++) {
        gw_report report = {0};
        gw_strbuf page = GW_STRBUF_INIT(context);
        reckon(&shop, &reckoning);
        assert_true(again == 0 || reckoning.touched < PEOPLE);
        must(gw_store_execute(NULL, shop.store,
                              "DELETE FROM check_series WHERE reckoning < "
                              "(SELECT max(reckoning) FROM reckoning)",
                              &err),
             &err);
        must(gw_report_read(&report, &shop, &err), &err);
        check_channels(&shop, &report);
        check_products(&report);
        must(gw_report_page(&page, &report, &err), &err);
        assert_non_null(strstr(gw_strbuf_text(&page), "By the channel they came through"));
        assert_non_null(strstr(gw_strbuf_text(&page), "fair, &quot;old&quot;"));
        assert_null(strstr(gw_strbuf_text(&page), "By where they are"));
        gw_strbuf_free(&page);
        gw_report_free(&report);
    }
    gw_shop_close(&shop);
}

/* The numbers of everybody, ascending. */
static void fill_numbers(int64_t *out, gw_shop *shop)
{
    gw_error err = {0};
    gw_query *query = NULL;
    size_t rows = 0;
    size_t n = 0;
    must(gw_query_open(&query, shop->store, "SELECT customer_no FROM customer ORDER BY customer_no",
                       NULL, 0, &err),
         &err);
    while (gw_query_next(&rows, query, &err) == GW_OK && rows > 0)
        for (size_t i = 0; i < rows; i++)
            out[n++] = gw_query_integer(query, 0, i);
    gw_query_close(query);
    assert_int_equal(n, PEOPLE);
}

static void write_customers(int from, int end, const char *channel)
{
    FILE *customers = fopen(path_of("customers.csv"), "w");
    assert_non_null(customers);
    fputs("customer_id,joined_on,region,channel\n", customers);
    for (int i = from; i < end; i++)
        fprintf(customers, "c%d,,%s,%s\n", i, i % 2 == 0 ? "south" : "west", channel);
    assert_int_equal(fclose(customers), 0);
}

/* What is known of one customer, as profile_used has it. */
static void check_label(gw_shop *shop, const gw_check_labels *labels, size_t row, int64_t number,
                        const char *column)
{
    char sql[256];
    uint8_t of = labels->of[row];
    snprintf(sql, sizeof sql,
             "SELECT CAST(count(*) AS DOUBLE) FROM profile_used WHERE customer_no = %lld AND "
             "coalesce(%s, '?') = '%%s'",
             (long long)number, column);
    if (number_of(shop, sql, of < labels->n ? labels->names[of] : "?") != 1)
        fail_msg("customer %zu, %s: label %d", row, column, of);
}

/* The newest file that says something of a customer counts, and a file that was taken back does
 * not: as everywhere else. */
static void the_newest_word_counts(void **state)
{
    (void)state;
    gw_shop shop = {0};
    gw_error err = {0};
    static int64_t numbers[PEOPLE];
    gw_check_sample sample = {.context = context, .n = PEOPLE};
    open_labelled(&shop, "newest.gw");
    write_customers(100, 120, "new");
    import(&shop, "customers.csv");
    write_customers(0, 600, "gone");
    import(&shop, "customers.csv");
    must(gw_store_execute(NULL, shop.store,
                          "UPDATE import_batch SET state = 'withdrawn' "
                          "WHERE batch = (SELECT max(batch) FROM import_batch)",
                          &err),
         &err);
    sample.customer_no = gw_alloc(context, PEOPLE, sizeof *sample.customer_no);
    assert_non_null(sample.customer_no);
    fill_numbers(numbers, &shop);
    memcpy(sample.customer_no, numbers, sizeof numbers);
    must(gw_check_labels_read(&sample, context, shop.store, &err), &err);
    for (size_t i = 0; i < PEOPLE; i += i >= 95 && i < 125 ? 1 : 7) {
        check_label(&shop, &sample.labels[0], i, numbers[i], "channel");
        check_label(&shop, &sample.labels[2], i, numbers[i], "region");
    }
    assert_int_equal(sample.labels[0].n, 4); /* "new", and not "gone" */
    gw_check_sample_free(&sample);
    gw_shop_close(&shop);
}

/* Off by 12.5 of 100 in days and 20 in money: held to a limit, and to none where there is none. */
static void a_limit_is_kept_or_said_to_be_broken(void **state)
{
    (void)state;
    gw_error err = {0};
    gw_report report = {.context = context, .series = GW_SERIES_INIT(context)};
    gw_series_point came = gw_series_at("facts", "money_came", 0, 1000);
    gw_series_point said = gw_series_at("money_said", "nbd", 0, 1200);
    assert_int_equal(gw_report_within(&report, 1, &err), GW_FAILED);
    assert_non_null(strstr(err.message, "there is no check"));
    snprintf(report.current.model, sizeof report.current.model, "nbd");
    report.candidate_count = 1;
    report.candidates[0] =
        (gw_report_candidate){.code = "nbd", .is_model = true, .actual = 80, .predicted = 70};
    assert_int_equal(gw_report_within(&report, 0.125, &err), GW_OK); /* of money nothing is said */
    assert_int_equal(gw_report_within(&report, 0.124, &err), GW_FAILED);
    assert_non_null(strstr(err.message, "-12.5 % off in buying days"));
    gw_series_add(&report.series, &came);
    gw_series_add(&report.series, &said);
    assert_int_equal(gw_report_within(&report, 0.2001, &err), GW_OK);
    assert_int_equal(gw_report_within(&report, 0.15, &err), GW_FAILED);
    assert_non_null(strstr(err.message, "+20.0 % off in money"));
    report.candidates[0].actual = 0;
    assert_int_equal(gw_report_within(&report, 10, &err), GW_FAILED); /* nobody came back */
    gw_series_free(&report.series);
}

static void every_failed_allocation_is_said(void **state)
{
    (void)state;
    gw_shop shop = {0};
    gw_error err = {0};
    failing_allocator memory = {0};
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    gw_context *poor = NULL;
    static int64_t numbers[PEOPLE];
    open_labelled(&shop, "poor.gw");
    fill_numbers(numbers, &shop);
    options.threads = 1;
    failing_allocator_options(&options, &memory);
    assert_int_equal(gw_context_create(&poor, &options, NULL), GW_OK);
    long start = memory.held;
    gw_status status = GW_NO_MEMORY;
    long fail = 0;
    while (status == GW_NO_MEMORY) {
        gw_check_sample sample = {.context = poor, .n = PEOPLE};
        memory.fail_at = 0;
        sample.customer_no = gw_alloc(poor, PEOPLE, sizeof *sample.customer_no);
        assert_non_null(sample.customer_no);
        memcpy(sample.customer_no, numbers, sizeof numbers);
        memory.calls = 0;
        memory.fail_at = ++fail;
        status = gw_check_labels_read(&sample, poor, shop.store, &err);
        if (status == GW_OK) {
            assert_int_equal(sample.labels[0].n, 3);
            assert_string_equal(sample.labels[0].names[0], "ads");
        }
        gw_check_sample_free(&sample);
        assert_true(memory.held <= start);
    }
    must(status, &err);
    assert_true(fail > 3);
    gw_context_free(poor);
    assert_int_equal(memory.held, 0);
    gw_shop_close(&shop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_are_what_the_files_say),
        cmocka_unit_test(the_newest_word_counts),
        cmocka_unit_test(a_limit_is_kept_or_said_to_be_broken),
        cmocka_unit_test(every_failed_allocation_is_said),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}

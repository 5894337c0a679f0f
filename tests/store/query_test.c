/* Reading answers: every type, missing values, the end, parameters. */
#include "store_support.h"

#include "query.h"

#include <math.h>

static gw_query *ask_rows(gw_store *store, const char *sql, size_t *rows_out)
{
    gw_error err = {0};
    gw_query *query = NULL;
    must_at(gw_query_open(&query, store, sql, NULL, 0, &err), &err, sql, __FILE__, __LINE__);
    must(gw_query_next(rows_out, query, &err), &err);
    return query;
}

static void check_text(const gw_query *query, size_t column, size_t row, const char *expected)
{
    gw_span text = gw_query_text(query, column, row);
    assert_int_equal(text.length, strlen(expected));
    assert_memory_equal(text.bytes, expected, text.length);
}

static void whole_numbers_of_every_width(void **state)
{
    place *p = *state;
    size_t rows = 0;
    gw_store *store = open_store(p, NULL);
    gw_query *query = ask_rows(store,
                               "SELECT (-5)::TINYINT, 250::UTINYINT, (-300)::SMALLINT, "
                               "60000::USMALLINT, (-70000)::INTEGER, 4000000000::UINTEGER, "
                               "(-9000000000)::BIGINT, true",
                               &rows);
    const int64_t expected[] = {-5, 250, -300, 60000, -70000, 4000000000, -9000000000, 1};
    assert_int_equal(rows, 1);
    assert_int_equal(gw_query_columns(query), 8);
    for (size_t i = 0; i < 8; i++) {
        assert_int_equal(gw_query_type(query, i), GW_INT64);
        assert_int_equal(gw_query_integer(query, i, 0), expected[i]);
        check_same_bits(gw_query_double(query, i, 0), (double)expected[i]);
    }
    gw_query_close(query);
    gw_store_close(store);
}

static void the_other_types(void **state)
{
    place *p = *state;
    size_t rows = 0;
    gw_store *store = open_store(p, NULL);
    gw_query *query =
        ask_rows(store,
                 "SELECT 0.1::DOUBLE AS d, 0.5::FLOAT AS f, 'Zoë' AS t, DATE '1969-12-31' AS day, "
                 "TIMESTAMP '1970-01-01 00:00:01.5' AS moment, (-12.3456)::DECIMAL(18,4) AS money, "
                 "NULL AS nothing, TIMESTAMPTZ '1970-01-01 01:00:00+01' AS zoned",
                 &rows);
    assert_int_equal(rows, 1);
    assert_string_equal(gw_query_name(query, 3), "day");
    check_same_bits(gw_query_double(query, 0, 0), 0.1);
    check_same_bits(gw_query_double(query, 1, 0), 0.5);
    check_text(query, 2, 0, "Zo\xc3\xab");
    assert_int_equal(gw_query_type(query, 3), GW_DATE);
    assert_int_equal(gw_query_integer(query, 3, 0), -1);
    assert_int_equal(gw_query_type(query, 4), GW_TIMESTAMP);
    assert_int_equal(gw_query_integer(query, 4, 0), 1500000);
    assert_int_equal(gw_query_type(query, 5), GW_MONEY);
    assert_int_equal(gw_query_integer(query, 5, 0), -123456);
    assert_true(gw_query_is_null(query, 6, 0));
    assert_int_equal(gw_query_integer(query, 7, 0), 0);
    /* of another type: as if missing */
    assert_int_equal(gw_query_integer(query, 2, 0), 0);
    assert_true(isnan(gw_query_double(query, 2, 0)));
    assert_int_equal(gw_query_text(query, 0, 0).length, 0);
    gw_query_close(query);
    gw_store_close(store);
}

static void missing_values_are_told(void **state)
{
    place *p = *state;
    size_t rows = 0;
    gw_store *store = open_store(p, NULL);
    gw_query *query = ask_rows(
        store,
        "SELECT CASE WHEN range % 3 = 0 THEN range END, CASE WHEN range % 3 = 1 THEN 0.5 * range "
        "END::DOUBLE, CASE WHEN range % 3 = 2 THEN 'n' || range END FROM range(1000)",
        &rows);
    assert_int_equal(rows, 1000);
    for (size_t i = 0; i < rows; i++) {
        assert_int_equal(gw_query_is_null(query, 0, i), i % 3 != 0);
        assert_int_equal(gw_query_is_null(query, 1, i), i % 3 != 1);
        assert_int_equal(gw_query_is_null(query, 2, i), i % 3 != 2);
        assert_int_equal(gw_query_integer(query, 0, i), i % 3 == 0 ? i : 0);
        assert_int_equal(isnan(gw_query_double(query, 1, i)) != 0, i % 3 != 1);
        assert_int_equal(gw_query_text(query, 2, i).length > 0, i % 3 == 2);
    }
    gw_query_close(query);
    gw_store_close(store);
}

/* Trap 7: sums of integers are HUGEINT, and come as decimals of 38 digits. */
static void unknown_types_are_named(void **state)
{
    place *p = *state;
    gw_error err = {0};
    gw_query *query = NULL;
    gw_store *store = open_store(p, NULL);
    must_fail(
        gw_query_open(&query, store, "SELECT sum(range) AS total FROM range(3)", NULL, 0, &err),
        GW_FAILED, &err, "column total");
    must_fail(gw_query_open(&query, store, "SELECT [1, 2] AS list", NULL, 0, &err), GW_FAILED, &err,
              "column list");
    must_fail(gw_query_open(&query, store, "SELECT 'a'::ENUM('a', 'b') AS e", NULL, 0, &err),
              GW_FAILED, &err, "column e");
    assert_null(query);
    int64_t total = 0;
    must(gw_query_one_integer(&total, store, "SELECT sum(range)::BIGINT FROM range(3)", NULL, 0,
                              &err),
         &err);
    assert_int_equal(total, 3);
    gw_store_close(store);
}

/* Many batches in their order; after the end the answer stays "end", where DuckDB's own stream
 * answers with an error. */
static void batches_come_in_order_and_end(void **state)
{
    place *p = *state;
    gw_error err = {0};
    gw_query *query = NULL;
    size_t rows = 0;
    int64_t next = 0;
    gw_store *store = open_store(p, NULL);
    must(gw_query_open(&query, store,
                       "SELECT range, range * 0.5::DOUBLE, DATE '1970-01-01' + range::INTEGER "
                       "FROM range(100000) ORDER BY range",
                       NULL, 0, &err),
         &err);
    for (;;) {
        must(gw_query_next(&rows, query, &err), &err);
        if (rows == 0)
            break;
        const int64_t *integers = gw_query_integers(query, 0);
        const double *doubles = gw_query_doubles(query, 1);
        const int32_t *days = gw_query_days(query, 2);
        assert_null(gw_query_integers(query, 1));
        assert_null(gw_query_doubles(query, 0));
        assert_null(gw_query_days(query, 0));
        for (size_t i = 0; i < rows; i++, next++) {
            assert_int_equal(integers[i], next);
            assert_int_equal(gw_query_integer(query, 0, i), next);
            check_same_bits(doubles[i], 0.5 * (double)next);
            assert_int_equal(days[i], next);
        }
    }
    assert_int_equal(next, 100000);
    for (int i = 0; i < 3; i++) {
        rows = 9;
        must(gw_query_next(&rows, query, &err), &err);
        assert_int_equal(rows, 0);
    }
    gw_query_close(query);
    gw_store_close(store);
}

static void an_answer_without_rows_is_the_end_at_once(void **state)
{
    place *p = *state;
    gw_error err = {0};
    size_t rows = 9;
    int64_t answer = 0;
    gw_store *store = open_store(p, NULL);
    gw_query *query = ask_rows(store, "SELECT 1 WHERE false", &rows);
    assert_int_equal(rows, 0);
    gw_query_close(query);
    gw_query_close(NULL);
    must_fail(gw_query_one_integer(&answer, store, "SELECT 1 WHERE false", NULL, 0, &err),
              GW_NOT_FOUND, &err, "no such row");
    gw_store_close(store);
}

static void parameters_of_every_type(void **state)
{
    place *p = *state;
    gw_error err = {0};
    gw_query *query = NULL;
    size_t rows = 0;
    gw_store *store = open_store(p, NULL);
    const gw_value values[] = {
        gw_value_int64(INT64_MIN),
        gw_value_double(0.1),
        gw_value_text("O'Brien; DROP TABLE t; \xe2\x82\xac"),
        gw_value_integer(GW_DATE, -1),
        gw_value_integer(GW_TIMESTAMP, 1500000),
        gw_value_integer(GW_MONEY, -1),
        gw_value_null(GW_TEXT),
        gw_value_text(NULL),
        gw_value_text(""),
    };
    must(gw_query_open(&query, store, "SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9", values, 9, &err),
         &err);
    must(gw_query_next(&rows, query, &err), &err);
    assert_int_equal(rows, 1);
    assert_int_equal(gw_query_integer(query, 0, 0), INT64_MIN);
    check_same_bits(gw_query_double(query, 1, 0), 0.1);
    check_text(query, 2, 0, "O'Brien; DROP TABLE t; \xe2\x82\xac");
    assert_int_equal(gw_query_type(query, 3), GW_DATE);
    assert_int_equal(gw_query_integer(query, 3, 0), -1);
    assert_int_equal(gw_query_integer(query, 4, 0), 1500000);
    assert_int_equal(gw_query_type(query, 5), GW_MONEY);
    assert_int_equal(gw_query_integer(query, 5, 0), -1);
    assert_true(gw_query_is_null(query, 6, 0));
    assert_true(gw_query_is_null(query, 7, 0));
    assert_false(gw_query_is_null(query, 8, 0));
    check_text(query, 8, 0, "");
    gw_query_close(query);
    must_fail(gw_query_open(&query, store, "SELECT $1 + $2", values, 1, &err), GW_FAILED, &err, "");
    gw_store_close(store);
}

/* A second statement while a first answer is being read leaves the first whole. */
static void two_answers_at_once(void **state)
{
    place *p = *state;
    gw_error err = {0};
    gw_query *first = NULL;
    size_t rows = 0;
    size_t total = 0;
    int64_t answer = 0;
    gw_store *store = open_store(p, NULL);
    must(gw_query_open(&first, store, "SELECT range FROM range(50000)", NULL, 0, &err), &err);
    must(gw_query_next(&rows, first, &err), &err);
    must(gw_query_one_integer(&answer, store, "SELECT 7", NULL, 0, &err), &err);
    assert_int_equal(answer, 7);
    while (rows > 0) {
        total += rows;
        must(gw_query_next(&rows, first, &err), &err);
    }
    assert_int_equal(total, 50000);
    gw_query_close(first);
    gw_store_close(store);
}

/* With one thread: of several, one that was only interrupted may be heard first. */
static void a_failure_half_way_is_said(void **state)
{
    place *p = *state;
    gw_error err = {0};
    gw_query *query = NULL;
    size_t rows = 1;
    gw_store *store = NULL;
    const gw_store_options one_thread = {.path = NULL, .threads = 1};
    must(gw_store_open(&store, p->context, &one_thread, &err), &err);
    gw_status status = gw_query_open(
        &query, store,
        "SELECT CASE WHEN range = 90000 THEN error('row 90000 is bad') ELSE range END::VARCHAR "
        "FROM range(100000)",
        NULL, 0, &err);
    while (status == GW_OK && rows > 0)
        status = gw_query_next(&rows, query, &err);
    must_fail(status, GW_FAILED, &err, "row 90000 is bad");
    if (query != NULL) {
        must(gw_query_next(&rows, query, &err), &err); /* over, and stays so */
        assert_int_equal(rows, 0);
    }
    gw_query_close(query);
    gw_store_close(store);
}

/* A thread that fails interrupts the others: nobody cancelled, and that is not said. */
static void a_failure_among_threads_is_no_cancel(void **state)
{
    place *p = *state;
    gw_store *store = open_store(p, NULL);
    for (int round = 0; round < 50; round++) {
        gw_error err = {0};
        int64_t answer = 0;
        gw_status status = gw_query_one_integer(
            &answer, store,
            "SELECT max(CASE WHEN range % 90000 = 89999 THEN error('bad') ELSE range END::BIGINT) "
            "FROM range(1000000)",
            NULL, 0, &err);
        assert_int_equal(status, GW_FAILED);
        assert_null(strstr(err.message, "cancel"));
    }
    gw_store_close(store);
}

/* Opening, asking and reading with each allocation failed in turn: the right status, no leak. */
static void every_allocation_may_fail(void **state)
{
    (void)state;
    bool done = false;
    for (long n = 1; !done && n < 100; n++) {
        failing_allocator memory = {0};
        gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
        failing_allocator_options(&options, &memory);
        gw_context *context = NULL;
        assert_int_equal(gw_context_create(&context, &options, NULL), GW_OK);
        memory.fail_at = memory.calls + n;
        const gw_store_options in_memory = {.path = NULL};
        const gw_value one = gw_value_int64(1);
        gw_error err = {0};
        gw_store *store = NULL;
        int64_t answer = 0;
        gw_status status = gw_store_open(&store, context, &in_memory, &err);
        if (status == GW_OK)
            status = gw_query_one_integer(&answer, store, "SELECT 1 + $1", &one, 1, &err);
        done = memory.calls < memory.fail_at;
        assert_int_equal(status, done ? GW_OK : GW_NO_MEMORY);
        gw_store_close(store);
        gw_context_free(context);
        assert_int_equal(memory.held, 0);
    }
    assert_true(done);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_in_place(whole_numbers_of_every_width),
        test_in_place(the_other_types),
        test_in_place(missing_values_are_told),
        test_in_place(unknown_types_are_named),
        test_in_place(batches_come_in_order_and_end),
        test_in_place(an_answer_without_rows_is_the_end_at_once),
        test_in_place(parameters_of_every_type),
        test_in_place(two_answers_at_once),
        test_in_place(a_failure_half_way_is_said),
        test_in_place(a_failure_among_threads_is_no_cancel),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Bulk writing: what arrives is what was sent, or nothing; the traps of DuckDB 1.5.6. */
#include "store_support.h"

#include "ingest.h"
#include "query.h"

static int64_t ask(gw_store *store, const char *sql)
{
    gw_error err = {0};
    int64_t answer = -1;
    must_at(gw_query_one_integer(&answer, store, sql, NULL, 0, &err), &err, sql, __FILE__,
            __LINE__);
    return answer;
}

static void every_type_arrives(void **state)
{
    place *p = *state;
    gw_error err = {0};
    gw_store *store = open_store(p, NULL);
    const int64_t integers[] = {INT64_MIN, 0, INT64_MAX};
    const double doubles[] = {0.1, -1e300, 5e-324};
    const gw_span texts[] = {{"", 0}, {"it's \xe2\x82\xac", 8}, {"c", 1}};
    const int32_t days[] = {-1, 0, 20000};
    const int64_t moments[] = {1500000, -1, 0};
    const int64_t money[] = {-123456, 1, 99999999999999999};
    const bool null[] = {false, true, false};
    const gw_column columns[] = {
        {"i", GW_INT64, integers, NULL},     {"d", GW_DOUBLE, doubles, NULL},
        {"a \"t\"", GW_TEXT, texts, NULL},   {"day", GW_DATE, days, null},
        {"at", GW_TIMESTAMP, moments, null}, {"m", GW_MONEY, money, null},
        {"n", GW_TEXT, texts, null},
    };
    const gw_ingest_target target = {.table = "odd \"name\""};
    must(gw_ingest_arrays(store, &target, columns, 7, 3, &err), &err);
    gw_query *query = NULL;
    size_t rows = 0;
    must(gw_query_open(&query, store, "SELECT * FROM \"odd \"\"name\"\"\"", NULL, 0, &err), &err);
    must(gw_query_next(&rows, query, &err), &err);
    assert_int_equal(rows, 3);
    assert_string_equal(gw_query_name(query, 2), "a \"t\"");
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(gw_query_integer(query, 0, i), integers[i]);
        check_same_bits(gw_query_double(query, 1, i), doubles[i]);
        assert_int_equal(gw_query_text(query, 2, i).length, texts[i].length);
        assert_memory_equal(gw_query_text(query, 2, i).bytes, texts[i].bytes, texts[i].length);
        for (size_t c = 3; c < 7; c++)
            assert_int_equal(gw_query_is_null(query, c, i), null[i]);
        assert_int_equal(gw_query_integer(query, 3, i), null[i] ? 0 : days[i]);
        assert_int_equal(gw_query_integer(query, 4, i), null[i] ? 0 : moments[i]);
        assert_int_equal(gw_query_integer(query, 5, i), null[i] ? 0 : money[i]);
    }
    assert_int_equal(gw_query_type(query, 5), GW_MONEY);
    gw_query_close(query);
    gw_store_close(store);
}

static void create_and_append(void **state)
{
    place *p = *state;
    gw_error err = {0};
    gw_store *store = open_store(p, NULL);
    const int64_t values[] = {1, 2, 3};
    const gw_column column = {"a", GW_INT64, values, NULL};
    const gw_ingest_target create = {.table = "t"};
    const gw_ingest_target append = {.table = "t", .append = true};
    const gw_ingest_target missing = {.table = "nope", .append = true};
    const gw_ingest_target temporary = {.table = "t", .temporary = true};
    must(gw_ingest_arrays(store, &create, &column, 1, 3, &err), &err);
    must(gw_ingest_arrays(store, &append, &column, 1, 2, &err), &err);
    must(gw_ingest_arrays(store, &append, &column, 1, 0, &err), &err);
    assert_int_equal(ask(store, "SELECT count(*) FROM t"), 5);
    must_fail(gw_ingest_arrays(store, &create, &column, 1, 3, &err), GW_FAILED, &err, "exists");
    must_fail(gw_ingest_arrays(store, &missing, &column, 1, 3, &err), GW_FAILED, &err, "nope");
    /* a temporary table of the same name is another table */
    must(gw_ingest_arrays(store, &temporary, &column, 1, 3, &err), &err);
    assert_int_equal(ask(store, "SELECT count(*) FROM temp.t"), 3);
    assert_int_equal(ask(store, "SELECT count(*) FROM memory.t"), 5);
    gw_store_close(store);
}

static void no_rows_make_an_empty_table(void **state)
{
    place *p = *state;
    gw_error err = {0};
    gw_store *store = open_store(p, NULL);
    const gw_column column = {"a", GW_TEXT, NULL, NULL};
    const gw_ingest_target target = {.table = "t"};
    must(gw_ingest_arrays(store, &target, &column, 1, 0, &err), &err);
    assert_int_equal(ask(store, "SELECT count(*) FROM t"), 0);
    gw_store_close(store);
}

/* ---- Trap 1: rows that break a constraint vanish, and DuckDB reports success ----------------- */

#define MANY 200000

static int64_t *numbers_with_a_late_twin(void)
{
    int64_t *values = malloc(MANY * sizeof *values);
    assert_non_null(values);
    for (int64_t i = 0; i < MANY; i++)
        values[i] = i;
    values[MANY - 10] = 5;
    return values;
}

static void vanished_rows_are_noticed(void **state)
{
    place *p = *state;
    gw_error err = {0};
    gw_store *store = open_store(p, NULL);
    int64_t *values = numbers_with_a_late_twin();
    const gw_column column = {"a", GW_INT64, values, NULL};
    const gw_ingest_target with_key = {.table = "with_key", .append = true};
    const gw_ingest_target with_check = {.table = "with_check", .append = true};
    run(store, "CREATE TABLE with_key(a BIGINT PRIMARY KEY); INSERT INTO with_key VALUES (-1);"
               "CREATE TABLE with_check(a BIGINT CHECK (a < 199000))");
    assert_int_equal(gw_ingest_arrays(store, &with_key, &column, 1, MANY, &err), GW_FAILED);
    assert_int_equal(ask(store, "SELECT count(*) FROM with_key"), 1);
    assert_int_equal(gw_ingest_arrays(store, &with_check, &column, 1, MANY, &err), GW_FAILED);
    assert_int_equal(ask(store, "SELECT count(*) FROM with_check"), 0);
    assert_false(gw_store_in_transaction(store));
    free(values);
    gw_store_close(store);
}

/* The same inside the caller's transaction, whose commit DuckDB would report as done. */
static void a_transaction_with_vanished_rows_is_not_committed(void **state)
{
    place *p = *state;
    gw_error err = {0};
    gw_store *store = open_store(p, NULL);
    const int64_t twins[] = {1, 1, 2};
    const gw_column column = {"a", GW_INT64, twins, NULL};
    const gw_ingest_target target = {.table = "t", .append = true};
    run(store, "CREATE TABLE t(a BIGINT PRIMARY KEY); CREATE TABLE other(a BIGINT)");
    must(gw_store_begin(store, &err), &err);
    run(store, "INSERT INTO other VALUES (1)");
    assert_int_equal(gw_ingest_arrays(store, &target, &column, 1, 3, &err), GW_FAILED);
    must_fail(gw_store_commit(store, &err), GW_FAILED, &err, "nothing was kept");
    assert_int_equal(ask(store, "SELECT count(*) FROM t"), 0);
    assert_int_equal(ask(store, "SELECT count(*) FROM other"), 0);
    gw_store_close(store);
}

/* ---- Trap 3: a producer that fails half-way counts as done ----------------------------------- */

typedef struct source {
    int64_t values[1000];
    size_t batches_left;
    bool fails;
} source;

static gw_status next_thousand(size_t *rows_out, gw_column *columns, void *user, gw_error *err)
{
    source *self = user;
    if (self->batches_left == 0 && self->fails) {
        if (err != NULL) {
            strcpy(err->message, "the source ran dry at row 5000");
            err->status = GW_BAD_DATA;
        }
        return GW_BAD_DATA;
    }
    for (int64_t i = 0; i < 1000; i++)
        self->values[i] = 1000 * (int64_t)self->batches_left + i;
    columns[0].values = self->values;
    *rows_out = self->batches_left > 0 ? 1000 : 0;
    self->batches_left -= self->batches_left > 0;
    return GW_OK;
}

static void a_failing_source_leaves_nothing(void **state)
{
    place *p = *state;
    gw_error err = {0};
    gw_store *store = open_store(p, NULL);
    gw_column column = {"a", GW_INT64, NULL, NULL};
    const gw_ingest_target target = {.table = "t"};
    source failing = {.batches_left = 5, .fails = true};
    must_fail(gw_ingest(NULL, store, &target, &column, 1, next_thousand, &failing, &err),
              GW_BAD_DATA, &err, "the source ran dry at row 5000");
    assert_int_equal(ask(store, "SELECT count(*) FROM duckdb_tables()"), 0);
    failing.batches_left = 5;
    assert_int_equal(gw_ingest(NULL, store, &target, &column, 1, next_thousand, &failing, NULL),
                     GW_BAD_DATA);
    gw_store_close(store);
}

static void a_source_of_many_batches_arrives_whole(void **state)
{
    place *p = *state;
    gw_error err = {0};
    size_t rows = 0;
    gw_store *store = open_store(p, NULL);
    gw_column column = {"a", GW_INT64, NULL, NULL};
    const gw_ingest_target target = {.table = "t"};
    source good = {.batches_left = 500};
    must(gw_ingest(&rows, store, &target, &column, 1, next_thousand, &good, &err), &err);
    assert_int_equal(rows, 500000);
    assert_int_equal(ask(store, "SELECT count(DISTINCT a) FROM t"), 500000);
    gw_store_close(store);
}

/* Each value in its own row, over the borders of our batches. */
static void long_arrays_arrive_in_their_rows(void **state)
{
    place *p = *state;
    gw_error err = {0};
    gw_store *store = open_store(p, NULL);
    int64_t *integers = malloc(MANY * sizeof *integers);
    double *doubles = malloc(MANY * sizeof *doubles);
    int32_t *days = malloc(MANY * sizeof *days);
    gw_span *texts = malloc(MANY * sizeof *texts);
    bool *null = malloc(MANY * sizeof *null);
    char(*names)[8] = malloc(MANY * sizeof *names);
    assert_true(integers && doubles && days && texts && null && names);
    for (int i = 0; i < MANY; i++) {
        integers[i] = i;
        doubles[i] = 0.25 * i;
        days[i] = i;
        texts[i] = (gw_span){names[i], (size_t)snprintf(names[i], 8, "%d", i)};
        null[i] = i % 7 == 0;
    }
    const gw_column columns[] = {
        {"i", GW_INT64, integers, NULL}, {"d", GW_DOUBLE, doubles, null},
        {"day", GW_DATE, days, NULL},    {"t", GW_TEXT, texts, null},
        {"m", GW_MONEY, integers, NULL},
    };
    const gw_ingest_target target = {.table = "t"};
    must(gw_ingest_arrays(store, &target, columns, 5, MANY, &err), &err);
    assert_int_equal(ask(store,
                         "SELECT count(*) FROM t WHERE day - DATE '1970-01-01' = i AND "
                         "m * 10000 = i AND CASE WHEN i % 7 = 0 THEN d IS NULL AND t IS NULL "
                         "ELSE d = 0.25 * i AND t = i::VARCHAR END"),
                     MANY);
    free(integers);
    free(doubles);
    free(days);
    free(texts);
    free(null);
    free(names);
    gw_store_close(store);
}

static void columns_that_do_not_fit_leave_nothing(void **state)
{
    place *p = *state;
    gw_error err = {0};
    gw_store *store = open_store(p, NULL);
    const int64_t values[] = {1, 2, INT64_C(1) << 40};
    const gw_column columns[] = {{"a", GW_INT64, values, NULL}, {"b", GW_INT64, values, NULL}};
    const gw_ingest_target target = {.table = "t", .append = true};
    run(store, "CREATE TABLE t(a INTEGER)");
    must_fail(gw_ingest_arrays(store, &target, columns, 1, 3, &err), GW_FAILED, &err, "INTEGER");
    assert_int_equal(gw_ingest_arrays(store, &target, columns, 2, 2, &err), GW_FAILED);
    assert_int_equal(ask(store, "SELECT count(*) FROM t"), 0);
    gw_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_in_place(every_type_arrives),
        test_in_place(create_and_append),
        test_in_place(no_rows_make_an_empty_table),
        test_in_place(vanished_rows_are_noticed),
        test_in_place(a_transaction_with_vanished_rows_is_not_committed),
        test_in_place(a_failing_source_leaves_nothing),
        test_in_place(a_source_of_many_batches_arrives_whole),
        test_in_place(long_arrays_arrive_in_their_rows),
        test_in_place(columns_that_do_not_fit_leave_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

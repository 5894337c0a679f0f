/* Table files: what is read is what is there, in order; what is wrong is named. */
#include "store_support.h"

#include "query.h"
#include "table.h"

#include <fcntl.h>
#include <math.h>
#include <sys/stat.h>

static const gw_wanted COUNT[] = {{.name = "x"}, {.name = "t_x"}, {.name = "T"}};

static char *write_bytes(const place *p, const char *name, const char *bytes, size_t length)
{
    char *path = path_in(p, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
    return path;
}

static char *write_text(const place *p, const char *name, const char *text)
{
    return write_bytes(p, name, text, strlen(text));
}

static gw_table *read_table(const place *p, const char *path)
{
    gw_error err = {0};
    gw_table *table = NULL;
    must(gw_table_read(&table, p->context, path, COUNT, 3, true, &err), &err);
    return table;
}

static void check_field(const gw_table *table, size_t row, size_t column, const char *expected)
{
    gw_span text = gw_table_text(table, row, column);
    assert_int_equal(text.length, strlen(expected));
    assert_memory_equal(text.bytes, expected, text.length);
}

/* Reads `text` as a CSV and expects this status and these words. */
static void refuse(place *p, const char *text, size_t length, gw_status expected, const char *words)
{
    gw_error err = {0};
    gw_table *table = NULL;
    char *path = write_bytes(p, "bad.csv", text, length);
    must_fail(gw_table_read(&table, p->context, path, COUNT, 3, true, &err), expected, &err, words);
    assert_non_null(strstr(err.message, "bad.csv"));
    assert_null(strchr(err.message, '\n'));
    assert_null(table);
    assert_int_equal(gw_table_read(&table, p->context, path, COUNT, 3, false, NULL), expected);
    free(path);
}

#define REFUSE(text, words) refuse(p, text, sizeof(text) - 1, GW_BAD_DATA, words)

/* ---- What is read --------------------------------------------------------------------------- */

static void numbers_and_texts_in_their_order(void **state)
{
    place *p = *state;
    char *path = write_text(p, "a.csv",
                            "id,x,note,t_x,T\n"
                            "007, 2,\"a,\"\"b\"\"\",30.43,38.86\n"
                            "Zo\xc3\xab,1,\"two\nlines\",1.71e0,38.86\n"
                            ",0,,0,1e2\n");
    gw_table *table = read_table(p, path);
    const double x[] = {2, 1, 0};
    const double t_x[] = {30.43, 1.71, 0};
    const double T[] = {38.86, 38.86, 100};
    assert_int_equal(gw_table_rows(table), 3);
    assert_int_equal(gw_table_columns(table), 5);
    assert_string_equal(gw_table_column(table, 2), "note");
    for (size_t i = 0; i < 3; i++) {
        check_same_bits(gw_table_numbers(table, 0)[i], x[i]);
        check_same_bits(gw_table_numbers(table, 1)[i], t_x[i]);
        check_same_bits(gw_table_numbers(table, 2)[i], T[i]);
    }
    check_field(table, 0, 0, "007");
    check_field(table, 0, 2, "a,\"b\"");
    check_field(table, 1, 0, "Zo\xc3\xab");
    check_field(table, 1, 2, "two\nlines");
    check_field(table, 1, 3, "1.71e0");
    check_field(table, 2, 0, "");
    check_field(table, 2, 4, "1e2");
    gw_table_free(table);
    gw_table_free(NULL);
    free(path);
}

/* Delimiters, line ends, a byte order mark, blank lines, blanks around names: the same table. */
static void dialects_of_csv(void **state)
{
    place *p = *state;
    static const char *const texts[] = {
        "x,t_x,T\n2,1.5,3\n0,0,4\n",
        "x;t_x;T\n2;1.5;3\n0;0;4\n",
        "x\tt_x\tT\n2\t1.5\t3\n0\t0\t4\n",
        "x|t_x|T\n2|1.5|3\n0|0|4\n",
        "x,t_x,T\r\n2,1.5,3\r\n0,0,4\r\n",
        "x,t_x,T\r2,1.5,3\r0,0,4\r",
        "\xEF\xBB\xBFx,t_x,T\n2,1.5,3\n0,0,4",
        "\n\nx,t_x,T\n\n2,1.5,3\n\n0,0,4\n\n",
        "x, t_x ,\"T\"\n2,1.5,3\n0,0,4\n",
        "\"x\",\"t_x\",\"T\"\n\"2\",\"1.5\",\"3\"\n0,0,4\n",
        "T,t_x,x\n3,1.5,2\n4,0,0\n",
        "X,T_X,t\n2,1.5,3\n0,0,4\n",
        "\"a;b;c;d;e\",x,t_x,T\nq,2,1.5,3\nq,0,0,4\n",
        ",,x,t_x,T\n,,2,1.5,3\n,,0,0,4\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        char *path = write_text(p, "dialect.csv", texts[i]);
        gw_table *table = read_table(p, path);
        assert_int_equal(gw_table_rows(table), 2);
        check_same_bits(gw_table_numbers(table, 0)[0], 2.0);
        check_same_bits(gw_table_numbers(table, 1)[0], 1.5);
        check_same_bits(gw_table_numbers(table, 2)[1], 4.0);
        gw_table_free(table);
        free(path);
    }
}

static void optional_and_missing(void **state)
{
    place *p = *state;
    gw_error err = {0};
    gw_table *table = NULL;
    const gw_wanted wanted[] = {{.name = "x"},
                                {.name = "mean_spend", .may_be_missing = true},
                                {.name = "weight", .optional = true}};
    char *path = write_text(p, "a.csv", "x,mean_spend\n0,\n0,NA\n2,3.5\n");
    must(gw_table_read(&table, p->context, path, wanted, 3, false, &err), &err);
    assert_true(isnan(gw_table_numbers(table, 1)[0]));
    assert_true(isnan(gw_table_numbers(table, 1)[1]));
    check_same_bits(gw_table_numbers(table, 1)[2], 3.5);
    assert_null(gw_table_numbers(table, 2));
    gw_table_free(table);
    free(path);
    path = write_text(p, "b.csv", "WEIGHT,x,mean_spend\n2.5,0,\n");
    must(gw_table_read(&table, p->context, path, wanted, 3, false, &err), &err);
    check_same_bits(gw_table_numbers(table, 2)[0], 2.5);
    gw_table_free(table);
    free(path);
}

/* A header says the columns, an exact name before one in another case. */
static void names_in_two_cases(void **state)
{
    place *p = *state;
    char *path = write_text(p, "a.csv", "t,T,x,t_x\n9,3,1,2\n");
    gw_table *table = read_table(p, path);
    check_same_bits(gw_table_numbers(table, 2)[0], 3.0);
    gw_table_free(table);
    free(path);
    REFUSE("x,X_,T_x,t_X,T\n1,1,1,1,1\n", "both T_x and t_X");
}

#define ROWS 300000

static double t_x_of(size_t i)
{
    return (double)(i * 7919 % 10007) / 7;
}

static void check_many(const gw_table *table)
{
    assert_int_equal(gw_table_rows(table), ROWS);
    for (size_t i = 0; i < ROWS; i++) {
        char id[32];
        snprintf(id, sizeof id, "c%zu", i);
        gw_span text = gw_table_text(table, i, 0);
        if (text.length != strlen(id) || memcmp(text.bytes, id, text.length) != 0)
            fail_msg("row %zu is another's", i);
        if (gw_table_numbers(table, 0)[i] != (double)(i % 100) ||
            gw_table_numbers(table, 1)[i] != t_x_of(i) || gw_table_numbers(table, 2)[i] != 1e4)
            fail_msg("row %zu has another's numbers", i);
    }
}

/* The same rows as CSV, gzip, Zstandard and Parquet; names and folders that DuckDB would take for
 * patterns, partitions or addresses. */
static void many_rows_in_every_format(void **state)
{
    place *p = *state;
    char *csv = path_in(p, "many.csv");
    FILE *file = fopen(csv, "w");
    assert_non_null(file);
    fputs("id,x,t_x,T\n", file);
    for (size_t i = 0; i < ROWS; i++)
        fprintf(file, "c%zu,%zu,%.17g,1e4\n", i, i % 100, t_x_of(i));
    assert_int_equal(fclose(file), 0);
    gw_store *store = open_store(p, NULL);
    char sql[1024];
    char *folder = path_in(p, "x=1");
    assert_int_equal(mkdir(folder, 0700), 0);
    free(folder);
    static const char *const names[] = {"x=1/many.gz", "m[a]*?.zst", "plain.parquet",
                                        "zstd.parquet"};
    static const char *const options[] = {"FORMAT CSV, COMPRESSION gzip",
                                          "FORMAT CSV, COMPRESSION zstd", "FORMAT PARQUET",
                                          "FORMAT PARQUET, COMPRESSION zstd"};
    snprintf(sql, sizeof sql,
             "CREATE TABLE many AS SELECT * FROM read_csv('%s', header = true, delim = ',', "
             "columns = {'id': 'VARCHAR', 'x': 'BIGINT', 't_x': 'DOUBLE', 'T': 'DOUBLE'})",
             csv);
    run(store, sql);
    gw_table *table = read_table(p, csv);
    check_many(table);
    gw_table_free(table);
    for (size_t i = 0; i < 4; i++) {
        char *path = path_in(p, names[i]);
        snprintf(sql, sizeof sql, "COPY many TO '%s' (%s)", path, options[i]);
        run(store, sql);
        table = read_table(p, path);
        check_many(table);
        gw_table_free(table);
        free(path);
    }
    gw_store_close(store);
    free(csv);
}

/* Numbers of any Parquet type; what is no number is said. */
static void parquet_types(void **state)
{
    place *p = *state;
    gw_error err = {0};
    gw_store *store = open_store(p, NULL);
    char sql[1024];
    char *path = path_in(p, "types.parquet");
    snprintf(sql, sizeof sql,
             "COPY (SELECT 3::TINYINT AS x, 0.1::FLOAT AS t_x, 12.50::DECIMAL(9,2) AS \"T\", "
             "DATE '2020-02-29' AS day, ['a','b'] AS list, true AS yes, NULL::INTEGER AS none, "
             "'2'::ENUM('1', '2') AS e) TO '%s' (FORMAT PARQUET)",
             path);
    run(store, sql);
    gw_table *table = read_table(p, path);
    check_same_bits(gw_table_numbers(table, 0)[0], 3.0);
    check_same_bits(gw_table_numbers(table, 1)[0], 0.1);
    check_same_bits(gw_table_numbers(table, 2)[0], 12.5);
    check_field(table, 0, 3, "2020-02-29");
    check_field(table, 0, 4, "[a, b]");
    check_field(table, 0, 6, "");
    gw_table_free(table);
    table = NULL;
    snprintf(sql, sizeof sql,
             "COPY (SELECT 3 AS x, DATE '2020-01-01' AS t_x, 1 AS \"T\") TO '%s' (FORMAT PARQUET)",
             path);
    run(store, sql);
    must_fail(gw_table_read(&table, p->context, path, COUNT, 3, true, &err), GW_BAD_DATA, &err,
              "row 1: t_x is \"2020-01-01\", which is not a number");
    snprintf(sql, sizeof sql,
             "COPY (SELECT 3 AS x, 1 AS t_x, NULL::DOUBLE AS \"T\") TO '%s' (FORMAT PARQUET)",
             path);
    run(store, sql);
    must_fail(gw_table_read(&table, p->context, path, COUNT, 3, true, &err), GW_BAD_DATA, &err,
              "row 1: T is empty");
    snprintf(sql, sizeof sql, "COPY (SELECT 1 AS x) TO '%s' (FORMAT PARQUET)", path);
    run(store, sql);
    must_fail(gw_table_read(&table, p->context, path, COUNT, 3, true, &err), GW_BAD_DATA, &err,
              "has no column t_x; it has: x");
    free(path);
    gw_store_close(store);
}

/* Doubles of every size go through Parquet and text and keep their bits. */
static void doubles_keep_their_bits(void **state)
{
    place *p = *state;
    gw_error err = {0};
    gw_store *store = open_store(p, NULL);
    enum { N = 20000 };
    double *values = malloc(N * sizeof *values);
    assert_non_null(values);
    uint64_t seed = 88172645463325252u;
    for (size_t i = 0; i < N;) {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        memcpy(&values[i], &seed, sizeof seed);
        i += isfinite(values[i]) ? 1 : 0;
    }
    const gw_column columns[] = {{"v", GW_DOUBLE, values, NULL}};
    (void)columns;
    char sql[512];
    char *path = path_in(p, "bits.parquet");
    run(store, "CREATE TABLE bits(v DOUBLE)");
    for (size_t i = 0; i < N; i++) {
        const gw_value value = gw_value_double(values[i]);
        if (i % 200 == 0) /* statements are slow; 100 of them will do */
            must(
                gw_store_execute_with(NULL, store, "INSERT INTO bits VALUES ($1)", &value, 1, &err),
                &err);
    }
    snprintf(sql, sizeof sql, "COPY bits TO '%s' (FORMAT PARQUET)", path);
    run(store, sql);
    const gw_wanted wanted = {.name = "v"};
    gw_table *table = NULL;
    must(gw_table_read(&table, p->context, path, &wanted, 1, false, &err), &err);
    assert_int_equal(gw_table_rows(table), N / 200);
    for (size_t i = 0; i < N / 200; i++)
        check_same_bits(gw_table_numbers(table, 0)[i], values[200 * i]);
    gw_table_free(table);
    free(values);
    free(path);
    gw_store_close(store);
}

/* ---- What is refused ------------------------------------------------------------------------ */

static void bad_fields_are_named(void **state)
{
    place *p = *state;
    REFUSE("x,t_x,T\n1,2,3\n1,abc,3\n", "bad.csv, row 2: t_x is \"abc\", which is not a number");
    REFUSE("x,t_x,T\n1,2,\n", "bad.csv, row 1: T is empty");
    REFUSE("x;t_x;T\n1;2,5;3\n",
           "t_x is \"2,5\", which is not a number; write it with a decimal point");
    REFUSE("x,t_x,T\n1,0x10,3\n", "not a number");
    REFUSE("x,t_x,T\n1,\x1b[31m2,3\n", "t_x is \"?[31m2\"");
}

static void bad_headers_are_named(void **state)
{
    place *p = *state;
    REFUSE("x,t_x\n1,2\n", "has no column T; it has: x, t_x");
    REFUSE("1,2,3\n1,2,3\n", "has no column x; it has: 1, 2, 3");
    REFUSE("x,t_x,T,x\n1,2,3,4\n", "two columns named x");
    REFUSE("x,t_x,T\n", "has a header and no rows");
    REFUSE("x,t_x,T", "has a header and no rows");
    REFUSE("\n\n \n", "holds no line of text");
    char wide[20000];
    size_t end = 0;
    for (size_t i = 0; i < 3000; i++)
        end += (size_t)snprintf(wide + end, sizeof wide - end, "a%zu%c", i, i < 2999 ? ',' : '\n');
    refuse(p, wide, end, GW_BAD_DATA, ", and more");
}

static void lines_of_another_shape_are_named(void **state)
{
    place *p = *state;
    REFUSE("x,t_x,T\n1,2,3\n1,2\n1,2,3\n", "bad.csv, line 3 has fewer fields than the header");
    REFUSE("x,t_x,T\n1,2,3\n1,2,3,4\n", "line 3 has more fields than the header");
    REFUSE("x,t_x,T\n1,2,3\n1,\"2,3\n1,2,3\n", "line 3 has a quote that");
    REFUSE("x,t_x,T\n1,2,3\n1,\"2\"2,3\n", "line 3 has a quote that");
    REFUSE("x,t_x,T\n1,2,3\n1,2\xff,3\n", "line 3 is not UTF-8 text");
    REFUSE("x,t_\xff,T\n1,2,3\n", "line 1 is not UTF-8 text");
    /* before a bad number that comes after it, whose row could not be counted rightly */
    REFUSE("x,t_x,T\n1,2\n1,abc,3\n", "line 2 has fewer fields");
    size_t length = 3 * 1000 * 1000;
    char *endless = malloc(length);
    assert_non_null(endless);
    memset(endless, '1', length);
    memcpy(endless, "x,t_x,T\n1,2,3\n", 14);
    refuse(p, endless, length, GW_BAD_DATA, "line 3 is longer than");
    free(endless);
}

static void what_is_no_table_is_named(void **state)
{
    place *p = *state;
    REFUSE("", "is empty");
    REFUSE("\xFF\xFEx\0,\0t\0", "UTF-16");
    REFUSE("\xFE\xFF\0x\0,\0t", "UTF-16");
    REFUSE("x\0,\0t\0_\0x\0", "UTF-16");
    REFUSE("PK\3\4 and so on", "spreadsheet");
    REFUSE("x,t_x,T\n1,2,3\0\n", "binary");
    REFUSE("\x7f"
           "ELF\2\1\1\0\0\0",
           "binary");
    REFUSE("PAR1 and no more than that", "was cut short");
    REFUSE("PAR1\0\0\0\0\0\0\0\0PAR1", "cannot be read as Parquet");
    gw_error err = {0};
    gw_table *table = NULL;
    must_fail(gw_table_read(&table, p->context, p->folder, COUNT, 3, true, &err), GW_BAD_DATA, &err,
              "is a folder");
    must_fail(gw_table_read(&table, p->context, "/nowhere/at/all.csv", COUNT, 3, true, &err),
              GW_NOT_FOUND, &err, "there is no file /nowhere/at/all.csv");
    must_fail(gw_table_read(&table, p->context, "", COUNT, 3, true, &err), GW_NOT_FOUND, &err, "");
    char *pipe = path_in(p, "pipe");
    assert_int_equal(mkfifo(pipe, 0600), 0);
    must_fail(gw_table_read(&table, p->context, pipe, COUNT, 3, true, &err), GW_BAD_DATA, &err,
              "not a regular file");
    free(pipe);
}

/* ---- Compressed files that are not whole ----------------------------------------------------- */

static char *compressed(place *p, const char *name, const char *how, size_t rows, size_t *size_out)
{
    char sql[512];
    gw_store *store = open_store(p, NULL);
    char *path = path_in(p, name);
    snprintf(
        sql, sizeof sql,
        "COPY (SELECT range %% 10 AS x, 0.5 * (range %% 10) AS t_x, 1000 + hash(range) %% 1000 "
        "AS \"T\" FROM range(%zu)) TO '%s' (FORMAT CSV, COMPRESSION %s)",
        rows, path, how);
    run(store, sql);
    gw_store_close(store);
    struct stat about;
    assert_int_equal(stat(path, &about), 0);
    *size_out = (size_t)about.st_size;
    return path;
}

static void cut_and_damaged_files_are_refused(void **state)
{
    place *p = *state;
    static const char *const hows[] = {"gzip", "zstd"};
    for (size_t k = 0; k < 2; k++) {
        gw_error err = {0};
        gw_table *table = NULL;
        size_t size = 0;
        char *path = compressed(p, "whole", hows[k], 200000, &size);
        char *bytes = malloc(size);
        FILE *file = fopen(path, "rb");
        assert_true(bytes != NULL && file != NULL && fread(bytes, 1, size, file) == size);
        fclose(file);
        gw_table_free(read_table(p, path));
        for (size_t step = 1; step < 40; step++) {
            char *cut =
                write_bytes(p, "cut", bytes, step < 20 ? size - step : size * (40 - step) / 40);
            must_fail(gw_table_read(&table, p->context, cut, COUNT, 3, true, &err), GW_BAD_DATA,
                      &err, "cut short");
            free(cut);
        }
        /* Zstandard files need not carry a checksum, and DuckDB's do not. */
        for (size_t i = 1; k == 0 && i < 20; i++) {
            bytes[size * i / 20] ^= 0x10;
            char *damaged = write_bytes(p, "damaged", bytes, size);
            must_fail(gw_table_read(&table, p->context, damaged, COUNT, 3, true, &err), GW_BAD_DATA,
                      &err, "is damaged");
            bytes[size * i / 20] ^= 0x10;
            free(damaged);
        }
        free(bytes);
        free(path);
    }
}

/* ---- Memory --------------------------------------------------------------------------------- */

static void every_allocation_may_fail(void **state)
{
    place *p = *state;
    size_t size = 0;
    char *paths[] = {write_text(p, "a.csv", "id,x,t_x,T\na,1,2,3\nb,0,0,3\n"),
                     compressed(p, "b.gz", "gzip", 100, &size)};
    for (size_t k = 0; k < 2; k++) {
        bool done = false;
        for (long n = 1; !done && n < 400; n++) {
            failing_allocator memory = {0};
            gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
            failing_allocator_options(&options, &memory);
            gw_context *context = NULL;
            assert_int_equal(gw_context_create(&context, &options, NULL), GW_OK);
            memory.fail_at = memory.calls + n;
            gw_error err = {0};
            gw_table *table = NULL;
            gw_status status = gw_table_read(&table, context, paths[k], COUNT, 3, true, &err);
            done = memory.calls < memory.fail_at;
            assert_int_equal(status, done ? GW_OK : GW_NO_MEMORY);
            gw_table_free(table);
            gw_context_free(context);
            assert_int_equal(memory.held, 0);
        }
        assert_true(done);
        free(paths[k]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_in_place(numbers_and_texts_in_their_order),
        test_in_place(dialects_of_csv),
        test_in_place(optional_and_missing),
        test_in_place(names_in_two_cases),
        test_in_place(many_rows_in_every_format),
        test_in_place(parquet_types),
        test_in_place(doubles_keep_their_bits),
        test_in_place(bad_fields_are_named),
        test_in_place(bad_headers_are_named),
        test_in_place(lines_of_another_shape_are_named),
        test_in_place(what_is_no_table_is_named),
        test_in_place(cut_and_damaged_files_are_refused),
        test_in_place(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

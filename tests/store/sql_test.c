/* The SQL that the program carries: found by name, slots filled, quotes that hold. */
#include "store_support.h"

#include "sql.h"

static void files_are_found_by_name(void **state)
{
    (void)state;
    assert_string_equal(gw_sql("begin"), "BEGIN TRANSACTION\n");
    assert_null(gw_sql("nope"));
    assert_null(gw_sql(""));
    assert_null(gw_sql("zzz"));
    size_t count = 0;
    for (const char *name; (name = gw_sql_name(count)) != NULL; count++) {
        assert_non_null(gw_sql(name));
        if (count > 0)
            assert_true(strcmp(gw_sql_name(count - 1), name) < 0);
    }
    assert_true(count >= 4);
}

/* Each is the file, byte for byte. */
static void files_are_whole(void **state)
{
    (void)state;
    for (size_t i = 0; gw_sql_name(i) != NULL; i++) {
        char path[512];
        char line[4096];
        const char *carried = gw_sql(gw_sql_name(i));
        snprintf(path, sizeof path, "%s/store/sql/%s.sql", GW_SOURCE_DIR, gw_sql_name(i));
        FILE *file = fopen(path, "r");
        assert_non_null(file);
        while (fgets(line, sizeof line, file) != NULL) {
            assert_memory_equal(carried, line, strlen(line));
            carried += strlen(line);
        }
        assert_string_equal(carried, "");
        fclose(file);
    }
}

static void slots_are_filled(void **state)
{
    place *p = *state;
    gw_error err = {0};
    gw_strbuf out = GW_STRBUF_INIT(p->context);
    const gw_sql_slot table = {"table", "\"my table\""};
    must(gw_sql_fill(&out, "count_rows", &table, 1, &err), &err);
    assert_string_equal(gw_strbuf_text(&out), "SELECT count(*) FROM \"my table\"\n");
    const gw_sql_slot other = {"tabl", "x"};
    must_fail(gw_sql_fill(&out, "count_rows", &other, 1, &err), GW_FAILED, &err, "slot");
    must_fail(gw_sql_fill(&out, "count_rows", NULL, 0, &err), GW_FAILED, &err, "slot");
    must_fail(gw_sql_fill(&out, "nope", NULL, 0, &err), GW_FAILED, &err, "nope");
    gw_strbuf_free(&out);
}

static void quotes_cannot_be_left(void **state)
{
    place *p = *state;
    gw_error err = {0};
    gw_strbuf out = GW_STRBUF_INIT(p->context);
    gw_store *store = open_store(p, NULL);
    gw_strbuf_puts(&out, "SELECT ");
    gw_sql_literal(&out, "it's '' \\ \" $1 {{x}} -- \n end");
    gw_strbuf_puts(&out, " AS ");
    gw_sql_identifier(&out, "a \"quoted\" 'name'; --");
    must(gw_store_execute(NULL, store, gw_strbuf_text(&out), &err), &err);
    gw_strbuf_clear(&out);
    gw_sql_identifier(&out, "a\"b");
    gw_sql_literal(&out, "c'd");
    assert_string_equal(gw_strbuf_text(&out), "\"a\"\"b\"'c''d'");
    gw_strbuf_free(&out);
    gw_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_are_found_by_name),
        cmocka_unit_test(files_are_whole),
        test_in_place(slots_are_filled),
        test_in_place(quotes_cannot_be_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Opening, transactions, cancelling; and the traps of DuckDB behind them. */
#include "store_support.h"

#include "query.h"

#include <pthread.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

static int64_t ask(gw_store *store, const char *sql)
{
    gw_error err = {0};
    int64_t answer = -1;
    must_at(gw_query_one_integer(&answer, store, sql, NULL, 0, &err), &err, sql, __FILE__,
            __LINE__);
    return answer;
}

/* ---- Opening -------------------------------------------------------------------------------- */

static void what_is_kept_is_there_again(void **state)
{
    place *p = *state;
    char *path = path_in(p, "a.gw");
    gw_store *store = open_store(p, path);
    run(store, "CREATE TABLE t(a BIGINT); INSERT INTO t VALUES (1), (2)");
    gw_store_close(store);
    store = open_store(p, path);
    assert_int_equal(ask(store, "SELECT count(*) FROM t"), 2);
    gw_store_close(store);
    free(path);
}

static void stores_in_memory_are_apart(void **state)
{
    place *p = *state;
    gw_store *a = open_store(p, NULL);
    gw_store *b = open_store(p, NULL);
    run(a, "CREATE TABLE t(a BIGINT)");
    run(b, "CREATE TABLE t(a BIGINT)");
    gw_store_close(a);
    gw_store_close(b);
    gw_store_close(NULL);
}

static void what_cannot_be_opened_is_said(void **state)
{
    place *p = *state;
    gw_error err = {0};
    gw_store *store = NULL;
    char *missing = path_in(p, "missing.gw");
    char *nowhere = path_in(p, "no/folder/a.gw");
    char *text = path_in(p, "text.gw");
    FILE *file = fopen(text, "w");
    for (int i = 0; i < 1000; i++)
        fputs("this is no database\n", file);
    fclose(file);
    const gw_store_options reading = {.path = missing, .read_only = true};
    const gw_store_options existing = {.path = missing, .must_exist = true};
    const gw_store_options in_nowhere = {.path = nowhere};
    const gw_store_options folder = {.path = p->folder};
    const gw_store_options not_ours = {.path = text};
    must_fail(gw_store_open(&store, p->context, &reading, &err), GW_NOT_FOUND, &err, "no store");
    must_fail(gw_store_open(&store, p->context, &existing, &err), GW_NOT_FOUND, &err, "no store");
    must_fail(gw_store_open(&store, p->context, &in_nowhere, &err), GW_NOT_FOUND, &err,
              "no/folder");
    must_fail(gw_store_open(&store, p->context, &folder, &err), GW_WRONG_USE, &err, "folder");
    must_fail(gw_store_open(&store, p->context, &not_ours, &err), GW_BAD_DATA, &err, "text.gw");
    assert_null(store);
    assert_int_not_equal(access(missing, F_OK), 0);
    free(missing);
    free(nowhere);
    free(text);
}

static void settings_hold(void **state)
{
    place *p = *state;
    gw_store *store = open_store(p, NULL);
    assert_int_equal(ask(store, "SELECT current_setting('preserve_insertion_order')::INT"), 1);
    assert_int_equal(ask(store, "SELECT current_setting('threads')::BIGINT"), 2);
    assert_int_equal(ask(store, "SELECT (current_setting('TimeZone') = 'UTC')::INT"), 1);
    assert_int_equal(ask(store, "SELECT current_setting('autoinstall_known_extensions')::INT"), 0);
    /* 1024 MB, as DuckDB writes it */
    assert_int_equal(ask(store, "SELECT (current_setting('memory_limit') = '976.5 MiB')::INT"), 1);
    gw_store_close(store);
}

static void a_read_only_store_is_not_written(void **state)
{
    place *p = *state;
    gw_error err = {0};
    char *path = path_in(p, "a.gw");
    gw_store *store = open_store(p, path);
    run(store, "CREATE TABLE t(a BIGINT)");
    gw_store_close(store);
    const gw_store_options options = {.path = path, .read_only = true};
    must(gw_store_open(&store, p->context, &options, &err), &err);
    must_fail(gw_store_execute(NULL, store, "INSERT INTO t VALUES (1)", &err), GW_FAILED, &err,
              "read-only");
    run(store, "CREATE TEMP TABLE scratch(a BIGINT)");
    gw_store_close(store);
    free(path);
}

/* ---- Trap 4: one handle per file ------------------------------------------------------------ */

static void the_same_file_opened_twice_keeps_everything(void **state)
{
    place *p = *state;
    char *path = path_in(p, "a.gw");
    char *dotted = path_in(p, "./a.gw");
    char *soft = path_in(p, "soft.gw");
    char *hard = path_in(p, "hard.gw");
    gw_store *first = open_store(p, path);
    run(first, "CREATE TABLE t(a BIGINT)");
    assert_int_equal(symlink(path, soft), 0);
    assert_int_equal(link(path, hard), 0);
    const char *names[] = {path, dotted, soft, hard};
    for (size_t i = 0; i < 4; i++) {
        gw_store *other = open_store(p, names[i]);
        run(other, "INSERT INTO t VALUES (1)"); /* sees what the first made */
        gw_store_close(other);
    }
    run(first, "INSERT INTO t VALUES (2)");
    gw_store_close(first);
    gw_store *again = open_store(p, path);
    assert_int_equal(ask(again, "SELECT count(*) FROM t"), 5);
    gw_store_close(again);
    free(path);
    free(dotted);
    free(soft);
    free(hard);
}

static void a_file_is_not_opened_in_two_ways(void **state)
{
    place *p = *state;
    gw_error err = {0};
    gw_store *other = NULL;
    char *path = path_in(p, "a.gw");
    gw_store *store = open_store(p, path);
    const gw_store_options reading = {.path = path, .read_only = true};
    must_fail(gw_store_open(&other, p->context, &reading, &err), GW_BUSY, &err, "for writing");
    gw_store_close(store);
    must(gw_store_open(&other, p->context, &reading, &err), &err);
    const gw_store_options writing = {.path = path};
    must_fail(gw_store_open(&store, p->context, &writing, &err), GW_BUSY, &err, "for reading only");
    gw_store_close(other);
    free(path);
}

static void a_replaced_file_is_noticed(void **state)
{
    place *p = *state;
    gw_error err = {0};
    gw_store *other = NULL;
    char *path = path_in(p, "a.gw");
    gw_store *store = open_store(p, path);
    assert_int_equal(unlink(path), 0);
    const gw_store_options options = {.path = path};
    must_fail(gw_store_open(&other, p->context, &options, &err), GW_BUSY, &err, "replaced");
    gw_store_close(store);
    free(path);
}

/* The threads all open, write and close the same new file; all rows must be there at the end. */
typedef struct opener {
    place *p;
    const char *path;
    bool failed;
} opener;

static void *open_write_close(void *user)
{
    opener *self = user;
    gw_context *context = NULL;
    self->failed = gw_context_create(&context, NULL, NULL) != GW_OK;
    const gw_store_options options = {.path = self->path, .threads = 1};
    for (int i = 0; i < 10 && !self->failed; i++) {
        gw_store *store = NULL;
        gw_error err = {0};
        if (gw_store_open(&store, context, &options, &err) != GW_OK ||
            gw_store_execute(NULL, store, "INSERT INTO t VALUES (1)", &err) != GW_OK) {
            print_error("%s\n", err.message);
            self->failed = true;
        }
        gw_store_close(store);
    }
    gw_context_free(context);
    return NULL;
}

static void threads_may_open_the_same_file(void **state)
{
    place *p = *state;
    char *path = path_in(p, "a.gw");
    gw_store *store = open_store(p, path);
    run(store, "CREATE TABLE t(a BIGINT)");
    gw_store_close(store);
    pthread_t threads[4];
    opener openers[4];
    for (int i = 0; i < 4; i++) {
        openers[i] = (opener){p, path, false};
        assert_int_equal(pthread_create(&threads[i], NULL, open_write_close, &openers[i]), 0);
    }
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
        assert_false(openers[i].failed);
    }
    store = open_store(p, path);
    assert_int_equal(ask(store, "SELECT count(*) FROM t"), 40);
    gw_store_close(store);
    free(path);
}

/* Another program, and not another handle of this one: DuckDB's own lock must hold and its words
 * become ours. The child holds the file until its pipe closes. */
static void another_program_makes_it_busy(void **state)
{
    place *p = *state;
    gw_error err = {0};
    char *path = path_in(p, "a.gw");
    int ready[2];
    int hold[2];
    assert_int_equal(pipe(ready) + pipe(hold), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        char byte = 'r';
        close(hold[1]);
        gw_store *mine = open_store(p, path);
        ssize_t told = write(ready[1], &byte, 1);
        ssize_t waited = read(hold[0], &byte, 1);
        (void)mine;
        _exit(told == 1 && waited == 0 ? 0 : 1);
    }
    close(hold[0]);
    char byte;
    assert_int_equal(read(ready[0], &byte, 1), 1);
    gw_store *store = NULL;
    const gw_store_options writing = {.path = path};
    const gw_store_options reading = {.path = path, .read_only = true};
    char pid[32];
    snprintf(pid, sizeof pid, "(PID %ld) has it open", (long)child);
    must_fail(gw_store_open(&store, p->context, &writing, &err), GW_BUSY, &err, pid);
    must_fail(gw_store_open(&store, p->context, &reading, &err), GW_BUSY, &err, pid);
    close(hold[1]);
    int ended = 0;
    waitpid(child, &ended, 0);
    store = open_store(p, path);
    gw_store_close(store);
    close(ready[0]);
    close(ready[1]);
    free(path);
}

/* ---- Statements and transactions ------------------------------------------------------------ */

static void statements_say_how_many_rows(void **state)
{
    place *p = *state;
    gw_error err = {0};
    int64_t rows = -7;
    gw_store *store = open_store(p, NULL);
    run(store, "CREATE TABLE t(a BIGINT)");
    must(gw_store_execute(&rows, store, "INSERT INTO t SELECT * FROM range(10)", &err), &err);
    assert_int_equal(rows, 10);
    must(gw_store_execute(&rows, store, "DELETE FROM t WHERE a > 100", &err), &err);
    assert_int_equal(rows, 0); /* trap 6: 1.5.6 says -1 */
    const gw_value three = gw_value_int64(3);
    must(gw_store_execute_with(&rows, store, "DELETE FROM t WHERE a < $1", &three, 1, &err), &err);
    assert_int_equal(rows, 3);
    gw_store_close(store);
}

static void bad_sql_is_said_with_and_without_an_error(void **state)
{
    place *p = *state;
    gw_error err = {0};
    gw_store *store = open_store(p, NULL);
    must_fail(gw_store_execute(NULL, store, "SELEC 1", &err), GW_FAILED, &err, "syntax");
    assert_null(strchr(err.message, '\n'));
    assert_int_equal(gw_store_execute(NULL, store, "SELEC 1", NULL), GW_FAILED);
    /* Trap 5: with NULL in DuckDB's own place for errors good SQL is refused. */
    assert_int_equal(gw_store_execute(NULL, store, "CREATE TABLE t(a INT)", NULL), GW_OK);
    gw_store_close(store);
}

static void transactions_keep_all_or_nothing(void **state)
{
    place *p = *state;
    gw_error err = {0};
    gw_store *store = open_store(p, NULL);
    run(store, "CREATE TABLE t(a BIGINT)");
    must_fail(gw_store_commit(store, &err), GW_WRONG_USE, &err, "no transaction");
    gw_store_rollback(store);
    must(gw_store_begin(store, &err), &err);
    must_fail(gw_store_begin(store, &err), GW_WRONG_USE, &err, "already");
    assert_true(gw_store_in_transaction(store));
    run(store, "INSERT INTO t VALUES (1)");
    gw_store_rollback(store);
    assert_int_equal(ask(store, "SELECT count(*) FROM t"), 0);
    must(gw_store_begin(store, &err), &err);
    run(store, "INSERT INTO t VALUES (1)");
    must(gw_store_commit(store, &err), &err);
    assert_false(gw_store_in_transaction(store));
    assert_int_equal(ask(store, "SELECT count(*) FROM t"), 1);
    run(store, "INSERT INTO t VALUES (2)"); /* commits by itself again */
    gw_store_rollback(store);
    assert_int_equal(ask(store, "SELECT count(*) FROM t"), 2);
    gw_store_close(store);
}

static void a_failed_step_forbids_the_commit(void **state)
{
    place *p = *state;
    gw_error err = {0};
    gw_store *store = open_store(p, NULL);
    run(store, "CREATE TABLE t(a BIGINT)");
    must(gw_store_begin(store, &err), &err);
    run(store, "INSERT INTO t VALUES (1)");
    assert_int_equal(gw_store_execute(NULL, store, "INSERT INTO nope VALUES (1)", NULL), GW_FAILED);
    must_fail(gw_store_commit(store, &err), GW_FAILED, &err, "nothing was kept");
    assert_false(gw_store_in_transaction(store));
    assert_int_equal(ask(store, "SELECT count(*) FROM t"), 0);
    gw_store_close(store);
}

/* After a query closed half-way the driver would begin no transaction, and keep each step alone. */
static void an_unfinished_query_before_it_does_not_break_a_transaction(void **state)
{
    place *p = *state;
    gw_error err = {0};
    gw_store *store = open_store(p, NULL);
    for (int close_first = 0; close_first < 2; close_first++) {
        gw_query *query = NULL;
        size_t rows = 0;
        run(store, "CREATE OR REPLACE TABLE t(a BIGINT)");
        must(gw_query_open(&query, store, "SELECT * FROM range(100000)", NULL, 0, &err), &err);
        must(gw_query_next(&rows, query, &err), &err);
        if (close_first)
            gw_query_close(query);
        must(gw_store_begin(store, &err), &err);
        run(store, "INSERT INTO t VALUES (1)");
        gw_store_rollback(store);
        assert_int_equal(ask(store, "SELECT count(*) FROM t"), 0);
        if (!close_first)
            gw_query_close(query);
    }
    gw_store_close(store);
}

static void closing_rolls_back(void **state)
{
    place *p = *state;
    gw_error err = {0};
    char *path = path_in(p, "a.gw");
    gw_store *store = open_store(p, path);
    run(store, "CREATE TABLE t(a BIGINT)");
    must(gw_store_begin(store, &err), &err);
    run(store, "INSERT INTO t VALUES (1)");
    gw_store_close(store);
    store = open_store(p, path);
    assert_int_equal(ask(store, "SELECT count(*) FROM t"), 0);
    gw_store_close(store);
    free(path);
}

/* ---- Cancelling ----------------------------------------------------------------------------- */

static void *cancel_soon(void *user)
{
    const struct timespec soon = {0, 100 * 1000 * 1000};
    nanosleep(&soon, NULL);
    gw_store_cancel(user);
    return NULL;
}

/* Hours of work, unless cancelled. */
#define ENDLESS                                                                                    \
    "SELECT sum(hash(a.range, b.range) % 7)::BIGINT FROM range(10000000) a, range(10000000) b"

static void another_thread_may_cancel(void **state)
{
    place *p = *state;
    gw_error err = {0};
    int64_t answer = 0;
    pthread_t thread;
    gw_store *store = open_store(p, NULL);
    assert_int_equal(pthread_create(&thread, NULL, cancel_soon, store), 0);
    gw_status status = gw_query_one_integer(&answer, store, ENDLESS, NULL, 0, &err);
    pthread_join(thread, NULL);
    assert_int_equal(status, GW_CANCELLED);
    assert_int_equal(err.status, GW_CANCELLED);
    must_fail(gw_store_execute(NULL, store, "SELECT 1", &err), GW_CANCELLED, &err, "cancelled");
    gw_store_resume(store);
    assert_int_equal(ask(store, "SELECT 41 + 1"), 42);
    gw_store_close(store);
}

static void a_cancelled_transaction_is_rolled_back(void **state)
{
    place *p = *state;
    gw_error err = {0};
    gw_store *store = open_store(p, NULL);
    run(store, "CREATE TABLE t(a BIGINT)");
    must(gw_store_begin(store, &err), &err);
    run(store, "INSERT INTO t VALUES (1)");
    gw_store_cancel(store);
    must_fail(gw_store_commit(store, &err), GW_CANCELLED, &err, "cancelled");
    assert_false(gw_store_in_transaction(store));
    gw_store_resume(store);
    assert_int_equal(ask(store, "SELECT count(*) FROM t"), 0);
    gw_store_close(store);
}

static int yes(void *user)
{
    return ++*(int *)user > 3;
}

static void the_contexts_flag_ends_a_query(void **state)
{
    place *p = *state;
    gw_error err = {0};
    int asked = 0;
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    options.cancel = yes;
    options.cancel_user = &asked;
    gw_context *context = NULL;
    assert_int_equal(gw_context_create(&context, &options, NULL), GW_OK);
    gw_store *store = NULL;
    gw_query *query = NULL;
    size_t rows = 1;
    const gw_store_options in_memory = {.path = NULL};
    must(gw_store_open(&store, context, &in_memory, &err), &err);
    must(gw_query_open(&query, store, "SELECT * FROM range(1000000)", NULL, 0, &err), &err);
    gw_status status = GW_OK;
    while (status == GW_OK && rows > 0)
        status = gw_query_next(&rows, query, &err);
    assert_int_equal(status, GW_CANCELLED);
    gw_query_close(query);
    gw_store_close(store);
    gw_context_free(context);
    (void)p;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_in_place(another_program_makes_it_busy), /* first: it forks */
        test_in_place(what_is_kept_is_there_again),
        test_in_place(stores_in_memory_are_apart),
        test_in_place(what_cannot_be_opened_is_said),
        test_in_place(settings_hold),
        test_in_place(a_read_only_store_is_not_written),
        test_in_place(the_same_file_opened_twice_keeps_everything),
        test_in_place(a_file_is_not_opened_in_two_ways),
        test_in_place(a_replaced_file_is_noticed),
        test_in_place(threads_may_open_the_same_file),
        test_in_place(statements_say_how_many_rows),
        test_in_place(bad_sql_is_said_with_and_without_an_error),
        test_in_place(transactions_keep_all_or_nothing),
        test_in_place(a_failed_step_forbids_the_commit),
        test_in_place(an_unfinished_query_before_it_does_not_break_a_transaction),
        test_in_place(closing_rolls_back),
        test_in_place(another_thread_may_cancel),
        test_in_place(a_cancelled_transaction_is_rolled_back),
        test_in_place(the_contexts_flag_ends_a_query),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

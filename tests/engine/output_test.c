/* Results in files: whole or absent, and what was there before stays until then. */
#include "store/store_support.h"

#include "output.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>

static void check_content(const char *path, const char *expected)
{
    char text[256];
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    size_t length = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[length] = '\0';
    assert_string_equal(text, expected);
}

/* How many entries the folder has. */
static int count_files(const place *p)
{
    int count = 0;
    DIR *folder = opendir(p->folder);
    assert_non_null(folder);
    struct dirent *entry;
    while ((entry = readdir(folder)) != NULL) /* NOLINT(concurrency-mt-unsafe): one thread */
        count += entry->d_name[0] != '.';
    closedir(folder);
    return count;
}

static gw_output *open_output(const place *p, const char *path)
{
    gw_error err = {0};
    gw_output *output = NULL;
    must(gw_output_open(&output, p->context, path, &err), &err);
    return output;
}

static void a_file_is_there_at_the_end(void **state)
{
    place *p = *state;
    gw_error err = {0};
    char *path = path_in(p, "out.csv");
    gw_output *output = open_output(p, path);
    gw_output_puts(output, "hello ");
    gw_output_write(output, "world", 5);
    assert_int_not_equal(access(path, F_OK), 0);
    must(gw_output_finish(output, &err), &err);
    check_content(path, "hello world");
    assert_int_equal(count_files(p), 1);
    free(path);
}

static void a_file_is_replaced_at_the_end(void **state)
{
    place *p = *state;
    gw_error err = {0};
    char *path = path_in(p, "out.csv");
    char *soft = path_in(p, "soft.csv");
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("before", file);
    fclose(file);
    assert_int_equal(chmod(path, 0640), 0);
    assert_int_equal(symlink(path, soft), 0);
    gw_output *output = open_output(p, soft);
    gw_output_puts(output, "after");
    check_content(path, "before");
    must(gw_output_finish(output, &err), &err);
    check_content(path, "after");
    struct stat about;
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0640);
    assert_int_equal(lstat(soft, &about), 0);
    assert_true(S_ISLNK(about.st_mode));
    free(path);
    free(soft);
}

static void an_abandoned_file_leaves_nothing(void **state)
{
    place *p = *state;
    char *path = path_in(p, "out.csv");
    gw_output *output = open_output(p, path);
    gw_output_puts(output, "half");
    gw_output_abandon(output);
    gw_output_abandon(NULL);
    assert_int_equal(count_files(p), 0);
    free(path);
}

static void what_cannot_be_written_is_said(void **state)
{
    place *p = *state;
    gw_error err = {0};
    gw_output *output = NULL;
    char *nowhere = path_in(p, "no/out.csv");
    must_fail(gw_output_open(&output, p->context, nowhere, &err), GW_NOT_FOUND, &err, "no/out.csv");
    must_fail(gw_output_open(&output, p->context, p->folder, &err), GW_WRONG_USE, &err, "folder");
    output = open_output(p, "/dev/null");
    gw_output_puts(output, "gone");
    must(gw_output_finish(output, &err), &err);
    output = open_output(p, "/dev/full");
    gw_output_puts(output, "no room");
    must_fail(gw_output_finish(output, &err), GW_FAILED, &err,
              "/dev/full cannot be written: No space");
    output = open_output(p, "/dev/full");
    char *much = calloc(1, 1000000);
    assert_non_null(much);
    gw_output_write(output, much, 1000000);
    assert_true(gw_output_stopped(output));
    free(much);
    must_fail(gw_output_finish(output, &err), GW_FAILED, &err, "No space");
    assert_int_equal(access("/dev/full", F_OK), 0);
    free(nowhere);
}

/* `| head`: the reader has what it wants, and nothing is wrong. */
static void a_reader_that_left_is_no_failure(void **state)
{
    place *p = *state;
    gw_error err = {0};
    char *path = path_in(p, "pipe");
    assert_int_equal(mkfifo(path, 0600), 0);
    int reader = open(path, O_RDONLY | O_NONBLOCK);
    assert_true(reader >= 0);
    gw_output *output = open_output(p, path);
    close(reader);
    signal(SIGPIPE, SIG_IGN);
    for (int i = 0; i < 100000; i++)
        gw_output_puts(output, "more than a buffer\n");
    assert_true(gw_output_stopped(output));
    must(gw_output_finish(output, &err), &err);
    free(path);
}

static void long_writes_keep_their_order(void **state)
{
    place *p = *state;
    gw_error err = {0};
    char *path = path_in(p, "out");
    gw_output *output = open_output(p, path);
    char *big = malloc(200000);
    assert_non_null(big);
    memset(big, 'b', 200000);
    for (size_t round = 0; round < 20; round++) {
        gw_output_puts(output, "a");
        gw_output_write(output, big, 10000 * round);
    }
    must(gw_output_finish(output, &err), &err);
    FILE *file = fopen(path, "r");
    for (size_t round = 0; round < 20; round++) {
        assert_int_equal(fgetc(file), 'a');
        for (size_t i = 0; i < 10000 * round; i++)
            if (fgetc(file) != 'b')
                fail_msg("another byte in round %zu", round);
    }
    assert_int_equal(fgetc(file), EOF);
    fclose(file);
    free(big);
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_in_place(a_file_is_there_at_the_end),
        test_in_place(a_file_is_replaced_at_the_end),
        test_in_place(an_abandoned_file_leaves_nothing),
        test_in_place(what_cannot_be_written_is_said),
        test_in_place(a_reader_that_left_is_no_failure),
        test_in_place(long_writes_keep_their_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Whole gardens: the same bytes for any number of threads, whole or absent whatever goes wrong. */
#include "store/store_support.h"

#include "garden.h"

#include <stdint.h>
#include <sys/stat.h>

/* ---- What is in a folder -------------------------------------------------------------------- */

static uint64_t hash_bytes(uint64_t hash, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * UINT64_C(0x100000001b3); /* FNV-1a */
    return hash;
}

static uint64_t hash_file(const char *path, size_t *bytes_out)
{
    static char buffer[65536];
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    for (size_t n; (n = fread(buffer, 1, sizeof buffer, file)) > 0; *bytes_out += n)
        hash = hash_bytes(hash, buffer, n);
    fclose(file);
    return hash;
}

/* Of names and contents, in any order. */
static uint64_t hash_folder(const char *path, int *files_out, size_t *bytes_out)
{
    uint64_t hash = 0;
    DIR *folder = opendir(path);
    assert_non_null(folder);
    struct dirent *entry;
    while ((entry = readdir(folder)) != NULL) { /* NOLINT(concurrency-mt-unsafe): one thread */
        char inside[1024];
        struct stat about;
        if (entry->d_name[0] == '.')
            continue;
        snprintf(inside, sizeof inside, "%s/%s", path, entry->d_name);
        assert_int_equal(stat(inside, &about), 0);
        uint64_t own = S_ISDIR(about.st_mode) ? hash_folder(inside, files_out, bytes_out)
                                              : hash_file(inside, bytes_out);
        hash += hash_bytes(own, entry->d_name, strlen(entry->d_name));
        *files_out += !S_ISDIR(about.st_mode);
    }
    closedir(folder);
    return hash;
}

static int count_entries(const char *path)
{
    int count = 0;
    DIR *folder = opendir(path);
    assert_non_null(folder);
    struct dirent *entry;
    while ((entry = readdir(folder)) != NULL) /* NOLINT(concurrency-mt-unsafe): one thread */
        count += entry->d_name[0] != '.';
    closedir(folder);
    return count;
}

static gw_garden_options options_of(int32_t customers, bool full)
{
    gw_garden_options options = {.customers = customers, .seed = 3};
    gw_garden_settings_default(&options.settings);
    options.settings.full_truth = full;
    return options;
}

/* ---- The same bytes ------------------------------------------------------------------------- */

static uint64_t simulate_with(const place *p, int threads, int32_t customers, bool full)
{
    gw_context_options context_options = GW_CONTEXT_OPTIONS_INIT;
    gw_context *context = NULL;
    gw_garden_report report;
    gw_error err = {0};
    const gw_garden_options options = options_of(customers, full);
    char *path = path_in(p, "garden");
    int files = 0;
    size_t bytes = 0;
    context_options.threads = threads;
    must(gw_context_create(&context, &context_options, &err), &err);
    must(gw_garden_simulate(&report, context, path, &options, &err), &err);
    assert_int_equal(report.customers, customers);
    uint64_t hash = hash_folder(path, &files, &bytes);
    assert_int_equal(files, full ? 50 : 25);
    assert_true(bytes > 30000);
    must(gw_garden_remove(path, &err), &err);
    assert_int_equal(count_entries(p->folder), 0);
    gw_context_free(context);
    free(path);
    return hash;
}

static void threads_change_nothing(void **state)
{
    const place *p = *state;
    uint64_t basic = simulate_with(p, 1, 1000, false);
    assert_true(basic == simulate_with(p, 2, 1000, false));
    assert_true(basic == simulate_with(p, 8, 1000, false));
    uint64_t full = simulate_with(p, 1, 10, true);
    assert_true(full == simulate_with(p, 2, 10, true));
    assert_true(full == simulate_with(p, 8, 10, true));
}

/* ---- Whole or absent ------------------------------------------------------------------------ */

static void what_exists_is_left_alone(void **state)
{
    place *p = *state;
    gw_garden_report report;
    gw_error err = {0};
    const gw_garden_options options = options_of(10, false);
    char *path = path_in(p, "there");
    assert_int_equal(mkdir(path, 0777), 0);
    assert_int_equal(gw_garden_simulate(&report, p->context, path, &options, &err), GW_WRONG_USE);
    assert_non_null(strstr(err.message, "exists already; name a folder that does not exist yet"));
    assert_int_equal(gw_garden_remove(path, &err), GW_WRONG_USE);
    assert_non_null(strstr(err.message, "is no garden of ours"));
    assert_int_equal(count_entries(p->folder), 1);
    assert_int_equal(rmdir(path), 0);
    must(gw_garden_remove(path, &err), &err); /* nothing there: fine */
    free(path);
    path = path_in(p, "nowhere/garden");
    assert_int_equal(gw_garden_simulate(&report, p->context, path, &options, &err), GW_NOT_FOUND);
    free(path);
}

static void customers_have_a_range(void **state)
{
    place *p = *state;
    gw_garden_report report;
    gw_error err = {0};
    char *path = path_in(p, "garden");
    gw_garden_options options = options_of(0, false);
    assert_int_equal(gw_garden_simulate(&report, p->context, path, &options, &err), GW_WRONG_USE);
    options.customers = GW_GARDEN_MOST_CUSTOMERS + 1;
    assert_int_equal(gw_garden_simulate(&report, p->context, path, &options, &err), GW_WRONG_USE);
    assert_int_equal(count_entries(p->folder), 0);
    free(path);
}

static int after_some(void *user)
{
    int *asked = user;
    return --*asked < 0;
}

/* Cancelled at different moments: of the days, of the runs. */
static void cancelled_leaves_nothing(void **state)
{
    place *p = *state;
    char *path = path_in(p, "garden");
    const gw_garden_options options = options_of(8, true);
    int ended = 0;
    for (int moment = 0; moment < 2000; moment = moment * 3 + 1) {
        gw_context_options context_options = GW_CONTEXT_OPTIONS_INIT;
        gw_context *context = NULL;
        gw_garden_report report;
        gw_error err = {0};
        int left = moment;
        context_options.cancel = after_some;
        context_options.cancel_user = &left;
        must(gw_context_create(&context, &context_options, &err), &err);
        gw_status status = gw_garden_simulate(&report, context, path, &options, &err);
        gw_context_free(context);
        if (status == GW_OK) {
            must(gw_garden_remove(path, &err), &err);
            continue;
        }
        ended++;
        assert_int_equal(status, GW_CANCELLED);
        assert_non_null(strstr(err.message, "cancelled"));
        assert_int_equal(count_entries(p->folder), 0);
    }
    assert_true(ended >= 4);
    free(path);
}

/* Every allocation fails in turn: no memory is a sentence, and nothing is left behind. */
static void no_memory_leaves_nothing(void **state)
{
    place *p = *state;
    char *path = path_in(p, "garden");
    const gw_garden_options options = options_of(6, false);
    long fail_at = 1;
    for (bool done = false; !done; fail_at++) {
        failing_allocator memory = {0};
        gw_context_options context_options = GW_CONTEXT_OPTIONS_INIT;
        gw_context *context = NULL;
        gw_garden_report report;
        gw_error err = {0};
        failing_allocator_options(&context_options, &memory);
        must(gw_context_create(&context, &context_options, &err), &err);
        memory.calls = 0;
        memory.fail_at = fail_at;
        gw_status status = gw_garden_simulate(&report, context, path, &options, &err);
        done = status == GW_OK;
        if (!done) {
            assert_int_equal(status, GW_NO_MEMORY);
            assert_int_equal(count_entries(p->folder), 0);
        }
        gw_context_free(context);
        assert_int_equal(memory.held, 0);
    }
    assert_true(fail_at > 50);
    gw_error none = {0};
    must(gw_garden_remove(path, &none), &none);
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_in_place(threads_change_nothing),   test_in_place(what_exists_is_left_alone),
        test_in_place(customers_have_a_range),   test_in_place(cancelled_leaves_nothing),
        test_in_place(no_memory_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

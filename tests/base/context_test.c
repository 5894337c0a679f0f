/* Contexts: options, memory, cancel and log. */
#include "check.h"

#include <goodwill/base.h>

#include "context.h"
#include "memory.h"

#include <stdint.h>
#include <string.h>
#include <sys/resource.h>

static gw_context *create(const gw_context_options *options)
{
    gw_context *context = NULL;
    gw_error err = {.status = GW_OK};
    assert_int_equal(gw_context_create(&context, options, &err), GW_OK);
    assert_non_null(context);
    return context;
}

static void expect_refused(const gw_context_options *options, gw_status status, const char *word)
{
    gw_context *untouched = (gw_context *)&untouched;
    gw_context *context = untouched;
    gw_error err = {.status = GW_OK};
    assert_int_equal(gw_context_create(&context, options, &err), status);
    assert_ptr_equal(context, untouched);
    assert_int_equal(err.status, status);
    assert_non_null(strstr(err.message, word));
    assert_int_equal(gw_context_create(&context, options, NULL), status);
}

static void test_defaults(void **state)
{
    (void)state;
    gw_context *context = create(NULL);
    assert_int_equal(gw_context_threads(context), 1);
    assert_int_equal(gw_context_cancelled(context), 0);
    gw_context_log(context, GW_LOG_INFO, "into %s", "silence");
    gw_context_free(context);
    gw_context_free(NULL);
}

static void test_threads_range(void **state)
{
    (void)state;
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    options.threads = -1;
    expect_refused(&options, GW_WRONG_USE, "threads is -1");
    options.threads = 257;
    expect_refused(&options, GW_WRONG_USE, "threads is 257");
    options.threads = 3;
    gw_context *context = create(&options);
    assert_int_equal(gw_context_threads(context), 3);
    gw_context_free(context);
}

static void *never(void *user, size_t size)
{
    (void)user;
    (void)size;
    return NULL;
}

static void test_half_an_allocator_is_refused(void **state)
{
    (void)state;
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    options.allocator.allocate = never;
    expect_refused(&options, GW_WRONG_USE, "allocate, resize and release");
}

static void test_option_sizes(void **state)
{
    (void)state;
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    options.size = 0;
    expect_refused(&options, GW_WRONG_USE, "size is not set");

    struct {
        gw_context_options known;
        long newer;
    } longer = {.known = GW_CONTEXT_OPTIONS_INIT};
    longer.known.size = sizeof longer;
    gw_context_free(create(&longer.known));
    longer.newer = 1;
    expect_refused(&longer.known, GW_WRONG_USE, gw_version());

    gw_context_options shorter = GW_CONTEXT_OPTIONS_INIT; /* a caller that ends before `threads` */
    shorter.size = offsetof(gw_context_options, threads);
    shorter.threads = -77;
    gw_context *context = create(&shorter);
    assert_int_equal(gw_context_threads(context), 1);
    gw_context_free(context);
}

static void test_every_allocation_failing(void **state)
{
    (void)state;
    for (int threads = 1; threads <= 8; threads += 7) {
        long needed = threads == 1 ? 1 : 2;
        for (long fail_at = 1; fail_at <= needed; fail_at++) {
            failing_allocator memory = {.fail_at = fail_at};
            gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
            options.threads = threads;
            failing_allocator_options(&options, &memory);
            gw_context *context = NULL;
            gw_error err = {.status = GW_OK};
            assert_int_equal(gw_context_create(&context, &options, &err), GW_NO_MEMORY);
            assert_null(context);
            assert_int_equal(memory.held, 0);
        }
        failing_allocator memory = {.fail_at = 0};
        gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
        options.threads = threads;
        failing_allocator_options(&options, &memory);
        gw_context_free(create(&options));
        assert_int_equal(memory.calls, needed);
        assert_int_equal(memory.held, 0);
    }
}

static void test_threads_that_cannot_start(void **state)
{
    (void)state;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    skip(); /* the sanitizer's own memory does not fit below a limit */
#endif
    struct rlimit before;
    assert_int_equal(getrlimit(RLIMIT_AS, &before), 0);
    struct rlimit tight = before;
    tight.rlim_cur = 200UL << 20; /* 255 stacks do not fit */
    assert_int_equal(setrlimit(RLIMIT_AS, &tight), 0);
    failing_allocator memory = {.fail_at = 0};
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    options.threads = 256;
    failing_allocator_options(&options, &memory);
    gw_context *context = NULL;
    gw_error err = {.status = GW_OK};
    gw_status status = gw_context_create(&context, &options, &err);
    assert_int_equal(setrlimit(RLIMIT_AS, &before), 0);
    assert_int_equal(status, GW_FAILED);
    assert_null(context);
    assert_int_equal(memory.held, 0);
    assert_non_null(strstr(err.message, "of 256 could not be started"));
}

static void test_memory(void **state)
{
    (void)state;
    failing_allocator memory = {.fail_at = 0};
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    failing_allocator_options(&options, &memory);
    gw_context *context = create(&options);

    assert_null(gw_alloc(context, SIZE_MAX / 8 + 1, 8));
    assert_null(gw_alloc_zero(context, SIZE_MAX, 2));
    assert_null(gw_resize(context, NULL, SIZE_MAX / 2 + 1, 2));
    assert_int_equal(memory.calls, 1); /* the context: the allocator was not even asked */

    void *empty = gw_alloc(context, 0, 8);
    assert_non_null(empty);
    unsigned char *zeros = gw_alloc_zero(context, 100, 8);
    for (size_t i = 0; i < 800; i++)
        assert_int_equal(zeros[i], 0);
    memset(zeros, 7, 800);
    zeros = gw_resize(context, zeros, 1000, 8);
    assert_non_null(zeros);
    for (size_t i = 0; i < 800; i++)
        assert_int_equal(zeros[i], 7);
    void *fresh = gw_resize(context, NULL, 3, 8);
    assert_non_null(fresh);
    assert_int_equal(memory.held, 4);
    gw_release(context, empty);
    gw_release(context, zeros);
    gw_release(context, fresh);
    gw_release(context, NULL);
    gw_context_free(context);
    assert_int_equal(memory.held, 0);
}

static void test_memory_of_the_system(void **state)
{
    (void)state;
    gw_context *context = create(NULL);
    char *text = gw_alloc(context, 4, 1);
    assert_non_null(text);
    memcpy(text, "abc", 4);
    text = gw_resize(context, text, 1000, 1);
    assert_non_null(text);
    assert_string_equal(text, "abc");
    gw_release(context, text);
    gw_context_free(context);
}

static int count_down(void *user)
{
    int *left = user;
    return (*left)-- <= 0;
}

static void test_cancel(void **state)
{
    (void)state;
    int left = 2;
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    options.cancel = count_down;
    options.cancel_user = &left;
    gw_context *context = create(&options);
    assert_false(gw_context_cancelled(context));
    assert_false(gw_context_cancelled(context));
    assert_true(gw_context_cancelled(context));
    gw_context_free(context);
}

typedef struct last_line {
    gw_log_level level;
    char text[2048];
} last_line;

static void keep_line(gw_log_level level, const char *line, void *user)
{
    last_line *last = user;
    last->level = level;
    memcpy(last->text, line, strlen(line) + 1);
}

static void test_log(void **state)
{
    (void)state;
    last_line last = {.level = GW_LOG_DEBUG};
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    options.log = keep_line;
    options.log_user = &last;
    gw_context *context = create(&options);
    gw_context_log(context, GW_LOG_WARNING, "%d of %s", 3, "four");
    assert_int_equal(last.level, GW_LOG_WARNING);
    assert_string_equal(last.text, "3 of four");
    gw_context_log(context, GW_LOG_INFO, "%2000s", "x");
    assert_int_equal(strlen(last.text), 1023);
    gw_context_free(context);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_threads_range),
        cmocka_unit_test(test_half_an_allocator_is_refused),
        cmocka_unit_test(test_option_sizes),
        cmocka_unit_test(test_every_allocation_failing),
        cmocka_unit_test(test_threads_that_cannot_start),
        cmocka_unit_test(test_memory),
        cmocka_unit_test(test_memory_of_the_system),
        cmocka_unit_test(test_cancel),
        cmocka_unit_test(test_log),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Growing text, and what is left when memory runs out. */
#include "check.h"

#include <goodwill/base.h>

#include "error.h"
#include "memory.h"
#include "strbuf.h"

#include <string.h>
#include <wchar.h>

static gw_context *create(failing_allocator *memory)
{
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    failing_allocator_options(&options, memory);
    gw_context *context = NULL;
    assert_int_equal(gw_context_create(&context, &options, NULL), GW_OK);
    return context;
}

static void test_appending(void **state)
{
    (void)state;
    failing_allocator memory = {.fail_at = 0};
    gw_context *context = create(&memory);
    gw_strbuf buffer = GW_STRBUF_INIT(context);
    assert_string_equal(gw_strbuf_text(&buffer), "");
    gw_strbuf_puts(&buffer, "one");
    gw_strbuf_puts(&buffer, ",");
    gw_strbuf_printf(&buffer, "%d%s", 2, "!");
    gw_strbuf_add(&buffer, "abc", 2);
    gw_strbuf_add(&buffer, NULL, 0);
    assert_string_equal(gw_strbuf_text(&buffer), "one,2!ab");
    assert_int_equal(buffer.length, 8);
    gw_strbuf_clear(&buffer);
    assert_string_equal(gw_strbuf_text(&buffer), "");
    gw_strbuf_add(&buffer, "a\0b", 3);
    assert_int_equal(buffer.length, 3);
    assert_memory_equal(gw_strbuf_text(&buffer), "a\0b", 4);
    assert_false(buffer.failed);
    gw_strbuf_free(&buffer);
    assert_string_equal(gw_strbuf_text(&buffer), "");
    gw_context_free(context);
    assert_int_equal(memory.held, 0);
}

/* Every length of piece, so that each growth meets each remaining room. */
static void test_growth(void **state)
{
    (void)state;
    failing_allocator memory = {.fail_at = 0};
    gw_context *context = create(&memory);
    static char expected[40000];
    for (int with_printf = 0; with_printf <= 1; with_printf++) {
        gw_strbuf buffer = GW_STRBUF_INIT(context);
        size_t length = 0;
        for (size_t piece = 0; piece < 250; piece++) {
            char text[256];
            memset(text, 'a' + (int)(piece % 26), piece);
            text[piece] = '\0';
            memcpy(expected + length, text, piece + 1);
            length += piece;
            if (with_printf)
                gw_strbuf_printf(&buffer, "%s", text);
            else
                gw_strbuf_puts(&buffer, text);
            assert_int_equal(buffer.length, length);
            assert_string_equal(gw_strbuf_text(&buffer), expected);
        }
        gw_strbuf_free(&buffer);
    }
    assert_true(memory.calls < 60); /* by halves, not creeping */
    gw_context_free(context);
    assert_int_equal(memory.held, 0);
}

static void test_take(void **state)
{
    (void)state;
    failing_allocator memory = {.fail_at = 0};
    gw_context *context = create(&memory);
    gw_strbuf buffer = GW_STRBUF_INIT(context);
    char *empty = gw_strbuf_take(&buffer);
    assert_string_equal(empty, "");
    gw_release(context, empty);
    gw_strbuf_puts(&buffer, "mine");
    char *taken = gw_strbuf_take(&buffer);
    gw_strbuf_puts(&buffer, "next");
    assert_string_equal(taken, "mine");
    assert_string_equal(gw_strbuf_text(&buffer), "next");
    gw_release(context, taken);
    gw_strbuf_free(&buffer);
    gw_context_free(context);
    assert_int_equal(memory.held, 0);
}

static bool fill(gw_strbuf *buffer)
{
    for (int i = 0; i < 100; i++) {
        gw_strbuf_puts(buffer, "0123456789");
        gw_strbuf_printf(buffer, "%d", i % 10);
    }
    return !buffer->failed;
}

static void test_every_allocation_failing(void **state)
{
    (void)state;
    long fail_at = 2; /* the first is the context */
    bool filled = false;
    for (; !filled; fail_at++) {
        failing_allocator memory = {.fail_at = fail_at};
        gw_context *context = create(&memory);
        gw_strbuf buffer = GW_STRBUF_INIT(context);
        filled = fill(&buffer);
        if (filled) {
            assert_int_equal(strlen(gw_strbuf_text(&buffer)), 1100);
        } else {
            assert_null(gw_strbuf_text(&buffer));
            assert_null(gw_strbuf_take(&buffer));
            assert_int_equal(memory.held, 1);
            assert_true(fill(&buffer)); /* the one failure is over: the buffer works again */
        }
        gw_strbuf_free(&buffer);
        gw_context_free(context);
        assert_int_equal(memory.held, 0);
    }
    assert_true(fail_at > 5);
}

static void test_a_length_beyond_memory(void **state)
{
    (void)state;
    failing_allocator memory = {.fail_at = 0};
    gw_context *context = create(&memory);
    gw_strbuf buffer = GW_STRBUF_INIT(context);
    gw_strbuf_puts(&buffer, "kept");
    gw_strbuf_add(&buffer, "x", SIZE_MAX); /* refused before a byte is read */
    assert_null(gw_strbuf_text(&buffer));
    gw_strbuf_add(&buffer, "y", 1); /* nothing comes after a gap */
    assert_null(gw_strbuf_text(&buffer));
    gw_strbuf_clear(&buffer);
    gw_strbuf_add(&buffer, "y", 1);
    assert_string_equal(gw_strbuf_text(&buffer), "y");
    gw_strbuf_free(&buffer);
    gw_context_free(context);
}

static void test_a_format_that_cannot_be_written(void **state)
{
    (void)state;
    failing_allocator memory = {.fail_at = 0};
    gw_context *context = create(&memory);
    gw_strbuf buffer = GW_STRBUF_INIT(context);
    gw_strbuf_printf(&buffer, "%lc", (wint_t)0x10ffff); /* no such character in the C locale */
    assert_null(gw_strbuf_text(&buffer));
    gw_strbuf_free(&buffer);
    gw_context_free(context);
    gw_error err;
    gw_error_set(&err, GW_FAILED, "%lc", (wint_t)0x10ffff);
    assert_string_equal(err.message, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_appending),
        cmocka_unit_test(test_growth),
        cmocka_unit_test(test_take),
        cmocka_unit_test(test_every_allocation_failing),
        cmocka_unit_test(test_a_length_beyond_memory),
        cmocka_unit_test(test_a_format_that_cannot_be_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Text that grows: what is added is there, and a failed allocation is told once at the end. */
#include "check.h"
#include "strbuf.h"

#include <goodwill/base.h>

#include <stdio.h>
#include <string.h>

static gw_context *make_context(failing_allocator *state)
{
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    failing_allocator_options(&options, state);
    gw_context *context = NULL;
    assert_int_equal(gw_context_create(&context, &options, NULL), GW_OK);
    return context;
}

static void adds_are_kept(void **state)
{
    (void)state;
    failing_allocator memory = {0};
    gw_context *context = make_context(&memory);
    gw_strbuf buffer = GW_STRBUF_INIT(context);
    assert_string_equal(gw_strbuf_text(&buffer), "");
    gw_strbuf_add(&buffer, "a\0b", 3);
    assert_int_equal(buffer.length, 3);
    gw_strbuf_clear(&buffer);
    char expected[4001] = "";
    for (size_t i = 0; i < 1000; i++) {
        gw_strbuf_printf(&buffer, "%03zu", i);
        gw_strbuf_puts(&buffer, ",");
        snprintf(expected + 4 * i, 5, "%03zu,", i);
    }
    assert_int_equal(buffer.length, 4000);
    assert_string_equal(gw_strbuf_text(&buffer), expected);
    gw_strbuf_free(&buffer);
    gw_context_free(context);
    assert_int_equal(memory.held, 0);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    for (long n = 1; n <= 3; n++) {
        failing_allocator memory = {0};
        gw_context *context = make_context(&memory);
        memory.fail_at = memory.calls + n;
        gw_strbuf buffer = GW_STRBUF_INIT(context);
        for (int i = 0; i < 100; i++)
            gw_strbuf_printf(&buffer, "%d and a little more", i);
        assert_null(gw_strbuf_text(&buffer));
        gw_strbuf_clear(&buffer);
        gw_strbuf_puts(&buffer, "again");
        assert_string_equal(gw_strbuf_text(&buffer), "again");
        gw_strbuf_free(&buffer);
        gw_context_free(context);
        assert_int_equal(memory.held, 0);
    }
}

static void a_length_that_wraps_is_refused(void **state)
{
    (void)state;
    failing_allocator memory = {0};
    gw_context *context = make_context(&memory);
    gw_strbuf buffer = GW_STRBUF_INIT(context);
    gw_strbuf_puts(&buffer, "x");
    gw_strbuf_add(&buffer, "", SIZE_MAX - 1);
    assert_null(gw_strbuf_text(&buffer));
    gw_strbuf_free(&buffer);
    gw_context_free(context);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(adds_are_kept),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(a_length_that_wraps_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

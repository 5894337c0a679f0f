/* Statuses and errors. */
#include "check.h"

#include <goodwill/base.h>

#include "error.h"

#include <string.h>

static void test_status_codes(void **state)
{
    (void)state;
    assert_string_equal(gw_status_text(GW_OK), "done");
    assert_string_equal(gw_status_text(GW_NOT_FOUND), "not found");
    assert_int_equal(gw_status_exit_code(GW_OK), 0);
    assert_int_equal(gw_status_exit_code(GW_WRONG_USE), 2);
    assert_int_equal(gw_status_exit_code(GW_BAD_DATA), 3);
    assert_int_equal(gw_status_exit_code(GW_BUSY), 5);
    assert_int_equal(gw_status_http_code(GW_OK), 200);
    assert_int_equal(gw_status_http_code(GW_BAD_DATA), 422);
    assert_int_equal(gw_status_http_code(GW_CANCELLED), 499);
}

/* Their numbers are written into files and other languages: they never change. */
static void test_status_numbers(void **state)
{
    (void)state;
    assert_int_equal(GW_OK, 0);
    assert_int_equal(GW_FAILED, 1);
    assert_int_equal(GW_WRONG_USE, 2);
    assert_int_equal(GW_BAD_DATA, 3);
    assert_int_equal(GW_NOT_FOUND, 4);
    assert_int_equal(GW_BUSY, 5);
    assert_int_equal(GW_NO_MEMORY, 6);
    assert_int_equal(GW_CANCELLED, 7);
    assert_int_equal(GW_OUT_OF_DOMAIN, 8);
}

static void test_numbers_outside_the_list(void **state)
{
    (void)state;
    const int outside[] = {-1, -2147483647 - 1, 9999, 2147483647};
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(gw_status_text((gw_status)outside[i]), "unknown status");
        assert_int_equal(gw_status_exit_code((gw_status)outside[i]), 1);
        assert_int_equal(gw_status_http_code((gw_status)outside[i]), 500);
    }
}

static void test_error_set(void **state)
{
    (void)state;
    gw_error err = {.status = GW_OK};
    assert_int_equal(gw_error_set(&err, GW_BAD_DATA, "row %d: %s", 7, "no"), GW_BAD_DATA);
    assert_int_equal(err.status, GW_BAD_DATA);
    assert_string_equal(err.message, "row 7: no");
    assert_int_equal(gw_error_set(NULL, GW_BUSY, "%s", "nobody listens"), GW_BUSY);
    assert_int_equal(gw_error_no_memory(&err, "cells"), GW_NO_MEMORY);
    assert_string_equal(err.message, "out of memory for cells");
}

/* A message of `filler` ASCII letters and then `character` again and again: cut after whole ones,
 * and as late as can be. */
static void check_cut(size_t filler, const char *character)
{
    char text[3000] = {0};
    size_t size = strlen(character);
    memset(text, 'a', filler);
    for (size_t at = filler; at < 2000; at++)
        text[at] = character[(at - filler) % size];
    gw_error err;
    gw_error_set(&err, GW_FAILED, "%s", text);
    size_t length = strlen(err.message);
    assert_memory_equal(err.message, text, length);
    assert_int_equal((length - filler) % size, 0);
    assert_true(length <= 1023 && length > 1023 - size);
}

static void test_long_messages_end_after_a_whole_character(void **state)
{
    (void)state;
    const char *characters[] = {"x", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x8c\xb1"};
    for (size_t c = 0; c < 4; c++)
        for (size_t filler = 0; filler < 8; filler++)
            check_cut(filler, characters[c]);
}

static void test_a_message_that_just_fits(void **state)
{
    (void)state;
    char text[1024];
    memset(text, 'a', 1023);
    text[1023] = '\0';
    memcpy(text + 1020, "\xe2\x82\xac", 3);
    gw_error err;
    gw_error_set(&err, GW_FAILED, "%s", text);
    assert_string_equal(err.message, text);
}

static void test_bytes_that_are_not_utf8_are_cut_anywhere(void **state)
{
    (void)state;
    char text[2000];
    memset(text, '\x80', 1999);
    text[1999] = '\0';
    gw_error err;
    gw_error_set(&err, GW_FAILED, "%s", text);
    assert_int_equal(strlen(err.message), 1023);
}

static void test_version(void **state)
{
    (void)state;
    assert_string_equal(gw_version(), GW_VERSION);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_status_codes),
        cmocka_unit_test(test_status_numbers),
        cmocka_unit_test(test_numbers_outside_the_list),
        cmocka_unit_test(test_error_set),
        cmocka_unit_test(test_long_messages_end_after_a_whole_character),
        cmocka_unit_test(test_a_message_that_just_fits),
        cmocka_unit_test(test_bytes_that_are_not_utf8_are_cut_anywhere),
        cmocka_unit_test(test_version),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Text from outside in a sentence: nothing a terminal obeys, nothing endless, always UTF-8. */
#include "check.h"
#include "shown.h"

#include <stdlib.h>
#include <string.h>

static void plain_text_stays(void **state)
{
    (void)state;
    assert_string_equal(gw_show("t_x").text, "t_x");
    assert_string_equal(gw_show("").text, "");
    assert_string_equal(gw_show("Zo\xc3\xab \xe2\x82\xac \xf0\x9f\x8c\xb1").text,
                        "Zo\xc3\xab \xe2\x82\xac \xf0\x9f\x8c\xb1");
}

static void controls_and_bad_bytes_are_marked(void **state)
{
    (void)state;
    assert_string_equal(gw_show("a\x1b[31mb\nc\x7f").text, "a?[31mb?c?");
    assert_string_equal(gw_show("\xff\xfe").text, "??");
    assert_string_equal(gw_show("\xc2\x9b"
                                "2J")
                            .text,
                        "?2J");                                    /* U+009B */
    assert_string_equal(gw_show("\xc0\xaf").text, "??");           /* overlong */
    assert_string_equal(gw_show("\xed\xa0\x80").text, "???");      /* surrogate */
    assert_string_equal(gw_show("\xf4\x90\x80\x80").text, "????"); /* past the last */
    assert_string_equal(gw_show("caf\xc3").text, "caf?");          /* cut short */
    assert_string_equal(gw_show_bytes("a\0b", 3).text, "a?b");
}

static void long_text_loses_its_middle(void **state)
{
    (void)state;
    char text[5001];
    memset(text, 'm', sizeof text - 1);
    text[0] = 'A';
    text[sizeof text - 2] = 'Z';
    text[sizeof text - 1] = '\0';
    gw_shown shown = gw_show(text);
    assert_int_equal(strlen(shown.text), 123);
    assert_int_equal(shown.text[0], 'A');
    assert_int_equal(shown.text[122], 'Z');
    assert_non_null(strstr(shown.text, "\xe2\x80\xa6"));
}

/* Any bytes at any length: valid UTF-8 without controls, and it fits. */
static void any_bytes_become_fit_to_show(void **state)
{
    (void)state;
    unsigned seed = 12345;
    for (int round = 0; round < 20000; round++) {
        char bytes[300];
        size_t length = (size_t)round % sizeof bytes;
        for (size_t i = 0; i < length; i++) {
            seed = seed * 1664525u + 1013904223u;
            bytes[i] = (char)(seed >> 24);
        }
        gw_shown shown = gw_show_bytes(bytes, length);
        size_t end = strnlen(shown.text, sizeof shown.text);
        assert_true(end < sizeof shown.text);
        assert_true(gw_utf8_valid(shown.text, end));
        for (size_t i = 0; i < end; i++)
            assert_true((unsigned char)shown.text[i] >= 0x20);
    }
}

/* What fits stays; else as many whole characters as fit beside the ellipsis. */
static void the_end_is_cut_at_a_whole_character(void **state)
{
    (void)state;
    static const char text[] = "B\xc3\xa4ume und B\xc3\xbcsche"; /* 18 bytes */
    char out[32];
    gw_utf8_cut(out, 19, text, 18);
    assert_string_equal(out, text);
    gw_utf8_cut(out, 18, text, 18);
    assert_string_equal(out, "B\xc3\xa4ume und B\xc3\xbc\xe2\x80\xa6");
    gw_utf8_cut(out, 6, text, 18);
    assert_string_equal(out, "B\xe2\x80\xa6"); /* the second character has no room any more */
    gw_utf8_cut(out, 7, text, 18);
    assert_string_equal(out, "B\xc3\xa4\xe2\x80\xa6");
    for (size_t size = 5; size < sizeof out; size++) {
        gw_utf8_cut(out, size, text, 18);
        assert_true(strlen(out) < size && gw_utf8_valid(out, strlen(out)));
    }
    gw_utf8_cut(out, 8, "\xff\xff\xff\xff\xff\xff\xff\xff\xff", 9); /* no UTF-8: it still ends */
    assert_true(strlen(out) < 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_text_stays),
        cmocka_unit_test(controls_and_bad_bytes_are_marked),
        cmocka_unit_test(long_text_loses_its_middle),
        cmocka_unit_test(any_bytes_become_fit_to_show),
        cmocka_unit_test(the_end_is_cut_at_a_whole_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Room for text: never less than the widest common font takes. */
#include "check.h"

#include "text_width.h"

static void text_takes_its_room(void **state)
{
    (void)state;
    /* DejaVu Sans, table hmtx: "W" 989, "i" 278, "0" 636 thousandths */
    check_close(gw_text_width("W", 1000), 989, 1e-12);
    check_close(gw_text_width("ii00", 10), 2 * 2.78 + 2 * 6.36, 1e-12);
    check_close(gw_text_width("", 12), 0, 0);
}

static void other_scripts_and_broken_bytes_have_room_too(void **state)
{
    (void)state;
    assert_true(gw_text_width("\xc3\x84", 1000) >= 684);      /* A with two dots */
    assert_true(gw_text_width("\xe6\xbc\xa2", 1000) >= 1000); /* as wide as high */
    assert_true(gw_text_width("\xff\xfe", 1000) >= 2000);     /* no UTF-8: drawn as signs */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_takes_its_room),
        cmocka_unit_test(other_scripts_and_broken_bytes_have_room_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

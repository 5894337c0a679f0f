/* 1,000 strange shops for every model, see strange_shops.h. Some 850 processor seconds: 360 are the
 * G/G/NBD's, most of them for anybody's customers, whose ages lie far apart; 400 are the three
 * spend models' for shops with one price, whose posteriors are drawn by chains. */
#include "strange_shops.h"

static void an_answer_each_time(void **state)
{
    (void)state;
    ask_strange_shops(1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(an_answer_each_time)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* A strange shop of each family for every model, see strange_shops.h; 1,000 for each in
 * strange_shops_long_test.c. */
#include "strange_shops.h"

static void an_answer_each_time(void **state)
{
    (void)state;
    ask_strange_shops(sizeof counts / sizeof *counts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(an_answer_each_time)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

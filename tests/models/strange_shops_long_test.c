/* 1,000 strange shops for every model, see strange_shops.h. */
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

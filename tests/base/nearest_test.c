/* "Did you mean": one or two slips are near, another word is not. */
#include "check.h"
#include "nearest.h"

#include <string.h>

static const char *const WORDS[] = {"pareto_nbd", "bg_nbd", "mbg_nbd", "nbd", "gamma_gamma"};

static void slips_find_their_word(void **state)
{
    (void)state;
    assert_string_equal(gw_nearest("paretonbd", WORDS, 5), "pareto_nbd");
    assert_string_equal(gw_nearest("Pareto_NBD", WORDS, 5), "pareto_nbd");
    assert_string_equal(gw_nearest("bgnbd", WORDS, 5), "bg_nbd");
    assert_string_equal(gw_nearest("bg_ndb", WORDS, 5), "bg_nbd"); /* a swap costs one */
    assert_string_equal(gw_nearest("mbgnbd", WORDS, 5), "mbg_nbd");
    assert_string_equal(gw_nearest("gama_gama", WORDS, 5), "gamma_gamma");
}

static void other_words_find_nothing(void **state)
{
    (void)state;
    assert_null(gw_nearest("weibull", WORDS, 5));
    assert_null(gw_nearest("", WORDS, 5));
    assert_null(gw_nearest("x", WORDS, 0));
    char endless[10000];
    memset(endless, 'n', sizeof endless - 1);
    endless[sizeof endless - 1] = '\0';
    assert_null(gw_nearest(endless, WORDS, 5));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slips_find_their_word),
        cmocka_unit_test(other_words_find_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

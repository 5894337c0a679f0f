/* Philox4x32-10 against the known answers of its authors (Random123, kat_vectors), and what is
 * made of its bits. */
#include "check.h"

#include "philox.h"

#include <string.h>

typedef struct answer {
    gw_philox_block counter;
    uint64_t key; /* the first word low */
    gw_philox_block bits;
} answer;

static const answer ANSWERS[] = {
    {{{0, 0, 0, 0}}, 0, {{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}}},
    {{{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}},
     UINT64_C(0xffffffffffffffff),
     {{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}}},
    {{{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}},
     UINT64_C(0x299f31d0a4093822),
     {{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}}},
};

static void gives_the_known_answers(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ANSWERS / sizeof *ANSWERS; i++) {
        gw_philox_block bits = gw_philox(ANSWERS[i].counter, ANSWERS[i].key);
        assert_memory_equal(&bits, &ANSWERS[i].bits, sizeof bits);
    }
}

static void uniforms_never_reach_the_ends(void **state)
{
    (void)state;
    check_close(gw_philox_uniform(0, 0), 0x1p-53, 0.0);
    check_close(gw_philox_uniform(UINT32_MAX, UINT32_MAX), 1.0 - 0x1p-53, 0.0);
    check_close(gw_philox_uniform(0x80000000u, 0), 0.5 + 0x1p-53, 0.0);
    check_close(gw_philox_short_uniform(0), 0x1p-33, 0.0);
    check_close(gw_philox_short_uniform(UINT32_MAX), 1.0 - 0x1p-33, 0.0);
}

static void generators_are_those_of_their_counter(void **state)
{
    (void)state;
    gw_philox_block counter = {{1, 2, 3, 4}};
    gw_rng a = gw_philox_rng(counter, 5);
    gw_rng again = gw_philox_rng(counter, 5);
    counter.word[2]++;
    gw_rng b = gw_philox_rng(counter, 5);
    assert_memory_equal(&a, &again, sizeof a);
    for (int i = 0; i < 4; i++)
        assert_true(a.state[i] != b.state[i]);
    gw_philox_block first = gw_philox((gw_philox_block){{1, 2, 3, 4}}, 5);
    assert_true(a.state[0] == ((uint64_t)first.word[0] << 32 | first.word[1]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_known_answers),
        cmocka_unit_test(uniforms_never_reach_the_ends),
        cmocka_unit_test(generators_are_those_of_their_counter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

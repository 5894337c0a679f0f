/* The generator's numbers, and what is made of them. */
#include "check.h"

#include "rng.h"

#include <math.h>
#include <stdlib.h>

/* The first numbers of xoshiro256** from state {1, 2, 3, 4}, as its authors' code gives them. */
static void test_published_sequence(void **state)
{
    (void)state;
    const uint64_t expected[] = {
        UINT64_C(11520),
        UINT64_C(0),
        UINT64_C(1509978240),
        UINT64_C(1215971899390074240),
        UINT64_C(1216172134540287360),
        UINT64_C(607988272756665600),
        UINT64_C(16172922978634559625),
        UINT64_C(8476171486693032832),
        UINT64_C(10595114339597558777),
        UINT64_C(2904607092377533576),
    };
    gw_rng rng = {{1, 2, 3, 4}};
    for (size_t i = 0; i < 10; i++)
        assert_true(gw_rng_next(&rng) == expected[i]);
}

typedef struct seeded_row {
    uint64_t seed, stream, numbers[4];
} seeded_row;

/* From tests/data/base/make_rng.py. Stored draws depend on them: they never change. */
static void test_seeding(void **state)
{
    (void)state;
    const seeded_row rows[] = {
        {0,
         0,
         {UINT64_C(0x30bb94d28b7ab90c), UINT64_C(0x16a17f40c767e533), UINT64_C(0xe3e4b8ec5f525c28),
          UINT64_C(0x9301031e68b6fa0c)}},
        {1,
         2,
         {UINT64_C(0x166e83888ee9e3ae), UINT64_C(0x7d179392696c4e79), UINT64_C(0x8614f510d69cddcd),
          UINT64_C(0x3d58180b7e0d2959)}},
        {2,
         1,
         {UINT64_C(0xd0903030ca60a115), UINT64_C(0xdb7775d8d5dcc3ae), UINT64_C(0x416b0ab13a4737ce),
          UINT64_C(0x3a7a92fbe0193219)}},
        {UINT64_MAX,
         UINT64_MAX,
         {UINT64_C(0x3bc675e4f8a5843b), UINT64_C(0xea6f50791f9d9949), UINT64_C(0xd9b47208b05be56a),
          UINT64_C(0xbbc831d03437993d)}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        gw_rng rng = gw_rng_seeded(rows[i].seed, rows[i].stream);
        for (size_t j = 0; j < 4; j++)
            assert_true(gw_rng_next(&rng) == rows[i].numbers[j]);
    }
}

static void test_uniform_never_reaches_the_ends(void **state)
{
    (void)state;
    gw_rng lowest = {{0, 0, 1, 0}}; /* the next number is made of state[1] alone: 0 */
    double u = gw_rng_uniform(&lowest);
    check_same_bits(u, 0x1p-53);
    /* rotl(x * 5, 7) * 9 is all ones for this x: both factors have inverses modulo 2^64. */
    uint64_t ninth = UINT64_C(0x8e38e38e38e38e39), fifth = UINT64_C(0xcccccccccccccccd);
    uint64_t turned = UINT64_MAX * ninth;
    gw_rng highest = {{0, ((turned >> 7) | (turned << 57)) * fifth, 0, 0}};
    gw_rng copy = highest;
    assert_true(gw_rng_next(&copy) == UINT64_MAX);
    check_same_bits(gw_rng_uniform(&highest), 1.0 - 0x1p-53);
}

/* Mean, variance and neighbours of a million draws within 5 standard errors. */
static void test_uniform_moments(void **state)
{
    (void)state;
    const int n = 1000000;
    gw_rng rng = gw_rng_seeded(3, 0);
    double sum = 0.0, squares = 0.0, products = 0.0, last = 0.0;
    for (int i = 0; i < n; i++) {
        double u = gw_rng_uniform(&rng) - 0.5;
        sum += u;
        squares += u * u;
        products += u * last;
        last = u;
    }
    assert_true(fabs(sum / n) < 5 * sqrt(1.0 / 12 / n));
    assert_true(fabs(squares / n - 1.0 / 12) < 5 * sqrt(1.0 / 180 / n));
    assert_true(fabs(products / n) < 5 * (1.0 / 12) / sqrt(n));
}

static void test_streams_are_unrelated(void **state)
{
    (void)state;
    const int n = 100000;
    double products = 0.0;
    for (int i = 0; i < n; i++) {
        gw_rng a = gw_rng_seeded(9, (uint64_t)i);
        gw_rng b = gw_rng_seeded(9, (uint64_t)i + 1);
        products += (gw_rng_uniform(&a) - 0.5) * (gw_rng_uniform(&b) - 0.5);
    }
    assert_true(fabs(products / n) < 5 * (1.0 / 12) / sqrt(n));
}

static void test_below(void **state)
{
    (void)state;
    gw_rng rng = gw_rng_seeded(4, 0);
    for (int i = 0; i < 100; i++)
        assert_true(gw_rng_below(&rng, 1) == 0);
    const uint64_t n = 7;
    long counts[7] = {0};
    for (int i = 0; i < 700000; i++) {
        uint64_t drawn = gw_rng_below(&rng, n);
        assert_true(drawn < n);
        counts[drawn]++;
    }
    double chi_squared = 0.0;
    for (size_t i = 0; i < n; i++)
        chi_squared += (double)((counts[i] - 100000) * (counts[i] - 100000)) / 100000.0;
    assert_true(chi_squared < 22.5); /* 99.9 % of chi-squared with 6 degrees of freedom */
    /* Three quarters of 2^64: without rejection the lowest third would come twice as often. */
    const uint64_t large = UINT64_C(3) << 62;
    long low = 0;
    for (int i = 0; i < 300000; i++) {
        uint64_t drawn = gw_rng_below(&rng, large);
        assert_true(drawn < large);
        low += drawn < large / 3;
    }
    assert_true(labs(low - 100000) < 1290); /* 5 standard errors */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_published_sequence),
        cmocka_unit_test(test_seeding),
        cmocka_unit_test(test_uniform_never_reaches_the_ends),
        cmocka_unit_test(test_uniform_moments),
        cmocka_unit_test(test_streams_are_unrelated),
        cmocka_unit_test(test_below),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Sums: exact where they must be, in the one fixed order, and with errors that do not grow. */
#include "check.h"

#include "rng.h"
#include "sum.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST 100000

static double *draw(size_t n, uint64_t stream)
{
    double *values = malloc((n + 1) * sizeof *values);
    assert_non_null(values);
    gw_rng rng = gw_rng_seeded(11, stream);
    for (size_t i = 0; i < n; i++)
        values[i] = (gw_rng_uniform(&rng) - 0.4) * ldexp(1.0, (int)gw_rng_below(&rng, 40));
    return values;
}

/* The order of sum.h, written down as plainly as can be: products of a and b (b NULL: of a and 1)
 * in blocks of 1024 with value i in accumulator i mod 8; the blocks by halves. */
static double plain_block(const double *a, const double *b, size_t n)
{
    double lanes[8] = {0};
    for (size_t i = 0; i < n; i++)
        lanes[i % 8] += b == NULL ? a[i] : a[i] * b[i];
    return ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) +
           ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
}

static double plain_sum(const double *a, const double *b, size_t n)
{
    if (n <= 1024)
        return plain_block(a, b, n);
    size_t left = 1024;
    while (left * 2 < n)
        left *= 2;
    double first = plain_sum(a, b, left);
    return first + plain_sum(a + left, b == NULL ? NULL : b + left, n - left);
}

static const size_t lengths[] = {0,    1,    2,    7,     8,     9,     15,    16,   17,   1000,
                                 1023, 1024, 1025, 2047,  2048,  2049,  3072,  5000, 7168, 7169,
                                 8192, 9217, 9999, 16384, 31744, 65536, 65537, MOST};
#define LENGTHS (sizeof lengths / sizeof lengths[0])

static void test_the_order_is_fixed(void **state)
{
    (void)state;
    double *a = draw(MOST, 0);
    double *b = draw(MOST, 1);
    for (size_t i = 0; i < LENGTHS; i++) {
        check_same_bits(gw_sum(a, lengths[i]), plain_sum(a, NULL, lengths[i]));
        check_same_bits(gw_sum_products(a, b, lengths[i]), plain_sum(a, b, lengths[i]));
    }
    free(a);
    free(b);
}

/* Blocks summed elsewhere and joined by gw_sum_pairwise give what gw_sum gives. */
static void test_pairwise_joins_blocks_as_the_sum_does(void **state)
{
    (void)state;
    double *values = draw(MOST, 2);
    for (size_t i = 0; i < LENGTHS; i++) {
        double blocks[MOST / 1024 + 1];
        size_t count = 0;
        for (size_t at = 0; at < lengths[i]; at += 1024)
            blocks[count++] = gw_sum(values + at, lengths[i] - at < 1024 ? lengths[i] - at : 1024);
        check_same_bits(gw_sum_pairwise(blocks, count), gw_sum(values, lengths[i]));
    }
    free(values);
}

static void test_small_sums(void **state)
{
    (void)state;
    const double values[] = {1.0, 2.0, 4.0, 8.0};
    double copy[4];
    memcpy(copy, values, sizeof copy);
    check_same_bits(gw_sum(values, 4), 15.0);
    check_same_bits(gw_sum_products(values, values, 4), 85.0);
    check_same_bits(gw_sum_pairwise(copy, 3), 7.0);
    check_same_bits(gw_sum(NULL, 0), 0.0);
    check_same_bits(gw_sum_pairwise(NULL, 0), 0.0);
    const double bad[] = {1.0, (double)NAN, 2.0};
    assert_true(isnan(gw_sum(bad, 3)));
    const double endless[] = {1.0, (double)INFINITY, 2.0};
    check_same_bits(gw_sum(endless, 3), (double)INFINITY);
}

/* A million tenths: adding one after the other errs by 1.3e-11. */
static void test_error_does_not_grow(void **state)
{
    (void)state;
    const size_t n = 1000000;
    double *values = malloc(n * sizeof *values);
    assert_non_null(values);
    for (size_t i = 0; i < n; i++)
        values[i] = 0.1;
    long double truth = (long double)0.1 * (long double)n;
    check_close(gw_sum(values, n), (double)truth, 1e-14);
    free(values);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_order_is_fixed),
        cmocka_unit_test(test_pairwise_joins_blocks_as_the_sum_does),
        cmocka_unit_test(test_small_sums),
        cmocka_unit_test(test_error_does_not_grow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

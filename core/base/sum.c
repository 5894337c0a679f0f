/* Sums whose bits do not depend on threads or instruction set.
 *
 * A block of 1024 values is added into eight accumulators, value i into accumulator i mod 8: the
 * order a vector unit of any width up to eight keeps. Blocks are added pairwise in their order, so
 * the error grows with the logarithm of their number (Higham 1993, SIAM J. Sci. Comput. 14(4)). */
#include "sum.h"

#include "clones.h"

#include <stdbool.h>

#define LANES 8
#define BLOCK 1024

static double add_lanes(const double lanes[LANES])
{
    return ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) +
           ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
}

GW_CLONES static double sum_block(const double *values, size_t n)
{
    double lanes[LANES] = {0};
    size_t i = 0;
    for (; i + LANES <= n; i += LANES)
        for (size_t lane = 0; lane < LANES; lane++)
            lanes[lane] += values[i + lane];
    for (; i < n; i++)
        lanes[i % LANES] += values[i];
    return add_lanes(lanes);
}

GW_CLONES static double sum_products_block(const double *a, const double *b, size_t n)
{
    double lanes[LANES] = {0};
    size_t i = 0;
    for (; i + LANES <= n; i += LANES)
        for (size_t lane = 0; lane < LANES; lane++)
            lanes[lane] += a[i + lane] * b[i + lane];
    for (; i < n; i++)
        lanes[i % LANES] += a[i] * b[i];
    return add_lanes(lanes);
}

/* The pairwise sum of blocks that come one by one: sums[level] holds 2^level of them while bit
 * `level` of count is set. */
typedef struct running {
    double sums[64];
    size_t count;
} running;

static void running_add(running *r, double sum)
{
    int level = 0;
    for (; (r->count >> level & 1) != 0; level++)
        sum = r->sums[level] + sum;
    r->sums[level] = sum;
    r->count++;
}

/* What is left over is added from the last blocks to the first, as gw_sum_pairwise does. */
static double running_total(const running *r)
{
    double total = 0.0;
    bool any = false;
    for (int level = 0; level < 64 && r->count >> level != 0; level++) {
        if ((r->count >> level & 1) == 0)
            continue;
        total = any ? r->sums[level] + total : r->sums[level];
        any = true;
    }
    return total;
}

double gw_sum(const double *values, size_t n)
{
    running r = {.count = 0};
    for (size_t start = 0; start < n; start += BLOCK)
        running_add(&r, sum_block(values + start, n - start < BLOCK ? n - start : BLOCK));
    return running_total(&r);
}

double gw_sum_products(const double *a, const double *b, size_t n)
{
    running r = {.count = 0};
    for (size_t start = 0; start < n; start += BLOCK)
        running_add(
            &r, sum_products_block(a + start, b + start, n - start < BLOCK ? n - start : BLOCK));
    return running_total(&r);
}

double gw_sum_pairwise(double *sums, size_t n)
{
    if (n == 0)
        return 0.0;
    for (; n > 1; n = (n + 1) / 2) {
        for (size_t i = 0; i + 1 < n; i += 2)
            sums[i / 2] = sums[i] + sums[i + 1];
        if (n % 2 == 1)
            sums[n / 2] = sums[n - 1];
    }
    return sums[0];
}

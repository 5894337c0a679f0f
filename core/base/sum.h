/* Sums whose bits do not depend on threads or instruction set: eight interleaved accumulators,
 * fixed blocks, blocks added pairwise in their order. */
#ifndef GW_SUM_H
#define GW_SUM_H

#include <stddef.h>

/* The sum of values[0 .. n-1]; 0 for n = 0. */
double gw_sum(const double *values, size_t n);
/* The sum of a[i] * b[i]. */
double gw_sum_products(const double *a, const double *b, size_t n);
/* Adds the n blocks' sums pairwise in their order: ((0+1)+(2+3))+...; destroys `sums`. */
double gw_sum_pairwise(double *sums, size_t n);

#endif

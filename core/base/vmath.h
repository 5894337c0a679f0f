/* exp, log, log1p and expm1 with the same bits on every machine, for one value and for arrays.
 *
 * libm's results depend on the processor (glibc picks FMA variants at run time) and on its version;
 * everything in core/ that reaches a result uses these instead. Within 1 ulp of the true value;
 * special values as in C (exp(-inf) = 0, log(0) = -inf, log of a negative = NaN, log1p(-1) = -inf).
 * The array forms give exactly the bits of the scalar forms, and are vectorised without
 * -ffast-math. out and in may be the same array; other overlaps are not allowed. */
#ifndef GW_VMATH_H
#define GW_VMATH_H

#include <stddef.h>

double gw_exp(double x);
double gw_log(double x);
double gw_log1p(double x);
double gw_expm1(double x);
/* log(1 + e^x) without overflow; for x very negative it is e^x. */
double gw_softplus(double x);
/* (e^x - 1) / x, 1 at x = 0. */
double gw_expm1_ratio(double x);

void gw_exp_array(double *out, const double *in, size_t n);
void gw_log_array(double *out, const double *in, size_t n);
void gw_log1p_array(double *out, const double *in, size_t n);
void gw_expm1_array(double *out, const double *in, size_t n);

#endif

/* What a likelihood needs of the gamma function, for a list of ascending x at once. */
#ifndef GW_RISING_H
#define GW_RISING_H

#include <stddef.h>

/* log Gamma(r + x) - log Gamma(r), and its derivative in r, for n whole x >= 0, ascending. */
void gw__log_rising_all(double *log_out, double *by_r_out, double r, const double *x, size_t n);

/* log B(a, b + x + shift) - log B(a, b), and its derivatives in a and b; x as above, shift a whole
 * number >= 0. */
void gw__log_beta_ratio_all(double *log_out, double *by_a_out, double *by_b_out, double a, double b,
                            double shift, const double *x, size_t n);

#endif

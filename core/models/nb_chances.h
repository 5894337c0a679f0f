/* Counts of a Poisson process whose rate is gamma distributed: the negative binomial law. */
#ifndef GW_NB_CHANCES_H
#define GW_NB_CHANCES_H

#include <stddef.h>

/* out[k] = P(N = k), k < n, for N the events within t when the rate is Gamma(R, A), u = t / A:
 * Gamma(R + k) / (Gamma(R) k!) (1 + u)^-R (u / (1 + u))^k. R > 0, u >= 0. Absolute error 1e-13. */
void gw__nb_chances(double *out, size_t n, double R, double u);

#endif

/* The gamma function's family, and the differences of it that the models need without losing
 * digits when arguments are large.
 *
 * Arguments outside the stated domain, and NaN, give NaN. "Relative error" below holds wherever the
 * value is not next to a zero that the text does not name; there the error is that of the terms
 * which cancel, absolute. */
#ifndef GW_GAMMA_H
#define GW_GAMMA_H

/* log Gamma(x), x > 0. Relative error below 2e-15, also next to the zeros at 1 and 2. */
double gw_log_gamma(double x);
/* log Gamma(1 + x), |x| <= 1/2, relative error below 1e-15 also for tiny x. */
double gw_log_gamma1p(double x);
/* log Gamma(x) - ((x - 1/2) log x - x + log(2 pi) / 2), x > 0: about 1 / (12 x). Absolute error
 * below 1e-15, relative too from x = 10. */
double gw_stirling_correction(double x);
/* psi(x) = d/dx log Gamma(x), x > 0. Relative error below 2e-15 (zero at 1.4616). */
double gw_digamma(double x);
/* psi'(x), x > 0. Relative error below 2e-15. */
double gw_trigamma(double x);

/* log Gamma(a + n) - log Gamma(a), 0 < a <= 1e25, 0 <= n <= 1e25 real: the sum of log(a + j) for
 * whole n. Relative error below 4e-15, also where the two log-gammas agree in most digits (a = 1e9,
 * n = 1; n = 1e-9); zero at a = n = 1/2 and the like, where Gamma(a + n) = Gamma(a). */
double gw_log_rising(double a, double n);
/* psi(a + n) - psi(a), same domain, relative error below 2e-15 everywhere. */
double gw_digamma_difference(double a, double n);
/* log B(a, b + n) - log B(a, b), a, b > 0, n >= 0 real, all up to 1e25; the sum of
 * -log(1 + a / (b + j)), j < n, for whole n. Relative error below 2e-15 everywhere. */
double gw_log_beta_ratio(double a, double b, double n);
/* log B(a, b), 0 < a, b <= 1e25. Relative error below 2e-15, also when one is much larger; zeros
 * where B = 1, such as a = b = 1. */
double gw_log_beta(double a, double b);

#endif

/* The gamma function's family, and the differences of it that the models need without losing
 * digits when arguments are large. */
#ifndef GW_GAMMA_H
#define GW_GAMMA_H

/* log Gamma(x), x > 0. Relative error about 1e-15, absolute near the zeros at 1 and 2. */
double gw_log_gamma(double x);
/* psi(x) = d/dx log Gamma(x), x > 0. */
double gw_digamma(double x);
/* psi'(x), x > 0. */
double gw_trigamma(double x);

/* log Gamma(a + n) - log Gamma(a), a > 0, n >= 0 real: sum of log(a + j) for whole n. Keeps full
 * relative precision where the two log-gammas agree in most digits (a = 1e9, n = 1). */
double gw_log_rising(double a, double n);
/* psi(a + n) - psi(a), a > 0, n >= 0 real, to full relative precision. */
double gw_digamma_difference(double a, double n);
/* log B(a, b + n) - log B(a, b) = -sum_{j<n} log(1 + a / (b + j)) for whole n; a, b > 0, n >= 0
 * real. Keeps full relative precision for b or a up to 1e12 and n up to 1e9. */
double gw_log_beta_ratio(double a, double b, double n);
/* log B(a, b), a, b > 0, without cancellation when one is much larger. */
double gw_log_beta(double a, double b);

#endif

/* What buyers gain above the price, per unit of money paid, from how demand follows the price. */
#ifndef GW_SURPLUS_H
#define GW_SURPLUS_H

#include <stddef.h>

/* Constant elasticity e > 0, nobody paying over k > 1 times the price: (1 - k^-(e - 1)) / (e - 1),
 * ln k at e = 1; the integral of (p / price)^-e from 1 to k. NaN outside. */
double gw_surplus_constant(double elasticity, double choke_multiple);
/* Linear demand with that elasticity at the price paid: half a triangle, 1 / (2 e). NaN outside. */
double gw_surplus_linear(double elasticity);
/* Of one choice among n things and none, utilities v, marginal utility of money alpha > 0:
 * ln(1 + sum e^v) / alpha (Small & Rosen 1981, Econometrica 49(1)), in money. NaN outside. */
double gw_surplus_logit(const double *v, size_t n, double alpha);
/* The quantile of Student's t with `degrees` > 0 at the probability where the standard normal has
 * `normal_quantile`: Fisher & Cornish, up to degrees^-4 (Abramowitz & Stegun 26.7.5). */
double gw_student_quantile(double normal_quantile, double degrees);

#endif

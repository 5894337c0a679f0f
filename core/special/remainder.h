/* log and exp without their first term, and the deviance made of them: what is left when large
 * equal parts have cancelled. Relative error below 4e-15. */
#ifndef GW_REMAINDER_H
#define GW_REMAINDER_H

/* log(1 + x) - x <= 0, x > -1. */
double gw_log1p_less_x(double x);
/* e^x - 1 - x >= 0. */
double gw_expm1_less_x(double x);
/* x log(x / m) - x + m >= 0, x >= 0, m > 0: half the deviance of a Poisson count x with mean m. */
double gw_deviance(double x, double m);

#endif

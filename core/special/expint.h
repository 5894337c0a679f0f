/* e^z E_s(z), the scaled generalised exponential integral: E_s(z) = int_1^inf e^(-z t) t^(-s) dt.
 * s > 0 real (0 < s <= 1e7 tested), z >= 0 up to the largest double; z = 0 gives 1 / (s - 1) for
 * s > 1, else +inf; outside, and for NaN, NaN. Relative error below 1e-14 for 1e-12 <= z and below
 * 1e-13 down to z = 1e-300. Whole s is nothing special. */
#ifndef GW_EXPINT_H
#define GW_EXPINT_H

double gw_expint_scaled(double s, double z);

#endif

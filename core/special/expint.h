/* e^z E_s(z), the scaled generalised exponential integral: s > 0 real, z > 0 (z = 0: 1/(s-1) when
 * s > 1, else +inf). E_s(z) = int_1^inf e^(-zt) t^(-s) dt. Relative error below 1e-13; any s up to
 * 1e7, z from 1e-300 to 1e300. */
#ifndef GW_EXPINT_H
#define GW_EXPINT_H

double gw_expint_scaled(double s, double z);

#endif

/* The area under the tail of a log-concave density. */
#ifndef GW_TAIL_H
#define GW_TAIL_H

/* What the log density has fallen by, t >= 0 from where the tail begins: convex, 0 at 0. */
typedef double (*gw_tail_rise)(double t, const void *user);

/* The integral of e^-rise(t) over t from 0 to infinity, relative error about 1e-14 when rise is
 * smooth on the scale of its own first rise by 40, as it is for the gamma and beta laws in the
 * logarithm of their variable with parameters from 1 up. */
double gw_tail_integral(gw_tail_rise rise, const void *user);

/* Both sides of a distribution function: they add up to 1, and the smaller has its own digits. */
typedef struct gw_tails {
    double lower;
    double upper;
} gw_tails;

#endif

/* How long customers stay in the G/G/NBD: a gamma mixture of Gompertz lives, F(t | eta) = 1 -
 * e^(-eta (e^(b t) - 1)), eta ~ Gamma(s, beta), so that S(t) = ((beta + e^(b t) - 1)/beta)^-s. */
#ifndef GW_GOMPERTZ_CLOCK_H
#define GW_GOMPERTZ_CLOCK_H

#include <stddef.h>

#include "gauss_panel.h"

/* -log S(t) = s G(t), G(t) = log(1 + (e^(b t) - 1)/beta). Of somebody who is still there at t0 it
 * is the same law with beta(t0) = 1 + (beta - 1) e^(-b t0) in place of beta. */
typedef struct gw__clock {
    double b;
    double beta;
    double above_one; /* beta - 1, with its own digits */
} gw__clock;

gw__clock gw__clock_of(double b, double beta);
/* That of somebody still there at t0. */
gw__clock gw__clock_from(const gw__clock *clock, double t0);

/* G(t), and its pace G'(t) = b / (1 + (beta - 1) e^(-b t)), t >= 0. Relative error 1e-15 (1 + b t).
 */
double gw__clock_growth(const gw__clock *clock, double t);
double gw__clock_pace(const gw__clock *clock, double t);
/* b - G'(t): G''/G'. */
double gw__clock_gain(const gw__clock *clock, double t);
/* All three at once. */
typedef struct gw__clock_hand {
    double growth, pace, gain;
} gw__clock_hand;
gw__clock_hand gw__clock_at(const gw__clock *clock, double t);
/* The same bits for n times in ascending order, at most GW_GAUSS_MOST. */
typedef struct gw__clock_hands {
    double growth[GW_GAUSS_MOST], pace[GW_GAUSS_MOST], gain[GW_GAUSS_MOST];
} gw__clock_hands;
void gw__clock_at_all(gw__clock_hands *out, const gw__clock *clock, const double *times, size_t n);
/* Whether from t on nothing but e^(-b t) is left of the law: G' is b to the last bit. */
int gw__clock_is_even(const gw__clock *clock, double t);

/* A panel for integrands that fall like (1 + y/near)^-p e^(-q G(y) - d y) G'(y)^g, g 0 or 1, from y
 * on, at most `room` wide. */
gw__gauss_panel gw__clock_panel(const gw__clock *clock, double y, double near, double p, double q,
                                double d, double room);

/* int_0^h e^(-s G(t) - delta t) dt, h >= 0 or HUGE_VAL: time that somebody still there at 0 stays.
 */
double gw__clock_time(const gw__clock *clock, double s, double h, double delta);

#endif

/* Sums over the renewals to come, for chances of leaving that are a beta law. */
#ifndef GW_SURVIVAL_SUM_H
#define GW_SURVIVAL_SUM_H

#include "beta_survival.h"

/* sum over k = 0 .. count - 1 of S(from + k) / S(from) e^(-delta k): renewals expected from the one
 * at `from` on, it included. from >= 0; count a whole number >= 0, or HUGE_VAL; delta >= 0.
 * Relative error below 1e-12 (1e-11 for c > 8). +inf where the sum does not exist: count without
 * end, delta = 0 and gamma c <= 1. */
double gw__survival_sum(const gw__beta_survival *law, double from, double count, double delta);

#endif

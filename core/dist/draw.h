/* Random draws from an explicit generator: same generator state, same bits on every machine. */
#ifndef GW_DRAW_H
#define GW_DRAW_H

#include <stdint.h>

#include "rng.h"

double gw_draw_normal(gw_rng *rng);
double gw_draw_exponential(gw_rng *rng); /* mean 1 */
/* shape > 0 (down to 1e-3 without underflow to 0 mattering), rate 1: Marsaglia & Tsang 2000. */
double gw_draw_gamma(gw_rng *rng, double shape);
/* In (0,1); a, b > 0: by two gammas, in logs when both are small. */
double gw_draw_beta(gw_rng *rng, double a, double b);
/* mean >= 0, up to 1e9: inversion below 10, PTRS (Hoermann 1993) above. */
uint64_t gw_draw_poisson(gw_rng *rng, double mean);

#endif

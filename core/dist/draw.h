/* Random draws from an explicit generator: same generator state, same bits on every machine.
 * A parameter outside its domain, or NaN, gives NaN (a count of 0) and draws nothing. */
#ifndef GW_DRAW_H
#define GW_DRAW_H

#include <stdint.h>

#include "rng.h"

double gw_draw_normal(gw_rng *rng);
double gw_draw_exponential(gw_rng *rng); /* mean 1 */
/* shape > 0, rate 1. For shapes below 1e-2 or so the draw may be below the smallest double: 0. */
double gw_draw_gamma(gw_rng *rng, double shape);
/* Its logarithm, finite for any shape >= 1e-300: from the same state the log of the same draw. */
double gw_draw_log_gamma(gw_rng *rng, double shape);
/* In the open interval (0, 1), ends held at the nearest double inside; a, b > 0. */
double gw_draw_beta(gw_rng *rng, double a, double b);
/* mean >= 0, up to 1e15. */
uint64_t gw_draw_poisson(gw_rng *rng, double mean);

#endif

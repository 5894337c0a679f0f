/* Where the search for purchase rates begins. */
#ifndef GW_MOMENTS_H
#define GW_MOMENTS_H

#include "cells.h"

/* r and alpha of the gamma law of purchase rates that has the observed mean and spread of x over T:
 * x given T has mean m T and variance m T + (m T)^2 / r, with m = r / alpha. Follows the time unit
 * exactly; r is kept in [0.05, 20], where a search that begins too far out would stay. */
void gw__rate_moments(double *r_out, double *alpha_out, const gw_cells *cells);

#endif

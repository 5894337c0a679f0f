/* What the logs of mean orders say before a spend model is fitted. */
#ifndef GW_SPEND_MOMENTS_H
#define GW_SPEND_MOMENTS_H

#include "cells.h"

/* Over the customers with x > 0. */
typedef struct gw__spend_moments {
    double mean_log; /* of log mean_spend */
    double inverse;  /* mean of 1/x; 1 when nobody came back */
    double own;      /* what of the variance of log mean_spend shrinks as 1/x, at `inverse` */
    double between;  /* the rest: the spread between customers. Each is at least a tenth */
} gw__spend_moments;

gw__spend_moments gw__spend_moments_of(const gw_cells *cells);

#endif

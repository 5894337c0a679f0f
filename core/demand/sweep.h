/* Weighted means of two groupings taken out of a column, for demand.c. */
#ifndef GW_SWEEP_H
#define GW_SWEEP_H

#include <stddef.h>
#include <stdint.h>

typedef struct gw__sweep {
    size_t n;
    const uint32_t *group[2]; /* group[1] NULL: one grouping only */
    size_t groups[2];
    const double *weight; /* 0: the row does not count, and is swept like the others */
    double *sums;         /* room for the larger number of groups */
    double *weights;
} gw__sweep;

/* Takes out of column[0 .. n-1] its least squares fit by effects of both groupings (von Neumann's
 * alternating projections: each grouping's means in turn until nothing moves). */
void gw__sweep_out(double *column, const gw__sweep *sweep);

#endif

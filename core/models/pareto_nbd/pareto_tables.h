/* The Pareto/NBD's two tables for one block of cells (two_table.h).
 *
 * With t0 the block's earliest t_x, R = r + x, near = alpha + t0, far = beta + t0:
 *   stays(T) = ((alpha + T)/near)^-R ((beta + T)/far)^-s
 *   left(t)  = s int_t^end ((alpha + tau)/near)^-R ((beta + tau)/far)^-s dtau / (beta + tau)
 *   L(x, t_x, T) = Gamma(r+x)/Gamma(r) near^-x (1 + t0/alpha)^-r (1 + t0/beta)^-s (A + B),
 *   A = stays(T) - left(T),  B = left(t_x),
 * where `end` is the block's last T. */
#ifndef GW_PARETO_TABLES_H
#define GW_PARETO_TABLES_H

#include <stdbool.h>

#include "cells.h"
#include "pareto_cell.h"

/* An interval's integral, and the same with factors: log((alpha + tau)/near),
 * log((beta + tau)/far), (tau - t0)/(alpha + tau), (s (tau - t0)/far - 1)/(beta + tau). */
#define GW_PARETO_FACTORS 5

/* Where the work of one worker lies; entries in the order of the block's lists. */
typedef struct gw__pareto_tables {
    double *log_near;                    /* by T: log((alpha + T)/near) */
    double *log_far;                     /* by T: log((beta + T)/far) */
    double *stays;                       /* by T */
    double *value;                       /* A by T, then B by t_x */
    double *adjoint;                     /* likewise */
    double *day;                         /* all distinct times of the block, ascending */
    double *left;                        /* by day: left(day) / s */
    double *interval[GW_PARETO_FACTORS]; /* from day i to the next, without the s */
    size_t days;
    uint32_t *T_day; /* by T: its place in day */
    uint32_t *t_day; /* by t_x */
} gw__pareto_tables;

/* How many doubles the tables need for blocks of up to T_most and t_most entries. */
size_t gw__pareto_tables_size(size_t T_most, size_t t_most);
gw__pareto_tables gw__pareto_tables_in(double *memory, size_t T_most, size_t t_most);

/* Whether the tables of this block stay within the range of a double. */
bool gw__pareto_tables_reach(const gw__pareto_params *params, const gw_block *block);

/* Fills all but adjoint, which is set to 0; without factors only the first of interval. */
void gw__pareto_tables_fill(gw__pareto_tables *tables, const gw__pareto_params *params,
                            const gw_block *block, bool with_factors);

/* The derivatives in r, alpha, s, beta of a function of A and B whose derivatives in them are the
 * adjoints. Uses up `left`. */
void gw__pareto_backward(double gradient_out[4], gw__pareto_tables *tables,
                         const gw__pareto_params *params, const gw_block *block);

#endif

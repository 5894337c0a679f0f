/* Likelihoods that are the sum of two tables: L(x, t_x, T) = A_x(T) + B_x(t_x), up to a factor. All
 * that is costly happens on the entries of the tables; a cell is two look-ups, a sum, a logarithm
 * and a division. */
#ifndef GW_TWO_TABLE_H
#define GW_TWO_TABLE_H

#include "cells.h"

/* Visits per step of the kernel; its own order of sums, whatever the machine. */
#define GW_TWO_TABLE_STEP 256u

/* The sum over the block's cells of weight * log(A + B), A by the block's T_values, B by its
 * t_values; A + B must be a normal positive number. Adds weight / (A + B) of each cell to the
 * entries of adjoint_A and adjoint_B it came from: the derivatives of the sum in the entries. */
double gw__two_table(double *adjoint_A, double *adjoint_B, const double *A, const double *B,
                     const gw_block *block);
/* The same sum alone. */
double gw__two_table_value(const double *A, const double *B, const gw_block *block);

#endif

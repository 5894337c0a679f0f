/* Small dense symmetric matrices, stored in full, row by row. */
#ifndef GW_DENSE_H
#define GW_DENSE_H

#include <stddef.h>

/* Overwrites the lower triangle of `matrix` with its Cholesky factor; 0 when the matrix is not
 * positive definite to working precision (the contents then are of no use). */
int gw__cholesky(double *matrix, size_t n);
/* Overwrites b with the solution of (L L^T) x = b, L from gw__cholesky. */
void gw__cholesky_solve(const double *factor, size_t n, double *b);
/* All eigenvalues, and the eigenvectors as columns of vectors_out. n <= 16. */
void gw__symmetric_eigen(double *values_out, double *vectors_out, const double *matrix, size_t n);

#endif

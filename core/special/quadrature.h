/* Gauss rules. */
#ifndef GW_QUADRATURE_H
#define GW_QUADRATURE_H

#include <stddef.h>

#define GW_QUADRATURE_MAX 128

/* Nodes and weights of the n-point Gauss-Legendre rule on [-1, 1], 1 <= n <= GW_QUADRATURE_MAX,
 * nodes ascending and symmetric to the last bit, each within 2e-16; weights within 2e-14 relative.
 * Newton's method on the Legendre polynomial. */
void gw_gauss_legendre(double *nodes_out, double *weights_out, size_t n);

/* The constant 8-, 16- and 24-point Gauss-Legendre rules on [0, 1] (tables, 17 digits). NULL for
 * another n. */
typedef struct gw_rule {
    size_t n;
    const double *nodes;
    const double *weights;
} gw_rule;
const gw_rule *gw_gauss_legendre_rule(size_t n);

/* Nodes and weights of the n-point Gauss-Jacobi rule for the expectation over p ~ Beta(a, b):
 * E[f(p)] = sum weights[i] f(nodes[i]), exact for polynomials of degree 2 n - 1; weights summing to
 * 1, nodes ascending in (0, 1]; 1 <= n <= GW_QUADRATURE_MAX, a, b > 0 (1e-6 to 1e9 tested). Errors
 * are absolute: a few 1e-16 of the nodes' spread, 4e-15 in weights. Golub & Welsch 1969. */
void gw_gauss_jacobi_beta(double *nodes_out, double *weights_out, size_t n, double a, double b);

#endif

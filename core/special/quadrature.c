/* Gauss-Legendre by Newton, Gauss-Jacobi by Golub & Welsch.
 *
 * Legendre: P_n and P_n' by the three-term recurrence (Abramowitz & Stegun 22.7.10, 22.8.5), starts
 * from a rational cosine near the zeros' asymptotic places; weights 2 / ((1 - x^2) P_n'^2).
 *
 * Jacobi on [0, 1] with density p^(a-1) (1-p)^(b-1) / B(a, b): the nodes' distances from the mean
 * a / (a + b) are eigenvalues of the symmetric tridiagonal matrix of the recurrence, found by
 * implicit QL (Golub & Welsch 1969, Math. Comp. 23; EISPACK imtql2) with the first row of the
 * eigenvectors, whose squares are the weights. Taken from the mean, the coefficients (A&S 22.7.1,
 * moved to [0, 1]) have no cancelling parts but a - b, and nodes that crowd anywhere keep their
 * distances: errors are 1e-16 of the spread. Tiny weights carry the absolute error of the large
 * ones, which a mean does not see. */
#include "quadrature.h"

#include <float.h>
#include <math.h>

#define PI 3.14159265358979323846

typedef struct legendre {
    double value;
    double slope;
} legendre;

static legendre legendre_at(double x, size_t n)
{
    double before = 0.0;
    double value = 1.0;
    for (size_t k = 1; k <= n; k++) {
        double of_k = (double)k;
        double next = ((2.0 * of_k - 1.0) * x * value - (of_k - 1.0) * before) / of_k;
        before = value;
        value = next;
    }
    return (legendre){.value = value,
                      .slope = (double)n * (x * value - before) / ((x - 1.0) * (x + 1.0))};
}

/* cos t, 0 <= t <= pi/2, to 1e-6: a start for Newton needs no more. */
static double rough_cosine(double t)
{
    double u = t * t;
    return 1.0 - u * (1.0 / 2 - u * (1.0 / 24 - u * (1.0 / 720 - u * (1.0 / 40320 - u / 3628800))));
}

void gw_gauss_legendre(double *nodes_out, double *weights_out, size_t n)
{
    for (size_t i = 0; i < (n + 1) / 2; i++) {
        double x = rough_cosine(PI * ((double)i + 0.75) / ((double)n + 0.5));
        if (2 * i + 1 == n)
            x = 0.0;
        legendre at = legendre_at(x, n);
        for (int step = 0; step < 6; step++) {
            x -= at.value / at.slope;
            at = legendre_at(x, n);
        }
        double room = (1.0 - x) * (1.0 + x);
        double weight = 2.0 / (room * at.slope * at.slope);
        /* At the ends a weight is steep: as it is at the zero, not at the double next to it. */
        weight += weight * 2.0 * x * (at.value / at.slope) / room;
        nodes_out[i] = -x;
        nodes_out[n - 1 - i] = x;
        weights_out[i] = weight;
        weights_out[n - 1 - i] = weight;
    }
}

/* The diagonal less a / (a + b) and, below it, side[i] between i and i + 1, of the Jacobi matrix.
 */
static void jacobi_matrix(double *diagonal, double *side, size_t n, double a, double b)
{
    double s = a + b;
    diagonal[0] = 0.0;
    side[0] = sqrt(a / s * (b / s) / (s + 1.0));
    for (size_t i = 1; i < n; i++) {
        double k = (double)i;
        double low = s + 2.0 * k - 2.0;
        double next = s + 2.0 * k;
        diagonal[i] = (b - a) / s * (2.0 * k / low) * ((k + s - 1.0) / next);
        double even = (k + s - 1.0) / (low + 1.0) * ((k + 1.0) / (next + 1.0));
        side[i] = sqrt((a + k) / next * ((b + k) / next) * even);
    }
}

/* sqrt(x^2 + y^2) without overflow; hypot is the C library's, whose bits may differ */
static double length(double x, double y)
{
    double large = fabs(x) > fabs(y) ? fabs(x) : fabs(y);
    double small = fabs(x) > fabs(y) ? fabs(y) : fabs(x);
    if (large == 0.0)
        return 0.0;
    double ratio = small / large;
    return large * sqrt(1.0 + ratio * ratio);
}

/* One implicit QL sweep over rows low..high, applied to the eigenvectors' first row as well. */
static void ql_sweep(double *diagonal, double *side, double *first, size_t low, size_t high)
{
    double gap = (diagonal[low + 1] - diagonal[low]) / (2.0 * side[low]);
    double r = length(gap, 1.0);
    double shifted = diagonal[high] - diagonal[low] + side[low] / (gap + (gap < 0.0 ? -r : r));
    double s = 1.0, c = 1.0, p = 0.0;
    for (size_t i = high; i-- > low;) {
        double f = s * side[i];
        double b = c * side[i];
        r = length(f, shifted);
        side[i + 1] = r;
        if (r == 0.0) { /* split early: the rest waits for the next sweep */
            diagonal[i + 1] -= p;
            side[high] = 0.0;
            return;
        }
        s = f / r;
        c = shifted / r;
        shifted = diagonal[i + 1] - p;
        r = (diagonal[i] - shifted) * s + 2.0 * c * b;
        p = s * r;
        diagonal[i + 1] = shifted + p;
        shifted = c * r - b;
        f = first[i + 1];
        first[i + 1] = s * first[i] + c * f;
        first[i] = c * first[i] - s * f;
    }
    diagonal[low] -= p;
    side[low] = shifted;
    side[high] = 0.0;
}

/* The last row of the block that begins at `low`: the sides within are not negligible. */
static size_t block_end(const double *side, size_t low, size_t n, double negligible)
{
    size_t end = low;
    while (end + 1 < n && fabs(side[end]) > negligible)
        end++;
    return end;
}

static void sort_by_node(double *nodes, double *weights, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        double node = nodes[i], weight = weights[i];
        size_t j = i;
        for (; j > 0 && nodes[j - 1] > node; j--) {
            nodes[j] = nodes[j - 1];
            weights[j] = weights[j - 1];
        }
        nodes[j] = node;
        weights[j] = weight;
    }
}

void gw_gauss_jacobi_beta(double *nodes_out, double *weights_out, size_t n, double a, double b)
{
    double side[GW_QUADRATURE_MAX];
    jacobi_matrix(nodes_out, side, n, a, b);
    side[n - 1] = 0.0;
    double spread = 0.0;
    for (size_t i = 0; i < n; i++) {
        double of_row = fabs(nodes_out[i]) + side[i];
        spread = of_row > spread ? of_row : spread;
        weights_out[i] = i == 0 ? 1.0 : 0.0;
    }
    for (size_t low = 0; low < n; low++) {
        for (int sweep = 0; sweep < 60; sweep++) { /* two or three are usual */
            size_t high = block_end(side, low, n, 0.25 * DBL_EPSILON * spread);
            if (high == low)
                break;
            ql_sweep(nodes_out, side, weights_out, low, high);
        }
    }
    sort_by_node(nodes_out, weights_out, n);
    for (size_t i = 0; i < n; i++) {
        double node = a / (a + b) + nodes_out[i];
        nodes_out[i] = node > DBL_MIN ? node : DBL_MIN;
        weights_out[i] *= weights_out[i];
    }
}

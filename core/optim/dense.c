/* Cholesky's factorisation, and the cyclic Jacobi method for eigenvalues (Golub & Van Loan, Matrix
 * Computations, 4th ed., algorithms 4.2.1 and 8.5.3). Jacobi because the matrices have at most 16
 * rows and it finds small eigenvalues of a positive definite matrix to high relative accuracy:
 * they decide whether a parameter is identified. */
#include "dense.h"

#include <float.h>
#include <math.h>

#define DENSE_MAX 16

int gw__cholesky(double *matrix, size_t n)
{
    for (size_t j = 0; j < n; j++) {
        double pivot = matrix[j * n + j];
        double before = pivot;
        for (size_t k = 0; k < j; k++)
            pivot -= matrix[j * n + k] * matrix[j * n + k];
        /* A pivot that is only rounding of what it was made from counts as zero. */
        if (!(pivot > 4 * DBL_EPSILON * before) || !isfinite(pivot))
            return 0;
        double root = sqrt(pivot);
        matrix[j * n + j] = root;
        for (size_t i = j + 1; i < n; i++) {
            double sum = matrix[i * n + j];
            for (size_t k = 0; k < j; k++)
                sum -= matrix[i * n + k] * matrix[j * n + k];
            matrix[i * n + j] = sum / root;
        }
    }
    return 1;
}

void gw__cholesky_solve(const double *factor, size_t n, double *b)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < i; k++)
            b[i] -= factor[i * n + k] * b[k];
        b[i] /= factor[i * n + i];
    }
    for (size_t i = n; i-- > 0;) {
        for (size_t k = i + 1; k < n; k++)
            b[i] -= factor[k * n + i] * b[k];
        b[i] /= factor[i * n + i];
    }
}

/* Rotates rows and columns p and q of `a` so that a[p][q] = 0, and the columns of v with them. */
static void jacobi_rotate(double *a, double *v, size_t n, size_t p, size_t q)
{
    double tau = (a[q * n + q] - a[p * n + p]) / (2 * a[p * n + q]);
    double t = (tau >= 0 ? 1 : -1) / (fabs(tau) + sqrt(1 + tau * tau));
    double c = 1 / sqrt(1 + t * t);
    double s = t * c;
    for (size_t k = 0; k < n; k++) {
        double kp = a[k * n + p];
        double kq = a[k * n + q];
        a[k * n + p] = c * kp - s * kq;
        a[k * n + q] = s * kp + c * kq;
    }
    for (size_t k = 0; k < n; k++) {
        double pk = a[p * n + k];
        double qk = a[q * n + k];
        a[p * n + k] = c * pk - s * qk;
        a[q * n + k] = s * pk + c * qk;
        double vp = v[k * n + p];
        double vq = v[k * n + q];
        v[k * n + p] = c * vp - s * vq;
        v[k * n + q] = s * vp + c * vq;
    }
}

/* One sweep over the upper triangle; how many rotations were needed. */
static int jacobi_sweep(double *a, double *v, size_t n)
{
    int rotations = 0;
    for (size_t p = 0; p < n; p++) {
        for (size_t q = p + 1; q < n; q++) {
            double bound = DBL_EPSILON * sqrt(fabs(a[p * n + p]) * fabs(a[q * n + q]));
            if (fabs(a[p * n + q]) <= fmax(bound, DBL_MIN))
                continue;
            jacobi_rotate(a, v, n, p, q);
            rotations++;
        }
    }
    return rotations;
}

void gw__symmetric_eigen(double *values_out, double *vectors_out, const double *matrix, size_t n)
{
    double a[DENSE_MAX * DENSE_MAX] = {0};
    for (size_t i = 0; i < n * n; i++) {
        a[i] = matrix[i];
        vectors_out[i] = i % (n + 1) == 0 ? 1.0 : 0.0;
    }
    for (int sweep = 0; sweep < 30 && jacobi_sweep(a, vectors_out, n) > 0; sweep++)
        continue;
    for (size_t i = 0; i < n; i++)
        values_out[i] = a[i * n + i];
}

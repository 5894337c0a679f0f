/* Curvature, covariance, and who is not identified. */
#include "check.h"

#include <math.h>

#include "dense.h"
#include "optim.h"

static const double FREE_LOWER[3] = {-HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
static const double FREE_UPPER[3] = {HUGE_VAL, HUGE_VAL, HUGE_VAL};

/* sin(x) cos(y) + x y z + e^z: all second derivatives known. */
static gw_status wavy(double *value, double *gradient, const double *p, void *user, gw_error *err)
{
    (void)user;
    (void)err;
    double x = p[0], y = p[1], z = p[2];
    *value = sin(x) * cos(y) + x * y * z + exp(z);
    gradient[0] = cos(x) * cos(y) + y * z;
    gradient[1] = -sin(x) * sin(y) + x * z;
    gradient[2] = x * y + exp(z);
    return GW_OK;
}

static void check_wavy(const double *hessian, const double *p, double tolerance)
{
    double x = p[0], y = p[1], z = p[2];
    const double expected[9] = {-sin(x) * cos(y),
                                z - cos(x) * sin(y),
                                y,
                                z - cos(x) * sin(y),
                                -sin(x) * cos(y),
                                x,
                                y,
                                x,
                                exp(z)};
    for (size_t i = 0; i < 9; i++)
        check_close_floor(hessian[i], expected[i], tolerance, 1);
}

static void hessian_by_central_differences(void **state)
{
    (void)state;
    gw_objective objective = {3, FREE_LOWER, FREE_UPPER, wavy, NULL};
    gw_place at = {.point = {0.7, -0.4, 1.1}};
    double hessian[9];
    assert_int_equal(wavy(&at.value, at.gradient, at.point, NULL, NULL), GW_OK);
    assert_int_equal(gw_hessian(hessian, &objective, &at, NULL), GW_OK);
    check_wavy(hessian, at.point, 2e-8);
    for (size_t i = 0; i < 3; i++)
        for (size_t j = 0; j < 3; j++)
            check_same_bits(hessian[i * 3 + j], hessian[j * 3 + i]);
}

static void one_sided_next_to_a_bound(void **state)
{
    (void)state;
    const double lower[3] = {0.7, -HUGE_VAL, -HUGE_VAL};
    const double upper[3] = {HUGE_VAL, -0.4, HUGE_VAL};
    gw_objective objective = {3, lower, upper, wavy, NULL};
    gw_place at = {.point = {0.7, -0.4, 1.1}};
    double hessian[9];
    assert_int_equal(wavy(&at.value, at.gradient, at.point, NULL, NULL), GW_OK);
    assert_int_equal(gw_hessian(hessian, &objective, &at, NULL), GW_OK);
    check_wavy(hessian, at.point, 2e-4);
}

/* -(x^2 + y^2)/2, which does not exist for x > 1. */
static gw_status cliff(double *value, double *gradient, const double *p, void *user, gw_error *err)
{
    (void)user;
    (void)err;
    *value = p[0] > 1 ? (double)NAN : -(p[0] * p[0] + p[1] * p[1]) / 2;
    gradient[0] = -p[0];
    gradient[1] = -p[1];
    return GW_OK;
}

static void what_does_not_exist_is_not_identified(void **state)
{
    (void)state;
    gw_objective objective = {2, FREE_LOWER, FREE_UPPER, cliff, NULL};
    gw_place at = {.point = {1, 0}, .gradient = {-1, 0}, .value = -0.5};
    double hessian[4];
    double covariance[4];
    assert_int_equal(gw_hessian(hessian, &objective, &at, NULL), GW_OK);
    assert_true(isnan(hessian[0]));
    check_close(hessian[3], -1, 1e-10);
    assert_int_equal(gw_covariance(covariance, hessian, 2, 100), 1);
    assert_true(isnan(covariance[0]) && isnan(covariance[1]) && isnan(covariance[2]));
    check_close(covariance[3], 1, 1e-10);
}

static void covariance_is_the_inverse(void **state)
{
    (void)state;
    /* -H = {{4, 1, 0}, {1, 3, 1}, {0, 1, 2}}, det 18. */
    const double hessian[9] = {-4, -1, 0, -1, -3, -1, 0, -1, -2};
    const double expected[9] = {5, -2, 1, -2, 8, -4, 1, -4, 11};
    double covariance[9];
    assert_int_equal(gw_covariance(covariance, hessian, 3, 100), 0);
    for (size_t i = 0; i < 9; i++)
        check_close_floor(covariance[i], expected[i] / 18, 1e-14, 0.1);
}

static void a_ridge_spoils_only_who_takes_part(void **state)
{
    (void)state;
    /* Only x + y matters, and z by itself. */
    const double hessian[9] = {-1000, -1000, 0, -1000, -1000, 0, 0, 0, -4};
    double covariance[9];
    assert_int_equal(gw_covariance(covariance, hessian, 3, 100), 3);
    assert_true(isnan(covariance[0]) && isnan(covariance[4]) && isnan(covariance[1]));
    check_close(covariance[8], 0.25, 1e-12);
}

static void a_flat_direction_at_any_size(void **state)
{
    (void)state;
    /* Curvature that is rounding of a billion customers is none; a small honest one is some. */
    const double noise[4] = {-1e9, 0, 0, -1e-3};
    const double honest[4] = {-1e3, 0, 0, -0.5};
    const double weak[4] = {-1e3, 0, 0, -0.005};
    const double nothing[4] = {0, 0, 0, 0};
    const double saddle[4] = {-1e3, 0, 0, 0.5};
    double covariance[4];
    assert_int_equal(gw_covariance(covariance, noise, 2, 100), 2);
    check_close(covariance[0], 1e-9, 1e-12);
    assert_int_equal(gw_covariance(covariance, honest, 2, 100), 0);
    check_close(covariance[3], 2, 1e-12);
    assert_int_equal(gw_covariance(covariance, weak, 2, 100), 2);
    assert_int_equal(gw_covariance(covariance, nothing, 2, 100), 3);
    assert_int_equal(gw_covariance(covariance, saddle, 2, 100), 2);
    check_close(covariance[0], 1e-3, 1e-12);
}

static void cholesky_solves_and_refuses(void **state)
{
    (void)state;
    double matrix[9] = {4, 1, 0, 1, 3, 1, 0, 1, 2};
    double b[3] = {6, 10, 8}; /* = matrix * (1, 2, 3) */
    assert_int_equal(gw__cholesky(matrix, 3), 1);
    gw__cholesky_solve(matrix, 3, b);
    for (size_t i = 0; i < 3; i++)
        check_close(b[i], (double)(i + 1), 1e-15);
    double indefinite[4] = {1, 2, 2, 1};
    assert_int_equal(gw__cholesky(indefinite, 2), 0);
    double singular[4] = {0.1, 0.3, 0.3, 0.9};
    assert_int_equal(gw__cholesky(singular, 2), 0);
    double bad[1] = {(double)NAN};
    assert_int_equal(gw__cholesky(bad, 1), 0);
}

/* The eigenvalues of the n x n second difference matrix are 4 sin^2(k pi / (2 (n + 1))). */
static void eigenvalues_of_a_known_matrix(void **state)
{
    (void)state;
    enum { N = 16 };
    double matrix[N * N] = {0};
    double values[N];
    double vectors[N * N];
    for (size_t i = 0; i < N; i++) {
        matrix[i * (N + 1)] = 2;
        if (i > 0)
            matrix[i * N + i - 1] = matrix[(i - 1) * N + i] = -1;
    }
    gw__symmetric_eigen(values, vectors, matrix, N);
    for (int k = 1; k <= N; k++) {
        double s = sin(k * acos(-1.0) / (2 * (N + 1)));
        double nearest = HUGE_VAL;
        for (size_t i = 0; i < N; i++)
            nearest = fmin(nearest, fabs(values[i] - 4 * s * s));
        assert_true(nearest < 1e-13);
    }
    for (size_t i = 0; i < N; i++) {
        for (size_t k = 0; k < N; k++) {
            double image = 0;
            for (size_t j = 0; j < N; j++)
                image += matrix[i * N + j] * vectors[j * N + k];
            check_close_floor(image, values[k] * vectors[i * N + k], 1e-13, 1);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hessian_by_central_differences),
        cmocka_unit_test(one_sided_next_to_a_bound),
        cmocka_unit_test(what_does_not_exist_is_not_identified),
        cmocka_unit_test(covariance_is_the_inverse),
        cmocka_unit_test(a_ridge_spoils_only_who_takes_part),
        cmocka_unit_test(a_flat_direction_at_any_size),
        cmocka_unit_test(cholesky_solves_and_refuses),
        cmocka_unit_test(eigenvalues_of_a_known_matrix),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

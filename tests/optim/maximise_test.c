/* Searches with known ends: classics, bounds, functions that do not exist everywhere, gradients
 * that lie, and how many evaluations a likelihood takes. */
#include "check.h"

#include <float.h>
#include <math.h>

#include "optim.h"

static const double NO_LOWER[5] = {-HUGE_VAL, -HUGE_VAL, -HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
static const double NO_UPPER[5] = {HUGE_VAL, HUGE_VAL, HUGE_VAL, HUGE_VAL, HUGE_VAL};

/* An objective may count its calls and be multiplied by a number. */
typedef struct setting {
    size_t n;
    double scale;
    int calls;
} setting;

static gw_optimum search(gw_objective_fn fn, setting *s, const double *lower, const double *upper,
                         const double *start)
{
    gw_objective objective = {s->n, lower, upper, fn, s};
    gw_stop stop = GW_STOP_INIT;
    gw_optimum optimum;
    assert_int_equal(gw_maximise(&optimum, &objective, start, &stop, NULL), GW_OK);
    assert_int_equal(optimum.evaluations, s->calls);
    return optimum;
}

/* Minus the extended Rosenbrock function, times a scale: 0 at (1, ..., 1). */
static gw_status rosenbrock(double *value, double *gradient, const double *x, void *user,
                            gw_error *err)
{
    setting *s = user;
    (void)err;
    s->calls++;
    double sum = 0;
    for (size_t i = 0; i < s->n; i++)
        gradient[i] = 0;
    for (size_t i = 0; i + 1 < s->n; i++) {
        double bend = x[i + 1] - x[i] * x[i];
        double rest = 1 - x[i];
        sum -= 100 * bend * bend + rest * rest;
        gradient[i] += s->scale * (400 * bend * x[i] + 2 * rest);
        gradient[i + 1] -= s->scale * 200 * bend;
    }
    *value = s->scale * sum;
    return GW_OK;
}

static void rosenbrock_in_2_dimensions(void **state)
{
    (void)state;
    setting s = {2, 1, 0};
    double start[2] = {-1.2, 1};
    gw_optimum found = search(rosenbrock, &s, NO_LOWER, NO_UPPER, start);
    assert_int_equal(found.reason, GW_STOP_CONVERGED);
    check_close(found.at.point[0], 1, 1e-4);
    check_close(found.at.point[1], 1, 2e-4);
    assert_true(found.evaluations <= 60);
    assert_int_equal(found.at_bound, 0);
}

static void rosenbrock_in_5_dimensions(void **state)
{
    (void)state;
    setting s = {5, 1, 0};
    double start[5] = {-1.2, 1, -1.2, 1, -1.2};
    gw_optimum found = search(rosenbrock, &s, NO_LOWER, NO_UPPER, start);
    assert_int_equal(found.reason, GW_STOP_CONVERGED);
    /* There is a second, local maximum near (-1, 1, 1, 1, 1): either end is a maximum. */
    for (size_t i = 1; i < 5; i++)
        check_close(fabs(found.at.point[i]), 1, 0.05);
    for (size_t i = 0; i < 5; i++)
        assert_true(fabs(found.at.gradient[i]) < 1e-2);
    assert_true(found.evaluations <= 120);
}

/* On x1 <= 1/2 the best is (1/2, 1/4): there the gradient pushes outward along x1 only. */
static void rosenbrock_with_an_active_bound(void **state)
{
    (void)state;
    setting s = {2, 1, 0};
    double upper[2] = {0.5, HUGE_VAL};
    double start[2] = {-1.2, 1};
    gw_optimum found = search(rosenbrock, &s, NO_LOWER, upper, start);
    assert_int_equal(found.reason, GW_STOP_CONVERGED);
    check_same_bits(found.at.point[0], 0.5);
    check_close(found.at.point[1], 0.25, 1e-5);
    assert_int_equal(found.at_bound, 1);
}

static void rosenbrock_in_5_dimensions_with_bounds(void **state)
{
    (void)state;
    setting s = {5, 1, 0};
    double lower[5] = {-2, -2, -2, -2, -2};
    double upper[5] = {2, 2, 2, 2, 0.25};
    double start[5] = {-9, 9, -9, 9, 9}; /* clipped into the box */
    gw_optimum found = search(rosenbrock, &s, lower, upper, start);
    assert_int_equal(found.reason, GW_STOP_CONVERGED);
    check_same_bits(found.at.point[4], 0.25);
    assert_int_equal(found.at_bound, 16);
    for (size_t i = 0; i < 4; i++)
        assert_true(fabs(found.at.gradient[i]) < 1e-2);
}

/* -(x^2 + x y + y^2)/1 around (3, -1), on 0 <= x <= 2, y >= -10: x = 2, y = -1/2. */
static gw_status bowl(double *value, double *gradient, const double *x, void *user, gw_error *err)
{
    setting *s = user;
    (void)err;
    s->calls++;
    double u = x[0] - 3;
    double v = x[1] + 1;
    *value = -(u * u + u * v + v * v);
    gradient[0] = -(2 * u + v);
    gradient[1] = -(u + 2 * v);
    return GW_OK;
}

static void quadratic_with_an_active_bound(void **state)
{
    (void)state;
    setting s = {2, 1, 0};
    double lower[2] = {0, -10};
    double upper[2] = {2, 10};
    double start[2] = {0, 10};
    gw_optimum found = search(bowl, &s, lower, upper, start);
    assert_int_equal(found.reason, GW_STOP_CONVERGED);
    check_same_bits(found.at.point[0], 2);
    check_close(found.at.point[1], -0.5, 1e-4);
    assert_int_equal(found.at_bound, 1);
}

static void quadratic_from_a_bound_it_must_leave(void **state)
{
    (void)state;
    setting s = {2, 1, 0};
    double lower[2] = {0, -10};
    double upper[2] = {5, 10};
    double start[2] = {0, -10};
    gw_optimum found = search(bowl, &s, lower, upper, start);
    assert_int_equal(found.reason, GW_STOP_CONVERGED);
    check_close(found.at.point[0], 3, 1e-4);
    check_close(found.at.point[1], -1, 1e-4);
    assert_int_equal(found.at_bound, 0);
}

static void start_at_the_optimum(void **state)
{
    (void)state;
    setting s = {2, 1, 0};
    double start[2] = {3, -1};
    gw_optimum found = search(bowl, &s, NO_LOWER, NO_UPPER, start);
    assert_int_equal(found.reason, GW_STOP_CONVERGED);
    assert_int_equal(found.evaluations, 1);
    assert_int_equal(found.iterations, 0);
    check_same_bits(found.at.point[0], 3);
}

/* Only x + y matters. */
static gw_status ridge(double *value, double *gradient, const double *x, void *user, gw_error *err)
{
    setting *s = user;
    (void)err;
    s->calls++;
    double miss = x[0] + x[1] - 1;
    *value = -miss * miss;
    gradient[0] = gradient[1] = -2 * miss;
    return GW_OK;
}

static void flat_ridge(void **state)
{
    (void)state;
    setting s = {2, 1, 0};
    double start[2] = {-7, 4};
    gw_optimum found = search(ridge, &s, NO_LOWER, NO_UPPER, start);
    assert_int_equal(found.reason, GW_STOP_CONVERGED);
    check_close(found.at.point[0] + found.at.point[1], 1, 1e-4);
    assert_true(found.evaluations <= 15);
}

/* 3 log x + log(1 - x), which exists on (0, 1) only: its maximum is at 3/4. */
static gw_status logs(double *value, double *gradient, const double *x, void *user, gw_error *err)
{
    setting *s = user;
    (void)err;
    s->calls++;
    *value = 3 * log(x[0]) + log(1 - x[0]); /* NaN or -inf outside */
    gradient[0] = 3 / x[0] - 1 / (1 - x[0]);
    return GW_OK;
}

static void function_that_does_not_exist_everywhere(void **state)
{
    (void)state;
    const double starts[] = {1e-6, 0.5, 1 - 1e-6};
    for (size_t i = 0; i < 3; i++) {
        setting s = {1, 1, 0};
        gw_optimum found = search(logs, &s, NO_LOWER, NO_UPPER, &starts[i]);
        assert_int_equal(found.reason, GW_STOP_CONVERGED);
        check_close(found.at.point[0], 0.75, 1e-4);
        assert_true(found.evaluations <= 60);
    }
}

static void start_that_does_not_exist(void **state)
{
    (void)state;
    setting s = {1, 1, 0};
    double start = 2;
    gw_optimum found = search(logs, &s, NO_LOWER, NO_UPPER, &start);
    assert_int_equal(found.reason, GW_STOP_DID_NOT_MOVE);
    assert_true(found.at.value == -HUGE_VAL);
    assert_int_equal(found.evaluations, 1);
}

/* A gradient that points downhill. */
static gw_status liar(double *value, double *gradient, const double *x, void *user, gw_error *err)
{
    gw_status status = bowl(value, gradient, x, user, err);
    gradient[0] = -gradient[0];
    gradient[1] = -gradient[1];
    return status;
}

static void nothing_improves(void **state)
{
    (void)state;
    setting s = {2, 1, 0};
    double start[2] = {5, 5};
    gw_optimum found = search(liar, &s, NO_LOWER, NO_UPPER, start);
    assert_int_equal(found.reason, GW_STOP_DID_NOT_MOVE);
    check_same_bits(found.at.point[0], 5);
    check_same_bits(found.at.point[1], 5);
    assert_true(found.evaluations <= 41);
}

/* One derivative of two has the wrong sign. */
static gw_status half_liar(double *value, double *gradient, const double *x, void *user,
                           gw_error *err)
{
    setting *s = user;
    (void)err;
    s->calls++;
    *value = -x[0] * x[0] - 10 * x[1] * x[1];
    gradient[0] = -2 * x[0];
    gradient[1] = 20 * x[1];
    return GW_OK;
}

static void wrong_gradient_is_not_called_convergence(void **state)
{
    (void)state;
    setting s = {2, 1, 0};
    double start[2] = {5, 0.1};
    gw_optimum found = search(half_liar, &s, NO_LOWER, NO_UPPER, start);
    assert_int_equal(found.reason, GW_STOP_NO_PROGRESS);
    assert_true(found.at.value > -25.1); /* never below the start */
    assert_true(found.evaluations <= 200);
}

static void scale_of_the_objective_does_not_matter(void **state)
{
    (void)state;
    setting small = {2, 1, 0};
    setting large = {2, 1e9, 0};
    double start[2] = {-1.2, 1};
    gw_optimum a = search(rosenbrock, &small, NO_LOWER, NO_UPPER, start);
    gw_optimum b = search(rosenbrock, &large, NO_LOWER, NO_UPPER, start);
    assert_int_equal(b.reason, GW_STOP_CONVERGED);
    check_close(b.at.point[0], 1, 1e-7);
    check_close(b.at.point[1], 1, 1e-7);
    /* The tolerance is absolute: only some last steps more. */
    assert_true(b.evaluations >= a.evaluations && b.evaluations <= a.evaluations + 6);
}

static void iteration_limit(void **state)
{
    (void)state;
    setting s = {2, 1, 0};
    gw_objective objective = {2, NO_LOWER, NO_UPPER, rosenbrock, &s};
    gw_stop stop = GW_STOP_INIT;
    stop.max_iterations = 5;
    double start[2] = {-1.2, 1};
    gw_optimum found;
    assert_int_equal(gw_maximise(&found, &objective, start, &stop, NULL), GW_OK);
    assert_int_equal(found.reason, GW_STOP_ITERATION_LIMIT);
    assert_int_equal(found.iterations, 5);
}

static gw_status fails_at_the_third_call(double *value, double *gradient, const double *x,
                                         void *user, gw_error *err)
{
    gw_status status = bowl(value, gradient, x, user, err);
    return ((setting *)user)->calls == 3 ? GW_CANCELLED : status;
}

static void status_of_the_objective_ends_the_search(void **state)
{
    (void)state;
    setting s = {2, 1, 0};
    gw_objective objective = {2, NO_LOWER, NO_UPPER, fails_at_the_third_call, &s};
    gw_stop stop = GW_STOP_INIT;
    double start[2] = {50, 50};
    gw_optimum found;
    assert_int_equal(gw_maximise(&found, &objective, start, &stop, NULL), GW_CANCELLED);
    assert_int_equal(s.calls, 3);
}

/* Two hills: height 1 at -4, height 2 at +4. */
static gw_status hills(double *value, double *gradient, const double *x, void *user, gw_error *err)
{
    setting *s = user;
    (void)err;
    s->calls++;
    double left = x[0] + 4;
    double right = x[0] - 4;
    double low = 1 / (1 + left * left);
    double high = 2 / (1 + right * right);
    *value = low + high;
    gradient[0] = -2 * left * low * low - right * high * high;
    return GW_OK;
}

static void several_starts(void **state)
{
    (void)state;
    setting s = {1, 1, 0};
    gw_objective objective = {1, NO_LOWER, NO_UPPER, hills, &s};
    gw_stop stop = GW_STOP_INIT;
    /* The left start is higher than the right one, but its hill is not. */
    const double starts[] = {-4.1, 5.5, 1e3};
    gw_optimum found;
    assert_int_equal(gw_maximise_from(&found, &objective, starts, 3, 1, &stop, NULL), GW_OK);
    check_close(found.at.point[0], -4, 0.1);
    assert_int_equal(gw_maximise_from(&found, &objective, starts, 3, 2, &stop, NULL), GW_OK);
    check_close(found.at.point[0], 4, 0.01);
    assert_int_equal(found.reason, GW_STOP_CONVERGED);
}

/* A BG/NBD log-likelihood (Fader, Hardie & Lee 2005) of log(r, alpha, a, b) on a few cells
 * {x, t_x, T, weight} like CDNOW's: the shape of problem this search is made for. */
static const double CELLS[][4] = {
    {0, 0, 30, 480},  {0, 0, 34, 510},  {0, 0, 38.5, 420}, {1, 4, 31, 120}, {1, 15, 35, 105},
    {1, 26, 38, 90},  {2, 8, 32, 48},   {2, 22, 34, 60},   {2, 33, 39, 62}, {3, 14, 33, 32},
    {3, 28, 36, 58},  {4, 30, 35, 45},  {5, 17, 38, 12},   {5, 33, 36, 38}, {7, 35, 38, 33},
    {10, 32, 34, 22}, {14, 36, 37, 11}, {22, 30, 31, 4},
};

static double cell_log_lik(double *gradient, const double *p, const double *cell)
{
    double r = p[0], alpha = p[1], a = p[2], b = p[3], x = cell[0];
    double log_T = log(alpha + cell[2]);
    double log_t = log(alpha + cell[1]);
    double odds = x > 0 ? a / (b + x - 1) * exp((r + x) * (log_T - log_t)) : 0;
    double u = odds / (1 + odds);
    double value = r * log(alpha) - (r + x) * log_T + log1p(odds);
    gradient[0] = log(alpha) - (1 - u) * log_T - u * log_t;
    gradient[1] = r / alpha - (r + x) * ((1 - u) / (alpha + cell[2]) + u / (alpha + cell[1]));
    gradient[2] = u / a;
    gradient[3] = x > 0 ? -u / (b + x - 1) : 0;
    for (int j = 0; j < (int)x; j++) {
        value += log(r + j) - log1p(a / (b + j));
        gradient[0] += 1 / (r + j);
        gradient[2] -= 1 / (a + b + j);
        gradient[3] += 1 / (b + j) - 1 / (a + b + j);
    }
    return value;
}

static gw_status likelihood(double *value, double *gradient, const double *point, void *user,
                            gw_error *err)
{
    setting *s = user;
    (void)err;
    s->calls++;
    double p[4];
    for (size_t i = 0; i < 4; i++) {
        p[i] = exp(point[i]);
        gradient[i] = 0;
    }
    *value = 0;
    for (size_t k = 0; k < sizeof CELLS / sizeof CELLS[0]; k++) {
        double slope[4];
        *value += CELLS[k][3] * cell_log_lik(slope, p, CELLS[k]);
        for (size_t i = 0; i < 4; i++)
            gradient[i] += CELLS[k][3] * slope[i] * p[i];
    }
    return GW_OK;
}

static void likelihood_takes_few_evaluations(void **state)
{
    (void)state;
    setting s = {4, 1, 0};
    double start[4] = {0, log(35), 0, 0};
    gw_optimum found = search(likelihood, &s, NO_LOWER, NO_UPPER, start);
    assert_int_equal(found.reason, GW_STOP_CONVERGED);
    for (size_t i = 0; i < 4; i++)
        assert_true(fabs(found.at.gradient[i]) < 0.02);
    assert_true(found.evaluations <= 30);
    /* The same end from far away. */
    setting t = {4, 1, 0};
    double far[4] = {3, log(35) - 3, -3, 3};
    gw_optimum again = search(likelihood, &t, NO_LOWER, NO_UPPER, far);
    assert_int_equal(again.reason, GW_STOP_CONVERGED);
    check_close(again.at.value, found.at.value, 1e-12);
    for (size_t i = 0; i < 4; i++)
        check_close_floor(again.at.point[i], found.at.point[i], 1e-4, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rosenbrock_in_2_dimensions),
        cmocka_unit_test(rosenbrock_in_5_dimensions),
        cmocka_unit_test(rosenbrock_with_an_active_bound),
        cmocka_unit_test(rosenbrock_in_5_dimensions_with_bounds),
        cmocka_unit_test(quadratic_with_an_active_bound),
        cmocka_unit_test(quadratic_from_a_bound_it_must_leave),
        cmocka_unit_test(start_at_the_optimum),
        cmocka_unit_test(flat_ridge),
        cmocka_unit_test(function_that_does_not_exist_everywhere),
        cmocka_unit_test(start_that_does_not_exist),
        cmocka_unit_test(nothing_improves),
        cmocka_unit_test(wrong_gradient_is_not_called_convergence),
        cmocka_unit_test(scale_of_the_objective_does_not_matter),
        cmocka_unit_test(iteration_limit),
        cmocka_unit_test(status_of_the_objective_ends_the_search),
        cmocka_unit_test(several_starts),
        cmocka_unit_test(likelihood_takes_few_evaluations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

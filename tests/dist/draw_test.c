/* Draws against their laws: 100,000 each from fixed seeds, so that a run never differs from the
 * last. Bands are those a right generator leaves once in a thousand tests: sqrt(n) D < 1.95
 * (Kolmogorov), |mean| and |variance| within 3.3 standard errors. */
#include "check.h"

#include "draw.h"
#include "poisson.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#define N 100000
#define COUNT(array) (sizeof(array) / sizeof *(array))

static double draws[N];

static int ascending(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

/* sqrt(N) times the largest distance between the draws' and the law's distribution function;
 * infinity when anything is NaN. */
static double kolmogorov(double (*cdf)(double x, double parameter), double parameter)
{
    qsort(draws, N, sizeof *draws, ascending);
    double largest = 0.0;
    for (size_t i = 0; i < N; i++) {
        double law = cdf(draws[i], parameter);
        double above = (double)(i + 1) / N - law;
        double below = law - (double)i / N;
        if (!(above < 1.0 && below < 1.0))
            return (double)INFINITY;
        largest = fmax(largest, fmax(above, below));
    }
    return largest * sqrt(N);
}

typedef struct moments {
    double mean, variance, fourth; /* central */
} moments;

static moments moments_of_draws(void)
{
    moments m = {0.0, 0.0, 0.0};
    for (size_t i = 0; i < N; i++)
        m.mean += draws[i] / N;
    for (size_t i = 0; i < N; i++) {
        double d = draws[i] - m.mean;
        m.variance += d * d / N;
        m.fourth += d * d * d * d / N;
    }
    return m;
}

static void check_moments(double mean, double variance)
{
    moments m = moments_of_draws();
    double se_of_mean = sqrt(variance / N);
    double se_of_variance = sqrt((m.fourth - m.variance * m.variance) / N);
    check_close_floor((m.mean - mean) / se_of_mean, 0.0, 1.0, 3.3);
    check_close_floor((m.variance - variance) / se_of_variance, 0.0, 1.0, 3.3);
}

static double normal_cdf(double x, double unused)
{
    (void)unused;
    return 0.5 * erfc(-x / sqrt(2.0));
}

static double exponential_cdf(double x, double unused)
{
    (void)unused;
    return -expm1(-x);
}

/* Shape 1/2, and whole shapes: 1 - e^-x sum x^j / j!. */
static double gamma_cdf(double x, double shape)
{
    if (shape == 0.5)
        return erf(sqrt(x));
    double term = exp(-x), sum = 0.0;
    for (double j = 0.0; j < shape; j++) {
        sum += term;
        term *= x / (j + 1.0);
    }
    return 1.0 - sum;
}

/* For small shapes P(X <= x) = x^shape / Gamma(shape + 1) (1 - shape x / (shape + 1) + ...) */
static double small_log_gamma_cdf(double log_x, double shape)
{
    double sum = 0.0, term = 1.0, x = exp(log_x);
    for (int k = 0; k < 200; k++) {
        sum += term * shape / (shape + k);
        term *= -x / (k + 1);
    }
    return exp(shape * log_x - lgamma(shape + 1.0)) * sum;
}

static double beta_a_1_cdf(double p, double a)
{
    return pow(p, a);
}

static double beta_1_b_cdf(double p, double b)
{
    return -expm1(b * log1p(-p));
}

static double arcsine_cdf(double p, double unused)
{
    (void)unused;
    return 2.0 / acos(-1.0) * asin(sqrt(p));
}

static void normal_draws_are_normal(void **state)
{
    (void)state;
    gw_rng rng = gw_rng_seeded(11, 0);
    for (size_t i = 0; i < N; i++)
        draws[i] = gw_draw_normal(&rng);
    check_moments(0.0, 1.0);
    assert_true(kolmogorov(normal_cdf, 0.0) < 1.95);
    assert_true(draws[N - 1] > 3.7 && draws[N - 1] < 6.0);
    assert_true(draws[0] < -3.7 && draws[0] > -6.0);
}

static void exponential_draws_are_exponential(void **state)
{
    (void)state;
    gw_rng rng = gw_rng_seeded(12, 0);
    for (size_t i = 0; i < N; i++)
        draws[i] = gw_draw_exponential(&rng);
    check_moments(1.0, 1.0);
    assert_true(kolmogorov(exponential_cdf, 0.0) < 1.95);
}

static void gamma_draws_are_gamma(void **state)
{
    (void)state;
    const double closed[] = {0.5, 1.0, 2.0, 9.0, 40.0};
    for (size_t k = 0; k < COUNT(closed); k++) {
        gw_rng rng = gw_rng_seeded(13, k);
        for (size_t i = 0; i < N; i++)
            draws[i] = gw_draw_gamma(&rng, closed[k]);
        check_moments(closed[k], closed[k]);
        assert_true(kolmogorov(gamma_cdf, closed[k]) < 1.95);
    }
    const double others[] = {0.05, 0.2426, 1.3, 1e3, 1e6, 1e9};
    for (size_t k = 0; k < COUNT(others); k++) {
        gw_rng rng = gw_rng_seeded(14, k);
        for (size_t i = 0; i < N; i++)
            draws[i] = gw_draw_gamma(&rng, others[k]);
        check_moments(others[k], others[k]);
    }
}

static void log_gamma_draws_reach_below_doubles(void **state)
{
    (void)state;
    const double shapes[] = {1e-6, 1e-3, 0.3};
    for (size_t k = 0; k < COUNT(shapes); k++) {
        gw_rng rng = gw_rng_seeded(15, k);
        for (size_t i = 0; i < N; i++)
            draws[i] = gw_draw_log_gamma(&rng, shapes[k]);
        assert_true(kolmogorov(small_log_gamma_cdf, shapes[k]) < 1.95);
        assert_true(isfinite(draws[0]));
    }
    gw_rng one = gw_rng_seeded(16, 0), other = gw_rng_seeded(16, 0);
    for (int i = 0; i < 1000; i++)
        check_close_floor(gw_draw_log_gamma(&one, 3.7), log(gw_draw_gamma(&other, 3.7)), 1e-14, 1);
}

static void beta_draws_are_beta(void **state)
{
    (void)state;
    const double sizes[] = {0.02, 0.7929, 1.0, 3.5, 200.0};
    for (size_t k = 0; k < COUNT(sizes); k++) {
        gw_rng rng = gw_rng_seeded(17, k);
        for (size_t i = 0; i < N; i++)
            draws[i] = gw_draw_beta(&rng, sizes[k], 1.0);
        assert_true(kolmogorov(beta_a_1_cdf, sizes[k]) < 1.95);
        for (size_t i = 0; i < N; i++)
            draws[i] = gw_draw_beta(&rng, 1.0, sizes[k]);
        /* Below, draws pile up at the last double under 1. */
        assert_true(sizes[k] < 0.1 || kolmogorov(beta_1_b_cdf, sizes[k]) < 1.95);
    }
    gw_rng rng = gw_rng_seeded(18, 0);
    for (size_t i = 0; i < N; i++)
        draws[i] = gw_draw_beta(&rng, 0.5, 0.5);
    assert_true(kolmogorov(arcsine_cdf, 0.0) < 1.95);

    const double pairs[][2] = {{0.793, 2.426}, {1e-3, 1e-3}, {20.0, 0.5}, {1e6, 3.0}, {1e6, 1e6}};
    for (size_t k = 0; k < COUNT(pairs); k++) {
        double a = pairs[k][0], b = pairs[k][1], n = a + b;
        rng = gw_rng_seeded(19, k);
        for (size_t i = 0; i < N; i++) {
            draws[i] = gw_draw_beta(&rng, a, b);
            assert_true(draws[i] > 0.0 && draws[i] < 1.0);
        }
        check_moments(a / n, a / n * (b / n) / (n + 1.0));
    }
}

/* At every whole number the two distribution functions differ by less than the band (which is wide
 * for a discrete law: a right generator leaves it less than once in a thousand). */
static void poisson_draws_are_poisson(void **state)
{
    (void)state;
    const double means[] = {1e-3, 0.5, 3.0, 9.999, 10.0, 10.001, 40.0, 1e3, 1e6};
    for (size_t k = 0; k < COUNT(means); k++) {
        gw_rng rng = gw_rng_seeded(20, k);
        for (size_t i = 0; i < N; i++)
            draws[i] = (double)gw_draw_poisson(&rng, means[k]);
        check_moments(means[k], means[k]);
        qsort(draws, N, sizeof *draws, ascending);
        double law = 0.0, largest = 0.0;
        size_t seen = 0;
        double first = floor(fmax(0.0, means[k] - 12.0 * sqrt(means[k])));
        for (double at = first; seen < N; at++) {
            law += exp(gw_poisson_log_pmf((uint64_t)at, means[k]));
            while (seen < N && draws[seen] <= at)
                seen++;
            largest = fmax(largest, fabs((double)seen / N - law));
            assert_true(at < 3.0 * means[k] + 100.0);
        }
        assert_true(largest * sqrt(N) < 1.95);
    }
    gw_rng rng = gw_rng_seeded(21, 0);
    for (size_t i = 0; i < N; i++)
        draws[i] = (double)gw_draw_poisson(&rng, 1e9);
    check_moments(1e9, 1e9);
}

static void draw_four(double out[4], gw_rng *rng)
{
    out[0] = gw_draw_normal(rng);
    out[1] = gw_draw_gamma(rng, 0.3);
    out[2] = gw_draw_beta(rng, 0.2, 3.0);
    out[3] = (double)gw_draw_poisson(rng, 25.0);
}

static void same_seed_gives_the_same_bits(void **state)
{
    (void)state;
    gw_rng one = gw_rng_seeded(5, 7), other = gw_rng_seeded(5, 7), third = gw_rng_seeded(5, 8);
    bool differs = false;
    for (int i = 0; i < 2000; i++) {
        double x[4], y[4];
        draw_four(x, &one);
        draw_four(y, &other);
        for (size_t k = 0; k < COUNT(x); k++)
            check_same_bits(x[k], y[k]);
        differs = differs || x[0] != gw_draw_normal(&third);
    }
    assert_true(differs);
    /* The values themselves, so that another machine must give these. */
    gw_rng rng = gw_rng_seeded(1, 1);
    check_same_bits(gw_draw_normal(&rng), 0x1.1bb3748eb7f93p-4);
    check_same_bits(gw_draw_gamma(&rng, 0.3), 0x1.1017639e7924p-9);
    check_same_bits(gw_draw_beta(&rng, 0.2, 3.0), 0x1.fb287cbfda67p-8);
    assert_int_equal(gw_draw_poisson(&rng, 25.0), 15);
    assert_int_equal(gw_draw_poisson(&rng, 2.5), 2);
}

static void refuses_what_is_outside(void **state)
{
    (void)state;
    gw_rng rng = gw_rng_seeded(1, 1), untouched = rng;
    const double bad[] = {0.0, -1.0, (double)NAN};
    for (size_t i = 0; i < COUNT(bad); i++) {
        assert_true(isnan(gw_draw_gamma(&rng, bad[i])));
        assert_true(isnan(gw_draw_log_gamma(&rng, bad[i])));
        assert_true(isnan(gw_draw_beta(&rng, bad[i], 1.0)));
        assert_true(isnan(gw_draw_beta(&rng, 1.0, bad[i])));
        assert_int_equal(gw_draw_poisson(&rng, bad[i]), 0);
    }
    assert_memory_equal(&rng, &untouched, sizeof rng);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(normal_draws_are_normal),
        cmocka_unit_test(exponential_draws_are_exponential),
        cmocka_unit_test(gamma_draws_are_gamma),
        cmocka_unit_test(log_gamma_draws_reach_below_doubles),
        cmocka_unit_test(beta_draws_are_beta),
        cmocka_unit_test(poisson_draws_are_poisson),
        cmocka_unit_test(same_seed_gives_the_same_bits),
        cmocka_unit_test(refuses_what_is_outside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

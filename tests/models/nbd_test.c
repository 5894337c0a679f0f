/* The NBD against products written out, its Poisson edge, and its own simulation. */
#include "one_customer.h"

#include "moments.h"
#include "sum.h"

#define MODEL (&gw__model_nbd)

static const double grocer[] = {0.42032, 5.24512};

/* prod_{j<x} (r + j) alpha^r (alpha + T)^-(r + x), factor by factor. */
static void test_product(void **state)
{
    (void)state;
    const double params[][2] = {{0.42032, 5.24512}, {1.0, 1.0}, {12.0, 0.7}, {0.05, 300.0}};
    const double customers[][3] = {{0, 0, 0}, {0, 0, 40}, {1, 0, 0}, {3, 2, 9}, {25, 30, 31}};
    for (size_t p = 0; p < 4; p++) {
        for (size_t c = 0; c < 5; c++) {
            double r = params[p][0], alpha = params[p][1];
            double x = customers[c][0], T = customers[c][2];
            double expected = r * log(alpha / (alpha + T));
            for (double j = 0.0; j < x; j += 1.0)
                expected += log((r + j) / (alpha + T));
            scored s = score_one(MODEL, params[p], customers[c], 1.0, -1.0);
            check_close_floor(s.of[GW_COUNT_LOG_LIK], expected, 1e-13, 1.0);
            check_close_floor(log_lik_one(NULL, MODEL, params[p], customers[c]), expected, 1e-13,
                              1.0);
            assert_true(s.of[GW_COUNT_P_ALIVE] == 1.0 && s.of[GW_COUNT_LOG_P_ALIVE] == 0.0);
        }
    }
}

static double crowd_log_lik(double *gradient_out, const double *params, const crowd *c, int threads)
{
    gw_context *context = context_of(threads);
    gw_cells *cells = cells_of(context, c);
    double out;
    assert_int_equal(MODEL->log_lik(&out, gradient_out, context, params, cells, NULL), GW_OK);
    gw_cells_free(cells);
    gw_context_free(context);
    return out;
}

/* Over many cells: the sum of one by one, its slopes, the same bits for any number of threads. */
static void test_crowd(void **state)
{
    (void)state;
    crowd c = crowd_random(2000, 60.0, 300.0, 0.0, 5);
    crowd_weigh(&c, 6);
    double gradient[2], again[2];
    double log_lik = crowd_log_lik(gradient, grocer, &c, 1);
    check_same_bits(crowd_log_lik(again, grocer, &c, 8), log_lik);
    double sum = 0.0;
    for (size_t i = 0; i < c.n; i++)
        sum += c.weight[i] * log_lik_one(NULL, MODEL, grocer, (double[]){c.x[i], c.t_x[i], c.T[i]});
    check_close(log_lik, sum, 1e-13);
    for (size_t i = 0; i < 2; i++) {
        double up[2] = {grocer[0], grocer[1]}, down[2] = {grocer[0], grocer[1]};
        up[i] *= 1.0 + 1e-5;
        down[i] *= 1.0 - 1e-5;
        double slope =
            (crowd_log_lik(NULL, up, &c, 1) - crowd_log_lik(NULL, down, &c, 1)) / (up[i] - down[i]);
        check_close(gradient[i], slope, 1e-7);
        check_same_bits(again[i], gradient[i]);
    }
    crowd_free(&c);
}

/* r and alpha growing together: everybody buys at the rate m, L -> m^x e^(-m T). */
static void test_poisson_edge(void **state)
{
    (void)state;
    const double edge[] = {0.3e9, 1e9};
    double log_lik = log_lik_one(NULL, MODEL, edge, (double[]){7.0, 20.0, 31.0});
    check_close(log_lik, 7.0 * log(0.3) - 0.3 * 31.0, 1e-7);
    const double further[] = {0.3e15, 1e15};
    log_lik = log_lik_one(NULL, MODEL, further, (double[]){7.0, 20.0, 31.0});
    check_close(log_lik, 7.0 * log(0.3) - 0.3 * 31.0, 1e-13);
}

static void test_forecasts(void **state)
{
    (void)state;
    const double customer[] = {4.0, 20.0, 30.0};
    double rate = 4.42032 / 35.24512;
    scored s = score_one(MODEL, grocer, customer, 52.0, 0.01);
    check_close(s.of[GW_COUNT_EXPECTED], 52.0 * rate, 1e-15);
    check_close(s.of[GW_COUNT_DISCOUNTED], rate * (1.0 - exp(-0.52)) / 0.01, 1e-14);
    s = score_one(MODEL, grocer, customer, 1e-9, 0.01);
    check_close(s.of[GW_COUNT_DISCOUNTED], rate * 1e-9 * (1.0 - 0.5e-11), 1e-15);
    s = score_one(MODEL, grocer, customer, GW_FOREVER, 0.01);
    check_close(s.of[GW_COUNT_DISCOUNTED], rate / 0.01, 1e-15);
    assert_true(isnan(s.of[GW_COUNT_EXPECTED]));
    assert_int_equal(s.report.undefined, 1);
    assert_true(s.report.reason[0] != '\0');
    s = score_one(MODEL, grocer, customer, 52.0, 0.0);
    check_same_bits(s.of[GW_COUNT_DISCOUNTED], s.of[GW_COUNT_EXPECTED]);
    assert_int_equal(s.report.undefined, 0);
}

static void test_chances(void **state)
{
    (void)state;
    enum { N = 4000 };
    static double chances[N], first[N];
    const double customer[] = {4.0, 20.0, 30.0};
    assert_int_equal(MODEL->pmf(chances, N, NULL, grocer, customer, 300.0, NULL), GW_OK);
    for (size_t k = 0; k < N; k++)
        first[k] = (double)k * chances[k];
    check_close(gw_sum(chances, N), 1.0, 1e-13);
    check_close(gw_sum(first, N), 300.0 * 4.42032 / 35.24512, 1e-12);
}

static void test_simulate(void **state)
{
    (void)state;
    check_simulation(MODEL, (double[]){0.8, 2.0}, 10.0, 77);
    check_simulation(MODEL, (double[]){5.0, 12.0}, 9.0, 78);
}

/* The last of x uniform points is x / (x + 1) of the way on average. */
static void test_last_purchase(void **state)
{
    (void)state;
    crowd c = crowd_drawn(MODEL, (double[]){2.0, 4.0}, 40000, 5.0, 9);
    double sum = 0.0, n = 0.0;
    for (size_t i = 0; i < c.n; i++) {
        if (c.x[i] > 0.0) {
            sum += c.t_x[i] / 5.0 - c.x[i] / (c.x[i] + 1.0);
            n += 1.0;
        }
    }
    assert_true(n > 25000.0 && fabs(sum / n) < 4.5 * 0.29 / sqrt(n));
    crowd_free(&c);
}

static void test_start(void **state)
{
    (void)state;
    const double truth[] = {0.7, 6.0};
    crowd c = crowd_drawn(MODEL, truth, 20000, 30.0, 3);
    double start[2], weeks[2];
    gw_context *context = context_of(1);
    gw_cells *cells = cells_of(context, &c);
    MODEL->start(start, cells);
    check_close(start[0], truth[0], 0.15);
    check_close(start[1], truth[1], 0.15);
    gw_cells_free(cells);
    for (size_t i = 0; i < c.n; i++) {
        c.T[i] *= 0.125;
        c.t_x[i] *= 0.125;
    }
    cells = cells_of(context, &c);
    MODEL->start(weeks, cells);
    check_close(weeks[0], start[0], 1e-12);
    check_close(weeks[1], 0.125 * start[1], 1e-12);
    gw_cells_free(cells);
    const double lonely[][3] = {{0, 0, 0}, {0, 0, 10}, {5, 3, 10}, {1e9, 1e12, 1e12}, {1, 0, 0}};
    for (size_t i = 0; i < 5; i++) {
        cells = cells_of_one(context, lonely[i][0], lonely[i][1], lonely[i][2]);
        MODEL->start(start, cells);
        assert_true(start[0] > 0.0 && isfinite(start[0]) && start[1] > 0.0 && isfinite(start[1]));
        gw_cells_free(cells);
    }
    gw_context_free(context);
    crowd_free(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_product),       cmocka_unit_test(test_crowd),
        cmocka_unit_test(test_poisson_edge),  cmocka_unit_test(test_forecasts),
        cmocka_unit_test(test_chances),       cmocka_unit_test(test_simulate),
        cmocka_unit_test(test_last_purchase), cmocka_unit_test(test_start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Gamma-Gamma against published values, against integrals, and on any scale of money. */
#include "crowd.h"
#include "gamma.h"
#include "quadrature.h"

#define MODEL (&gw__model_gamma_gamma)

/* The published parameters for the 946 repeaters of CDNOW: p, q, gamma. */
static const double cdnow[] = {6.25, 3.74, 15.44};

static gw_cells *spend_cells(gw_context *context, size_t n, const double *x,
                             const double *mean_spend, const double *weight)
{
    gw_rows table = {.n = n, .columns = {x, mean_spend}, .weight = weight};
    gw_cells *cells;
    gw_error err;
    if (gw_cells_create(&cells, context, &spend_kind, &table, &err) != GW_OK)
        fail_msg("%s", err.message);
    return cells;
}

typedef struct spend {
    double log_lik;
    double expected;
    gw_score_report report;
} spend;

static spend spend_of(const double *params, double x, double mean_spend)
{
    spend out = {.report = {0, ""}};
    double *scores[] = {&out.log_lik, &out.expected};
    gw_context *context = context_of(1);
    gw_cells *cells = spend_cells(context, 1, &x, &mean_spend, NULL);
    assert_int_equal(MODEL->score(scores, &out.report, context, params, cells, NULL, NULL), GW_OK);
    double log_lik;
    assert_int_equal(MODEL->log_lik(&log_lik, NULL, context, params, cells, NULL), GW_OK);
    check_close_floor(log_lik, out.log_lik, 1e-13, 1.0);
    gw_cells_free(cells);
    gw_context_free(context);
    return out;
}

static double log_lik_of(double *gradient_out, const double *params, size_t n, const double *x,
                         const double *mean_spend, const double *weight, int threads)
{
    gw_context *context = context_of(threads);
    gw_cells *cells = spend_cells(context, n, x, mean_spend, weight);
    double out;
    assert_int_equal(MODEL->log_lik(&out, gradient_out, context, params, cells, NULL), GW_OK);
    gw_cells_free(cells);
    gw_context_free(context);
    return out;
}

static void test_published(void **state)
{
    (void)state;
    spend s = spend_of(cdnow, 2.0, 22.35);
    check_close(s.log_lik, -3.5513167597317, 1e-12);
    check_close(s.expected, 24.6637139108, 1e-11);
    check_close(spend_of(cdnow, 1.0, 11.77).expected, 18.9168521, 1e-8);
    check_close(spend_of(cdnow, 4.0, 35.0).expected, 35.0216294, 1e-8);
    s = spend_of(cdnow, 0.0, 0.0);
    check_close(s.expected, 35.2189781, 1e-8);
    assert_true(s.log_lik == 0.0);
    double gradient[3], x = 2.0, m = 22.35;
    log_lik_of(gradient, cdnow, 1, &x, &m, NULL, 1);
    const double expected[] = {-0.051048041708, 0.217180319935, -0.0278086020357};
    for (size_t i = 0; i < 3; i++)
        check_close(gradient[i], expected[i], 1e-11);
}

/* int f(m) e^LL(m) dm for f = 1 and f = m, over log m in panels of a quarter. */
static void integrate(double *total_out, double *mean_out, const double *params, double x)
{
    const gw_rule *gauss = gw_gauss_legendre_rule(16);
    double total = 0.0, mean = 0.0;
    double middle = log(params[2]);
    for (double low = middle - 30.0; low < middle + 60.0; low += 0.5) {
        for (size_t i = 0; i < gauss->n; i++) {
            double m = exp(low + 0.5 * gauss->nodes[i]);
            double mass = 0.5 * gauss->weights[i] * m * exp(spend_of(params, x, m).log_lik);
            total += mass;
            mean += m * mass;
        }
    }
    *total_out = total;
    *mean_out = mean;
}

/* The density integrates to 1, and its mean is p gamma / (q - 1) for any x. */
static void test_density(void **state)
{
    (void)state;
    const double cases[][4] = {{6.25, 3.74, 15.44, 1.0},
                               {6.25, 3.74, 15.44, 7.0},
                               {0.9, 2.5, 3.0, 2.0},
                               {2.0, 5.0, 1.0, 30.0}};
    for (size_t i = 0; i < 4; i++) {
        double total, mean;
        integrate(&total, &mean, cases[i], cases[i][3]);
        check_close(total, 1.0, 1e-10);
        check_close(mean, cases[i][0] * cases[i][2] / (cases[i][1] - 1.0), 1e-10);
    }
}

/* Far out (tests/data/models/make_spend.py). The slopes' parts cancel for large p, q and x; they
 * are held against the size of those parts. */
static void test_far_out(void **state)
{
    (void)state;
    rows table = rows_open("tests/data/models/spend.csv");
    size_t seen = 0;
    while (rows_next(&table)) {
        const double *v = table.x;
        double gradient[3];
        assert_true(table.n == 9);
        double log_lik = log_lik_of(gradient, v, 1, &v[3], &v[4], NULL, 1);
        check_close_floor(log_lik, v[5], 1e-12, 1.0);
        check_close_floor(spend_of(v, v[3], v[4]).log_lik, v[5], 1e-12, 1.0);
        check_close_floor(gradient[0], v[6], 1e-12, v[3]);
        check_close_floor(gradient[1], v[7], 1e-12, 1.0);
        check_close_floor(gradient[2], v[8], 1e-12, v[1] / v[2]);
        seen++;
    }
    assert_int_equal(seen, 252);
}

static void test_money_scale(void **state)
{
    (void)state;
    const double scales[] = {1e-6, 0.01, 100.0, 1e6, 1e12};
    spend here = spend_of(cdnow, 5.0, 31.0);
    spend new_here = spend_of(cdnow, 0.0, 0.0);
    for (size_t i = 0; i < 5; i++) {
        const double params[] = {6.25, 3.74, 15.44 * scales[i]};
        spend s = spend_of(params, 5.0, 31.0 * scales[i]);
        check_close_floor(s.log_lik, here.log_lik - log(scales[i]), 1e-13, 1.0);
        check_close(s.expected, here.expected * scales[i], 1e-14);
        check_close(spend_of(params, 0.0, 0.0).expected, new_here.expected * scales[i], 1e-14);
    }
}

/* The mean towards q = 1, and beyond, where it does not exist for those without repeats. */
static void test_mean_at_one(void **state)
{
    (void)state;
    double above = nextafter(1.0, 2.0);
    spend s = spend_of((double[]){6.25, above, 15.44}, 0.0, 0.0);
    check_close(s.expected, 6.25 * 15.44 * 0x1p52, 1e-15);
    s = spend_of((double[]){6.25, 1.0, 15.44}, 0.0, 0.0);
    assert_true(isnan(s.expected) && s.report.undefined == 1);
    assert_non_null(strstr(s.report.reason, "q <= 1"));
    s = spend_of((double[]){6.25, 1.0, 15.44}, 2.0, 22.35);
    check_close(s.expected, (15.44 + 44.7) / 2.0, 1e-15);
    assert_int_equal(s.report.undefined, 0);
    s = spend_of((double[]){0.25, 0.5, 15.44}, 2.0, 22.35); /* p x + q = 1 */
    assert_true(isnan(s.expected) && s.report.undefined == 1);
    s = spend_of((double[]){0.25, 0.5, 15.44}, 3.0, 22.35);
    check_close(s.expected, 0.25 * (15.44 + 67.05) / 0.25, 1e-14);
}

/* Customers of all kinds: x = 0, runs longer than a unit, single ones. */
static void test_crowd(void **state)
{
    (void)state;
    enum { N = 30000 };
    static double x[N], m[N], weight[N];
    gw_rng rng = gw_rng_seeded(4, 0);
    for (size_t i = 0; i < N; i++) {
        double u = gw_rng_uniform(&rng);
        x[i] = i % 3 == 0 ? 0.0 : floor(1.0 + 3.0 * u + 200.0 * pow(u, 40.0));
        m[i] = x[i] > 0.0 ? exp(8.0 * gw_rng_uniform(&rng) - 2.0) : 0.0;
        weight[i] = 0.5 + gw_rng_uniform(&rng);
    }
    double gradient[3], again[3], sum = 0.0;
    double log_lik = log_lik_of(gradient, cdnow, N, x, m, weight, 1);
    check_same_bits(log_lik_of(again, cdnow, N, x, m, weight, 8), log_lik);
    for (size_t i = 0; i < N; i++)
        sum += weight[i] * (x[i] > 0.0 ? spend_of(cdnow, x[i], m[i]).log_lik : 0.0);
    check_close(log_lik, sum, 1e-12);
    for (size_t i = 0; i < 3; i++) {
        double up[] = {6.25, 3.74, 15.44}, down[] = {6.25, 3.74, 15.44};
        up[i] *= 1.0 + 1e-5;
        down[i] *= 1.0 - 1e-5;
        double slope = (log_lik_of(NULL, up, N, x, m, weight, 1) -
                        log_lik_of(NULL, down, N, x, m, weight, 1)) /
                       (up[i] - down[i]);
        check_close(gradient[i], slope, 1e-7);
        check_same_bits(again[i], gradient[i]);
    }
}

/* Draws have the mean of the model, and the start finds their parameters roughly, in any money. */
static void test_simulate_and_start(void **state)
{
    (void)state;
    enum { N = 40000 };
    static double x[N], m[N];
    const double truth[] = {3.0, 6.0, 40.0};
    gw_rng rng = gw_rng_seeded(11, 0);
    double sum = 0.0, squares = 0.0;
    for (size_t i = 0; i < N; i++) {
        double columns[] = {(double)(i % 6), -1.0};
        MODEL->simulate(columns, &rng, truth);
        x[i] = columns[0];
        m[i] = columns[1];
        assert_true(x[i] == (double)(i % 6) && (x[i] > 0.0 ? m[i] > 0.0 : m[i] == 0.0));
        sum += m[i];
        squares += m[i] * m[i];
    }
    double repeaters = N * 5.0 / 6.0;
    double mean = sum / repeaters;
    double error = sqrt((squares / repeaters - mean * mean) / repeaters);
    check_close(mean, 3.0 * 40.0 / 5.0, 4.5 * error / 24.0);
    double start[3], cents[3];
    gw_context *context = context_of(1);
    gw_cells *cells = spend_cells(context, N, x, m, NULL);
    MODEL->start(start, cells);
    for (size_t i = 0; i < 3; i++)
        assert_true(start[i] > 0.5 * truth[i] && start[i] < 2.0 * truth[i]);
    gw_cells_free(cells);
    for (size_t i = 0; i < N; i++)
        m[i] *= 100.0;
    cells = spend_cells(context, N, x, m, NULL);
    MODEL->start(cents, cells);
    for (size_t i = 0; i < 3; i++)
        check_close(cents[i], start[i] * (i == 2 ? 100.0 : 1.0), 1e-9);
    gw_cells_free(cells);
    gw_context_free(context);
}

/* Data that say little still give a start. */
static void test_poor_starts(void **state)
{
    (void)state;
    const double poor[][2] = {{0.0, 0.0}, {1.0, 20.0}, {1e9, 1e12}, {3.0, 1e-6}};
    gw_context *context = context_of(1);
    for (size_t i = 0; i < 4; i++) {
        double start[3];
        gw_cells *cells = spend_cells(context, 1, &poor[i][0], &poor[i][1], NULL);
        MODEL->start(start, cells);
        for (size_t k = 0; k < 3; k++)
            assert_true(start[k] > 0.0 && isfinite(start[k]));
        gw_cells_free(cells);
    }
    gw_context_free(context);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_published),
        cmocka_unit_test(test_density),
        cmocka_unit_test(test_far_out),
        cmocka_unit_test(test_money_scale),
        cmocka_unit_test(test_mean_at_one),
        cmocka_unit_test(test_crowd),
        cmocka_unit_test(test_simulate_and_start),
        cmocka_unit_test(test_poor_starts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The Pareto/NBD as a model: where its search begins, what it becomes at its edge, customers drawn
 * from it. Its likelihood and forecasts have tests of their own. */
#include "one_customer.h"

#define MODEL (&gw__model_pareto_nbd)

static double log_lik(const gw_model *model, const double *params, const gw_cells *cells)
{
    gw_context *context = context_of(1);
    double out = (double)NAN;
    assert_int_equal(model->log_lik(&out, NULL, context, params, cells, NULL), GW_OK);
    gw_context_free(context);
    return out;
}

/* The search starts in the time unit of the data, and somewhere sensible. */
static void start_follows_the_time_unit(void **state)
{
    (void)state;
    gw_context *context = context_of(1);
    crowd c = crowd_cdnow();
    gw_cells *weeks = cells_of(context, &c);
    for (size_t i = 0; i < c.n; i++) {
        c.t_x[i] *= 7.0;
        c.T[i] *= 7.0;
    }
    gw_cells *days = cells_of(context, &c);
    double by_week[4], by_day[4];
    MODEL->start(by_week, weeks);
    MODEL->start(by_day, days);
    check_close(by_day[0], by_week[0], 1e-12);
    check_close(by_day[1], 7.0 * by_week[1], 1e-12);
    check_close(by_day[2], by_week[2], 1e-12);
    check_close(by_day[3], 7.0 * by_week[3], 1e-12);
    assert_true(log_lik(MODEL, by_week, weeks) > -9594.976 - 500.0);
    gw_cells_free(weeks);
    gw_cells_free(days);
    gw_context_free(context);
    crowd_free(&c);
}

/* Nobody ages: any start will do, as long as it is one. */
static void start_without_time(void **state)
{
    (void)state;
    gw_context *context = context_of(1);
    gw_cells *cells = cells_of_one(context, 0, 0, 0);
    double params[4];
    MODEL->start(params, cells);
    for (int i = 0; i < 4; i++)
        assert_true(params[i] > 0.0 && isfinite(params[i]));
    gw_cells_free(cells);
    gw_context_free(context);
}

/* As beta grows the likelihood goes to the NBD's; widened, it is near. */
static void nbd_is_the_edge(void **state)
{
    (void)state;
    gw_context *context = context_of(1);
    crowd c = crowd_cdnow();
    gw_cells *cells = cells_of(context, &c);
    const double nbd[] = {.385, 12.07};
    double limit = log_lik(&gw__model_nbd, nbd, cells);
    double params[4];
    assert_ptr_equal(MODEL->nested, &gw__model_nbd);
    MODEL->widen(params, nbd, cells);
    check_close(log_lik(MODEL, params, cells), limit, 0.01);
    params[3] = 1e20; /* some stopped so suddenly that at 1e14 leaving still explains a little */
    check_close(log_lik(MODEL, params, cells), limit, 1e-12);
    gw_cells_free(cells);
    gw_context_free(context);
    crowd_free(&c);
}

/* E[X(T)] = r beta / (alpha (s - 1)) (1 - (beta / (beta + T))^(s - 1)), and t_x where x > 0. */
static void drawn_customers_buy_as_expected(void **state)
{
    (void)state;
    const double params[] = {.8, 4, 1.7, 20};
    const double T = 39.0;
    const int n = 200000;
    gw_rng rng = gw_rng_seeded(7, 0);
    double sum = 0.0;
    double squares = 0.0;
    for (int i = 0; i < n; i++) {
        double customer[] = {-1, -1, T};
        MODEL->simulate(customer, &rng, params);
        assert_true(customer[0] >= 0.0 && floor(customer[0]) == customer[0]);
        assert_true(customer[1] >= 0.0 && customer[1] <= T && customer[2] == T);
        assert_true(customer[0] > 0.0 || customer[1] == 0.0);
        sum += customer[0];
        squares += customer[0] * customer[0];
    }
    double mean = sum / n;
    double error = sqrt((squares / n - mean * mean) / n);
    double expected = .8 * 20 / (4 * .7) * (1 - pow(20.0 / 59.0, .7));
    assert_true(fabs(mean - expected) < 4.5 * error);
}

/* Customers whose rates are nearly 0 or whose lives are nearly endless. */
static void draws_at_the_edges(void **state)
{
    (void)state;
    const double edges[][4] = {{1e-3, 1, 1e-3, 1}, {1e6, 1e-3, 1e-6, 1}, {1, 1e-300, 1, 1e300}};
    gw_rng rng = gw_rng_seeded(8, 0);
    for (size_t i = 0; i < 3; i++)
        for (int k = 0; k < 200; k++) {
            double customer[] = {-1, -1, 100};
            MODEL->simulate(customer, &rng, edges[i]);
            assert_true(customer[0] >= 0.0 && customer[0] <= 1e9);
            assert_true(customer[1] >= 0.0 && customer[1] <= 100.0);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(start_follows_the_time_unit),
        cmocka_unit_test(start_without_time),
        cmocka_unit_test(nbd_is_the_edge),
        cmocka_unit_test(drawn_customers_buy_as_expected),
        cmocka_unit_test(draws_at_the_edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

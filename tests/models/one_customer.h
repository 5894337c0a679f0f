/* Asking a count model about one customer {x, t_x, T}, by its own table. */
#ifndef GW_TEST_ONE_CUSTOMER_H
#define GW_TEST_ONE_CUSTOMER_H

#include "crowd.h"

typedef struct scored {
    double of[GW_COUNT_SCORES];
    gw_score_report report;
} scored;

static inline scored score_one(const gw_model *model, const double *params, const double *columns,
                               double horizon, double delta)
{
    gw_context *context = context_of(1);
    gw_cells *cells = cells_of_one(context, columns[0], columns[1], columns[2]);
    gw_forecast_question question = {horizon, delta};
    scored out = {.report = {0, ""}};
    double *scores[GW_COUNT_SCORES];
    for (size_t i = 0; i < GW_COUNT_SCORES; i++)
        scores[i] = &out.of[i];
    assert_int_equal(model->score(scores, &out.report, context, params, cells, &question, NULL),
                     GW_OK);
    gw_cells_free(cells);
    gw_context_free(context);
    return out;
}

/* The log-likelihood of one customer, and its gradient. */
static inline double log_lik_one(double *gradient_out, const gw_model *model, const double *params,
                                 const double *columns)
{
    gw_context *context = context_of(1);
    gw_cells *cells = cells_of_one(context, columns[0], columns[1], columns[2]);
    double out;
    assert_int_equal(model->log_lik(&out, gradient_out, context, params, cells, NULL), GW_OK);
    gw_cells_free(cells);
    gw_context_free(context);
    return out;
}

/* Customers drawn from the model, all observed for T. */
static inline crowd crowd_drawn(const gw_model *model, const double *params, size_t n, double T,
                                uint64_t seed)
{
    crowd c = crowd_of(n);
    gw_rng rng = gw_rng_seeded(seed, 0);
    for (size_t i = 0; i < n; i++) {
        double columns[GW_MAX_COLUMNS] = {0.0, 0.0, T};
        model->simulate(columns, &rng, params);
        c.x[i] = columns[0];
        c.t_x[i] = columns[1];
        c.T[i] = columns[2];
        assert_true(c.T[i] == T && c.t_x[i] <= T && floor(c.x[i]) == c.x[i]);
        assert_true(c.x[i] == 0.0 ? c.t_x[i] == 0.0 : c.t_x[i] > 0.0);
    }
    return c;
}

static inline void check_within(double actual, double expected, double room)
{
    check_close(actual, expected, room / fabs(expected));
}

/* Drawn customers make as many purchases as the chances say, and then, each by its own history, as
 * many more as a newcomer makes between T and 2 T. Simulation, chances and forecasts against each
 * other, within 4.5 standard errors. */
static inline void check_simulation(const gw_model *model, const double *params, double T,
                                    uint64_t seed)
{
    enum { DRAWS = 60000, MOST = 25 };
    const double newcomer[] = {0.0, 0.0, 0.0};
    crowd c = crowd_drawn(model, params, DRAWS, T, seed);
    double chances[MOST], seen[MOST] = {0.0};
    assert_int_equal(model->pmf(chances, MOST, NULL, params, newcomer, T, NULL), GW_OK);
    for (size_t i = 0; i < DRAWS; i++)
        if (c.x[i] < MOST)
            seen[(size_t)c.x[i]] += 1.0;
    for (size_t k = 0; k < MOST; k++)
        check_within(seen[k] / DRAWS, chances[k],
                     4.5 * sqrt(chances[k] * (1.0 - chances[k]) / DRAWS));

    gw_context *context = context_of(1);
    gw_cells *cells = cells_of(context, &c);
    double *expected = calloc(cells->n, sizeof *expected);
    double *scores[GW_COUNT_SCORES] = {[GW_COUNT_EXPECTED] = expected};
    const gw_forecast_question question = {T, -1.0};
    assert_int_equal(model->score(scores, NULL, context, params, cells, &question, NULL), GW_OK);
    double sum = 0.0, squares = 0.0;
    for (size_t i = 0; i < cells->n; i++) {
        sum += cells->weight[i] * expected[i];
        squares += cells->weight[i] * expected[i] * expected[i];
    }
    double mean = sum / DRAWS;
    double error = sqrt((squares / DRAWS - mean * mean) / DRAWS);
    double between = score_one(model, params, newcomer, 2.0 * T, -1.0).of[GW_COUNT_EXPECTED] -
                     score_one(model, params, newcomer, T, -1.0).of[GW_COUNT_EXPECTED];
    check_within(mean, between, 4.5 * error);
    free(expected);
    gw_cells_free(cells);
    gw_context_free(context);
    crowd_free(&c);
}

#endif

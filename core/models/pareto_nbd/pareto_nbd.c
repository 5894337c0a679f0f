/* The Pareto/NBD (Schmittlein, Morrison & Colombo 1987, Management Science 33): while alive,
 * purchases at a rate ~ Gamma(r, alpha); alive for a time ~ Exp(mu), mu ~ Gamma(s, beta). */
#include "model.h"

#include <math.h>

#include "draw.h"
#include "moments.h"
#include "pareto_likelihood.h"
#include "pareto_pmf.h"
#include "pareto_prior.h"
#include "pareto_score.h"
#include "sum.h"
#include "vmath.h"

enum { R, ALPHA, S, BETA, PARAMETERS };
enum { X, T_X, T };

static const gw_parameter parameters[PARAMETERS] = {
    {"r", 0.0, INFINITY, "how alike customers' purchase rates are: the shape of their gamma law"},
    {"alpha", 0.0, INFINITY, "the rate of that law, a time: the mean purchase rate is r/alpha"},
    {"s", 0.0, INFINITY, "how alike customers' rates of leaving are: the shape of their gamma law"},
    {"beta", 0.0, INFINITY, "the rate of that law, a time: the mean rate of leaving is s/beta"},
};

static double mean_age(const gw_cells *cells)
{
    double mean = gw_sum_products(cells->weight, cells->columns[T], cells->n) / cells->customers;
    return mean > 0.0 ? mean : 1.0;
}

/* Purchase rates from the moments of x over T, and half of the customers gone by the mean T. */
static void start(double *params_out, const gw_cells *cells)
{
    gw__rate_moments(params_out + R, params_out + ALPHA, cells);
    params_out[S] = 1.0;
    params_out[BETA] = mean_age(cells);
}

/* The NBD is the limit of beta without end: one in a hundred gone by the mean T. */
static void widen(double *params_out, const double *nested_params, const gw_cells *cells)
{
    params_out[R] = nested_params[0];
    params_out[ALPHA] = nested_params[1];
    params_out[S] = 1.0;
    params_out[BETA] = 100.0 * mean_age(cells);
}

/* Given their number, purchases lie uniformly in the time alive; the last of n is at U^(1/n). */
static void simulate(double *columns, gw_rng *rng, const double *params)
{
    double rate = gw_draw_gamma(rng, params[R]) / params[ALPHA];
    double leaving = gw_draw_gamma(rng, params[S]) / params[BETA];
    double end = fmin(columns[T], gw_draw_exponential(rng) / leaving);
    double x = (double)gw_draw_poisson(rng, fmin(rate * end, 1e9));
    columns[X] = fmin(x, 1e9);
    columns[T_X] = x > 0.0 ? end * gw_exp(gw_log(gw_rng_uniform(rng)) / x) : 0.0;
}

const gw_model gw__model_pareto_nbd = {
    .name = "pareto_nbd",
    .title = "Pareto/NBD",
    .advice = "When customers may leave at any time, whether or not they buy; the standard for "
              "shops without contracts. Where leaving can only follow a purchase, bg_nbd is "
              "simpler.",
    .kind = GW_MODEL_COUNT,
    .parameter_count = PARAMETERS,
    .parameters = parameters,
    .nested = &gw__model_nbd,
    .widen = widen,
    .start = start,
    .prior = gw__pareto_prior,
    .place = gw__pareto_place,
    .log_lik = gw__pareto_log_lik,
    .score = gw__pareto_score,
    .pmf = gw__pareto_pmf,
    .simulate = simulate,
    .buying_power = {[ALPHA] = -1},
    .leaving_power = {[BETA] = -1},
};

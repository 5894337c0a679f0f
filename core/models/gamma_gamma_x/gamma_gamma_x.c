/* Gamma-Gamma spend that depends on how often: as gamma_gamma, with the scale of somebody with x
 * occasions gamma k^log2(1 + x), so that the mean order is p gamma (1 + x)^log2(k) / (q - 1).
 *
 * Glady, Baesens & Croux (2009, "A modified Pareto/NBD approach for predicting customer lifetime
 * value", Expert Systems with Applications 36) measured that the independence Fader, Hardie & Lee
 * assume does not hold in their data and that leaving it costs accuracy; Boatwright, Borle & Kadane
 * (2003, "A model of the joint distribution of purchase quantity and timing", JASA 98) model the
 * amount given the number, as here. Of their ways the regression of the log scale on the log of the
 * number is taken: the law of amounts stays Gamma-Gamma given x, whatever the model of x is. */
#include <math.h>

#include "error.h"
#include "gamma_spend.h"
#include "vmath.h"

enum { P, Q, GAMMA, K, PARAMETERS };

static gw__gamma_spend named(const double *params)
{
    return (gw__gamma_spend){params[P], params[Q], params[GAMMA], gw_log(params[K])};
}

static gw_status spend_log_lik(double *log_lik_out, double *gradient_out, gw_context *context,
                               const double *params, const gw_cells *cells, gw_error *err)
{
    double slopes[GW_GAMMA_SPEND_SLOPES];
    gw__gamma_spend law = named(params);
    GW_TRY(gw__gamma_spend_log_lik(log_lik_out, slopes, context, &law, cells, err));
    if (gradient_out == NULL)
        return GW_OK;
    for (size_t i = 0; i < K; i++)
        gradient_out[i] = slopes[i];
    gradient_out[K] = slopes[K] / params[K];
    return GW_OK;
}

static gw_status spend_score(double *const *scores_out, gw_score_report *report,
                             gw_context *context, const double *params, const gw_cells *cells,
                             const gw_forecast_question *question, gw_error *err)
{
    (void)question;
    gw__gamma_spend law = named(params);
    return gw__gamma_spend_score(scores_out, report, context, &law, cells, err);
}

static double spend_log_next(const double *params, const double *seen, const double *next)
{
    gw__gamma_spend law = named(params);
    return gw__gamma_spend_log_next(&law, seen, next);
}

static void spend_start(double *params_out, const gw_cells *cells)
{
    gw__gamma_spend law;
    gw__gamma_spend_start(&law, cells);
    params_out[P] = law.p;
    params_out[Q] = law.q;
    params_out[GAMMA] = law.gamma;
    params_out[K] = 1.0;
}

static void spend_widen(double *params_out, const double *nested_params, const gw_cells *cells)
{
    (void)cells;
    for (size_t i = 0; i < K; i++)
        params_out[i] = nested_params[i];
    params_out[K] = 1.0;
}

static void spend_simulate(double *columns, gw_rng *rng, const double *params)
{
    gw__gamma_spend law = named(params);
    gw__gamma_spend_simulate(columns, rng, &law);
}

static const gw_prior_coordinate prior[PARAMETERS] = {
    {"log_own_cv", -0.7985076962177716 /* ln 0.45 */, 0.5,
     "log of p^-1/2: how much one customer's orders vary, by their mean"},
    {"log_q_above_1", 0.9162907318741551 /* ln 2.5 */, 0.6,
     "log of q-1: how much customers' mean orders vary"},
    {"log_mean", 0.0, 0.5, "log of the mean order, before it depends on x, by the median one"},
    {"log_k", 0.0, 0.15,
     "log of k: twice as many occasions make orders 0.75 to 1.3 times as large"},
};

static void spend_place(double *logs_out, double *slopes_out, const double *coordinates,
                        double unit)
{
    gw__gamma_spend_place(logs_out, slopes_out, coordinates, unit, PARAMETERS);
    logs_out[K] = coordinates[K];
    for (size_t j = 0; j < PARAMETERS; j++)
        slopes_out[(size_t)K * PARAMETERS + j] = j == K;
}

static const gw_parameter parameters[PARAMETERS] = {
    {"p", 0.0, INFINITY, "how alike one customer's orders are: the shape of their gamma law"},
    {"q", 0.0, INFINITY, "how alike customers are: the shape of the gamma law of their rates"},
    {"gamma", 0.0, INFINITY, "the rate of that gamma law at x = 0, an amount of money"},
    {"k", 0.0, INFINITY,
     "how many times as large orders are for each doubling of the occasions, the first one "
     "counted"},
};

const gw_model gw__model_gamma_gamma_x = {
    .name = "gamma_gamma_x",
    .title = "Gamma-Gamma given x",
    .advice =
        "As gamma_gamma, where those who come often spend more on an occasion, or less: check "
        "it on hidden data against gamma_gamma.",
    .kind = GW_MODEL_SPEND,
    .parameter_count = PARAMETERS,
    .parameters = parameters,
    .nested = &gw__model_gamma_gamma,
    .widen = spend_widen,
    .start = spend_start,
    .prior = prior,
    .place = spend_place,
    .log_lik = spend_log_lik,
    .score = spend_score,
    .simulate = spend_simulate,
    .log_next = spend_log_next,
    .linear_in_mean = 1,
};

/* Gamma-Gamma: how much a customer spends on an occasion, whatever their number: gamma_spend.c. */
#include <math.h>

#include "error.h"
#include "gamma_spend.h"

enum { P, Q, GAMMA, PARAMETERS };

static gw__gamma_spend named(const double *params)
{
    return (gw__gamma_spend){params[P], params[Q], params[GAMMA], 0.0};
}

static gw_status spend_log_lik(double *log_lik_out, double *gradient_out, gw_context *context,
                               const double *params, const gw_cells *cells, gw_error *err)
{
    double slopes[GW_GAMMA_SPEND_SLOPES];
    gw__gamma_spend law = named(params);
    GW_TRY(gw__gamma_spend_log_lik(log_lik_out, slopes, context, &law, cells, err));
    for (size_t i = 0; gradient_out != NULL && i < PARAMETERS; i++)
        gradient_out[i] = slopes[i];
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
}

static void spend_simulate(double *columns, gw_rng *rng, const double *params)
{
    gw__gamma_spend law = named(params);
    gw__gamma_spend_simulate(columns, rng, &law);
}

static void spend_place(double *logs_out, double *slopes_out, const double *coordinates,
                        double unit)
{
    gw__gamma_spend_place(logs_out, slopes_out, coordinates, unit, PARAMETERS);
}

static const gw_parameter parameters[PARAMETERS] = {
    {"p", 0.0, INFINITY, "how alike one customer's orders are: the shape of their gamma law"},
    {"q", 0.0, INFINITY, "how alike customers are: the shape of the gamma law of their rates"},
    {"gamma", 0.0, INFINITY, "the rate of that gamma law, an amount of money: sets the scale"},
};

const gw_model gw__model_gamma_gamma = {
    .name = "gamma_gamma",
    .title = "Gamma-Gamma",
    .advice = "The average order, for amounts above zero that do not depend on how often the "
              "customer buys: check that correlation first.",
    .kind = GW_MODEL_SPEND,
    .parameter_count = PARAMETERS,
    .parameters = parameters,
    .start = spend_start,
    .prior = gw__gamma_spend_prior,
    .place = spend_place,
    .log_lik = spend_log_lik,
    .score = spend_score,
    .simulate = spend_simulate,
    .log_next = spend_log_next,
    .linear_in_mean = 1,
};

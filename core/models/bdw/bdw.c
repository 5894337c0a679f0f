/* The beta-discrete-Weibull (Fader, Hardie, Liu, Davin & Steenburgh 2018, "How to project customer
 * retention" revisited, J. Interactive Marketing 43): as the shifted-beta-geometric, but a
 * customer's own chance of leaving may rise (c > 1) or fall (c < 1) with time: who leaves with
 * chance theta at the first renewal has stayed n with chance (1 - theta)^(n^c), theta ~ Beta(gamma,
 * delta), so S(n) = B(gamma, delta + n^c)/B(gamma, delta),   r_n = S(n)/S(n - 1). eq. (6), (7) c =
 * 1 is the sbg. There is no closed form of the renewals to come: they are summed. */
#include <math.h>

#include "contract.h"
#include "prior.h"
#include "survival_sum.h"

enum { GAMMA, DELTA, C, PARAMETERS };

static gw__beta_survival named(const double *params)
{
    return (gw__beta_survival){params[GAMMA], params[DELTA], params[C]};
}

static double log_retention(double *slopes_out, const double *params, double n)
{
    gw__beta_survival law = named(params);
    return slopes_out == NULL ? gw__beta_survival_log(&law, n - 1.0, n)
                              : gw__beta_survival_slopes(slopes_out, &law, n - 1.0, n);
}

static double log_survival(const double *params, double n)
{
    gw__beta_survival law = named(params);
    return gw__beta_survival_log(&law, 0.0, n);
}

static double renewals(const double *params, double n, double delta)
{
    gw__beta_survival law = named(params);
    return gw__survival_sum(&law, n, HUGE_VAL, delta);
}

static const gw__contract_law law = {
    .parameter_count = PARAMETERS,
    .log_retention = log_retention,
    .log_survival = log_survival,
    .renewals = renewals,
    .endless = "at gamma c <= 1 some customers as good as never leave: without discounting, "
               "renewals to come have no finite mean",
};

GW_CONTRACT_CALLS(law)

static void bdw_start(double *params_out, const gw_cells *cells)
{
    double share = gw__contract_share(cells);
    params_out[GAMMA] = 2.0 * share;
    params_out[DELTA] = 2.0 * (1.0 - share);
    params_out[C] = 1.0;
}

static void bdw_widen(double *params_out, const double *nested_params, const gw_cells *cells)
{
    (void)cells;
    params_out[GAMMA] = nested_params[0];
    params_out[DELTA] = nested_params[1];
    params_out[C] = 1.0;
}

static const gw_parameter parameters[PARAMETERS] = {
    {"gamma", 0.0, INFINITY,
     "with delta, how customers' chances of leaving differ: gamma/(gamma + delta) leave at the "
     "first renewal"},
    {"delta", 0.0, INFINITY, "the smaller gamma + delta, the more customers differ"},
    {"c", 0.0, INFINITY,
     "whether a customer's own chance of leaving falls (below 1) or rises (above 1) with time"},
};

static const gw_prior_coordinate prior[PARAMETERS] = {
    GW_PRIOR_LEAVING,
    {"log_c", 0.0, 0.4, "log of c: nine in ten shops between 0.5 and 2, around the sbg's 1"},
};

static void bdw_place(double *logs_out, double *slopes_out, const double *coordinates, double unit)
{
    (void)unit;
    gw__place_beta(logs_out, slopes_out, coordinates, 0, PARAMETERS);
    logs_out[C] = coordinates[C];
    slopes_out[C * PARAMETERS + GAMMA] = slopes_out[C * PARAMETERS + DELTA] = 0;
    slopes_out[C * PARAMETERS + C] = 1;
}

const gw_model gw__model_bdw = {
    .name = "bdw",
    .title = "Beta-discrete-Weibull",
    .advice = "As sbg, but a customer's own chance of leaving may rise or fall with time: better "
              "where retention first falls, as with contracts people tire of; it wants more than a "
              "few renewals seen.",
    .kind = GW_MODEL_CONTRACT,
    .parameter_count = PARAMETERS,
    .parameters = parameters,
    .nested = &gw__model_sbg,
    .widen = bdw_widen,
    .start = bdw_start,
    .prior = prior,
    .place = bdw_place,
    .log_lik = contract_log_lik,
    .score = contract_score,
    .simulate = contract_simulate,
};

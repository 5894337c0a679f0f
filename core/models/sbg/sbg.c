/* The shifted-beta-geometric (Fader & Hardie 2007, "How to project customer retention", J.
 * Interactive Marketing 21): a customer leaves at each renewal with a chance theta of his own,
 * theta ~ Beta(alpha, beta). Who has renewed n - 1 times has theta ~ Beta(alpha, beta + n - 1), so
 *   r_n = (beta + n - 1)/(alpha + beta + n - 1)          eq. (8)
 *   S(n) = B(alpha, beta + n)/B(alpha, beta)             eq. (6)
 * and renewals to come are a sum of these; Fader & Hardie (2010, Marketing Science 29) write it as
 * r_n 2F1(1, beta + n; alpha + beta + n; 1/(1 + d)). */
#include <math.h>

#include "contract.h"
#include "prior.h"
#include "survival_sum.h"
#include "vmath.h"

enum { ALPHA, BETA, PARAMETERS };

static gw__beta_survival named(const double *params)
{
    return (gw__beta_survival){params[ALPHA], params[BETA], 1.0};
}

static double log_retention(double *slopes_out, const double *params, double n)
{
    double stayed = params[BETA] + (n - 1.0);
    double all = params[ALPHA] + stayed;
    if (slopes_out != NULL) {
        slopes_out[ALPHA] = -1.0 / all;
        slopes_out[BETA] = params[ALPHA] / stayed / all;
    }
    return -gw_log1p(params[ALPHA] / stayed);
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
    .endless = "at alpha <= 1 some customers as good as never leave: without discounting, renewals "
               "to come have no finite mean",
};

GW_CONTRACT_CALLS(law)

/* The share of leavers, and two customers' worth of doubt. */
static void sbg_start(double *params_out, const gw_cells *cells)
{
    double share = gw__contract_share(cells);
    params_out[ALPHA] = 2.0 * share;
    params_out[BETA] = 2.0 * (1.0 - share);
}

/* The geometric is the limit of both without end: this is near the edge of the search. */
static void sbg_widen(double *params_out, const double *nested_params, const gw_cells *cells)
{
    (void)cells;
    params_out[ALPHA] = 1e7 * nested_params[0];
    params_out[BETA] = 1e7 * (1.0 - nested_params[0]);
}

static const gw_parameter parameters[PARAMETERS] = {
    {"alpha", 0.0, INFINITY,
     "with beta, how customers' chances of leaving differ: alpha/(alpha + beta) leave at the first "
     "renewal"},
    {"beta", 0.0, INFINITY, "the smaller alpha + beta, the more those who stayed once will stay"},
};

static const gw_prior_coordinate prior[PARAMETERS] = {GW_PRIOR_LEAVING};

static void sbg_place(double *logs_out, double *slopes_out, const double *coordinates, double unit)
{
    (void)unit;
    gw__place_beta(logs_out, slopes_out, coordinates, 0, PARAMETERS);
}

const gw_model gw__model_sbg = {
    .name = "sbg",
    .title = "Shifted-beta-geometric",
    .advice = "Contracts and subscriptions, where the shop knows who left: retention rises with "
              "age because those who leave easily leave first.",
    .kind = GW_MODEL_CONTRACT,
    .parameter_count = PARAMETERS,
    .parameters = parameters,
    .nested = &gw__model_geometric,
    .widen = sbg_widen,
    .start = sbg_start,
    .prior = prior,
    .place = sbg_place,
    .log_lik = contract_log_lik,
    .score = contract_score,
    .simulate = contract_simulate,
};

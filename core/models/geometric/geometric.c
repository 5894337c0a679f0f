/* Contracts whose customers are all alike: each leaves at each renewal with the same chance theta.
 *   r_n = 1 - theta,   S(n) = (1 - theta)^n
 * The model behind "margin times r/(1 + d - r)" (Gupta & Lehmann 2003, J. Interactive Marketing
 * 17), and what sbg and bdw must beat: it takes the mix of customers who are left for customers who
 * changed their mind. */
#include <math.h>

#include "contract.h"
#include "vmath.h"

enum { THETA, PARAMETERS };

static double log_retention(double *slopes_out, const double *params, double n)
{
    (void)n;
    if (slopes_out != NULL)
        slopes_out[THETA] = -1.0 / (1.0 - params[THETA]);
    return gw_log1p(-params[THETA]);
}

static double log_survival(const double *params, double n)
{
    return n * gw_log1p(-params[THETA]);
}

/* 1/(1 - v r), v r = e^-(delta - log r) */
static double renewals(const double *params, double n, double delta)
{
    (void)n;
    return -1.0 / gw_expm1(gw_log1p(-params[THETA]) - delta);
}

static const gw__contract_law law = {
    .parameter_count = PARAMETERS,
    .log_retention = log_retention,
    .log_survival = log_survival,
    .renewals = renewals,
    .endless = "",
};

GW_CONTRACT_CALLS(law)

/* The answer itself, but for data where it lies at an end of its range. */
static void geometric_start(double *params_out, const gw_cells *cells)
{
    params_out[THETA] = gw__contract_share(cells);
}

static const gw_parameter parameters[PARAMETERS] = {
    {"theta", 0.0, 1.0, "the chance of leaving at a renewal, the same for everybody"},
};

static const gw_prior_coordinate prior[PARAMETERS] = {
    {"logit_leaving", -1.3862943611198906 /* logit 0.2 */, 1.0,
     "logit of theta: half of all shops between 11 % and 33 %"},
};

static void geometric_place(double *logs_out, double *slopes_out, const double *coordinates,
                            double unit)
{
    (void)unit;
    logs_out[THETA] = -gw_softplus(-coordinates[THETA]);
    slopes_out[THETA] = 1 / (1 + gw_exp(coordinates[THETA]));
}

const gw_model gw__model_geometric = {
    .name = "geometric",
    .title = "Geometric",
    .advice =
        "Contracts with one retention rate for everybody: the yardstick that sbg and bdw must "
        "beat.",
    .kind = GW_MODEL_CONTRACT,
    .parameter_count = PARAMETERS,
    .parameters = parameters,
    .start = geometric_start,
    .prior = prior,
    .place = geometric_place,
    .log_lik = contract_log_lik,
    .score = contract_score,
    .simulate = contract_simulate,
};

/* The BG/BB (Fader, Hardie & Shang 2010, "Customer-base analysis in a discrete-time noncontractual
 * setting", Marketing Science 29): at each of n opportunities a customer who is alive takes it with
 * chance p ~ Beta(alpha, beta), and before each leaves for good with chance theta ~ Beta(gamma,
 * delta). For donations, yearly events, weekly markets: where one can only come when it is on. */
#include "bg_bb.h"

#include <math.h>

#include "draw.h"
#include "prior.h"
#include "sum.h"
#include "vmath.h"

enum { X, T_X, N };

/* How many of a long row of trials fail before the first success of chance p. */
static double draw_waiting(gw_rng *rng, double p)
{
    return floor(gw_log(gw_rng_uniform(rng)) / gw_log1p(-p));
}

static void simulate(double *columns, gw_rng *rng, const double *params)
{
    double p = gw_draw_beta(rng, params[GW_BB_ALPHA], params[GW_BB_BETA]);
    double theta = gw_draw_beta(rng, params[GW_BB_GAMMA], params[GW_BB_DELTA]);
    double alive = fmin(columns[N], draw_waiting(rng, theta)); /* opportunities met alive */
    columns[X] = 0.0;
    columns[T_X] = 0.0;
    for (;;) {
        double next = columns[T_X] + 1.0 + draw_waiting(rng, p);
        if (!(next <= alive))
            return;
        columns[X] += 1.0;
        columns[T_X] = next;
    }
}

/* The share of opportunities taken up to the last one taken, and half gone by the mean n. */
static void start(double *params_out, const gw_cells *cells)
{
    double taken = gw_sum_products(cells->weight, cells->columns[X], cells->n);
    double met = gw_sum_products(cells->weight, cells->columns[T_X], cells->n);
    double n = gw_sum_products(cells->weight, cells->columns[N], cells->n) / cells->customers;
    double share = fmin(fmax(met > 0.0 ? taken / met : 0.1, 0.05), 0.95);
    params_out[GW_BB_ALPHA] = share;
    params_out[GW_BB_BETA] = 1.0 - share;
    params_out[GW_BB_GAMMA] = 1.0;
    params_out[GW_BB_DELTA] = fmax(n, 1.0);
}

static const gw_parameter parameters[GW_BB_PARAMETERS] = {
    {"alpha", 0.0, INFINITY,
     "with beta, the beta law of customers' chances of taking an opportunity: mean "
     "alpha/(alpha + beta)"},
    {"beta", 0.0, INFINITY, "the smaller alpha + beta, the more customers differ in it"},
    {"gamma", 0.0, INFINITY,
     "with delta, the beta law of customers' chances of leaving before an opportunity: mean "
     "gamma/(gamma + delta)"},
    {"delta", 0.0, INFINITY, "the smaller gamma + delta, the more customers differ in it"},
};

static const gw_prior_coordinate prior[GW_BB_PARAMETERS] = {
    {"logit_taking", -0.4054651081081644 /* logit 0.4 */, 1.25,
     "logit of alpha/(alpha + beta), the mean chance to take an opportunity: half between 22 % and "
     "61 %"},
    {"log_alike", 0.4054651081081644 /* ln 1.5 */, 1.0,
     "log of alpha + beta: how alike customers are in taking"},
    GW_PRIOR_LEAVING,
};

static void place(double *logs_out, double *slopes_out, const double *coordinates, double unit)
{
    (void)unit;
    gw__place_beta(logs_out, slopes_out, coordinates, GW_BB_ALPHA, GW_BB_PARAMETERS);
    gw__place_beta(logs_out, slopes_out, coordinates, GW_BB_GAMMA, GW_BB_PARAMETERS);
}

const gw_model gw__model_bg_bb = {
    .name = "bg_bb",
    .title = "BG/BB",
    .advice = "When customers can only come at fixed opportunities, one each: yearly donations, "
              "seasons, events.",
    .kind = GW_MODEL_DISCRETE,
    .parameter_count = GW_BB_PARAMETERS,
    .parameters = parameters,
    .start = start,
    .prior = prior,
    .place = place,
    .log_lik = gw__bb_log_lik,
    .score = gw__bb_score,
    .pmf = gw__bb_pmf,
    .simulate = simulate,
};

/* BG/NBD: beta-geometric drop-out (Fader, Hardie & Lee 2005, "Counting Your Customers" the Easy
 * Way: An Alternative to the Pareto/NBD Model, Marketing Science 24(2)).
 *
 * While alive a customer buys as a Poisson process of rate lambda ~ Gamma(r, rate alpha); after
 * each repeat purchase a coin p ~ Beta(a, b) decides whether the customer leaves. There is no toss
 * before the first repeat, so a customer without one is alive for certain: the model's known
 * weakness, which the MBG/NBD mends by one more toss.
 *
 *     L = Gamma(r + x) alpha^r / Gamma(r) [ B(a, b + x) / B(a, b) (alpha + T)^-(r + x)
 *         + {x > 0} B(a + 1, b + x - 1) / B(a, b) (alpha + t_x)^-(r + x) ]          eq. (6) */
#include "bg_family.h"

static gw_status bg_log_lik(double *log_lik_out, double *gradient_out, gw_context *context,
                            const double *params, const gw_cells *cells, gw_error *err)
{
    return gw__bg_log_lik(log_lik_out, gradient_out, context, params, cells, GW_COIN_AFTER_REPEAT,
                          err);
}

static gw_status bg_score(double *const *scores_out, gw_score_report *report, gw_context *context,
                          const double *params, const gw_cells *cells,
                          const gw_forecast_question *question, gw_error *err)
{
    return gw__bg_score(scores_out, report, context, params, cells, question, GW_COIN_AFTER_REPEAT,
                        err);
}

static gw_status bg_pmf(double *pmf_out, size_t n, gw_context *context, const double *params,
                        const double *columns, double horizon, gw_error *err)
{
    return gw__bg_pmf(pmf_out, n, context, params, columns, horizon, GW_COIN_AFTER_REPEAT, err);
}

static void bg_simulate(double *columns, gw_rng *rng, const double *params)
{
    gw__bg_simulate(columns, rng, params, GW_COIN_AFTER_REPEAT);
}

const gw_model gw__model_bg_nbd = {
    .name = "bg_nbd",
    .title = "BG/NBD",
    .advice = "Purchases until a customer quietly leaves after one of them; prefer mbg_nbd "
              "where many never came back, as here such customers all count as alive.",
    .kind = GW_MODEL_COUNT,
    .parameter_count = GW_BG_PARAMETERS,
    .parameters = gw__bg_parameters,
    .nested = &gw__model_nbd,
    .widen = gw__bg_widen,
    .start = gw__bg_start,
    .prior = gw__bg_prior,
    .place = gw__bg_place,
    .log_lik = bg_log_lik,
    .score = bg_score,
    .pmf = bg_pmf,
    .simulate = bg_simulate,
    .buying_power = {[GW_BG_ALPHA] = -1},
    .leaving_power = {[GW_BG_A] = 1, [GW_BG_B] = 1},
};

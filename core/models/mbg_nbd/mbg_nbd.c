/* MBG/NBD: the BG/NBD with a toss of the drop-out coin at the start too (Batislam, Denizel &
 * Filiztekin 2007, Int. J. Research in Marketing 24(3); Hoppe & Wagner 2007, Marketing ZFP 29).
 *
 * A customer without repeats may then have left, as some surely have; all else is as in the BG/NBD
 * with b + 1 in the place of b once the coin has been tossed.
 *
 *     L = Gamma(r + x) alpha^r / Gamma(r) [ B(a, b + x + 1) / B(a, b) (alpha + T)^-(r + x)
 *         + B(a + 1, b + x) / B(a, b) (alpha + t_x)^-(r + x) ] */
#include "bg_family.h"

static gw_status mbg_log_lik(double *log_lik_out, double *gradient_out, gw_context *context,
                             const double *params, const gw_cells *cells, gw_error *err)
{
    return gw__bg_log_lik(log_lik_out, gradient_out, context, params, cells, GW_COIN_ALSO_AT_START,
                          err);
}

static gw_status mbg_score(double *const *scores_out, gw_score_report *report, gw_context *context,
                           const double *params, const gw_cells *cells,
                           const gw_forecast_question *question, gw_error *err)
{
    return gw__bg_score(scores_out, report, context, params, cells, question, GW_COIN_ALSO_AT_START,
                        err);
}

static gw_status mbg_pmf(double *pmf_out, size_t n, gw_context *context, const double *params,
                         const double *columns, double horizon, gw_error *err)
{
    return gw__bg_pmf(pmf_out, n, context, params, columns, horizon, GW_COIN_ALSO_AT_START, err);
}

static void mbg_simulate(double *columns, gw_rng *rng, const double *params)
{
    gw__bg_simulate(columns, rng, params, GW_COIN_ALSO_AT_START);
}

/* Many who never came back can mean two things, and the likelihood often has a hill for each: rates
 * so uneven that most customers hardly buy, or a coin that sends most of them away at once.
 * gw__bg_start leads to the first, this to the second. */
static void mbg_other_start(double *params_out, const gw_cells *cells)
{
    gw__bg_start(params_out, cells);
    params_out[GW_BG_R] *= 10.0;
    params_out[GW_BG_ALPHA] *= 10.0;
    params_out[GW_BG_A] = 8.0;
    params_out[GW_BG_B] = 0.125;
}

const gw_model gw__model_mbg_nbd = {
    .name = "mbg_nbd",
    .title = "MBG/NBD",
    .advice = "As bg_nbd, but customers may leave right after their first purchase: the "
              "better choice where many never came back.",
    .kind = GW_MODEL_COUNT,
    .parameter_count = GW_BG_PARAMETERS,
    .parameters = gw__bg_parameters,
    .nested = &gw__model_nbd,
    .widen = gw__bg_widen,
    .start = gw__bg_start,
    .other_start = mbg_other_start,
    .prior = gw__bg_prior,
    .place = gw__bg_place,
    .log_lik = mbg_log_lik,
    .score = mbg_score,
    .pmf = mbg_pmf,
    .simulate = mbg_simulate,
    .buying_power = {[GW_BG_ALPHA] = -1},
    .leaving_power = {[GW_BG_A] = 1, [GW_BG_B] = 1},
};

/* What the BG/NBD (Fader, Hardie & Lee 2005) and the MBG/NBD (Batislam, Denizel & Filiztekin 2007)
 * share besides their likelihood (bg_likelihood.h): everything but one toss of the coin. Parameters
 * come in the order r, alpha, a, b; columns and scores as in model.h. */
#ifndef GW_BG_FAMILY_H
#define GW_BG_FAMILY_H

#include "bg_likelihood.h"
#include "model.h"

enum { GW_BG_R, GW_BG_ALPHA, GW_BG_A, GW_BG_B, GW_BG_PARAMETERS };

extern const gw_parameter gw__bg_parameters[GW_BG_PARAMETERS];

extern const gw_prior_coordinate gw__bg_prior[GW_BG_PARAMETERS];
void gw__bg_place(double *logs_out, double *slopes_out, const double *coordinates, double unit);

void gw__bg_start(double *params_out, const gw_cells *cells);
/* The NBD's r and alpha with a coin that says "gone" once in fifty times. */
void gw__bg_widen(double *params_out, const double *nested_params, const gw_cells *cells);

gw_status gw__bg_score(double *const *scores_out, gw_score_report *report, gw_context *context,
                       const double *params, const gw_cells *cells,
                       const gw_forecast_question *question, gw_first_coin coin, gw_error *err);
gw_status gw__bg_pmf(double *pmf_out, size_t n, gw_context *context, const double *params,
                     const double *columns, double horizon, gw_first_coin coin, gw_error *err);
void gw__bg_simulate(double *columns, gw_rng *rng, const double *params, gw_first_coin coin);

#endif

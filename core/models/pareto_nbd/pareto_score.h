/* The scores of the Pareto/NBD: see the contract of gw_model.score. */
#ifndef GW_PARETO_SCORE_H
#define GW_PARETO_SCORE_H

#include "model.h"

gw_status gw__pareto_score(double *const *scores_out, gw_score_report *report, gw_context *context,
                           const double *params, const gw_cells *cells,
                           const gw_forecast_question *question, gw_error *err);

#endif

/* What a fit says, and which models there are, as JSON: the same for the program and for HTTP.
 * Numbers have 17 significant digits; what does not exist is null. */
#ifndef GW_MODEL_JSON_H
#define GW_MODEL_JSON_H

#include <goodwill/models.h>

#include "strbuf.h"

/* {"model","params":{...},"se":{...},"log_lik","customers","cells","outcome","message","seconds"}.
 * seconds: the CPU time of the fit. */
GW_MUST_USE gw_status gw_fit_to_json(gw_strbuf *out, const gw_model *model, const gw_fit *fit,
                                     double seconds, gw_error *err);

/* [{"name","title","kind","advice","params":[{"name","doc"}...],"columns":[...],"scores":[...]}].
 */
GW_MUST_USE gw_status gw_models_to_json(gw_strbuf *out, gw_error *err);

/* "converged", "not_identified", "did_not_move", "iteration_limit". */
const char *gw_fit_outcome_name(gw_fit_outcome outcome);

#endif

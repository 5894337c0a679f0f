/* What a fit says, and which models there are, as JSON: the same for the program and for HTTP.
 * Numbers have 17 significant digits; what does not exist is null. */
#ifndef GW_MODEL_JSON_H
#define GW_MODEL_JSON_H

#include <goodwill/covariates.h>

#include "strbuf.h"

/* {"model","params":{...},"se":{...},"log_lik","customers","cells","outcome","message","seconds"}.
 * seconds: the CPU time of the fit. */
GW_MUST_USE gw_status gw_fit_to_json(gw_strbuf *out, const gw_model *model, const gw_fit *fit,
                                     double seconds, gw_error *err);

/* The same with what covariates add: "without_log_lik","covariates":{"channel=web":{"buying",
 * "buying_se","leaving","leaving_se"},...},"covariates_message","segments":[{"covariates":
 * {"channel=web":1,...},"customers","params":{...}},...]. Effects are factors, 1 where one was left
 * out or the model has none, the standard error then null. */
GW_MUST_USE gw_status gw_covariate_fit_to_json(gw_strbuf *out, const gw_model *model,
                                               const gw_segments *segments,
                                               const gw_covariate_fit *fit, double seconds,
                                               gw_error *err);

/* The same with what the posterior adds: "posterior":{"r":{"mean","sd","q05","q50","q95","ess",
 * "rhat"},...},"khat","method","draws","points","ess","log_evidence","log_evidence_se","unit",
 * "posterior_message","posterior_seconds". */
GW_MUST_USE gw_status gw_posterior_to_json(gw_strbuf *out, const gw_model *model, const gw_fit *fit,
                                           double seconds, const gw_posterior *posterior,
                                           double posterior_seconds, gw_error *err);
/* "importance_sampling", "hmc". */
const char *gw_posterior_method_name(gw_posterior_method method);

/* [{"name","title","kind","advice","params":[{"name","doc"}...],"columns":[...],"scores":[...]}].
 */
GW_MUST_USE gw_status gw_models_to_json(gw_strbuf *out, gw_error *err);

/* "converged", "not_identified", "did_not_move", "iteration_limit". */
const char *gw_fit_outcome_name(gw_fit_outcome outcome);

#endif

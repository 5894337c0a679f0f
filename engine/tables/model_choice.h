/* A model and its parameters as people name them. */
#ifndef GW_MODEL_CHOICE_H
#define GW_MODEL_CHOICE_H

#include <goodwill/models.h>

/* GW_NOT_FOUND with the nearest name, or with all of them. */
GW_MUST_USE gw_status gw_model_choose(const gw_model **out, const char *name, gw_error *err);

/* Reads "r=0.25, alpha=4.5, ...": every parameter of the model once, in any order, into its place
 * of params_out. GW_WRONG_USE names what is unknown, missing, given twice or no number; whether a
 * value lies in its domain the model says. */
GW_MUST_USE gw_status gw_model_params_parse(double params_out[GW_MAX_PARAMETERS],
                                            const gw_model *model, const char *text, gw_error *err);

/* "count", "discrete", "spend" or "contract". */
const char *gw_model_kind_name(gw_model_kind kind);

#endif

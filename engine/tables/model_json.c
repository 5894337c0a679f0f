#include "model_json.h"

#include <math.h>

#include <jansson.h>

#include "error.h"
#include "model_choice.h"

#define LARGEST_WHOLE 9007199254740992.0 /* 2^53 */

const char *gw_fit_outcome_name(gw_fit_outcome outcome)
{
    switch (outcome) {
    case GW_FIT_CONVERGED:
        return "converged";
    case GW_FIT_NOT_IDENTIFIED:
        return "not_identified";
    case GW_FIT_DID_NOT_MOVE:
        return "did_not_move";
    case GW_FIT_ITERATION_LIMIT:
        return "iteration_limit";
    }
    return "unknown";
}

/* JSON has neither NaN nor infinity. */
static json_t *number_or_null(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

/* Customers are weights, and mostly whole. */
static json_t *whole_if_it_is(double value)
{
    if (fabs(value) <= LARGEST_WHOLE && floor(value) == value)
        return json_integer((json_int_t)value);
    return number_or_null(value);
}

static json_t *by_parameter(const gw_model *model, const double *values)
{
    json_t *object = json_object();
    for (size_t i = 0; object != NULL && i < gw_model_parameter_count(model); i++) {
        if (json_object_set_new(object, gw_model_parameter_name(model, i),
                                number_or_null(values[i])) != 0) {
            json_decref(object);
            object = NULL;
        }
    }
    return object;
}

/* Takes `root`; NULL is a failed allocation, as everywhere in jansson. */
static gw_status write_json(gw_strbuf *out, json_t *root, gw_error *err)
{
    char *text = root != NULL ? json_dumps(root, JSON_INDENT(2) | JSON_REAL_PRECISION(17)) : NULL;
    if (text != NULL) {
        gw_strbuf_puts(out, text);
        gw_strbuf_puts(out, "\n");
    }
    bool failed = text == NULL || out->failed;
    free(text);
    json_decref(root);
    return failed ? gw_error_no_memory(err, "a result") : GW_OK;
}

static json_t *fit_object(const gw_model *model, const gw_fit *fit, double seconds)
{
    return json_pack("{s:s, s:o, s:o, s:o, s:o, s:I, s:s, s:s, s:o}", "model", gw_model_name(model),
                     "params", by_parameter(model, fit->params), "se", by_parameter(model, fit->se),
                     "log_lik", number_or_null(fit->log_lik), "customers",
                     whole_if_it_is(fit->customers), "cells", (json_int_t)fit->cells, "outcome",
                     gw_fit_outcome_name(fit->outcome), "message", fit->message, "seconds",
                     number_or_null(seconds));
}

/* Takes both. */
static json_t *with_more(json_t *root, json_t *more)
{
    if (root == NULL || more == NULL || json_object_update(root, more) != 0) {
        json_decref(root);
        root = NULL;
    }
    json_decref(more);
    return root;
}

gw_status gw_fit_to_json(gw_strbuf *out, const gw_model *model, const gw_fit *fit, double seconds,
                         gw_error *err)
{
    return write_json(out, fit_object(model, fit, seconds), err);
}

/* ---- Covariates ----------------------------------------------------------------------------- */

static json_t *effects_object(const gw_segments *segments, const gw_covariate_fit *fit)
{
    json_t *object = json_object();
    for (size_t c = 0; object != NULL && c < segments->covariates; c++) {
        json_t *one =
            json_pack("{s:o, s:o, s:o, s:o}", "buying", number_or_null(fit->buying[c]), "buying_se",
                      number_or_null(fit->buying_se[c]), "leaving", number_or_null(fit->leaving[c]),
                      "leaving_se", number_or_null(fit->leaving_se[c]));
        if (json_object_set_new(object, segments->names[c], one) != 0) {
            json_decref(object);
            object = NULL;
        }
    }
    return object;
}

static json_t *segment_object(const gw_model *model, const gw_segments *segments,
                              const gw_covariate_fit *fit, size_t segment)
{
    double params[GW_MAX_PARAMETERS];
    const double *z = segments->z + segment * segments->covariates;
    json_t *values = json_object();
    gw_covariate_params(params, model, fit, z, segments->covariates);
    for (size_t c = 0; values != NULL && c < segments->covariates; c++) {
        if (json_object_set_new(values, segments->names[c], whole_if_it_is(z[c])) != 0) {
            json_decref(values);
            values = NULL;
        }
    }
    return json_pack("{s:o, s:o, s:o}", "covariates", values, "customers",
                     whole_if_it_is(gw_cells_customers(segments->cells[segment])), "params",
                     by_parameter(model, params));
}

static json_t *segments_array(const gw_model *model, const gw_segments *segments,
                              const gw_covariate_fit *fit)
{
    json_t *array = json_array();
    for (size_t k = 0; array != NULL && k < segments->n; k++) {
        if (json_array_append_new(array, segment_object(model, segments, fit, k)) != 0) {
            json_decref(array);
            array = NULL;
        }
    }
    return array;
}

gw_status gw_covariate_fit_to_json(gw_strbuf *out, const gw_model *model,
                                   const gw_segments *segments, const gw_covariate_fit *fit,
                                   double seconds, gw_error *err)
{
    json_t *more =
        json_pack("{s:o, s:o, s:s, s:o}", "without_log_lik", number_or_null(fit->without),
                  "covariates", effects_object(segments, fit), "covariates_message", fit->message,
                  "segments", segments_array(model, segments, fit));
    return write_json(out, with_more(fit_object(model, &fit->fit, seconds), more), err);
}

/* ---- A posterior ---------------------------------------------------------------------------- */

const char *gw_posterior_method_name(gw_posterior_method method)
{
    switch (method) {
    case GW_POSTERIOR_IMPORTANCE:
        return "importance_sampling";
    case GW_POSTERIOR_HMC:
        return "hmc";
    }
    return "unknown";
}

static json_t *summary_object(const gw_posterior_summary *s)
{
    return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "mean", number_or_null(s->mean), "sd",
                     number_or_null(s->sd), "q05", number_or_null(s->q05), "q50",
                     number_or_null(s->q50), "q95", number_or_null(s->q95), "ess",
                     number_or_null(s->ess), "rhat", number_or_null(s->rhat));
}

static json_t *summaries(const gw_model *model, const gw_posterior_report *report)
{
    json_t *object = json_object();
    for (size_t i = 0; object != NULL && i < gw_model_parameter_count(model); i++) {
        if (json_object_set_new(object, gw_model_parameter_name(model, i),
                                summary_object(&report->parameters[i])) != 0) {
            json_decref(object);
            object = NULL;
        }
    }
    return object;
}

gw_status gw_posterior_to_json(gw_strbuf *out, const gw_model *model, const gw_fit *fit,
                               double seconds, const gw_posterior *posterior,
                               double posterior_seconds, gw_error *err)
{
    const gw_posterior_report *r = gw_posterior_report_of(posterior);
    json_t *root = fit_object(model, fit, seconds);
    json_t *more = json_pack(
        "{s:o, s:o, s:s, s:I, s:I, s:o, s:o, s:o, s:o, s:s, s:o}", "posterior", summaries(model, r),
        "khat", number_or_null(r->khat), "method", gw_posterior_method_name(r->method), "draws",
        (json_int_t)r->draws, "points", (json_int_t)r->points, "ess", number_or_null(r->ess),
        "log_evidence", number_or_null(r->log_evidence), "log_evidence_se",
        number_or_null(r->log_evidence_se), "unit", number_or_null(r->unit), "posterior_message",
        r->message, "posterior_seconds", number_or_null(posterior_seconds));
    return write_json(out, with_more(root, more), err);
}

/* ---- The list of models --------------------------------------------------------------------- */

typedef const char *(*name_fn)(const gw_model *model, size_t index);

static json_t *names(const gw_model *model, size_t n, name_fn name)
{
    json_t *array = json_array();
    for (size_t i = 0; array != NULL && i < n; i++) {
        if (json_array_append_new(array, json_string(name(model, i))) != 0) {
            json_decref(array);
            array = NULL;
        }
    }
    return array;
}

static json_t *parameters(const gw_model *model)
{
    json_t *array = json_array();
    for (size_t i = 0; array != NULL && i < gw_model_parameter_count(model); i++) {
        json_t *one = json_pack("{s:s, s:s}", "name", gw_model_parameter_name(model, i), "doc",
                                gw_model_parameter_doc(model, i));
        if (json_array_append_new(array, one) != 0) {
            json_decref(array);
            array = NULL;
        }
    }
    return array;
}

static json_t *one_model(const gw_model *model)
{
    return json_pack("{s:s, s:s, s:s, s:s, s:o, s:o, s:o}", "name", gw_model_name(model), "title",
                     gw_model_title(model), "kind", gw_model_kind_name(gw_model_kind_of(model)),
                     "advice", gw_model_advice(model), "params", parameters(model), "columns",
                     names(model, gw_model_column_count(model), gw_model_column_name), "scores",
                     names(model, gw_model_score_count(model), gw_model_score_name));
}

gw_status gw_models_to_json(gw_strbuf *out, gw_error *err)
{
    json_t *root = json_array();
    for (size_t i = 0; root != NULL && i < gw_model_count(); i++) {
        if (json_array_append_new(root, one_model(gw_model_at(i))) != 0) {
            json_decref(root);
            root = NULL;
        }
    }
    return write_json(out, root, err);
}

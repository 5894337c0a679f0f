/* The likelihood with covariates is the sum over segments of the model's own, at the segment's
 * parameters: theta_i e^(power_i gamma' z), whose logarithm is linear in all that is searched for.
 * So gradients come by the chain rule, d/d gamma = sum over segments of z times the power times
 * theta d/d theta, and the search runs in log theta and gamma from the fit without covariates. */
#include <goodwill/covariates.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cells.h"
#include "context.h"
#include "error.h"
#include "fit_problem.h"
#include "model.h"
#include "model_check.h"
#include "vmath.h"

#define EFFECT_RANGE 5.0 /* of gamma */
#define VARIANCE_LIMIT 16.0
#define GROWTH_OF_LOG 709.0

enum { BUYING, LEAVING, SIDES };

/* What is searched for: log theta, then the effects that are in. */
typedef struct search {
    gw_fit_problem problem; /* the model's own, of all customers */
    const gw_segments *segments;
    size_t parameters;
    size_t variables;
    int side[GW_OPTIM_MAX]; /* of variable i >= parameters */
    size_t covariate[GW_OPTIM_MAX];
    double lower[GW_OPTIM_MAX];
    double upper[GW_OPTIM_MAX];
} search;

static const signed char *powers_of(const gw_model *model, int side)
{
    return side == BUYING ? model->buying_power : model->leaving_power;
}

static int has_side(const gw_model *model, int side)
{
    for (size_t i = 0; i < model->parameter_count; i++)
        if (powers_of(model, side)[i] != 0)
            return 1;
    return 0;
}

/* Logs of the parameters of a segment. */
static void segment_logs(double *logs_out, const search *s, const double *point, const double *z)
{
    double moved[SIDES] = {0.0, 0.0};
    for (size_t v = s->parameters; v < s->variables; v++)
        moved[s->side[v]] += point[v] * z[s->covariate[v]];
    for (size_t i = 0; i < s->parameters; i++)
        logs_out[i] = point[i] + s->problem.model->buying_power[i] * moved[BUYING] +
                      s->problem.model->leaving_power[i] * moved[LEAVING];
}

/* Adds what a segment's slopes, in the logs of its parameters, are in the variables. */
static void add_slopes(double *gradient, const search *s, const double *slopes, const double *z)
{
    double by_side[SIDES] = {0.0, 0.0};
    for (size_t i = 0; i < s->parameters; i++) {
        gradient[i] += slopes[i];
        by_side[BUYING] += s->problem.model->buying_power[i] * slopes[i];
        by_side[LEAVING] += s->problem.model->leaving_power[i] * slopes[i];
    }
    for (size_t v = s->parameters; v < s->variables; v++)
        gradient[v] += z[s->covariate[v]] * by_side[s->side[v]];
}

static gw_status evaluate(double *value, double *gradient, const double *point, void *user,
                          gw_error *err)
{
    search *s = user;
    const gw_model *model = s->problem.model;
    double total = 0.0;
    s->problem.evaluations++;
    if (gw_context_cancelled(s->problem.context))
        return gw_error_set(err, GW_CANCELLED, "the fit of %s was cancelled", model->name);
    for (size_t v = 0; v < s->variables; v++)
        gradient[v] = 0.0;
    for (size_t k = 0; k < s->segments->n; k++) {
        const double *z = s->segments->z + k * s->segments->covariates;
        double logs[GW_MAX_PARAMETERS];
        double params[GW_MAX_PARAMETERS];
        double slopes[GW_MAX_PARAMETERS];
        double log_lik;
        segment_logs(logs, s, point, z);
        for (size_t i = 0; i < s->parameters; i++)
            if (!(fabs(logs[i]) < GROWTH_OF_LOG)) {
                *value = NAN;
                return GW_OK;
            }
        gw__fit_from_logs(params, model, logs);
        GW_TRY(model->log_lik(&log_lik, slopes, s->problem.context, params, s->segments->cells[k],
                              err));
        for (size_t i = 0; i < s->parameters; i++)
            slopes[i] *= params[i];
        add_slopes(gradient, s, slopes, z);
        total += log_lik;
    }
    *value = total > s->problem.ceiling ? (double)NAN : total;
    return GW_OK;
}

/* ---- The search ----------------------------------------------------------------------------- */

static gw_objective objective_of(search *s)
{
    return (gw_objective){s->variables, s->lower, s->upper, evaluate, s};
}

static void add_effect(search *s, int side, size_t covariate)
{
    size_t v = s->variables++;
    s->side[v] = side;
    s->covariate[v] = covariate;
    s->lower[v] = -EFFECT_RANGE;
    s->upper[v] = EFFECT_RANGE;
}

static void begin(search *s, gw_context *context, const gw_model *model,
                  const gw_segments *segments, const double *start)
{
    *s = (search){.segments = segments, .parameters = model->parameter_count};
    gw__fit_problem_init(&s->problem, context, model, segments->all, start);
    s->variables = s->parameters;
    for (size_t i = 0; i < s->parameters; i++) {
        s->lower[i] = s->problem.lower[i];
        s->upper[i] = s->problem.upper[i];
    }
    for (int side = BUYING; side < SIDES; side++)
        for (size_t c = 0; c < segments->covariates && has_side(model, side); c++)
            add_effect(s, side, c);
}

/* The effect that is known least: one at its bound, else the one of the largest variance above the
 * limit. 0 when all stand (0 is a parameter of the model). */
static size_t least_known(const search *s, const gw_optimum *best, const double *hessian,
                          unsigned unknown)
{
    size_t worst = 0;
    double most_flat = HUGE_VAL;
    for (size_t v = s->parameters; v < s->variables; v++) {
        double curvature = -hessian[v * s->variables + v];
        if (best->at_bound >> v & 1)
            return v;
        if ((unknown >> v & 1) && (worst == 0 || curvature < most_flat)) {
            worst = v;
            most_flat = curvature;
        }
    }
    return worst;
}

static void drop_effect(search *s, double *point, size_t dropped)
{
    s->variables--;
    for (size_t v = dropped; v < s->variables; v++) {
        s->side[v] = s->side[v + 1];
        s->covariate[v] = s->covariate[v + 1];
        point[v] = point[v + 1];
    }
}

static void say_dropped(char *message, size_t size, const search *s, size_t v)
{
    size_t length = strlen(message);
    snprintf(message + length, size - length, "%s%s on %s", length > 0 ? ", " : "",
             s->segments->names[s->covariate[v]],
             s->side[v] == BUYING ? "how often they buy" : "how fast they leave");
}

/* From `point`, and from the fit without covariates: the better of both. */
static gw_status climb(gw_optimum *out, search *s, const double *point, const double *without,
                       gw_error *err)
{
    double starts[2 * GW_OPTIM_MAX] = {0.0};
    gw_stop stop = GW_STOP_INIT;
    gw_objective objective = objective_of(s);
    for (size_t v = 0; v < s->variables; v++)
        starts[v] = point[v];
    for (size_t i = 0; i < s->parameters; i++)
        starts[s->variables + i] = without[i];
    return gw_maximise_from(out, &objective, starts, 2, 2, &stop, err);
}

/* Searches and leaves out what is not known, until all effects stand. covariance_out is that of all
 * variables left, and unknown_out their bits. */
static gw_status find(gw_optimum *out, double *covariance_out, unsigned *unknown_out,
                      char *dropped_out, size_t size, search *s, const double *without,
                      gw_error *err)
{
    double hessian[GW_OPTIM_MAX * GW_OPTIM_MAX];
    double point[GW_OPTIM_MAX] = {0.0};
    for (size_t i = 0; i < s->parameters; i++)
        point[i] = without[i];
    for (;;) {
        gw_objective objective = objective_of(s);
        GW_TRY(climb(out, s, point, without, err));
        if (!isfinite(out->at.value))
            return GW_OK;
        GW_TRY(gw_hessian(hessian, &objective, &out->at, err));
        *unknown_out = gw_covariance(covariance_out, hessian, s->variables, VARIANCE_LIMIT);
        size_t worst = least_known(s, out, hessian, *unknown_out);
        if (worst == 0)
            return GW_OK;
        for (size_t v = 0; v < s->variables; v++)
            point[v] = out->at.point[v];
        say_dropped(dropped_out, size, s, worst);
        drop_effect(s, point, worst);
    }
}

/* ---- The answer ----------------------------------------------------------------------------- */

static double known_variance(const double *covariance, const search *s, unsigned unknown, size_t v)
{
    return unknown >> v & 1 ? (double)NAN : covariance[v * s->variables + v];
}

static void report(gw_covariate_fit *out, const search *s, const gw_optimum *best,
                   const double *covariance, unsigned unknown)
{
    size_t n = s->parameters;
    gw__fit_from_logs(out->fit.params, s->problem.model, best->at.point);
    for (size_t i = 0; i < n; i++) {
        out->fit.se[i] = out->fit.params[i] * sqrt(known_variance(covariance, s, unknown, i));
        for (size_t j = 0; j < n; j++)
            out->fit.log_covariance[i * n + j] =
                (unknown >> i | unknown >> j) & 1 ? (double)NAN : covariance[i * s->variables + j];
    }
    for (size_t v = n; v < s->variables; v++) {
        double effect = gw_exp(best->at.point[v]);
        double se = effect * sqrt(known_variance(covariance, s, unknown, v));
        int buying = s->side[v] == BUYING;
        (buying ? out->buying : out->leaving)[s->covariate[v]] = effect;
        (buying ? out->buying_se : out->leaving_se)[s->covariate[v]] = se;
    }
    out->fit.log_lik = best->at.value;
    out->fit.iterations += best->iterations;
    out->fit.evaluations += s->problem.evaluations;
    out->effects = (int)(s->variables - n);
}

static void say(gw_covariate_fit *out, const char *dropped)
{
    if (dropped[0] == '\0')
        snprintf(out->message, sizeof out->message, "every effect is identified");
    else
        snprintf(out->message, sizeof out->message, "not identified, and left out: %s; %s", dropped,
                 out->effects > 0 ? "the others stand" : "the model is the one without covariates");
}

static gw_status check(const gw_model *model, const gw_segments *segments, gw_error *err)
{
    if (!has_side(model, BUYING))
        return gw_error_set(err, GW_WRONG_USE, "%s has no place for covariates", model->name);
    if (segments->n == 0 || segments->covariates == 0 || segments->covariates > GW_MAX_COVARIATES)
        return gw_error_set(err, GW_WRONG_USE,
                            "%zu segments with %zu covariates: there must be at least one segment, "
                            "and 1 to %d covariates",
                            segments->n, segments->covariates, GW_MAX_COVARIATES);
    for (size_t i = 0; i < segments->n * segments->covariates; i++)
        if (!(fabs(segments->z[i]) <= 100.0))
            return gw_error_set(err, GW_WRONG_USE,
                                "segment %zu: %s is %.17g, must be a number of at most 100 in size",
                                i / segments->covariates + 1,
                                segments->names[i % segments->covariates], segments->z[i]);
    GW_TRY(gw__check_cells(model, segments->all, err));
    for (size_t k = 0; k < segments->n; k++)
        GW_TRY(gw__check_cells(model, segments->cells[k], err));
    return GW_OK;
}

gw_status gw_covariate_fit_model(gw_covariate_fit *out, gw_context *context, const gw_model *model,
                                 const gw_segments *segments, gw_error *err)
{
    search s;
    gw_covariate_fit answer = {.effects = 0};
    char dropped[400] = "";
    GW_TRY(check(model, segments, err));
    GW_TRY(gw_model_fit(&answer.fit, context, model, segments->all, NULL, err));
    answer.without = answer.fit.log_lik;
    for (size_t c = 0; c < GW_MAX_COVARIATES; c++) {
        answer.buying[c] = answer.leaving[c] = 1.0;
        answer.buying_se[c] = answer.leaving_se[c] = NAN;
    }
    if (answer.fit.outcome != GW_FIT_CONVERGED && answer.fit.outcome != GW_FIT_NOT_IDENTIFIED) {
        snprintf(answer.message, sizeof answer.message,
                 "the model was not fitted without them: %.400s", answer.fit.message);
        *out = answer;
        return GW_OK;
    }
    begin(&s, context, model, segments, answer.fit.params);
    double without[GW_MAX_PARAMETERS];
    gw__fit_to_logs(without, model, answer.fit.params);
    gw_optimum best;
    double covariance[GW_OPTIM_MAX * GW_OPTIM_MAX];
    unsigned unknown = 0;
    GW_TRY(find(&best, covariance, &unknown, dropped, sizeof dropped, &s, without, err));
    if (isfinite(best.at.value) && s.variables > s.parameters)
        report(&answer, &s, &best, covariance, unknown);
    say(&answer, dropped);
    *out = answer;
    return GW_OK;
}

void gw_covariate_params(double *params_out, const gw_model *model, const gw_covariate_fit *fit,
                         const double *z, size_t covariates)
{
    double buying = 0.0;
    double leaving = 0.0;
    for (size_t c = 0; c < covariates; c++) {
        buying += z[c] * gw_log(fit->buying[c]);
        leaving += z[c] * gw_log(fit->leaving[c]);
    }
    for (size_t i = 0; i < model->parameter_count; i++)
        params_out[i] = fit->fit.params[i] *
                        gw_exp(model->buying_power[i] * buying + model->leaving_power[i] * leaving);
}

/* Maximum likelihood with standard errors, and an honest word on how it ended.
 *
 * One search from the model's own start is the rule, and a rough one where the model knows of a
 * second hill. The answer is then questioned: is the gradient small in the metric of the true
 * Hessian, is the Hessian positive definite, is the likelihood at least that of the model nested in
 * this one. Only when an answer fails are other starts tried: the nested optimum widened, and a
 * spread of points around the own start (a two-level fractional factorial). One evaluation each
 * decides which of them are searched from.
 *
 * Standard errors are those of the log-parameters, times the parameter (delta method): the same as
 * from the observed information in the parameters themselves at a maximum. */
#include "fit_facts.h"
#include "fit_problem.h"
#include "fit_words.h"

#include <math.h>

#include "cells.h"
#include "error.h"
#include "model_check.h"
#include "options.h"

#define DEFAULT_ITERATIONS 500
#define VARIANCE_LIMIT 16.0   /* of a log-parameter: beyond a factor e^4 either way, unknown */
#define RESTING_GAIN 1e-6     /* a Newton step that promises less finds nothing new */
#define RESTING_GRADIENT 1e-5 /* per customer, where no Newton step can be made */
#define ROUGH_GAIN 0.01       /* when a second hill is no higher by now, it is not worth climbing */
#define RESCUE_SEARCHES 4
#define SPREAD_COUNT 16
#define SPREAD 2.5 /* in logs */

/* One fit in progress. */
typedef struct fit_work {
    gw_fit_problem problem;
    gw_objective objective;
    gw_stop stop;
    const double *start; /* the caller's, may be NULL */
    gw_fit nested;       /* log_lik -inf when no model is nested */
    gw_optimum best;
    int iterations;
    unsigned unknown; /* judged at `best`, as the next two */
    double covariance[GW_MAX_PARAMETERS * GW_MAX_PARAMETERS];
    double promised; /* what a Newton step among the known parameters would bring */
} fit_work;

/* ---- Searching ------------------------------------------------------------------------------ */

/* Searches from a start and keeps what is better than what there is. */
static gw_status search(fit_work *work, const double *start, gw_error *err)
{
    gw_optimum found;
    GW_TRY(gw_maximise(&found, &work->objective, start, &work->stop, err));
    work->iterations += found.iterations;
    if (!isfinite(work->best.at.value) || found.at.value > work->best.at.value)
        work->best = found;
    return GW_OK;
}

/* Climbs roughly from the best of the starts, and to the top of the highest hill if it may be
 * higher than what there is. */
static gw_status explore(fit_work *work, const double *starts, size_t count, size_t searches,
                         gw_error *err)
{
    gw_stop rough = work->stop;
    gw_optimum found;
    rough.gain_tolerance = ROUGH_GAIN;
    GW_TRY(gw_maximise_from(&found, &work->objective, starts, count, searches, &rough, err));
    work->iterations += found.iterations;
    if (!(found.at.value > work->best.at.value))
        return GW_OK;
    return search(work, found.at.point, err);
}

/* From the caller's start or the model's own, and where the model expects another hill. */
static gw_status first_search(fit_work *work, gw_error *err)
{
    const gw_model *model = work->problem.model;
    double params[GW_MAX_PARAMETERS];
    double start[GW_MAX_PARAMETERS];
    if (work->start != NULL)
        gw__fit_to_logs(start, model, work->start);
    GW_TRY(search(work, work->start == NULL ? work->problem.own_start : start, err));
    if (model->other_start == NULL)
        return GW_OK;
    model->other_start(params, work->problem.cells);
    gw__fit_to_logs(start, model, params);
    return explore(work, start, 1, 1, err);
}

static gw_status fit_nested(fit_work *work, gw_error *err)
{
    const gw_model *nested = work->problem.model->nested;
    work->nested.log_lik = -HUGE_VAL;
    if (nested == NULL)
        return GW_OK;
    gw_fit_options options = GW_FIT_OPTIONS_INIT;
    return gw_model_fit(&work->nested, work->problem.context, nested, work->problem.cells, &options,
                        err);
}

/* +1 or -1 for parameter i in run k of a two-level design of 16 runs: all combinations of signs of
 * four parameters, and for up to eight a fraction (resolution IV) where any three take all theirs.
 */
static double spread_sign(unsigned k, size_t i)
{
    static const unsigned columns[GW_MAX_PARAMETERS] = {1, 2, 4, 8, 7, 11, 13, 14};
    unsigned common = k & columns[i];
    unsigned parity = (common ^ common >> 1 ^ common >> 2 ^ common >> 3) & 1;
    return parity ? -1.0 : 1.0;
}

/* Tries other starts: the model's own, the nested optimum widened, the spread. */
static gw_status rescue(fit_work *work, gw_error *err)
{
    double starts[(SPREAD_COUNT + 2) * GW_MAX_PARAMETERS];
    double params[GW_MAX_PARAMETERS];
    const gw_model *model = work->problem.model;
    const double *own = work->problem.own_start;
    size_t n = model->parameter_count;
    size_t count = 0;
    for (unsigned k = 0; k < SPREAD_COUNT; k++, count++)
        for (size_t i = 0; i < n; i++)
            starts[count * n + i] = own[i] + SPREAD * spread_sign(k, i);
    if (isfinite(work->nested.log_lik)) {
        model->widen(params, work->nested.params, work->problem.cells);
        gw__fit_to_logs(starts + count++ * n, model, params);
    }
    for (size_t i = 0; work->start != NULL && i < n; i++)
        starts[count * n + i] = own[i];
    count += work->start != NULL;
    return explore(work, starts, count, RESCUE_SEARCHES, err);
}

/* ---- Judging -------------------------------------------------------------------------------- */

/* Half of g' C g over the known parameters. One at a bound is not held while the others are judged:
 * whoever could make up for its going on is not known either. */
static double promised_gain(const fit_work *work)
{
    size_t n = work->objective.n;
    const double *gradient = work->best.at.gradient;
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            if (!((work->unknown >> i | work->unknown >> j) & 1))
                sum += gradient[i] * work->covariance[i * n + j] * gradient[j];
    return sum / 2;
}

static gw_status judge(fit_work *work, gw_error *err)
{
    double hessian[GW_MAX_PARAMETERS * GW_MAX_PARAMETERS];
    GW_TRY(gw_hessian(hessian, &work->objective, &work->best.at, err));
    work->unknown = gw_covariance(work->covariance, hessian, work->objective.n, VARIANCE_LIMIT);
    work->unknown |= work->best.at_bound;
    work->promised = promised_gain(work);
    return GW_OK;
}

static double largest_gradient(const fit_work *work, double customers)
{
    double largest = 0;
    for (size_t i = 0; i < work->objective.n; i++)
        largest = fmax(largest, fabs(work->best.at.gradient[i]));
    return largest / customers;
}

static int stuck(const fit_work *work)
{
    return work->best.reason == GW_STOP_DID_NOT_MOVE || work->best.reason == GW_STOP_NO_PROGRESS;
}

static int below_nested(const fit_work *work)
{
    return work->best.at.value < work->nested.log_lik - RESTING_GAIN;
}

/* Nothing more can be had from here. Where a parameter is unknown the likelihood may go on rising
 * for ever, or until its rounding hides the slope: then it is enough that no step raises it. */
static int resting(const fit_work *work, double customers)
{
    if (work->unknown == 0)
        return work->promised <= RESTING_GAIN;
    return work->best.reason == GW_STOP_CONVERGED || work->best.reason == GW_STOP_NO_PROGRESS ||
           largest_gradient(work, customers) <= RESTING_GRADIENT;
}

static gw_fit_outcome outcome(const fit_work *work, double customers)
{
    if (!isfinite(work->best.at.value))
        return GW_FIT_DID_NOT_MOVE;
    if (resting(work, customers))
        return work->unknown == 0 ? GW_FIT_CONVERGED : GW_FIT_NOT_IDENTIFIED;
    return work->best.reason == GW_STOP_DID_NOT_MOVE ? GW_FIT_DID_NOT_MOVE : GW_FIT_ITERATION_LIMIT;
}

/* Searches, judges, and goes on from other starts when the answer does not stand. */
static gw_status find(fit_work *work, double customers, gw_error *err)
{
    GW_TRY(fit_nested(work, err));
    GW_TRY(first_search(work, err));
    int rescued = stuck(work) || below_nested(work);
    if (rescued)
        GW_TRY(rescue(work, err));
    if (!isfinite(work->best.at.value))
        return GW_OK;
    GW_TRY(judge(work, err));
    if (outcome(work, customers) == GW_FIT_CONVERGED ||
        work->best.reason == GW_STOP_ITERATION_LIMIT)
        return GW_OK;
    double before = work->best.at.value;
    double again[GW_MAX_PARAMETERS];
    for (size_t i = 0; i < work->objective.n; i++)
        again[i] = work->best.at.point[i];
    GW_TRY(search(work, again, err)); /* with a new metric */
    if (!rescued)
        GW_TRY(rescue(work, err));
    return work->best.at.value > before ? judge(work, err) : GW_OK;
}

/* ---- Reporting ------------------------------------------------------------------------------ */

/* Standard errors and covariances of the known parameters; the others stay NaN. */
static void report_spread(gw_fit *fit, const fit_work *work)
{
    size_t n = work->objective.n;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            if (!((work->unknown >> i | work->unknown >> j) & 1))
                fit->log_covariance[i * n + j] = work->covariance[i * n + j];
    for (size_t i = 0; i < n; i++)
        fit->se[i] = fit->params[i] * sqrt(fit->log_covariance[i * (n + 1)]);
}

static void report(gw_fit *fit, const fit_work *work, gw_fit_facts *facts)
{
    int known = isfinite(work->best.at.value);
    fit->outcome = outcome(work, fit->customers);
    gw__fit_from_logs(fit->params, work->problem.model, work->best.at.point);
    if (fit->outcome == GW_FIT_CONVERGED || fit->outcome == GW_FIT_NOT_IDENTIFIED)
        report_spread(fit, work);
    fit->log_lik = known ? work->best.at.value : (double)NAN;
    fit->iterations = work->iterations;
    fit->evaluations = work->problem.evaluations;
    fit->grad_norm = known ? largest_gradient(work, fit->customers) : (double)NAN;
    facts->outcome = fit->outcome;
    facts->unknown = work->unknown;
    facts->at_bound = work->best.at_bound;
    facts->iterations = fit->iterations;
    facts->at_limit = work->best.reason == GW_STOP_ITERATION_LIMIT;
}

/* There is nobody to learn from: the model's own start, and nothing known about it. */
static void report_nobody(gw_fit *fit, const gw_model *model, const gw_cells *cells,
                          gw_fit_facts *facts)
{
    model->start(fit->params, cells);
    facts->outcome = fit->outcome = GW_FIT_NOT_IDENTIFIED;
    facts->unknown = (1u << model->parameter_count) - 1;
}

static gw_status read_options(gw_fit_options *used, const gw_model *model,
                              const gw_fit_options *options, gw_error *err)
{
    GW_TRY(gw_options_read(used, sizeof *used, options, "gw_fit_options", err));
    if (used->max_iterations < 0)
        return gw_error_set(err, GW_WRONG_USE, "max_iterations is %d, must be at least 0",
                            used->max_iterations);
    if (used->max_iterations == 0)
        used->max_iterations = DEFAULT_ITERATIONS;
    return used->start == NULL ? GW_OK : gw__check_params(model, used->start, err);
}

gw_status gw_model_fit(gw_fit *out, gw_context *context, const gw_model *model,
                       const gw_cells *cells, const gw_fit_options *options, gw_error *err)
{
    gw_fit_options used = GW_FIT_OPTIONS_INIT;
    GW_TRY(read_options(&used, model, options, err));
    GW_TRY(gw__check_cells(model, cells, err));
    gw_fit fit = {.log_lik = 0};
    gw_fit_facts facts;
    for (size_t i = 0; i < GW_MAX_PARAMETERS; i++)
        fit.se[i] = NAN;
    for (size_t i = 0; i < sizeof fit.log_covariance / sizeof fit.log_covariance[0]; i++)
        fit.log_covariance[i] = NAN;
    gw__fit_facts_of(&facts, model, cells);
    fit.customers = facts.customers;
    fit.cells = facts.cells;
    fit.left_out = facts.left_out;
    if (facts.cells == 0) {
        report_nobody(&fit, model, cells, &facts);
    } else {
        fit_work work = {.stop = GW_STOP_INIT, .start = used.start};
        work.best.at.value = -HUGE_VAL;
        work.stop.max_iterations = used.max_iterations;
        gw__fit_problem_init(&work.problem, context, model, cells, used.start);
        work.objective = gw__fit_objective(&work.problem);
        GW_TRY(find(&work, fit.customers, err));
        report(&fit, &work, &facts);
    }
    gw__fit_words(fit.message, sizeof fit.message, &facts);
    *out = fit;
    return GW_OK;
}

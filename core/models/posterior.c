/* The posterior of a model's parameters: the sampler's points, placed, summed up and resampled. */
#include <math.h>
#include <stdio.h>

#include "cells.h"
#include "context.h"
#include "diagnostics.h"
#include "error.h"
#include "memory.h"
#include "model_check.h"
#include "options.h"
#include "posterior_target.h"
#include "sample.h"

#define DEFAULT_DRAWS 400
#define MOST_DRAWS 1000000
#define FEW_CUSTOMERS 100

struct gw_posterior {
    gw_allocator allocator;
    gw_posterior_report report;
    double *draws; /* report.draws x parameters */
};

static gw_status read_options(gw_posterior_options *used, const gw_posterior_options *options,
                              gw_error *err)
{
    GW_TRY(gw_options_read(used, sizeof *used, options, "gw_posterior_options", err));
    if (used->draws > MOST_DRAWS)
        return gw_error_set(err, GW_WRONG_USE, "draws is %zu, must be at most %d", used->draws,
                            MOST_DRAWS);
    if (used->draws == 0)
        used->draws = DEFAULT_DRAWS;
    return GW_OK;
}

/* Summaries of all parameters from the sample's points, which are parameters by now. */
static gw_status summarise(gw_posterior_report *report, gw_context *context,
                           const gw_sample *sample, gw_error *err)
{
    gw_status status = GW_OK;
    double *values = gw_alloc(context, sample->count, sizeof *values);
    if (values == NULL)
        return gw_error_no_memory(err, "the draws of a posterior");
    gw_draws_of_one draws = {sample->count, values, sample->weights, sample->chains};
    for (size_t p = 0; p < sample->n && status == GW_OK; p++) {
        gw_summary_of_one summary;
        for (size_t i = 0; i < sample->count; i++)
            values[i] = sample->points[i * sample->n + p];
        status = gw_summarise(&summary, context, &draws, err);
        if (status == GW_OK)
            report->parameters[p] =
                (gw_posterior_summary){summary.mean, summary.sd,  summary.q05, summary.q50,
                                       summary.q95,  summary.ess, summary.rhat};
    }
    gw_release(context, values);
    return status;
}

/* How much the numbers may be trusted, and what they rest on. */
static void find_words(gw_posterior_report *report)
{
    double least = HUGE_VAL;
    double worst_rhat = 0;
    for (size_t p = 0; p < GW_MAX_PARAMETERS; p++) {
        if (report->parameters[p].ess > 0)
            least = fmin(least, report->parameters[p].ess);
        worst_rhat = fmax(worst_rhat, report->parameters[p].rhat);
    }
    const char *few = report->customers < FEW_CUSTOMERS
                          ? "; with so few customers the prior says much of it"
                          : "";
    if (report->method == GW_POSTERIOR_HMC)
        snprintf(report->message, sizeof report->message,
                 "%s by four chains (R-hat %.3f, worth %.0f independent draws), as importance "
                 "sampling was not reliable (k-hat %.2f)%s",
                 worst_rhat <= 1.01 ? "drawn" : "not reliable: drawn", worst_rhat, least,
                 report->khat, few);
    else
        snprintf(report->message, sizeof report->message,
                 "drawn by importance sampling (k-hat %.2f: reliable), worth %.0f independent "
                 "draws%s",
                 report->khat, least, few);
}

static void fill_report(gw_posterior_report *report, const gw_posterior_target *target,
                        const gw_sample *sample, const gw_posterior_options *options)
{
    report->method = sample->chains > 0 ? GW_POSTERIOR_HMC : GW_POSTERIOR_IMPORTANCE;
    report->draws = options->draws;
    report->points = sample->count;
    report->khat = sample->khat;
    report->ess = sample->ess;
    report->log_evidence = sample->log_evidence;
    report->log_evidence_se = sample->log_evidence_se;
    report->evaluations = sample->evaluations;
    report->unit = target->unit;
    report->customers = target->problem.cells->customers;
    for (size_t i = 0; i < sample->n; i++)
        report->mode[i] = sample->mode.point[i];
    gw__posterior_place(report->mode, 1, target);
}

static gw_status fill(gw_posterior *out, gw_sample *sample, gw_context *context,
                      gw_posterior_target *target, const gw_posterior_options *options,
                      gw_error *err)
{
    gw_sample_options wanted = {options->draws, options->seed};
    GW_TRY(gw_sample_make(sample, context, &target->target, &wanted, err));
    gw__posterior_place(sample->points, sample->count, target);
    out->draws = gw_alloc(context, options->draws * sample->n, sizeof *out->draws);
    if (out->draws == NULL)
        return gw_error_no_memory(err, "the draws of a posterior");
    GW_TRY(gw_sample_resample(out->draws, options->draws, context, sample, options->seed, err));
    fill_report(&out->report, target, sample, options);
    GW_TRY(summarise(&out->report, context, sample, err));
    find_words(&out->report);
    return GW_OK;
}

gw_status gw_model_posterior(gw_posterior **out, gw_context *context, const gw_model *model,
                             const gw_cells *cells, const gw_posterior_options *options,
                             gw_error *err)
{
    gw_posterior_options used = GW_POSTERIOR_OPTIONS_INIT;
    gw_posterior_target target;
    gw_sample sample = {.n = 0};
    GW_TRY(read_options(&used, options, err));
    GW_TRY(gw__check_cells(model, cells, err));
    if (model->prior == NULL)
        return gw_error_set(err, GW_WRONG_USE, "%s has no prior", model->name);
    GW_TRY(gw__posterior_target(&target, context, model, cells, err));
    gw_posterior *made = gw_alloc_zero(context, 1, sizeof *made);
    if (made == NULL)
        return gw_error_no_memory(err, "a posterior");
    made->allocator = *gw_context_allocator(context);
    gw_status status = fill(made, &sample, context, &target, &used, err);
    gw_sample_free(&sample, context);
    if (status == GW_OK)
        *out = made;
    else
        gw_posterior_free(made);
    return status;
}

void gw_posterior_free(gw_posterior *posterior)
{
    if (posterior == NULL)
        return;
    gw_allocator allocator = posterior->allocator;
    allocator.release(allocator.user, posterior->draws);
    allocator.release(allocator.user, posterior);
}

const gw_posterior_report *gw_posterior_report_of(const gw_posterior *posterior)
{
    return &posterior->report;
}

const double *gw_posterior_draws(const gw_posterior *posterior)
{
    return posterior->draws;
}

/* The public face of every model: what it is, and calls whose arguments have been checked. */
#include "model.h"

#include <math.h>

#include "cells.h"
#include "cells_check.h"
#include "error.h"
#include "kinds.h"
#include "model_check.h"
#include "options.h"

const char *gw_model_name(const gw_model *model)
{
    return model->name;
}

const char *gw_model_title(const gw_model *model)
{
    return model->title;
}

const char *gw_model_advice(const gw_model *model)
{
    return model->advice;
}

gw_model_kind gw_model_kind_of(const gw_model *model)
{
    return model->kind;
}

int gw_model_on_request(const gw_model *model)
{
    return model->on_request;
}

size_t gw_model_parameter_count(const gw_model *model)
{
    return model->parameter_count;
}

const char *gw_model_parameter_name(const gw_model *model, size_t index)
{
    return index < model->parameter_count ? model->parameters[index].name : NULL;
}

const char *gw_model_parameter_doc(const gw_model *model, size_t index)
{
    return index < model->parameter_count ? model->parameters[index].doc : NULL;
}

size_t gw_model_column_count(const gw_model *model)
{
    return gw__kind(model->kind)->column_count;
}

const char *gw_model_column_name(const gw_model *model, size_t index)
{
    return index < gw_model_column_count(model) ? gw__kind(model->kind)->columns[index] : NULL;
}

size_t gw_model_columns_to_score(const gw_model *model)
{
    return gw__kind(model->kind)->columns_to_score;
}

size_t gw_model_score_count(const gw_model *model)
{
    return gw__kind(model->kind)->score_count;
}

const char *gw_model_score_name(const gw_model *model, size_t index)
{
    return index < gw_model_score_count(model) ? gw__kind(model->kind)->scores[index] : NULL;
}

gw_status gw_model_log_lik(double *log_lik_out, double *gradient_out, gw_context *context,
                           const gw_model *model, const double *params, const gw_cells *cells,
                           gw_error *err)
{
    double log_lik;
    double gradient[GW_MAX_PARAMETERS];
    GW_TRY(gw__check_params(model, params, err));
    GW_TRY(gw__check_cells(model, cells, err));
    GW_TRY(model->log_lik(&log_lik, gradient_out == NULL ? NULL : gradient, context, params, cells,
                          err));
    *log_lik_out = log_lik;
    for (size_t i = 0; gradient_out != NULL && i < model->parameter_count; i++)
        gradient_out[i] = gradient[i];
    return GW_OK;
}

static gw_status check_question(const gw_kind *kind, const gw_score_options *options, gw_error *err)
{
    double horizon = options->horizon;
    if (kind->looks_ahead && !(horizon == GW_FOREVER || (horizon >= 0.0 && isfinite(horizon))))
        return gw_error_set(err, GW_WRONG_USE,
                            "the horizon is %.17g, must be a finite time of at least 0, or forever",
                            horizon);
    if (kind->discounts && !isfinite(options->delta))
        return gw_error_set(err, GW_WRONG_USE, "the discount rate delta is %.17g, must be finite",
                            options->delta);
    return GW_OK;
}

gw_status gw_model_score(double *const *scores_out, gw_score_report *report, gw_context *context,
                         const gw_model *model, const double *params, const gw_cells *cells,
                         const gw_score_options *options, gw_error *err)
{
    gw_score_options used = GW_SCORE_OPTIONS_INIT;
    gw_score_report said = {0, ""};
    GW_TRY(gw_options_read(&used, sizeof used, options, "gw_score_options", err));
    GW_TRY(gw__check_params(model, params, err));
    GW_TRY(gw__check_cells(model, cells, err));
    GW_TRY(check_question(gw__kind(model->kind), &used, err));
    gw_forecast_question question = {used.horizon, used.delta};
    GW_TRY(model->score(scores_out, &said, context, params, cells, &question, err));
    if (report != NULL)
        *report = said;
    return GW_OK;
}

gw_status gw_model_pmf(double *pmf_out, size_t n, gw_context *context, const gw_model *model,
                       const double *params, const double *columns, double horizon, gw_error *err)
{
    gw_rows row = {.n = 1};
    for (size_t i = 0; i < gw_model_column_count(model); i++)
        row.columns[i] = &columns[i];
    if (model->pmf == NULL)
        return gw_error_set(err, GW_WRONG_USE, "%s counts nothing: it has no chances of counts",
                            model->name);
    if (!(horizon >= 0.0 && isfinite(horizon)))
        return gw_error_set(err, GW_WRONG_USE,
                            "the horizon is %.17g, must be a finite time of at least 0", horizon);
    GW_TRY(gw__check_params(model, params, err));
    GW_TRY(gw__check_rows(&row, model->kind, err));
    return n == 0 ? GW_OK : model->pmf(pmf_out, n, context, params, columns, horizon, err);
}

int gw_model_linear_in_mean(const gw_model *model)
{
    return model->linear_in_mean;
}

gw_status gw_model_log_next(double *log_next_out, gw_context *context, const gw_model *model,
                            const double *params, const gw_rows *seen, const gw_rows *next,
                            gw_error *err)
{
    (void)context;
    if (model->log_next == NULL)
        return gw_error_set(err, GW_WRONG_USE, "%s says nothing of amounts", model->name);
    GW_TRY(gw__check_params(model, params, err));
    GW_TRY(gw__check_rows(seen, model->kind, err));
    GW_TRY(gw__check_rows(next, model->kind, err));
    if (next->n != seen->n)
        return gw_error_set(err, GW_BAD_DATA,
                            "%zu customers were seen, but %zu have next occasions", seen->n,
                            next->n);
    for (size_t i = 0; i < next->n; i++)
        if (!(next->columns[0][i] > 0.0))
            return gw_error_set(err, GW_BAD_DATA,
                                "row %zu: there is no next occasion: x is 0, must be at least 1",
                                i + 1);
    for (size_t i = 0; i < seen->n; i++) {
        const double before[] = {seen->columns[0][i], seen->columns[1][i]};
        const double after[] = {next->columns[0][i], next->columns[1][i]};
        log_next_out[i] = model->log_next(params, before, after);
    }
    return GW_OK;
}

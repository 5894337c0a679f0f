#include "model_check.h"

#include <math.h>

#include "cells.h"
#include "error.h"
#include "kinds.h"

static gw_status out_of_domain(const gw_model *model, const gw_parameter *parameter, double value,
                               gw_error *err)
{
    if (isfinite(parameter->upper))
        return gw_error_set(err, GW_OUT_OF_DOMAIN, "%s: %s is %.17g, must lie between %g and %g",
                            model->name, parameter->name, value, parameter->lower,
                            parameter->upper);
    return gw_error_set(err, GW_OUT_OF_DOMAIN, "%s: %s is %.17g, must be a finite number above %g",
                        model->name, parameter->name, value, parameter->lower);
}

gw_status gw__check_params(const gw_model *model, const double *params, gw_error *err)
{
    for (size_t i = 0; i < model->parameter_count; i++) {
        const gw_parameter *parameter = &model->parameters[i];
        if (!(params[i] > parameter->lower && params[i] < parameter->upper))
            return out_of_domain(model, parameter, params[i], err);
    }
    return GW_OK;
}

gw_status gw__check_cells(const gw_model *model, const gw_cells *cells, gw_error *err)
{
    if (cells->kind == model->kind)
        return GW_OK;
    return gw_error_set(err, GW_WRONG_USE,
                        "the cells are those of a %s model, but %s is a %s model",
                        gw__kind(cells->kind)->name, model->name, gw__kind(model->kind)->name);
}

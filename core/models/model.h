/* What a model is, seen from the inside: one const table at the end of its file. */
#ifndef GW_MODEL_H
#define GW_MODEL_H

#include <goodwill/models.h>

#include "rng.h"

typedef struct gw_parameter {
    const char *name; /* the paper's letter */
    double lower;     /* open bounds of the domain */
    double upper;
    const char *doc;
} gw_parameter;

/* Search is in log-parameters, clipped to this range around the model's own scale. */
#define GW_LOG_RANGE 16.0

typedef struct gw_forecast_question {
    double horizon; /* >= 0, or GW_FOREVER */
    double delta;   /* < 0: no discounted value wanted */
} gw_forecast_question;

struct gw_model {
    const char *name;
    const char *title;
    const char *advice; /* one sentence for people: when to use it, and when not */
    gw_model_kind kind;
    size_t parameter_count;
    const gw_parameter *parameters;
    /* The model this one becomes at the edge of its range (NULL: none): a fit never ends below it.
     * widen() turns the nested model's parameters into a start of this one. */
    const gw_model *nested;
    void (*widen)(double *params_out, const double *nested_params, const gw_cells *cells);

    void (*start)(double *params_out, const gw_cells *cells);
    /* In the parameters' logs the scale of each is about this far from 0: centre_out[i]. */
    gw_status (*log_lik)(double *log_lik_out, double *gradient_out, gw_context *context,
                         const double *params, const gw_cells *cells, gw_error *err);
    gw_status (*score)(double *const *scores_out, gw_score_report *report, gw_context *context,
                       const double *params, const gw_cells *cells,
                       const gw_forecast_question *question, gw_error *err);
    /* NULL for models that count nothing. */
    gw_status (*pmf)(double *pmf_out, size_t n, gw_context *context, const double *params,
                     const double *columns, double horizon, gw_error *err);
    /* One customer; columns as gw_model_simulate, by value for this row. */
    void (*simulate)(double *columns, gw_rng *rng, const double *params);
};

#endif

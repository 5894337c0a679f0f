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

/* Searches run in the logarithms of the parameters, within this range (or the model's log_range)
 * around the model's own start (fit_problem.c). So all parameters are positive, and `start` scales
 * with the data's units. */
#define GW_LOG_RANGE 16.0

typedef struct gw_forecast_question {
    double horizon; /* >= 0, or GW_FOREVER */
    double delta;   /* < 0: no discounted value wanted */
} gw_forecast_question;

/* The prior of a posterior has no units: coordinates that are real numbers, each normal and
 * independent of the others, and a function that makes parameters of them. */
typedef struct gw_prior_coordinate {
    const char *name;
    double mean;
    double sd;
    const char *doc; /* what it is, and why so wide */
} gw_prior_coordinate;

/* Places in scores_out, as gw_model_score_name has them; those of count models serve discrete ones.
 */
typedef enum gw_count_score {
    GW_COUNT_LOG_LIK,
    GW_COUNT_LOG_P_ALIVE,
    GW_COUNT_P_ALIVE,
    GW_COUNT_EXPECTED,
    GW_COUNT_DISCOUNTED,
    GW_COUNT_SCORES
} gw_count_score;
/* Of contracts. */
typedef enum gw_contract_score {
    GW_CONTRACT_SURVIVAL,
    GW_CONTRACT_RETENTION,
    GW_CONTRACT_RESIDUAL,
    GW_CONTRACT_SCORES
} gw_contract_score;
typedef enum gw_spend_score { GW_SPEND_LOG_LIK, GW_SPEND_EXPECTED, GW_SPEND_SCORES } gw_spend_score;

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
    /* NULL, or a second place to search from, where the likelihood often has another hill. */
    void (*other_start)(double *params_out, const gw_cells *cells);
    /* parameter_count coordinates. place() gives the logs of the parameters, and their derivatives
     * slopes_out[i * parameter_count + j] of log i in coordinate j. `unit` carries the data's unit
     * (prior.h): the median age of customers, or the median mean order of those who came back. */
    const gw_prior_coordinate *prior;
    void (*place)(double *logs_out, double *slopes_out, const double *coordinates, double unit);
    gw_status (*log_lik)(double *log_lik_out, double *gradient_out, gw_context *context,
                         const double *params, const gw_cells *cells, gw_error *err);
    /* NULL, or log_lik without gradients for `count` rows of parameters at once: the values of
     * log_lik to rounding, -inf or NaN allowed. */
    gw_status (*log_liks)(double *log_liks_out, size_t count, gw_context *context,
                          const double *params, const gw_cells *cells, gw_error *err);
    gw_status (*score)(double *const *scores_out, gw_score_report *report, gw_context *context,
                       const double *params, const gw_cells *cells,
                       const gw_forecast_question *question, gw_error *err);
    /* NULL for models that count nothing. */
    gw_status (*pmf)(double *pmf_out, size_t n, gw_context *context, const double *params,
                     const double *columns, double horizon, gw_error *err);
    /* One customer; columns as gw_model_simulate, by value for this row. */
    void (*simulate)(double *columns, gw_rng *rng, const double *params);
    /* Spend models, for a customer seen with {x, mean_spend}: log density of the mean of next[0] >
     * 0 more occasions at next[1]. */
    double (*log_next)(const double *params, const double *seen, const double *next);
    int linear_in_mean; /* spend models: the expected order is a line in mean_spend, given x */
    /* Covariates (goodwill/covariates.h): the power of e^(gamma' z) that multiplies each parameter
     * of a customer who buys, and who leaves, e^(gamma' z) times as fast. All 0: none are known. */
    signed char buying_power[GW_MAX_PARAMETERS];
    signed char leaving_power[GW_MAX_PARAMETERS];
    double log_range; /* 0: GW_LOG_RANGE; where a limit that matters lies farther out, more */
    int on_request;   /* so slow that it is tried only when asked for by name */
};

/* Every registered model by name, for those that are nested in each other. */
#define GW_MODEL(name) extern const gw_model gw__model_##name;
#include "registry.def"
#undef GW_MODEL

#endif

/* goodwill: the probability models by themselves: list them, fit them, score customers with them.
 *
 * A model is an entry of core/models/registry.def. Its README says when to use it, with formulas
 * and source. Parameters keep their paper's letters. Times are real numbers in any one unit
 * (weeks, days, ...): parameters, horizons and rates then are in that unit too.
 *
 * Columns by kind of model, all of length n:
 * - count: x, repeat occasions, a whole number 0 to 1e9; t_x, age at the last one, 0 when x = 0; T,
 *   age now, t_x <= T <= 1e12.
 * - spend: x, occasions behind the mean, a whole number 0 to 1e9; mean_spend, their mean, > 0 when
 *   x > 0, not read when x = 0.
 * - contract: period, n for the n-th renewal, a whole number 0 to 1e6 (0: the start, when nobody
 *   can leave); active, how many of those up for it renewed, >= 0; lost, how many left at it, >= 0.
 *   Rows of several cohorts are simply listed together. To score, active and lost may be NULL.
 * - discrete: x, opportunities taken; t_x, the last one taken (0 when x = 0); n, how many there
 *   were: whole numbers, x <= t_x <= n <= 1e6.
 *
 * Since 0.1.
 */
#ifndef GOODWILL_MODELS_H
#define GOODWILL_MODELS_H

#include <goodwill/base.h>

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define GW_MAX_PARAMETERS 8
#define GW_MAX_COLUMNS 4
#define GW_MAX_SCORES 8
#define GW_MOST_PERIODS 1e6 /* of contracts, and opportunities of discrete models */

typedef enum gw_model_kind {
    GW_MODEL_COUNT,    /* occasions at any time */
    GW_MODEL_SPEND,    /* what an occasion is worth */
    GW_MODEL_CONTRACT, /* renewals, of customers who say when they leave */
    GW_MODEL_DISCRETE, /* occasions at fixed opportunities */
} gw_model_kind;

/* One model: constant, never freed, safe to share between threads. */
typedef struct gw_model gw_model;

/* The registered models, in the order of registry.def. */
GW_API size_t gw_model_count(void);
/* NULL when `index` >= gw_model_count(). */
GW_API const gw_model *gw_model_at(size_t index);
/* NULL when no model has this name. */
GW_API const gw_model *gw_model_find(const char *name);

GW_API const char *gw_model_name(const gw_model *model);   /* "pareto_nbd" */
GW_API const char *gw_model_title(const gw_model *model);  /* "Pareto/NBD" */
GW_API const char *gw_model_advice(const gw_model *model); /* when to use it, one sentence */
GW_API gw_model_kind gw_model_kind_of(const gw_model *model);
/* 1 for a model so slow on a large shop that it is tried only when asked for by name. */
GW_API int gw_model_on_request(const gw_model *model);
GW_API size_t gw_model_parameter_count(const gw_model *model);
GW_API const char *gw_model_parameter_name(const gw_model *model, size_t index); /* NULL past end */
GW_API const char *gw_model_parameter_doc(const gw_model *model, size_t index);  /* NULL past end */
GW_API size_t gw_model_column_count(const gw_model *model);
GW_API const char *gw_model_column_name(const gw_model *model, size_t index); /* NULL past end */
/* The first so many columns are all that scores depend on. */
GW_API size_t gw_model_columns_to_score(const gw_model *model);
/* What gw_model_score fills: for count and discrete models log_lik, log_p_alive, p_alive (of
 * discrete ones: at the next opportunity), expected, discounted; for spend models log_lik,
 * expected_spend; for contracts survival (the chance of renewing at least n times), retention (of
 * renewing the n-th time after n - 1), and residual (expected renewals from just before the n-th,
 * that one undiscounted). */
GW_API size_t gw_model_score_count(const gw_model *model);
GW_API const char *gw_model_score_name(const gw_model *model, size_t index); /* NULL past end */

/* ---- Rows and cells ------------------------------------------------------------------------- */

/* A table of customers, borrowed for the call. columns[i] is the model's i-th column; weight may
 * be NULL (each row counts once) and else is finite and > 0. */
typedef struct gw_rows {
    size_t n;
    const double *columns[GW_MAX_COLUMNS];
    const double *weight;
} gw_rows;

/* The distinct rows with their summed weights, sorted: customers with the same columns have the
 * same likelihood and the same forecast, so all work is done once a cell. Immutable; may be shared
 * by contexts. */
typedef struct gw_cells gw_cells;

/* Groups rows into cells. GW_BAD_DATA names the first bad row (counted from 1) and its field:
 * NaN, infinite, negative, x not whole, t_x > T, x = 0 with t_x > 0, mean_spend <= 0 with x > 0.
 * Zero rows are GW_BAD_DATA too. */
GW_API GW_MUST_USE gw_status gw_cells_create(gw_cells **out, gw_context *context,
                                             const gw_model *model, const gw_rows *rows,
                                             gw_error *err);
GW_API void gw_cells_free(gw_cells *cells);
GW_API size_t gw_cells_count(const gw_cells *cells);
/* The sum of all weights: how many customers stand behind the cells. */
GW_API double gw_cells_customers(const gw_cells *cells);
/* The i-th column over the cells, of length gw_cells_count; borrowed. NULL past the last column. */
GW_API const double *gw_cells_column(const gw_cells *cells, size_t index);
/* The weight of each cell; borrowed. */
GW_API const double *gw_cells_weight(const gw_cells *cells);
/* For each row given to gw_cells_create, the number of its cell; borrowed, of length n. */
GW_API const uint32_t *gw_cells_of_rows(const gw_cells *cells);

/* ---- Log-likelihood ------------------------------------------------------------------------- */

/* log_lik_out: the sum over cells of weight x log-likelihood. gradient_out (may be NULL): its
 * derivatives in the parameters, gw_model_parameter_count values. GW_OUT_OF_DOMAIN names a
 * parameter that is NaN, infinite or outside its range; GW_WRONG_USE for cells of another kind of
 * model; GW_NO_MEMORY; GW_CANCELLED. */
GW_API GW_MUST_USE gw_status gw_model_log_lik(double *log_lik_out, double *gradient_out,
                                              gw_context *context, const gw_model *model,
                                              const double *params, const gw_cells *cells,
                                              gw_error *err);

/* ---- Fit ------------------------------------------------------------------------------------ */

/* How a fit ended. Only GW_FIT_CONVERGED and GW_FIT_NOT_IDENTIFIED are answers about the data. */
typedef enum gw_fit_outcome {
    GW_FIT_CONVERGED,       /* a maximum, with standard errors */
    GW_FIT_NOT_IDENTIFIED,  /* the data do not fix all parameters: forecasts may still be used */
    GW_FIT_DID_NOT_MOVE,    /* no step from the start improved it */
    GW_FIT_ITERATION_LIMIT, /* stopped before a maximum was found */
} gw_fit_outcome;

typedef struct gw_fit_options {
    size_t size;         /* sizeof(gw_fit_options) */
    int max_iterations;  /* of one search; 0: 500 */
    const double *start; /* gw_model_parameter_count values to start from; NULL: the model's own */
} gw_fit_options;

#define GW_FIT_OPTIONS_INIT                                                                        \
    {                                                                                              \
        sizeof(gw_fit_options), 0, NULL                                                            \
    }

typedef struct gw_fit {
    double params[GW_MAX_PARAMETERS];
    double se[GW_MAX_PARAMETERS]; /* standard errors; NaN where not identified, or no answer */
    /* Covariance of the logs of the k parameters, row by row (k x k values used); NaN as se. */
    double log_covariance[GW_MAX_PARAMETERS * GW_MAX_PARAMETERS];
    double log_lik;   /* NaN when it is not finite at any start */
    double customers; /* sum of weights used */
    size_t cells;     /* distinct rows used */
    double left_out;  /* weight of rows that say nothing to this model (spend: x = 0) */
    gw_fit_outcome outcome;
    int iterations;    /* of all searches from all starts */
    int evaluations;   /* log-likelihoods with gradient, those for the standard errors included */
    double grad_norm;  /* largest |derivative in log-parameters| per customer at the end */
    char message[256]; /* the outcome in words, with what can still be said */
} gw_fit;

/* Maximum likelihood with standard errors from the observed information. Never below the start, nor
 * below the fit of the model nested in this one: other starts are tried when a search ends badly.
 * A log-likelihood above what customers of known rates could have is not believed. The same cells
 * give the same bits for any number of threads. Statuses as gw_model_log_lik, GW_WRONG_USE for bad
 * options; a fit that finds no maximum is not an error: see `outcome`. */
GW_API GW_MUST_USE gw_status gw_model_fit(gw_fit *out, gw_context *context, const gw_model *model,
                                          const gw_cells *cells, const gw_fit_options *options,
                                          gw_error *err);

/* ---- Posterior ------------------------------------------------------------------------------ */

/* How draws were made. */
typedef enum gw_posterior_method {
    GW_POSTERIOR_IMPORTANCE, /* importance sampling, its weights smoothed by a Pareto law (PSIS) */
    GW_POSTERIOR_HMC,        /* four chains of Hamiltonian Monte Carlo, where khat exceeded 0.7 */
} gw_posterior_method;

typedef struct gw_posterior_options {
    size_t size;  /* sizeof(gw_posterior_options) */
    size_t draws; /* to keep, up to 1e6; 0: 400 */
    uint64_t seed;
} gw_posterior_options;

#define GW_POSTERIOR_OPTIONS_INIT                                                                  \
    {                                                                                              \
        sizeof(gw_posterior_options), 0, 1                                                         \
    }

/* One parameter's marginal, from all points that were made, by their weights. */
typedef struct gw_posterior_summary {
    double mean;
    double sd;
    double q05;
    double q50;
    double q95;
    /* How many independent draws the points are worth for this parameter, whatever monotone
     * function of it is looked at. With z its normal scores: sum w (z - zbar)^2 over
     * sum w^2 (z - zbar)^2; of chains the bulk ESS (Vehtari et al. 2021). */
    double ess;
    double rhat; /* rank-normalised split R-hat of chains; NaN without chains */
} gw_posterior_summary;

typedef struct gw_posterior_report {
    gw_posterior_method method;
    size_t draws;       /* kept, each of equal weight */
    size_t points;      /* made, of which the draws were taken */
    size_t evaluations; /* of the likelihood, without those that found the mode */
    /* The shape of the importance weights' tail: below 0.5 good, up to 0.7 reliable, above it
     * chains were made instead. Also of the weights that chains replaced. */
    double khat;
    double ess; /* of all points, 1 / sum w^2; NaN for chains */
    /* Log of the likelihood averaged over the prior, with its standard error; models fitted to the
     * same cells compare by it. NaN for chains. */
    double log_evidence;
    double log_evidence_se;
    double unit;                    /* what the prior was measured by; see gw_model_posterior */
    double customers;               /* sum of the cells' weights */
    double mode[GW_MAX_PARAMETERS]; /* the parameters where the coordinates' density is highest */
    gw_posterior_summary parameters[GW_MAX_PARAMETERS];
    char message[256]; /* in words */
} gw_posterior_report;

/* Draws from the posterior of a model's parameters. */
typedef struct gw_posterior gw_posterior;

/* The posterior under the model's prior (its README): weak, and without units, as its coordinates
 * are measured by the data's own unit: the median age of customers (count models), the median mean
 * order of those who came back (spend models). With few customers it carries the answer, so there
 * always is one. Points are made until they are worth `draws` independent ones. Same cells and
 * seed, same bits, for any number of threads. Statuses as gw_model_log_lik; GW_WRONG_USE for bad
 * options. Free with gw_posterior_free. */
GW_API GW_MUST_USE gw_status gw_model_posterior(gw_posterior **out, gw_context *context,
                                                const gw_model *model, const gw_cells *cells,
                                                const gw_posterior_options *options, gw_error *err);
GW_API void gw_posterior_free(gw_posterior *posterior);
/* Borrowed. */
GW_API const gw_posterior_report *gw_posterior_report_of(const gw_posterior *posterior);
/* The draws, report.draws rows of gw_model_parameter_count values in random order; borrowed. */
GW_API const double *gw_posterior_draws(const gw_posterior *posterior);

/* ---- Scores --------------------------------------------------------------------------------- */

/* A horizon that never ends; allowed where the discounted (or undiscounted) value is finite. */
#define GW_FOREVER (-1.0)

typedef struct gw_score_options {
    size_t size;    /* sizeof(gw_score_options) */
    double horizon; /* >= 0 in the columns' time unit (discrete models: opportunities, a part of one
                       does not count), or GW_FOREVER; not read by spend models and contracts */
    double delta;   /* continuous discount rate per time unit, >= 0; negative: no `discounted`, and
                       no `residual` */
} gw_score_options;

#define GW_SCORE_OPTIONS_INIT                                                                      \
    {                                                                                              \
        sizeof(gw_score_options), 0.0, -1.0                                                        \
    }

/* What gw_model_score could not say. */
typedef struct gw_score_report {
    size_t undefined; /* cells with at least one score that does not exist (NaN in the output) */
    char reason[256]; /* why, in words; empty when undefined = 0 */
} gw_score_report;

/* Scores every cell. scores_out[i], of length gw_cells_count and owned by the caller, receives the
 * model's i-th score; scores_out[i] = NULL skips it. A score that does not exist is NaN and is
 * told in the report (may be NULL). Accuracy: 1e-10 relative (log_lik: absolute below 1) over the
 * whole domain. Statuses as gw_model_log_lik; GW_WRONG_USE for a bad horizon or delta. When the
 * call fails, what the arrays hold is undefined. */
GW_API GW_MUST_USE gw_status gw_model_score(double *const *scores_out, gw_score_report *report,
                                            gw_context *context, const gw_model *model,
                                            const double *params, const gw_cells *cells,
                                            const gw_score_options *options, gw_error *err);

/* The chances of k = 0 .. n-1 repeat occasions within `horizon` after T, for one customer given by
 * its columns (count models: {x, t_x, T}; {0, 0, 0} is a new customer). They sum to 1 over all k.
 * Absolute accuracy 1e-12. Statuses as gw_model_log_lik; GW_BAD_DATA for bad columns;
 * GW_WRONG_USE for a horizon that is not finite and >= 0, or a model that counts nothing. */
GW_API GW_MUST_USE gw_status gw_model_pmf(double *pmf_out, size_t n, gw_context *context,
                                          const gw_model *model, const double *params,
                                          const double *columns, double horizon, gw_error *err);

/* Spend models: whether the expected order is a line in mean_spend for each x, so that two points
 * of it tell all. 0 for other kinds. */
GW_API int gw_model_linear_in_mean(const gw_model *model);
/* Spend models: for each of seen->n customers, the log density of the mean amount of their next
 * next->columns[0] occasions (at least 1) at next->columns[1] > 0, given what was seen of them. The
 * score by which spend models are compared on data they have not seen. Weights are not read.
 * Statuses as gw_model_log_lik; GW_BAD_DATA for bad rows or another length of next; GW_WRONG_USE
 * for models of another kind. */
GW_API GW_MUST_USE gw_status gw_model_log_next(double *log_next_out, gw_context *context,
                                               const gw_model *model, const double *params,
                                               const gw_rows *seen, const gw_rows *next,
                                               gw_error *err);

/* Draws customers from the model: columns_out[i], of length n and owned by the caller. On entry
 * the last column of a count model (T), or x of a spend model, is given by the caller; the others
 * are filled. Same seed, same bits, for any number of threads. Statuses as gw_model_log_lik;
 * GW_BAD_DATA names the first row whose given value is out of range. */
GW_API GW_MUST_USE gw_status gw_model_simulate(double *const *columns_out, size_t n,
                                               gw_context *context, const gw_model *model,
                                               const double *params, uint64_t seed, gw_error *err);

#ifdef __cplusplus
}
#endif

#endif

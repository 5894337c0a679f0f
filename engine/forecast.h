/* The forecast of each cell: means over draws of the parameters, and a predictive range.
 *
 * The shown number is the mean over S draws of the parameters, never the value at the mode alone
 * (its error is the larger the fewer customers there are). Draws come from the posterior under the
 * model's prior, which has no units and carries the answer where customers are few. The range is
 * that of one customer's discounted occasions at the mean of the draws: 10 % lie below `low`, 10 %
 * above `high`. */
#ifndef GW_FORECAST_H
#define GW_FORECAST_H

#include <stdint.h>

#include <goodwill/models.h>

/* S draws of a model's parameters, row by row. */
typedef struct gw_draws {
    size_t n;
    size_t parameters;
    double *values; /* values[draw * parameters + parameter] */
    /* How reliable they are: see gw_posterior_report. */
    double khat;
    gw_posterior_method method;
} gw_draws;

/* n draws from the posterior, all of equal weight and in random order, so that the first m of them
 * are draws, too. Statuses of gw_model_posterior. Free with gw_draws_free. Same seed, same bits. */
gw_status gw_draws_create(gw_draws *out, gw_context *context, const gw_model *model,
                          const gw_cells *cells, size_t n, uint64_t seed, gw_error *err);
void gw_draws_free(gw_draws *draws, gw_context *context);

typedef struct gw_forecast_options {
    double horizon_days;
    double delta_per_day;
} gw_forecast_options;

/* One array per column of cell_score, each of length gw_cells_count, owned by the caller. */
typedef struct gw_forecast {
    double *p_alive;
    double *occasions;        /* expected within the horizon */
    double *discounted;       /* the same, discounted to today */
    double *discounted_low;   /* 10 % of such customers stay at or below */
    double *discounted_high;  /* 10 % go beyond */
    double *p_none;           /* the chance of no order within the horizon */
    double *discounted_years; /* expected years as a customer within the horizon, discounted */
} gw_forecast;

/* Cells in days. Calls `done` (may be NULL) with the share done, 0 to 1. GW_CANCELLED,
 * GW_NO_MEMORY. */
typedef void (*gw_share_fn)(double share, void *user);
gw_status gw_forecast_cells(gw_forecast *out, gw_context *context, const gw_model *model,
                            const gw_draws *draws, const gw_cells *cells,
                            const gw_forecast_options *options, gw_share_fn done, void *user,
                            gw_error *err);

/* E[paid on an occasion | x occasions of mean m] = c0 + c1 m for each of n values of x (whole, 0
 * allowed): means over the draws of a spend model. `anchor` > 0 is a typical m. Draws for which no
 * mean exists (heavy tails) are left out for that x; NaN when none is left. */
gw_status gw_spend_lines(double *c0_out, double *c1_out, gw_context *context, const gw_model *model,
                         const gw_draws *draws, const double *x, size_t n, double anchor,
                         gw_error *err);

#endif

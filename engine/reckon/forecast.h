/* The forecast of each cell: means over draws of the parameters, and a predictive range.
 *
 * The shown number is the mean over S draws of the parameters, never the value at the mode alone
 * (its error is the larger the fewer customers there are). The ranges are those of one customer's
 * discounted occasions, and of the money they bring, averaged over some of the draws: 10 % lie
 * below `low`, 10 % above `high`. */
#ifndef GW_FORECAST_H
#define GW_FORECAST_H

#include "chances.h"

/* Sees each draw's discounted occasions, one for each cell, in the order of the draws. */
typedef void (*gw_draw_fn)(size_t draw, const double *discounted, void *user);

typedef struct gw_forecast_options {
    double horizon_days;
    double delta_per_day;
    const gw_future *ranges; /* NULL: no ranges */
    gw_draw_fn each;         /* may be NULL */
    void *each_user;
} gw_forecast_options;

/* One array per column of cell_score, each of length gw_cells_count, owned by the caller. */
typedef struct gw_forecast {
    double *p_alive;
    double *occasions;        /* expected within the horizon */
    double *discounted;       /* the same, discounted to today */
    double *discounted_years; /* expected years as a customer within the horizon, discounted */
    /* Only with `ranges`. */
    double *discounted_low;  /* 10 % of such customers stay at or below */
    double *discounted_high; /* 10 % go beyond */
    double *p_none;          /* the chance of no order within the horizon */
    double *money_low;       /* as discounted_low, of money: in orders of the size expected */
    double *money_high;
    double *variance; /* of that money, discounted */
} gw_forecast;

/* Cells in days. Calls `done` (may be NULL) with the share done, 0 to 1. GW_CANCELLED,
 * GW_NO_MEMORY. */
typedef void (*gw_share_fn)(double share, void *user);
gw_status gw_forecast_cells(gw_forecast *out, gw_context *context, const gw_model *model,
                            const gw_draws *draws, const gw_cells *cells,
                            const gw_forecast_options *options, gw_share_fn done, void *user,
                            gw_error *err);
/* P(still a customer) of each cell, averaged over the draws. */
gw_status gw_forecast_alive(double *p_alive_out, gw_context *context, const gw_model *model,
                            const gw_draws *draws, const gw_cells *cells, gw_error *err);

/* E[paid on an occasion | x occasions of mean m] = c0 + c1 m^power, for each x; each array of
 * length n, owned by the caller. */
typedef struct gw_spend_table {
    double *c0, *c1;
    double *power; /* 1 where the model's expectation is linear in the mean, and for x = 0 */
    /* NULL, or every draw's c0 and c1, of the same power: each[(draw * n + i) * 2]; NaN where the
     * draw has no mean. */
    double *each;
} gw_spend_table;

/* For each of n values of x (whole, 0 allowed): means over the draws of a spend model. `anchor` > 0
 * is a typical m. Draws for which no mean exists (heavy tails) are left out for that x; NaN when
 * none is left. */
gw_status gw_spend_lines(const gw_spend_table *out, gw_context *context, const gw_model *model,
                         const gw_draws *draws, const double *x, size_t n, double anchor,
                         gw_error *err);

#endif

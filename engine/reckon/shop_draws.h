/* Totals within a draw: what all customers, and each group of them, bring together in each of the
 * ways things may go.
 *
 * A way is a draw of the parameters, shared by everybody; times a good or a bad year, shared by
 * everybody (the common shock, whose size past forecasts tell); times what chance does to each
 * customer by himself, of which only the sum over many is seen here: a gamma variable with its mean
 * and variance. What follows is kept as a factor on the expected total. Assumed settings come in
 * where the lines are read. Nothing is made that grows with customers times draws. */
#ifndef GW_SHOP_DRAWS_H
#define GW_SHOP_DRAWS_H

#include "common_shock.h"
#include "forecast.h"

#define GW_SHOP_WAYS                                                                               \
    400 /* the draws of the parameters are taken again and again until there are so many */

/* A group of cells; group 0 is everybody. */
typedef struct gw_shop_group {
    char name[48]; /* "everybody", "came 2023 Q2", "2-3 orders so far" */
    double customers;
    double money;    /* expected within the horizon, discounted */
    double variance; /* by chance, customers being independent */
} gw_shop_group;

typedef struct gw_shop_draws gw_shop_draws;

/* What is known of the cells before the forecast; borrowed, each of length n. */
typedef struct gw_shop_cells {
    size_t n;
    const double *customers;
    const double *own_means;   /* sum of customers' own mean orders, each to the lines' power */
    const double *size_growth; /* of the orders ahead over what the lines say; NULL: 1 */
    const uint32_t *size_of;   /* the place of each cell's x among the lines below */
    const uint32_t *groups[2]; /* two divisions of the cells into groups from 1 on */
} gw_shop_cells;

/* What is paid on an occasion, c0 + c1 x own mean, for each x; and by each of `draws` draws, where
 * each[(draw * n + i) * 2] is c0 (NaN: as the mean), or each NULL. */
typedef struct gw_shop_lines {
    size_t n;
    const double *c0, *c1;
    size_t draws;
    const double *each;
    double dispersion; /* of own means: variance over square mean */
} gw_shop_lines;

/* Sees at most `draws` draws of the count model. GW_NO_MEMORY. */
gw_status gw_shop_draws_create(gw_shop_draws **out, gw_context *context, const gw_shop_cells *cells,
                               const gw_shop_lines *lines, size_t groups, size_t draws,
                               gw_error *err);
void gw_shop_draws_free(gw_shop_draws *shop); /* accepts NULL */

/* A gw_draw_fn; user is the gw_shop_draws. */
void gw_shop_draws_add(size_t draw, const double *discounted, void *user);

/* Means and variances of the groups, from the forecast's own. */
void gw_shop_draws_finish(gw_shop_group *groups, const gw_shop_draws *shop,
                          const gw_forecast *forecast);

/* factors_out[0 .. GW_SHOP_WAYS - 1], of mean 1, in no order. shocks: one for each way. */
void gw_shop_draws_factors(double *factors_out, const gw_shop_draws *shop, size_t group,
                           const gw_shop_group *of, const double *shocks, uint64_t seed);

#endif

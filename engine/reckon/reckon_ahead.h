/* What the orders ahead will be like, by their number; for engine/reckon only. People climb to
 * dearer things, get a thank-you at their third order, begin a contract: what an order brings hangs
 * on which one it is. What the shop's own history says of each number is taken as it was. */
#ifndef GW_RECKON_AHEAD_H
#define GW_RECKON_AHEAD_H

#include "size_growth.h"

#include <goodwill/models.h>

#define GW_NUMBER_STEPS 11 /* occasions 1 to 8, 9-16, 17-32, more */
#define GW_SINCE_STEPS 6   /* days since the last order */
#define GW_REPEAT_STEPS 4  /* repeat buying days */

/* Contracts that will begin within the horizon. */
typedef struct gw__new_contract {
    double period;   /* days between two payments; 0: there are no contracts */
    double payments; /* of one until the horizon's end, discounted to its beginning */
    double expected; /* of all of them, discounted: filled with the cells */
} gw__new_contract;

typedef struct gw__ahead {
    gw_size_growth growth;
    /* On an occasion of each number. */
    double gift_cost[GW_NUMBER_STEPS];
    double gift_worth[GW_NUMBER_STEPS];
    /* Mistakes put right, an occasion, of those with so many occasions so far. */
    double repair_cost[GW_NUMBER_STEPS];
    double repair_worth[GW_NUMBER_STEPS];
    double begins[GW_NUMBER_STEPS]; /* a contract, of those without one so far */
    gw__new_contract new_contract;
    /* Messages not wanted within the horizon, not discounted; NaN: nobody got any message. */
    double unwanted[GW_SINCE_STEPS][GW_REPEAT_STEPS];
} gw__ahead;

/* One value for each cell, owned by the caller. */
typedef struct gw__ahead_cells {
    double *size_growth;
    double *gift_cost; /* with repairs */
    double *gift_worth;
    double *new_payments;
    double *unwanted; /* NaN: nobody got any message */
    double *number;   /* the mean number of an order ahead: x + 1 for the next */
    double *visits;   /* orders expected, at the parameters given */
} gw__ahead_cells;

/* The distinct histories of the shop: as the models see them, and in days. */
typedef struct gw__histories {
    gw_cells *cells;   /* in the time of the run's clock */
    double *own_means; /* of each cell: the sum of its customers' mean orders, each to the power of
                        * the spend lines */
    double *t_x, *age; /* of each cell, in days; of own_means' allocation */
} gw__histories;

struct gw__reckoning_run;

/* How orders grew with their number up to a day. */
gw_status gw__reckon_growth(gw_size_growth *out, struct gw__reckoning_run *run, int32_t last_day,
                            gw_error *err);
/* Reads the rest of run->ahead; before the cells. */
gw_status gw__reckon_ahead(struct gw__reckoning_run *run, gw_error *err);
/* At one value of the model's parameters. */
gw_status gw__ahead_of_cells(const gw__ahead_cells *out, struct gw__reckoning_run *run,
                             const gw_model *model, const double *params,
                             const gw__histories *histories, gw_error *err);
/* Lets the lines of each draw of the sizes of orders differ by a draw of their growth. */
gw_status gw__growth_into_draws(struct gw__reckoning_run *run, const gw__ahead_cells *ahead,
                                const gw_cells *cells, gw_error *err);

/* All but what is expected of all; {0} without contracts. */
gw_status gw__reckon_new_contract(gw__new_contract *out, struct gw__reckoning_run *run,
                                  gw_error *err);

#endif

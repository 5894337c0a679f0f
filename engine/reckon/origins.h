/* Rolling origins: several days of the past, what was known of customers at the end of each, and
 * what they did in the weeks after it. A model is asked for those weeks from each day, and may see
 * nothing later than it. */
#ifndef GW_ORIGINS_H
#define GW_ORIGINS_H

#include <stdbool.h>
#include <stdint.h>

#include <goodwill/models.h>

#include "check_sizes.h"

#define GW_MAX_ORIGINS 8
/* Chances are asked of at most about so many customers: what differs between models is then told to
 * a thousandth. */
#define GW_ORIGIN_CUSTOMERS 40000

typedef struct gw_origin_row {
    double x, t_x, age; /* as of the day */
    double mean_paid;   /* on a repeat occasion up to it; 0 when x = 0 */
    double came;        /* occasions in the days after it */
    double paid;        /* on them */
} gw_origin_row;

/* One origin: the rows' fields as columns, and whose they are. */
typedef struct gw_origin {
    int32_t cut_day;
    double days; /* how long after it */
    double time; /* that, in the time that t_x and age below are told in (clock.h) */
    size_t n;
    size_t capacity;
    double *x, *t_x, *age, *mean_paid, *came, *paid;
    uint32_t *who; /* 0 .. customers - 1 */
} gw_origin;

/* Starts from {0}. */
typedef struct gw_origins {
    size_t n;
    gw_origin at[GW_MAX_ORIGINS]; /* windows follow each other and do not overlap */
    size_t customers;             /* known at one of them at least */
    uint64_t one_in;              /* of all customers, one in so many is looked at */
} gw_origins;

/* Room for at most `customers` of the shop, of whom one in origins->one_in is put there. */
gw_status gw_origins_add(gw_origins *origins, gw_context *context, int32_t cut_day, double days,
                         size_t customers, gw_error *err);
/* False when there is no room for it (the hash chose more than their share). */
bool gw_origins_put(gw_origins *origins, size_t which, uint32_t who, const gw_origin_row *row);
void gw_origins_free(gw_origins *origins, gw_context *context);

/* One model, asked from every origin. */
typedef struct gw_origin_score {
    bool fitted;                 /* at every origin */
    double log_score;            /* mean log chance it gave to what came, per customer and origin */
    double money_off;            /* mean Poisson deviance of money, in orders of the mean size */
    double said[GW_MAX_ORIGINS]; /* occasions in all, from each origin */
    double spread[GW_MAX_ORIGINS]; /* standard error of that by customers' own chances */
} gw_origin_score;

/* Scores by customer, summed over the origins: what models are compared by, pair by pair, customers
 * being independent and the origins of one customer not. */
typedef struct gw_origin_sums {
    double *log_chance; /* of length origins->customers */
    double *money_off;
    double *chance; /* given to what came, row by row, origin after origin: gw_origins_rows */
} gw_origin_sums;

size_t gw_origins_rows(const gw_origins *origins);

/* Asks each of n count models from every origin; the arrays of sums[] are the caller's. `sizes`
 * (may be NULL) tells how large orders are. GW_NO_MEMORY, GW_CANCELLED. */
gw_status gw_origins_score(gw_origin_score *const *out, const gw_origin_sums *sums,
                           gw_context *context, const gw_origins *origins,
                           const gw_model *const *models, size_t n, const gw_check_sizes *sizes,
                           gw_error *err);

/* A fit that can be asked: with fewer than GW_FEW_CUSTOMERS the parameters are the posterior's
 * means, as the likelihood's highest point may then lie anywhere, and the outcome is that of the
 * posterior: there always is one. */
#define GW_FEW_CUSTOMERS 1000
gw_status gw_fit_to_ask(gw_fit *out, gw_context *context, const gw_model *model,
                        const gw_cells *cells, gw_error *err);
/* Whether a fit found parameters that can be asked. */
bool gw_fit_can_be_asked(const gw_fit *fit);

#endif

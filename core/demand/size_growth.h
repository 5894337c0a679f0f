/* How the size of somebody's orders changes from one to the next: people climb to dearer things, or
 * begin with a large one. The paid on a customer's j-th repeat occasion has the mean level f(j),
 * the level being the customer's own and f the shop's, f(1) = 1.
 *
 * Levels are not compared: only how each customer's own total is divided among his occasions. So
 * neither those who spend more and come more often, nor those who have left, look like growth.
 * log f is straight between j = 1, 3, 9, 27, 81 (in log j) and flat beyond. The Poisson
 * pseudo-likelihood with a level of its own for everybody (Hausman, Hall & Griliches 1984,
 * Econometrica 52) needs two tables only: what was paid on all j-th occasions, and what was paid in
 * all by those with x of them. Its covariance leaves out a 32nd of the customers in turn; towards
 * steady sizes it is drawn by a prior, so that few customers say little. */
#ifndef GW_SIZE_GROWTH_H
#define GW_SIZE_GROWTH_H

#include <stdbool.h>
#include <stddef.h>

#include <goodwill/base.h>

#include "rng.h"

#define GW_GROWTH_PARTS 4   /* of the line */
#define GW_GROWTH_LAST 81   /* f is flat from this occasion on */
#define GW_GROWTH_GROUPS 32 /* of customers, left out in turn */
#define GW_GROWTH_PRIOR_SD 0.3

/* f(1 .. 81) and its sums. */
typedef struct gw_size_table {
    double at[GW_GROWTH_LAST];
    double up_to[GW_GROWTH_LAST];
} gw_size_table;

typedef struct gw_size_growth {
    double slope[GW_GROWTH_PARTS];                    /* of log f over log j */
    double spread[GW_GROWTH_PARTS * GW_GROWTH_PARTS]; /* lower factor of their covariance */
    gw_size_table table;
} gw_size_growth;

/* One row a group and a number: what the group's customers paid on occasions of this number, and
 * what those with just so many paid in all. Rows in any order; groups below GW_GROWTH_GROUPS. */
typedef struct gw_growth_rows {
    size_t n;
    const double *group;
    const double *number; /* whole, 1 and more */
    const double *paid_at;
    const double *paid_of;
} gw_growth_rows;

/* Sizes as steady as nobody knows better. */
void gw_size_growth_none(gw_size_growth *out);
/* GW_NO_MEMORY. Where nothing can be told (nobody came back twice): as none. */
gw_status gw_size_growth_fit(gw_size_growth *out, gw_context *context, const gw_growth_rows *rows,
                             gw_error *err);

void gw_size_table_fill(gw_size_table *out, const double slope[GW_GROWTH_PARTS]);
double gw_size_at(const gw_size_table *table, size_t j);    /* j >= 1 */
double gw_size_up_to(const gw_size_table *table, size_t j); /* f(1) + .. + f(j); 0 for j = 0 */
double gw_size_mean(const gw_size_table *table, size_t j);  /* of f(1) .. f(j); f(1) for j = 0 */
/* A draw of what the sizes may be. */
void gw_size_growth_draw(gw_size_table *out, const gw_size_growth *growth, gw_rng *rng);

#endif

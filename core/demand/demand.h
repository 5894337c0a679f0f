/* How demand follows price, from prices that moved: units sold per product, region and period
 * against the price asked, with effects of product x region and of region x period taken out, so
 * that only what moved for some products and not for others counts.
 *
 * log E[units] = a_(product, region) + b_(region, period) + f(price), fitted as a Poisson
 * pseudo-likelihood (Santos Silva & Tenreyro 2006, Rev. Econ. Stat. 88(4): right for any spread of
 * units, zeros welcome) by reweighted least squares with both effects swept out (Correia, Guimaraes
 * & Zylkin 2020, Stata J. 20(1)). Standard errors are
 * clustered: by leaving out each cluster in turn (MacKinnon, Nielsen & Webb 2023, J. Econometrics
 * 232(2): CV3), with more than GW_DEMAND_JACKKNIFE clusters by the sandwich. */
#ifndef GW_DEMAND_H
#define GW_DEMAND_H

#include <goodwill/base.h>

#include <stdbool.h>
#include <stdint.h>

#define GW_DEMAND_JACKKNIFE 100

/* What the price does to demand: elasticity at the mean price epsilon. */
typedef enum gw_demand_form {
    GW_DEMAND_CONSTANT,    /* f = -epsilon ln p: the same elasticity at every price */
    GW_DEMAND_EXPONENTIAL, /* f = -alpha p: a logit whose shares are small */
    GW_DEMAND_LOG_LOG,     /* ln units by least squares, cells that sold nothing left out */
    GW_DEMAND_LOGIT,       /* units of `occasions` choices: log odds = ... - alpha p */
    GW_DEMAND_FORMS
} gw_demand_form;

/* One row a product, region and period. Groups and clusters are numbers 0 .. their count - 1. */
typedef struct gw_demand_rows {
    size_t n;
    const double *units;     /* >= 0 */
    const double *price;     /* > 0, the price asked of everybody */
    const double *occasions; /* logit only: choices made, >= units */
    const uint32_t *first;   /* product x region */
    const uint32_t *second;  /* region x period */
    const uint32_t *cluster;
    size_t first_count, second_count, cluster_count;
} gw_demand_rows;

typedef struct gw_demand_fit {
    gw_demand_form form;
    double slope;      /* of f: -epsilon (constant, log-log) or -alpha */
    double se;         /* of the slope, clustered; NaN for fewer than two clusters */
    double elasticity; /* at the mean price of a unit sold; of the logit at the mean share */
    double elasticity_se;
    double mean_price; /* of a unit sold */
    double deviance;   /* Poisson (binomial for the logit), summed over the rows used */
    size_t used;       /* rows; a product, region or period that sold nothing says nothing */
    size_t clusters;
    bool identified; /* false: prices did not move by themselves; no slope */
    bool converged;
} gw_demand_fit;

/* GW_BAD_DATA names the first bad row; GW_NO_MEMORY. */
GW_MUST_USE gw_status gw_demand_estimate(gw_demand_fit *out, gw_context *context,
                                         const gw_demand_rows *rows, gw_demand_form form,
                                         gw_error *err);

/* The check: cells are hidden in `folds` parts by a hash of their number, each part foreseen from
 * the others. difference = mean over cells of the deviance with the price less that without it
 * (negative: the price helps), with its standard error, cells being independent. */
typedef struct gw_demand_check {
    size_t cells;    /* hidden and foreseen, all folds together */
    double deviance; /* mean, with the price */
    double without;  /* mean, without */
    double difference;
    double difference_se;
    bool better; /* by more than two standard errors */
} gw_demand_check;
GW_MUST_USE gw_status gw_demand_hide(gw_demand_check *out, gw_context *context,
                                     const gw_demand_rows *rows, gw_demand_form form, int folds,
                                     gw_error *err);

#endif

/* The check that is made before a forecast is shown: hide the last part of the history, fit on what
 * came before, compare with what happened and with simple rules, and say in words who won. */
#ifndef GW_FORECAST_CHECK_H
#define GW_FORECAST_CHECK_H

#include <stdbool.h>
#include <stdint.h>

#include <goodwill/models.h>

#include "baseline.h"
#include "check_sizes.h"
#include "common_shock.h"
#include "origins.h"

/* Customers known before the hidden part: borrowed, each of length n. */
typedef struct gw_check_rows {
    gw_baseline_facts before;  /* as of the day before the hidden part */
    const double *hidden;      /* occasions in the hidden part */
    const double *hidden_paid; /* on them; NULL: nothing is said of money */
    const double *order_size;  /* expected of an occasion; NULL as above */
    double hidden_days;
    /* As the models see the customers and the hidden part, in the time of the shop's clock. */
    const double *t_x, *age;
    double time;
    const gw_origins *origins;   /* NULL: none; models are then compared by deviance */
    const gw_check_sizes *sizes; /* NULL: every order is as large as the others */
} gw_check_rows;

/* How good a candidate's forecast of the hidden part was; see core/proof/holdout.h. */
typedef struct gw_check_score {
    double customers;
    double actual;    /* what happened, summed */
    double predicted; /* what was said, summed */
    double bias;      /* predicted / actual - 1; NaN when nothing happened */
    double mae;
    double rmse;
    double deviance; /* mean Poisson deviance: the smaller the better */
} gw_check_score;

/* One candidate: a model, or a baseline (model = NULL). */
typedef struct gw_check_entry {
    const char *code;
    const char *title;
    const gw_model *model;
    gw_baseline baseline;
    bool tells_who_left; /* gives people who bought once a chance of being gone */
    gw_fit fit;          /* models */
    gw_check_score score;
    /* Models, from the rolling origins: */
    gw_origin_score looks;
    double behind; /* log score less than the best's, by customer over all origins; 0: the best */
    double behind_se;
    char reason[200]; /* why it is used, or not; one clause for people; empty of rules */
} gw_check_entry;

/* A total that was said of the hidden part, and what came; 80 of 100 times it lies between, by
 * customers' own chances and by what moves them all. */
typedef struct gw_check_total {
    double said, low, high;
    double came;
} gw_check_total;

#define GW_CHECK_MAX 32
#define GW_NOBODY ((size_t)-1)

typedef struct gw_check {
    size_t n;
    gw_check_entry entries[GW_CHECK_MAX]; /* models in the order of registry.def, then baselines */
    size_t used;  /* whose counts are used: the best model, or a baseline clearly better than it */
    size_t alive; /* who answers "still a customer?": the best model that can; or GW_NOBODY */
    size_t best_model; /* GW_NOBODY when none could be fitted */
    size_t best_baseline;
    double customers;
    double hidden_days;
    gw_check_sizes sizes;
    gw_check_total days; /* by the one used */
    gw_check_total paid; /* came is NaN where nothing is said of money */
    /* Of the rolling origins; looks = 0: none. */
    size_t looks;
    double look_days;                 /* how long after each */
    double look_customers;            /* asked */
    bool look_sampled;                /* not everybody */
    double look_came[GW_MAX_ORIGINS]; /* occasions in all, after each */
    gw_shock_facts shock;             /* of the best model's totals in them */
    size_t best_by_looks;             /* the entry with the highest log score; or GW_NOBODY */
    bool by_money;                    /* of equals the best model came clearly closest in money */
    char verdict[1400];               /* for people, some sentences */
} gw_check;

/* A baseline takes the place of the best model only when its mean deviance is lower by more than
 * this many standard errors of the paired difference: a tie goes to the model, and is said. */
#define GW_CHECK_CLEARLY 2.0

/* Fits and compares. `only` (may be NULL): this model instead of all. GW_BAD_DATA when nobody was
 * known before the hidden part; else statuses of the models. */
gw_status gw_check_run(gw_check *out, gw_context *context, const gw_check_rows *rows,
                       const gw_model *only, gw_error *err);

#endif

/* The reckoning: from exchanges to a forecast of every customer, checked first; and from both the
 * two sides of the ledger. It is written under a number of its own and becomes current all at once:
 * one that dies, or is cancelled, leaves the old one as it was. */
#ifndef GW_RECKON_H
#define GW_RECKON_H

#include "forecast_check.h"
#include "progress_fn.h"

typedef struct gw_store gw_store;

typedef struct gw_reckon_options {
    int32_t as_of;           /* a local day; INT32_MIN: the last day with a purchase */
    double horizon_days;     /* > 0 */
    const char *horizon;     /* as the user said it: "12 months" */
    double rate_per_year;    /* discounting, >= 0 */
    const char *model;       /* NULL or "auto": the one that wins the check */
    int32_t hide_from;       /* the check hides from this day on; INT32_MIN: the last third */
    size_t draws;            /* 0: 400, fewer for very many cells */
    uint64_t seed;           /* 0: 1 */
    const char *given_score; /* a table of the store with the columns of customer_score.sql: the
                              * forecast is taken from there, no model is fitted; NULL: none */
    gw_progress_fn progress; /* NULL: silence */
    void *user;
} gw_reckon_options;

#define GW_RECKON_OPTIONS_INIT                                                                     \
    {                                                                                              \
        INT32_MIN, 365.25, "12 months", 0.10, NULL, INT32_MIN, 0, 0, NULL, NULL, NULL              \
    }

typedef struct gw_reckoning {
    int64_t number;
    int32_t first_day;
    int32_t as_of;
    int32_t hidden_days; /* 0: too short a history to check anything */
    size_t customers;    /* with at least one occasion */
    int64_t occasions;
    size_t touched; /* customers read again; all, unless only new days came */
    size_t cells;
    size_t draws;
    const gw_model *model; /* whose counts are used; NULL: a simple rule's */
    const gw_model *alive; /* who answers "still a customer?" */
    gw_fit fit;            /* of the model, to the whole history */
    gw_check check;        /* valid when hidden_days > 0 */
    char spend_words[512]; /* how orders' sizes are foreseen */
    char words[2048];      /* the verdict, for people */
} gw_reckoning;

/* GW_BAD_DATA when there is no purchase up to as_of; GW_NOT_FOUND for an unknown model;
 * GW_WRONG_USE for a horizon or rate outside its range; GW_CANCELLED; statuses of the store. */
gw_status gw_reckon(gw_reckoning *out, gw_context *context, gw_store *store, gw_store *reader,
                    const gw_reckon_options *options, gw_error *err);

#endif

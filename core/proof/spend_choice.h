/* Which spend model tells best what customers pay, on occasions it has not seen? */
#ifndef GW_SPEND_CHOICE_H
#define GW_SPEND_CHOICE_H

#include <goodwill/models.h>

#define GW_SPEND_CHOICE_MAX 8
#define GW_SPEND_NONE ((size_t)-1)

/* A model must beat the first by so many standard errors of the paired difference in log score to
 * take its place: the first is the simplest, and a tie is its. */
#define GW_SPEND_CLEARLY 2.0

typedef struct gw_spend_entry {
    const gw_model *model;
    gw_fit fit;       /* to what was seen */
    int usable;       /* the fit converged, and everybody has an average order */
    double log_score; /* mean log density of a customer's hidden mean order, given what was seen */
    double lead;      /* log_score less that of the first model */
    double lead_se;   /* its standard error, customers being independent */
    double bias;      /* hidden money said / paid - 1, occasions being known */
    double mae;       /* mean over customers of |said - paid| per occasion */
} gw_spend_entry;

typedef struct gw_spend_choice {
    size_t n;
    gw_spend_entry entries[GW_SPEND_CHOICE_MAX]; /* spend models in the order of registry.def */
    size_t chosen;                               /* GW_SPEND_NONE when none is usable */
    double customers;                            /* with hidden occasions */
} gw_spend_choice;

/* seen: the spend models' columns before the hidden part (x = 0 allowed); hidden_x and hidden_mean,
 * of the same length: occasions in the hidden part, and their mean amount (> 0, not read where
 * hidden_x is 0). Fits every spend model to what was seen, asks each for the density of what was
 * hidden, and chooses. seen->weight is not read. GW_BAD_DATA when nobody has hidden occasions;
 * statuses of the models. */
gw_status gw_spend_choose(gw_spend_choice *out, gw_context *context, const gw_rows *seen,
                          const double *hidden_x, const double *hidden_mean, gw_error *err);

#endif

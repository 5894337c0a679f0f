/* The steps of a reckoning, for engine/reckon*.c only. */
#ifndef GW_RECKON_INSIDE_H
#define GW_RECKON_INSIDE_H

#include "columns.h"
#include "forecast.h"
#include "history.h"
#include "reckon.h"

/* One reckoning under way. */
typedef struct gw__reckoning_run {
    gw_context *context;
    gw_store *store;
    gw_store *reader;
    const gw_reckon_options *options;
    gw_reckoning *out;
    double delta_per_day;
    const gw_model *counts; /* the model whose counts are used; NULL: `rule` */
    const gw_model *alive;  /* the model asked who is still a customer */
    gw_baseline rule;
} gw__reckoning_run;

void gw__reckon_say(const gw__reckoning_run *run, const char *words, double share);

/* Fits the models to the whole history and writes cell_score and the draws. */
gw_status gw__reckon_cells(gw__reckoning_run *run, gw_error *err);
/* Writes spend_score and the draws of the spend model. */
gw_status gw__reckon_spend(gw__reckoning_run *run, gw_error *err);
/* Writes baseline_score when a simple rule is used. */
gw_status gw__reckon_rule(gw__reckoning_run *run, gw_error *err);
/* Appends draws to reckoning_draw. */
gw_status gw__reckon_keep_draws(gw__reckoning_run *run, const gw_model *model,
                                const gw_draws *draws, gw_error *err);

#endif

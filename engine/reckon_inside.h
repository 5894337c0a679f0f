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
    bool only_touched; /* the other customers' summaries are kept */
} gw__reckoning_run;

void gw__reckon_say(const gw__reckoning_run *run, const char *words, double share);

/* "DATE '2025-12-31'" */
#define GW__DAY_SQL_SIZE 32
void gw__day_sql(char out[GW__DAY_SQL_SIZE], int32_t day);

/* Makes the temporary view summary_next: every customer's history up to as_of; and the tables that
 * gw__reckon_publish_histories, inside the transaction that publishes, puts in the place of summary
 * and flow_rich. */
gw_status gw__reckon_histories(gw_check_sample *sample, gw__reckoning_run *run, gw_error *err);
gw_status gw__reckon_publish_histories(gw__reckoning_run *run, gw_error *err);

/* Fits the models to the whole history and writes cell_score and the draws. */
gw_status gw__reckon_cells(gw__reckoning_run *run, gw_error *err);
/* Writes spend_score and the draws of the spend model. */
gw_status gw__reckon_spend(gw__reckoning_run *run, gw_error *err);
/* Writes baseline_score when a simple rule is used. */
gw_status gw__reckon_rule(gw__reckoning_run *run, gw_error *err);
/* Writes what the pictures show: of the check, and of the fits to the whole history. */
gw_status gw__reckon_check_series(gw__reckoning_run *run, const gw_check_sample *sample,
                                  gw_error *err);
gw_status gw__reckon_fit_series(gw__reckoning_run *run, gw_error *err);
/* Appends draws to reckoning_draw. */
gw_status gw__reckon_keep_draws(gw__reckoning_run *run, const gw_model *model,
                                const gw_draws *draws, gw_error *err);

#endif

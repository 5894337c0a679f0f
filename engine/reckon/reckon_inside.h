/* The steps of a reckoning, for engine/reckon*.c only. */
#ifndef GW_RECKON_INSIDE_H
#define GW_RECKON_INSIDE_H

#include "clock.h"
#include "columns.h"
#include "forecast.h"
#include "history.h"
#include "reckon.h"
#include "reckon_ahead.h"
#include "series.h"
#include "shop_draws.h"

/* How large orders are: draws of the spend model (n = 0: none was fitted), and what is paid on an
 * occasion of the size of a first repeat one, c0 + c1 x own mean ^ power, for each x there is. */
typedef struct gw__spend {
    const gw_model *model;
    gw_draws draws;
    size_t n;
    double *x, *c0, *c1, *power;
    double *customers; /* with each x */
    double *each;      /* every draw's lines, see gw_spend_lines; NULL without draws */
    double dispersion; /* variance of customers' own means over its square mean */
} gw__spend;

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
    gw_season season; /* all below is asked of models in the time of `clock` */
    gw_clock clock;
    gw__spend spend;
    gw__ahead ahead;
    gw_check_total total; /* expected money of everybody, discounted; came is not read */
    bool only_touched;    /* the other customers' summaries are kept */
    int64_t after_today;  /* purchases and refunds with a day that has not come */
    int32_t last_after_today;
    bool blind; /* no purchase after its day is known */
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

/* Lines of run->out->words: purchases dated after today, where they are left out; which seasons
 * there are; how far totals were off in earlier looks; the groups that failed; what few customers
 * mean. */
/* Whether people come by seasons: tried on the hidden part, kept, and told to the check and to the
 * run.
 */
gw_status gw__reckon_season(gw__reckoning_run *run, gw_check_sample *sample, gw_error *err);

void gw__reckon_say_after_today(gw__reckoning_run *run);
void gw__reckon_say_season(gw__reckoning_run *run);
void gw__reckon_say_shock(gw__reckoning_run *run);
void gw__reckon_say_segments(gw__reckoning_run *run, const gw_series *series);
void gw__reckon_say_few(gw__reckoning_run *run);

/* So many days after the reckoning's, in the time that models are asked in. */
double gw__reckon_time(const gw__reckoning_run *run, double days);

/* Fits the models to the whole history and writes cell_score and the draws. */
gw_status gw__reckon_cells(gw__reckoning_run *run, gw_error *err);
/* Fills run->spend, writes spend_score and the draws of the spend model. */
gw_status gw__reckon_spend(gw__reckoning_run *run, gw_error *err);
void gw__spend_free(gw__spend *spend, gw_context *context);
/* The mean size of all repeat occasions there were, by this table. */
double gw__mean_size(const gw__spend *spend, const gw_size_table *table);
/* Writes baseline_score when a simple rule is used. */
gw_status gw__reckon_rule(gw__reckoning_run *run, gw_error *err);
/* Writes what the pictures show: of the check, and of the fits to the whole history. */
gw_status gw__reckon_check_series(gw__reckoning_run *run, const gw_check_sample *sample,
                                  gw_error *err);
gw_status gw__reckon_fit_series(gw__reckoning_run *run, gw_error *err);
/* The ways things may go, while one model's forecast is made. Starts from {0}. */
typedef struct gw__ways {
    double mean[GW_MAX_PARAMETERS];
    double mean_params[GW_MAX_PARAMETERS]; /* over all draws */
    gw_draws some; /* the draws that single customers' ranges are averaged over */
    double shocks[GW_SHOP_WAYS];
    double horizons[GW_SHOP_WAYS];
    gw_order_sizes *sizes;
    gw_future future; /* for gw_forecast_options.ranges */
    gw_shop_draws *shop;
    gw_shop_group *groups;
    uint32_t group_count;
    uint32_t *places;
} gw__ways;
/* Before the forecast: the ranges to ask for; and whom to watch. */
gw_status gw__ways_begin(gw__ways *ways, gw__reckoning_run *run, const gw_model *model,
                         const gw_draws *draws, const gw_cells *cells, gw_error *err);
gw_status gw__ways_watch(gw__ways *ways, gw__reckoning_run *run, const gw__histories *histories,
                         const double *size_growth, size_t draws, gw_error *err);
/* After it: writes group_expected and shop_way. */
gw_status gw__ways_keep(gw__ways *ways, gw__reckoning_run *run, const gw_forecast *forecast,
                        gw_error *err);
/* What is said of the next weeks, months, and the horizon, to be judged later; then, while
 * publishing, of some customers. Nothing when days after the reckoning's are known. */
gw_status gw__reckon_keep_forecast(gw__ways *ways, gw__reckoning_run *run, const gw_model *model,
                                   const gw__histories *histories, const gw_forecast *forecast,
                                   const double *size_growth, gw_error *err);
gw_status gw__reckon_publish_forecast(gw__reckoning_run *run, gw_error *err);
gw_status gw__ways_without_forecast(gw__reckoning_run *run, gw_error *err);
void gw__ways_free(gw__ways *ways, gw_context *context);

/* Appends draws to reckoning_draw. */
gw_status gw__reckon_keep_draws(gw__reckoning_run *run, const gw_model *model,
                                const gw_draws *draws, gw_error *err);

#endif

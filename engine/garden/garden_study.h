/* What would have been: people at the moment of an incident, a thank-you, a repair or a coupon live
 * the next 365 days again, with it and without, on the same draws. */
#ifndef GW_GARDEN_STUDY_H
#define GW_GARDEN_STUDY_H

#include "garden_arrivals.h"
#include "garden_rows.h"

#define GW_GARDEN_CASES 2000 /* at most, of a kind */
#define GW_GARDEN_CASE_RUNS 50
#define GW_GARDEN_STUDY_DAYS 365

/* What one choice changes, in the mean over pairs of runs: money to us, orders. */
typedef struct gw_garden_effect {
    double money, money_se;
    double orders, orders_se;
} gw_garden_effect;

#define GW_GARDEN_ARMS 2 /* beside doing nothing */

typedef struct gw_garden_studies {
    gw_context *context;
    size_t count[GW_GARDEN_STUDIES];
    gw_garden_case *cases[GW_GARDEN_STUDIES]; /* a heap, the highest lot on top */
    gw_garden_effect (*effects[GW_GARDEN_STUDIES])[GW_GARDEN_ARMS];
} gw_garden_studies;

/* Called between rounds of long work, from the calling thread: GW_CANCELLED ends it. */
typedef gw_status (*gw_garden_pause_fn)(double share, void *user, gw_error *err);

GW_MUST_USE gw_status gw_garden_studies_begin(gw_garden_studies *out, gw_context *context,
                                              gw_error *err);
void gw_garden_studies_free(gw_garden_studies *studies);
/* Cases with a lot from here on need not be offered. */
uint64_t gw_garden_studies_limit(const gw_garden_studies *studies, gw_garden_study study);
/* Keeps the cases with the lowest lots: the same ones in whatever order they come. */
void gw_garden_studies_offer(gw_garden_studies *studies, const gw_garden_case *one);
/* Lives everything again. */
GW_MUST_USE gw_status gw_garden_studies_run(gw_garden_studies *studies,
                                            const gw_garden_world *world, const gw_garden_run *runs,
                                            gw_garden_pause_fn pause, void *user, gw_error *err);
/* Writes the effects of incidents into the list, which is in the order of people. */
void gw_garden_studies_tell(const gw_garden_studies *studies, gw_garden_incident *incidents,
                            size_t n);
/* The text of truth/effects.json. */
GW_MUST_USE gw_status gw_garden_effects_json(gw_strbuf *out, const gw_garden_studies *studies,
                                             const gw_garden_arrivals *arrivals,
                                             const gw_garden_run *runs, gw_error *err);

/* Money to us of a tally: the sum of its lines to us. */
double gw_garden_money(const gw_garden_tally *tally);

#endif

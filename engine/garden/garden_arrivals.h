/* Who comes on which day: the one place where people of the garden meet. What has been said and
 * done on earlier days decides; on a day itself, friends come first. */
#ifndef GW_GARDEN_ARRIVALS_H
#define GW_GARDEN_ARRIVALS_H

#include "garden_life.h"
#include "strbuf.h"

typedef struct gw_garden_arrivals {
    const gw_garden_world *world;
    gw_context *context;
    int32_t wanted; /* people in all */
    int32_t count;  /* who have come */
    double rate;    /* by themselves a day, in season 1 */
    uint64_t ordinal[GW_GARDEN_CHANNELS];
    int32_t came[GW_GARDEN_MONTHS][GW_GARDEN_CHANNELS];
    int32_t taken[GW_GARDEN_LAST + 128]; /* searchers who came earlier, as friends */
    int32_t stars[GW_GARDEN_LAST + 1 - GW_GARDEN_OLDEST];         /* their sum */
    int32_t reviews[GW_GARDEN_LAST + 1 - GW_GARDEN_OLDEST];       /* how many */
    int32_t reviews_of[GW_GARDEN_LAST + 1 - GW_GARDEN_OLDEST][6]; /* by stars */
    int32_t today_count;                                          /* people of the day */
    gw_garden_person *today;
    size_t today_room;
    gw_strbuf friends[GW_GARDEN_LAST + 1]; /* gw_garden_news, by the day they come */
    gw_strbuf referrals;                   /* rows of referrals.csv */
} gw_garden_arrivals;

void gw_garden_arrivals_begin(gw_garden_arrivals *out, gw_context *context,
                              const gw_garden_world *world, int32_t wanted);
void gw_garden_arrivals_free(gw_garden_arrivals *arrivals);

/* Those who came before the files, into `today`. GW_NO_MEMORY. */
GW_MUST_USE gw_status gw_garden_arrivals_older(gw_garden_arrivals *arrivals, gw_error *err);
/* Those of a day, into `today`; days are asked for in their order, the news of all earlier days
 * having been told. GW_NO_MEMORY. */
GW_MUST_USE gw_status gw_garden_arrivals_of(gw_garden_arrivals *arrivals, int day, gw_error *err);
/* In the order of people, and of each person's days. */
void gw_garden_arrivals_hear(gw_garden_arrivals *arrivals, const gw_garden_news *news);

/* What the stars of the 90 days before do to searches: e^(review_effect (mean - 4)), 1 without
 * reviews. `without_day` and `without_stars`: as if this review had not been; 0 stars: as it was.
 */
double gw_garden_review_factor(const gw_garden_arrivals *arrivals, int day, int without_day,
                               int without_stars);

#endif

/* Whether people come by seasons, and by which: how often in each month of the year, beside what a
 * model that knows none expects of the same customers. */
#ifndef GW_SEASON_H
#define GW_SEASON_H

#include <goodwill/models.h>

#include "clock.h"
#include "walk.h"

/* What a season is learned from: of all days up to until_day who first came and how many came back;
 * and histories, in days, as of rows_day. Borrowed. */
typedef struct gw_season_facts {
    const gw_walk_tally *tally;
    int32_t until_day;
    int32_t rows_day;
    size_t n;
    const double *x, *t_x, *age;
} gw_season_facts;

/* Every month must have been seen twice: within one year a season and customers who leave look
 * alike. */
#define GW_SEASON_DAYS 728

/* By turns: the model is fitted in the clock of the season known so far; the season is what came in
 * each month over what the fit expects of it, drawn to 1 where little came. `season` is where to
 * start; it is left unknown when there is less than that, or no fit. GW_NO_MEMORY, GW_CANCELLED.
 */
gw_status gw_season_learn(gw_season *season, gw_context *context, const gw_season_facts *facts,
                          gw_error *err);

/* Whether the months from facts->until_day to `last_day` divide what came among them clearly more
 * as this season, learned from before them, says, than as without: by the log chance of that
 * division, beyond two standard errors. False with fewer than GW_SEASON_TESTED months. */
#define GW_SEASON_TESTED 4
gw_status gw_season_helps(bool *out, gw_context *context, const gw_season_facts *facts,
                          const gw_season *season, int32_t last_day, gw_error *err);

/* E[X(t)] of a new customer for t = 0 .. n - 1. GW_NO_MEMORY; statuses of the model. */
gw_status gw_course_of_one(double *out, gw_context *context, const gw_model *model,
                           const double *params, size_t n, gw_error *err);

#endif

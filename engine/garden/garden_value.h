/* What people are worth at the last day of the files: each lives the next two years 200 times. */
#ifndef GW_GARDEN_VALUE_H
#define GW_GARDEN_VALUE_H

#include "garden_folder.h"
#include "garden_study.h"

#define GW_GARDEN_VALUED 5000 /* people, at most */
#define GW_GARDEN_VALUE_RUNS 200

/* Whether this person is one of those, of so many: every k-th. */
bool gw_garden_is_valued(int32_t number, int32_t people);
/* Writes truth/value.csv: of `n` lives as of the end of the last day. runs: 0 to
 * GW_GARDEN_VALUE_RUNS. */
GW_MUST_USE gw_status gw_garden_value(gw_garden_folder *folder, gw_context *context,
                                      const gw_garden_world *world, const gw_garden_run *runs,
                                      const gw_garden_life *lives, size_t n,
                                      gw_garden_pause_fn pause, void *user, gw_error *err);

#endif

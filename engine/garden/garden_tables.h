/* The tables that belong to nobody: products, prices, costs, referrals, incidents, settings. */
#ifndef GW_GARDEN_TABLES_H
#define GW_GARDEN_TABLES_H

#include "garden_arrivals.h"
#include "garden_folder.h"

/* GW_NO_MEMORY. */
GW_MUST_USE gw_status gw_garden_tables(gw_garden_folder *folder, gw_context *context,
                                       const gw_garden_world *world, const gw_garden_run *run,
                                       const gw_garden_arrivals *arrivals, gw_error *err);
void gw_garden_table_incidents(gw_garden_folder *folder, const gw_garden_world *world,
                               const gw_garden_incident *incidents, size_t n);
/* The text of truth/settings.json. GW_NO_MEMORY. */
GW_MUST_USE gw_status gw_garden_settings_json(gw_strbuf *out, const gw_garden_world *world,
                                              int32_t customers, gw_error *err);

#endif

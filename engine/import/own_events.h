/* A file of events: Segment's track calls, as RudderStack and PostHog write them too, or
 * CloudEvents. kinds.def has the events' names, own_kinds.def the properties. */
#ifndef GW_OWN_EVENTS_H
#define GW_OWN_EVENTS_H

#include "import_source.h"
#include "shop.h"

/* Whether the file's columns are those of events. */
bool gw_own_is_events(const gw_import_source *source);

/* Keeps the file's events as the temporary table import_events, for as long as the import runs. */
GW_MUST_USE gw_status gw_own_events_keep(gw_shop *shop, const gw_import_source *source,
                                         gw_error *err);

#endif

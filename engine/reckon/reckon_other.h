/* The other half of a reckoning: what passed besides purchases, who is credited with whom, and how
 * demand follows the price. Written into tables that end in _next, which are put in place with the
 * rest of the reckoning. */
#ifndef GW_RECKON_OTHER_H
#define GW_RECKON_OTHER_H

#include "reckon_inside.h"

/* The SQL of passed.sql up to a day, for the customers the condition `who` names. */
gw_status gw__passed_sql(gw_strbuf *out, int32_t as_of, const char *who, gw_error *err);

/* After the forecast of the cells, before the reckoning is published. */
gw_status gw__reckon_other(gw__reckoning_run *run, gw_error *err);
/* Inside the transaction that publishes. */
gw_status gw__reckon_publish_other(gw__reckoning_run *run, gw_error *err);

/* The steps, in their order. */
gw_status gw__reckon_links(gw__reckoning_run *run, gw_error *err);
gw_status gw__reckon_referrals(gw__reckoning_run *run, gw_error *err);
gw_status gw__reckon_contracts(gw__reckoning_run *run, gw_error *err);
gw_status gw__reckon_demand(gw__reckoning_run *run, gw_error *err);

#endif

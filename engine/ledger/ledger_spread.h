/* The range of each total, and what a total would be with settings elsewhere. */
#ifndef GW_LEDGER_SPREAD_H
#define GW_LEDGER_SPREAD_H

#include "ledger.h"
#include "settings.h"

/* Fills low and high of the rows of a page of totals: in 80 of 100 of the ways things may go the
 * total lies between them. */
gw_status gw__ledger_spread(gw_ledger_page *page, gw_shop *shop, gw_view view, gw_error *err);

/* The lines' totals of all of `customers`, or of every n-th where they are many, without ranges;
 * nothing else of the page. */
gw_status gw__ledger_sample(gw_ledger_page *out, gw_shop *shop, gw_view view, size_t customers,
                            gw_error *err);
/* The elasticity that prices told, where they did. */
gw_status gw__ledger_estimate(gw_setting *out, bool *any_out, gw_shop *shop, gw_error *err);

#endif

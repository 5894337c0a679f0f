/* The range of each total, for ledger.c only. */
#ifndef GW_LEDGER_SPREAD_H
#define GW_LEDGER_SPREAD_H

#include "ledger.h"

/* Fills low and high of the rows of a page of totals: in 80 of 100 of the ways things may go the
 * total lies between them. */
gw_status gw__ledger_spread(gw_ledger_page *page, gw_shop *shop, gw_view view, gw_error *err);

#endif

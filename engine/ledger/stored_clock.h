/* The clock a reckoning asked its model by. */
#ifndef GW_STORED_CLOCK_H
#define GW_STORED_CLOCK_H

#include "clock.h"
#include "ledger.h"

/* The calendar itself where the reckoning found no seasons. Free with gw_clock_free. GW_NO_MEMORY;
 * statuses of the store. */
gw_status gw_stored_clock(gw_clock *out, gw_shop *shop, const gw_current *current, gw_error *err);

#endif

/* The realised lines as they were on an earlier day: summed again from the exchanges. */
#ifndef GW_LEDGER_PAST_H
#define GW_LEDGER_PAST_H

#include "gains.h"

/* Of everybody (customer_id NULL) or of one; expected amounts are missing. Lines that rest on
 * settings use today's. */
gw_status gw_ledger_on(gw_ledger_page *out, gw_shop *shop, const char *customer_id, int32_t day,
                       gw_error *err);

/* What the realised lines of `later` are more than those of `earlier`, money lines and counts. */
void gw_ledger_between(gw_ledger_page *out, const gw_ledger_page *later,
                       const gw_ledger_page *earlier);

/* The last twelve months against the twelve before: both sides and our share; of more than 50,000
 * customers told by some of them. */
typedef struct gw_trend {
    gw_gains year;
    gw_gains year_before; /* verdict GW_NOTHING_KNOWN: the history is too short */
} gw_trend;
gw_status gw_trend_read(gw_trend *out, gw_shop *shop, const char *customer_id, gw_error *err);

#endif

/* What one customer is expected to do, told so that it can be acted on: how many orders, and when
 * the next one comes. From the draws of the current reckoning. */
#ifndef GW_NEXT_ORDERS_H
#define GW_NEXT_ORDERS_H

#include "ledger.h"

/* A next order is waited for so long; whoever comes later than that is not waited for. */
#define GW_LONGEST_WAIT_DAYS 3652.5

typedef struct gw_next_orders {
    bool known;         /* false: no order kept, or the forecast is none of a model's draws */
    double p_any;       /* the chance of at least one order within the horizon */
    size_t most_likely; /* how many within the horizon */
    size_t low, high;   /* at least 80 of 100 times between, both included */
    /* The next order, given that one comes within ten years: as likely before `day` as after it,
     * and 80 of 100 times between. */
    double p_ever; /* that one comes within ten years */
    int32_t day, day_low, day_high;
} gw_next_orders;

/* All four sources of spread but assumed settings, which change no count: the draws, chance, and
 * the common shock as a longer or shorter horizon. GW_NOT_FOUND for a customer who is not there. */
GW_MUST_USE gw_status gw_next_orders_read(gw_next_orders *out, gw_shop *shop,
                                          const char *customer_id, gw_error *err);

#endif

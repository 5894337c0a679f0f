/* What winning customers cost, by channel and month, shared among those who came through it then.
 * The shares are exchanges, made anew when customers or costs come or go: the order of imports is
 * all one. */
#ifndef GW_SPEND_H
#define GW_SPEND_H

#include "shop.h"

#define GW_SPEND_LEFT_MAX 8

typedef struct gw_spend {
    int64_t shared_e4;
    int64_t customers; /* among whom */
    int64_t left_e4;   /* in months in which nobody is known to have come through the channel */
    size_t left;       /* the first of them */
    struct {
        char channel[48];
        char month[8];
    } of[GW_SPEND_LEFT_MAX];
} gw_spend;

/* Inside a transaction; does nothing in a store without such costs. */
GW_MUST_USE gw_status gw_spend_share(gw_shop *shop, gw_error *err);
/* How it stands. */
GW_MUST_USE gw_status gw_spend_read(gw_spend *out, gw_shop *shop, gw_error *err);

#endif

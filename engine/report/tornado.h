/* Which setting moves our share of the gains, and where a verdict turns: the numbers of a tornado
 * chart.
 *
 * Each setting in turn is put at its low and at its high, the others as they are, and the ledger of
 * everybody (of every n-th, where there are many) is read again, from settings put in front of the
 * store's, which is not changed. The elasticity that prices told is such a setting, too. */
#ifndef GW_TORNADO_H
#define GW_TORNADO_H

#include "gains.h"

typedef struct gw_tornado_bar {
    char key[48];
    double low, likely, high; /* of the setting */
    double share_low, share,
        share_high; /* our share of the gains so far, there; NaN: in words only */
    gw_verdict at_low, at_high;
    bool turns;     /* a verdict changes, or who gets more, within low to high */
    double turning; /* the setting where it does */
} gw_tornado_bar;

#define GW_TORNADO_MAX 32
typedef struct gw_tornado {
    size_t n; /* settings that move anything, the one that moves most first */
    gw_tornado_bar bars[GW_TORNADO_MAX];
    gw_gains gains; /* with every setting as it is */
} gw_tornado;

/* expected: of what is expected, not of what happened. A setting with one value only is tried from
 * half to twice of it (shares at most 1). customers: how many there are. Verdicts are of the
 * amounts alone, without their ranges. */
gw_status gw_tornado_read(gw_tornado *out, gw_shop *shop, size_t customers, bool expected,
                          gw_error *err);

#endif

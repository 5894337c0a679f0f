/* How well the estimates of a store meet the truth of the simulated shop whose files it holds. */
#ifndef GW_TRUTH_H
#define GW_TRUTH_H

#include "ledger.h"

typedef struct gw_recovery {
    char what[96];
    double estimate, low, high; /* 80 of 100 times between */
    double truth;
    double truth_error; /* of the truth itself, simulated; 0: exact */
    char breaks[96];    /* what may keep it outside; "" */
    bool inside;        /* the truth, given two of its own errors, lies between low and high */
} gw_recovery;

#define GW_RECOVERIES_MAX 16
typedef struct gw_recovery_table {
    size_t n;
    gw_recovery rows[GW_RECOVERIES_MAX];
    size_t customers; /* whose truth is known */
    char beware[512]; /* what keeps the two from being the same question; "" */
} gw_recovery_table;

/* `folder`: the truth/ of goodwill simulate. GW_NOT_FOUND without a reckoning or without the files;
 * GW_BAD_DATA when they are none of a garden's. */
gw_status gw_truth_read(gw_recovery_table *out, gw_shop *shop, const char *folder, gw_error *err);

#endif

/* Published values of referring customers, as formulas by themselves.
 *
 * The ledger does not add these up: it moves one flow between people (credit.h). They are here to
 * be compared with the literature, and with firms that count this way. */
#ifndef GW_REFERRAL_VALUE_H
#define GW_REFERRAL_VALUE_H

#include <stdbool.h>
#include <stddef.h>

/* What one referred customer brought in one period after the referral. */
typedef struct gw_referred_flow {
    double period;             /* t >= 0, in the unit of the rate */
    bool would_have_come;      /* type 2: only the saved cost of winning counts */
    double margin;             /* A */
    double referral_cost;      /* a */
    double marketing_cost;     /* M */
    double saved_winning_cost; /* ACQ1, ACQ2 */
} gw_referred_flow;

/* Customer referral value: sum over type 1 of (A - a - M + ACQ1) / (1 + rate)^t plus sum over type
 * 2 of ACQ2 / (1 + rate)^t (Kumar, Petersen & Leone 2007, HBR 85(10); 2010, J. Marketing 74(5)).
 * count_saved_cost = false leaves ACQ1 out: who would not have come at all saves nothing. NaN for a
 * rate <= -1. */
double gw_customer_referral_value(const gw_referred_flow *flows, size_t n, double rate,
                                  bool count_saved_cost);

#endif

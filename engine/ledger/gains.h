/* Who gets how much of the gains from trade: shares, in per cent where that makes sense and in
 * words where it does not. Own view, sums over sums, without those not here yet. */
#ifndef GW_GAINS_H
#define GW_GAINS_H

#include "ledger.h"

typedef enum gw_verdict {
    GW_BOTH_GAIN, /* a percentage makes sense */
    GW_WE_PAY,    /* they gain, we lose: "we pay for this" */
    GW_AT_THEIR_EXPENSE,
    GW_LOST_ON_BOTH,
    GW_TOO_FEW_TO_SAY, /* the range of the sum of both sides reaches over 0 */
    GW_NOTHING_KNOWN,  /* a side has no measured line in money, or none that is not 0 */
} gw_verdict;
/* "we pay for this", ...; "" for GW_BOTH_GAIN. */
const char *gw_verdict_words(gw_verdict verdict);

/* Take rate = to us / (to us + to them): our share of the gains. */
typedef struct gw_gains {
    gw_verdict verdict;
    double to_us; /* major units */
    double to_them;
    double take_rate; /* 0 to 1; NaN unless both gain */
    bool at_most;     /* a line to them in money is not measured: they may have got more */
    bool assumed;     /* most of what they got rests on settings */
} gw_gains;

/* Of what happened, or of what is expected, on a page of the own view. */
void gw_gains_of(gw_gains *out, const gw_ledger_page *page, bool expected);

/* Paid / (paid + their surplus at the price paid): the share of the worth of our goods that the
 * price takes; NaN where the surplus is not measured. */
double gw_price_share(const gw_ledger_page *page);

/* our_share x joint - to us: what we owe them to come to the share we want for us (negative: they
 * owe us). NaN when nothing is known. */
double gw_balance(const gw_gains *gains, double our_share);

#endif

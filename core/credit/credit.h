/* Shares along referral chains: who is credited with what a referred customer brings.
 *
 * Somebody who would not have come without others (type 1) passes part of what they bring to those
 * who brought them. Links carry weights: of one customer they sum to pi, the probability of type 1.
 * With the pass-on share theta each link passes phi = theta x weight of everything its customer has
 * to pass: the customer's own, and what those they brought pass to them. So a payer keeps 1 -
 * phi_1, the next keeps phi_1 (1 - phi_2), ..., the first of the chain keeps the rest: a new
 * ancestor changes nobody's share below it. (Kumar et al. 2010, JSR 13(3), count the same margin
 * for both; one flow with shares that sum to 1 does not. theta = 1/2 is Shapley's value for two who
 * are both needed.) */
#ifndef GW_CREDIT_H
#define GW_CREDIT_H

#include <goodwill/base.h>

#include <stdint.h>

typedef struct gw_referral {
    int64_t customer; /* who was brought; any numbers */
    int64_t referrer; /* who brought them */
    double weight;    /* part of pi that is this referrer's, 0 to 1; of one customer at most 1 */
} gw_referral;

typedef enum gw_referral_fault {
    GW_REFERRAL_GOOD,
    GW_REFERRAL_SELF,   /* brought themselves */
    GW_REFERRAL_TWICE,  /* this referrer is known for this customer already */
    GW_REFERRAL_CYCLE,  /* the referrer was brought, at some remove, by the customer */
    GW_REFERRAL_WEIGHT, /* a weight outside 0 to 1, or above 1 together with those before */
    GW_REFERRAL_FAULTS
} gw_referral_fault;
/* Why a referral was not used, in words that follow "because"; "" for GW_REFERRAL_GOOD. */
const char *gw_referral_fault_words(gw_referral_fault fault);

typedef struct gw_credit gw_credit;

/* Takes the referrals in the order given (by day): one that contradicts those before it is left
 * out, and faults_out (n values, may be NULL) says why. theta: 0 to 1. GW_WRONG_USE, GW_NO_MEMORY.
 */
GW_MUST_USE gw_status gw_credit_create(gw_credit **out, gw_context *context,
                                       const gw_referral *referrals, size_t n, double theta,
                                       unsigned char *faults_out, gw_error *err);
void gw_credit_free(gw_credit *credit);

/* A part of what `payer` brings that is credited to `to`; to = payer is what they keep. */
typedef struct gw_credit_share {
    int64_t payer;
    int64_t to;
    double share; /* > 0; the payer's own, which comes always, may be 0 */
} gw_credit_share;

/* How many customers have a referral that was used. */
size_t gw_credit_payers(const gw_credit *credit);

/* The shares of the next payer, the payer's own first, then up the chains; they sum to 1 within
 * rounding. Below GW_CREDIT_LEAST nothing is passed on: whoever holds so little keeps it, so a
 * chain of a million costs no more than one of forty. `out` is borrowed until the next call. *n_out
 * = 0 after the last payer. GW_NO_MEMORY. One caller at a time. */
#define GW_CREDIT_LEAST 9.094947017729282e-13 /* 2^-40 */
GW_MUST_USE gw_status gw_credit_next(const gw_credit_share **out, size_t *n_out, gw_credit *credit,
                                     gw_error *err);

#endif

/* How many people a customer will still bring: referrals come at a rate nu ~ Gamma(c, rate d) that
 * fades with the customer's age, nu e^(-omega s), and goes on at a factor g once they stopped
 * buying (they still refer).
 *
 * Of a customer still buying with probability p until age T, last seen at t_x, what the past
 * offered is a = [(1 - e^(-omega t_x)) + m (e^(-omega t_x) - e^(-omega T))] / omega, m = p + (1 -
 * p) g; m = 1 is (1 - e^(-omega T)) / omega. R referrals at ages s_k have the likelihood Gamma(c +
 * R) / Gamma(c) d^c (d + a)^-(c + R) e^(-omega sum s_k) (gamma mixture of Poisson processes), and
 * nu given them is Gamma(c + R, d + a). Where nobody new came for some time before today (the shop
 * takes no one any more), the past offered nothing in it: a ends that much earlier. */
#ifndef GW_REFERRAL_RATE_H
#define GW_REFERRAL_RATE_H

#include <goodwill/base.h>

#include <stdbool.h>

/* Columns of n customers; ages in days. */
typedef struct gw_referral_history {
    size_t n;
    const double *referrals; /* R */
    const double *age_sum;   /* of the referrals: the customer's age at each, summed */
    const double *last_age;  /* t_x: age at the last purchase */
    const double *age;       /* T */
    const double *p_alive;   /* NULL: all 1 */
    const double *weight;    /* NULL: one each */
    double quiet; /* the last days, in which nobody new came at all: nobody can have been brought */
} gw_referral_history;

typedef struct gw_referral_rate {
    double c;     /* shape, > 0 */
    double d;     /* days, > 0: the mean rate of a new customer is c / d a day */
    double omega; /* fading a day, >= 0 */
    double g;     /* factor of who stopped buying, 0 to 1 */
    double log_lik;
    bool converged;
} gw_referral_rate;

/* Maximises the likelihood with weak priors that know no unit, T_ref being the mean age: c ln N(ln
 * 1/2, 1), d / T_ref ln N(0, 3), omega T_ref ln N(0, 1). Without one referral there is nothing to
 * fit: GW_BAD_DATA. GW_NO_MEMORY, GW_CANCELLED. */
GW_MUST_USE gw_status gw_referral_rate_fit(gw_referral_rate *out, gw_context *context,
                                           const gw_referral_history *history, double g,
                                           gw_error *err);

/* The log-likelihood at given parameters, without the priors. */
GW_MUST_USE gw_status gw_referral_rate_log_lik(double *out, gw_context *context,
                                               const gw_referral_history *history,
                                               const gw_referral_rate *rate, gw_error *err);

/* Referrals expected within `horizon` days, discounted at delta a day: (c + R) / (d + a) x m' x
 * e^(-omega T) (1 - e^(-(delta + omega) horizon)) / (delta + omega), with m' = m of today. n values
 * into out. */
GW_MUST_USE gw_status gw_referral_rate_expect(double *out, const gw_referral_rate *rate,
                                              const gw_referral_history *history,
                                              double horizon_days, double delta_per_day,
                                              gw_error *err);

#endif

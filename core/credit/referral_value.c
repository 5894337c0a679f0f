#include "referral_value.h"

#include <math.h>

#include "vmath.h"

double gw_customer_referral_value(const gw_referred_flow *flows, size_t n, double rate,
                                  bool count_saved_cost)
{
    double sum = 0;
    if (!(rate > -1))
        return NAN;
    double log_growth = gw_log1p(rate);
    for (size_t i = 0; i < n; i++) {
        const gw_referred_flow *f = &flows[i];
        double value = f->margin - f->referral_cost - f->marketing_cost +
                       (count_saved_cost ? f->saved_winning_cost : 0);
        if (f->would_have_come)
            value = f->saved_winning_cost;
        sum += value * gw_exp(-f->period * log_growth);
    }
    return sum;
}

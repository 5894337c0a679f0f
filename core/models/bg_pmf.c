/* The chances of each count for one customer of the BG/NBD or MBG/NBD.
 *
 * Given alive at T the count N without drop-out is negative binomial (R = r + x, u = t / (alpha +
 * T)), and the customer makes exactly k of those purchases by staying through k tosses when N = k,
 * or by leaving at the k-th when N >= k:
 *
 *     P(k | alive) = P(N = k) c_k + P(N >= k) (c_{k-1} - c_k),   c_k = E[(1 - p)^k]
 *
 * with c_k = prod_{j<k} (b' + j) / (a + b' + j) and c_{k-1} - c_k = c_{k-1} a / (a + b' + k - 1).
 * FHL 2005 eq. (8) is the case x = T = 0. */
#include "bg_family.h"

#include <math.h>

#include "nb_chances.h"
#include "vmath.h"

enum { X, T_X, T };

/* 1 / (1 + e^d), d the log odds of having left; eq. for P(alive) in Fader, Hardie & Lee 2008,
 * "Computing P(alive) Using the BG/NBD Model". */
static double p_alive(const double *params, const double *columns, gw_first_coin coin)
{
    double x = columns[X];
    if (x == 0.0 && coin == GW_COIN_AFTER_REPEAT)
        return 1.0;
    double tossed = params[GW_BG_B] + (x - 1.0 + (double)coin);
    double since = (columns[T] - columns[T_X]) / (params[GW_BG_ALPHA] + columns[T_X]);
    double d = gw_log(params[GW_BG_A] / tossed) + (params[GW_BG_R] + x) * gw_log1p(since);
    return gw_exp(-gw_softplus(d));
}

/* Sum with the roundings kept aside (Neumaier 1974). */
typedef struct exact_sum {
    double sum;
    double rest;
} exact_sum;

static void exact_add(exact_sum *total, double value)
{
    double sum = total->sum + value;
    total->rest +=
        fabs(total->sum) >= fabs(value) ? (total->sum - sum) + value : (value - sum) + total->sum;
    total->sum = sum;
}

gw_status gw__bg_pmf(double *pmf_out, size_t n, gw_context *context, const double *params,
                     const double *columns, double horizon, gw_first_coin coin, gw_error *err)
{
    (void)context;
    (void)err;
    double a = params[GW_BG_A];
    double b = params[GW_BG_B] + (columns[X] + (double)coin);
    double alive = p_alive(params, columns, coin);
    gw__nb_chances(pmf_out, n, params[GW_BG_R] + columns[X],
                   horizon / (params[GW_BG_ALPHA] + columns[T]));
    double stays = 1.0; /* c_{k-1}, then c_k */
    exact_sum fewer = {0.0, 0.0};
    for (size_t k = 0; k < n; k++) {
        double count = pmf_out[k];
        double leaves = 0.0;
        if (k > 0) {
            double stayed = b + ((double)k - 1.0);
            leaves = stays * (a / (a + stayed));
            stays *= stayed / (a + stayed);
        }
        double at_least = fmax(1.0 - (fewer.sum + fewer.rest), 0.0);
        pmf_out[k] = alive * (count * stays + at_least * leaves);
        exact_add(&fewer, count);
    }
    if (n > 0)
        pmf_out[0] += 1.0 - alive;
    return GW_OK;
}

/* The BG/NBD and MBG/NBD cell by cell in log space: slower than the tables of bg_likelihood.c, and
 * right everywhere. */
#ifndef GW_BG_LOGS_H
#define GW_BG_LOGS_H

#include "bg_likelihood.h"

typedef struct gw__bg_params {
    double r, alpha, a, b;
} gw__bg_params;

/* What all cells with one x share.
 *   L(x, t_x, T) = e^log_factor alpha^r ((alpha + T)^-(r+x) + coin (alpha + t_x)^-(r+x)) */
typedef struct gw__bg_x {
    double x;
    double log_factor; /* log Gamma(r+x)/Gamma(r) + log B(a, b+x+shift)/B(a, b) */
    double by_r;       /* derivatives of log_factor */
    double by_a;
    double by_b;
    double coin;  /* a / (b + x - 1 + shift): odds that the last occasion was the end; 0: never */
    double below; /* b + x - 1 + shift */
    double log_coin; /* -inf where coin is 0 */
} gw__bg_x;

/* Sums over cells: log-likelihood, then the derivatives in r, alpha, a, b. */
#define GW_BG_SUMS 5

/* The sums over n cells of one x. */
void gw__bg_log_sums(double sums_out[GW_BG_SUMS], const gw__bg_params *params, const gw__bg_x *at,
                     const double *t_x, const double *T, const double *weight, size_t n);
/* Log-likelihood and log P(alive) of n cells of one x; either may be NULL. */
void gw__bg_log_scores(double *log_lik_out, double *log_p_alive_out, const gw__bg_params *params,
                       const gw__bg_x *at, const double *t_x, const double *T, size_t n);

#endif

/* The purchase rate of one x into the future, for discounting.
 *
 * Given alive, with R = r + x and A = alpha + T, purchases t = A v after T come at the rate
 * (R / A) F(v), F(v) = E[(1 + p v)^-(R + 1)] over the coin's posterior: time and T meet in v alone,
 * so one curve serves every T of an x. */
#ifndef GW_BG_CURVE_H
#define GW_BG_CURVE_H

#include "beta_mean.h"

#define GW_CURVE_NODES 16
#define GW_CURVE_PANELS 256

typedef struct gw_bg_curve {
    size_t panels;
    double edge[GW_CURVE_PANELS + 1]; /* panel k covers edge[k] .. edge[k + 1]; edge[0] = 0 */
    double node[GW_CURVE_PANELS * GW_CURVE_NODES];    /* Gauss-Legendre points, ascending */
    double mass[GW_CURVE_PANELS * GW_CURVE_NODES];    /* R F(node) times their weights */
    double legendre[GW_CURVE_PANELS][GW_CURVE_NODES]; /* coefficients of R F in each panel */
} gw_bg_curve;

/* The curve up to v_end >= 0, or up to where nothing is left. The rule is for the coin's posterior
 * and reaches v_end. */
void gw__bg_curve_make(gw_bg_curve *out, const gw_beta_rule *rule, double R, double v_end);
/* The integral of R F(v) e^(-kappa v) from 0 to v_end (no further than the curve's own), with
 * kappa v_end <= 50. */
double gw__bg_curve_integral(const gw_bg_curve *curve, double kappa, double v_end);

#endif

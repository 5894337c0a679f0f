/* Means over p ~ Beta(a, b) of the functions that the coin models (BG, MBG) need: a rule of nodes
 * and weights is made once for a pair (a, b) and then used for many R, c, g. No function here
 * allocates or fails. */
#ifndef GW_BETA_MEAN_H
#define GW_BETA_MEAN_H

#include <stddef.h>

#define GW_BETA_RULE_MAX 320

/* E[f(p)] = sum weight[i] f(p[i]), i < n: p ascending in (0, 1], weights summing to 1. Nodes below
 * 1e-200 are held at 1e-200, where the means below no longer see a difference. */
typedef struct gw_beta_rule {
    size_t n;
    double p[GW_BETA_RULE_MAX];
    double weight[GW_BETA_RULE_MAX];
    double weight_over_p[GW_BETA_RULE_MAX];
} gw_beta_rule;

/* The rule for all three means, any R > 0, and c <= reach, R c <= reach, (R + 1) / g <= reach.
 * a, b from 1e-6 to 1e9, reach from 0 to 1e12 (a larger one is taken as 1e12). Trapezoidal rule in
 * the logit of p: about 60 nodes for common a, b, 1e-12 relative everywhere (see the source). */
void gw_beta_rule_wide(gw_beta_rule *out, double a, double b, double reach);
/* A rule for growth and survival only (not forever), 0 <= c <= c_max, 0 < R <= R_max: Gauss-Jacobi
 * with 16 nodes where that is provably enough for 1e-12, else gw_beta_rule_wide. Takes about twice
 * as long to make, and a third of the time to use. */
void gw_beta_rule_near(gw_beta_rule *out, double a, double b, double c_max, double R_max);

/* E[(1 - (1 + p c)^-R) / p], R > 0, c >= 0; R c at p = 0. Purchases expected while the coin says
 * stay: FHL 2005 eq. (9) and (10) with R = r (r + x), c = t / alpha (t / (alpha + T)). */
double gw_beta_mean_growth(const gw_beta_rule *rule, double R, double c);
/* E[(1 + p c)^-(R + 1)], R > -1, c >= 0; R c times it is c d(growth)/dc. */
double gw_beta_mean_survival(const gw_beta_rule *rule, double R, double c);
/* E[(1/p) e^z E_{R+1}(z)], z = g / p, R > 0, g > 0: the integral of e^(-g u) E[(1 + p u)^-(R+1)]
 * over u from 0 to infinity. */
double gw_beta_mean_forever(const gw_beta_rule *rule, double R, double g);

#endif

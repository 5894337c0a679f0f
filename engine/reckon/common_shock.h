/* The common shock: what moves all customers at once, of which their own histories say nothing. How
 * large it is, past forecasts of totals tell. */
#ifndef GW_COMMON_SHOCK_H
#define GW_COMMON_SHOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What past forecasts of totals tell of what moves everybody at once: ln(came / said) of windows
 * that do not overlap, and the standard error that customers' own chances leave it. */
#define GW_SHOCK_FACTS 8
#define GW_SHOCK_FEW 4 /* with fewer the prior stands, half-normal with scale .10 */
typedef struct gw_shock_facts {
    size_t n;
    double log_ratio[GW_SHOCK_FACTS];
    double se[GW_SHOCK_FACTS];
    /* The windows are shorter than half of what is forecast: they cannot show what moves a longer
     * time, so they may widen the prior, and do not narrow it. */
    bool short_windows;
} gw_shock_facts;

/* The common shock of each of n ways, of mean 1: lognormal, ln N(-s^2/2, s^2). s is drawn for each
 * way: from the half-normal prior, or from the posterior of the facts, log_ratio ~ N(-s^2/2, s^2 +
 * se^2), under a half-Cauchy with the same scale, whose tail lets facts speak that a half-normal
 * would not believe. */
void gw_common_shocks(double *shocks_out, size_t n, const gw_shock_facts *facts, uint64_t seed);
/* The median of that posterior; of the prior with few facts. */
double gw_common_shock_sd(const gw_shock_facts *facts);

#endif

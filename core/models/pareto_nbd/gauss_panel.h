/* Gauss-Legendre panels for integrals over the time of leaving,
 *   int (1 + y/near)^-p (1 + y/far)^-q ... dy,
 * each panel with the fewest nodes that leave a relative error below about 5e-16. */
#ifndef GW_GAUSS_PANEL_H
#define GW_GAUSS_PANEL_H

#include <stddef.h>

typedef struct gw__gauss_rule {
    size_t n;
    double reach;          /* see gw__gauss_panel_from */
    const double *nodes;   /* on [0, 1]; 0 from n up to the next multiple of 8 */
    const double *weights; /* likewise */
} gw__gauss_rule;

#define GW_GAUSS_RULES 9
#define GW_GAUSS_MOST 24
extern const gw__gauss_rule gw__gauss_rules[GW_GAUSS_RULES];

typedef struct gw__gauss_panel {
    double width;
    const gw__gauss_rule *rule;
} gw__gauss_panel;

/* The panel that begins where the two factors have fallen to near and far, at most `room` wide. A
 * rule of n nodes reaches as far as width ((p + n)/near + (q + n)/far) <= reach: p/near + q/far
 * bounds how fast the integrand falls, n/near + n/far keeps the singularities away. */
static inline gw__gauss_panel gw__gauss_panel_from(double near, double far, double p, double q,
                                                   double room)
{
    double closeness = 1.0 / near + 1.0 / far;
    double slope = p / near + q / far;
    for (size_t i = 0; i < GW_GAUSS_RULES; i++) {
        const gw__gauss_rule *rule = &gw__gauss_rules[i];
        if (room * (slope + (double)rule->n * closeness) <= rule->reach)
            return (gw__gauss_panel){room, rule};
    }
    const gw__gauss_rule *most = &gw__gauss_rules[GW_GAUSS_RULES - 1];
    return (gw__gauss_panel){most->reach / (slope + GW_GAUSS_MOST * closeness), most};
}

#endif

/* Gauss-Legendre panels for integrals over the time of leaving,
 *   int (1 + y/near)^-p (1 + y/far)^-q ... dy,
 * each panel with the fewest nodes that leave a relative error below about 5e-16. */
#ifndef GW_GAUSS_PANEL_H
#define GW_GAUSS_PANEL_H

#include <float.h>
#include <stddef.h>

typedef struct gw__gauss_rule {
    size_t n;
    double reach;          /* see gw__gauss_panel_of */
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

/* The next panel, at most `room` wide, of an integrand whose logarithm falls no steeper than
 * `slope` from here on and whose singularities lie no closer than closeness (a sum of 1/distance)
 * says. A rule of n nodes reaches as far as width (slope + n closeness) <= reach. */
static inline gw__gauss_panel gw__gauss_panel_of(double slope, double closeness, double room)
{
    for (size_t i = 0; i < GW_GAUSS_RULES; i++) {
        const gw__gauss_rule *rule = &gw__gauss_rules[i];
        if (room * (slope + (double)rule->n * closeness) <= rule->reach)
            return (gw__gauss_panel){room, rule};
    }
    const gw__gauss_rule *most = &gw__gauss_rules[GW_GAUSS_RULES - 1];
    double width = most->reach / (slope + GW_GAUSS_MOST * closeness);
    return (gw__gauss_panel){width > DBL_MIN ? width : DBL_MIN, most}; /* never stands still */
}

/* The same where the two factors have fallen to near and far. */
static inline gw__gauss_panel gw__gauss_panel_from(double near, double far, double p, double q,
                                                   double room)
{
    return gw__gauss_panel_of(p / near + q / far, 1.0 / near + 1.0 / far, room);
}

#endif

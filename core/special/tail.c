/* Gauss-Legendre with 24 nodes on each of three panels, over the length T in which the density
 * falls by e^-40: an exponential, a half bell, and what lies between are all smooth there, whatever
 * the scale. This replaces the continued fractions, whose steps grow like the root of the
 * parameters. */
#include "tail.h"

#include "quadrature.h"
#include "vmath.h"

#define DEEP 40.0 /* e^-40 of the start is below an ulp of the area */

/* t with rise(t) between 40 and 60 */
static double depth(gw_tail_rise rise, const void *user)
{
    double t = 1.0;
    while (rise(t, user) < DEEP)
        t *= 2.0;
    while (rise(0.5 * t, user) >= DEEP)
        t *= 0.5;
    double low = 0.5 * t;
    for (int i = 0; i < 5; i++) {
        double middle = 0.5 * (low + t);
        if (rise(middle, user) < DEEP)
            low = middle;
        else
            t = middle;
    }
    return t;
}

double gw_tail_integral(gw_tail_rise rise, const void *user)
{
    static const double ends[] = {0.0, 0.125, 0.375, 1.0};
    const gw_rule *rule = gw_gauss_legendre_rule(24);
    double length = depth(rise, user);
    double sum = 0.0;
    for (int panel = 2; panel >= 0; panel--) { /* small parts first */
        double from = ends[panel] * length;
        double width = (ends[panel + 1] - ends[panel]) * length;
        double part = 0.0;
        for (size_t i = rule->n; i-- > 0;)
            part += rule->weights[i] * gw_exp(-rise(from + width * rule->nodes[i], user));
        sum += width * part;
    }
    return sum;
}

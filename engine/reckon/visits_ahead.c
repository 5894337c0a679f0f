/* See visits_ahead.h. */
#include "visits_ahead.h"

#include "vmath.h"

#define TOO_SMALL 1e-6
#define UNDERFLOW (-600.0)

size_t gw_visits_ahead(double at_least_out[GW_VISITS_AHEAD_MOST], double p_alive, double expected,
                       double x)
{
    if (!(p_alive > 0) || !(expected > 0))
        return 0;
    double shape = x + 1;
    double mean = expected / p_alive;
    double log_none = -shape * gw_log1p(mean / shape);
    double more = 1; /* the chance of j or more, given still a customer */
    double chance = log_none > UNDERFLOW ? gw_exp(log_none) : 0;
    double ratio = mean / (shape + mean);
    size_t n = 0;
    for (size_t j = 1; j <= GW_VISITS_AHEAD_MOST; j++) {
        if (log_none > UNDERFLOW) {
            more -= chance; /* of j - 1 orders */
            chance *= (shape + (double)j - 1) / (double)j * ratio;
        } else { /* so many that their number is all but known */
            more = (double)j <= mean ? 1 : 0;
        }
        if (!(p_alive * more > TOO_SMALL))
            break;
        at_least_out[n++] = p_alive * more;
    }
    return n;
}

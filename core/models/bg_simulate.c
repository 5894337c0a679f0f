/* Drawing customers of the BG/NBD and MBG/NBD, without a walk from purchase to purchase. */
#include "bg_family.h"

#include <math.h>

#include "draw.h"
#include "vmath.h"

enum { X, T_X, T };

#define X_MOST 1e9 /* the largest count that cells take */

/* The toss at which the customer leaves, counted from the first purchase that has a toss. */
static double draw_last_toss(gw_rng *rng, double p)
{
    return floor(gw_log(gw_rng_uniform(rng)) / gw_log1p(-p));
}

/* Without drop-out the N purchases are uniform on [0, T]; the customer makes the first x of them,
 * and the x-th of N uniform points is Beta(x, N - x + 1) of the way: no walk from purchase to
 * purchase. */
void gw__bg_simulate(double *columns, gw_rng *rng, const double *params, gw_first_coin coin)
{
    double rate = gw_draw_gamma(rng, params[GW_BG_R]) / params[GW_BG_ALPHA];
    double p = gw_draw_beta(rng, params[GW_BG_A], params[GW_BG_B]);
    double purchases = fmin((double)gw_draw_poisson(rng, fmin(rate * columns[T], X_MOST)), X_MOST);
    double stays = draw_last_toss(rng, p) + (coin == GW_COIN_AFTER_REPEAT ? 1.0 : 0.0);
    double x = fmin(purchases, stays);
    columns[X] = x;
    columns[T_X] = x > 0.0 ? columns[T] * gw_draw_beta(rng, x, purchases - x + 1.0) : 0.0;
}

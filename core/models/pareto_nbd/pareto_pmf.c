/* The chances of k purchases within a horizon, for one customer of the Pareto/NBD.
 *
 * Given alive at T, with R = r + x, near = alpha + T, far = beta + T: the customer leaves y after T
 * with density s/(far + y) (1 + y/far)^-s and buys as a Poisson process at a rate ~ Gamma(R, near)
 * until then, so
 *   P(k | alive) = NB(k; horizon) (1 + horizon/far)^-s
 *                  + int_0^horizon NB(k; y) s/(far + y) (1 + y/far)^-s dy
 * with NB the negative binomial law of counts within y (Fader & Hardie 2006, "Deriving an
 * expression for P(X(t) = x) under the Pareto/NBD model", before their integral becomes a sum of
 * hypergeometric functions that cancels). All k share the nodes.
 *
 * Up to `first` = half of the shortest scale one panel in y is exact: y^k is a polynomial for
 * k < 48, and below 1e-70 beyond. From there on panels are equal in log y, where NB(k) is a hump
 * whose curvature at its top is kR/(k + R), and the density bends by s y/far, at most GONE before
 * nobody is left; a panel spans at most six widths of such a hump. */
#include "pareto_pmf.h"

#include <float.h>
#include <math.h>

#include "error.h"
#include "gauss_panel.h"
#include "memory.h"
#include "nb_chances.h"
#include "pareto_cell.h"
#include "pareto_likelihood.h"
#include "vmath.h"

#define WIDEST 1.5 /* in log y */
#define SPANNED 6.0
#define GONE 45.0 /* e^-45 of the customers are none */

typedef struct future {
    double R;
    double s;
    double near;
    double far;
    double *chances; /* room for n */
    double *out;
    size_t n;
} future;

/* Adds the customers who leave about y after T: `width` is the share of time the node stands for.
 */
static void add_node(const future *f, double y, double width)
{
    double leaves = f->s / (f->far + y) * gw_exp(-f->s * gw_log1p(y / f->far)) * width;
    gw__nb_chances(f->chances, f->n, f->R, y / f->near);
    for (size_t k = 0; k < f->n; k++)
        f->out[k] += leaves * f->chances[k];
}

static void add_stayers(const future *f, double horizon)
{
    double stays = gw_exp(-f->s * gw_log1p(horizon / f->far));
    gw__nb_chances(f->chances, f->n, f->R, horizon / f->near);
    for (size_t k = 0; k < f->n; k++)
        f->out[k] += stays * f->chances[k];
}

/* The end of the leaving: the horizon, or when nobody is left. */
static double last_leaver(const future *f, double horizon)
{
    return fmin(horizon, f->far * gw_expm1(fmin(GONE / f->s, 700.0)));
}

static void add_leavers(const future *f, double horizon)
{
    const gw__gauss_rule *rule = &gw__gauss_rules[GW_GAUSS_RULES - 1];
    double most = (double)f->n;
    double end = last_leaver(f, horizon);
    double first = 0.5 * fmin(f->near / (f->R + most), f->far / (f->s + 1.0));
    first = fmin(fmax(first, DBL_MIN), end);
    for (size_t k = 0; k < rule->n; k++)
        add_node(f, first * rule->nodes[k], first * rule->weights[k]);
    double range = gw_log(end) - gw_log(first);
    double curvature = 1.0 + most * f->R / (most + f->R) + fmin(f->s, GONE);
    double panels = ceil(range / fmin(WIDEST, SPANNED / sqrt(curvature)));
    for (double panel = 0.0; panel < panels; panel++)
        for (size_t k = 0; k < rule->n; k++) {
            double y = first * gw_exp(range * ((panel + rule->nodes[k]) / panels));
            add_node(f, y, y * rule->weights[k] * (range / panels));
        }
}

gw_status gw__pareto_pmf(double *pmf_out, size_t n, gw_context *context, const double *params,
                         const double *columns, double horizon, gw_error *err)
{
    gw__pareto_params p = gw__pareto_named(params);
    gw__pareto_x at = {.x = columns[0]};
    double log_odds = gw__pareto_cell_at(&p, &at, columns[1], columns[2], false).log_odds;
    double alive = gw_exp(-gw_softplus(log_odds));
    double gone = gw_exp(-gw_softplus(-log_odds));
    future f = {.R = p.r + columns[0],
                .s = p.s,
                .near = p.alpha + columns[2],
                .far = p.beta + columns[2],
                .out = pmf_out,
                .n = n};
    f.chances = gw_alloc(context, n, sizeof *f.chances);
    if (f.chances == NULL)
        return gw_error_no_memory(err, "the chances of counts");
    for (size_t k = 0; k < n; k++)
        pmf_out[k] = 0.0;
    add_stayers(&f, horizon);
    if (horizon > 0.0)
        add_leavers(&f, horizon);
    for (size_t k = 0; k < n; k++)
        pmf_out[k] *= alive;
    if (n > 0)
        pmf_out[0] += gone;
    gw_release(context, f.chances);
    return GW_OK;
}

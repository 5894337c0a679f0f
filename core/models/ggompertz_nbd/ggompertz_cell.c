/* L of the G/G/NBD (Bemmaor & Glady 2012, Management Science 58, eq. 13 before it is written with
 * hypergeometric functions), in the form of pareto_cell.c: with R = r + x, near = alpha + t_x, y =
 * t - t_x, and G and its pace G' those of somebody still there at t_x (gompertz_clock.h),
 *
 *   left  = s int_0^{T-t_x} (1 + y/near)^-R e^(-s G(y)) G'(y) dy
 *   stays = (1 + (T-t_x)/near)^-R e^(-s G(T-t_x))
 *   L     = Gamma(r+x)/Gamma(r) near^-x (1 + t_x/alpha)^-r e^(-s G_0(t_x)) (stays + left)
 *
 * with G_0 from birth. All derivatives are elementary: of s G_0(t) in log beta s (e^-G_0 - 1), in
 * log b s t G_0'(t); of log G_0'(t) in log beta -e^-G_0, in log b 1 + t (b - G_0'(t)). */
#include "ggompertz_cell.h"

#include <math.h>

#include "vmath.h"

enum { R, ALPHA, B, S, BETA };

typedef struct left_integral {
    const gw__ggompertz_params *params;
    gw__clock birth;
    gw__clock clock; /* from t_x on */
    double shape;    /* R */
    double t_x;
    double near;
    double width;  /* T - t_x */
    double before; /* G_0(t_x) */
    double mass;   /* without the s */
    /* The same with these factors: log(1 + y/near), y/(near + y), G_0, 1 - e^-G_0, e^-G_0,
     * t G_0'(t), t (b - G_0'(t)), t = t_x + y. */
    double times[7];
} left_integral;

/* One panel's nodes. */
typedef struct nodes {
    size_t n;
    double y[GW_GAUSS_MOST];
    double log_near[GW_GAUSS_MOST]; /* log(1 + y/near) */
    double kept[GW_GAUSS_MOST];     /* the integrand without the pace */
    double mass[GW_GAUSS_MOST];
    gw__clock_hands hands;
} nodes;

static void fill_nodes(nodes *out, const left_integral *in, const gw__gauss_panel *panel,
                       double from)
{
    double s = in->params->s;
    out->n = panel->rule->n;
    for (size_t k = 0; k < out->n; k++) {
        out->y[k] = from + panel->width * panel->rule->nodes[k];
        out->log_near[k] = out->y[k] / in->near;
    }
    gw_log1p_array(out->log_near, out->log_near, out->n);
    gw__clock_at_all(&out->hands, &in->clock, out->y, out->n);
    for (size_t k = 0; k < out->n; k++)
        out->kept[k] = -in->shape * out->log_near[k] - s * out->hands.growth[k];
    gw_exp_array(out->kept, out->kept, out->n);
    for (size_t k = 0; k < out->n; k++)
        out->mass[k] = panel->width * panel->rule->weights[k] * out->kept[k] * out->hands.pace[k];
}

static void add_factors(left_integral *in, const nodes *at)
{
    double minus[GW_GAUSS_MOST];
    for (size_t k = 0; k < at->n; k++)
        minus[k] = -(in->before + at->hands.growth[k]);
    gw_expm1_array(minus, minus, at->n);
    for (size_t k = 0; k < at->n; k++) {
        double t = in->t_x + at->y[k];
        double mass = at->mass[k];
        in->times[0] += mass * at->log_near[k];
        in->times[1] += mass * (at->y[k] / (in->near + at->y[k]));
        in->times[2] += mass * (in->before + at->hands.growth[k]);
        in->times[3] += mass * -minus[k];
        in->times[4] += mass * (1.0 + minus[k]);
        in->times[5] += mass * (t * at->hands.pace[k]);
        in->times[6] += mass * (t * at->hands.gain[k]);
    }
}

static void integrate(left_integral *in, bool with_factors)
{
    double s = in->params->s;
    nodes at = {.n = 0}; /* lint does not know that a rule has nodes */
    for (double from = 0.0; from < in->width;) {
        double room = in->width - from;
        gw__gauss_panel panel =
            gw__clock_panel(&in->clock, from, in->near + from, in->shape, s, 0.0, room);
        fill_nodes(&at, in, &panel, from);
        for (size_t k = 0; k < at.n; k++)
            in->mass += at.mass[k];
        if (with_factors)
            add_factors(in, &at);
        from = panel.width < room ? from + panel.width : in->width;
        /* what is left: all of e^(-s G) at most, and the power's tail times the steepest pace */
        double pace = fmax(gw__clock_pace(&in->clock, from), in->clock.b);
        double tail = in->shape > 1.0 ? pace * (in->near + from) / (in->shape - 1.0) : HUGE_VAL;
        double rest = at.kept[at.n - 1] * fmin(1.0 / s, tail);
        if (rest <= 0x1p-62 * in->mass)
            return;
    }
}

static void fill_gradient(double gradient[5], const left_integral *in, double x, double by_r,
                          double alive, double gone)
{
    const gw__ggompertz_params *p = in->params;
    double T = in->t_x + in->width;
    double share = gone > 0.0 ? gone / in->mass : 0.0;
    double growth = in->before + gw__clock_growth(&in->clock, in->width);
    double less = -gw_expm1(-growth);
    gradient[R] = by_r - gw_log1p(in->t_x / p->alpha) - alive * gw_log1p(in->width / in->near) -
                  share * in->times[0];
    gradient[ALPHA] =
        p->r * in->t_x / (p->alpha * in->near) - x / in->near +
        in->shape / in->near * (alive * (in->width / (p->alpha + T)) + share * in->times[1]);
    gradient[S] = gone / p->s - alive * growth - share * in->times[2];
    gradient[BETA] =
        (p->s * (alive * less + share * in->times[3]) - share * in->times[4]) / p->beta;
    gradient[B] = (gone + share * in->times[6] -
                   p->s * (alive * (T * gw__clock_pace(&in->birth, T)) + share * in->times[5])) /
                  p->b;
}

gw__ggompertz_params gw__ggompertz_named(const double *params)
{
    return (gw__ggompertz_params){params[R], params[ALPHA], params[B], params[S], params[BETA]};
}

gw__ggompertz_cell gw__ggompertz_cell_at(const gw__ggompertz_params *params, double x,
                                         double log_rising, double by_r, double t_x, double T,
                                         bool with_gradient)
{
    left_integral in = {.params = params,
                        .birth = gw__clock_of(params->b, params->beta),
                        .shape = params->r + x,
                        .t_x = t_x,
                        .near = params->alpha + t_x,
                        .width = T - t_x};
    in.clock = gw__clock_from(&in.birth, t_x);
    in.before = gw__clock_growth(&in.birth, t_x);
    integrate(&in, with_gradient);
    double base = log_rising - x * gw_log(in.near) - params->r * gw_log1p(t_x / params->alpha) -
                  params->s * in.before;
    double log_stays = -in.shape * gw_log1p(in.width / in.near) -
                       params->s * gw__clock_growth(&in.clock, in.width);
    double log_left = gw_log(params->s) + gw_log(in.mass);
    double log_odds = log_left - log_stays;
    double odds = gw_exp(log_odds > 0.0 ? -log_odds : log_odds);
    double likely = 1.0 / (1.0 + odds);
    double alive = log_odds > 0.0 ? odds * likely : likely;
    double gone = log_odds > 0.0 ? likely : odds * likely;
    gw__ggompertz_cell cell = {.log_odds = log_odds};
    cell.log_lik = base + ((log_odds > 0.0 ? log_left : log_stays) + gw_log1p(odds));
    if (with_gradient)
        fill_gradient(cell.gradient, &in, x, by_r, alive, gone);
    return cell;
}

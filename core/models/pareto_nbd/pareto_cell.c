/* The Pareto/NBD for one cell in log space.
 *
 *   L = Gamma(r+x)/Gamma(r) alpha^r beta^s { (alpha+T)^-(r+x) (beta+T)^-s
 *                                            + s int_{t_x}^T (alpha+t)^-(r+x) (beta+t)^-(s+1) dt }
 *
 * Schmittlein, Morrison & Colombo (1987); Fader & Hardie (2005), "A note on deriving the Pareto/NBD
 * model", before the integral is written with Gauss's hypergeometric function, which overflows and
 * cancels. Everything is taken relative to t_x: with R = r + x, near = alpha + t_x,
 * far = beta + t_x and y = t - t_x,
 *   left  = s int_0^{T-t_x} (1 + y/near)^-R (1 + y/far)^-s dy / (far + y)
 *   stays = (1 + (T-t_x)/near)^-R (1 + (T-t_x)/far)^-s
 *   L     = Gamma(r+x)/Gamma(r) near^-x (1 + t_x/alpha)^-r (1 + t_x/beta)^-s (stays + left)
 * and the odds of being gone are left / stays. What is lost is in log Gamma(r+x)/Gamma(r) and
 * x log(near), which for thousands of purchases may both be far larger than log L: 1e-16 of them.
 * The integrand falls from 1 at y = 0, so neither the sum of panels nor their logs can overflow or
 * cancel, whatever underflows after them; the panels end where what is left over is below 2^-60 of
 * the sum. */
#include "pareto_cell.h"

#include <math.h>

#include "gauss_panel.h"
#include "vmath.h"

typedef struct left_integral {
    double shape; /* R */
    double s;
    double near;
    double far;
    double width; /* T - t_x */
    double mass;
    /* The same with these factors: log(1 + y/near), log(1 + y/far), y/(near + y), y/(far + y),
     * 1/(far + y). */
    double times[5];
} left_integral;

/* What the integrand is at the nodes of one panel. */
typedef struct panel_values {
    double y[GW_GAUSS_MOST];
    double log_near[GW_GAUSS_MOST];
    double log_far[GW_GAUSS_MOST];
    double kept[GW_GAUSS_MOST]; /* (1 + y/near)^-R (1 + y/far)^-s */
} panel_values;

static void evaluate(panel_values *v, const left_integral *in, const gw__gauss_panel *panel,
                     double from)
{
    size_t n = panel->rule->n;
    for (size_t k = 0; k < n; k++) {
        v->y[k] = from + panel->width * panel->rule->nodes[k];
        v->log_near[k] = v->y[k] / in->near;
        v->log_far[k] = v->y[k] / in->far;
    }
    gw_log1p_array(v->log_near, v->log_near, n);
    gw_log1p_array(v->log_far, v->log_far, n);
    for (size_t k = 0; k < n; k++)
        v->kept[k] = -in->shape * v->log_near[k] - in->s * v->log_far[k];
    gw_exp_array(v->kept, v->kept, n);
}

static void add_factors(left_integral *in, const panel_values *v, double mass, size_t k)
{
    double far = in->far + v->y[k];
    in->times[0] += mass * v->log_near[k];
    in->times[1] += mass * v->log_far[k];
    in->times[2] += mass * (v->y[k] / (in->near + v->y[k]));
    in->times[3] += mass * (v->y[k] / far);
    in->times[4] += mass / far;
}

static void integrate(left_integral *in, bool with_factors)
{
    panel_values v;
    for (double from = 0.0; from < in->width;) {
        double room = in->width - from;
        gw__gauss_panel panel =
            gw__gauss_panel_from(in->near + from, in->far + from, in->shape, in->s + 1.0, room);
        size_t n = panel.rule->n;
        double last = 1.0;
        evaluate(&v, in, &panel, from);
        for (size_t k = 0; k < n; k++) {
            double mass = panel.width * panel.rule->weights[k] * v.kept[k] / (in->far + v.y[k]);
            in->mass += mass;
            last = v.kept[k];
            if (with_factors)
                add_factors(in, &v, mass, k);
        }
        from = panel.width < room ? from + panel.width : in->width;
        if (last * (in->width - from) <= 0x1p-60 * in->mass * (in->far + from))
            return;
    }
}

/* d log L: `alive` and `gone` weigh the derivatives of log stays and log left. */
static void fill_gradient(double gradient[4], const gw__pareto_params *p, const gw__pareto_x *at,
                          const left_integral *in, double t_x, double alive, double gone)
{
    double T = t_x + in->width;
    double share = gone > 0.0 ? gone / in->mass : 0.0;
    gradient[0] = at->by_r - gw_log1p(t_x / p->alpha) - alive * gw_log1p(in->width / in->near) -
                  share * in->times[0];
    gradient[1] =
        p->r * t_x / (p->alpha * in->near) - at->x / in->near +
        in->shape / in->near * (alive * (in->width / (p->alpha + T)) + share * in->times[2]);
    gradient[2] = -gw_log1p(t_x / p->beta) - alive * gw_log1p(in->width / in->far) +
                  (gone / p->s - share * in->times[1]);
    gradient[3] = p->s * t_x / (p->beta * in->far) +
                  p->s / in->far * (alive * (in->width / (p->beta + T)) + share * in->times[3]) -
                  share * in->times[4];
}

gw__pareto_cell gw__pareto_cell_at(const gw__pareto_params *params, const gw__pareto_x *at,
                                   double t_x, double T, bool with_gradient)
{
    left_integral in = {.shape = params->r + at->x,
                        .s = params->s,
                        .near = params->alpha + t_x,
                        .far = params->beta + t_x,
                        .width = T - t_x};
    integrate(&in, with_gradient);
    double base = at->log_rising - at->x * gw_log(in.near) -
                  params->r * gw_log1p(t_x / params->alpha) -
                  params->s * gw_log1p(t_x / params->beta);
    double log_stays =
        -(in.shape * gw_log1p(in.width / in.near)) - in.s * gw_log1p(in.width / in.far);
    double log_left = gw_log(in.s) + gw_log(in.mass);
    double log_odds = log_left - log_stays;
    /* The odds of the less likely of gone and alive, from which both follow without overflow. */
    double odds = gw_exp(log_odds > 0.0 ? -log_odds : log_odds);
    double likely = 1.0 / (1.0 + odds);
    double alive = log_odds > 0.0 ? odds * likely : likely;
    double gone = log_odds > 0.0 ? likely : odds * likely;
    gw__pareto_cell cell = {.log_odds = log_odds};
    cell.log_lik = base + ((log_odds > 0.0 ? log_left : log_stays) + gw_log1p(odds));
    if (with_gradient)
        fill_gradient(cell.gradient, params, at, &in, t_x, alive, gone);
    return cell;
}

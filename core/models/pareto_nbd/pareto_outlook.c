/* The future of a customer who is alive.
 *
 * Given alive at T, the rate of purchases is Gamma(r + x, alpha + T), the death rate
 * Gamma(s, beta + T), so that purchases y after T come at the mean rate
 *   (r + x)/(alpha + T) (1 + y/(beta + T))^-s
 * (Fader & Hardie 2005, "A note on deriving the Pareto/NBD model", eq. 41, as a rate). Its integral
 * is (beta + T)/(alpha + T) v E(-(s - 1) v), v = log(1 + horizon/(beta + T)), E(z) = (e^z - 1)/z,
 * without the 0/0 at s = 1. Discounted, it is the scaled exponential integral when it never ends
 * (Fader, Hardie & Lee 2005, JMR 42, with Tricomi's U as e^z E_s(z), z = delta (beta + T)), and
 * Gauss panels up to a horizon. */
#include "pareto_outlook.h"

#include <goodwill/models.h>

#include <math.h>

#include "expint.h"
#include "gauss_panel.h"
#include "vmath.h"

double gw__pareto_growth(const gw__pareto_params *params, double T, double horizon)
{
    double scale = (params->beta + T) / (params->alpha + T);
    if (horizon == GW_FOREVER)
        return params->s > 1.0 ? scale / (params->s - 1.0) : (double)NAN;
    double v = gw_log1p(horizon / (params->beta + T));
    return scale * (v * gw_expm1_ratio((1.0 - params->s) * v));
}

/* int_0^horizon (1 + y/far)^-s e^(-delta y) dy. */
static double discounted_time(double far, double s, double horizon, double delta)
{
    double sum = 0.0;
    for (double from = 0.0; from < horizon;) {
        double room = horizon - from;
        double kept[GW_GAUSS_MOST];
        double decay[GW_GAUSS_MOST];
        double closeness = 1.0 / (far + from);
        gw__gauss_panel panel = gw__gauss_panel_of(delta + s * closeness, closeness, room);
        size_t n = panel.rule->n;
        for (size_t k = 0; k < n; k++) {
            double y = from + panel.width * panel.rule->nodes[k];
            kept[k] = y / far;
            decay[k] = delta * y;
        }
        gw_log1p_array(kept, kept, n);
        for (size_t k = 0; k < n; k++)
            kept[k] = -s * kept[k] - decay[k];
        gw_exp_array(kept, kept, n);
        double last = 1.0;
        for (size_t k = 0; k < n; k++) {
            last = kept[k];
            sum += panel.width * panel.rule->weights[k] * last;
        }
        from = panel.width < room ? from + panel.width : horizon;
        if (last * (horizon - from) <= 0x1p-60 * sum || last <= 0x1p-60 * delta * sum)
            return sum;
    }
    return sum;
}

double gw__pareto_discounted(const gw__pareto_params *params, double T, double horizon,
                             double delta)
{
    if (delta == 0.0)
        return gw__pareto_growth(params, T, horizon);
    double far = params->beta + T;
    if (horizon == GW_FOREVER)
        return far / (params->alpha + T) * gw_expint_scaled(params->s, delta * far);
    return discounted_time(far, params->s, horizon, delta) / (params->alpha + T);
}

/* Cubic Hermite interpolation of log x over z, whose slope phi(z) / (x f(x)) is known. */
#include "garden_score.h"

#include "gamma_distribution.h"
#include "normal_distribution.h"
#include "vmath.h"

void gw_garden_score_make(gw_garden_score *out, double shape, double rate)
{
    for (int i = 0; i < GW_GARDEN_SCORE_NODES; i++) {
        double z = (double)i / GW_GARDEN_SCORE_STEPS - GW_GARDEN_SCORE_REACH;
        double y = gw_gamma_log_quantile(gw_normal_cdf(z), gw_normal_cdf(-z), shape, rate);
        double log_slope = gw_normal_log_pdf(z) - y - gw_gamma_log_pdf(gw_exp(y), shape, rate);
        out->log_x[i] = y;
        out->slope[i] = gw_exp(log_slope) / GW_GARDEN_SCORE_STEPS;
    }
}

double gw_garden_score_at(const gw_garden_score *score, double z)
{
    double place = (z + GW_GARDEN_SCORE_REACH) * GW_GARDEN_SCORE_STEPS;
    double end = GW_GARDEN_SCORE_NODES - 1;
    place = place < 0.0 ? 0.0 : place > end ? end : place;
    int i = (int)place;
    i = i == GW_GARDEN_SCORE_NODES - 1 ? i - 1 : i;
    double t = place - i;
    double rise = score->log_x[i + 1] - score->log_x[i];
    double a = score->slope[i] - rise;
    double b = rise - score->slope[i + 1];
    return gw_exp(score->log_x[i] + t * rise + t * (1.0 - t) * (a * (1.0 - t) + b * t));
}

/* The prior of the BG/NBD and MBG/NBD: mean and tightness of the coin, with w = logit m and
 * m = a / (a + b), k = a + b:  a = k m,  b = k (1 - m). */
#include "bg_family.h"

#include "prior.h"
#include "vmath.h"

const gw_prior_coordinate gw__bg_prior[GW_BG_PARAMETERS] = {
    GW_PRIOR_RATE,
    {"logit_leaving", -1.3862943611198906 /* logit 0.2 */, 1.0,
     "logit of a/(a+b), the mean chance to leave after a purchase: half between 11 % and 33 %"},
    {"log_tightness", 1.0986122886681098 /* ln 3 */, 0.9,
     "log of a+b: how alike customers are in leaving"},
};

void gw__bg_place(double *logs_out, double *slopes_out, const double *coordinates, double unit)
{
    size_t n = GW_BG_PARAMETERS;
    double w = coordinates[2];
    double stays = 1 / (1 + gw_exp(w));
    gw__place_rate(logs_out, slopes_out, coordinates, unit, n);
    logs_out[GW_BG_A] = coordinates[3] - gw_softplus(-w);
    slopes_out[GW_BG_A * n + 2] = stays;
    slopes_out[GW_BG_A * n + 3] = 1;
    logs_out[GW_BG_B] = coordinates[3] - gw_softplus(w);
    slopes_out[GW_BG_B * n + 2] = stays - 1;
    slopes_out[GW_BG_B * n + 3] = 1;
}

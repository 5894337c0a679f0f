/* The prior of the BG/NBD and MBG/NBD: purchase rates, and mean and tightness of the coin. */
#include "bg_family.h"

#include "prior.h"

const gw_prior_coordinate gw__bg_prior[GW_BG_PARAMETERS] = {
    GW_PRIOR_RATE,
    GW_PRIOR_LEAVING,
};

void gw__bg_place(double *logs_out, double *slopes_out, const double *coordinates, double unit)
{
    size_t n = GW_BG_PARAMETERS;
    gw__place_rate(logs_out, slopes_out, coordinates, unit, n);
    gw__place_beta(logs_out, slopes_out, coordinates, GW_BG_A, n);
}

/* The parameters of the BG/NBD and MBG/NBD, and where their search begins.
 *
 * Purchase rates from the moments of x over T, as if nobody left, and a coin that is uniform on
 * [0, 1]. Nothing finer pays: from 30 % off the maximum in each parameter the search takes as many
 * steps as from here, on the CDNOW data and on simulated grocers, donors and subscribers. */
#include "bg_family.h"

#include <math.h>

#include "moments.h"

const gw_parameter gw__bg_parameters[GW_BG_PARAMETERS] = {
    {"r", 0.0, INFINITY, "how alike customers' purchase rates are: the shape of their gamma law"},
    {"alpha", 0.0, INFINITY, "the rate of that law, a time: the mean purchase rate is r/alpha"},
    {"a", 0.0, INFINITY,
     "the chance to leave after a purchase is beta distributed, its mean a/(a+b)"},
    {"b", 0.0, INFINITY, "see a: the larger a+b, the more alike customers are in leaving"},
};

void gw__bg_start(double *params_out, const gw_cells *cells)
{
    gw__rate_moments(params_out + GW_BG_R, params_out + GW_BG_ALPHA, cells);
    params_out[GW_BG_A] = 1.0;
    params_out[GW_BG_B] = 1.0;
}

void gw__bg_widen(double *params_out, const double *nested_params, const gw_cells *cells)
{
    (void)cells;
    params_out[GW_BG_R] = nested_params[0];
    params_out[GW_BG_ALPHA] = nested_params[1];
    params_out[GW_BG_A] = 0.5;
    params_out[GW_BG_B] = 24.5;
}

#include "stop.h"

#include <math.h>

gw_stop_reason gw_stop_check(const gw_stop *stop, int iteration, double value, double promised_gain)
{
    double rounding = stop->relative_gain_tolerance * fabs(value);
    if (promised_gain <= fmax(stop->gain_tolerance, rounding))
        return GW_STOP_CONVERGED;
    return iteration >= stop->max_iterations ? GW_STOP_ITERATION_LIMIT : GW_STOP_NOT_YET;
}

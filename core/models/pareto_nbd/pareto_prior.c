/* The prior of the Pareto/NBD. The share of customers who are still there at the median age T,
 *   S = (beta / (beta + T))^s,  so  beta = T / (S^(-1/s) - 1),
 * is what data and people know about; s and beta by themselves lie on a ridge. With w = logit S and
 * u = -log(S) / s:  log beta = log T - log(e^u - 1). */
#include "pareto_prior.h"

#include "prior.h"
#include "vmath.h"

const gw_prior_coordinate gw__pareto_prior[4] = {
    GW_PRIOR_RATE,
    {"logit_staying", 0.0, 1.25,
     "logit of the share of customers still there at the median age: half between 30 % and 70 %"},
    {"log_s", -0.3566749439387324 /* ln 0.7 */, 0.7, "log of s: how alike rates of leaving are"},
};

void gw__pareto_place(double *logs_out, double *slopes_out, const double *coordinates, double unit)
{
    size_t n = 4;
    double w = coordinates[2];
    double gone = 1 / (1 + gw_exp(w)); /* 1 - S */
    double s = gw_exp(coordinates[3]);
    double u = gw_softplus(-w) / s;
    double below_one = -gw_expm1(-u); /* 1 - e^-u, so that e^u - 1 = e^u (1 - e^-u) */
    gw__place_rate(logs_out, slopes_out, coordinates, unit, n);
    logs_out[2] = coordinates[3];
    slopes_out[2 * n + 2] = 0;
    slopes_out[2 * n + 3] = 1;
    logs_out[3] = gw_log(unit) - u - gw_log(below_one);
    slopes_out[3 * n + 2] = gone / s / below_one;
    slopes_out[3 * n + 3] = u / below_one;
}

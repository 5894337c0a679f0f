/* What the models' priors share: the data's unit, and the coordinates of purchase rates. */
#ifndef GW_PRIOR_H
#define GW_PRIOR_H

#include "model.h"

/* The value of the data that a prior's coordinates are measured by. Count models: the median age of
 * customers; spend models: the median mean order of those who came back; 1 where there is none, and
 * for contracts and discrete models, whose periods and opportunities are counted. GW_NO_MEMORY. */
gw_status gw__prior_unit(double *unit_out, gw_context *context, const gw_cells *cells,
                         gw_error *err);

/* The first two coordinates of every model with purchase rates Gamma(r, alpha): the mean number of
 * purchases in a median customer's age, if nobody left (half of all shops between 0.6 and 3.5, and
 * one in a thousand above 70), and how alike customers are. */
#define GW_PRIOR_RATE                                                                              \
    {"log_rate", 0.4054651081081644 /* ln 1.5 */, 1.25,                                            \
     "log of r/alpha times the median age: purchases in that time, if nobody left"},               \
    {                                                                                              \
        "log_r", -0.2231435513142097 /* ln 0.8 */, 0.7, "log of r: how alike purchase rates are"   \
    }

/* Two coordinates of every model in which customers' chances are Beta(a, b): of leaving at one
 * occasion, half of all shops between 11 % and 33 %, one in a hundred below 2 % or above 72 %; and
 * how alike customers are in it. */
#define GW_PRIOR_LEAVING                                                                           \
    {"logit_leaving", -1.3862943611198906 /* logit 0.2 */, 1.0,                                    \
     "logit of the mean chance to leave at an occasion: half between 11 % and 33 %"},              \
    {                                                                                              \
        "log_tightness", 1.0986122886681098 /* ln 3 */, 0.9,                                       \
            "log of the sum of that law's parameters: how alike customers are in leaving"          \
    }

/* Parameters `first` and `first` + 1, a and b of a beta law, from the coordinates of the same
 * places, logit a/(a + b) and log(a + b); slopes has n columns. Fills rows and columns of others
 * with 0 only within these two rows. */
void gw__place_beta(double *logs_out, double *slopes_out, const double *coordinates, size_t first,
                    size_t n);

/* Parameters 0 and 1, r and alpha, from coordinates 0 and 1; slopes has n columns. */
void gw__place_rate(double *logs_out, double *slopes_out, const double *coordinates, double unit,
                    size_t n);

#endif

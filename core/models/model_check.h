/* What is asked of the caller before a model is called: then models need not ask. */
#ifndef GW_MODEL_CHECK_H
#define GW_MODEL_CHECK_H

#include "model.h"

/* GW_OUT_OF_DOMAIN names the model, the first parameter that is NaN, infinite or outside its range,
 * its value, and the range. */
gw_status gw__check_params(const gw_model *model, const double *params, gw_error *err);
/* GW_WRONG_USE when the cells were made for another kind of model. */
gw_status gw__check_cells(const gw_model *model, const gw_cells *cells, gw_error *err);

#endif

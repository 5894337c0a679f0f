/* The points of series.h, made from a check and from fits. */
#ifndef GW_CHECK_SERIES_H
#define GW_CHECK_SERIES_H

#include "history.h"
#include "series.h"

/* The pictures of a check: all but `how_often` and `spend`. GW_NO_MEMORY, GW_CANCELLED. */
gw_status gw_check_series_make(gw_series *out, gw_context *context, const gw_check *check,
                               const gw_check_sample *sample, int32_t split_day, gw_error *err);

/* How many have how many repeat buying days, counted (n rows: `count` customers of age `age` days
 * with x of them) and by the model: picture `how_often`. */
gw_status gw_how_often_series(gw_series *out, const gw_model *model, const double *params,
                              const double *age, const double *x, const double *count, size_t n,
                              gw_error *err);
/* The mean orders of n repeat customers (x > 0 repeat occasions of mean `mean` > 0), counted in
 * bins of equal ratio, and by the model: picture `spend`. */
gw_status gw_spend_series(gw_series *out, const gw_model *model, const double *params,
                          const double *x, const double *mean, size_t n, gw_error *err);

#endif

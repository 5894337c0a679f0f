/* goodwill: what one customer will do: the chances of each count of occasions, their quantiles, and
 * when the next one comes. Averaged over draws of the parameters, so that what the data do not tell
 * is in them. Since 0.1. */
#ifndef GOODWILL_PREDICTIONS_H
#define GOODWILL_PREDICTIONS_H

#include <goodwill/models.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Somebody, as a count or discrete model sees him; borrowed for the call. */
typedef struct gw_one_customer {
    const gw_model *model;
    const double *draws; /* draw_count rows of gw_model_parameter_count values, of equal weight: of
                            gw_posterior_draws, or a single row of fitted parameters */
    size_t draw_count;
    const double *columns; /* {x, t_x, T} or {x, t_x, n}; {0, 0, 0} is a new customer */
} gw_one_customer;

/* The count of occasions within a horizon. Immutable; may be shared by threads. */
typedef struct gw_count_prediction gw_count_prediction;

/* Draw d looks horizons[d] ahead, in the columns' unit (discrete models: opportunities), each
 * finite and >= 0: all the same, or as long as a good or bad year makes them. Counts are told until
 * no more than 1e-6 is left, at most 65,536 of them. Statuses as gw_model_pmf; GW_WRONG_USE for no
 * draws; GW_NO_MEMORY; GW_CANCELLED. Free with gw_count_prediction_free. */
GW_API GW_MUST_USE gw_status gw_predict_count(gw_count_prediction **out, gw_context *context,
                                              const gw_one_customer *who, const double *horizons,
                                              gw_error *err);
GW_API void gw_count_prediction_free(gw_count_prediction *prediction); /* accepts NULL */
/* The chances of 0 .. n-1 occasions; borrowed. */
GW_API const double *gw_count_prediction_pmf(const gw_count_prediction *prediction, size_t *n_out);
/* The mean of the counts told. */
GW_API double gw_count_prediction_mean(const gw_count_prediction *prediction);
/* The count with the highest chance; the smallest of equals. */
GW_API size_t gw_count_prediction_mode(const gw_count_prediction *prediction);
/* The least k with P(count <= k) >= level, 0 <= level <= 1; the last one told where none is. */
GW_API size_t gw_count_prediction_quantile(const gw_count_prediction *prediction, double level);

/* When does the next occasion come? `p_out` gets the chance that one comes within `most` of T (> 0,
 * finite); times_out[i] the time after T by which it has come with chance levels[i] (in 0 .. 1),
 * given that it comes within `most`; NaN where none can. To 1e-6 of `most`. For models of discrete
 * opportunities times are whole. Statuses as above. */
GW_API GW_MUST_USE gw_status gw_predict_next(double *times_out, double *p_out, gw_context *context,
                                             const gw_one_customer *who, const double *levels,
                                             size_t n, double most, gw_error *err);

#ifdef __cplusplus
}
#endif

#endif

/* Hold-out scores, see holdout.h. Sums are ordered (sum.h), logarithms are our own (vmath.h). */
#include "holdout.h"

#include <math.h>

#include "error.h"
#include "memory.h"
#include "sum.h"
#include "vmath.h"

static gw_status check_rows(const double *predicted, const double *actual, const double *weight,
                            size_t n, gw_error *err)
{
    for (size_t i = 0; i < n; i++) {
        /* written so that a NaN fails */
        if (!(predicted[i] >= 0 && isfinite(predicted[i])) || !(actual[i] >= 0) ||
            !isfinite(actual[i]) || (weight != NULL && !(weight[i] > 0)))
            return gw_error_set(err, GW_BAD_DATA,
                                "hold-out row %zu: prediction %g, count %g: neither may be "
                                "negative or undefined",
                                i + 1, predicted[i], actual[i]);
    }
    return GW_OK;
}

static double poisson_deviance(double y, double m)
{
    double bounded = m < GW_HOLDOUT_FLOOR ? GW_HOLDOUT_FLOOR : m;
    double surprise = y > 0 ? y * gw_log(y / bounded) : 0.0;
    return 2.0 * (surprise - y + bounded);
}

gw_status gw_holdout_score_of(gw_holdout_score *out, gw_context *context, const double *predicted,
                              const double *actual, const double *weight, size_t n, gw_error *err)
{
    GW_TRY(check_rows(predicted, actual, weight, n, err));
    /* one column per sum, so that each is added up in its fixed order */
    enum { CUSTOMERS, ACTUAL, PREDICTED, ABSOLUTE, SQUARED, DEVIANCE, SUMS };
    double *column[SUMS] = {NULL};
    double sum[SUMS];
    double *all = gw_alloc(context, n, SUMS * sizeof *all);
    if (all == NULL)
        return gw_error_no_memory(err, "checking the forecast");
    for (int s = 0; s < SUMS; s++)
        column[s] = all + (size_t)s * n;
    for (size_t i = 0; i < n; i++) {
        double w = weight == NULL ? 1.0 : weight[i];
        double miss = predicted[i] - actual[i];
        column[CUSTOMERS][i] = w;
        column[ACTUAL][i] = w * actual[i];
        column[PREDICTED][i] = w * predicted[i];
        column[ABSOLUTE][i] = w * fabs(miss);
        column[SQUARED][i] = w * miss * miss;
        column[DEVIANCE][i] = w * poisson_deviance(actual[i], predicted[i]);
    }
    for (int s = 0; s < SUMS; s++)
        sum[s] = gw_sum(column[s], n);
    gw_release(context, all);
    double per = n == 0 ? 0.0 : 1.0 / sum[CUSTOMERS];
    *out =
        (gw_holdout_score){.customers = sum[CUSTOMERS],
                           .actual = sum[ACTUAL],
                           .predicted = sum[PREDICTED],
                           .bias = sum[ACTUAL] > 0 ? sum[PREDICTED] / sum[ACTUAL] - 1 : (double)NAN,
                           .mae = sum[ABSOLUTE] * per,
                           .rmse = sqrt(sum[SQUARED] * per),
                           .deviance = sum[DEVIANCE] * per};
    return GW_OK;
}

gw_status gw_holdout_difference(double *mean_out, double *se_out, gw_context *context,
                                const double *predicted_a, const double *predicted_b,
                                const double *actual, const double *weight, size_t n, gw_error *err)
{
    GW_TRY(check_rows(predicted_a, actual, weight, n, err));
    GW_TRY(check_rows(predicted_b, actual, weight, n, err));
    double *w = gw_alloc(context, n, 2 * sizeof *w);
    if (w == NULL)
        return gw_error_no_memory(err, "comparing two forecasts");
    double *difference = w + n;
    for (size_t i = 0; i < n; i++) {
        w[i] = weight == NULL ? 1.0 : weight[i];
        difference[i] = poisson_deviance(actual[i], predicted_a[i]) -
                        poisson_deviance(actual[i], predicted_b[i]);
    }
    double customers = gw_sum(w, n);
    double mean = n == 0 ? 0.0 : gw_sum_products(w, difference, n) / customers;
    for (size_t i = 0; i < n; i++)
        difference[i] = (difference[i] - mean) * (difference[i] - mean);
    double squares = gw_sum_products(w, difference, n);
    *mean_out = mean;
    *se_out = customers > 1 ? sqrt(squares / (customers - 1) / customers) : (double)NAN;
    gw_release(context, w);
    return GW_OK;
}

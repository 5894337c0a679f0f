/* Counts and the next occasion of one customer, averaged over draws; see goodwill/predictions.h.
 *
 * The next occasion comes later than t exactly when none comes within t: its law is the model's
 * chance of no occasion as a function of the horizon, P(next <= t) = 1 - P(0; t). It may never
 * come, so quantiles are of those times that are not beyond `most`. They are found by bisection:
 * the mean over draws of a decreasing function is one, whatever the model. */
#include <goodwill/predictions.h>

#include <math.h>
#include <stdbool.h>

#include "context.h"
#include "error.h"
#include "memory.h"

#define MOST_COUNTS 65536
#define FIRST_COUNTS 64
#define TAIL 1e-6
#define HALVINGS 24 /* 6e-8 of `most` */

struct gw_count_prediction {
    gw_context *context;
    size_t n;
    double *pmf;
};

static gw_status check(const gw_one_customer *who, gw_error *err)
{
    if (who->draw_count == 0)
        return gw_error_set(err, GW_WRONG_USE, "a prediction needs at least one draw");
    return GW_OK;
}

/* Means over the draws of n chances, into pmf; `one` is scratch of as many. */
static gw_status average(double *pmf, double *one, size_t n, gw_context *context,
                         const gw_one_customer *who, const double *horizons, gw_error *err)
{
    size_t k = gw_model_parameter_count(who->model);
    for (size_t i = 0; i < n; i++)
        pmf[i] = 0;
    for (size_t d = 0; d < who->draw_count; d++) {
        if (gw_context_cancelled(context))
            return gw_error_set(err, GW_CANCELLED, "cancelled while predicting a customer");
        GW_TRY(gw_model_pmf(one, n, context, who->model, who->draws + d * k, who->columns,
                            horizons[d], err));
        for (size_t i = 0; i < n; i++)
            pmf[i] += one[i] / (double)who->draw_count;
    }
    return GW_OK;
}

static double sum_of(const double *values, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += values[i];
    return sum;
}

gw_status gw_predict_count(gw_count_prediction **out, gw_context *context,
                           const gw_one_customer *who, const double *horizons, gw_error *err)
{
    gw_status status = GW_OK;
    double *pmf = NULL;
    double *one = NULL;
    size_t n = FIRST_COUNTS;
    GW_TRY(check(who, err));
    gw_count_prediction *prediction = gw_alloc_zero(context, 1, sizeof *prediction);
    if (prediction == NULL)
        return gw_error_no_memory(err, "the prediction of a customer");
    for (;; n *= 4) {
        double *grown = gw_resize(context, pmf, n, sizeof *pmf);
        pmf = grown != NULL ? grown : pmf;
        double *grown_one = gw_resize(context, one, n, sizeof *one);
        one = grown_one != NULL ? grown_one : one;
        status = grown == NULL || grown_one == NULL
                     ? gw_error_no_memory(err, "the prediction of a customer")
                     : average(pmf, one, n, context, who, horizons, err);
        if (status != GW_OK || n >= MOST_COUNTS || 1 - sum_of(pmf, n) <= TAIL)
            break;
    }
    gw_release(context, one);
    *prediction = (gw_count_prediction){context, n, pmf};
    if (status == GW_OK)
        *out = prediction;
    else
        gw_count_prediction_free(prediction);
    return status;
}

void gw_count_prediction_free(gw_count_prediction *prediction)
{
    if (prediction == NULL)
        return;
    gw_release(prediction->context, prediction->pmf);
    gw_release(prediction->context, prediction);
}

const double *gw_count_prediction_pmf(const gw_count_prediction *prediction, size_t *n_out)
{
    *n_out = prediction->n;
    return prediction->pmf;
}

double gw_count_prediction_mean(const gw_count_prediction *prediction)
{
    double sum = 0;
    for (size_t i = 0; i < prediction->n; i++)
        sum += (double)i * prediction->pmf[i];
    return sum;
}

size_t gw_count_prediction_mode(const gw_count_prediction *prediction)
{
    size_t mode = 0;
    for (size_t i = 1; i < prediction->n; i++)
        if (prediction->pmf[i] > prediction->pmf[mode])
            mode = i;
    return mode;
}

size_t gw_count_prediction_quantile(const gw_count_prediction *prediction, double level)
{
    double sum = 0;
    for (size_t i = 0; i < prediction->n; i++) {
        sum += prediction->pmf[i];
        if (sum >= level)
            return i;
    }
    return prediction->n - 1;
}

/* ---- The next occasion ---------------------------------------------------------------------- */

typedef struct waiting {
    gw_context *context;
    const gw_one_customer *who;
    bool whole; /* times are opportunities */
} waiting;

/* The chance that it has come within t. */
static gw_status comes_within(double *out, const waiting *w, double t, gw_error *err)
{
    const gw_one_customer *who = w->who;
    size_t k = gw_model_parameter_count(who->model);
    double none = 0;
    for (size_t d = 0; d < who->draw_count; d++) {
        double one = 0;
        if (gw_context_cancelled(w->context))
            return gw_error_set(err, GW_CANCELLED, "cancelled while predicting a customer");
        GW_TRY(gw_model_pmf(&one, 1, w->context, who->model, who->draws + d * k, who->columns, t,
                            err));
        none += one / (double)who->draw_count;
    }
    *out = 1 - none;
    return GW_OK;
}

static gw_status time_by(double *out, const waiting *w, double wanted, double most, gw_error *err)
{
    double low = 0;
    double high = most;
    for (int i = 0; i < HALVINGS && (!w->whole || high - low > 1); i++) {
        double middle = w->whole ? floor((low + high) / 2) : (low + high) / 2;
        double chance = 0;
        GW_TRY(comes_within(&chance, w, middle, err));
        if (chance >= wanted)
            high = middle;
        else
            low = middle;
    }
    *out = w->whole ? high : (low + high) / 2;
    return GW_OK;
}

gw_status gw_predict_next(double *times_out, double *p_out, gw_context *context,
                          const gw_one_customer *who, const double *levels, size_t n, double most,
                          gw_error *err)
{
    const waiting w = {context, who, gw_model_kind_of(who->model) == GW_MODEL_DISCRETE};
    double ever = 0;
    GW_TRY(check(who, err));
    if (!(most > 0) || !isfinite(most))
        return gw_error_set(err, GW_WRONG_USE,
                            "the longest time to wait for must be above zero, not %g", most);
    GW_TRY(comes_within(&ever, &w, most, err));
    for (size_t i = 0; i < n; i++) {
        times_out[i] = (double)NAN;
        if (ever > 0)
            GW_TRY(time_by(&times_out[i], &w, levels[i] * ever, most, err));
    }
    *p_out = ever;
    return GW_OK;
}

/* A cohort of which lost_1, lost_2, ..., lost_n left at the first to n-th renewal and active_n
 * renewed every time has the likelihood prod P(T = t)^lost_t S(n)^active_n (Fader & Hardie 2007, J.
 * Interactive Marketing 21, eq. B1). Written by renewals it is prod r_t^renewed_t (1 - r_t)^lost_t,
 * where S(n) and P(T = t) = S(t - 1)(1 - r_t) have been taken apart: so cohorts of any age, and
 * customers first seen in the middle of their contract, add up row by row. */
#include "contract.h"

#include <math.h>
#include <stdbool.h>

#include "context.h"
#include "error.h"
#include "memory.h"
#include "sum.h"
#include "undefined.h"
#include "vmath.h"

enum { PERIOD, ACTIVE, LOST };

#define STEPS_DOWN 4096 /* periods that the sum of renewals is carried back */

/* One past the last cell with the period of cell `first`. */
static size_t period_end(const gw_cells *cells, size_t first)
{
    const double *period = cells->columns[PERIOD];
    size_t end = first + 1;
    while (end < cells->n && period[end] == period[first])
        end++;
    return end;
}

/* ---- Log-likelihood ------------------------------------------------------------------------- */

/* One period's share of the log-likelihood and of its derivatives. */
static void period_terms(double *terms_out, const gw__contract_law *law, const double *params,
                         double n, double renewed, double lost)
{
    double slopes[GW_CONTRACT_PARAMETERS];
    double log_r = law->log_retention(slopes, params, n);
    double by_log_r = renewed; /* d log L / d log r */
    terms_out[0] = renewed > 0.0 ? renewed * log_r : 0.0;
    if (lost > 0.0) {
        terms_out[0] += lost * gw_log(-gw_expm1(log_r));
        by_log_r -= lost / gw_expm1(-log_r);
    }
    for (size_t i = 0; i < law->parameter_count; i++)
        terms_out[1 + i] = by_log_r * slopes[i];
}

gw_status gw__contract_log_lik(double *log_lik_out, double *gradient_out, gw_context *context,
                               const gw__contract_law *law, const double *params,
                               const gw_cells *cells, gw_error *err)
{
    size_t sums = 1 + law->parameter_count;
    size_t used = 0; /* periods */
    double *terms = gw_alloc(context, sums * cells->n, sizeof *terms);
    if (terms == NULL)
        return gw_error_no_memory(err, "a log-likelihood");
    for (size_t first = 0; first < cells->n;) {
        size_t end = period_end(cells, first);
        const double *weight = cells->weight + first;
        double n = cells->columns[PERIOD][first];
        double at[1 + GW_CONTRACT_PARAMETERS];
        if (n > 0.0) {
            period_terms(at, law, params, n,
                         gw_sum_products(weight, cells->columns[ACTIVE] + first, end - first),
                         gw_sum_products(weight, cells->columns[LOST] + first, end - first));
            for (size_t i = 0; i < sums; i++)
                terms[i * cells->n + used] = at[i];
            used++;
        }
        first = end;
    }
    *log_lik_out = gw_sum(terms, used);
    for (size_t i = 1; gradient_out != NULL && i < sums; i++)
        gradient_out[i - 1] = gw_sum(terms + i * cells->n, used);
    gw_release(context, terms);
    return GW_OK;
}

/* ---- Scores --------------------------------------------------------------------------------- */

/* sum_k S(n+k)/S(n) v^k, carried back from a later period: 1 + v r_{n+1} (the same at n + 1). */
static double renewals_before(const gw__contract_law *law, const double *params, double n,
                              double later, double at_later, double delta)
{
    double sum = at_later;
    double v = gw_exp(-delta);
    if (later - n > STEPS_DOWN || !isfinite(at_later))
        return law->renewals(params, n, delta);
    for (double k = later; k > n; k -= 1.0)
        sum = 1.0 + v * gw_exp(law->log_retention(NULL, params, k)) * sum;
    return sum;
}

static void put(double *out, size_t first, size_t end, double value)
{
    for (size_t cell = first; out != NULL && cell < end; cell++)
        out[cell] = value;
}

/* From the last period to the first. */
static size_t score_periods(double *const *scores, const gw__contract_law *law,
                            const double *params, const gw_cells *cells, double delta)
{
    const double *period = cells->columns[PERIOD];
    bool wanted = scores[GW_CONTRACT_RESIDUAL] != NULL && delta >= 0.0;
    double sum = HUGE_VAL; /* renewals from `later` on */
    double later = HUGE_VAL;
    size_t endless = 0;
    for (size_t end = cells->n; end > 0;) {
        size_t first = end - 1;
        double n = period[first];
        while (first > 0 && period[first - 1] == n)
            first--;
        double r = n > 0.0 ? gw_exp(law->log_retention(NULL, params, n)) : 1.0;
        double residual = NAN;
        if (wanted) {
            sum = renewals_before(law, params, n, later, sum, delta);
            residual = isfinite(sum) ? r * sum : (double)NAN;
            endless += isfinite(sum) ? 0 : end - first;
        }
        later = n;
        put(scores[GW_CONTRACT_SURVIVAL], first, end,
            n > 0.0 ? gw_exp(law->log_survival(params, n)) : 1.0);
        put(scores[GW_CONTRACT_RETENTION], first, end, r);
        put(scores[GW_CONTRACT_RESIDUAL], first, end, residual);
        end = first;
    }
    return endless;
}

gw_status gw__contract_score(double *const *scores_out, gw_score_report *report,
                             gw_context *context, const gw__contract_law *law, const double *params,
                             const gw_cells *cells, const gw_forecast_question *question,
                             gw_error *err)
{
    if (gw_context_cancelled(context))
        return gw_error_set(err, GW_CANCELLED, "cancelled");
    size_t endless = score_periods(scores_out, law, params, cells, question->delta);
    gw__report_undefined(report, endless, law->endless);
    return GW_OK;
}

/* ---- Start and simulation ------------------------------------------------------------------- */

void gw__contract_simulate(double *columns, gw_rng *rng, const gw__contract_law *law,
                           const double *params)
{
    double n = columns[PERIOD];
    double r = n > 0.0 ? gw_exp(law->log_retention(NULL, params, n)) : 1.0;
    bool renews = gw_rng_uniform(rng) <= r;
    columns[ACTIVE] = renews ? 1.0 : 0.0;
    columns[LOST] = renews ? 0.0 : 1.0;
}

double gw__contract_share(const gw_cells *cells)
{
    double lost = 0.0;
    double all = 0.0;
    for (size_t first = 0; first < cells->n;) {
        size_t end = period_end(cells, first);
        const double *weight = cells->weight + first;
        if (cells->columns[PERIOD][first] > 0.0) {
            double left = gw_sum_products(weight, cells->columns[LOST] + first, end - first);
            lost += left;
            all += left + gw_sum_products(weight, cells->columns[ACTIVE] + first, end - first);
        }
        first = end;
    }
    return all > 0.0 ? fmin(fmax(lost / all, 0.001), 0.999) : 0.5;
}

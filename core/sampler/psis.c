/* Vehtari, Simpson, Gelman, Yao & Gabry (2024), "Pareto smoothed importance sampling", Journal of
 * Machine Learning Research 25(72): the tail is the largest min(n/5, 3 sqrt n) weights; its law is
 * fitted by the profile of Zhang & Stephens (2009), "A new and efficient estimation method for the
 * generalized Pareto distribution", Technometrics 51(3), and its shape drawn towards 1/2 as if ten
 * more weights had said so; the weights become the law's quantiles at (j - 1/2)/m, none above the
 * largest of them. */
#include "psis.h"

#include <math.h>

#include "error.h"
#include "memory.h"
#include "placed.h"
#include "sum.h"
#include "vmath.h"

#define LEAST_TAIL 5
#define GRID_MOST 512 /* 30 + sqrt of the tail, for any tail there is memory for */

typedef struct pareto_law {
    double shape;
    double scale;
} pareto_law;

/* mean of log(1 - theta x): minus the shape that goes with theta. */
static double mean_log(double theta, const double *x, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += gw_log1p(-theta * x[i]);
    return sum / (double)n;
}

/* x ascending and positive. Zhang & Stephens' estimate: theta averaged over its profile likelihood
 * on a grid. */
static pareto_law fit_tail(const double *x, size_t n)
{
    double theta[GRID_MOST];
    double profile[GRID_MOST];
    size_t grid = 30 + (size_t)sqrt((double)n);
    grid = grid < GRID_MOST ? grid : GRID_MOST;
    double quartile = x[(size_t)((double)n / 4 + 0.5) - 1];
    double best = -HUGE_VAL;
    for (size_t j = 0; j < grid; j++) {
        theta[j] = 1 / x[n - 1] + (1 - sqrt((double)grid / ((double)j + 0.5))) / (3 * quartile);
        double k = mean_log(theta[j], x, n);
        profile[j] = (double)n * (gw_log(-theta[j] / k) - k - 1);
        best = profile[j] > best ? profile[j] : best;
    }
    double total = 0;
    double mean = 0;
    for (size_t j = 0; j < grid; j++) {
        double weight = gw_exp(profile[j] - best);
        if (!(weight > 0))
            continue; /* also where theta has no likelihood */
        total += weight;
        mean += weight * theta[j];
    }
    double k = mean_log(mean / total, x, n);
    return (pareto_law){(k * (double)n + 5) / ((double)n + 10), -k / (mean / total)};
}

static double tail_quantile(const pareto_law *law, double p)
{
    /* scale ((1 - p)^-shape - 1) / shape, also at shape 0 */
    double along = -gw_log1p(-p);
    return law->scale * along * gw_expm1_ratio(law->shape * along);
}

/* order: all weights ascending, the largest of them e^0. */
static double smooth_tail(double *weights, const gw_placed *order, double *excess, size_t n,
                          size_t tail)
{
    const gw_placed *top = order + (n - tail);
    double cut = gw_exp(order[n - tail - 1].value);
    size_t above = 0;
    for (size_t j = 0; j < tail; j++) {
        excess[j] = gw_exp(top[j].value) - cut;
        above += excess[j] > 0;
    }
    if (!(excess[tail - 1] - excess[0] > 1e-12 * excess[tail - 1]))
        return -HUGE_VAL;
    if (above < tail || tail < LEAST_TAIL) /* ties at the cut: no law to be seen */
        return HUGE_VAL;
    pareto_law law = fit_tail(excess, tail);
    if (!isfinite(law.shape))
        return HUGE_VAL;
    for (size_t j = 0; j < tail; j++) {
        double w = cut + tail_quantile(&law, ((double)j + 0.5) / (double)tail);
        weights[top[j].place] = w < 1 ? w : 1.0;
    }
    return law.shape;
}

gw_status gw_psis(double *weights_out, double *log_mean_out, double *khat_out, gw_context *context,
                  const double *log_weights, size_t n, gw_error *err)
{
    size_t tail = (size_t)fmin((double)n / 5, 3 * sqrt((double)n));
    gw_placed *order = gw_alloc(context, n, sizeof *order);
    double *excess = gw_alloc(context, tail + 1, sizeof *excess);
    double khat = HUGE_VAL;
    gw_status status = GW_OK;
    if (order == NULL || excess == NULL) {
        status = gw_error_no_memory(err, "importance weights");
        goto done;
    }
    for (size_t i = 0; i < n; i++)
        order[i] = (gw_placed){log_weights[i], i};
    gw_placed_sort(order, n);
    double largest = order[n - 1].value;
    for (size_t i = 0; i < n; i++) {
        order[i].value -= largest;
        weights_out[i] = gw_exp(log_weights[i] - largest);
    }
    if (tail > 0)
        khat = smooth_tail(weights_out, order, excess, n, tail);
    double total = gw_sum(weights_out, n);
    for (size_t i = 0; i < n; i++)
        weights_out[i] /= total;
    *log_mean_out = largest + gw_log(total / (double)n);
    *khat_out = khat;
done:
    gw_release(context, order);
    gw_release(context, excess);
    return status;
}

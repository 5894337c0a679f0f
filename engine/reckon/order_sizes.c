/* The law of order_sizes.h: tables of the beta prime distribution for one x at a time, asked in
 * the order of the cells, which is by x. */
#include "order_sizes.h"

#include <math.h>
#include <string.h>

#include "error.h"
#include "incomplete_beta.h"
#include "incomplete_gamma.h"
#include "memory.h"
#include "normal_distribution.h"
#include "vmath.h"

#define LEAST 0.05
#define LOG_STEP 0.0790 /* from LEAST to 4,000 in 143 steps */
#define NOTHING 1e-6    /* chances beyond this are taken as 0 and 1 */

/* Numbers of orders the law is told for; between them it keeps the shape of the smaller one. */
static const int counts[] = {1,  2,  3,  4,  5,  6,  7,  8,  9,   10,  12,  14,  17,  20,
                             24, 29, 35, 42, 50, 60, 72, 86, 104, 125, 150, 180, 216, 260};
#define ROWS (sizeof counts / sizeof *counts)

struct gw_order_sizes {
    gw_context *context;
    gw_draws spend;
    bool log_normal;
    double *normal; /* of log-normal orders: the normal distribution function, see normal_at */
    double x;       /* of the table; NaN: none yet */
    size_t rows;    /* filled */
    bool known;
    double table[ROWS][GW_MONEY_GRID];
};

double gw_money_at(double place)
{
    return LEAST * gw_exp(place * LOG_STEP);
}

/* Of the Gamma-Gamma without heavy tails: q + p x > 1; of log-normals always. */
static bool mean_exists(const gw_order_sizes *sizes, size_t draw)
{
    const double *params = sizes->spend.values + draw * sizes->spend.parameters;
    return sizes->log_normal || params[1] + params[0] * sizes->x > 1;
}

void gw_order_sizes_free(gw_order_sizes *sizes)
{
    if (sizes == NULL)
        return;
    gw_release(sizes->context, sizes->spend.values);
    gw_release(sizes->context, sizes->normal);
    gw_release(sizes->context, sizes);
}

/* P(W <= w) for shapes a and b. Where both are not small Paulson's cube roots (1942, Biometrika 32)
 * are right to 1e-3, at a tenth of the time. */
static double beta_prime(double w, double a, double b)
{
    if (a < 8 || b < 8)
        return gw_incomplete_beta(w / (1 + w), 1 / (1 + w), a, b).lower;
    double root = gw_exp(gw_log(w * b / a) / 3);
    double z =
        ((1 - 1 / (9 * b)) * root - (1 - 1 / (9 * a))) / sqrt(root * root / (9 * b) + 1 / (9 * a));
    gw_tails half = gw_incomplete_gamma(0.5, z * z / 2);
    return z > 0 ? 0.5 + 0.5 * half.lower : 0.5 * half.upper;
}

/* Adds P(money of n orders <= r expected sizes) for one draw, from the middle of the law outward
 * until nothing changes any more. */
static void add_law(double *row, double p, double shape, double n, double share)
{
    double scale = p / (shape - 1);
    size_t middle = 0;
    while (middle + 1 < GW_MONEY_GRID && gw_money_at((double)middle) < n)
        middle++;
    size_t above = middle;
    for (double chance = 0; above < GW_MONEY_GRID && chance < 1 - NOTHING; above++) {
        chance = beta_prime(gw_money_at((double)above) * scale, p * n, shape);
        row[above] += share * chance;
    }
    for (; above < GW_MONEY_GRID; above++)
        row[above] += share;
    double chance = 1;
    for (size_t below = middle; below > 0 && chance > NOTHING; below--) {
        chance = beta_prime(gw_money_at((double)below - 1) * scale, p * n, shape);
        row[below - 1] += share * chance;
    }
}

/* ---- Log-normal orders ---------------------------------------------------------------------- */

/* Variance of the logarithm of n orders' mean, given the customer: log(1 + (e^(sigma^2) - 1)/n). */
static double log_variance(double sigma, double n)
{
    return gw_log1p(gw_expm1(fmin(sigma * sigma, 50.0)) / n);
}

/* Variance of a customer's own level after x orders. */
static double level_variance(const double *params, double x)
{
    double tau2 = params[2] * params[2];
    double s2 = x > 0 ? log_variance(params[1], x) : 0.0;
    return x > 0 ? tau2 * s2 / (tau2 + s2) : tau2;
}

/* Half a million values are asked for: a line between points .01 apart is right to 1e-5. */
#define NORMAL_STEP 0.01
#define NORMAL_POINTS 1201 /* -6 to 6 */
#define NORMAL_MIDDLE 600

static gw_status tabulate_normal(gw_order_sizes *sizes, gw_error *err)
{
    sizes->normal = gw_alloc(sizes->context, NORMAL_POINTS, sizeof *sizes->normal);
    if (sizes->normal == NULL)
        return gw_error_no_memory(err, "the sizes of orders");
    for (int i = 0; i < NORMAL_POINTS; i++)
        sizes->normal[i] = gw_normal_cdf((i - NORMAL_MIDDLE) * NORMAL_STEP);
    return GW_OK;
}

static double normal_at(const double *normal, double z)
{
    double place = z / NORMAL_STEP + NORMAL_MIDDLE;
    if (!(place > 0))
        return 0;
    if (place >= NORMAL_POINTS - 1)
        return 1;
    size_t below = (size_t)place;
    return normal[below] + (place - (double)below) * (normal[below + 1] - normal[below]);
}

static void add_log_normal(double *row, const gw_order_sizes *sizes, const double *params, double n,
                           double share)
{
    double variance = log_variance(params[1], n) + level_variance(params, sizes->x);
    double by_sd = 1 / sqrt(variance);
    double z = (gw_log(LEAST / n) + 0.5 * variance) * by_sd;
    for (size_t i = 0; i < GW_MONEY_GRID; i++)
        row[i] += share * normal_at(sizes->normal, z + (double)i * LOG_STEP * by_sd);
}

static gw_status make(gw_order_sizes **out, gw_context *context, bool log_normal,
                      const gw_draws *spend, size_t n, gw_error *err)
{
    gw_order_sizes *sizes = gw_alloc_zero(context, 1, sizeof *sizes);
    double *values = gw_alloc(context, n * spend->parameters, sizeof *values);
    if (sizes == NULL || values == NULL) {
        gw_release(context, sizes);
        gw_release(context, values);
        return gw_error_no_memory(err, "the sizes of orders");
    }
    memcpy(values, spend->values, n * spend->parameters * sizeof *values);
    sizes->context = context;
    sizes->spend = (gw_draws){.n = n, .parameters = spend->parameters, .values = values};
    sizes->log_normal = log_normal;
    sizes->x = (double)NAN;
    gw_status status = log_normal ? tabulate_normal(sizes, err) : GW_OK;
    if (status == GW_OK)
        *out = sizes;
    else
        gw_order_sizes_free(sizes);
    return status;
}

gw_status gw_order_sizes_create(gw_order_sizes **out, gw_context *context, const gw_model *model,
                                const gw_draws *spend, size_t averaged, gw_error *err)
{
    bool log_normal = strcmp(gw_model_name(model), "lognormal_spend") == 0;
    return make(out, context, log_normal, spend, averaged < spend->n ? averaged : spend->n, err);
}

gw_status gw_order_sizes_copy(gw_order_sizes **out, const gw_order_sizes *sizes, gw_error *err)
{
    return make(out, sizes->context, sizes->log_normal, &sizes->spend, sizes->spend.n, err);
}

/* ---- Tables --------------------------------------------------------------------------------- */

static void fill_row(double *row, const gw_order_sizes *sizes, double n)
{
    double counted = 0;
    memset(row, 0, GW_MONEY_GRID * sizeof *row);
    for (size_t d = 0; d < sizes->spend.n; d++)
        counted += mean_exists(sizes, d);
    for (size_t d = 0; d < sizes->spend.n; d++) {
        const double *params = sizes->spend.values + d * sizes->spend.parameters;
        if (sizes->log_normal)
            add_log_normal(row, sizes, params, n, 1 / counted);
        else if (mean_exists(sizes, d))
            add_law(row, params[0], params[1] + params[0] * sizes->x, n, 1 / counted);
    }
}

/* Rows for up to `orders` orders, and for x. */
static void reach(gw_order_sizes *sizes, size_t orders, double x)
{
    if (!(x == sizes->x)) {
        sizes->x = x;
        sizes->rows = 0;
        sizes->known = false;
        for (size_t d = 0; d < sizes->spend.n; d++)
            sizes->known = sizes->known || mean_exists(sizes, d);
    }
    while (sizes->known && sizes->rows < ROWS &&
           (sizes->rows == 0 || (size_t)counts[sizes->rows] <= orders)) {
        fill_row(sizes->table[sizes->rows], sizes, counts[sizes->rows]);
        sizes->rows++;
    }
}

/* The row of n orders, spread over k >= n. */
static void add_row(double *money, const double *row, double n, double k, double chance)
{
    double shift = k > n ? gw_log(k / n) / LOG_STEP : 0.0;
    for (size_t i = (size_t)ceil(shift); i < GW_MONEY_GRID; i++) {
        double place = (double)i - shift;
        size_t below = (size_t)place;
        double next = below + 1 < GW_MONEY_GRID ? row[below + 1] : 1;
        money[i] += chance * (row[below] + (place - (double)below) * (next - row[below]));
    }
}

bool gw_order_sizes_mix(double money_out[GW_MONEY_GRID], gw_order_sizes *sizes,
                        const double *chance, size_t n, double x)
{
    size_t row = 0;
    reach(sizes, n - 1, x);
    if (!sizes->known)
        return false;
    for (size_t i = 0; i < GW_MONEY_GRID; i++)
        money_out[i] = chance[0];
    for (size_t k = 1; k < n; k++) {
        while (row + 1 < sizes->rows && (size_t)counts[row + 1] <= k)
            row++;
        if (chance[k] > 1e-9)
            add_row(money_out, sizes->table[row], counts[row], (double)k, chance[k]);
    }
    return true;
}

/* Var S = E[N] E[p / nu^2] + E[N^2] E[p^2 / nu^2] - E[N]^2 E[p / nu]^2; with a = q + p x,
 * E[1 / nu^2] / E[1 / nu]^2 = (a - 1) / (a - 2). */
static double gamma_variance(const gw_order_sizes *sizes, double mean, double square, double x)
{
    double p = 0;
    double shape = 0;
    for (size_t d = 0; d < sizes->spend.n; d++) {
        const double *params = sizes->spend.values + d * sizes->spend.parameters;
        p += params[0] / (double)sizes->spend.n;
        shape += (params[1] + params[0] * x) / (double)sizes->spend.n;
    }
    double ratio = 1 + 1 / fmax(shape - 2, 0.5);
    return mean * ratio / p + square * ratio - mean * mean;
}

/* Var S = E[N] (e^(sigma^2) - 1) e^v + E[N^2] e^v - E[N]^2, v the variance of the level. */
static double log_normal_variance(const gw_order_sizes *sizes, double mean, double square, double x)
{
    double variance = 0;
    for (size_t d = 0; d < sizes->spend.n; d++) {
        const double *params = sizes->spend.values + d * sizes->spend.parameters;
        double level = gw_exp(level_variance(params, x));
        double own = gw_expm1(fmin(params[1] * params[1], 50.0));
        variance += (mean * own + square) * level / (double)sizes->spend.n;
    }
    return variance - mean * mean;
}

double gw_order_sizes_variance(const gw_order_sizes *sizes, double mean, double square, double x)
{
    return sizes->log_normal ? log_normal_variance(sizes, mean, square, x)
                             : gamma_variance(sizes, mean, square, x);
}

/* The G/G/NBD, or GGompertz/NBD (Bemmaor & Glady 2012, "Modeling purchasing behavior with sudden
 * 'death': a flexible customer lifetime model", Management Science 58): purchases while alive at a
 * rate ~ Gamma(r, alpha), as in the Pareto/NBD, but lives are Gompertz, so that leaving may become
 * more likely with age. For b to 0 with beta = b beta' it is the Pareto/NBD with s and beta'.
 *
 * The article's closed form of the conditional expectation is wrong (Adler 2022); here it is
 *   E = P(alive) (r + x)/(alpha + T) int_0^h e^(-s G(v) - delta v) dv
 * with the law G of those still there at T. Every cell is integrated by itself: some microseconds,
 * a hundred times the Pareto/NBD's tables. */
#include <math.h>

#include "cells.h"
#include "context.h"
#include "draw.h"
#include "error.h"
#include "ggompertz_cell.h"
#include "memory.h"
#include "model.h"
#include "moments.h"
#include "nb_chances.h"
#include "parallel.h"
#include "prior.h"
#include "rising.h"
#include "sum.h"
#include "vmath.h"

enum { R, ALPHA, B, S, BETA, PARAMETERS };
enum { X, T_X, T };

#define N ((size_t)PARAMETERS)
#define SUMS (1 + N)
#define STEP 256
#define OUTLOOK_UNIT 32
#define GONE 45.0
#define WIDEST 1.5 /* panels of chances, in log y */
#define SPANNED 6.0

/* ---- Log-likelihood ------------------------------------------------------------------------- */

typedef struct job {
    const gw_cells *cells;
    gw__ggompertz_params params;
    bool with_gradient;
    gw_forecast_question question;
    double *const *scores;
    double *log_rising; /* by x_rank */
    double *by_r;       /* by x_rank */
    double *sums;       /* SUMS lists of block_count */
    double *plain;      /* by T of all cells: time somebody alive there stays, within the horizon */
    double *discounted; /* likewise */
    double *memory;
} job;

static void sum_block(size_t unit, int worker, void *user)
{
    (void)worker;
    const job *j = user;
    const gw_cells *cells = j->cells;
    const gw_block *block = &cells->blocks[unit];
    double values[SUMS][STEP];
    double sums[SUMS] = {0.0};
    for (size_t start = 0; start < block->count; start += STEP) {
        size_t n = block->count - start < STEP ? block->count - start : STEP;
        size_t first = block->first + start;
        for (size_t k = 0; k < n; k++) {
            gw__ggompertz_cell cell = gw__ggompertz_cell_at(
                &j->params, block->x, j->log_rising[block->x_rank], j->by_r[block->x_rank],
                cells->columns[T_X][first + k], cells->columns[T][first + k], j->with_gradient);
            values[0][k] = cell.log_lik;
            for (size_t i = 0; i < N; i++)
                values[1 + i][k] = j->with_gradient ? cell.gradient[i] : 0.0;
        }
        for (size_t i = 0; i < SUMS; i++)
            sums[i] += gw_sum_products(cells->weight + first, values[i], n);
    }
    for (size_t i = 0; i < SUMS; i++)
        j->sums[i * cells->block_count + unit] = sums[i];
}

static gw_status begin(job *j, gw_context *context, gw_error *err)
{
    const gw_cells *cells = j->cells;
    if (gw_context_cancelled(context))
        return gw_error_set(err, GW_CANCELLED, "cancelled");
    j->memory =
        gw_alloc(context, 2 * cells->x_count + SUMS * cells->block_count + 2 * cells->T_count,
                 sizeof(double));
    if (j->memory == NULL)
        return gw_error_no_memory(err, "the G/G/NBD");
    j->log_rising = j->memory;
    j->by_r = j->log_rising + cells->x_count;
    j->sums = j->by_r + cells->x_count;
    j->plain = j->sums + SUMS * cells->block_count;
    j->discounted = j->plain + cells->T_count;
    gw__log_rising_all(j->log_rising, j->by_r, j->params.r, cells->x_values, cells->x_count);
    return GW_OK;
}

static gw_status log_lik(double *log_lik_out, double *gradient_out, gw_context *context,
                         const double *params, const gw_cells *cells, gw_error *err)
{
    job j = {.cells = cells,
             .params = gw__ggompertz_named(params),
             .with_gradient = gradient_out != NULL};
    GW_TRY(begin(&j, context, err));
    gw_parallel_for(context, cells->block_count, sum_block, &j);
    *log_lik_out = gw_sum_pairwise(j.sums, cells->block_count);
    for (size_t i = 0; gradient_out != NULL && i < N; i++)
        gradient_out[i] =
            gw_sum_pairwise(j.sums + (1 + i) * cells->block_count, cells->block_count);
    gw_release(context, j.memory);
    return GW_OK;
}

/* ---- Scores --------------------------------------------------------------------------------- */

static void fill_outlook(size_t unit, int worker, void *user)
{
    (void)worker;
    const job *j = user;
    size_t end = (unit + 1) * OUTLOOK_UNIT;
    end = end < j->cells->T_count ? end : j->cells->T_count;
    double delta = j->question.delta;
    double h = j->question.horizon == GW_FOREVER ? HUGE_VAL : j->question.horizon;
    gw__clock birth = gw__clock_of(j->params.b, j->params.beta);
    for (size_t i = unit * OUTLOOK_UNIT; i < end; i++) {
        gw__clock clock = gw__clock_from(&birth, j->cells->T_values[i]);
        double rate = 1.0 / (j->params.alpha + j->cells->T_values[i]);
        j->plain[i] = j->scores[GW_COUNT_EXPECTED] == NULL
                          ? 0.0
                          : rate * gw__clock_time(&clock, j->params.s, h, 0.0);
        j->discounted[i] = j->scores[GW_COUNT_DISCOUNTED] == NULL || delta < 0.0
                               ? (double)NAN
                               : rate * gw__clock_time(&clock, j->params.s, h, delta);
    }
}

static void score_block(size_t unit, int worker, void *user)
{
    (void)worker;
    const job *j = user;
    const gw_block *block = &j->cells->blocks[unit];
    double shape = j->params.r + block->x;
    for (size_t k = 0; k < block->count; k++) {
        size_t at = gw__block_cell(block, k);
        uint32_t T_rank = block->T_rank[block->T_index[k]];
        gw__ggompertz_cell cell = gw__ggompertz_cell_at(
            &j->params, block->x, j->log_rising[block->x_rank], j->by_r[block->x_rank],
            j->cells->columns[T_X][at], j->cells->columns[T][at], false);
        double values[GW_COUNT_SCORES];
        values[GW_COUNT_LOG_LIK] = cell.log_lik;
        values[GW_COUNT_LOG_P_ALIVE] = 0.0 - gw_softplus(cell.log_odds);
        values[GW_COUNT_P_ALIVE] = gw_exp(values[GW_COUNT_LOG_P_ALIVE]);
        values[GW_COUNT_EXPECTED] = values[GW_COUNT_P_ALIVE] * (shape * j->plain[T_rank]);
        values[GW_COUNT_DISCOUNTED] = values[GW_COUNT_P_ALIVE] * (shape * j->discounted[T_rank]);
        for (size_t i = 0; i < GW_COUNT_SCORES; i++)
            if (j->scores[i] != NULL)
                j->scores[i][at] = values[i];
    }
}

static gw_status score(double *const *scores_out, gw_score_report *report, gw_context *context,
                       const double *params, const gw_cells *cells,
                       const gw_forecast_question *question, gw_error *err)
{
    (void)report; /* lives end so fast that everything has a mean */
    job j = {.cells = cells,
             .params = gw__ggompertz_named(params),
             .question = *question,
             .scores = scores_out};
    GW_TRY(begin(&j, context, err));
    gw_parallel_for(context, (cells->T_count + OUTLOOK_UNIT - 1) / OUTLOOK_UNIT, fill_outlook, &j);
    gw_parallel_for(context, cells->block_count, score_block, &j);
    gw_release(context, j.memory);
    return GW_OK;
}

/* ---- Chances of counts ---------------------------------------------------------------------- */

/* As pareto_pmf.c: those alive at T leave y after it with density s G'(y) e^(-s G(y)), and buy as a
 * negative binomial until then. */
typedef struct future {
    gw__clock clock;
    double s;
    double shape; /* r + x */
    double near;  /* alpha + T */
    double *chances;
    double *out;
    size_t n;
} future;

static void add_chances(const future *f, double y, double share)
{
    gw__nb_chances(f->chances, f->n, f->shape, y / f->near);
    for (size_t k = 0; k < f->n; k++)
        f->out[k] += share * f->chances[k];
}

static void add_panel(const future *f, double from, double width)
{
    const gw__gauss_rule *rule = &gw__gauss_rules[GW_GAUSS_RULES - 1];
    for (size_t k = 0; k < rule->n; k++) {
        double y = from + width * rule->nodes[k];
        double leaves =
            f->s * gw__clock_pace(&f->clock, y) * gw_exp(-f->s * gw__clock_growth(&f->clock, y));
        add_chances(f, y, width * rule->weights[k] * leaves);
    }
}

/* The horizon, or when nobody is left: s G = GONE. */
static double last_leaver(const future *f, double horizon)
{
    double growth = GONE / f->s;
    if (growth > 700.0)
        return fmin(horizon, (growth + gw_log(f->clock.beta)) / f->clock.b + 1.0 / f->clock.b);
    return fmin(horizon, gw_log1p(f->clock.beta * gw_expm1(growth)) / f->clock.b);
}

/* Panels no wider than six humps of the most peaked count, and than the law of leaving allows. */
static void add_leavers(const future *f, double horizon)
{
    double most = (double)f->n;
    double end = last_leaver(f, horizon);
    double pace = fmax(gw__clock_pace(&f->clock, 0.0), f->clock.b);
    double first = 0.5 * fmin(f->near / (f->shape + most), 1.0 / (pace * (f->s + 1.0)));
    double hump = sqrt(1.0 + most * f->shape / (most + f->shape));
    double ratio = gw_expm1(fmin(WIDEST, SPANNED / hump));
    double width = fmin(first, end);
    for (double y = 0.0; y < end;) {
        add_panel(f, y, width);
        y = width < end - y ? y + width : end;
        gw__gauss_panel fits = gw__clock_panel(&f->clock, y, HUGE_VAL, 0.0, f->s, 0.0, end - y);
        width = fmin(y * ratio, fits.width);
    }
}

static gw_status pmf(double *pmf_out, size_t n, gw_context *context, const double *params,
                     const double *columns, double horizon, gw_error *err)
{
    gw__ggompertz_params p = gw__ggompertz_named(params);
    double log_odds =
        gw__ggompertz_cell_at(&p, columns[X], 0.0, 0.0, columns[T_X], columns[T], false).log_odds;
    double alive = gw_exp(-gw_softplus(log_odds));
    double gone = gw_exp(-gw_softplus(-log_odds));
    gw__clock birth = gw__clock_of(p.b, p.beta);
    future f = {.clock = gw__clock_from(&birth, columns[T]),
                .s = p.s,
                .shape = p.r + columns[X],
                .near = p.alpha + columns[T],
                .out = pmf_out,
                .n = n};
    f.chances = gw_alloc(context, n, sizeof *f.chances);
    if (f.chances == NULL)
        return gw_error_no_memory(err, "the chances of counts");
    for (size_t k = 0; k < n; k++)
        pmf_out[k] = 0.0;
    add_chances(&f, horizon, gw_exp(-p.s * gw__clock_growth(&f.clock, horizon)));
    if (horizon > 0.0)
        add_leavers(&f, horizon);
    for (size_t k = 0; k < n; k++)
        pmf_out[k] *= alive;
    pmf_out[0] += gone;
    gw_release(context, f.chances);
    return GW_OK;
}

/* ---- Start, simulation and prior ------------------------------------------------------------ */

static double mean_age(const gw_cells *cells)
{
    double mean = gw_sum_products(cells->weight, cells->columns[T], cells->n) / cells->customers;
    return mean > 0.0 ? mean : 1.0;
}

/* Near the Pareto/NBD of the same start: half of the customers gone by the mean T. */
static void start(double *params_out, const gw_cells *cells)
{
    gw__rate_moments(params_out + R, params_out + ALPHA, cells);
    params_out[S] = 1.0;
    params_out[B] = 0.05 / mean_age(cells);
    params_out[BETA] = 0.05;
}

/* The other hill: leaving that gathers pace within the mean T. */
static void other_start(double *params_out, const gw_cells *cells)
{
    start(params_out, cells);
    params_out[B] = 2.0 / mean_age(cells);
    params_out[BETA] = 6.0;
}

/* The Pareto/NBD is the limit of b to 0, beta/b being its beta. */
static void widen(double *params_out, const double *nested_params, const gw_cells *cells)
{
    double age = mean_age(cells);
    params_out[R] = nested_params[0];
    params_out[ALPHA] = nested_params[1];
    params_out[S] = nested_params[2];
    params_out[B] = 1e-9 / age;
    params_out[BETA] = params_out[B] * nested_params[3];
}

static void simulate(double *columns, gw_rng *rng, const double *params)
{
    double rate = gw_draw_gamma(rng, params[R]) / params[ALPHA];
    double eta = gw_draw_gamma(rng, params[S]) / params[BETA];
    double life = gw_log1p(gw_draw_exponential(rng) / eta) / params[B];
    double end = fmin(columns[T], life);
    double x = fmin((double)gw_draw_poisson(rng, fmin(rate * end, 1e9)), 1e9);
    columns[X] = x;
    columns[T_X] = x > 0.0 ? end * gw_exp(gw_log(gw_rng_uniform(rng)) / x) : 0.0;
}

static const gw_prior_coordinate prior[PARAMETERS] = {
    GW_PRIOR_RATE,
    {"gathering", 0.5413248546129181 /* softplus^-1 of 1 */, 1.25,
     "softplus of it is b times the median age: how far leaving gathers pace in that time"},
    {"logit_staying", 0.0, 1.25,
     "logit of the share of customers still there at the median age: half between 30 % and 70 %"},
    {"log_s", -0.3566749439387324 /* ln 0.7 */, 0.7, "log of s: how alike customers' lives are"},
};

/* The share S still there at the median age: beta = (e^(b T) - 1) / (S^(-1/s) - 1). With a
 * log-normal b T the mean of beta would not exist; log(1 + e^c) is log-normal where b is small and
 * linear where it is large, so that leaving gathers more than twentyfold in one of forty shops. */
static void place(double *logs_out, double *slopes_out, const double *coordinates, double unit)
{
    double bT = gw_softplus(coordinates[2]);
    double bT_slope = 1.0 / (1.0 + gw_exp(-coordinates[2]));
    double w = coordinates[3];
    double s = gw_exp(coordinates[4]);
    double gone = 1.0 / (1.0 + gw_exp(w));
    double u = gw_softplus(-w) / s;
    double below_one = -gw_expm1(-u);
    gw__place_rate(logs_out, slopes_out, coordinates, unit, N);
    for (size_t i = B; i < N; i++)
        for (size_t j = 2; j < N; j++)
            slopes_out[i * N + j] = 0.0;
    logs_out[B] = gw_log(bT) - gw_log(unit);
    slopes_out[B * N + 2] = bT_slope / bT;
    logs_out[S] = coordinates[4];
    slopes_out[S * N + 4] = 1.0;
    logs_out[BETA] = bT + gw_log(-gw_expm1(-bT)) - u - gw_log(below_one);
    slopes_out[BETA * N + 2] = bT_slope / -gw_expm1(-bT);
    slopes_out[BETA * N + 3] = gone / s / below_one;
    slopes_out[BETA * N + 4] = u / below_one;
}

static const gw_parameter parameters[PARAMETERS] = {
    {"r", 0.0, INFINITY, "how alike customers' purchase rates are: the shape of their gamma law"},
    {"alpha", 0.0, INFINITY, "the rate of that law, a time: the mean purchase rate is r/alpha"},
    {"b", 0.0, INFINITY, "how fast leaving gathers pace with age, per time unit"},
    {"s", 0.0, INFINITY, "how alike customers' lives are: the shape of the gamma law of eta"},
    {"beta", 0.0, INFINITY, "the rate of that law, without unit: the larger, the longer the lives"},
};

const gw_model gw__model_ggompertz_nbd = {
    .name = "ggompertz_nbd",
    .title = "GGompertz/NBD",
    .advice = "As pareto_nbd, but leaving may become more likely the longer somebody has been a "
              "customer; it wants long histories and is a hundred times slower.",
    .kind = GW_MODEL_COUNT,
    .parameter_count = PARAMETERS,
    .parameters = parameters,
    .nested = &gw__model_pareto_nbd,
    .widen = widen,
    .start = start,
    .other_start = other_start,
    .prior = prior,
    .place = place,
    .log_lik = log_lik,
    .score = score,
    .pmf = pmf,
    .simulate = simulate,
    .buying_power = {[ALPHA] = -1},
    .leaving_power = {[BETA] = -1},
    .on_request = 1,
    .log_range = 24.0,
};

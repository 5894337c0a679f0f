/* Forecasts of the BG/BB.
 *
 * Alive at the next opportunity, n + 1, with the chance a_x(n) D(n + 1)/L; then the chance of
 * taking one is Beta(alpha + x, beta + n - x), of leaving after each Beta(gamma, delta + n + 1),
 * and what is expected of h opportunities is P(alive) (alpha + x)/(alpha + beta + n) sum over k = 0
 * .. h - 1 of S(k) v^(k + 1), S(k) = B(gamma, delta + n + 1 + k)/B(gamma, delta + n + 1), (eq. 9
 * and 14 of Fader, Hardie & Shang 2010, with the sum before it is a quotient that is 0/0 at gamma =
 * 1). The sum depends on n alone. */
#include "bg_bb.h"

#include <math.h>
#include <stdbool.h>

#include "error.h"
#include "gamma.h"
#include "memory.h"
#include "survival_sum.h"
#include "undefined.h"
#include "vmath.h"

enum { X, T_X, N };

static const char endless_reason[] =
    "at gamma <= 1 some customers as good as never leave: without an end and without discounting, "
    "what they take has no finite mean";

typedef struct bb_outlook {
    double *const *scores;
    const double *params;
    const gw_cells *cells;
    double *plain;      /* by n: opportunities alive, within the horizon */
    double *discounted; /* likewise, each discounted */
} bb_outlook;

/* Opportunities from n + 1 on at which somebody alive at n + 1 is alive; +inf where endless. */
static double opportunities(const double *params, double n, double horizon, double delta)
{
    gw__beta_survival law = {params[GW_BB_GAMMA], params[GW_BB_DELTA] + n + 1.0, 1.0};
    double count = horizon == GW_FOREVER ? HUGE_VAL : floor(horizon);
    return count == 0.0 ? 0.0 : gw_exp(-delta) * gw__survival_sum(&law, 0.0, count, delta);
}

static double nan_where_endless(double value)
{
    return isfinite(value) ? value : (double)NAN;
}

static void fill_outlook(bb_outlook *o, const gw_forecast_question *question)
{
    const gw_cells *cells = o->cells;
    for (size_t cell = 0; cell < cells->n; cell++) {
        double n = cells->columns[N][cell];
        size_t at = (size_t)n;
        if (o->plain[at] >= 0.0)
            continue;
        o->plain[at] = o->scores[GW_COUNT_EXPECTED] == NULL
                           ? 0.0
                           : opportunities(o->params, n, question->horizon, 0.0);
        o->discounted[at] = o->scores[GW_COUNT_DISCOUNTED] == NULL || question->delta < 0.0
                                ? (double)NAN
                                : opportunities(o->params, n, question->horizon, question->delta);
    }
}

static void score_cell(size_t cell, const gw__bb_term *likelihood, double log_alive, void *user)
{
    const bb_outlook *o = user;
    const gw_cells *cells = o->cells;
    double n = cells->columns[N][cell];
    double log_p = log_alive + gw__bb_log_stays_on(o->params, n);
    double taken = (o->params[GW_BB_ALPHA] + cells->columns[X][cell]) /
                   (o->params[GW_BB_ALPHA] + o->params[GW_BB_BETA] + n);
    double values[GW_COUNT_SCORES];
    values[GW_COUNT_LOG_LIK] = likelihood->log;
    values[GW_COUNT_LOG_P_ALIVE] = log_p;
    values[GW_COUNT_P_ALIVE] = gw_exp(log_p);
    double rate = values[GW_COUNT_P_ALIVE] * taken;
    values[GW_COUNT_EXPECTED] = nan_where_endless(rate * o->plain[(size_t)n]);
    values[GW_COUNT_DISCOUNTED] = nan_where_endless(rate * o->discounted[(size_t)n]);
    for (size_t i = 0; i < GW_COUNT_SCORES; i++)
        if (o->scores[i] != NULL)
            o->scores[i][cell] = values[i];
}

gw_status gw__bb_score(double *const *scores_out, gw_score_report *report, gw_context *context,
                       const double *params, const gw_cells *cells,
                       const gw_forecast_question *question, gw_error *err)
{
    size_t room = 1;
    for (size_t cell = 0; cell < cells->n; cell++)
        if (cells->columns[N][cell] >= (double)room)
            room = (size_t)cells->columns[N][cell] + 1;
    bb_outlook o = {.scores = scores_out, .params = params, .cells = cells};
    o.plain = gw_alloc(context, 2 * room, sizeof *o.plain);
    if (o.plain == NULL)
        return gw_error_no_memory(err, "the forecasts");
    o.discounted = o.plain + room;
    for (size_t n = 0; n < room; n++)
        o.plain[n] = -1.0;
    fill_outlook(&o, question);
    gw_status status = gw__bb_each_cell(context, params, cells, score_cell, &o, err);
    bool endless = question->horizon == GW_FOREVER && params[GW_BB_GAMMA] <= 1.0;
    bool wanted = scores_out[GW_COUNT_EXPECTED] != NULL ||
                  (scores_out[GW_COUNT_DISCOUNTED] != NULL && question->delta == 0.0);
    if (status == GW_OK && endless && wanted)
        gw__report_undefined(report, cells->n, endless_reason);
    gw_release(context, o.plain);
    return status;
}

/* ---- Chances of counts ---------------------------------------------------------------------- */

/* Adds weight x chance of k taken out of i, k = 0 .. n - 1, for a chance of taking ~ Beta(a, b):
 * from the most likely k outwards by the ratio of neighbours. */
static void add_taken(double *pmf, size_t n, double a, double b, size_t i, double weight)
{
    double trials = (double)i;
    size_t last = i < n - 1 ? i : n - 1;
    double middle = floor(trials * (a / (a + b)));
    size_t top = middle < (double)last ? (size_t)middle : last;
    double hits = (double)top;
    double misses = trials - hits;
    double log_ways = gw_log_rising(hits + 1.0, misses) - gw_log_rising(1.0, misses);
    double at_top = weight * gw_exp(log_ways + gw_log_beta_ratio(a, b, misses) +
                                    gw_log_beta_ratio(b + misses, a, hits));
    double p = at_top;
    for (size_t k = top; k <= last; k++) {
        pmf[k] += p;
        double left = trials - (double)k;
        p *= left / ((double)k + 1.0) * ((a + (double)k) / (b + (left - 1.0)));
    }
    p = at_top;
    for (size_t k = top; k-- > 0;) {
        double left = trials - (double)k;
        p *= ((double)k + 1.0) / left * ((b + (left - 1.0)) / (a + (double)k));
        pmf[k] += p;
    }
}

/* Who is alive at the next opportunity stays for i = 1, 2, ... of them; who is not takes none. */
static void fill_chances(double *pmf_out, size_t n, const double *params, const double *columns,
                         double horizon, double p_alive)
{
    double a = params[GW_BB_ALPHA] + columns[X];
    double b = params[GW_BB_BETA] + (columns[N] - columns[X]);
    double gamma = params[GW_BB_GAMMA];
    double stayed = params[GW_BB_DELTA] + columns[N] + 1.0;
    double left = p_alive; /* chance of being alive for i opportunities */
    for (double i = 1.0; i <= horizon; i += 1.0, stayed += 1.0) {
        double leaves = i < horizon ? left * (gamma / (gamma + stayed)) : left;
        add_taken(pmf_out, n, a, b, (size_t)i, leaves);
        left *= stayed / (gamma + stayed);
    }
    pmf_out[0] += horizon >= 1.0 ? 1.0 - p_alive : 1.0;
}

typedef struct alive_at {
    const double *params;
    double n;
    double p;
} alive_at;

static void take_p_alive(size_t cell, const gw__bb_term *likelihood, double log_alive, void *user)
{
    (void)cell;
    (void)likelihood;
    alive_at *a = user;
    a->p = gw_exp(log_alive + gw__bb_log_stays_on(a->params, a->n));
}

gw_status gw__bb_pmf(double *pmf_out, size_t n, gw_context *context, const double *params,
                     const double *columns, double horizon, gw_error *err)
{
    gw_cells *cells = NULL;
    gw_rows row = {.n = 1, .columns = {&columns[X], &columns[T_X], &columns[N]}};
    alive_at alive = {params, columns[N], 0.0};
    GW_TRY(gw_cells_create(&cells, context, &gw__model_bg_bb, &row, err));
    gw_status status = gw__bb_each_cell(context, params, cells, take_p_alive, &alive, err);
    gw_cells_free(cells);
    for (size_t k = 0; k < n && status == GW_OK; k++)
        pmf_out[k] = 0.0;
    if (status == GW_OK)
        fill_chances(pmf_out, n, params, columns, floor(horizon), alive.p);
    return status;
}

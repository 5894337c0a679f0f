/* L(x, t_x, n) of the BG/BB (Fader, Hardie & Shang 2010, Marketing Science 29, eq. 5):
 *
 *   L = a_x(n) D(n) + sum over j = t_x .. n - 1 of a_x(j) D(j) gamma/(gamma + delta + j)
 *   a_x(j) = B(alpha + x, beta + j - x)/B(alpha, beta)    x taken of j while alive
 *   D(j)   = B(gamma, delta + j)/B(gamma, delta)          alive at j
 *
 * Every factor is a ratio of beta functions of which one argument moved, <= 1: its logarithm comes
 * from gw_log_beta_ratio without cancelling, and a_x(j) as first the misses, then the hits. What
 * depends on j alone is tabulated once, a_x(j) once for all cells with one x, and the sum is
 * carried from j = n - 1 down through the cells of one (x, n), relative to its largest term. */
#include "bg_bb.h"

#include <math.h>

#include "context.h"
#include "error.h"
#include "gamma.h"
#include "memory.h"
#include "parallel.h"
#include "sum.h"
#include "vmath.h"

enum { X, T_X, N };

typedef struct bb_tables {
    const double *params;
    const gw_cells *cells;
    gw__bb_visit visit;
    void *user;
    size_t *first;       /* of the cells with each x; the last entry is cells->n */
    size_t room;         /* entries per worker */
    gw__bb_term *leaves; /* by j: log of D(j) gamma/(gamma + delta + j), slopes in gamma, delta */
    gw__bb_term *stays;  /* by j: log D(j) */
    gw__bb_term *takes;  /* by j, for each worker: log a_x(j), slopes in alpha, beta */
} bb_tables;

/* L by the logarithms of its terms: e^top (alive + gone), slopes likewise. */
typedef struct log_sum {
    double top;
    double alive; /* the first term */
    double gone;  /* the others */
    double slope[GW_BB_PARAMETERS];
} log_sum;

static void add(log_sum *sum, const gw__bb_term *takes, const gw__bb_term *ends)
{
    double log = takes->log + ends->log;
    double share = 1.0;
    if (log > sum->top) {
        double shrink = gw_exp(sum->top - log);
        sum->top = log;
        sum->alive *= shrink;
        sum->gone *= shrink;
        for (size_t i = 0; i < GW_BB_PARAMETERS; i++)
            sum->slope[i] *= shrink;
    } else {
        share = gw_exp(log - sum->top);
    }
    sum->gone += share;
    for (size_t i = 0; i < GW_BB_PARAMETERS; i++)
        sum->slope[i] += share * (takes->slope[i] + ends->slope[i]);
}

static void fill_takes(gw__bb_term *out, const double *params, double x, double j)
{
    double alpha = params[GW_BB_ALPHA];
    double beta = params[GW_BB_BETA];
    double misses = j - x;
    double by_all = gw_digamma_difference(alpha + beta, j);
    *out = (gw__bb_term){.log = gw_log_beta_ratio(alpha, beta, misses) +
                                gw_log_beta_ratio(beta + misses, alpha, x)};
    out->slope[GW_BB_ALPHA] = gw_digamma_difference(alpha, x) - by_all;
    out->slope[GW_BB_BETA] = gw_digamma_difference(beta, misses) - by_all;
}

static void fill_ends(gw__bb_term *stays, gw__bb_term *leaves, const double *params, double j)
{
    double gamma = params[GW_BB_GAMMA];
    double delta = params[GW_BB_DELTA];
    double all = gamma + delta;
    double by_all = gw_digamma_difference(all, j);
    *stays = (gw__bb_term){.log = gw_log_beta_ratio(gamma, delta, j)};
    stays->slope[GW_BB_GAMMA] = -by_all;
    stays->slope[GW_BB_DELTA] = gw_digamma_difference(delta, j) - by_all;
    *leaves = *stays;
    leaves->log -= gw_log1p((delta + j) / gamma);
    leaves->slope[GW_BB_GAMMA] += (delta + j) / gamma / (all + j);
    leaves->slope[GW_BB_DELTA] -= 1.0 / (all + j);
}

/* The cells first .. end - 1 have one x and one n, t_x ascending. */
static void visit_run(const bb_tables *t, const gw__bb_term *takes, size_t first, size_t end)
{
    const double *t_x = t->cells->columns[T_X];
    size_t n = (size_t)t->cells->columns[N][first];
    double log_alive = takes[n].log + t->stays[n].log;
    log_sum sum = {.top = log_alive, .alive = 1.0};
    for (size_t i = 0; i < GW_BB_PARAMETERS; i++)
        sum.slope[i] = takes[n].slope[i] + t->stays[n].slope[i];
    size_t j = n;
    for (size_t cell = end; cell-- > first;) {
        for (; j > (size_t)t_x[cell]; j--)
            add(&sum, &takes[j - 1], &t->leaves[j - 1]);
        gw__bb_term likelihood = {.log = sum.top + gw_log(sum.alive + sum.gone)};
        double log_share =
            sum.gone <= sum.alive ? -gw_log1p(sum.gone / sum.alive) : log_alive - likelihood.log;
        for (size_t i = 0; i < GW_BB_PARAMETERS; i++)
            likelihood.slope[i] = sum.slope[i] / (sum.alive + sum.gone);
        t->visit(cell, &likelihood, log_share, t->user);
    }
}

static void visit_x(size_t unit, int worker, void *user)
{
    const bb_tables *t = user;
    const double *n = t->cells->columns[N];
    size_t end = t->first[unit + 1];
    size_t least = SIZE_MAX;
    for (size_t cell = t->first[unit]; cell < end; cell++) {
        size_t t_x = (size_t)t->cells->columns[T_X][cell];
        least = t_x < least ? t_x : least;
    }
    gw__bb_term *takes = t->takes + (size_t)worker * t->room;
    double x = t->cells->columns[X][end - 1];
    for (size_t j = least; j <= (size_t)n[end - 1]; j++)
        fill_takes(&takes[j], t->params, x, (double)j);
    for (size_t cell = t->first[unit]; cell < end;) {
        size_t next = cell + 1;
        while (next < end && n[next] == n[cell])
            next++;
        visit_run(t, takes, cell, next);
        cell = next;
    }
}

/* Returns how many distinct x there are. */
static size_t list_x(size_t *first, const gw_cells *cells)
{
    size_t count = 0;
    for (size_t cell = 0; cell < cells->n; cell++)
        if (cell == 0 || cells->columns[X][cell] != cells->columns[X][cell - 1])
            first[count++] = cell;
    first[count] = cells->n;
    return count;
}

static double largest(const double *values, size_t n)
{
    double most = 0.0;
    for (size_t i = 0; i < n; i++)
        most = values[i] > most ? values[i] : most;
    return most;
}

gw_status gw__bb_each_cell(gw_context *context, const double *params, const gw_cells *cells,
                           gw__bb_visit visit, void *user, gw_error *err)
{
    gw_status status = GW_OK;
    size_t threads = (size_t)gw_context_threads(context);
    bb_tables t = {.params = params, .cells = cells, .visit = visit, .user = user};
    t.room = (size_t)largest(cells->columns[N], cells->n) + 1;
    t.first = gw_alloc(context, cells->n + 1, sizeof *t.first);
    t.leaves = gw_alloc(context, (2 + threads) * t.room, sizeof *t.leaves);
    if (t.first == NULL || t.leaves == NULL) {
        status = gw_error_no_memory(err, "the BG/BB likelihood");
        goto done;
    }
    t.stays = t.leaves + t.room;
    t.takes = t.stays + t.room;
    for (size_t j = 0; j < t.room; j++)
        fill_ends(&t.stays[j], &t.leaves[j], params, (double)j);
    gw_parallel_for(context, list_x(t.first, cells), visit_x, &t);
done:
    gw_release(context, t.first);
    gw_release(context, t.leaves);
    return status;
}

double gw__bb_log_stays_on(const double *params, double n)
{
    return -gw_log1p(params[GW_BB_GAMMA] / (params[GW_BB_DELTA] + n));
}

/* ---- Log-likelihood ------------------------------------------------------------------------- */

typedef struct by_cell {
    double *log_lik;
    double *slope[GW_BB_PARAMETERS];
} by_cell;

static void keep(size_t cell, const gw__bb_term *likelihood, double log_alive, void *user)
{
    (void)log_alive;
    const by_cell *out = user;
    out->log_lik[cell] = likelihood->log;
    for (size_t i = 0; i < GW_BB_PARAMETERS; i++)
        out->slope[i][cell] = likelihood->slope[i];
}

gw_status gw__bb_log_lik(double *log_lik_out, double *gradient_out, gw_context *context,
                         const double *params, const gw_cells *cells, gw_error *err)
{
    by_cell at;
    at.log_lik = gw_alloc(context, (1 + GW_BB_PARAMETERS) * cells->n, sizeof(double));
    if (at.log_lik == NULL)
        return gw_error_no_memory(err, "the BG/BB likelihood");
    for (size_t i = 0; i < GW_BB_PARAMETERS; i++)
        at.slope[i] = at.log_lik + (1 + i) * cells->n;
    gw_status status = gw__bb_each_cell(context, params, cells, keep, &at, err);
    if (status == GW_OK) {
        *log_lik_out = gw_sum_products(cells->weight, at.log_lik, cells->n);
        for (size_t i = 0; gradient_out != NULL && i < GW_BB_PARAMETERS; i++)
            gradient_out[i] = gw_sum_products(cells->weight, at.slope[i], cells->n);
    }
    gw_release(context, at.log_lik);
    return status;
}

/* The Pareto/NBD's tables: Gauss panels between the block's days, their sums from the end.
 *
 * left(t) is a sum of positive panels, so it is good to a few units in its last place; and since
 * left(T) <= stays(T) (integrate (beta + tau)^-(s+1) alone), nothing is lost in A + B either,
 * though A alone may lose digits. Between days the nodes go through the vector functions in
 * batches. The gradient runs the other way: an interval counts for the cells with
 * t_x <= interval < T, whose adjoints a running sum collects. */
#include "pareto_tables.h"

#include <math.h>

#include "clones.h"
#include "gauss_panel.h"
#include "sum.h"
#include "vmath.h"

#define LOG_RANGE 650.0
#define BATCH 256
#define ROOM (BATCH + GW_GAUSS_MOST)
#define LANES 8

/* Nodes of several panels, waiting to be evaluated. */
typedef struct batch {
    size_t n;
    size_t panels;
    size_t interval[BATCH];
    size_t nodes[BATCH];
    double y[ROOM]; /* tau - t0 */
    double mass[ROOM];
    double log_near[ROOM];
    double log_far[ROOM];
    double by_alpha[ROOM];
    double by_beta[ROOM];
} batch;

/* One block's constants. */
typedef struct shape {
    double R;
    double s;
    double start; /* t0 */
    double near;
    double far;
} shape;

static shape shape_of(const gw__pareto_params *p, const gw_block *block)
{
    double t0 = block->t_values[0];
    return (shape){p->r + block->x, p->s, t0, p->alpha + t0, p->beta + t0};
}

/* The lists of places end with a slot that merge_days may write to and nobody reads. */
static size_t places_size(size_t entries)
{
    return (entries + 2) / 2 + 1;
}

size_t gw__pareto_tables_size(size_t T_most, size_t t_most)
{
    return 3 * T_most + (4 + GW_PARETO_FACTORS) * (T_most + t_most) + places_size(T_most + t_most);
}

gw__pareto_tables gw__pareto_tables_in(double *memory, size_t T_most, size_t t_most)
{
    size_t entries = T_most + t_most;
    gw__pareto_tables t = {.log_near = memory,
                           .log_far = memory + T_most,
                           .stays = memory + 2 * T_most,
                           .value = memory + 3 * T_most};
    t.adjoint = t.value + entries;
    t.day = t.adjoint + entries;
    t.left = t.day + entries;
    for (size_t i = 0; i < GW_PARETO_FACTORS; i++)
        t.interval[i] = t.left + (i + 1) * entries;
    t.T_day = (uint32_t *)(t.left + (1 + GW_PARETO_FACTORS) * entries);
    t.t_day = t.T_day + T_most + 1;
    return t;
}

bool gw__pareto_tables_reach(const gw__pareto_params *params, const gw_block *block)
{
    shape in = shape_of(params, block);
    double width = block->T_values[block->T_count - 1] - in.start;
    return in.R * gw_log1p(width / in.near) + in.s * gw_log1p(width / in.far) <= LOG_RANGE;
}

/* ---- Forward --------------------------------------------------------------------------------- */

/* Without branches that depend on the times: which list comes next is a coin's toss. */
static void merge_days(gw__pareto_tables *tables, const gw_block *block)
{
    size_t T = 0;
    size_t t = 0;
    size_t days = 0;
    while (T < block->T_count || t < block->t_count) {
        double next_T = T < block->T_count ? block->T_values[T] : (double)INFINITY;
        double next_t = t < block->t_count ? block->t_values[t] : (double)INFINITY;
        double next = next_T < next_t ? next_T : next_t;
        tables->T_day[T] = (uint32_t)days;
        tables->t_day[t] = (uint32_t)days;
        T += next_T == next;
        t += next_t == next;
        tables->day[days++] = next;
    }
    tables->days = days;
}

/* y / near and y / far, ready for log1p. */
GW_CLONES static void ratios(double *near_out, double *far_out, const double *y, size_t n,
                             const shape *in)
{
    double near = in->near;
    double far = in->far;
    for (size_t k = 0; k < n; k++) {
        near_out[k] = y[k] / near;
        far_out[k] = y[k] / far;
    }
}

GW_CLONES static void exponents(double *out, const double *log_near, const double *log_far,
                                size_t n, const shape *in)
{
    double R = in->R;
    double s = in->s;
    for (size_t k = 0; k < n; k++)
        out[k] = -R * log_near[k] - s * log_far[k];
}

GW_CLONES static void subtract(double *out, const double *values, size_t n, double start)
{
    for (size_t k = 0; k < n; k++)
        out[k] = values[k] - start;
}

static void fill_stays(gw__pareto_tables *t, const gw_block *block, const shape *in)
{
    size_t n = block->T_count;
    subtract(t->stays, block->T_values, n, in->start);
    ratios(t->log_near, t->log_far, t->stays, n, in);
    gw_log1p_array(t->log_near, t->log_near, n);
    gw_log1p_array(t->log_far, t->log_far, n);
    exponents(t->stays, t->log_near, t->log_far, n, in);
    gw_exp_array(t->stays, t->stays, n);
}

/* The weights in b->y's company become masses; with them what the factors need. */
GW_CLONES static void weigh(batch *b, const double *kept, const shape *in, bool with_factors)
{
    double near = in->near;
    double far = in->far;
    double slope = in->s / far;
    if (!with_factors) {
        for (size_t k = 0; k < b->n; k++)
            b->mass[k] = b->mass[k] * kept[k] * (1.0 / (far + b->y[k]));
        return;
    }
    for (size_t k = 0; k < b->n; k++) {
        double there = 1.0 / (far + b->y[k]);
        double mass = b->mass[k] * kept[k] * there;
        b->mass[k] = mass;
        b->log_near[k] *= mass;
        b->log_far[k] *= mass;
        b->by_alpha[k] = mass * (b->y[k] / (near + b->y[k]));
        b->by_beta[k] = mass * (slope * b->y[k] - 1.0) * there;
    }
}

static void add_panels(const gw__pareto_tables *t, const batch *b, bool with_factors)
{
    size_t k = 0;
    for (size_t i = 0; i < b->panels; i++) {
        double sums[GW_PARETO_FACTORS] = {0};
        size_t interval = b->interval[i];
        size_t end = k + b->nodes[i];
        if (!with_factors) {
            for (; k < end; k++)
                sums[0] += b->mass[k];
            t->interval[0][interval] += sums[0];
            continue;
        }
        for (; k < end; k++) {
            sums[0] += b->mass[k];
            sums[1] += b->log_near[k];
            sums[2] += b->log_far[k];
            sums[3] += b->by_alpha[k];
            sums[4] += b->by_beta[k];
        }
        for (size_t f = 0; f < GW_PARETO_FACTORS; f++)
            t->interval[f][interval] += sums[f];
    }
}

static void finish_batch(const gw__pareto_tables *t, batch *b, const shape *in, bool with_factors)
{
    double kept[ROOM];
    ratios(b->log_near, b->log_far, b->y, b->n, in);
    gw_log1p_array(b->log_near, b->log_near, b->n);
    gw_log1p_array(b->log_far, b->log_far, b->n);
    exponents(kept, b->log_near, b->log_far, b->n, in);
    gw_exp_array(kept, kept, b->n);
    weigh(b, kept, in, with_factors);
    add_panels(t, b, with_factors);
    b->n = 0;
    b->panels = 0;
}

/* out[k] = start + width * rule[k], in whole groups of LANES: the next panel writes over what is
 * too much. */
static inline void place_nodes(double *out, const double *rule, size_t n, double start,
                               double width)
{
    for (size_t group = 0; group < n; group += LANES)
#pragma GCC ivdep
        for (size_t lane = 0; lane < LANES; lane++)
            out[group + lane] = start + width * rule[group + lane];
}

static inline void add_nodes(batch *b, const gw__gauss_panel *panel, double y, size_t interval)
{
    const gw__gauss_rule *rule = panel->rule;
    place_nodes(b->y + b->n, rule->nodes, rule->n, y, panel->width);
    place_nodes(b->mass + b->n, rule->weights, rule->n, 0.0, panel->width);
    b->interval[b->panels] = interval;
    b->nodes[b->panels++] = rule->n;
    b->n += rule->n;
}

GW_CLONES static void fill_intervals(gw__pareto_tables *t, const shape *in, bool with_factors)
{
    batch b; /* not cleared: 14 kB a block would cost as much as the nodes */
    b.n = 0;
    b.panels = 0;
    for (size_t i = 0; i + 1 < t->days; i++) {
        double y = t->day[i] - in->start;
        double room = t->day[i + 1] - t->day[i]; /* not from y, which is rounded */
        for (size_t f = 0; f < GW_PARETO_FACTORS; f++)
            t->interval[f][i] = 0.0;
        while (room > 0.0) {
            gw__gauss_panel panel =
                gw__gauss_panel_from(in->near + y, in->far + y, in->R, in->s + 1.0, room);
            add_nodes(&b, &panel, y, i);
            y += panel.width;
            room -= panel.width;
            if (b.n >= BATCH - GW_GAUSS_MOST)
                finish_batch(t, &b, in, with_factors);
        }
    }
    finish_batch(t, &b, in, with_factors);
}

/* left(day) from the last day to the first, and A and B from it. */
static void sum_intervals(gw__pareto_tables *t, const gw_block *block, double s)
{
    double *B = t->value + block->T_count;
    double left = 0.0;
    t->left[t->days - 1] = 0.0;
    for (size_t i = t->days - 1; i-- > 0;) {
        left += t->interval[0][i];
        t->left[i] = left;
    }
    for (size_t i = 0; i < block->T_count; i++)
        t->value[i] = t->stays[i] - s * t->left[t->T_day[i]];
    for (size_t i = 0; i < block->t_count; i++)
        B[i] = s * t->left[t->t_day[i]];
}

void gw__pareto_tables_fill(gw__pareto_tables *tables, const gw__pareto_params *params,
                            const gw_block *block, bool with_factors)
{
    shape in = shape_of(params, block);
    merge_days(tables, block);
    fill_stays(tables, block, &in);
    fill_intervals(tables, &in, with_factors);
    sum_intervals(tables, block, in.s);
    for (size_t i = 0; i < block->T_count + block->t_count; i++)
        tables->adjoint[i] = 0.0;
}

/* ---- Backward -------------------------------------------------------------------------------- */

/* Into `left`, by interval: the adjoint of left(t) for all t at or before it. */
static void collect_flow(gw__pareto_tables *t, const gw_block *block)
{
    const double *adjoint_B = t->adjoint + block->T_count;
    double flow = 0.0;
    for (size_t i = 0; i < t->days; i++)
        t->left[i] = 0.0;
    for (size_t i = 0; i < block->t_count; i++)
        t->left[t->t_day[i]] = adjoint_B[i];
    for (size_t i = 0; i < block->T_count; i++)
        t->left[t->T_day[i]] -= t->adjoint[i];
    for (size_t i = 0; i < t->days; i++) {
        flow += t->left[i];
        t->left[i] = flow;
    }
}

void gw__pareto_backward(double gradient_out[4], gw__pareto_tables *tables,
                         const gw__pareto_params *params, const gw_block *block)
{
    shape in = shape_of(params, block);
    gw__pareto_tables *t = tables;
    size_t n = block->T_count;
    double left[GW_PARETO_FACTORS];
    double stays[GW_PARETO_FACTORS] = {0};
    collect_flow(t, block);
    for (size_t f = 0; f < GW_PARETO_FACTORS; f++)
        left[f] = gw_sum_products(t->left, t->interval[f], t->days - 1);
    for (size_t i = 0; i < n; i++) {
        double share = t->adjoint[i] * t->stays[i];
        double y = block->T_values[i] - in.start;
        stays[1] += share * t->log_near[i];
        stays[2] += share * t->log_far[i];
        stays[3] += share * (y / (in.near + y));
        stays[4] += share * (y / (in.far + y));
    }
    gradient_out[0] = -stays[1] - in.s * left[1];
    gradient_out[1] = in.R / in.near * (stays[3] + in.s * left[3]);
    gradient_out[2] = -stays[2] - in.s * left[2] + left[0];
    gradient_out[3] = in.s / in.far * stays[4] + in.s * left[4];
}

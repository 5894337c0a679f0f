/* Projected BFGS (Nocedal & Wright 2006, Numerical Optimization, algorithm 6.1 with the damping of
 * procedure 18.2), for maximising: `metric` approximates minus the Hessian, and the step solves
 * metric * step = gradient in the variables that are free. The Hessian itself is kept, not its
 * inverse: leaving out variables at a bound then gives the right step for the others, and a
 * factorisation that fails shows that the metric has gone bad.
 *
 * The number of variables is small and an evaluation is a pass over all cells, so evaluations are
 * what is saved: n^3 work an iteration costs nothing. */
#include "dense.h"
#include "line_search.h"
#include "optim.h"

#include <math.h>

/* The state of one search. */
typedef struct search {
    const gw_objective *objective;
    gw_place at;
    double metric[GW_OPTIM_MAX * GW_OPTIM_MAX];
    int fresh; /* the metric holds nothing learnt: a multiple of the identity */
    int evaluations;
} search;

/* Bit i: variable i is at a bound and `pull` would take it out. */
static unsigned held(const gw_objective *objective, const double *point, const double *pull)
{
    unsigned bits = 0;
    for (size_t i = 0; i < objective->n; i++) {
        if ((point[i] <= objective->lower[i] && pull[i] < 0) ||
            (point[i] >= objective->upper[i] && pull[i] > 0))
            bits |= 1u << i;
    }
    return bits;
}

/* A metric under which the first step has length 1. */
static void reset_metric(search *s)
{
    size_t n = s->objective->n;
    unsigned out = held(s->objective, s->at.point, s->at.gradient);
    double largest = 0;
    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, out >> i & 1 ? 0 : fabs(s->at.gradient[i]));
    double square = 0; /* of the length, in units of the largest: it does not overflow */
    for (size_t i = 0; i < n && largest > 0; i++) {
        double part = out >> i & 1 ? 0 : s->at.gradient[i] / largest;
        square += part * part;
    }
    for (size_t i = 0; i < n * n; i++)
        s->metric[i] = 0;
    for (size_t i = 0; i < n; i++)
        s->metric[i * (n + 1)] = largest > 0 ? largest * sqrt(square) : 1;
    s->fresh = 1;
}

/* Solves metric * direction = gradient among the variables not in `out`; 0 elsewhere. Returns 0
 * when the metric is not positive definite there. */
static int solve_free(double *direction, const search *s, unsigned out)
{
    size_t n = s->objective->n;
    size_t variable[GW_OPTIM_MAX];
    double factor[GW_OPTIM_MAX * GW_OPTIM_MAX];
    double solution[GW_OPTIM_MAX];
    size_t m = 0;
    for (size_t i = 0; i < n; i++) {
        direction[i] = 0;
        if (!(out >> i & 1))
            variable[m++] = i;
    }
    for (size_t i = 0; i < m; i++) {
        solution[i] = s->at.gradient[variable[i]];
        for (size_t j = 0; j < m; j++)
            factor[i * m + j] = s->metric[variable[i] * n + variable[j]];
    }
    if (!gw__cholesky(factor, m))
        return 0;
    gw__cholesky_solve(factor, m, solution);
    for (size_t i = 0; i < m; i++)
        direction[variable[i]] = solution[i];
    return 1;
}

/* The step the metric asks for, with every variable that it would take out of the bounds held. */
static int find_direction(double *direction, const search *s)
{
    unsigned out = held(s->objective, s->at.point, s->at.gradient);
    for (;;) {
        if (!solve_free(direction, s, out))
            return 0;
        unsigned more = held(s->objective, s->at.point, direction);
        if (!more)
            return 1;
        out |= more;
    }
}

static double dot(const double *a, const double *b, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

/* Learns the curvature met between s->at and `next`. */
static void update_metric(search *s, const gw_place *next)
{
    size_t n = s->objective->n;
    double step[GW_OPTIM_MAX];
    double change[GW_OPTIM_MAX];
    double image[GW_OPTIM_MAX];
    for (size_t i = 0; i < n; i++) {
        step[i] = next->point[i] - s->at.point[i];
        change[i] = s->at.gradient[i] - next->gradient[i];
    }
    double curvature = dot(step, change, n);
    if (s->fresh && curvature > 0) {
        double scale = dot(change, change, n) / curvature; /* N & W eq. (6.20) */
        for (size_t i = 0; i < n; i++)
            s->metric[i * (n + 1)] = scale;
    }
    for (size_t i = 0; i < n; i++)
        image[i] = dot(s->metric + i * n, step, n);
    double expected = dot(step, image, n);
    if (!(expected > 0))
        return;
    if (curvature < 0.2 * expected) { /* damping: the metric stays positive definite */
        double keep = 0.8 * expected / (expected - curvature);
        for (size_t i = 0; i < n; i++)
            change[i] = keep * change[i] + (1 - keep) * image[i];
        curvature = 0.2 * expected;
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++)
            s->metric[i * n + j] +=
                change[i] * change[j] / curvature - image[i] * image[j] / expected;
    }
    s->fresh = 0;
}

/* One iteration: a direction, a line search, an update. moved_out is 0 when no better place was
 * found even along the gradient. */
static gw_status iterate(search *s, const double *direction, int *moved_out, gw_error *err)
{
    gw_place next;
    gw_status status =
        gw__line_search(&next, moved_out, s->objective, &s->at, direction, &s->evaluations, err);
    if (status != GW_OK || !*moved_out)
        return status;
    update_metric(s, &next);
    s->at = next;
    return GW_OK;
}

/* Iterates until there is a reason to stop; `iterations` counts the steps made. */
static gw_status run(search *s, gw_stop_reason *reason_out, int *iterations, const gw_stop *stop,
                     gw_error *err)
{
    double direction[GW_OPTIM_MAX];
    for (;;) {
        if (!find_direction(direction, s)) {
            reset_metric(s);
            if (!find_direction(direction, s)) {
                *reason_out = GW_STOP_NO_PROGRESS; /* the gradient's length overflows */
                return GW_OK;
            }
        }
        double promised = dot(s->at.gradient, direction, s->objective->n) / 2;
        *reason_out = gw_stop_check(stop, *iterations, s->at.value, promised);
        if (*reason_out != GW_STOP_NOT_YET)
            return GW_OK;
        int moved = 0;
        gw_status status = iterate(s, direction, &moved, err);
        if (status != GW_OK)
            return status;
        if (moved) {
            ++*iterations;
        } else if (!s->fresh) {
            reset_metric(s); /* steepest ascent before giving up */
        } else {
            *reason_out = *iterations ? GW_STOP_NO_PROGRESS : GW_STOP_DID_NOT_MOVE;
            return GW_OK;
        }
    }
}

/* Searches from s->at, which has been evaluated. */
static gw_status maximise_at(gw_optimum *optimum_out, search *s, const gw_stop *stop, gw_error *err)
{
    gw_stop_reason reason = GW_STOP_DID_NOT_MOVE;
    int iterations = 0;
    reset_metric(s);
    gw_status status = run(s, &reason, &iterations, stop, err);
    optimum_out->at = s->at;
    optimum_out->reason = reason;
    optimum_out->iterations = iterations;
    optimum_out->evaluations = s->evaluations;
    optimum_out->at_bound = held(s->objective, s->at.point, s->at.gradient);
    return status;
}

/* Evaluates a start, clipped into the bounds; its value is -inf where the objective is not
 * finite. */
static gw_status place_at(gw_place *out, const gw_objective *objective, const double *start,
                          int *evaluations, gw_error *err)
{
    int usable = 0;
    for (size_t i = 0; i < objective->n; i++)
        out->point[i] = fmin(fmax(start[i], objective->lower[i]), objective->upper[i]);
    gw_status status = gw__evaluate(out, &usable, objective, evaluations, err);
    if (status == GW_OK && !usable)
        out->value = -INFINITY;
    return status;
}

gw_status gw_maximise(gw_optimum *optimum_out, const gw_objective *objective, const double *start,
                      const gw_stop *stop, gw_error *err)
{
    return gw_maximise_from(optimum_out, objective, start, 1, 1, stop, err);
}

/* Moves the best start not yet taken to the front of starts[taken ..]. */
static void take_best(gw_place *starts, size_t taken, size_t count)
{
    size_t best = taken;
    for (size_t i = taken + 1; i < count; i++) {
        if (starts[i].value > starts[best].value)
            best = i;
    }
    gw_place place = starts[best];
    starts[best] = starts[taken];
    starts[taken] = place;
}

gw_status gw_maximise_from(gw_optimum *optimum_out, const gw_objective *objective,
                           const double *starts, size_t start_count, size_t searches,
                           const gw_stop *stop, gw_error *err)
{
    gw_place places[GW_OPTIM_STARTS_MAX];
    int iterations = 0;
    int evaluations = 0;
    for (size_t i = 0; i < start_count; i++) {
        const double *start = starts + i * objective->n;
        gw_status status = place_at(&places[i], objective, start, &evaluations, err);
        if (status != GW_OK)
            return status;
    }
    take_best(places, 0, start_count);
    *optimum_out = (gw_optimum){.at = places[0], .reason = GW_STOP_DID_NOT_MOVE};
    for (size_t i = 0; i < searches && i < start_count; i++) {
        take_best(places, i, start_count);
        if (!isfinite(places[i].value))
            break;
        search s = {.objective = objective, .at = places[i]};
        gw_optimum found;
        gw_status status = maximise_at(&found, &s, stop, err);
        iterations += found.iterations;
        evaluations += found.evaluations;
        if (i == 0 || found.at.value > optimum_out->at.value)
            *optimum_out = found;
        if (status != GW_OK)
            return status;
    }
    optimum_out->iterations = iterations;
    optimum_out->evaluations = evaluations;
    return GW_OK;
}

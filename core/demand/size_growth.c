/* See size_growth.h. With S(x) = f(1) + .. + f(x), A(j) what was paid on j-th occasions and B(x)
 * what those with x paid in all, the log-likelihood of the shares is sum_j A(j) log f(j) - sum_x
 * B(x) log S(x): concave in the slopes, four of them, so Newton's steps find its top. */
#include "size_growth.h"

#include <math.h>
#include <string.h>

#include "dense.h"
#include "draw.h"
#include "error.h"
#include "memory.h"
#include "vmath.h"

#define P ((size_t)GW_GROWTH_PARTS)
#define MOST_STEPS 60
#define CLOSE 1e-9

/* What A and B are by number; numbers beyond the last are as the last in A, but B needs them all.
 */
typedef struct tables {
    size_t n;
    double *paid_at;
    double *paid_of;
} tables;

/* The parts of log j: how much of each lies below it. */
static void parts_of(double parts[P], size_t j)
{
    double knot = 1;
    double log_j = gw_log((double)j);
    for (size_t p = 0; p < P; p++) {
        double from = gw_log(knot);
        double to = gw_log(3 * knot);
        parts[p] = log_j <= from ? 0 : fmin(log_j, to) - from;
        knot *= 3;
    }
}

static double log_size(const double slope[P], const double parts[P])
{
    double sum = 0;
    for (size_t p = 0; p < P; p++)
        sum += slope[p] * parts[p];
    return sum;
}

/* ---- Tables --------------------------------------------------------------------------------- */

void gw_size_table_fill(gw_size_table *out, const double slope[P])
{
    double sum = 0;
    for (size_t j = 1; j <= GW_GROWTH_LAST; j++) {
        double parts[P];
        parts_of(parts, j);
        out->at[j - 1] = gw_exp(log_size(slope, parts));
        sum += out->at[j - 1];
        out->up_to[j - 1] = sum;
    }
}

double gw_size_at(const gw_size_table *table, size_t j)
{
    return table->at[j < GW_GROWTH_LAST ? j - 1 : GW_GROWTH_LAST - 1];
}

double gw_size_up_to(const gw_size_table *table, size_t j)
{
    if (j == 0)
        return 0;
    if (j <= GW_GROWTH_LAST)
        return table->up_to[j - 1];
    return table->up_to[GW_GROWTH_LAST - 1] +
           (double)(j - GW_GROWTH_LAST) * table->at[GW_GROWTH_LAST - 1];
}

double gw_size_mean(const gw_size_table *table, size_t j)
{
    return j == 0 ? table->at[0] : gw_size_up_to(table, j) / (double)j;
}

void gw_size_growth_none(gw_size_growth *out)
{
    *out = (gw_size_growth){0};
    gw_size_table_fill(&out->table, out->slope);
}

void gw_size_growth_draw(gw_size_table *out, const gw_size_growth *growth, gw_rng *rng)
{
    double z[P];
    double slope[P];
    for (size_t p = 0; p < P; p++) {
        z[p] = gw_draw_normal(rng);
        slope[p] = growth->slope[p];
        for (size_t q = 0; q <= p; q++)
            slope[p] += growth->spread[p * P + q] * z[q];
    }
    gw_size_table_fill(out, slope);
}

/* ---- The top of the likelihood -------------------------------------------------------------- */

typedef struct slopes {
    double value[P];
    double gradient[P];
    double information[P * P];
} slopes;

/* Gradient and information (minus the Hessian) at s->value. */
static void look(slopes *s, const tables *t)
{
    double sum = 0;        /* S(x) */
    double first[P] = {0}; /* its slopes, times S */
    double second[P * P] = {0};
    memset(s->gradient, 0, sizeof s->gradient);
    memset(s->information, 0, sizeof s->information);
    for (size_t j = 1; j <= t->n; j++) {
        double parts[P];
        parts_of(parts, j);
        double size = gw_exp(log_size(s->value, parts));
        sum += size;
        for (size_t p = 0; p < P; p++) {
            first[p] += size * parts[p];
            for (size_t q = 0; q < P; q++)
                second[p * P + q] += size * parts[p] * parts[q];
        }
        for (size_t p = 0; p < P; p++) {
            double mean = first[p] / sum;
            s->gradient[p] += t->paid_at[j - 1] * parts[p] - t->paid_of[j - 1] * mean;
            for (size_t q = 0; q < P; q++)
                s->information[p * P + q] +=
                    t->paid_of[j - 1] * (second[p * P + q] / sum - mean * first[q] / sum);
        }
    }
}

/* From s->value on. A part that nobody reached stays where it is: flat. */
static bool climb(slopes *s, const tables *t)
{
    for (size_t step = 0; step < MOST_STEPS; step++) {
        double largest = 0;
        double most = 0;
        look(s, t);
        for (size_t p = 0; p < P; p++)
            most = fmax(most, s->information[p * P + p]);
        if (!(most > 0))
            return false;
        for (size_t p = 0; p < P; p++)
            s->information[p * P + p] += 1e-9 * most;
        if (!gw__cholesky(s->information, P))
            return false;
        gw__cholesky_solve(s->information, P, s->gradient);
        for (size_t p = 0; p < P; p++)
            largest = fmax(largest, fabs(s->gradient[p]));
        for (size_t p = 0; p < P; p++)
            s->value[p] += s->gradient[p] / fmax(largest, 1);
        if (largest < CLOSE)
            return true;
    }
    return false;
}

/* ---- Groups left out ------------------------------------------------------------------------ */

static void add_rows(tables *t, const gw_growth_rows *rows, double group, double sign)
{
    for (size_t i = 0; i < rows->n; i++) {
        if (group >= 0 && rows->group[i] != group)
            continue;
        size_t j = (size_t)rows->number[i] - 1;
        t->paid_at[j] += sign * rows->paid_at[i];
        t->paid_of[j] += sign * rows->paid_of[i];
    }
}

/* The jackknife's covariance; false where a group left out has no answer. */
static bool leave_out(double covariance[P * P], const slopes *all, tables *t,
                      const gw_growth_rows *rows)
{
    double left[GW_GROWTH_GROUPS][P];
    double mean[P] = {0};
    double n = GW_GROWTH_GROUPS;
    for (size_t g = 0; g < GW_GROWTH_GROUPS; g++) {
        slopes s = *all;
        add_rows(t, rows, (double)g, -1);
        bool found = climb(&s, t);
        add_rows(t, rows, (double)g, 1);
        if (!found)
            return false;
        for (size_t p = 0; p < P; p++) {
            left[g][p] = s.value[p];
            mean[p] += s.value[p] / n;
        }
    }
    for (size_t i = 0; i < P * P; i++)
        covariance[i] = 0;
    for (size_t g = 0; g < GW_GROWTH_GROUPS; g++)
        for (size_t p = 0; p < P; p++)
            for (size_t q = 0; q < P; q++)
                covariance[p * P + q] +=
                    (n - 1) / n * (left[g][p] - mean[p]) * (left[g][q] - mean[q]);
    return true;
}

/* Normal law with covariance J around the estimate, prior N(0, v I): mean e - J (J + v I)^-1 e,
 * covariance J - J (J + v I)^-1 J. */
static bool meet_prior(gw_size_growth *out, const double estimate[P], const double j[P * P])
{
    double both[P * P];
    double solved[P];
    memcpy(both, j, sizeof both);
    for (size_t p = 0; p < P; p++)
        both[p * P + p] += GW_GROWTH_PRIOR_SD * GW_GROWTH_PRIOR_SD;
    if (!gw__cholesky(both, P))
        return false;
    memcpy(solved, estimate, sizeof solved);
    gw__cholesky_solve(both, P, solved);
    for (size_t p = 0; p < P; p++) {
        out->slope[p] = estimate[p];
        for (size_t q = 0; q < P; q++)
            out->slope[p] -= j[p * P + q] * solved[q];
    }
    for (size_t c = 0; c < P; c++) {
        for (size_t p = 0; p < P; p++)
            solved[p] = j[p * P + c];
        gw__cholesky_solve(both, P, solved);
        for (size_t p = 0; p < P; p++) {
            out->spread[p * P + c] = j[p * P + c];
            for (size_t q = 0; q < P; q++)
                out->spread[p * P + c] -= j[p * P + q] * solved[q];
        }
    }
    for (size_t p = 0; p < P; p++) /* a part that nobody reached has none */
        out->spread[p * P + p] += 1e-12;
    return gw__cholesky(out->spread, P) != 0;
}

gw_status gw_size_growth_fit(gw_size_growth *out, gw_context *context, const gw_growth_rows *rows,
                             gw_error *err)
{
    tables t = {0};
    slopes s = {0};
    double covariance[P * P];
    gw_size_growth_none(out);
    for (size_t i = 0; i < rows->n; i++)
        t.n = (size_t)rows->number[i] > t.n ? (size_t)rows->number[i] : t.n;
    if (t.n < 2)
        return GW_OK;
    t.paid_at = gw_alloc_zero(context, t.n, 2 * sizeof *t.paid_at);
    if (t.paid_at == NULL)
        return gw_error_no_memory(err, "how the size of orders changes");
    t.paid_of = t.paid_at + t.n;
    add_rows(&t, rows, -1, 1);
    gw_size_growth found = {0};
    if (climb(&s, &t) && leave_out(covariance, &s, &t, rows) &&
        meet_prior(&found, s.value, covariance)) {
        gw_size_table_fill(&found.table, found.slope);
        *out = found;
    }
    gw_release(context, t.paid_at);
    return GW_OK;
}

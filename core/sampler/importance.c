/* Proposals are multivariate t with 5 degrees of freedom: heavier tails than the target's, which
 * are those of its normal prior at most.
 *
 * First a pilot around the mode along the axes of its curvature, each side as wide as the target
 * itself proves to be there (Geweke 1989). If it serves, that is all: the more data, the closer the
 * posterior is to normal. Else one adaptation: a second t with the mean, covariance, bend and sides
 * of the weighted pilot; the bend because the posterior of the Pareto/NBD is a banana, whose end
 * no straight law reaches (k-hat .9 without it, .1 with it). The weights of all points, pilot
 * included, are taken against the mixture of both in the shares they were drawn in (the balance
 * heuristic: Veach & Guibas 1995; Owen & Zhou 2000, JASA 95), so no point is wasted and a place
 * that one law reaches well cannot get a large weight from the other.
 *
 * Every point has its own random stream, by its number: bits do not depend on batches. */
#include "importance.h"

#include <math.h>

#include "context.h"
#include "error.h"
#include "memory.h"
#include "psis.h"
#include "rng.h"
#include "vmath.h"

#define DEGREES 5.0
#define NARROWEST 0.8
#define WIDEST 6.0
#define PILOT_LEAST 400
#define PILOT_MOST 1000
#define PILOT_KHAT 0.25 /* a pilot that is no worse needs no adaptation */
#define PILOT_SHARE 0.7 /* likewise, of effective points */
#define ROUND_LEAST 250
#define POINTS_MOST 10 /* times the draws wanted */
#define ROUNDS_MOST 8

static gw_status reserve(gw_importance *run, size_t count, gw_error *err)
{
    size_t n = run->target->objective.n;
    if (count <= run->room)
        return GW_OK;
    double **lists[] = {&run->points, &run->log_density, &run->log_weights, &run->weights};
    for (size_t i = 0; i < 4; i++) {
        size_t size = (i == 0 ? n : 1) * sizeof(double);
        double *list = gw_resize(run->context, *lists[i], count, size);
        if (list == NULL)
            return gw_error_no_memory(err, "the draws of a posterior");
        *lists[i] = list;
    }
    run->room = count;
    return GW_OK;
}

/* Proposes `count` points from a law and evaluates them. */
static gw_status propose(gw_importance *run, size_t law, size_t count, gw_error *err)
{
    size_t n = run->target->objective.n;
    GW_TRY(reserve(run, run->count + count, err));
    for (size_t i = run->count; i < run->count + count; i++) {
        gw_rng rng = gw_rng_seeded(run->seed, i);
        gw_student_draw(run->points + i * n, &run->law[law], &rng);
    }
    GW_TRY(run->target->densities(run->log_density + run->count, run->points + run->count * n,
                                  count, run->target->objective.user, err));
    run->made[law] += count;
    run->count += count;
    return GW_OK;
}

/* The log density of the mixture of laws at a point. */
static double log_proposal(const gw_importance *run, const double *point)
{
    double logs[GW_PROPOSALS_MOST];
    double largest = -HUGE_VAL;
    double sum = 0;
    for (size_t k = 0; k < run->laws; k++) { /* log 0 = -inf: a law not drawn from yet */
        logs[k] = gw_student_log_density(&run->law[k], point) +
                  gw_log((double)run->made[k] / (double)run->count);
        largest = fmax(largest, logs[k]);
    }
    for (size_t k = 0; k < run->laws; k++)
        sum += gw_exp(logs[k] - largest);
    return largest + gw_log(sum);
}

static gw_status weigh(gw_importance *run, gw_error *err)
{
    size_t n = run->target->objective.n;
    double squares = 0;
    int any = 0;
    for (size_t i = 0; i < run->count; i++) {
        double density = run->log_density[i];
        run->log_weights[i] =
            isfinite(density) ? density - log_proposal(run, run->points + i * n) : -HUGE_VAL;
        any |= isfinite(run->log_weights[i]);
    }
    if (!any)
        return gw_error_set(err, GW_FAILED, "no parameters with a likelihood were found");
    GW_TRY(gw_psis(run->weights, &run->log_mean, &run->khat, run->context, run->log_weights,
                   run->count, err));
    for (size_t i = 0; i < run->count; i++)
        squares += run->weights[i] * run->weights[i];
    run->ess = 1 / squares;
    return GW_OK;
}

/* ---- Laws ----------------------------------------------------------------------------------- */

/* Where along one axis, in its steps, the first law is compared with the target. Closer than two
 * steps a t is too low for a normal density anyway. */
static const double scan[] = {2, 3, 4, 5, 6, 8};
#define SIDES_MOST ((size_t)2 * GW_OPTIM_MAX)
#define SCANS (sizeof scan / sizeof scan[0])

/* The width at which the t falls as much as the target does, at the place where that is most. */
static double width_of(const double *log_density, double log_mode, const gw_student *t)
{
    double power = 2 / (t->degrees + (double)t->n);
    double widest = NARROWEST;
    for (size_t k = 0; k < SCANS; k++) {
        double fall = gw_expm1(power * (log_mode - log_density[k]));
        double width = fall > 0 ? scan[k] / sqrt(t->degrees * fall) : WIDEST;
        widest = isfinite(log_density[k]) ? fmax(widest, width) : widest;
    }
    return fmin(widest, WIDEST);
}

/* Fits the widths of a law around the mode: no direction of its axes has a longer tail in the
 * target than in the law. */
static gw_status fit_widths(gw_student *t, const gw_importance *run, double log_mode, gw_error *err)
{
    double points[SIDES_MOST * SCANS * GW_OPTIM_MAX];
    double log_density[SIDES_MOST * SCANS];
    size_t n = t->n;
    for (size_t side = 0; side < 2 * n; side++)
        for (size_t k = 0; k < SCANS; k++) {
            double z[GW_OPTIM_MAX] = {0};
            z[side / 2] = side % 2 == 0 ? scan[k] : -scan[k];
            gw_student_point(points + (side * SCANS + k) * n, t, z);
        }
    GW_TRY(run->target->densities(log_density, points, 2 * n * SCANS, run->target->objective.user,
                                  err));
    for (size_t j = 0; j < n; j++) {
        t->up[j] = width_of(log_density + 2 * j * SCANS, log_mode, t);
        t->down[j] = width_of(log_density + (2 * j + 1) * SCANS, log_mode, t);
    }
    return GW_OK;
}

static gw_status mode_law(gw_importance *run, const gw_laplace *mode, gw_error *err)
{
    gw_student *t = &run->law[run->laws++];
    gw_student_make(t, run->target->objective.n, DEGREES, mode->mode.point, mode->covariance,
                    run->target->width);
    return fit_widths(t, run, mode->mode.value, err);
}

/* Weighted mean and covariance of the points. */
static void moments(double *mean, double *covariance, const gw_importance *run)
{
    size_t n = run->target->objective.n;
    for (size_t j = 0; j < n; j++)
        mean[j] = 0;
    for (size_t j = 0; j < n * n; j++)
        covariance[j] = 0;
    for (size_t i = 0; i < run->count; i++)
        for (size_t j = 0; j < n; j++)
            mean[j] += run->weights[i] * run->points[i * n + j];
    for (size_t i = 0; i < run->count; i++)
        for (size_t j = 0; j < n; j++)
            for (size_t k = 0; k < n; k++)
                covariance[j * n + k] += run->weights[i] * (run->points[i * n + j] - mean[j]) *
                                         (run->points[i * n + k] - mean[k]);
}

/* The regression of all axes on the bow of axis k into bend; how much of their variance (1 each) it
 * explains. */
static double try_spine(double *bend, const gw_student *t, const gw_importance *run, size_t k)
{
    size_t n = t->n;
    double z[GW_OPTIM_MAX];
    double mean = 0;
    double square = 0;
    double explained = 0;
    double cross[GW_OPTIM_MAX] = {0};
    for (size_t i = 0; i < run->count; i++) {
        gw_student_steps(z, t, run->points + i * n);
        mean += run->weights[i] * gw_student_bow(z[k]);
    }
    for (size_t i = 0; i < run->count; i++) {
        gw_student_steps(z, t, run->points + i * n);
        double off = gw_student_bow(z[k]) - mean;
        square += run->weights[i] * off * off;
        for (size_t j = 0; j < n; j++)
            cross[j] += run->weights[i] * off * z[j];
    }
    for (size_t j = 0; j < n; j++) {
        bend[j] = j != k && square > 0 ? cross[j] / square : 0.0;
        explained += bend[j] * cross[j];
    }
    return explained;
}

/* The axis whose bow explains most becomes the spine. */
static void fit_bend(gw_student *t, const gw_importance *run)
{
    double most = -1;
    for (size_t k = 0; k < t->n; k++) {
        double bend[GW_OPTIM_MAX] = {0};
        double explained = try_spine(bend, t, run, k);
        if (!(explained > most))
            continue;
        most = explained;
        t->spine = k;
        for (size_t j = 0; j < t->n; j++)
            t->bend[j] = bend[j];
    }
}

/* Each side of each axis as wide as the weighted points on it are. */
static void fit_sides(gw_student *t, const gw_importance *run)
{
    size_t n = t->n;
    double z[GW_OPTIM_MAX];
    double squares[2][GW_OPTIM_MAX] = {{0}};
    for (size_t i = 0; i < run->count; i++) {
        gw_student_steps(z, t, run->points + i * n);
        double bow = gw_student_bow(z[t->spine]);
        for (size_t j = 0; j < n; j++) {
            double along = z[j] - t->bend[j] * bow;
            squares[along > 0][j] += 2 * run->weights[i] * along * along;
        }
    }
    for (size_t j = 0; j < n; j++) {
        t->down[j] = fmax(sqrt(squares[0][j]), NARROWEST);
        t->up[j] = fmax(sqrt(squares[1][j]), NARROWEST);
    }
}

/* A second law from the pilot's moments. */
static void second_law(gw_importance *run)
{
    double mean[GW_OPTIM_MAX];
    double covariance[GW_OPTIM_MAX * GW_OPTIM_MAX];
    gw_student *t = &run->law[run->laws++];
    size_t n = run->target->objective.n;
    moments(mean, covariance, run);
    gw_student_make(t, n, DEGREES, mean, covariance, run->target->width);
    fit_bend(t, run);
    fit_sides(t, run);
}

/* ---- The run -------------------------------------------------------------------------------- */

static size_t within(double value, size_t least, size_t most)
{
    return value < (double)least ? least : value > (double)most ? most : (size_t)value;
}

/* How many more points should bring the effective number to what is wanted. */
static size_t next_round(const gw_importance *run, size_t draws)
{
    size_t most = POINTS_MOST * draws + (size_t)GW_MODES_MOST * PILOT_MOST;
    double missing = ((double)draws / run->ess - 1) * (double)run->count * 1.05;
    size_t round = within(missing, ROUND_LEAST, most);
    return run->count + round <= most ? round : most - run->count;
}

/* The pilot: as many points around each mode. */
static gw_status run_pilot(gw_importance *run, const gw_laplace *modes, size_t mode_count,
                           size_t draws, gw_error *err)
{
    size_t count = within(1.25 * (double)draws, PILOT_LEAST, PILOT_MOST);
    for (size_t i = 0; i < mode_count; i++) {
        GW_TRY(mode_law(run, &modes[i], err));
        GW_TRY(propose(run, i, count, err));
    }
    return weigh(run, err);
}

/* More points from the laws there are: from the adapted one, or from all alike. */
static gw_status run_round(gw_importance *run, int adapted, size_t count, gw_error *err)
{
    size_t first = adapted ? run->laws - 1 : 0;
    size_t laws = run->laws - first;
    for (size_t i = first; i < run->laws; i++)
        GW_TRY(propose(run, i, count / laws + (i == first ? count % laws : 0), err));
    return weigh(run, err);
}

gw_status gw_importance_run(gw_importance *out, gw_context *context, const gw_target *target,
                            const gw_laplace *modes, size_t mode_count,
                            const gw_sample_options *options, gw_error *err)
{
    *out = (gw_importance){.context = context, .target = target, .seed = options->seed};
    GW_TRY(run_pilot(out, modes, mode_count, options->draws, err));
    int adapt = out->khat > PILOT_KHAT || out->ess < PILOT_SHARE * (double)out->count;
    if (adapt)
        second_law(out);
    for (int round = 0; round < ROUNDS_MOST; round++) {
        size_t more = next_round(out, options->draws);
        int untried = adapt && round == 0;
        if ((out->ess >= (double)options->draws && !untried) || more == 0)
            break;
        GW_TRY(run_round(out, adapt, more, err));
    }
    return GW_OK;
}

void gw_importance_free(gw_importance *run)
{
    gw_release(run->context, run->points);
    gw_release(run->context, run->log_density);
    gw_release(run->context, run->log_weights);
    gw_release(run->context, run->weights);
    run->points = run->log_density = run->log_weights = run->weights = NULL;
}

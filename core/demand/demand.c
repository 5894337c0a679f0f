/* See demand.h. Each turn: working weights and responses of the family, both effects swept out of
 * response and price, the slope by weighted least squares; the rest is the new linear predictor.
 * Rows of weight 0 are swept along, and so foreseen. */
#include "demand.h"

#include <math.h>

#include "error.h"
#include "memory.h"
#include "sum.h"
#include "sweep.h"
#include "vmath.h"

#define MOST_TURNS 200
#define ETA_LIMIT 40.0

typedef struct work {
    gw_context *context;
    const gw_demand_rows *rows;
    gw_demand_form form;
    bool with_price;
    double *x; /* ln p or p */
    double *x_swept;
    double *z; /* working response, then what is left of it */
    double *z_swept;
    double *eta;
    double *mu;
    double *weight; /* working */
    double *counts; /* 1: the row counts; 0: hidden, or says nothing */
    double *known;  /* 1: the row can be foreseen */
    double *term;   /* of a sum */
    double *sums;
    double *weights;
    double *all;
    double slope;
    double information; /* sum of weight x swept^2 */
    double deviance;
    bool identified;
    bool converged;
} work;

/* ---- Rows ----------------------------------------------------------------------------------- */

static gw_status check_rows(const gw_demand_rows *r, gw_demand_form form, gw_error *err)
{
    for (size_t i = 0; i < r->n; i++) {
        bool good = r->units[i] >= 0 && isfinite(r->units[i]) && r->price[i] > 0 &&
                    isfinite(r->price[i]) && r->first[i] < r->first_count &&
                    r->second[i] < r->second_count && r->cluster[i] < r->cluster_count;
        if (good && form == GW_DEMAND_LOGIT)
            good =
                r->occasions != NULL && r->occasions[i] >= r->units[i] && isfinite(r->occasions[i]);
        if (!good)
            return gw_error_set(err, GW_BAD_DATA,
                                "demand row %zu: units %g at price %g: units must be zero or more, "
                                "prices above zero",
                                i + 1, r->units[i], r->price[i]);
    }
    return GW_OK;
}

static gw_status make_work(work *w, gw_context *context, const gw_demand_rows *rows,
                           gw_demand_form form, gw_error *err)
{
    enum { COLUMNS = 10 };
    size_t n = rows->n;
    size_t groups = rows->first_count > rows->second_count ? rows->first_count : rows->second_count;
    *w = (work){.context = context, .rows = rows, .form = form};
    w->all = gw_alloc_zero(context, COLUMNS * n + 2 * groups, sizeof *w->all);
    if (w->all == NULL)
        return gw_error_no_memory(err, "how demand follows the price");
    double **const columns[COLUMNS] = {&w->x,  &w->x_swept, &w->z,      &w->z_swept, &w->eta,
                                       &w->mu, &w->weight,  &w->counts, &w->known,   &w->term};
    for (size_t c = 0; c < COLUMNS; c++)
        *columns[c] = w->all + c * n;
    w->sums = w->all + COLUMNS * n;
    w->weights = w->sums + groups;
    bool logs = form == GW_DEMAND_CONSTANT || form == GW_DEMAND_LOG_LOG;
    for (size_t i = 0; i < n; i++)
        w->x[i] = logs ? gw_log(rows->price[i]) : rows->price[i];
    return GW_OK;
}

/* A group that sold nothing has an effect of minus infinity: its rows say nothing about prices and
 * cannot be foreseen; one that sold at every choice likewise (logit). */
static size_t leave_out(work *w, const uint32_t *group, size_t groups)
{
    const gw_demand_rows *r = w->rows;
    size_t left_out = 0;
    for (size_t g = 0; g < groups; g++)
        w->sums[g] = w->weights[g] = 0;
    for (size_t i = 0; i < r->n; i++) {
        w->sums[group[i]] += w->counts[i] * r->units[i];
        if (w->form == GW_DEMAND_LOGIT)
            w->weights[group[i]] += w->counts[i] * (r->occasions[i] - r->units[i]);
        else
            w->weights[group[i]] += w->counts[i];
    }
    for (size_t i = 0; i < r->n; i++) {
        if (w->known[i] == 0 || (w->sums[group[i]] > 0 && w->weights[group[i]] > 0))
            continue;
        w->known[i] = w->counts[i] = 0;
        left_out++;
    }
    return left_out;
}

/* hidden (may be NULL): rows to be foreseen only. */
static void choose_rows(work *w, const unsigned char *hidden)
{
    const gw_demand_rows *r = w->rows;
    size_t moved = 1;
    for (size_t i = 0; i < r->n; i++) {
        w->known[i] = 1;
        w->counts[i] = hidden != NULL && hidden[i] ? 0 : 1;
        if (w->form == GW_DEMAND_LOG_LOG && r->units[i] <= 0)
            w->counts[i] = 0;
    }
    while (moved > 0) {
        moved = leave_out(w, r->first, r->first_count);
        moved += leave_out(w, r->second, r->second_count);
    }
}

/* ---- Families ------------------------------------------------------------------------------- */

static void begin(work *w)
{
    const gw_demand_rows *r = w->rows;
    double mean = 0;
    double rows = 0;
    for (size_t i = 0; i < r->n; i++) {
        mean += w->counts[i] * r->units[i];
        rows += w->counts[i];
    }
    mean = rows > 0 ? mean / rows : 1;
    for (size_t i = 0; i < r->n; i++) {
        double units = w->counts[i] > 0 ? r->units[i] : mean;
        if (w->form == GW_DEMAND_LOGIT)
            w->eta[i] = gw_log((units + 0.5) / (fmax(r->occasions[i] - units, 0) + 0.5));
        else
            w->eta[i] =
                gw_log(w->form == GW_DEMAND_LOG_LOG && units > 0 ? units : (units + mean) / 2);
    }
}

static void means_of(work *w)
{
    const gw_demand_rows *r = w->rows;
    for (size_t i = 0; i < r->n; i++) {
        w->eta[i] = fmin(fmax(w->eta[i], -ETA_LIMIT), ETA_LIMIT);
        if (w->form == GW_DEMAND_LOGIT)
            w->mu[i] = r->occasions[i] * gw_exp(-gw_softplus(-w->eta[i]));
        else
            w->mu[i] = gw_exp(w->eta[i]);
    }
}

static void working(work *w)
{
    const gw_demand_rows *r = w->rows;
    for (size_t i = 0; i < r->n; i++) {
        double weight = 1;
        double step = 0;
        if (w->form == GW_DEMAND_LOG_LOG) {
            w->z[i] = w->counts[i] > 0 ? gw_log(r->units[i]) : 0;
            w->weight[i] = w->counts[i];
            continue;
        }
        weight = w->form == GW_DEMAND_LOGIT ? w->mu[i] * gw_exp(-gw_softplus(w->eta[i])) : w->mu[i];
        if (w->counts[i] > 0 && weight > 0)
            step = (r->units[i] - w->mu[i]) / weight;
        w->z[i] = w->counts[i] > 0 ? w->eta[i] + step : 0;
        w->weight[i] = w->counts[i] * weight;
    }
}

static double deviance_at(const work *w, size_t i)
{
    double y = w->rows->units[i];
    double m = fmax(w->mu[i], 1e-300);
    double value = y > 0 ? y * gw_log(y / m) : 0;
    if (w->form != GW_DEMAND_LOGIT)
        return 2 * (value - y + m);
    double n = w->rows->occasions[i];
    double rest = n - y;
    return 2 * (value + (rest > 0 ? rest * gw_log(rest / fmax(n - w->mu[i], 1e-300)) : 0));
}

static double deviance_of(work *w)
{
    for (size_t i = 0; i < w->rows->n; i++)
        w->term[i] = w->counts[i] * deviance_at(w, i);
    return gw_sum(w->term, w->rows->n);
}

/* ---- The fit -------------------------------------------------------------------------------- */

static double weighted(work *w, const double *a, const double *b)
{
    for (size_t i = 0; i < w->rows->n; i++)
        w->term[i] = w->weight[i] * a[i] * b[i];
    return gw_sum(w->term, w->rows->n);
}

static void one_turn(work *w)
{
    const gw_demand_rows *r = w->rows;
    gw__sweep sweep = {
        r->n,      {r->first, r->second}, {r->first_count, r->second_count}, w->weight, w->sums,
        w->weights};
    working(w);
    for (size_t i = 0; i < r->n; i++) {
        w->z_swept[i] = w->z[i];
        w->x_swept[i] = w->x[i];
    }
    double total = weighted(w, w->x, w->x);
    gw__sweep_out(w->z_swept, &sweep);
    gw__sweep_out(w->x_swept, &sweep);
    w->information = weighted(w, w->x_swept, w->x_swept);
    /* what is left of a price that only moved with everything else is rounding */
    w->identified = w->information > 1e-12 * total && w->information > 0;
    w->slope =
        w->with_price && w->identified ? weighted(w, w->x_swept, w->z_swept) / w->information : 0;
    for (size_t i = 0; i < r->n; i++)
        w->eta[i] = w->z[i] - w->z_swept[i] + w->slope * w->x_swept[i];
}

/* Least squares on logs foresees the median: scaled so that the units sold come out. */
static void scale_logs(work *w)
{
    double sold = 0;
    double said = 0;
    for (size_t i = 0; i < w->rows->n; i++) {
        sold += w->counts[i] * w->rows->units[i];
        said += w->counts[i] * w->mu[i];
    }
    for (size_t i = 0; i < w->rows->n && said > 0; i++)
        w->mu[i] *= sold / said;
}

static void fit(work *w, bool with_price)
{
    double before = INFINITY;
    w->with_price = with_price;
    w->converged = false;
    begin(w);
    means_of(w);
    for (int turn = 0; turn < MOST_TURNS && !w->converged; turn++) {
        one_turn(w);
        means_of(w);
        if (w->form == GW_DEMAND_LOG_LOG)
            scale_logs(w);
        w->deviance = deviance_of(w);
        w->converged = fabs(before - w->deviance) <= 1e-11 * (1 + fabs(w->deviance)) ||
                       w->form == GW_DEMAND_LOG_LOG;
        before = w->deviance;
    }
}

/* Sandwich: bread 1 / sum w x^2, meat the squared sums of x (y - mu) by cluster, G / (G - 1). */
static double sandwich(work *w, double *sums)
{
    const gw_demand_rows *r = w->rows;
    double meat = 0;
    double clusters = 0;
    for (size_t g = 0; g < r->cluster_count; g++)
        sums[g] = 0;
    for (size_t i = 0; i < r->n; i++) {
        double left = w->form == GW_DEMAND_LOG_LOG ? w->z_swept[i] - w->slope * w->x_swept[i]
                                                   : r->units[i] - w->mu[i];
        sums[r->cluster[i]] += w->counts[i] * w->x_swept[i] * left;
    }
    for (size_t g = 0; g < r->cluster_count; g++) {
        meat += sums[g] * sums[g];
        clusters += sums[g] != 0;
    }
    return clusters >= 2 ? sqrt(meat * clusters / (clusters - 1)) / w->information : (double)NAN;
}

static size_t hide_cluster(unsigned char *hidden, const work *w, size_t cluster,
                           const double *counted)
{
    size_t found = 0;
    for (size_t i = 0; i < w->rows->n; i++) {
        hidden[i] = w->rows->cluster[i] == cluster;
        found += hidden[i] && counted[i] > 0;
    }
    return found;
}

/* Leave out each cluster in turn: (G - 1) / G sum (slope_g - slope)^2. Where few clusters carry
 * most of the units the sandwich is far too sure of itself. Uses the work; the fit is gone
 * afterwards. */
static double jackknife(work *w, unsigned char *hidden, double *counted)
{
    double whole = w->slope;
    double sum = 0;
    double clusters = 0;
    for (size_t i = 0; i < w->rows->n; i++)
        counted[i] = w->counts[i];
    for (size_t g = 0; g < w->rows->cluster_count; g++) {
        if (hide_cluster(hidden, w, g, counted) == 0)
            continue;
        choose_rows(w, hidden);
        fit(w, true);
        if (!w->identified)
            return NAN; /* all that is known comes from one cluster */
        sum += (w->slope - whole) * (w->slope - whole);
        clusters++;
    }
    return clusters >= 2 ? sqrt(sum * (clusters - 1) / clusters) : (double)NAN;
}

static void describe(gw_demand_fit *out, work *w)
{
    const gw_demand_rows *r = w->rows;
    double units = 0;
    double paid = 0;
    double occasions = 0;
    for (size_t i = 0; i < r->n; i++) {
        units += w->counts[i] * r->units[i];
        paid += w->counts[i] * r->units[i] * r->price[i];
        occasions += r->occasions != NULL ? w->counts[i] * r->occasions[i] : 0;
        out->used += w->counts[i] > 0;
    }
    out->mean_price = units > 0 ? paid / units : (double)NAN;
    double factor =
        w->form == GW_DEMAND_CONSTANT || w->form == GW_DEMAND_LOG_LOG ? 1 : out->mean_price;
    if (w->form == GW_DEMAND_LOGIT)
        factor *= 1 - units / occasions;
    out->slope = w->slope;
    out->elasticity = -w->slope * factor;
    out->deviance = w->deviance;
    out->identified = w->identified && out->used > 0;
    out->converged = w->converged;
}

gw_status gw_demand_estimate(gw_demand_fit *out, gw_context *context, const gw_demand_rows *rows,
                             gw_demand_form form, gw_error *err)
{
    work w;
    gw_demand_fit found = {.form = form, .clusters = rows->cluster_count, .se = NAN};
    GW_TRY(check_rows(rows, form, err));
    GW_TRY(make_work(&w, context, rows, form, err));
    double *sums = gw_alloc(context, rows->n + rows->cluster_count, sizeof *sums);
    unsigned char *hidden = gw_alloc(context, rows->n, 1);
    gw_status status = GW_OK;
    if (sums == NULL || hidden == NULL) {
        status = gw_error_no_memory(err, "how demand follows the price");
        goto done;
    }
    choose_rows(&w, NULL);
    fit(&w, true);
    describe(&found, &w);
    if (w.identified && rows->cluster_count > GW_DEMAND_JACKKNIFE)
        found.se = sandwich(&w, sums);
    else if (w.identified)
        found.se = jackknife(&w, hidden, sums);
    found.elasticity_se =
        found.slope != 0 ? found.se * fabs(found.elasticity / found.slope) : (double)NAN;
    *out = found;
done:
    gw_release(context, sums);
    gw_release(context, hidden);
    gw_release(context, w.all);
    return status;
}

/* ---- The check ------------------------------------------------------------------------------ */

static uint64_t scatter(uint64_t number)
{
    number = (number + 1) * UINT64_C(0x9e3779b97f4a7c15);
    number = (number ^ (number >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    number = (number ^ (number >> 27)) * UINT64_C(0x94d049bb133111eb);
    return number ^ (number >> 31);
}

typedef struct hidden_sums {
    double *with; /* of each row: its deviance when it was hidden; NaN: never foreseen */
    double *without;
    unsigned char *hidden;
} hidden_sums;

static void hide_one_fold(work *w, hidden_sums *s, int fold, int folds)
{
    for (size_t i = 0; i < w->rows->n; i++)
        s->hidden[i] = (int)(scatter(i) % (uint64_t)folds) == fold;
    for (int with_price = 0; with_price < 2; with_price++) {
        choose_rows(w, s->hidden);
        fit(w, with_price == 1);
        for (size_t i = 0; i < w->rows->n; i++)
            if (s->hidden[i] && w->known[i] > 0)
                (with_price == 1 ? s->with : s->without)[i] = deviance_at(w, i);
    }
}

static void compare(gw_demand_check *out, const gw_demand_rows *r, const hidden_sums *s)
{
    double with = 0;
    double without = 0;
    double spread = 0;
    for (size_t i = 0; i < r->n; i++) {
        if (isnan(s->with[i]) || isnan(s->without[i]))
            continue;
        with += s->with[i];
        without += s->without[i];
        out->cells++;
    }
    double n = out->cells > 0 ? (double)out->cells : 1;
    out->deviance = with / n;
    out->without = without / n;
    out->difference = (with - without) / n;
    for (size_t i = 0; i < r->n; i++) {
        double off = s->with[i] - s->without[i] - out->difference;
        spread += isnan(off) ? 0 : off * off;
    }
    out->difference_se = n > 1 ? sqrt(spread / (n - 1) / n) : (double)NAN;
    out->better = out->cells > 0 && out->difference < -2 * out->difference_se;
}

gw_status gw_demand_hide(gw_demand_check *out, gw_context *context, const gw_demand_rows *rows,
                         gw_demand_form form, int folds, gw_error *err)
{
    work w;
    gw_demand_check check = {0};
    if (folds < 2)
        return gw_error_set(err, GW_WRONG_USE, "a check needs at least two parts to hide");
    GW_TRY(check_rows(rows, form, err));
    GW_TRY(make_work(&w, context, rows, form, err));
    double *numbers = gw_alloc(context, 2 * rows->n, sizeof *numbers);
    hidden_sums s = {.hidden = gw_alloc(context, rows->n, 1)};
    gw_status status = GW_OK;
    if (numbers == NULL || s.hidden == NULL) {
        status = gw_error_no_memory(err, "how demand follows the price");
        goto done;
    }
    s.with = numbers;
    s.without = numbers + rows->n;
    for (size_t i = 0; i < 2 * rows->n; i++)
        numbers[i] = NAN;
    for (int fold = 0; fold < folds; fold++)
        hide_one_fold(&w, &s, fold, folds);
    compare(&check, rows, &s);
    *out = check;
done:
    gw_release(context, numbers);
    gw_release(context, s.hidden);
    gw_release(context, w.all);
    return status;
}

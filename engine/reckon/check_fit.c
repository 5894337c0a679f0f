/* Does the model describe the history it was fitted to? Repeat buying days and mean orders, counted
 * and by the model; see check_series.h. (Fader, Hardie & Lee 2005, fig. 3; Fader & Hardie 2013.) */
#include <math.h>
#include <stdlib.h>

#include "check_series_inside.h"
#include "count_groups.h"
#include "error.h"
#include "memory.h"
#include "vmath.h"

/* ---- Repeat buying days --------------------------------------------------------------------- */

/* Ages are put into at most so many groups, each at its mean age: a group is then a week wide in a
 * history of four years, and a model's chances change little in a week. */
#define MOST_AGES 200

/* `chances` has room for the counts below the last group. */
static gw_status add_people_of_age(double said[GW_COUNT_GROUPS], double *chances, double width,
                                   gw_context *context, const gw_model *model, const double *params,
                                   double age, double people, gw_error *err)
{
    const double new_customer[] = {0, 0, 0};
    size_t told = (size_t)gw_count_group_from(GW_COUNT_GROUPS - 1, width);
    double below = 0;
    GW_TRY(gw_model_pmf(chances, told, context, model, params, new_customer, age, err));
    for (size_t k = 0; k < told; k++) {
        said[gw_count_group((double)k, width)] += people * chances[k];
        below += chances[k];
    }
    said[GW_COUNT_GROUPS - 1] += people * (1 - below);
    return GW_OK;
}

gw_status gw_how_often_series(gw_series *out, const gw_model *model, const double *params,
                              const double *age, const double *x, const double *count, size_t n,
                              gw_error *err)
{
    double came[GW_COUNT_GROUPS] = {0};
    double said[GW_COUNT_GROUPS] = {0};
    double width = gw_count_width(x, count, n);
    double youngest = n > 0 ? age[0] : 0;
    double oldest = youngest;
    double people[MOST_AGES] = {0};
    double ages[MOST_AGES] = {0};
    for (size_t i = 1; i < n; i++) {
        youngest = age[i] < youngest ? age[i] : youngest;
        oldest = age[i] > oldest ? age[i] : oldest;
    }
    for (size_t i = 0; i < n; i++) {
        size_t g = (size_t)((age[i] - youngest) / (oldest - youngest + 1) * MOST_AGES);
        came[gw_count_group(x[i], width)] += count[i];
        people[g] += count[i];
        ages[g] += count[i] * age[i];
    }
    double *chances = gw_alloc(
        out->context, (size_t)gw_count_group_from(GW_COUNT_GROUPS - 1, width), sizeof *chances);
    gw_status status =
        chances == NULL ? gw_error_no_memory(err, "the pictures of the check") : GW_OK;
    for (size_t g = 0; g < MOST_AGES && status == GW_OK; g++)
        if (people[g] > 0)
            status = add_people_of_age(said, chances, width, out->context, model, params,
                                       ages[g] / people[g], people[g], err);
    gw_release(out->context, chances);
    GW_TRY(status);
    for (size_t g = 0; g < GW_COUNT_GROUPS; g++) {
        double from = gw_count_group_from(g, width);
        gw_series_point of_came = gw_series_at("how_often", "came", from, came[g]);
        gw_series_point of_said = gw_series_at("how_often", "said", from, said[g]);
        gw_series_add(out, &of_came);
        gw_series_add(out, &of_said);
    }
    return out->failed ? gw_error_no_memory(err, "the pictures of the check") : GW_OK;
}

/* ---- Mean orders ---------------------------------------------------------------------------- */

#define BINS 24
#define STEPS 4 /* of Simpson's rule in a bin, over the logarithm of the mean order */

static int by_size(const void *a, const void *b)
{
    double one = *(const double *)a;
    double two = *(const double *)b;
    return (one > two) - (one < two);
}

/* From the half percent of the smallest to that of the largest. */
static gw_status middle_of(double *low_out, double *high_out, gw_context *context,
                           const double *mean, size_t n, gw_error *err)
{
    double *sorted = gw_alloc(context, n, sizeof *sorted);
    if (sorted == NULL)
        return gw_error_no_memory(err, "the pictures of the check");
    for (size_t i = 0; i < n; i++)
        sorted[i] = mean[i];
    qsort(sorted, n, sizeof *sorted, by_size);
    *low_out = sorted[n / 200];
    *high_out = sorted[n - 1 - n / 200];
    gw_release(context, sorted);
    return GW_OK;
}

/* The density of the logarithm of the mean order at BINS * STEPS + 1 points, for customers of whom
 * the share share[k] has x[k] repeat occasions. */
static gw_status add_density(double *density, gw_context *context, const gw_model *model,
                             const double *params, double x, double share, double log_low,
                             double step, gw_error *err)
{
    enum { POINTS = BINS * STEPS + 1 };
    double xs[POINTS];
    double means[POINTS];
    double log_lik[POINTS];
    double *columns[GW_MAX_SCORES] = {log_lik};
    gw_score_options options = GW_SCORE_OPTIONS_INIT;
    gw_cells *cells = NULL;
    for (size_t i = 0; i < POINTS; i++) {
        xs[i] = x;
        means[i] = gw_exp(log_low + step * (double)i);
    }
    gw_rows rows = {.n = POINTS, .columns = {xs, means}};
    GW_TRY(gw_cells_create(&cells, context, model, &rows, err));
    gw_status status = gw_model_score(columns, NULL, context, model, params, cells, &options, err);
    for (size_t i = 0; i < POINTS && status == GW_OK; i++) {
        double of_mean = gw_exp(log_lik[gw_cells_of_rows(cells)[i]]);
        density[i] += share * of_mean * means[i]; /* d mean = mean d log(mean) */
    }
    gw_cells_free(cells);
    return status;
}

static double simpson(const double *density, double step)
{
    return step / 3 * (density[0] + 4 * density[1] + 2 * density[2] + 4 * density[3] + density[4]);
}

/* x beyond this count as this: the density hardly changes any more, and few have so many. */
#define MOST_X 400

gw_status gw_spend_series(gw_series *out, const gw_model *model, const double *params,
                          const double *x, const double *mean, size_t n, gw_error *err)
{
    double low = 0;
    double high = 0;
    double came[BINS] = {0};
    double density[BINS * STEPS + 1] = {0};
    double with_x[MOST_X + 1] = {0};
    if (n == 0)
        return GW_OK;
    GW_TRY(middle_of(&low, &high, out->context, mean, n, err));
    if (!(high > low))
        return GW_OK;
    double width = (gw_log(high) - gw_log(low)) / BINS;
    for (size_t i = 0; i < n; i++) {
        with_x[x[i] < MOST_X ? (size_t)x[i] : MOST_X] += 1;
        if (mean[i] < low || mean[i] > high)
            continue;
        size_t bin = (size_t)((gw_log(mean[i]) - gw_log(low)) / width);
        came[bin < BINS ? bin : BINS - 1] += 1;
    }
    for (size_t k = 1; k <= MOST_X; k++)
        if (with_x[k] > 0)
            GW_TRY(add_density(density, out->context, model, params, (double)k,
                               with_x[k] / (double)n, gw_log(low), width / STEPS, err));
    for (size_t b = 0; b < BINS; b++) {
        double from = gw_exp(gw_log(low) + width * (double)b);
        gw_series_point of_came = gw_series_at("spend", "came", from, came[b] / (double)n);
        gw_series_point of_said =
            gw_series_at("spend", "said", from, simpson(density + b * STEPS, width / STEPS));
        of_came.low = of_said.low = from; /* here: the ends of the bin */
        of_came.high = of_said.high = gw_exp(gw_log(low) + width * (double)(b + 1));
        gw_series_add(out, &of_came);
        gw_series_add(out, &of_said);
    }
    return out->failed ? gw_error_no_memory(err, "the pictures of the check") : GW_OK;
}

/* The check of check.h. Days are the time unit; the horizon of a prediction is the hidden part. */
#include "forecast_check.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "check_words.h"
#include "error.h"
#include "holdout.h"
#include "memory.h"
#include "vmath.h"

#define Z80 1.2815515655446004 /* 80 of 100 times within so many standard deviations */

/* Predictions of every candidate: entry e has predicted[e][0 .. n-1], one per customer. */
typedef struct predictions {
    double *all;
    size_t n;
} predictions;

static double *predicted_by(const predictions *p, size_t entry)
{
    return p->all + entry * p->n;
}

static size_t column_of_score(const gw_model *model, const char *name)
{
    size_t i = 0;
    while (strcmp(gw_model_score_name(model, i), name) != 0)
        i++;
    return i;
}

/* A score of each cell, into `out`. */
static gw_status score_cells(double *out, gw_context *context, const gw_check_entry *entry,
                             const gw_cells *cells, const char *score, double horizon_days,
                             gw_error *err)
{
    double *columns[GW_MAX_SCORES] = {NULL};
    gw_score_options options = GW_SCORE_OPTIONS_INIT;
    options.horizon = horizon_days;
    columns[column_of_score(entry->model, score)] = out;
    return gw_model_score(columns, NULL, context, entry->model, entry->fit.params, cells, &options,
                          err);
}

/* Somebody who bought once, and long ago: does the model think he may be gone? */
static gw_status ask_who_left(gw_check_entry *entry, gw_context *context, const gw_check_rows *rows,
                              gw_error *err)
{
    const double x = 0;
    const double t_x = 0;
    double age = rows->time;
    double p_alive = 1;
    gw_cells *cells = NULL;
    gw_rows one = {.n = 1, .columns = {&x, &t_x, &age}};
    GW_TRY(gw_cells_create(&cells, context, entry->model, &one, err));
    gw_status status = score_cells(&p_alive, context, entry, cells, "p_alive", 0, err);
    entry->tells_who_left = p_alive < 1;
    gw_cells_free(cells);
    return status;
}

/* Any count model reads the same cells. `expected` has room for one number a cell. */
static gw_status predict_by_model(double *out, double *expected, gw_check_entry *entry,
                                  gw_context *context, const gw_check_rows *rows,
                                  const gw_cells *cells, gw_error *err)
{
    const uint32_t *cell_of = gw_cells_of_rows(cells);
    GW_TRY(gw_fit_to_ask(&entry->fit, context, entry->model, cells, err));
    GW_TRY(score_cells(expected, context, entry, cells, "expected", rows->time, err));
    for (size_t i = 0; i < rows->before.n; i++)
        out[i] = expected[cell_of[i]];
    return ask_who_left(entry, context, rows, err);
}

static gw_status predict_by_baseline(double *out, const gw_check_entry *entry, gw_context *context,
                                     const gw_check_rows *rows, gw_error *err)
{
    GW_TRY(gw_baseline_rates(out, context, entry->baseline, &rows->before, err));
    for (size_t i = 0; i < rows->before.n; i++)
        out[i] *= rows->hidden_days;
    return GW_OK;
}

static void list_candidates(gw_check *check, const gw_model *only)
{
    for (size_t m = 0; m < gw_model_count(); m++) {
        const gw_model *model = gw_model_at(m);
        if (gw_model_kind_of(model) != GW_MODEL_COUNT ||
            (only != NULL ? model != only : gw_model_on_request(model)))
            continue;
        check->entries[check->n++] = (gw_check_entry){
            .code = gw_model_name(model), .title = gw_model_title(model), .model = model};
    }
    for (gw_baseline b = 0; b < GW_BASELINE_COUNT; b++)
        check->entries[check->n++] = (gw_check_entry){
            .code = gw_baseline_code(b), .title = gw_baseline_title(b), .baseline = b};
}

static bool is_model(const gw_check_entry *entry)
{
    return entry->model != NULL;
}

static bool is_baseline(const gw_check_entry *entry)
{
    return entry->model == NULL;
}

static bool tells_who_left(const gw_check_entry *entry)
{
    return entry->model != NULL && entry->tells_who_left;
}

/* Of the rolling origins where there are some, else of the hidden part. */
static double how_good(const gw_check *check, const gw_check_entry *entry)
{
    bool by_looks = check->looks > 0 && entry->model != NULL;
    if (!isfinite(entry->score.deviance))
        return (double)NAN;
    return by_looks ? entry->looks.log_score : -entry->score.deviance;
}

static size_t best_of(const gw_check *check, bool (*wanted)(const gw_check_entry *))
{
    size_t best = GW_NOBODY;
    for (size_t e = 0; e < check->n; e++) {
        const gw_check_entry *entry = &check->entries[e];
        double good = how_good(check, entry);
        if (!wanted(entry) || !isfinite(good))
            continue;
        if (best == GW_NOBODY || good > how_good(check, &check->entries[best]))
            best = e;
    }
    return best;
}

/* ---- Looking back --------------------------------------------------------------------------- */

/* The models' scores by customer, in the order of the entries. */
typedef struct lookback {
    size_t n;
    size_t customers;
    size_t entry[GW_CHECK_MAX];
    const gw_model *models[GW_CHECK_MAX];
    gw_origin_score *scores[GW_CHECK_MAX];
    gw_origin_sums sums[GW_CHECK_MAX];
    double *all;
} lookback;

static gw_status begin_lookback(lookback *l, gw_check *check, gw_context *context,
                                const gw_origins *origins, gw_error *err)
{
    size_t rows = gw_origins_rows(origins);
    size_t each = 2 * origins->customers + rows;
    *l = (lookback){.customers = origins->customers};
    for (size_t e = 0; e < check->n; e++)
        if (check->entries[e].model != NULL) {
            l->entry[l->n] = e;
            l->models[l->n] = check->entries[e].model;
            l->scores[l->n++] = &check->entries[e].looks;
        }
    l->all = gw_alloc(context, l->n, each * sizeof *l->all);
    if (l->all == NULL)
        return gw_error_no_memory(err, "the days to look back from");
    for (size_t m = 0; m < l->n; m++) {
        double *at = l->all + m * each;
        l->sums[m] = (gw_origin_sums){at, at + origins->customers, at + 2 * origins->customers};
    }
    return GW_OK;
}

/* The mean over customers of a - b, and its standard error (NaN for fewer than two). */
static void mean_difference(double *mean_out, double *se_out, const double *a, const double *b,
                            size_t n)
{
    double mean = 0;
    double squares = 0;
    for (size_t i = 0; i < n; i++)
        mean += (a[i] - b[i]) / (double)n;
    for (size_t i = 0; i < n; i++)
        squares += (a[i] - b[i] - mean) * (a[i] - b[i] - mean);
    *mean_out = mean;
    *se_out = n > 1 ? sqrt(squares / (double)(n - 1) / (double)n) : (double)NAN;
}

static bool clearly(double mean, double se)
{
    return mean > GW_CHECK_CLEARLY * se;
}

static void say_reason(gw_check_entry *entry, const gw_check_entry *best)
{
    if (!entry->looks.fitted)
        snprintf(entry->reason, sizeof entry->reason,
                 "it could not be fitted to what the earlier days had seen");
    else if (entry == best)
        snprintf(entry->reason, sizeof entry->reason, "it gave what came the best chances");
    else
        snprintf(entry->reason, sizeof entry->reason, "%s %s",
                 clearly(entry->behind, entry->behind_se) ? "it did clearly worse than"
                                                          : "it did no clearly worse than",
                 best->title);
}

/* Not clearly worse than the best by log score. */
static bool is_level(const gw_check *check, const gw_check_entry *entry)
{
    return entry->looks.fitted && isfinite(how_good(check, entry)) &&
           !clearly(entry->behind, entry->behind_se);
}

/* Of those level with the best the first that can say who has left, in the order of registry.def:
 * a tie goes to the model people know best. */
static size_t first_level(const gw_check *check, const lookback *l, size_t best)
{
    for (size_t m = 0; m < l->n; m++) {
        const gw_check_entry *entry = &check->entries[l->entry[m]];
        if (is_level(check, entry) && entry->tells_who_left)
            return m;
    }
    return best;
}

static size_t closest_in_money(const gw_check *check, const lookback *l, size_t chosen)
{
    for (size_t m = 0; m < l->n; m++) {
        double closer = 0;
        double se = 0;
        if (!is_level(check, &check->entries[l->entry[m]]))
            continue;
        mean_difference(&closer, &se, l->sums[chosen].money_off, l->sums[m].money_off,
                        l->customers);
        if (clearly(closer, se))
            chosen = m;
    }
    return chosen;
}

static void choose_by_looks(gw_check *check, const lookback *l)
{
    size_t best = GW_NOBODY;
    check->best_by_looks = best_of(check, is_model);
    for (size_t m = 0; m < l->n; m++)
        best = l->entry[m] == check->best_by_looks ? m : best;
    if (best == GW_NOBODY)
        return;
    for (size_t m = 0; m < l->n; m++) {
        gw_check_entry *entry = &check->entries[l->entry[m]];
        if (entry->looks.fitted)
            mean_difference(&entry->behind, &entry->behind_se, l->sums[best].log_chance,
                            l->sums[m].log_chance, l->customers);
        say_reason(entry, &check->entries[check->best_by_looks]);
    }
    size_t first = first_level(check, l, best);
    size_t chosen = closest_in_money(check, l, first);
    check->best_model = l->entry[chosen];
    check->by_money = chosen != first;
    gw_check_entry *used = &check->entries[check->best_model];
    if (chosen != best)
        snprintf(used->reason, sizeof used->reason, "it did no clearly worse than %s, %s",
                 check->entries[check->best_by_looks].title,
                 check->by_money ? "and came clearly closest in money"
                                 : "and of equals it is the one to begin with");
}

static void note_origins(gw_check *check, const gw_origins *origins)
{
    check->look_customers = (double)origins->customers;
    check->look_sampled = origins->one_in > 1;
    for (size_t o = 0; o < origins->n; o++) {
        check->look_days = origins->at[o].days;
        check->looks += origins->at[o].n > 0;
        for (size_t i = 0; i < origins->at[o].n; i++)
            check->look_came[o] += origins->at[o].came[i];
    }
}

/* How far totals were off in the looks back, for the ranges of totals. */
static void note_shock(gw_check *check)
{
    const gw_origin_score *looks = &check->entries[check->best_model].looks;
    for (size_t o = 0; o < GW_MAX_ORIGINS && looks->fitted; o++) {
        if (!(check->look_came[o] > 0) || !(looks->said[o] > 0))
            continue;
        size_t at = check->shock.n++;
        check->shock.log_ratio[at] = gw_log(check->look_came[o] / looks->said[o]);
        check->shock.se[at] = looks->spread[o] / looks->said[o];
    }
}

static gw_status look_back(gw_check *check, gw_context *context, const gw_check_rows *rows,
                           gw_error *err)
{
    const gw_origins *origins = rows->origins;
    lookback l = {0};
    check->best_by_looks = GW_NOBODY;
    if (origins == NULL || origins->customers == 0)
        return GW_OK;
    gw_status status = begin_lookback(&l, check, context, origins, err);
    if (status == GW_OK)
        status =
            gw_origins_score(l.scores, l.sums, context, origins, l.models, l.n, rows->sizes, err);
    if (status == GW_OK) {
        note_origins(check, origins);
        choose_by_looks(check, &l);
        if (check->best_model != GW_NOBODY)
            note_shock(check);
    }
    gw_release(context, l.all);
    return status;
}

/* ---- The choice ----------------------------------------------------------------------------- */

static void add_range(gw_check_total *total, double variance, const gw_shock_facts *shock)
{
    double moved = gw_common_shock_sd(shock);
    double sd =
        total->said > 0 ? sqrt(variance / (total->said * total->said) + moved * moved) : 0.0;
    total->low = total->said * gw_exp(-Z80 * sd);
    total->high = total->said * gw_exp(Z80 * sd);
}

/* What the one used said of everybody, and what came. */
static void note_totals(gw_check *check, const predictions *p, const gw_check_rows *rows)
{
    const double *said = predicted_by(p, check->used);
    bool money = rows->hidden_paid != NULL && rows->order_size != NULL;
    double of_days = 0;
    double of_paid = 0;
    for (size_t i = 0; i < p->n; i++) {
        double size = money ? rows->order_size[i] : 0.0;
        double paid = money ? rows->hidden_paid[i] : 0.0;
        check->days.said += said[i];
        check->days.came += rows->hidden[i];
        check->paid.said += said[i] * size;
        check->paid.came += paid;
        of_days += (rows->hidden[i] - said[i]) * (rows->hidden[i] - said[i]);
        of_paid += (paid - said[i] * size) * (paid - said[i] * size);
    }
    add_range(&check->days, of_days, &check->shock);
    add_range(&check->paid, of_paid, &check->shock);
    if (!money)
        check->paid.came = (double)NAN;
}

/* The best model, unless a baseline is clearly better. */
static gw_status choose(gw_check *check, gw_context *context, const predictions *p,
                        const gw_check_rows *rows, gw_error *err)
{
    check->best_model = GW_NOBODY;
    GW_TRY(look_back(check, context, rows, err));
    if (check->best_model == GW_NOBODY)
        check->best_model = best_of(check, is_model);
    check->best_baseline = best_of(check, is_baseline);
    check->alive = best_of(check, tells_who_left);
    if (check->best_model != GW_NOBODY && check->entries[check->best_model].tells_who_left)
        check->alive = check->best_model;
    check->used = check->best_baseline;
    if (check->best_model == GW_NOBODY)
        return GW_OK;
    double mean = 0;
    double se = 0;
    GW_TRY(gw_holdout_difference(&mean, &se, context, predicted_by(p, check->best_baseline),
                                 predicted_by(p, check->best_model), rows->hidden, NULL, p->n,
                                 err));
    /* with one customer there is no standard error, and nothing clear */
    if (!(mean < -GW_CHECK_CLEARLY * se))
        check->used = check->best_model;
    return GW_OK;
}

static gw_status score_predictions(gw_check_score *out, gw_context *context,
                                   const double *predicted, const gw_check_rows *rows,
                                   gw_error *err)
{
    gw_holdout_score s;
    GW_TRY(gw_holdout_score_of(&s, context, predicted, rows->hidden, NULL, rows->before.n, err));
    *out = (gw_check_score){s.customers, s.actual, s.predicted, s.bias, s.mae, s.rmse, s.deviance};
    return GW_OK;
}

/* Models come before the baselines. */
static gw_status run_models(gw_check *check, predictions *p, gw_context *context,
                            const gw_check_rows *rows, gw_error *err)
{
    gw_cells *cells = NULL;
    gw_rows table = {.n = rows->before.n, .columns = {rows->before.x, rows->t_x, rows->age}};
    GW_TRY(gw_cells_create(&cells, context, check->entries[0].model, &table, err));
    double *expected = gw_alloc(context, gw_cells_count(cells), sizeof *expected);
    gw_status status = expected == NULL ? gw_error_no_memory(err, "checking the forecast") : GW_OK;
    for (size_t e = 0; e < check->n && status == GW_OK; e++)
        if (check->entries[e].model != NULL)
            status = predict_by_model(predicted_by(p, e), expected, &check->entries[e], context,
                                      rows, cells, err);
    gw_release(context, expected);
    gw_cells_free(cells);
    return status;
}

static gw_status run_candidates(gw_check *check, predictions *p, gw_context *context,
                                const gw_check_rows *rows, gw_error *err)
{
    GW_TRY(run_models(check, p, context, rows, err));
    for (size_t e = 0; e < check->n; e++) {
        gw_check_entry *entry = &check->entries[e];
        double *predicted = predicted_by(p, e);
        if (entry->model == NULL)
            GW_TRY(predict_by_baseline(predicted, entry, context, rows, err));
        GW_TRY(score_predictions(&entry->score, context, predicted, rows, err));
    }
    GW_TRY(choose(check, context, p, rows, err));
    note_totals(check, p, rows);
    return GW_OK;
}

gw_status gw_check_run(gw_check *out, gw_context *context, const gw_check_rows *rows,
                       const gw_model *only, gw_error *err)
{
    if (rows->before.n == 0)
        return gw_error_set(err, GW_BAD_DATA,
                            "nobody had bought before the hidden part of the history: there is "
                            "nothing to check a forecast with");
    gw_check check = {.customers = (double)rows->before.n, .hidden_days = rows->hidden_days};
    list_candidates(&check, only);
    predictions p = {.n = rows->before.n};
    p.all = gw_alloc(context, check.n * p.n, sizeof *p.all);
    if (p.all == NULL)
        return gw_error_no_memory(err, "checking the forecast");
    gw_status status = run_candidates(&check, &p, context, rows, err);
    gw_release(context, p.all);
    if (status != GW_OK)
        return status;
    gw_check_say(&check);
    *out = check;
    return GW_OK;
}

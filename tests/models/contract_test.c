/* The contract of a model, first part: its values. For every registered model. */
#include "subject.h"

#include "kinds.h"
#include "model.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SCORES_MAX GW_MAX_SCORES

/* ---- reference.csv -------------------------------------------------------------------------- */

/* The scores of one customer, and the report. */
static void score_row(double *scores, gw_score_report *report, gw_context *context,
                      const gw_model *model, const double *params, const double *columns,
                      double horizon, double delta)
{
    gw_score_options options = GW_SCORE_OPTIONS_INIT;
    double *outs[SCORES_MAX];
    for (size_t i = 0; i < SCORES_MAX; i++)
        outs[i] = &scores[i];
    options.horizon = horizon;
    options.delta = delta;
    gw_cells *cells = cells_of_row(context, model, columns);
    must(gw_model_score(outs, report, context, model, params, cells, &options, err));
    gw_cells_free(cells);
}

static int known_column(const subject *s, const char *name)
{
    static const char *const always[] = {"case",  "log_lik",  "horizon",
                                         "delta", "discount", "tolerance"};
    for (size_t i = 0; i < sizeof always / sizeof always[0]; i++)
        if (strcmp(name, always[i]) == 0)
            return 1;
    for (size_t i = 0; i < s->parameter_count; i++)
        if (strcmp(name, gw_model_parameter_name(s->model, i)) == 0)
            return 1;
    for (size_t i = 0; i < s->column_count; i++)
        if (strcmp(name, gw_model_column_name(s->model, i)) == 0)
            return 1;
    for (size_t i = 0; i < gw_model_score_count(s->model); i++)
        if (strcmp(name, gw_model_score_name(s->model, i)) == 0)
            return 1;
    return strncmp(name, "pmf", 3) == 0 && name[3] != '\0' &&
           strspn(name + 3, "0123456789") == strlen(name + 3);
}

static void table_has_known_columns_only(void **state)
{
    const subject *s = *state;
    for (size_t i = 0; i < s->table->columns; i++)
        if (!known_column(s, s->table->names[i]))
            fail_msg("%s: nobody checks the column %s", s->table->path, s->table->names[i]);
    assert_true(s->table->rows >= 30);
    csv_column(s->table, "log_lik");
}

static double optional_number(const csv *table, size_t row, const char *name, double otherwise)
{
    size_t column = csv_find(table, name);
    if (column == CSV_NONE || csv_empty(table, row, column))
        return otherwise;
    if (strcmp(csv_text(table, row, column), "forever") == 0)
        return GW_FOREVER;
    return csv_number(table, row, column);
}

/* Absolute below 1 for the logarithm of a likelihood (models.h), relative elsewhere, as far as
 * doubles are relative. */
static double floor_of(const char *score)
{
    return strcmp(score, "log_lik") == 0 ? 1.0 : DBL_MIN;
}

static size_t check_reference_scores(const subject *s, size_t row, const double *scores,
                                     double tolerance, const gw_score_report *report)
{
    size_t undefined = 0;
    size_t checked = 0;
    for (size_t i = 0; i < gw_model_score_count(s->model); i++) {
        const char *name = gw_model_score_name(s->model, i);
        size_t column = csv_find(s->table, name);
        if (column == CSV_NONE || csv_empty(s->table, row, column))
            continue;
        double expected = csv_number(s->table, row, column);
        char what[256];
        snprintf(what, sizeof what, "%s of %s", name, csv_text(s->table, row, 0));
        check_close_at(scores[i], expected, tolerance, floor_of(name), what, s->table->path,
                       (int)row + 2);
        undefined += isnan(expected) ? 1 : 0;
        checked++;
    }
    assert_int_equal(report->undefined, undefined > 0);
    assert_int_equal(report->reason[0] != '\0', undefined > 0);
    return checked;
}

/* Contracts have no log-likelihood among their scores: it is that of many customers. */
static size_t check_reference_log_lik(const subject *s, gw_context *context, size_t row,
                                      const double *params, const double *columns)
{
    size_t column = csv_column(s->table, "log_lik");
    if (gw_model_kind_of(s->model) != GW_MODEL_CONTRACT || csv_empty(s->table, row, column))
        return 0;
    gw_cells *cells = cells_of_row(context, s->model, columns);
    double actual = log_lik_at(context, s->model, params, cells, NULL);
    check_close_at(actual, csv_number(s->table, row, column), 1e-10, 1.0,
                   csv_text(s->table, row, 0), s->table->path, (int)row + 2);
    gw_cells_free(cells);
    return 1;
}

/* Chances are promised to 1e-12 absolutely. */
static size_t check_reference_pmf(const subject *s, gw_context *context, size_t row,
                                  const double *params, const double *columns, double horizon)
{
    double pmf[64];
    size_t checked = 0;
    for (size_t column = 0; column < s->table->columns; column++) {
        const char *name = s->table->names[column];
        if (strncmp(name, "pmf", 3) != 0 || csv_empty(s->table, row, column))
            continue;
        size_t k = strtoul(name + 3, NULL, 10);
        assert_true(k < 64);
        if (checked++ == 0)
            must(gw_model_pmf(pmf, 64, context, s->model, params, columns, horizon, err));
        char what[256];
        snprintf(what, sizeof what, "%s of %s", name, csv_text(s->table, row, 0));
        check_close_at(pmf[k], csv_number(s->table, row, column), 1e-12, 1.0, what, s->table->path,
                       (int)row + 2);
    }
    return checked;
}

static void reference_values(void **state)
{
    const subject *s = *state;
    gw_context *context = context_with(1);
    size_t checked = 0;
    /* where delta is a parameter's letter, the rate has another name */
    const char *discount = csv_find(s->table, "discount") != CSV_NONE ? "discount" : "delta";
    for (size_t row = 0; row < s->table->rows; row++) {
        double params[GW_MAX_PARAMETERS];
        double columns[GW_MAX_COLUMNS];
        double scores[SCORES_MAX];
        gw_score_report report;
        for (size_t i = 0; i < s->parameter_count; i++)
            params[i] = csv_number(s->table, row,
                                   csv_column(s->table, gw_model_parameter_name(s->model, i)));
        for (size_t i = 0; i < s->column_count; i++)
            columns[i] =
                csv_number(s->table, row, csv_column(s->table, gw_model_column_name(s->model, i)));
        double horizon = optional_number(s->table, row, "horizon", 0);
        double delta = optional_number(s->table, row, discount, -1);
        double tolerance = optional_number(s->table, row, "tolerance", 1e-10);
        assert_true(tolerance <= 1e-10); /* what models.h promises */
        score_row(scores, &report, context, s->model, params, columns, horizon, delta);
        checked += check_reference_scores(s, row, scores, tolerance, &report);
        checked += check_reference_log_lik(s, context, row, params, columns);
        checked += check_reference_pmf(s, context, row, params, columns, horizon);
    }
    assert_true(checked >= 2 * s->table->rows);
    gw_context_free(context);
}

/* ---- Many cells under many parameters ------------------------------------------------------- */

static const double EXTREME_COUNTS[][3] = {
    {0, 0, 0},       {0, 0, 1e-6},     {0, 0, 39},     {0, 0, 1e5},       {0, 0, 1e12},
    {1, 0, 0},       {1, 1e-6, 1e-6},  {1, 1e-9, 39},  {2, 30.43, 38.86}, {7, 39, 39},
    {30, 1e-3, 39},  {400, 5, 6},      {500, 1, 37},   {500, 4, 37},      {1000, 39, 39},
    {1000, 1, 1e5},  {5000, 700, 728}, {5000, 1, 728}, {1e6, 1e5, 1e5},   {1e6, 100, 1e5},
    {3, 1e12, 1e12}, {3, 1e11, 1e12},
};
static const double EXTREME_SPENDS[][3] = {
    {0, 0, 0},       {1, 1e-6, 0},   {1, 22.35, 0}, {1, 1e9, 0},
    {2000, 1e-6, 0}, {2000, 1e9, 0}, {1e6, 35, 0},  {1e9, 0.0001, 0},
};

static const double EXTREME_CONTRACTS[][3] = {
    {0, 0, 0},   {0, 5, 0},    {1, 0, 0},   {1, 1, 0},        {1, 0, 1},   {1, 631, 369},
    {2, 0, 1},   {7, 241, 21}, {100, 1, 0}, {100, 0, 1},      {1e4, 1, 1}, {1e6, 1, 0},
    {1e6, 0, 1}, {1, 1e9, 0},  {1, 0, 1e9}, {12, 1e-6, 1e-6},
};
static const double EXTREME_DISCRETES[][3] = {
    {0, 0, 0},        {0, 0, 1},          {1, 1, 1},         {0, 0, 6},
    {1, 1, 6},        {1, 6, 6},          {6, 6, 6},         {3, 4, 6},
    {0, 0, 1000},     {1, 1, 1000},       {1, 999, 1000},    {50, 60, 1000},
    {500, 500, 1000}, {1000, 1000, 1000}, {900, 1000, 1000}, {2, 3, 20000},
};

#define ROWS_OF(table)                                                                             \
    {                                                                                              \
        sizeof(table) / sizeof *(table), table                                                     \
    }
static const struct {
    size_t n;
    const double (*rows)[3];
} EXTREMES[] = {
    [GW_MODEL_COUNT] = ROWS_OF(EXTREME_COUNTS),
    [GW_MODEL_SPEND] = ROWS_OF(EXTREME_SPENDS),
    [GW_MODEL_CONTRACT] = ROWS_OF(EXTREME_CONTRACTS),
    [GW_MODEL_DISCRETE] = ROWS_OF(EXTREME_DISCRETES),
};

typedef void (*row_check)(const subject *s, gw_context *context, const double *params,
                          const double *columns);

/* Every extreme row with every parameter set of the table. */
static void for_all_extremes(const subject *s, row_check check)
{
    gw_context *context = context_with(1);
    gw_model_kind kind = gw_model_kind_of(s->model);
    for (size_t k = 0; k < s->set_count; k++)
        for (size_t i = 0; i < EXTREMES[kind].n; i++)
            check(s, context, s->sets[k], EXTREMES[kind].rows[i]);
    gw_context_free(context);
}

/* Which case it was, when one fails. */
static void tell(const subject *s, const double *params, const double *columns)
{
    print_error("%s at", gw_model_name(s->model));
    for (size_t i = 0; i < s->parameter_count; i++)
        print_error(" %.17g", params[i]);
    print_error(", row");
    for (size_t i = 0; i < s->column_count; i++)
        print_error(" %.17g", columns[i]); /* NOLINT(clang-analyzer-core.CallAndMessage) */
    print_error("\n");
}

static void check_finite(const subject *s, gw_context *context, const double *params,
                         const double *columns)
{
    double gradient[GW_MAX_PARAMETERS];
    gw_cells *cells = cells_of_row(context, s->model, columns);
    double log_lik = log_lik_at(context, s->model, params, cells, gradient);
    int finite = isfinite(log_lik);
    for (size_t i = 0; i < s->parameter_count; i++)
        finite = finite && isfinite(gradient[i]);
    if (!finite) {
        tell(s, params, columns);
        for (size_t i = 0; i < s->parameter_count; i++)
            print_error("gradient %zu: %g\n", i, gradient[i]);
        fail_msg("log_lik %g", log_lik);
    }
    gw_cells_free(cells);
}

static void extreme_cells_stay_finite(void **state)
{
    for_all_extremes(*state, check_finite);
}

/* ---- Gradient ------------------------------------------------------------------------------- */

static double shifted(const subject *s, gw_context *context, const double *params,
                      const gw_cells *cells, size_t i, double log_shift)
{
    double moved[GW_MAX_PARAMETERS];
    memcpy(moved, params, sizeof moved);
    moved[i] *= exp(log_shift);
    return log_lik_at(context, s->model, moved, cells, NULL);
}

/* Half the way to the end of the parameter's range, where that is close. */
static double first_step(const subject *s, const double *params, size_t i)
{
    return fmin(0.02, log(s->model->parameters[i].upper / params[i]) / 2);
}

/* Central differences in the logarithm of parameter i, extrapolated twice (Richardson); the error
 * is told by how much the last extrapolation changed. */
static double numeric_slope(const subject *s, gw_context *context, const double *params,
                            const gw_cells *cells, size_t i, double *error_out)
{
    double table[3];
    double h = first_step(s, params, i);
    for (int k = 0; k < 3; k++, h /= 2)
        table[k] =
            (shifted(s, context, params, cells, i, h) - shifted(s, context, params, cells, i, -h)) /
            (2 * h);
    double coarse = (4 * table[1] - table[0]) / 3;
    double fine = (4 * table[2] - table[1]) / 3;
    double best = (16 * fine - coarse) / 15;
    *error_out = fabs(best - fine);
    return best;
}

/* How large the terms of a log-likelihood are before they cancel: their rounding stays. */
static double size_of_terms(const subject *s, const double *columns, double log_lik)
{
    double time = columns[s->column_count - 1];
    if (gw_model_kind_of(s->model) == GW_MODEL_CONTRACT)
        return 1 + fabs(log_lik) + columns[1] + columns[2];
    return 1 + fabs(log_lik) + columns[0] * (log1p(columns[0]) + fabs(log(time + 1e-9)));
}

static void check_gradient(const subject *s, gw_context *context, const double *params,
                           const double *columns)
{
    double gradient[GW_MAX_PARAMETERS];
    gw_cells *cells = cells_of_row(context, s->model, columns);
    double log_lik = log_lik_at(context, s->model, params, cells, gradient);
    for (size_t i = 0; i < s->parameter_count; i++) {
        double error;
        double numeric = numeric_slope(s, context, params, cells, i, &error);
        double rounding =
            5e-13 * size_of_terms(s, columns, log_lik) * (0.02 / first_step(s, params, i));
        double difference = fabs(gradient[i] * params[i] - numeric);
        if (!(difference <= rounding + 2 * error + 1e-9 * fabs(numeric))) {
            tell(s, params, columns);
            fail_msg("d log_lik / d log %s is %.15g, differences say %.15g",
                     gw_model_parameter_name(s->model, i), gradient[i] * params[i], numeric);
        }
    }
    gw_cells_free(cells);
}

static void gradient_is_the_finite_difference(void **state)
{
    for_all_extremes(*state, check_gradient);
}

/* The error estimate above could hide a wrong gradient behind a poor difference; at the typical
 * parameters it may not. */
static void gradient_at_an_ordinary_case(void **state)
{
    const subject *s = *state;
    gw_context *context = context_with(1);
    sample *rows = sample_draw(s, context, s->typical, 500, 7);
    gw_cells *cells = sample_cells(rows, context, s->model);
    double gradient[GW_MAX_PARAMETERS];
    double log_lik = log_lik_at(context, s->model, s->typical, cells, gradient);
    assert_true(fabs(log_lik) < 1e5);
    for (size_t i = 0; i < s->parameter_count; i++) {
        double error;
        double numeric = numeric_slope(s, context, s->typical, cells, i, &error);
        check_close_floor(gradient[i] * s->typical[i], numeric, 1e-9, 100);
    }
    gw_cells_free(cells);
    sample_free(rows);
    gw_context_free(context);
}

/* ---- Scores that make sense ----------------------------------------------------------------- */

static const double HORIZONS[] = {0, 1e-6, 0.1, 1, 10, 52, 1e3, 1e6};

static void check_count_scores(const subject *s, gw_context *context, const double *params,
                               const double *columns)
{
    double previous[2] = {0, 0};
    for (size_t k = 0; k < sizeof HORIZONS / sizeof HORIZONS[0]; k++) {
        double scores[SCORES_MAX];
        gw_score_report report;
        score_row(scores, &report, context, s->model, params, columns, HORIZONS[k], 0.0027);
        double log_p = scores[GW_COUNT_LOG_P_ALIVE], p = scores[GW_COUNT_P_ALIVE];
        double expected = scores[GW_COUNT_EXPECTED], discounted = scores[GW_COUNT_DISCOUNTED];
        int sound = report.undefined == 0 && p >= 0 && p <= 1 && log_p <= 0 && isfinite(log_p) &&
                    fabs(p - exp(log_p)) <= 1e-13;
        int rising = isfinite(expected) && expected >= previous[0] * (1 - 1e-13) &&
                     isfinite(discounted) && discounted >= previous[1] * (1 - 1e-13) &&
                     discounted <= expected * (1 + 1e-13);
        int begins = k > 0 || (expected == 0 && discounted == 0);
        if (!(sound && rising && begins)) {
            tell(s, params, columns);
            fail_msg("horizon %g: log P %.17g, P %.17g, expected %.17g after %.17g, discounted "
                     "%.17g after %.17g",
                     HORIZONS[k], log_p, p, expected, previous[0], discounted, previous[1]);
        }
        previous[0] = expected;
        previous[1] = discounted;
    }
}

static void check_spend_scores(const subject *s, gw_context *context, const double *params,
                               const double *columns)
{
    double scores[SCORES_MAX];
    gw_score_report report;
    score_row(scores, &report, context, s->model, params, columns, 0, -1);
    double expected = scores[GW_SPEND_EXPECTED];
    int undefined = isnan(expected);
    assert_int_equal(report.undefined, undefined);
    assert_int_equal(report.reason[0] != '\0', undefined);
    if (!undefined && !(isfinite(expected) && expected > 0)) {
        tell(s, params, columns);
        fail_msg("expected spend %g", expected);
    }
}

/* Chances, and renewals between none and all there can be: r (1 + v + v^2 + ...). */
static void check_contract_scores(const subject *s, gw_context *context, const double *params,
                                  const double *columns)
{
    static const double deltas[] = {1e-6, 0.1, 2};
    double previous = HUGE_VAL;
    for (size_t k = 0; k < sizeof deltas / sizeof *deltas; k++) {
        double scores[SCORES_MAX];
        gw_score_report report;
        score_row(scores, &report, context, s->model, params, columns, 0, deltas[k]);
        double survival = scores[GW_CONTRACT_SURVIVAL], r = scores[GW_CONTRACT_RETENTION];
        double residual = scores[GW_CONTRACT_RESIDUAL];
        int sound = report.undefined == 0 && survival >= 0 && survival <= 1 && r >= 0 && r <= 1 &&
                    survival <= r * (1 + 1e-13) && residual >= r * (1 - 1e-13) &&
                    residual <= previous * (1 + 1e-13) &&
                    residual <= r / -expm1(-deltas[k]) * (1 + 1e-11);
        if (!sound) {
            tell(s, params, columns);
            fail_msg("delta %g: survival %.17g, retention %.17g, residual %.17g after %.17g",
                     deltas[k], survival, r, residual, previous);
        }
        previous = residual;
    }
}

static void scores_make_sense(void **state)
{
    static const row_check checks[] = {
        [GW_MODEL_COUNT] = check_count_scores,
        [GW_MODEL_SPEND] = check_spend_scores,
        [GW_MODEL_CONTRACT] = check_contract_scores,
        [GW_MODEL_DISCRETE] = check_count_scores,
    };
    const subject *s = *state;
    for_all_extremes(s, checks[gw_model_kind_of(s->model)]);
}

/* The same customers, seen one renewal later: survival is the product of retentions, and renewals
 * to come are this one and what comes after it. */
static void renewals_follow_each_other(void **state)
{
    const subject *s = *state;
    const double delta = 0.1;
    if (gw_model_kind_of(s->model) != GW_MODEL_CONTRACT)
        return;
    gw_context *context = context_with(1);
    for (size_t k = 0; k < s->set_count; k++) {
        double survival = 1;
        double before = (double)NAN;
        for (double n = 0; n <= 40; n++) {
            double scores[SCORES_MAX];
            gw_score_report report;
            const double row[GW_MAX_COLUMNS] = {n};
            score_row(scores, &report, context, s->model, s->sets[k], row, 0, delta);
            survival *= scores[GW_CONTRACT_RETENTION];
            check_close_floor(scores[GW_CONTRACT_SURVIVAL], survival, 1e-12, 1e-290);
            if (n > 0)
                check_close_floor(before, exp(-delta) * scores[GW_CONTRACT_RESIDUAL], 1e-11,
                                  1e-290);
            before = scores[GW_CONTRACT_RESIDUAL] / scores[GW_CONTRACT_RETENTION] - 1;
        }
    }
    gw_context_free(context);
}

/* ---- Chances of counts ---------------------------------------------------------------------- */

/* Sums to 1, and its mean is `expected`; 0 when the tail is too long to be summed here. */
static int check_pmf(const subject *s, gw_context *context, const double *params,
                     const double *columns, double horizon)
{
    enum { N = 6000 };
    static double pmf[N];
    double scores[SCORES_MAX];
    gw_score_report report;
    double sum = 0;
    double mean = 0;
    must(gw_model_pmf(pmf, N, context, s->model, params, columns, horizon, err));
    for (size_t k = 0; k < N; k++) {
        assert_true(pmf[k] >= 0 && pmf[k] <= 1);
        sum += pmf[k];
        mean += (double)k * pmf[k];
    }
    check_close_floor(fmax(sum, 1), 1, 1e-11, 1);
    score_row(scores, &report, context, s->model, params, columns, horizon, -1);
    double mean_if_alive = scores[GW_COUNT_EXPECTED] / scores[GW_COUNT_P_ALIVE];
    if (!(mean_if_alive < N / 20.0 && pmf[N - 1] < 1e-15))
        return 0;
    check_close(sum, 1, 1e-11);
    check_close_floor(mean, scores[GW_COUNT_EXPECTED], 1e-10, 1);
    return 1;
}

static void pmf_is_a_distribution_with_the_expected_mean(void **state)
{
    static const double rows[][6][3] = {
        {{0, 0, 0}, {0, 0, 39}, {1, 20, 39}, {2, 30.43, 38.86}, {26, 30, 31}, {5, 5, 39}},
        {{0, 0, 0}, {0, 0, 6}, {1, 4, 6}, {6, 6, 6}, {26, 30, 31}, {5, 5, 39}}};
    static const double horizons[] = {0, 0.1, 39, 200};
    const subject *s = *state;
    gw_context *context = context_with(1);
    int checked = 0;
    int discrete = gw_model_kind_of(s->model) == GW_MODEL_DISCRETE;
    if (!gw__kind(gw_model_kind_of(s->model))->looks_ahead) {
        double pmf;
        assert_int_equal(
            gw_model_pmf(&pmf, 1, context, s->model, s->typical, s->typical_row, 1, NULL),
            GW_WRONG_USE);
        gw_context_free(context);
        return;
    }
    for (size_t k = 0; k < s->set_count; k++)
        for (size_t i = 0; i < 6; i++)
            for (size_t h = 0; h < sizeof horizons / sizeof horizons[0]; h++) {
                int summed = check_pmf(s, context, s->sets[k], rows[discrete][i], horizons[h]);
                assert_true(summed || k > 0); /* the ordinary set must be summable */
                checked += summed;
            }
    assert_true(checked >= 24);
    gw_context_free(context);
}

/* ---- Order and weights ---------------------------------------------------------------------- */

/* The same customers in another order, as weighted rows, and with each row repeated. */
static void order_and_weights_do_not_matter(void **state)
{
    const subject *s = *state;
    enum { N = 3000 };
    gw_context *context = context_with(1);
    sample *plain = sample_draw(s, context, s->typical, N, 11);
    sample *turned = sample_create(N);
    sample *repeated = sample_create(6 * N);
    sample *weighted = sample_create(N);
    weighted->weight = calloc(N, sizeof(double));
    assert_non_null(weighted->weight);
    size_t at = 0;
    for (size_t i = 0; i < N; i++) {
        size_t times = i % 6 + 1;
        weighted->weight[i] = (double)times;
        for (size_t c = 0; c < s->column_count; c++) {
            turned->columns[c][(i * 1237 + 5) % N] = plain->columns[c][i];
            weighted->columns[c][i] = plain->columns[c][i];
            for (size_t k = 0; k < times; k++)
                repeated->columns[c][at + k] = plain->columns[c][i];
        }
        at += times;
    }
    repeated->n = at;
    sample *pairs[2][2] = {{plain, turned}, {weighted, repeated}};
    for (size_t k = 0; k < 2; k++) {
        double gradients[2][GW_MAX_PARAMETERS];
        double values[2];
        for (size_t j = 0; j < 2; j++) {
            gw_cells *cells = sample_cells(pairs[k][j], context, s->model);
            values[j] = log_lik_at(context, s->model, s->typical, cells, gradients[j]);
            gw_cells_free(cells);
        }
        check_same_bits(values[0], values[1]);
        for (size_t i = 0; i < s->parameter_count; i++)
            check_same_bits(gradients[0][i], gradients[1][i]);
    }
    sample_free(plain);
    sample_free(turned);
    sample_free(weighted);
    sample_free(repeated);
    gw_context_free(context);
}

/* Contracts: of the renewals made and not made. */
static double sum_of_renewals(const gw_cells *cells, const double *retention)
{
    double sum = 0;
    for (size_t i = 0; i < gw_cells_count(cells); i++)
        sum += gw_cells_weight(cells)[i] * (gw_cells_column(cells, 1)[i] * log(retention[i]) +
                                            gw_cells_column(cells, 2)[i] * log1p(-retention[i]));
    return sum;
}

/* A total is the sum of its parts. */
static void total_is_the_sum_of_the_cells(void **state)
{
    const subject *s = *state;
    gw_context *context = context_with(1);
    sample *rows = sample_draw(s, context, s->typical, 2000, 13);
    gw_cells *cells = sample_cells(rows, context, s->model);
    size_t n = gw_cells_count(cells);
    double *scores = calloc(n, sizeof(double));
    double *outs[SCORES_MAX] = {NULL};
    int contract = gw_model_kind_of(s->model) == GW_MODEL_CONTRACT;
    double sum = 0;
    outs[contract ? (size_t)GW_CONTRACT_RETENTION : 0] = scores;
    must(gw_model_score(outs, NULL, context, s->model, s->typical, cells, NULL, err));
    for (size_t i = 0; i < n; i++)
        sum += gw_cells_weight(cells)[i] * scores[i];
    if (contract)
        sum = sum_of_renewals(cells, scores);
    check_close(log_lik_at(context, s->model, s->typical, cells, NULL), sum, 1e-12);
    free(scores);
    gw_cells_free(cells);
    sample_free(rows);
    gw_context_free(context);
}

int main(void)
{
    static const model_test tests[] = {
        MODEL_TEST(table_has_known_columns_only),
        MODEL_TEST(reference_values),
        MODEL_TEST(extreme_cells_stay_finite),
        MODEL_TEST(gradient_is_the_finite_difference),
        MODEL_TEST(gradient_at_an_ordinary_case),
        MODEL_TEST(scores_make_sense),
        MODEL_TEST(renewals_follow_each_other),
        MODEL_TEST(pmf_is_a_distribution_with_the_expected_mean),
        MODEL_TEST(order_and_weights_do_not_matter),
        MODEL_TEST(total_is_the_sum_of_the_cells),
    };
    return run_for_every_model(tests, sizeof tests / sizeof tests[0]);
}

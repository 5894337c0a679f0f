/* Covariates: the published example, draws fitted back, and what they do not know. */
#include "subject.h"

#include <goodwill/covariates.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST_SEGMENTS 4

/* Customers by segment, and all together. */
typedef struct shop {
    gw_cells *cells[MOST_SEGMENTS];
    gw_cells *all;
    gw_segments segments;
} shop;

/* Rows with the number of each one's segment; z as gw_segments. */
static void open_shop(shop *out, gw_context *context, const gw_model *model, const sample *rows,
                      const size_t *segment, size_t n, const double *z, size_t covariates,
                      const char *const *names)
{
    for (size_t k = 0; k < n; k++) {
        sample *part = sample_create(rows->n);
        size_t count = 0;
        for (size_t i = 0; i < rows->n; i++) {
            if (segment[i] != k)
                continue;
            for (size_t c = 0; c < 3; c++)
                part->columns[c][count] = rows->columns[c][i];
            count++;
        }
        part->n = count;
        out->cells[k] = sample_cells(part, context, model);
        sample_free(part);
    }
    out->all = sample_cells(rows, context, model);
    out->segments =
        (gw_segments){n, covariates, (const gw_cells *const *)out->cells, out->all, z, names};
}

static void close_shop(shop *s)
{
    for (size_t k = 0; k < s->segments.n; k++)
        gw_cells_free(s->cells[k]);
    gw_cells_free(s->all);
}

static gw_covariate_fit fit_of(gw_context *context, const gw_model *model, const shop *s)
{
    gw_covariate_fit fit;
    must(gw_covariate_fit_model(&fit, context, model, &s->segments, err));
    assert_true(fit.message[0] != '\0' && strlen(fit.message) < sizeof fit.message - 1);
    assert_true(fit.fit.log_lik >= fit.without - 1e-9);
    return fit;
}

/* The log-likelihood that is told is that of the segments at their parameters. */
static void check_log_lik(gw_context *context, const gw_model *model, const shop *s,
                          const gw_covariate_fit *fit)
{
    double sum = 0;
    for (size_t k = 0; k < s->segments.n; k++) {
        double params[GW_MAX_PARAMETERS];
        gw_covariate_params(params, model, fit, s->segments.z + k * s->segments.covariates,
                            s->segments.covariates);
        sum += log_lik_at(context, model, params, s->cells[k], NULL);
    }
    check_close(fit->fit.log_lik, sum, 1e-11);
}

static const double ONE_DUMMY[] = {0, 1};
static const char *const ONE_NAME[] = {"odd"};

/* CDNOW with z = 1 for odd customer numbers, BG/NBD: recomputed after Fader & Hardie's note by two
 * programs. */
static void cdnow_by_odd_numbers(void **state)
{
    (void)state;
    const gw_model *model = gw_model_find("bg_nbd");
    gw_context *context = context_with(1);
    csv *table = csv_read("examples/cdnow/cdnow_summary.csv");
    sample *rows = sample_create(table->rows);
    static double ids[2357];
    static size_t segment[2357];
    assert_int_equal(table->rows, 2357);
    csv_numbers(ids, table, "customer_id");
    for (size_t c = 0; c < 3; c++)
        csv_numbers(rows->columns[c], table, gw_model_column_name(model, c));
    for (size_t i = 0; i < rows->n; i++)
        segment[i] = (size_t)ids[i] % 2;
    shop s;
    open_shop(&s, context, model, rows, segment, 2, ONE_DUMMY, 1, ONE_NAME);
    gw_covariate_fit fit = fit_of(context, model, &s);
    assert_int_equal(fit.effects, 2);
    assert_true(fabs(fit.without + 9582.4256) < 6e-4);
    assert_true(fabs(fit.fit.log_lik + 9581.4428) < 6e-4);
    const double expected[] = {.242601, 4.421537, 1.135238, 3.486330};
    for (size_t i = 0; i < 4; i++)
        check_close(fit.fit.params[i], expected[i], 2e-3);
    assert_true(fabs(log(fit.buying[0]) - .003313) < 2e-4);
    assert_true(fabs(log(fit.leaving[0]) + .623060) < 2e-3);
    assert_true(fit.buying_se[0] > 0 && fit.leaving_se[0] > 0);
    check_log_lik(context, model, &s, &fit);
    close_shop(&s);
    csv_free(table);
    sample_free(rows);
    gw_context_free(context);
}

/* ---- Draws ---------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    double params[4];
    double power_buying[4], power_leaving[4]; /* what e^gamma does to each parameter */
} TRUTHS[] = {
    {"pareto_nbd", {.55, 10.6, .9, 15}, {0, -1, 0, 0}, {0, 0, 0, -1}},
    {"bg_nbd", {.4, 5, .8, 2.5}, {0, -1, 0, 0}, {0, 0, 1, 1}},
    {"mbg_nbd", {.5, 6, .9, 1.6}, {0, -1, 0, 0}, {0, 0, 1, 1}},
    {"nbd", {.4, 12}, {0, -1}, {0, 0}},
};
#define TRUTH_COUNT (sizeof TRUTHS / sizeof *TRUTHS)

/* Two covariates of two values make four segments. */
static const double FOUR[] = {0, 0, 1, 0, 0, 1, 1, 1};
static const char *const TWO_NAMES[] = {"channel=web", "first_product=tea"};

static sample *draw(gw_context *context, size_t truth, size_t *segment, size_t n,
                    const double *buying, const double *leaving, uint64_t seed)
{
    const gw_model *model = gw_model_find(TRUTHS[truth].name);
    sample *rows = sample_create(n);
    size_t each = n / 4;
    for (size_t k = 0; k < 4; k++) {
        double params[4];
        double *columns[3];
        for (size_t i = 0; i < gw_model_parameter_count(model); i++) {
            params[i] = TRUTHS[truth].params[i];
            for (size_t c = 0; c < 2; c++)
                params[i] *= pow(buying[c], FOUR[2 * k + c] * TRUTHS[truth].power_buying[i]) *
                             pow(leaving[c], FOUR[2 * k + c] * TRUTHS[truth].power_leaving[i]);
        }
        for (size_t c = 0; c < 3; c++)
            columns[c] = rows->columns[c] + k * each;
        for (size_t i = 0; i < each; i++) {
            columns[2][i] = 40 + (double)(i % 60);
            segment[k * each + i] = k;
        }
        must(gw_model_simulate(columns, each, context, model, params, seed + k, err));
    }
    return rows;
}

static void draws_fit_back(void **state)
{
    (void)state;
    enum { N = 24000 };
    const double buying[] = {1.6, 0.7};
    const double leaving[] = {0.5, 1.5};
    gw_context *context = context_with(2);
    size_t *segment = calloc(N, sizeof *segment);
    assert_non_null(segment);
    for (size_t t = 0; t < TRUTH_COUNT; t++) {
        const gw_model *model = gw_model_find(TRUTHS[t].name);
        sample *rows = draw(context, t, segment, N, buying, leaving, 100 * t + 1);
        shop s;
        open_shop(&s, context, model, rows, segment, 4, FOUR, 2, TWO_NAMES);
        gw_covariate_fit fit = fit_of(context, model, &s);
        int leaves = strcmp(TRUTHS[t].name, "nbd") != 0;
        assert_int_equal(fit.effects, leaves ? 4 : 2);
        for (size_t c = 0; c < 2; c++) {
            if (!(fabs(fit.buying[c] - buying[c]) < 4 * fit.buying_se[c]))
                fail_msg("%s: buying %g +- %g", TRUTHS[t].name, fit.buying[c], fit.buying_se[c]);
            assert_true(fit.buying_se[c] < 0.15);
            if (leaves && !(fabs(fit.leaving[c] - leaving[c]) < 4 * fit.leaving_se[c]))
                fail_msg("%s: leaving %g +- %g", TRUTHS[t].name, fit.leaving[c], fit.leaving_se[c]);
            if (!leaves)
                check_same_bits(fit.leaving[c], 1.0);
        }
        for (size_t i = 0; i < gw_model_parameter_count(model); i++)
            assert_true(fabs(fit.fit.params[i] - TRUTHS[t].params[i]) < 4 * fit.fit.se[i]);
        assert_true(fit.fit.log_lik > fit.without + 50);
        check_log_lik(context, model, &s, &fit);
        close_shop(&s);
        sample_free(rows);
    }
    free(segment);
    gw_context_free(context);
}

/* ---- What is not known ---------------------------------------------------------------------- */

/* Three customers came through the second channel and never bought again: how much less often they
 * buy nobody can say, and other software says 1e-6 or 1e6. */
static void effects_that_are_not_identified_are_left_out(void **state)
{
    (void)state;
    enum { N = 400 };
    gw_context *context = context_with(1);
    size_t segment[N];
    const double one[] = {1, 1};
    for (size_t t = 0; t < TRUTH_COUNT; t++) {
        const gw_model *model = gw_model_find(TRUTHS[t].name);
        sample *rows = draw(context, t, segment, N, one, one, 77);
        for (size_t i = 0; i < N; i++)
            segment[i] = i < 3;
        for (size_t i = 0; i < 3; i++)
            rows->columns[0][i] = rows->columns[1][i] = 0;
        shop s;
        open_shop(&s, context, model, rows, segment, 2, ONE_DUMMY, 1, ONE_NAME);
        gw_covariate_fit fit = fit_of(context, model, &s);
        assert_non_null(strstr(fit.message, "not identified, and left out: "));
        assert_non_null(strstr(fit.message, "odd on how often they buy"));
        check_same_bits(fit.buying[0], 1.0);
        assert_true(isnan(fit.buying_se[0]));
        assert_true(fit.leaving[0] > 0.005 && fit.leaving[0] < 200);
        check_log_lik(context, model, &s, &fit);
        close_shop(&s);
        sample_free(rows);
    }
    gw_context_free(context);
}

/* Whatever the data: an answer not below the model without covariates (checked in fit_of). */
static void never_below_the_model_without(void **state)
{
    (void)state;
    enum { N = 40 };
    gw_context *context = context_with(1);
    size_t segment[N];
    for (size_t t = 0; t < TRUTH_COUNT; t++)
        for (uint64_t seed = 0; seed < 12; seed++) {
            const gw_model *model = gw_model_find(TRUTHS[t].name);
            const double any[] = {seed % 3 == 0 ? 1 : 2, seed % 2 == 0 ? 1 : 0.3};
            sample *rows = draw(context, t, segment, N, any, any, 1000 + seed);
            shop s;
            open_shop(&s, context, model, rows, segment, 4, FOUR, 2, TWO_NAMES);
            gw_covariate_fit fit = fit_of(context, model, &s);
            for (size_t c = 0; c < 2; c++)
                assert_true(fit.buying[c] > 0 && isfinite(fit.buying[c]) && fit.leaving[c] > 0 &&
                            isfinite(fit.leaving[c]));
            check_log_lik(context, model, &s, &fit);
            close_shop(&s);
            sample_free(rows);
        }
    gw_context_free(context);
}

/* ---- Use ------------------------------------------------------------------------------------ */

static void bad_segments_are_refused(void **state)
{
    (void)state;
    gw_context *context = context_with(1);
    size_t segment[40];
    const double one[] = {1, 1};
    const gw_model *model = gw_model_find("bg_nbd");
    sample *rows = draw(context, 1, segment, 40, one, one, 1);
    shop s;
    open_shop(&s, context, model, rows, segment, 4, FOUR, 2, TWO_NAMES);
    gw_covariate_fit fit = {.effects = 99};
    gw_segments bad[5] = {s.segments, s.segments, s.segments, s.segments, s.segments};
    const double infinite[] = {0, 0, 1, 0, 0, HUGE_VAL, 1, 1};
    bad[0].n = 0;
    bad[1].covariates = 0;
    bad[2].covariates = GW_MAX_COVARIATES + 1;
    bad[3].z = infinite;
    for (size_t i = 0; i < 5; i++) {
        gw_error err = {GW_OK, ""};
        const gw_model *asked = i == 4 ? gw_model_find("gamma_gamma") : model;
        assert_int_equal(gw_covariate_fit_model(&fit, context, asked, &bad[i], &err), GW_WRONG_USE);
        assert_true(err.message[0] != '\0');
        assert_int_equal(fit.effects, 99);
    }
    close_shop(&s);
    sample_free(rows);
    gw_context_free(context);
}

static gw_covariate_fit fit_with(int threads)
{
    size_t *segment = calloc(8000, sizeof *segment);
    assert_non_null(segment);
    const double buying[] = {1.6, 0.7};
    gw_context *context = context_with(threads);
    const gw_model *model = gw_model_find("pareto_nbd");
    sample *rows = draw(context, 0, segment, 8000, buying, buying, 3);
    shop s;
    open_shop(&s, context, model, rows, segment, 4, FOUR, 2, TWO_NAMES);
    gw_covariate_fit fit = fit_of(context, model, &s);
    close_shop(&s);
    free(segment);
    sample_free(rows);
    gw_context_free(context);
    return fit;
}

static void same_bits_for_any_number_of_threads(void **state)
{
    (void)state;
    gw_covariate_fit one = fit_with(1);
    gw_covariate_fit eight = fit_with(8);
    assert_memory_equal(one.fit.params, eight.fit.params, sizeof one.fit.params);
    assert_memory_equal(one.buying, eight.buying, sizeof one.buying);
    assert_memory_equal(one.leaving_se, eight.leaving_se, sizeof one.leaving_se);
    check_same_bits(one.fit.log_lik, eight.fit.log_lik);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    failing_allocator memory = {0, 0, 0};
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    gw_context *context = NULL;
    failing_allocator_options(&options, &memory);
    must(gw_context_create(&context, &options, err));
    size_t segment[200];
    const double one[] = {1, 1};
    const gw_model *model = gw_model_find("pareto_nbd");
    sample *rows = draw(context, 0, segment, 200, one, one, 1);
    shop s;
    open_shop(&s, context, model, rows, segment, 4, FOUR, 2, TWO_NAMES);
    for (long n = 1;; n += 1 + n / 20) {
        gw_covariate_fit fit = {.effects = 99};
        long held = memory.held;
        memory.calls = 0;
        memory.fail_at = n;
        gw_status status = gw_covariate_fit_model(&fit, context, model, &s.segments, NULL);
        int reached = memory.calls >= n;
        memory.fail_at = 0;
        assert_int_equal(status, reached ? GW_NO_MEMORY : GW_OK);
        assert_int_equal(memory.held, held);
        assert_true(status == GW_OK || fit.effects == 99);
        if (!reached)
            break;
    }
    close_shop(&s);
    sample_free(rows);
    gw_context_free(context);
    assert_int_equal(memory.held, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cdnow_by_odd_numbers),
        cmocka_unit_test(draws_fit_back),
        cmocka_unit_test(effects_that_are_not_identified_are_left_out),
        cmocka_unit_test(never_below_the_model_without),
        cmocka_unit_test(bad_segments_are_refused),
        cmocka_unit_test(same_bits_for_any_number_of_threads),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

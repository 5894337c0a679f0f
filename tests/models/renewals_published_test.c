/* Values from the papers on contracts and on opportunities: fits, forecasts, totals.
 *
 * Sources: Fader & Hardie 2007 and 2010; Fader, Hardie, Liu, Davin & Steenburgh 2018 (the cohorts
 * of Berry & Linoff); Fader, Hardie & Shang 2010 (donations). Digits beyond those published were
 * reckoned with mpmath (reference.py beside each model). */
#include "subject.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct fitted {
    double params[GW_MAX_PARAMETERS];
    double log_lik;
} fitted;

/* The first `renewals` of a cohort. */
static gw_fit fit_cohort(const char *model_name, const char *path, size_t renewals)
{
    const gw_model *model = gw_model_find(model_name);
    gw_context *context = context_with(1);
    csv *table = csv_read(path);
    sample *rows = sample_create(table->rows);
    for (size_t i = 0; i < gw_model_column_count(model); i++)
        csv_numbers(rows->columns[i], table, gw_model_column_name(model, i));
    rows->n = renewals;
    gw_cells *cells = sample_cells(rows, context, model);
    gw_fit fit;
    must(gw_model_fit(&fit, context, model, cells, NULL, err));
    gw_cells_free(cells);
    sample_free(rows);
    csv_free(table);
    gw_context_free(context);
    return fit;
}

static void cohorts_have_the_published_parameters(void **state)
{
    (void)state;
    static const struct {
        const char *model, *path;
        size_t renewals;
        fitted expected;
    } cases[] = {
        {"sbg", "examples/contracts/high_end.csv", 7, {{.66809, 3.80609}, -1611.1581}},
        {"sbg", "examples/contracts/regular.csv", 7, {{.70408, 1.18204}, -1680.2652}},
        {"sbg", "examples/contracts/high_end.csv", 4, {{1.2810, 7.7904}, -1225.1349}},
        {"sbg", "examples/contracts/regular.csv", 4, {{.7637, 1.2958}, -1401.5594}},
        {"bdw", "examples/contracts/high_end.csv", 4, {{.2593, 1.7226, 1.5844}, -1222.7493}},
        {"bdw", "examples/contracts/regular.csv", 4, {{.5230, .8943, 1.1964}, -1401.3831}},
        {"bdw", "examples/contracts/high_end.csv", 7, {{.2143, 1.4266, 1.7236}, -1605.3142}},
        {"bdw", "examples/contracts/regular.csv", 7, {{.4556, .7793, 1.2835}, -1679.6028}},
        {"geometric", "examples/contracts/regular.csv", 4, {{.2716646504}, -1451.1556}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        gw_fit fit = fit_cohort(cases[i].model, cases[i].path, cases[i].renewals);
        assert_int_equal(fit.outcome, GW_FIT_CONVERGED);
        check_close(fit.customers, 1000, 0);
        check_close_floor(fit.log_lik, cases[i].expected.log_lik, 6e-5, 1);
        assert_true(fabs(fit.log_lik - cases[i].expected.log_lik) < 6e-5);
        for (size_t k = 0; k < gw_model_parameter_count(gw_model_find(cases[i].model)); k++)
            check_close(fit.params[k], cases[i].expected.params[k], 4e-4);
    }
}

/* Rows of several cohorts below each other: the sum of theirs, whatever their order and age. */
static void cohorts_add_up(void **state)
{
    (void)state;
    static const double rows[][3] = {{1, 631, 369},
                                     {2, 468, 163},
                                     {3, 382, 86}, /* three renewals */
                                     {2, 743, 126},
                                     {1, 869, 131}}; /* two */
    const double params[] = {0.668, 3.806};
    const gw_model *model = gw_model_find("sbg");
    gw_context *context = context_with(1);
    sample *both = sample_create(5);
    double parts = 0;
    for (size_t i = 0; i < 5; i++) {
        gw_cells *one = cells_of_row(context, model, rows[i]);
        parts += log_lik_at(context, model, params, one, NULL);
        gw_cells_free(one);
        for (size_t c = 0; c < 3; c++)
            both->columns[c][i] = rows[i][c];
    }
    gw_cells *cells = sample_cells(both, context, model);
    check_close(log_lik_at(context, model, params, cells, NULL), parts, 1e-14);
    /* sum lost_t log P(T = t) + active_n log S(n), eq. (B1) of the paper */
    double a = params[0], b = params[1];
    double s1 = b / (a + b), s2 = s1 * (b + 1) / (a + b + 1), s3 = s2 * (b + 2) / (a + b + 2);
    double paper = 369 * log(1 - s1) + 163 * log(s1 - s2) + 86 * log(s2 - s3) + 382 * log(s3) +
                   131 * log(1 - s1) + 126 * log(s1 - s2) + 743 * log(s2);
    check_close(parts, paper, 1e-13);
    gw_fit fit;
    must(gw_model_fit(&fit, context, model, cells, NULL, err));
    check_close(fit.customers, 2000, 0); /* two cohorts of 1,000 */
    gw_cells_free(cells);
    sample_free(both);
    gw_context_free(context);
}

static sample *donations(void)
{
    csv *table = csv_read("examples/donations/donations.csv");
    sample *rows = sample_create(table->rows);
    rows->weight = calloc(table->rows, sizeof(double));
    assert_non_null(rows->weight);
    csv_numbers(rows->columns[0], table, "x");
    csv_numbers(rows->columns[1], table, "t_x");
    csv_numbers(rows->columns[2], table, "n");
    csv_numbers(rows->weight, table, "weight");
    csv_free(table);
    return rows;
}

static void donations_are_those_of_the_paper(void **state)
{
    (void)state;
    static const double params[] = {1.20352, .74972, .65672, 2.78344};
    static const double se[] = {.0694, .0294, .0510, .3208};
    const gw_model *model = gw_model_find("bg_bb");
    gw_context *context = context_with(1);
    sample *rows = donations();
    gw_cells *cells = sample_cells(rows, context, model);
    gw_fit fit;
    must(gw_model_fit(&fit, context, model, cells, NULL, err));
    assert_int_equal(fit.outcome, GW_FIT_CONVERGED);
    check_close(fit.customers, 11104, 0);
    assert_true(fabs(fit.log_lik + 33225.58) < 0.006);
    for (size_t i = 0; i < 4; i++) {
        check_close(fit.params[i], params[i], 2e-5);
        assert_true(fabs(fit.se[i] - se[i]) < 1e-4);
    }
    double expected[22];
    double *scores[GW_MAX_SCORES] = {NULL, NULL, NULL, expected};
    gw_score_options options = GW_SCORE_OPTIONS_INIT;
    options.horizon = 5;
    must(gw_model_score(scores, NULL, context, model, fit.params, cells, &options, err));
    double total = 0;
    for (size_t i = 0; i < gw_cells_count(cells); i++)
        total += gw_cells_weight(cells)[i] * expected[i];
    assert_true(fabs(total - 12884.2) < 0.1);
    gw_cells_free(cells);
    sample_free(rows);
    gw_context_free(context);
}

/* What the model says of new people, E[X(6)] and how many take none or all of six. */
static void new_donors_take_what_the_paper_says(void **state)
{
    (void)state;
    static const double rounded[] = {1.204, .750, .657, 2.783};
    static const double fitted_values[] = {1.20352, .74972, .65672, 2.78344};
    static const double none[] = {0, 0, 0};
    const gw_model *model = gw_model_find("bg_bb");
    gw_context *context = context_with(1);
    double pmf[7];
    double mean = 0;
    must(gw_model_pmf(pmf, 7, context, model, rounded, none, 6, err));
    for (size_t k = 0; k < 7; k++)
        mean += (double)k * pmf[k];
    assert_true(fabs(mean - 2.21963139) < 1e-8);
    must(gw_model_pmf(pmf, 7, context, model, fitted_values, none, 6, err));
    assert_true(fabs(11104 * pmf[0] - 3454.9) < 0.1);
    assert_true(fabs(11104 * pmf[6] - 1253.1) < 0.1);
    gw_context_free(context);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cohorts_have_the_published_parameters),
        cmocka_unit_test(cohorts_add_up),
        cmocka_unit_test(donations_are_those_of_the_paper),
        cmocka_unit_test(new_donors_take_what_the_paper_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Are the standard errors honest? Customers are drawn from each registered model many times and the
 * model is fitted back: the interval of 95 % around each parameter's logarithm must hold the truth
 * about 95 times in 100. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <goodwill/goodwill.h>

#include "check.h"
#include "kinds.h"
#include "rng.h"

enum { CUSTOMERS = 3000, DRAWS = 400 };

/* A plausible shop for each model. A new model needs its row. */
static const struct {
    const char *name;
    double params[GW_MAX_PARAMETERS];
} truths[] = {
    {"pareto_nbd", {0.553, 10.578, 0.606, 11.669}},
    {"bg_nbd", {0.243, 4.414, 0.793, 2.426}},
    {"mbg_nbd", {0.525, 6.183, 0.891, 1.614}},
    {"nbd", {0.385, 12.07}},
    {"gamma_gamma", {6.25, 3.744, 15.44}},
    {"bg_bb", {1.204, 0.75, 0.657, 2.783}},
    {"sbg", {0.668, 3.806}},
    {"bdw", {0.52, 0.89, 1.2}},
    {"geometric", {0.27}},
    {"gamma_gamma_x", {6.25, 3.744, 15.44, 1.1}},
    {"lognormal_spend", {25, 0.5, 0.6}},
    {"ggompertz_nbd", {1.5, 6, 0.15, 1, 20}},
};

static const double *truth_of(const gw_model *model)
{
    for (size_t i = 0; i < sizeof truths / sizeof *truths; i++)
        if (strcmp(truths[i].name, gw_model_name(model)) == 0)
            return truths[i].params;
    fail_msg("%s needs a row in this test", gw_model_name(model));
    return NULL;
}

typedef struct shop {
    double column[GW_MAX_COLUMNS][CUSTOMERS];
    double *columns[GW_MAX_COLUMNS];
} shop;

/* What the caller of gw_model_simulate gives: ages of half a year to two years in weeks, one to six
 * purchases, renewals up to the sixth, or six to twelve opportunities. */
static void open_shop(shop *out, const gw_model *model)
{
    gw_rng rng = gw_rng_seeded(2026, 0);
    gw_model_kind kind = gw_model_kind_of(model);
    size_t given = gw__kind(kind)->given;
    for (size_t i = 0; i < GW_MAX_COLUMNS; i++)
        out->columns[i] = out->column[i];
    for (size_t i = 0; i < CUSTOMERS; i++)
        out->column[given][i] = given == 0 ? 1.0 + (double)gw_rng_below(&rng, 6)
                                : kind == GW_MODEL_DISCRETE
                                    ? 6.0 + (double)gw_rng_below(&rng, 7)
                                    : (182.0 + (double)gw_rng_below(&rng, 547)) / 7.0;
}

static gw_fit draw_and_fit(gw_context *context, const gw_model *model, const double *truth,
                           shop *here, uint64_t seed)
{
    gw_fit fit;
    gw_cells *cells = NULL;
    gw_rows rows = {.n = CUSTOMERS};
    for (size_t i = 0; i < GW_MAX_COLUMNS; i++)
        rows.columns[i] = here->columns[i];
    assert_int_equal(gw_model_simulate(here->columns, CUSTOMERS, context, model, truth, seed, NULL),
                     GW_OK);
    assert_int_equal(gw_cells_create(&cells, context, model, &rows, NULL), GW_OK);
    assert_int_equal(gw_model_fit(&fit, context, model, cells, NULL, NULL), GW_OK);
    gw_cells_free(cells);
    return fit;
}

/* Whether the interval on the scale of logs holds the truth. */
static int holds(double estimate, double se, double truth)
{
    return fabs(log(estimate / truth)) <= 1.959964 * se / estimate;
}

static void check_model(gw_context *context, const gw_model *model)
{
    static shop here;
    const double *truth = truth_of(model);
    size_t parameters = gw_model_parameter_count(model);
    int held[GW_MAX_PARAMETERS] = {0}, answers = 0;
    open_shop(&here, model);
    for (uint64_t seed = 1; seed <= DRAWS; seed++) {
        gw_fit fit = draw_and_fit(context, model, truth, &here, seed);
        if (fit.outcome != GW_FIT_CONVERGED)
            continue;
        answers++;
        for (size_t i = 0; i < parameters; i++)
            held[i] += holds(fit.params[i], fit.se[i], truth[i]);
    }
    printf("%s: %d of %d fits converged; intervals hold", gw_model_name(model), answers, DRAWS);
    for (size_t i = 0; i < parameters; i++)
        printf("  %s %.3f", gw_model_parameter_name(model, i), (double)held[i] / answers);
    printf("\n");
    assert_true(answers >= 0.97 * DRAWS);
    for (size_t i = 0; i < parameters; i++) {
        double share = (double)held[i] / answers;
        assert_true(share >= 0.90 && share <= 0.99);
    }
}

static void intervals_hold_the_truth(void **state)
{
    (void)state;
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    gw_context *context = NULL;
    options.threads = 2;
    assert_int_equal(gw_context_create(&context, &options, NULL), GW_OK);
    for (size_t i = 0; i < gw_model_count(); i++)
        check_model(context, gw_model_at(i));
    gw_context_free(context);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(intervals_hold_the_truth)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Simulation-based calibration (Talts, Betancourt, Simpson, Vehtari & Gelman 2018, "Validating
 * Bayesian inference algorithms with simulation-based calibration"): parameters are drawn from each
 * registered model's prior, customers from the parameters, and 99 draws from the posterior. If and
 * only if prior, likelihood, simulation and sampler belong together, the place of the true value
 * among the draws is equally likely to be any of 0 to 99.
 *
 * For each coordinate of the prior: how often the 80 % and the 50 % interval hold the truth and how
 * often it lies in the lower half, each within the band that 99.9 % of such counts keep to (exact
 * binomial), and chi-squared over ten bins. GW_SBC_TABLE names a file for the table of
 * docs/calibration.md. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "band.h"
#include "draw.h"
#include "incomplete_gamma.h"
#include "kinds.h"
#include "posterior_target.h"
#include "sample.h"
#include "subject.h"

enum { CUSTOMERS = 200, TRIES = 1000, DRAWS = 99, BINS = 10 };

typedef struct shop {
    double column[GW_MAX_COLUMNS][CUSTOMERS];
    double *columns[GW_MAX_COLUMNS];
} shop;

/* Ages of half a year to two years in weeks, one to six purchases, renewals up to the sixth, or six
 * to twelve opportunities. */
static void open_shop(shop *out, const gw_model *model, uint64_t seed)
{
    gw_rng rng = gw_rng_seeded(2026, seed);
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

/* The unit is known before customers are drawn: ages are given, and an order's is 10. */
static double unit_of(gw_context *context, const gw_model *model, const shop *here)
{
    gw_posterior_target target;
    gw_cells *cells = NULL;
    gw_rows rows = {.n = CUSTOMERS};
    static const double zero[CUSTOMERS];
    if (gw_model_kind_of(model) != GW_MODEL_COUNT)
        return gw_model_kind_of(model) == GW_MODEL_SPEND ? 10 : 1;
    rows.columns[0] = rows.columns[1] = zero;
    rows.columns[2] = here->columns[2];
    must(gw_cells_create(&cells, context, model, &rows, err));
    must(gw__posterior_target(&target, context, model, cells, err));
    gw_cells_free(cells);
    return target.unit;
}

typedef struct tally {
    int places[GW_MAX_PARAMETERS][DRAWS + 1];
    int chains;
    double worst_khat; /* of importance sampling */
} tally;

/* True coordinates from the prior, and parameters. */
static void draw_truth(double *coordinates, double *params, const gw_model *model, double unit,
                       uint64_t seed)
{
    double slopes[GW_MAX_PARAMETERS * GW_MAX_PARAMETERS];
    gw_rng rng = gw_rng_seeded(77, seed);
    for (size_t i = 0; i < model->parameter_count; i++)
        coordinates[i] = model->prior[i].mean + model->prior[i].sd * gw_draw_normal(&rng);
    model->place(params, slopes, coordinates, unit);
    for (size_t i = 0; i < model->parameter_count; i++)
        params[i] = exp(params[i]);
}

static void count_places(tally *t, const gw_model *model, const double *truth, const double *draws)
{
    size_t k = model->parameter_count;
    for (size_t p = 0; p < k; p++) {
        int below = 0;
        for (size_t i = 0; i < DRAWS; i++)
            below += draws[i * k + p] < truth[p];
        t->places[p][below]++;
    }
}

static void try_once(tally *t, gw_context *context, const gw_model *model, shop *here, double unit,
                     uint64_t seed)
{
    double truth[GW_MAX_PARAMETERS], params[GW_MAX_PARAMETERS];
    double draws[DRAWS * GW_MAX_PARAMETERS];
    gw_posterior_target target;
    gw_sample made;
    gw_cells *cells = NULL;
    gw_sample_options options = {400, seed};
    gw_rows rows = {.n = CUSTOMERS};
    draw_truth(truth, params, model, unit, seed);
    must(gw_model_simulate(here->columns, CUSTOMERS, context, model, params, seed, err));
    for (size_t i = 0; i < GW_MAX_COLUMNS; i++)
        rows.columns[i] = here->columns[i];
    must(gw_cells_create(&cells, context, model, &rows, err));
    must(gw__posterior_target(&target, context, model, cells, err));
    target.unit = unit;
    must(gw_sample_make(&made, context, &target.target, &options, err));
    must(gw_sample_resample(draws, DRAWS, context, &made, seed, err));
    count_places(t, model, truth, draws);
    t->chains += made.chains > 0;
    if (made.chains == 0)
        t->worst_khat = fmax(t->worst_khat, made.khat);
    gw_sample_free(&made, context);
    gw_cells_free(cells);
}

/* ---- Judging -------------------------------------------------------------------------------- */

static int within(const int *places, int from, int to)
{
    int sum = 0;
    for (int k = from; k < to; k++)
        sum += places[k];
    return sum;
}

static double chi_squared_tail(const int *places)
{
    double sum = 0, expected = (double)TRIES / BINS;
    int width = (DRAWS + 1) / BINS;
    for (int b = 0; b < BINS; b++)
        sum += pow(within(places, b * width, (b + 1) * width) - expected, 2) / expected;
    return gw_incomplete_gamma((BINS - 1) / 2.0, sum / 2).upper;
}

/* Prints the line of one coordinate; how many of its counts lie outside their bands. */
static int judge(FILE *out, const gw_model *model, size_t p, const int *places)
{
    int eighty = within(places, 10, 90), fifty = within(places, 25, 75),
        lower = within(places, 0, 50);
    double tail = chi_squared_tail(places);
    int bad = outside_band(eighty, TRIES, 0.8) + outside_band(fifty, TRIES, 0.5) +
              outside_band(lower, TRIES, 0.5) + (tail < 1e-4);
    fprintf(out, "| %s | %s | %d | %d | %d | %.3f |%s\n", gw_model_name(model),
            model->prior[p].name, eighty, fifty, lower, tail, bad > 0 ? " outside" : "");
    return bad;
}

static int check_model(FILE *out, gw_context *context, const gw_model *model)
{
    static tally t;
    static shop here;
    int bad = 0;
    t = (tally){.chains = 0};
    open_shop(&here, model, 0);
    double unit = unit_of(context, model, &here);
    for (uint64_t seed = 1; seed <= TRIES; seed++)
        try_once(&t, context, model, &here, unit, seed);
    for (size_t p = 0; p < model->parameter_count; p++)
        bad += judge(out, model, p, t.places[p]);
    printf("%s: %d of %d by chains, worst k-hat of the others %.2f\n", gw_model_name(model),
           t.chains, TRIES, t.worst_khat);
    return bad;
}

static void the_truth_may_be_any_of_the_draws(void **state)
{
    (void)state;
    const char *path = getenv("GW_SBC_TABLE");
    const char *only = getenv("GW_SBC_MODEL");
    FILE *out = path != NULL ? fopen(path, "w") : stdout;
    gw_context *context = context_with(2);
    int bad = 0;
    assert_non_null(out);
    fprintf(out, "| model | coordinate | in 80 %% | in 50 %% | lower half | p of chi² |\n"
                 "| --- | --- | --- | --- | --- | --- |\n");
    for (size_t i = 0; i < gw_model_count(); i++)
        if (only == NULL || gw_model_at(i) == gw_model_find(only))
            bad += check_model(out, context, gw_model_at(i));
    gw_context_free(context);
    if (path != NULL)
        assert_int_equal(fclose(out), 0);
    assert_int_equal(bad, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_truth_may_be_any_of_the_draws)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

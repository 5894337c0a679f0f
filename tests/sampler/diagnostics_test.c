/* R-hat and effective sample sizes against the paper's definition and against arviz
 * (tests/data/sampler/chains.csv). */
#include <goodwill/base.h>

#include "inputs.h"
#include "rows.h"

#include "diagnostics.h"

static void two_short_chains_by_hand(void **state)
{
    (void)state;
    const double values[] = {1, 2, 3, 4, 5, 6, 2.5, 3.5, 1.5, 4.5, 6.5, 5.5};
    gw_context *context = plain_context();
    gw_rhats rhats;
    assert_int_equal(gw_rhats_of(&rhats, context, values, 2, 6, NULL), GW_OK);
    check_close(rhats.split, 1.93649167, 1e-8);
    check_close(rhats.bulk, 1.69837596, 1e-8);
    check_close(rhats.folded, 0.88394508, 1e-7);
    gw_context_free(context);
}

static gw_summary_of_one summary_of(const gw_draws_of_one *draws)
{
    gw_context *context = plain_context();
    gw_summary_of_one out;
    assert_int_equal(gw_summarise(&out, context, draws, NULL), GW_OK);
    gw_context_free(context);
    return out;
}

static void agrees_with_arviz(void **state)
{
    (void)state;
    rows table = rows_open("tests/data/sampler/chains.csv");
    int seen = 0;
    for (; rows_next(&table); seen++) {
        size_t chains = (size_t)table.x[1], n = (size_t)table.x[2];
        double *values = make_chains((uint64_t)table.x[0], chains, n, table.x[3], table.x[4]);
        gw_draws_of_one draws = {chains * n, values, NULL, chains};
        gw_summary_of_one found = summary_of(&draws);
        check_close(found.ess, table.x[5], 1e-8);
        check_close(found.rhat, table.x[6], 1e-10);
        free(values);
    }
    assert_int_equal(seen, 6);
}

/* A weight of three is three draws of one. */
static void weights_count_as_repeats(void **state)
{
    (void)state;
    const double values[] = {5, 1, 4, 2, 3};
    const double weights[] = {0.3, 0.1, 0.1, 0.2, 0.3};
    const double repeated[] = {5, 5, 5, 1, 4, 2, 2, 3, 3, 3};
    gw_summary_of_one weighted = summary_of(&(gw_draws_of_one){5, values, weights, 0});
    gw_summary_of_one plain = summary_of(&(gw_draws_of_one){10, repeated, NULL, 0});
    check_close(weighted.mean, plain.mean, 1e-14);
    check_close(weighted.sd, plain.sd, 1e-14);
    check_close(weighted.q05, plain.q05, 0);
    check_close(weighted.q50, plain.q50, 0);
    check_close(weighted.q95, plain.q95, 0);
    check_close(plain.ess, 10, 1e-12);
    assert_true(weighted.ess > 1 && weighted.ess < 5);
    assert_true(isnan(weighted.rhat));
}

/* What is said of a parameter holds for its logarithm. */
static void a_monotone_function_changes_no_ess(void **state)
{
    (void)state;
    double *values = make_chains(3, 1, 500, 0, 0);
    double *other = numbers(500);
    double *weights = numbers(500);
    uint64_t seed = 1;
    double sum = 0;
    for (size_t i = 0; i < 500; i++) {
        other[i] = exp(9 * values[i]);
        sum += weights[i] = next_uniform(&seed);
    }
    for (size_t i = 0; i < 500; i++)
        weights[i] /= sum;
    double ess = summary_of(&(gw_draws_of_one){500, values, weights, 0}).ess;
    check_same_bits(summary_of(&(gw_draws_of_one){500, other, weights, 0}).ess, ess);
    assert_true(ess > 300 && ess < 450); /* uniform weights: 3/4 of 500 */
    free(values);
    free(other);
    free(weights);
}

static void chains_that_stand_still_say_nothing(void **state)
{
    (void)state;
    double *values = numbers(400);
    gw_summary_of_one found = summary_of(&(gw_draws_of_one){400, values, NULL, 4});
    assert_true(isnan(found.rhat));
    assert_true(isnan(found.ess));
    free(values);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_short_chains_by_hand),
        cmocka_unit_test(agrees_with_arviz),
        cmocka_unit_test(weights_count_as_repeats),
        cmocka_unit_test(a_monotone_function_changes_no_ess),
        cmocka_unit_test(chains_that_stand_still_say_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

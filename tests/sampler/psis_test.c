/* Pareto smoothing against arviz (tests/data/sampler/psis.csv), and where there is no tail. */
#include <goodwill/base.h>

#include "inputs.h"
#include "rows.h"

#include "psis.h"

typedef struct smoothed {
    double *weights;
    double log_mean;
    double khat;
} smoothed;

static smoothed smooth(const double *logs, size_t n)
{
    gw_context *context = plain_context();
    smoothed s = {.weights = numbers(n)};
    assert_int_equal(gw_psis(s.weights, &s.log_mean, &s.khat, context, logs, n, NULL), GW_OK);
    gw_context_free(context);
    return s;
}

static void agrees_with_arviz(void **state)
{
    (void)state;
    rows table = rows_open("tests/data/sampler/psis.csv");
    int seen = 0;
    for (; rows_next(&table); seen++) {
        size_t n = (size_t)table.x[1];
        double *logs = make_log_weights((uint64_t)table.x[0], n, table.x[2]);
        smoothed s = smooth(logs, n);
        double sum = 0, squares = 0, largest = 0;
        for (size_t i = 0; i < n; i++) {
            sum += s.weights[i];
            squares += s.weights[i] * s.weights[i];
            largest = fmax(largest, s.weights[i]);
        }
        check_close(sum, 1.0, 1e-12);
        check_close(1 / squares, table.x[3], 1e-9);
        check_close(largest, table.x[4], 1e-9);
        check_close(s.khat, table.x[5], 1e-9);
        free(s.weights);
        free(logs);
    }
    assert_int_equal(seen, 6);
}

/* Whatever all are multiplied by, only the mean changes, and by that. */
static void a_common_factor_changes_the_mean_alone(void **state)
{
    (void)state;
    double *logs = make_log_weights(9, 600, 0.4);
    smoothed before = smooth(logs, 600);
    for (size_t i = 0; i < 600; i++)
        logs[i] -= 9600;
    smoothed after = smooth(logs, 600);
    check_close(after.log_mean, before.log_mean - 9600, 1e-14);
    check_close(after.khat, before.khat, 1e-8);
    for (size_t i = 0; i < 600; i++)
        check_close(after.weights[i], before.weights[i], 1e-10);
    free(logs);
    free(before.weights);
    free(after.weights);
}

static void equal_weights_are_the_best_there_are(void **state)
{
    (void)state;
    double *logs = numbers(100);
    smoothed s = smooth(logs, 100);
    assert_true(s.khat == -HUGE_VAL);
    check_close_floor(s.log_mean, 0.0, 1e-15, 1.0);
    for (size_t i = 0; i < 100; i++)
        check_close(s.weights[i], 0.01, 1e-14);
    free(logs);
    free(s.weights);
}

/* One weight that counts among thousands that do not, and too few to tell. */
static void no_tail_is_no_assurance(void **state)
{
    (void)state;
    double *logs = numbers(2000);
    for (size_t i = 0; i < 2000; i++)
        logs[i] = -HUGE_VAL;
    logs[77] = 3;
    smoothed s = smooth(logs, 2000);
    assert_true(s.khat > 0.7);
    check_close(s.weights[77], 1.0, 1e-15);
    free(s.weights);
    logs[78] = 2;
    s = smooth(logs + 70, 12);
    assert_true(s.khat > 0.7);
    free(s.weights);
    free(logs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_arviz),
        cmocka_unit_test(a_common_factor_changes_the_mean_alone),
        cmocka_unit_test(equal_weights_are_the_best_there_are),
        cmocka_unit_test(no_tail_is_no_assurance),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Every unit is done once, by any number of threads, with the same result. */
#include "check.h"

#include <goodwill/base.h>

#include "parallel.h"
#include "rng.h"
#include "sum.h"

#include <string.h>

#define UNITS 1000

static gw_context *create(int threads)
{
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    options.threads = threads;
    gw_context *context = NULL;
    assert_int_equal(gw_context_create(&context, &options, NULL), GW_OK);
    return context;
}

typedef struct job {
    int done[UNITS];
    int threads;
    int busy[8]; /* a worker's scratch is no other unit's meanwhile */
    int clashes[8];
    double sums[UNITS];
} job;

static void do_unit(size_t unit, int worker, void *user)
{
    job *j = user;
    assert_true(worker >= 0 && worker < j->threads);
    j->clashes[worker] += j->busy[worker]++;
    gw_rng rng = gw_rng_seeded(7, unit);
    double values[100];
    for (size_t i = 0; i < 100; i++)
        values[i] = gw_rng_uniform(&rng);
    j->sums[unit] = gw_sum(values, 100);
    j->done[unit]++;
    j->busy[worker]--;
}

static double run(gw_context *context, int threads, size_t units)
{
    static job j;
    memset(&j, 0, sizeof j);
    j.threads = threads;
    gw_parallel_for(context, units, do_unit, &j);
    for (size_t i = 0; i < UNITS; i++)
        assert_int_equal(j.done[i], i < units ? 1 : 0);
    for (size_t i = 0; i < 8; i++)
        assert_int_equal(j.clashes[i], 0);
    return gw_sum_pairwise(j.sums, units);
}

static void test_same_bits_for_any_number_of_threads(void **state)
{
    (void)state;
    const int threads[] = {1, 2, 8};
    const size_t units[] = {0, 1, 2, 7, 8, 999, UNITS};
    double expected[7];
    for (size_t t = 0; t < 3; t++) {
        gw_context *context = create(threads[t]);
        for (size_t u = 0; u < 7; u++) {
            double sum = run(context, threads[t], units[u]);
            if (t == 0)
                expected[u] = sum;
            check_same_bits(sum, expected[u]);
        }
        gw_context_free(context);
    }
}

static void test_many_short_runs(void **state)
{
    (void)state;
    gw_context *context = create(8);
    double expected = run(context, 8, 5);
    for (int i = 0; i < 2000; i++)
        check_same_bits(run(context, 8, 5), expected);
    gw_context_free(context);
}

/* Units 0 and 1 wait for each other: they can only end on two threads at once. */
static void meet(size_t unit, int worker, void *user)
{
    (void)worker;
    int *arrived = user;
    __atomic_store_n(&arrived[unit], 1, __ATOMIC_SEQ_CST);
    while (!__atomic_load_n(&arrived[1 - unit], __ATOMIC_SEQ_CST))
        continue;
}

static void test_units_run_at_once(void **state)
{
    (void)state;
    gw_context *context = create(2);
    for (int i = 0; i < 20; i++) {
        int arrived[2] = {0, 0};
        gw_parallel_for(context, 2, meet, arrived);
    }
    gw_context_free(context);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_bits_for_any_number_of_threads),
        cmocka_unit_test(test_many_short_runs),
        cmocka_unit_test(test_units_run_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

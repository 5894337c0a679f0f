/* The two-table kernel and the gamma prefixes against their plain definitions. */
#include "models/crowd.h"

#include "gamma.h"
#include "rising.h"
#include "two_table.h"

typedef struct table_pair {
    double *A;
    double *B;
    double *adjoint_A;
    double *adjoint_B;
} table_pair;

static double *numbers(size_t n)
{
    double *values = calloc(n, sizeof *values);
    assert_non_null(values);
    return values;
}

static table_pair random_tables(const gw_block *block, uint64_t seed)
{
    table_pair t = {numbers(block->T_count), numbers(block->t_count), numbers(block->T_count),
                    numbers(block->t_count)};
    gw_rng rng = gw_rng_seeded(seed, 0);
    for (size_t i = 0; i < block->T_count; i++)
        t.A[i] = exp(-600.0 * gw_rng_uniform(&rng));
    for (size_t i = 0; i < block->t_count; i++)
        t.B[i] = i % 7 == 0 ? 0.0 : exp(-600.0 * gw_rng_uniform(&rng));
    return t;
}

static void tables_free(table_pair *t)
{
    free(t->A);
    free(t->B);
    free(t->adjoint_A);
    free(t->adjoint_B);
}

static size_t index_of(const double *values, size_t n, double wanted)
{
    for (size_t i = 0; i < n; i++)
        if (values[i] == wanted)
            return i;
    fail_msg("%.17g is not in the list", wanted);
    return 0;
}

/* Cell by cell, finding each cell's entries by its times. */
static void check_block(const gw_cells *cells, const gw_block *block)
{
    table_pair t = random_tables(block, block->first);
    double *plain_A = numbers(block->T_count);
    double *plain_B = numbers(block->t_count);
    long double sum = 0.0L;
    long double size = 0.0L;
    for (size_t cell = block->first; cell < block->first + block->count; cell++) {
        size_t i = index_of(block->T_values, block->T_count, cells->columns[2][cell]);
        size_t k = index_of(block->t_values, block->t_count, cells->columns[1][cell]);
        double share = cells->weight[cell] / (t.A[i] + t.B[k]);
        plain_A[i] += share;
        plain_B[k] += share;
        sum += (long double)cells->weight[cell] * logl((long double)t.A[i] + (long double)t.B[k]);
        size += (long double)cells->weight[cell];
    }
    double value = gw__two_table(t.adjoint_A, t.adjoint_B, t.A, t.B, block);
    check_close_floor(value, (double)sum, 1e-14, (double)size);
    check_same_bits(gw__two_table_value(t.A, t.B, block), value);
    for (size_t i = 0; i < block->T_count; i++)
        check_close(t.adjoint_A[i], plain_A[i], 1e-12);
    for (size_t i = 0; i < block->t_count; i++)
        check_close(t.adjoint_B[i], plain_B[i], 1e-12);
    free(plain_A);
    free(plain_B);
    tables_free(&t);
}

static void kernel_is_the_plain_sum(void **state)
{
    (void)state;
    gw_context *context = context_of(1);
    for (size_t n = 1; n < 6000; n = n * 3 + 1) {
        crowd c = crowd_random(n, 3, 40, 1, n);
        crowd_weigh(&c, n);
        gw_cells *cells = cells_of(context, &c);
        for (size_t i = 0; i < cells->block_count; i++)
            check_block(cells, &cells->blocks[i]);
        gw_cells_free(cells);
        crowd_free(&c);
    }
    gw_context_free(context);
}

/* Ascending x with small and large gaps, against the functions for a single x. */
static void prefixes_are_gamma_differences(void **state)
{
    (void)state;
    const double x[] = {0, 1, 2, 3, 17, 60, 200, 201, 230, 1500, 1501, 99999, 1e6, 1e9};
    enum { N = sizeof x / sizeof *x };
    const double sets[][3] = {
        {.25, .8, 2.5}, {1e-3, 1e-3, 1e-3}, {40, 3, 1e6}, {1e5, 1e6, 2}, {1, 1e6, 1e6}};
    for (size_t s = 0; s < sizeof sets / sizeof *sets; s++) {
        double r = sets[s][0];
        double a = sets[s][1];
        double b = sets[s][2];
        double log[N], by_r[N], ratio[N], by_a[N], by_b[N];
        gw__log_rising_all(log, by_r, r, x, N);
        for (double shift = 0.0; shift < 2.0; shift++) {
            gw__log_beta_ratio_all(ratio, by_a, by_b, a, b, shift, x, N);
            for (size_t i = 0; i < N; i++) {
                double m = x[i] + shift;
                check_close_floor(log[i], gw_log_rising(r, x[i]), 1e-14, 0.0);
                check_close_floor(by_r[i], gw_digamma_difference(r, x[i]), 1e-14, 0.0);
                check_close_floor(ratio[i], gw_log_beta_ratio(a, b, m), 1e-14, 0.0);
                check_close_floor(by_a[i], -gw_digamma_difference(a + b, m), 1e-14, 0.0);
                /* The reference itself cancels: measured against its two parts. */
                double part = gw_digamma_difference(b, m);
                check_close_floor(by_b[i], part - gw_digamma_difference(a + b, m), 1e-14,
                                  part + 1e-300);
            }
        }
    }
}

/* sum a / ((b + j) (a + b + j)) where the two digammas agree in most digits, by its first terms of
 * Euler-Maclaurin, in long double. */
static void small_a_does_not_cancel(void **state)
{
    (void)state;
    const double x[] = {1000};
    double ratio, by_a, by_b;
    gw__log_beta_ratio_all(&ratio, &by_a, &by_b, 0.5, 1e6, 0.0, x, 1);
    long double sum = 0.0L;
    for (int j = 0; j < 1000; j++)
        sum += 0.5L / ((1e6L + j) * (1e6L + 0.5L + j));
    check_close(by_b, (double)sum, 2e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kernel_is_the_plain_sum),
        cmocka_unit_test(prefixes_are_gamma_differences),
        cmocka_unit_test(small_a_does_not_cancel),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

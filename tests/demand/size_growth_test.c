/* How orders grow from one to the next: against a regression with a level of its own for everybody
 * (tests/data/size_growth), and people whose growth is known. */
#include "check.h"
#include "csv.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "draw.h"
#include "size_growth.h"

#define MOST_NUMBER 128
#define MOST_ROWS (GW_GROWTH_GROUPS * MOST_NUMBER)

static gw_context *context;

static int make_context(void **state)
{
    (void)state;
    return gw_context_create(&context, NULL, NULL) == GW_OK ? 0 : -1;
}

static int free_context(void **state)
{
    (void)state;
    gw_context_free(context);
    return 0;
}

typedef struct shop {
    double group[MOST_ROWS], number[MOST_ROWS], paid_at[MOST_ROWS], paid_of[MOST_ROWS];
} shop;

static void empty(shop *s)
{
    memset(s, 0, sizeof *s);
    for (size_t i = 0; i < MOST_ROWS; i++) {
        s->group[i] = floor((double)i / MOST_NUMBER);
        s->number[i] = (double)(i % MOST_NUMBER + 1);
    }
}

static void add_person(shop *s, size_t person, const double *paid, size_t n)
{
    size_t first = person % GW_GROWTH_GROUPS * MOST_NUMBER;
    for (size_t j = 0; j < n; j++) {
        s->paid_at[first + j] += paid[j];
        s->paid_of[first + n - 1] += paid[j];
    }
}

static gw_growth_rows rows_of(const shop *s)
{
    return (gw_growth_rows){MOST_ROWS, s->group, s->number, s->paid_at, s->paid_of};
}

static double covariance(const gw_size_growth *growth, size_t p, size_t q)
{
    double sum = 0;
    for (size_t k = 0; k <= (p < q ? p : q); k++)
        sum += growth->spread[p * GW_GROWTH_PARTS + k] * growth->spread[q * GW_GROWTH_PARTS + k];
    return sum;
}

static void equals_a_regression_with_everybodys_level(void **state)
{
    (void)state;
    static shop s;
    double paid[MOST_NUMBER];
    size_t n = 0;
    gw_size_growth growth;
    csv *table = csv_read("tests/data/size_growth/size_growth.csv");
    csv *wanted = csv_read("tests/data/size_growth/size_growth_expected.csv");
    empty(&s);
    for (size_t i = 0; i < table->rows; i++) {
        paid[n++] = csv_number(table, i, 2);
        if (i + 1 == table->rows || csv_number(table, i + 1, 0) != csv_number(table, i, 0)) {
            add_person(&s, (size_t)csv_number(table, i, 0), paid, n);
            n = 0;
        }
    }
    gw_growth_rows rows = rows_of(&s);
    assert_int_equal(gw_size_growth_fit(&growth, context, &rows, NULL), GW_OK);
    for (size_t p = 0; p < GW_GROWTH_PARTS; p++) {
        check_close(growth.slope[p], csv_number(wanted, p, 0), 1e-7);
        for (size_t q = 0; q < GW_GROWTH_PARTS; q++)
            check_close_floor(covariance(&growth, p, q), csv_number(wanted, p, 1 + q), 1e-6, 1e-3);
    }
    csv_free(table);
    csv_free(wanted);
}

/* Levels differ, and who has a high one comes more often: that is no growth. */
static void simulate(shop *s, const double slope[GW_GROWTH_PARTS], size_t people, uint64_t seed)
{
    gw_rng rng = gw_rng_seeded(seed, 7);
    gw_size_table table;
    gw_size_table_fill(&table, slope);
    empty(s);
    for (size_t person = 0; person < people; person++) {
        double paid[MOST_NUMBER];
        double level = gw_draw_gamma(&rng, 3);
        size_t n = (size_t)gw_draw_poisson(&rng, 4 * level);
        n = n < MOST_NUMBER ? n : MOST_NUMBER;
        for (size_t j = 0; j < n; j++)
            paid[j] = level * gw_size_at(&table, j + 1) * gw_draw_gamma(&rng, 1);
        if (n > 0)
            add_person(s, person, paid, n);
    }
}

static void known_growth_is_found(void **state)
{
    (void)state;
    static shop s;
    static const double slope[GW_GROWTH_PARTS] = {0.2, -0.1, 0.3, 0};
    for (uint64_t seed = 1; seed <= 10; seed++) {
        gw_size_growth growth;
        simulate(&s, slope, 4000, seed);
        gw_growth_rows rows = rows_of(&s);
        assert_int_equal(gw_size_growth_fit(&growth, context, &rows, NULL), GW_OK);
        for (size_t p = 0; p < 3; p++)
            assert_true(fabs(growth.slope[p] - slope[p]) < 4 * sqrt(covariance(&growth, p, p)));
        /* what is asked of it: the sizes ahead over the mean of those behind */
        gw_size_table truth;
        gw_size_table_fill(&truth, slope);
        check_close(gw_size_at(&growth.table, 20) / gw_size_mean(&growth.table, 12),
                    gw_size_at(&truth, 20) / gw_size_mean(&truth, 12), 0.06);
    }
}

/* 200 shops: the 80 % interval of the slope over the second part holds the truth 134 to 184 times,
 * the exact binomial 99.9 % band. */
static void intervals_hold_the_truth(void **state)
{
    (void)state;
    static shop s;
    static const double slope[GW_GROWTH_PARTS] = {0.1, 0.15, 0.2, 0};
    int inside = 0;
    for (uint64_t seed = 1; seed <= 200; seed++) {
        gw_size_growth growth;
        simulate(&s, slope, 600, 1000 + seed);
        gw_growth_rows rows = rows_of(&s);
        assert_int_equal(gw_size_growth_fit(&growth, context, &rows, NULL), GW_OK);
        inside +=
            fabs(growth.slope[1] - slope[1]) < 1.2815515655446004 * sqrt(covariance(&growth, 1, 1));
    }
    if (inside < 140 || inside > 178)
        fail_msg("%d of 200 intervals hold the truth", inside);
}

static void draws_are_as_uncertain_as_said(void **state)
{
    (void)state;
    static shop s;
    static const double slope[GW_GROWTH_PARTS] = {0.2, 0.2, 0.2, 0.2};
    gw_size_growth growth;
    gw_rng rng = gw_rng_seeded(3, 3);
    double sum = 0;
    double squares = 0;
    simulate(&s, slope, 500, 5);
    gw_growth_rows rows = rows_of(&s);
    assert_int_equal(gw_size_growth_fit(&growth, context, &rows, NULL), GW_OK);
    for (int d = 0; d < 20000; d++) {
        gw_size_table drawn;
        gw_size_growth_draw(&drawn, &growth, &rng);
        double slope_0 = log(gw_size_at(&drawn, 3)) / log(3);
        sum += slope_0 / 20000;
        squares += slope_0 * slope_0 / 20000;
    }
    check_close(sum, growth.slope[0], 0.05);
    check_close(sqrt(squares - sum * sum), sqrt(covariance(&growth, 0, 0)), 0.03);
}

static void nothing_to_learn_from_is_steady(void **state)
{
    (void)state;
    static shop s;
    gw_size_growth growth;
    double paid[] = {10, 11};
    gw_growth_rows none = {0};
    assert_int_equal(gw_size_growth_fit(&growth, context, &none, NULL), GW_OK);
    check_close(gw_size_at(&growth.table, 50), 1, 1e-15);
    empty(&s); /* nobody twice */
    add_person(&s, 0, paid, 1);
    gw_growth_rows once = rows_of(&s);
    assert_int_equal(gw_size_growth_fit(&growth, context, &once, NULL), GW_OK);
    check_close(gw_size_up_to(&growth.table, 90), 90, 1e-14);
    /* one person's wild orders do not move a shop */
    empty(&s);
    double wild[] = {1, 1000};
    add_person(&s, 3, wild, 2);
    for (size_t i = 0; i < 64; i++)
        add_person(&s, i, paid, 1);
    gw_growth_rows few = rows_of(&s);
    assert_int_equal(gw_size_growth_fit(&growth, context, &few, NULL), GW_OK);
    assert_true(gw_size_at(&growth.table, 3) < 1.1);
}

static void the_tables_are_sums(void **state)
{
    (void)state;
    static const double slope[GW_GROWTH_PARTS] = {0.3, 0.1, -0.2, 0.5};
    gw_size_table t;
    double sum = 0;
    gw_size_table_fill(&t, slope);
    check_close(gw_size_at(&t, 1), 1, 0);
    check_close(gw_size_at(&t, 3), pow(3, 0.3), 1e-14);
    check_close(gw_size_at(&t, 27), pow(3, 0.3) * pow(3, 0.1) * pow(3, -0.2), 1e-14);
    for (size_t j = 1; j <= 300; j++) {
        sum += gw_size_at(&t, j);
        check_close(gw_size_up_to(&t, j), sum, 1e-13);
    }
    check_same_bits(gw_size_at(&t, 81), gw_size_at(&t, 5000));
    check_close(gw_size_mean(&t, 0), 1, 0);
}

static void every_allocation_failed_is_told(void **state)
{
    (void)state;
    static shop s;
    static const double slope[GW_GROWTH_PARTS] = {0.2, 0.2, 0.2, 0.2};
    simulate(&s, slope, 300, 5);
    gw_growth_rows rows = rows_of(&s);
    gw_status status = GW_NO_MEMORY;
    for (long n = 1; status != GW_OK; n++) {
        failing_allocator failing = {.fail_at = n};
        gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
        gw_context *poor = NULL;
        gw_size_growth growth;
        failing_allocator_options(&options, &failing);
        status = gw_context_create(&poor, &options, NULL);
        if (status == GW_OK)
            status = gw_size_growth_fit(&growth, poor, &rows, NULL);
        assert_true(status == GW_OK || status == GW_NO_MEMORY);
        gw_context_free(poor);
        assert_int_equal(failing.held, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equals_a_regression_with_everybodys_level),
        cmocka_unit_test(known_growth_is_found),
        cmocka_unit_test(intervals_hold_the_truth),
        cmocka_unit_test(draws_are_as_uncertain_as_said),
        cmocka_unit_test(nothing_to_learn_from_is_steady),
        cmocka_unit_test(the_tables_are_sums),
        cmocka_unit_test(every_allocation_failed_is_told),
    };
    return cmocka_run_group_tests(tests, make_context, free_context);
}

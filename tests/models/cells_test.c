/* Cells and their blocks, checked against the rows they came from, one by one. */
#include "models/crowd.h"

#include <string.h>

#include "cells_sort.h"

/* ---- What must hold for any cells ------------------------------------------------------------ */

static int compare_cells(const gw_cells *cells, size_t a, size_t b)
{
    const size_t order[] = {0, cells->column_count - 1, 1};
    for (size_t i = 0; i < cells->column_count && i < 3; i++) {
        const double *column = gw_cells_column(cells, order[i]);
        if (column[a] != column[b])
            return column[a] < column[b] ? -1 : 1;
    }
    return 0;
}

static void check_cells(const gw_cells *cells, const gw_rows *table, size_t columns)
{
    const uint32_t *of_rows = gw_cells_of_rows(cells);
    size_t n = gw_cells_count(cells);
    double *weight = calloc(n, sizeof *weight);
    double customers = 0.0;
    assert_non_null(weight);
    for (size_t i = 0; i < table->n; i++) {
        double one = table->weight != NULL ? table->weight[i] : 1.0;
        assert_true(of_rows[i] < n);
        for (size_t c = 0; c < columns; c++)
            assert_true(gw_cells_column(cells, c)[of_rows[i]] == table->columns[c][i]);
        weight[of_rows[i]] += one;
        customers += one;
    }
    for (size_t i = 0; i < n; i++) {
        check_close(gw_cells_weight(cells)[i], weight[i], table->weight != NULL ? 1e-14 : 0.0);
        assert_true(i == 0 || compare_cells(cells, i - 1, i) < 0);
    }
    check_close(gw_cells_customers(cells), customers, table->weight != NULL ? 1e-13 : 0.0);
    assert_null(gw_cells_column(cells, columns));
    free(weight);
}

static void check_ascending(const double *values, size_t n)
{
    for (size_t i = 1; i < n; i++)
        assert_true(values[i - 1] < values[i]);
}

/* Each cell is visited once, and its indices lead to its own x, T, t_x and weight. */
static void check_visits(const gw_cells *cells, const gw_block *block, char *visited)
{
    for (size_t k = 0; k < block->count; k++) {
        size_t cell = gw__block_cell(block, k);
        assert_true(cell >= block->first && cell < block->first + block->count);
        assert_false(visited[cell]);
        visited[cell] = 1;
        assert_true(block->T_index[k] < block->T_count);
        assert_true(block->t_index[k] < block->t_count);
        assert_true(cells->columns[0][cell] == block->x);
        assert_true(cells->columns[1][cell] == block->t_values[block->t_index[k]]);
        assert_true(cells->columns[2][cell] == block->T_values[block->T_index[k]]);
        assert_true(cells->weight[cell] == block->weight[k]);
    }
}

static void check_T_entries(const gw_cells *cells, const gw_block *block)
{
    double *weight = calloc(block->T_count, sizeof *weight);
    assert_non_null(weight);
    for (size_t k = 0; k < block->count; k++)
        weight[block->T_index[k]] += block->weight[k];
    for (size_t i = 0; i < block->T_count; i++) {
        check_close(block->T_weight[i], weight[i], 1e-14);
        assert_true(block->T_rank[i] < cells->T_count);
        assert_true(cells->T_values[block->T_rank[i]] == block->T_values[i]);
    }
    free(weight);
}

static void check_blocks(const gw_cells *cells)
{
    char *visited = calloc(cells->n, 1);
    assert_non_null(visited);
    size_t next = 0;
    for (size_t i = 0; i < cells->block_count; i++) {
        const gw_block *block = &cells->blocks[i];
        assert_int_equal(block->first, next);
        assert_true(block->count >= 1 && block->count <= GW_BLOCK_CELLS);
        next += block->count;
        assert_true(cells->x_values[block->x_rank] == block->x);
        assert_true(block->T_count <= cells->T_most && block->t_count <= cells->t_most);
        assert_ptr_equal(block->t_values, block->T_values + block->T_count);
        check_ascending(block->T_values, block->T_count);
        check_ascending(block->t_values, block->t_count);
        check_visits(cells, block, visited);
        check_T_entries(cells, block);
    }
    assert_int_equal(next, cells->n);
    check_ascending(cells->x_values, cells->x_count);
    check_ascending(cells->T_values, cells->T_count);
    free(visited);
}

static void check_crowd(crowd *c)
{
    gw_context *context = context_of(1);
    gw_cells *cells = cells_of(context, c);
    gw_rows table = crowd_rows(c);
    check_cells(cells, &table, 3);
    check_blocks(cells);
    gw_cells_free(cells);
    gw_context_free(context);
    crowd_free(c);
}

/* ---- Tests ----------------------------------------------------------------------------------- */

static void days_make_few_cells(void **state)
{
    (void)state;
    crowd c = crowd_random(50000, 12, 60, 1, 1);
    check_crowd(&c);
}

static void long_histories_and_real_times(void **state)
{
    (void)state;
    crowd c = crowd_random(20000, 2000, 40000, 1, 2);
    check_crowd(&c);
    c = crowd_random(20000, 5, 300, 0, 3);
    check_crowd(&c);
    c = crowd_random(30000, 5, 300, 1.0 / 7.0, 4);
    check_crowd(&c);
    c = crowd_random(3000, 1e9, 1e12, 0, 5);
    check_crowd(&c);
    c = crowd_random(3000, 3, 1e-300, 0, 6);
    check_crowd(&c);
}

static void weights_are_summed(void **state)
{
    (void)state;
    crowd c = crowd_random(20000, 5, 20, 1, 7);
    crowd_weigh(&c, 7);
    check_crowd(&c);
}

static void one_row_and_equal_rows(void **state)
{
    (void)state;
    crowd c = crowd_of(1);
    check_crowd(&c);
    c = crowd_of(100);
    for (size_t i = 0; i < c.n; i++) {
        c.x[i] = 3;
        c.t_x[i] = 0.3;
        c.T[i] = 0.7;
    }
    check_crowd(&c);
}

/* More than a block's worth of cells with one x, in days and with every time different. */
static void one_x_fills_several_blocks(void **state)
{
    (void)state;
    for (int real = 0; real < 2; real++) {
        crowd c = crowd_random(200000, 1e6, 2000, real ? 0 : 1, 8);
        for (size_t i = 0; i < c.n; i++)
            c.x[i] = 7;
        gw_context *context = context_of(1);
        gw_cells *cells = cells_of(context, &c);
        assert_true(cells->n > 2 * GW_BLOCK_CELLS);
        assert_int_equal(cells->block_count, (cells->n + GW_BLOCK_CELLS - 1) / GW_BLOCK_CELLS);
        assert_int_equal(cells->x_count, 1);
        gw_cells_free(cells);
        gw_context_free(context);
        check_crowd(&c);
    }
}

static void zero_has_no_sign(void **state)
{
    (void)state;
    crowd c = crowd_of(4);
    const double zeros[] = {0.0, -0.0, -0.0, 0.0};
    for (size_t i = 0; i < c.n; i++) {
        c.x[i] = zeros[i];
        c.t_x[i] = zeros[(i + 1) % 4];
        c.T[i] = 1.5;
    }
    gw_context *context = context_of(1);
    gw_cells *cells = cells_of(context, &c);
    assert_int_equal(cells->n, 1);
    check_same_bits(cells->columns[0][0], 0.0);
    check_same_bits(cells->columns[1][0], 0.0);
    gw_cells_free(cells);
    gw_context_free(context);
    check_crowd(&c);
}

/* The same customers in another order make the same cells, bit for bit. */
static void order_of_rows_does_not_matter(void **state)
{
    (void)state;
    crowd c = crowd_random(5000, 4, 30, 1, 9);
    crowd backwards = crowd_of(c.n);
    for (size_t i = 0; i < c.n; i++) {
        backwards.x[i] = c.x[c.n - 1 - i];
        backwards.t_x[i] = c.t_x[c.n - 1 - i];
        backwards.T[i] = c.T[c.n - 1 - i];
    }
    gw_context *context = context_of(1);
    gw_cells *a = cells_of(context, &c);
    gw_cells *b = cells_of(context, &backwards);
    assert_int_equal(a->n, b->n);
    for (size_t i = 0; i < 3; i++)
        assert_memory_equal(a->columns[i], b->columns[i], a->n * sizeof(double));
    assert_memory_equal(a->weight, b->weight, a->n * sizeof(double));
    gw_cells_free(a);
    gw_cells_free(b);
    gw_context_free(context);
    crowd_free(&c);
    crowd_free(&backwards);
}

static void cdnow_has_1016_cells(void **state)
{
    (void)state;
    crowd c = crowd_cdnow();
    gw_context *context = context_of(1);
    gw_cells *cells = cells_of(context, &c);
    assert_int_equal(gw_cells_count(cells), 1016);
    assert_true(gw_cells_customers(cells) == 2357.0);
    gw_cells_free(cells);
    gw_context_free(context);
    check_crowd(&c);
}

/* mean_spend is not read where x = 0. */
static void spend_rows(void **state)
{
    (void)state;
    const double x[] = {0, 2, 0, 2, 1, 2};
    const double mean[] = {(double)NAN, 22.35, -5, 22.35, 11.77, 3};
    const double cleaned[] = {0, 22.35, 0, 22.35, 11.77, 3};
    gw_context *context = context_of(1);
    gw_rows table = {6, {x, mean}, NULL};
    gw_rows as_kept = {6, {x, cleaned}, NULL};
    gw_cells *cells = NULL;
    assert_int_equal(gw_cells_create(&cells, context, &spend_kind, &table, NULL), GW_OK);
    assert_int_equal(gw_cells_count(cells), 4);
    check_cells(cells, &as_kept, 2);
    assert_int_equal(cells->block_count, 0);
    gw_cells_free(cells);
    gw_context_free(context);
}

typedef struct refusal {
    double x, t_x, T, weight;
    const char *words;
} refusal;

static void bad_rows_are_named(void **state)
{
    (void)state;
    const double nan = (double)NAN;
    const double inf = (double)INFINITY;
    const refusal refusals[] = {
        {nan, 1, 2, 1, "row 3: x is nan"},
        {-1, 1, 2, 1, "row 3: x is -1"},
        {1.5, 1, 2, 1, "row 3: x is 1.5, must be a whole number"},
        {2e9, 1, 2, 1, "row 3: x is 2000000000"},
        {inf, 1, 2, 1, "row 3: x is inf"},
        {1, nan, 2, 1, "row 3: t_x is nan"},
        {1, -1, 2, 1, "row 3: t_x is -1"},
        {1, inf, 2, 1, "row 3: t_x is inf"},
        {1, 1, nan, 1, "row 3: T is nan"},
        {1, 1, -2, 1, "row 3: T is -2"},
        {1, 1, 2e12, 1, "row 3: T is 2000000000000"},
        {1, 3, 2, 1, "row 3: t_x is 3, after T, which is 2"},
        {0, 1, 2, 1, "row 3: t_x is 1, but x is 0"},
        {1, 1, 2, 0, "row 3: weight is 0"},
        {1, 1, 2, -1, "row 3: weight is -1"},
        {1, 1, 2, nan, "row 3: weight is nan"},
        {1, 1, 2, inf, "row 3: weight is inf"},
    };
    gw_context *context = context_of(1);
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        const refusal *bad = &refusals[i];
        const double x[] = {0, 1, bad->x, -7};
        const double t_x[] = {0, 1, bad->t_x, 1};
        const double T[] = {5, 5, bad->T, 5};
        const double weight[] = {1, 2, bad->weight, 1};
        gw_rows table = {4, {x, t_x, T}, weight};
        gw_cells *cells = NULL;
        gw_error err = {GW_OK, ""};
        table.n = i == 0 ? 4 : 3; /* only the first bad row is told */
        assert_int_equal(gw_cells_create(&cells, context, &count_kind, &table, &err), GW_BAD_DATA);
        assert_null(cells);
        if (strncmp(err.message, bad->words, strlen(bad->words)) != 0)
            fail_msg("\"%s\" does not begin with \"%s\"", err.message, bad->words);
    }
    gw_context_free(context);
}

static void other_refusals(void **state)
{
    (void)state;
    gw_context *context = context_of(1);
    gw_cells *cells = NULL;
    gw_error err = {GW_OK, ""};
    const double one[] = {1, 1};
    const double huge[] = {1e308, 1e308};
    const double negative[] = {-3, 1};
    gw_rows none = {0, {one, one, one}, NULL};
    assert_int_equal(gw_cells_create(&cells, context, &count_kind, &none, &err), GW_BAD_DATA);
    gw_rows heavy = {2, {one, one, one}, huge};
    assert_int_equal(gw_cells_create(&cells, context, &count_kind, &heavy, &err), GW_BAD_DATA);
    gw_rows spend = {2, {one, negative}, NULL};
    assert_int_equal(gw_cells_create(&cells, context, &spend_kind, &spend, &err), GW_BAD_DATA);
    assert_non_null(strstr(err.message, "row 1: mean_spend is -3"));
    const gw_model contract = {.name = "sbg", .kind = GW_MODEL_CONTRACT};
    gw_rows losses = {2, {one, one, negative}, NULL};
    assert_int_equal(gw_cells_create(&cells, context, &contract, &losses, &err), GW_BAD_DATA);
    assert_non_null(strstr(err.message, "row 1: lost is -3"));
    assert_null(cells);
    gw_rows to_score = {2, {one, NULL, NULL}, NULL};
    assert_int_equal(gw_cells_create(&cells, context, &contract, &to_score, &err), GW_OK);
    assert_int_equal(gw_cells_count(cells), 1);
    check_same_bits(gw_cells_column(cells, 1)[0], 0);
    gw_cells_free(cells);
    gw_cells_free(NULL);
    gw_context_free(context);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    crowd c = crowd_random(500, 5, 20, 0.1, 10);
    gw_rows table = crowd_rows(&c);
    for (int spend = 0; spend < 2; spend++) {
        gw_status status = GW_NO_MEMORY;
        long fail_at = 1;
        for (; status != GW_OK; fail_at++) {
            failing_allocator failing = {0, 0, 0};
            gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
            failing_allocator_options(&options, &failing);
            gw_context *context = NULL;
            assert_int_equal(gw_context_create(&context, &options, NULL), GW_OK);
            failing.fail_at = failing.calls + fail_at;
            gw_cells *cells = NULL;
            status =
                gw_cells_create(&cells, context, spend ? &spend_kind : &count_kind, &table, NULL);
            assert_true(status == GW_OK || status == GW_NO_MEMORY);
            assert_true((cells != NULL) == (status == GW_OK));
            gw_cells_free(cells);
            gw_context_free(context);
            assert_int_equal(failing.held, 0);
        }
        assert_true(fail_at > 5);
    }
    crowd_free(&c);
}

/* Sorting itself: stable, by several columns of any bits, against the plain definition. */
static void sorted_rows_are_stable(void **state)
{
    (void)state;
    gw_context *context = context_of(1);
    gw_rng rng = gw_rng_seeded(11, 0);
    enum { N = 3000 };
    static double columns[4][N];
    for (size_t c = 0; c < 4; c++)
        for (size_t i = 0; i < N; i++)
            columns[c][i] = c < 2 ? (double)gw_rng_below(&rng, 4)
                                  : ldexp(gw_rng_uniform(&rng), c == 2 ? -1000 : 900) *
                                        (double)gw_rng_below(&rng, 3);
    for (size_t count = 1; count <= 4; count++) {
        const double *keys[] = {columns[0], columns[2], columns[1], columns[3]};
        uint64_t *items = NULL;
        assert_int_equal(gw__sort_rows(&items, context, keys, count, N, NULL), GW_OK);
        for (size_t i = 0; i < N; i++) {
            uint32_t row = gw__item_row(items[i]);
            int order = i == 0 ? -1 : 0;
            for (size_t c = 0; c < count && order == 0; c++) {
                double before = keys[c][gw__item_row(items[i - 1])];
                order = (before > keys[c][row]) - (before < keys[c][row]);
            }
            assert_true(order <= 0);
            assert_true(((items[i] & GW_ITEM_STARTS) != 0) == (order < 0));
            assert_true(order < 0 || gw__item_row(items[i - 1]) < row);
        }
        free(items);
    }
    gw_context_free(context);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_make_few_cells),
        cmocka_unit_test(long_histories_and_real_times),
        cmocka_unit_test(weights_are_summed),
        cmocka_unit_test(one_row_and_equal_rows),
        cmocka_unit_test(one_x_fills_several_blocks),
        cmocka_unit_test(zero_has_no_sign),
        cmocka_unit_test(order_of_rows_does_not_matter),
        cmocka_unit_test(cdnow_has_1016_cells),
        cmocka_unit_test(spend_rows),
        cmocka_unit_test(bad_rows_are_named),
        cmocka_unit_test(other_refusals),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(sorted_rows_are_stable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* How tables of contracts count those active. */
#include "check.h"

#include <math.h>

#include "contract_table.h"
#include "memory.h"

static const double PERIOD[] = {1, 2, 3, 4};
static const double LOST[] = {369, 163, 86, 56};
static const double AFTER[] = {631, 468, 382, 326};
static const double BEFORE[] = {1000, 631, 468, 382};
static const double SEEN[] = {0, 0, 0, 326};

static gw_context *context_of(failing_allocator *memory)
{
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    gw_context *context = NULL;
    failing_allocator_options(&options, memory);
    assert_int_equal(gw_context_create(&context, &options, NULL), GW_OK);
    return context;
}

/* Reads a table; the rows must then say what AFTER says. */
static void check_reading(const double *active, int as_written)
{
    failing_allocator memory = {0, 0, 0};
    gw_context *context = context_of(&memory);
    gw_rows rows = {4, {PERIOD, active, LOST}, NULL};
    gw_contract_reading reading = {NULL, NULL};
    assert_int_equal(gw_contract_table_read(&rows, &reading, context, NULL), GW_OK);
    assert_int_equal(reading.words == NULL, as_written);
    assert_int_equal(rows.n, 4);
    for (size_t i = 0; i < 4; i++) {
        check_close(rows.columns[0][i], PERIOD[i], 0);
        check_close(rows.columns[1][i], AFTER[i], 0);
        check_close(rows.columns[2][i], LOST[i], 0);
    }
    gw_release(context, reading.memory);
    gw_context_free(context);
}

static void three_ways_say_the_same(void **state)
{
    (void)state;
    check_reading(AFTER, 1);
    check_reading(BEFORE, 0);
    check_reading(SEEN, 0);
}

/* A cross-section of many cohorts, and rows that cannot be, stay as they are. */
static void other_tables_are_left_alone(void **state)
{
    (void)state;
    static const double cross_active[] = {90, 200, 150, 10};
    static const double bad_period[] = {1, 2.5, 3, (double)NAN};
    failing_allocator memory = {0, 0, 0};
    gw_context *context = context_of(&memory);
    gw_rows cross = {4, {PERIOD, cross_active, LOST}, NULL};
    gw_rows bad = {4, {bad_period, AFTER, LOST}, NULL};
    gw_rows one = {1, {PERIOD, SEEN, LOST}, NULL};
    gw_rows *tables[] = {&cross, &bad, &one};
    for (size_t i = 0; i < 3; i++) {
        gw_rows before = *tables[i];
        gw_contract_reading reading = {NULL, NULL};
        assert_int_equal(gw_contract_table_read(tables[i], &reading, context, NULL), GW_OK);
        assert_null(reading.words);
        assert_memory_equal(&before, tables[i], sizeof before);
    }
    gw_context_free(context);
}

/* Somebody lost in period 5 renewed in the periods between that no row tells of. */
static void periods_between_are_filled(void **state)
{
    (void)state;
    static const double period[] = {2, 5};
    static const double active[] = {0, 10};
    static const double lost[] = {3, 4};
    static const double weight[] = {2, 1};
    static const double renewed[] = {20, 14, 14, 14, 10};
    failing_allocator memory = {0, 0, 0};
    gw_context *context = context_of(&memory);
    gw_rows rows = {2, {period, active, lost}, weight};
    gw_contract_reading reading = {NULL, NULL};
    assert_int_equal(gw_contract_table_read(&rows, &reading, context, NULL), GW_OK);
    assert_int_equal(rows.n, 5);
    for (size_t i = 0; i < 5; i++)
        check_close(rows.columns[1][i], renewed[i], 0);
    check_close(rows.columns[2][1], 6, 0);
    assert_null(rows.weight);
    gw_release(context, reading.memory);
    gw_context_free(context);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    const double *actives[] = {AFTER, BEFORE, SEEN};
    failing_allocator memory = {0, 0, 0};
    gw_context *context = context_of(&memory);
    for (size_t k = 0; k < 3; k++)
        for (long n = 1;; n++) {
            gw_rows rows = {4, {PERIOD, actives[k], LOST}, NULL};
            gw_contract_reading reading = {NULL, NULL};
            long held = memory.held;
            memory.calls = 0;
            memory.fail_at = n;
            gw_status status = gw_contract_table_read(&rows, &reading, context, NULL);
            int reached = memory.calls >= n;
            memory.fail_at = 0;
            assert_int_equal(status, reached ? GW_NO_MEMORY : GW_OK);
            gw_release(context, reading.memory);
            assert_int_equal(memory.held, held);
            if (!reached)
                break;
        }
    gw_context_free(context);
    assert_int_equal(memory.held, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_ways_say_the_same),
        cmocka_unit_test(other_tables_are_left_alone),
        cmocka_unit_test(periods_between_are_filled),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

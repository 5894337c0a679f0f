/* Wilson's interval against the roots of (p - k/n)^2 = z^2 p (1 - p) / n, to 40 digits by mpmath.
 */
#include "check.h"

#include <math.h>
#include <string.h>

#include "reliability.h"

static void wilson_solves_its_equation(void **state)
{
    (void)state;
    static const struct {
        double happened, n, z, low, high;
    } rows[] = {
        {7, 10, 1.959963984540054, 0.3967781474611453521, 0.8922087325936989661},
        {0, 20, 1.959963984540054, 0, 0.1611251580528193537},
        {20, 20, 1.2815515655446004, 0.9241130208892355901, 1},
        {3, 8, 1.2815515655446004, 0.1953579510347496606, 0.5972242580881756326},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double low = 0;
        double high = 0;
        gw_wilson(&low, &high, rows[i].happened, rows[i].n, rows[i].z);
        check_close_floor(low, rows[i].low, 1e-15, 1);
        check_close_floor(high, rows[i].high, 1e-15, 1);
    }
}

static void bins_by_one_chance_average_another(void **state)
{
    (void)state;
    const double sorted_by[] = {0, 0.49, 0.5, 1, 1};
    const double said[] = {0.1, 0.3, 0.2, 0.6, 1};
    const double happened[] = {0, 1, 0, 1, 1};
    gw_reliability_bin bins[2];
    assert_int_equal(gw_reliability(bins, 2, sorted_by, said, happened, 5, NULL), GW_OK);
    check_close(bins[0].customers, 2, 0);
    check_close(bins[0].said, 0.2, 1e-15);
    check_close(bins[0].happened, 0.5, 1e-15);
    check_close(bins[1].customers, 3, 0);
    check_close(bins[1].said, 0.6, 1e-15);
    check_close(bins[1].happened, 2.0 / 3, 1e-15);
    assert_int_equal(gw_reliability(bins, 2, sorted_by, said, happened, 0, NULL), GW_OK);
    check_close(bins[0].customers, 0, 0);
}

static void what_is_no_chance_is_refused_by_row(void **state)
{
    (void)state;
    const double good[] = {0.5, 0.5}, above[] = {0.5, 1.5}, none[] = {0.5, NAN}, zero[] = {0, 0};
    gw_reliability_bin bin;
    gw_error err = {0};
    assert_int_equal(gw_reliability(&bin, 1, above, good, zero, 2, &err), GW_BAD_DATA);
    assert_non_null(strstr(err.message, "row 2"));
    assert_int_equal(gw_reliability(&bin, 1, good, none, zero, 2, &err), GW_BAD_DATA);
    assert_int_equal(gw_reliability(&bin, 1, good, good, good, 2, &err), GW_BAD_DATA);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wilson_solves_its_equation),
        cmocka_unit_test(bins_by_one_chance_average_another),
        cmocka_unit_test(what_is_no_chance_is_refused_by_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

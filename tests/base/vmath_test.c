/* exp, log, log1p, expm1: within 1 ulp of the truth, special values, and array = scalar.
 *
 * The truth comes from mpmath (tests/data/base/vmath.csv) and, for millions of random arguments,
 * from the 64-bit significand of x87's long double. */
#include "check.h"

#include "rng.h"
#include "vmath.h"
#include "vmath_inline.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef double (*function)(double);
typedef long double (*long_function)(long double);
typedef void (*array_function)(double *out, const double *in, size_t n);

typedef struct tested {
    const char *name;
    function scalar;
    array_function array;   /* NULL: none */
    long_function truth;    /* NULL: none in libm */
    double largest_allowed; /* ulp */
} tested;

static const tested functions[] = {
    {"exp", gw_exp, gw_exp_array, expl, 0.85},
    {"log", gw_log, gw_log_array, logl, 0.80},
    {"log1p", gw_log1p, gw_log1p_array, log1pl, 0.80},
    {"expm1", gw_expm1, gw_expm1_array, expm1l, 1.0},
    {"softplus", gw_softplus, NULL, NULL, 2.0},
    {"expm1_ratio", gw_expm1_ratio, NULL, NULL, 4.0},
};
#define FUNCTIONS (sizeof functions / sizeof functions[0])
#define WITH_ARRAYS 4

static uint64_t bits_of(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

/* ---- Against mpmath -------------------------------------------------------------------------- */

typedef struct reference_row {
    char name[32];
    double x, nearest, ulp, offset;
} reference_row;

static bool read_row(reference_row *row, FILE *file)
{
    char line[256];
    if (fgets(line, sizeof line, file) == NULL)
        return false;
    char x[64], nearest[64], ulp[64], offset[64];
    assert_int_equal(sscanf(line, "%31[^,],%63[^,],%63[^,],%63[^,],%63[^,\n]", row->name, x,
                            nearest, ulp, offset),
                     5);
    row->x = strtod(x, NULL);
    row->nearest = strtod(nearest, NULL);
    row->ulp = strtod(ulp, NULL);
    row->offset = strtod(offset, NULL);
    return true;
}

static size_t find(const char *name)
{
    for (size_t i = 0; i < FUNCTIONS; i++)
        if (strcmp(functions[i].name, name) == 0)
            return i;
    fail_msg("vmath.csv names an unknown function %s", name);
    return FUNCTIONS;
}

static double row_error(const reference_row *row, double value)
{
    if (isinf(row->nearest))
        return value == row->nearest ? 0.0 : (double)INFINITY;
    return fabs((value - row->nearest) / row->ulp - row->offset);
}

static void test_reference_values(void **state)
{
    (void)state;
    FILE *file = fopen(GW_SOURCE_DIR "/tests/data/base/vmath.csv", "r");
    assert_non_null(file);
    char header[256];
    assert_non_null(fgets(header, sizeof header, file));
    double worst[FUNCTIONS] = {0};
    size_t rows[FUNCTIONS] = {0};
    reference_row row;
    while (read_row(&row, file)) {
        size_t f = find(row.name);
        double value = functions[f].scalar(row.x);
        double error = row_error(&row, value);
        if (!(error <= functions[f].largest_allowed))
            fail_msg("%s(%a) = %a, nearest %a: %.3f ulp", row.name, row.x, value, row.nearest,
                     error);
        worst[f] = fmax(worst[f], error);
        rows[f]++;
    }
    fclose(file);
    for (size_t f = 0; f < FUNCTIONS; f++) {
        print_message("%s: worst of %zu reference values %.3f ulp\n", functions[f].name, rows[f],
                      worst[f]);
        assert_true(rows[f] >= 300);
    }
}

/* ---- Against long double --------------------------------------------------------------------- */

static double ulp_error(double value, long double truth)
{
    if (truth > 0x1.fffffffffffff7ffp1023L || truth < -0x1.fffffffffffff7ffp1023L)
        return value == (double)truth ? 0.0 : (double)INFINITY;
    int exponent;
    frexpl(truth, &exponent);
    exponent = exponent - 53 < -1074 ? -1074 : exponent - 53;
    return (double)fabsl(ldexpl((long double)value - truth, -exponent));
}

typedef enum spread { EVEN, EXPONENTS } spread;

/* Even between low and high, or the exponents of |x| evenly, 0 < low < high, with `sign`. */
typedef struct range {
    size_t f;
    spread spread;
    double low, high, sign;
} range;

static const range ranges[] = {
    {0, EVEN, -745.13, 709.78, 1},
    {0, EVEN, -1, 1, 1},
    {0, EVEN, -745.13, -708, 1},
    {0, EXPONENTS, 0x1p-70, 1, 1},
    {0, EXPONENTS, 0x1p-70, 1, -1},
    {1, EXPONENTS, 0x1p-1022, 0x1p1023, 1},
    {1, EXPONENTS, 0x1p-1070, 0x1p-1022, 1},
    {1, EVEN, 0.5, 2, 1},
    {1, EVEN, 0.999, 1.001, 1},
    {2, EVEN, -1, 1, 1},
    {2, EVEN, -0.35, 3, 1},
    {2, EXPONENTS, 0x1p-1074, 0.5, 1},
    {2, EXPONENTS, 0x1p-1074, 1, -1},
    {2, EXPONENTS, 0.25, 0x1p1023, 1},
    {2, EXPONENTS, 0.25, 0x1p60, 1},
    {3, EVEN, -2, 2, 1},
    {3, EVEN, -0.36, 0.36, 1},
    {3, EVEN, -50, 50, 1},
    {3, EVEN, 50, 709.78, 1},
    {3, EXPONENTS, 0x1p-1074, 1, 1},
    {3, EXPONENTS, 0x1p-1074, 1, -1},
};

static double draw(const range *r, gw_rng *rng)
{
    double u = gw_rng_uniform(rng);
    if (r->spread == EVEN)
        return r->low + u * (r->high - r->low);
    int low, high;
    frexp(r->low, &low);
    frexp(r->high, &high);
    uint64_t exponents = (uint64_t)(high - low);
    return r->sign * ldexp(1.0 + u, low - 1 + (int)gw_rng_below(rng, exponents));
}

static void test_random_arguments(void **state)
{
    (void)state;
#if LDBL_MANT_DIG < 64
    skip(); /* long double is no better than double here */
#endif
    double worst[FUNCTIONS] = {0};
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
        const tested *t = &functions[ranges[i].f];
        gw_rng rng = gw_rng_seeded(1, i);
        for (int n = 0; n < 250000; n++) {
            double x = draw(&ranges[i], &rng);
            double value = t->scalar(x);
            double error = ulp_error(value, t->truth((long double)x));
            if (!(error <= t->largest_allowed))
                fail_msg("%s(%a) = %a: %.3f ulp", t->name, x, value, error);
            worst[ranges[i].f] = fmax(worst[ranges[i].f], error);
        }
    }
    for (size_t f = 0; f < WITH_ARRAYS; f++)
        print_message("%s: worst of a million and more random arguments %.3f ulp\n",
                      functions[f].name, worst[f]);
}

/* ---- Special values -------------------------------------------------------------------------- */

typedef struct special {
    function f;
    double x, value;
} special;

static void test_special_values(void **state)
{
    (void)state;
    const double inf = (double)INFINITY;
    const double nan = (double)NAN;
    const special rows[] = {
        {gw_exp, -inf, 0.0},         {gw_exp, inf, inf},          {gw_exp, nan, nan},
        {gw_exp, 0.0, 1.0},          {gw_exp, -0.0, 1.0},         {gw_exp, -1e308, 0.0},
        {gw_exp, 1e308, inf},        {gw_exp, 709.79, inf},       {gw_exp, -745.14, 0.0},
        {gw_log, 0.0, -inf},         {gw_log, -0.0, -inf},        {gw_log, 1.0, 0.0},
        {gw_log, inf, inf},          {gw_log, nan, nan},          {gw_log, -1.0, nan},
        {gw_log, -5e-324, nan},      {gw_log, -inf, nan},         {gw_log1p, 0.0, 0.0},
        {gw_log1p, -0.0, -0.0},      {gw_log1p, -1.0, -inf},      {gw_log1p, -1.5, nan},
        {gw_log1p, -inf, nan},       {gw_log1p, inf, inf},        {gw_log1p, nan, nan},
        {gw_expm1, 0.0, 0.0},        {gw_expm1, -0.0, -0.0},      {gw_expm1, -inf, -1.0},
        {gw_expm1, inf, inf},        {gw_expm1, nan, nan},        {gw_expm1, -1e308, -1.0},
        {gw_expm1, 710.0, inf},      {gw_softplus, -inf, 0.0},    {gw_softplus, inf, inf},
        {gw_softplus, nan, nan},     {gw_softplus, -800.0, 0.0},  {gw_softplus, 800.0, 800.0},
        {gw_expm1_ratio, 0.0, 1.0},  {gw_expm1_ratio, -0.0, 1.0}, {gw_expm1_ratio, inf, inf},
        {gw_expm1_ratio, -inf, 0.0}, {gw_expm1_ratio, nan, nan},  {gw_expm1_ratio, 717.0, inf},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        double value = rows[i].f(rows[i].x);
        if (isnan(rows[i].value))
            assert_true(isnan(value));
        else
            check_same_bits(value, rows[i].value);
    }
}

/* ---- Arrays ---------------------------------------------------------------------------------- */

#define LONG 4096

/* Bit patterns of every kind: ordinary, specials, subnormals, NaNs, boundaries. */
static void fill(double *values, size_t n, uint64_t stream)
{
    static const double kinds[] = {0.0,     -0.0,  1.0,   -1.0,   0.5,     709.78,    709.79,
                                   -745.13, -1e9,  1e9,   5e-324, -5e-324, 1e308,     -1e308,
                                   -708.5,  710.0, -40.0, 1023.4, 0x1p-54, -0x1p-1022};
    gw_rng rng = gw_rng_seeded(2, stream);
    for (size_t i = 0; i < n; i++) {
        uint64_t bits = gw_rng_next(&rng);
        double u = gw_rng_uniform(&rng);
        switch (gw_rng_below(&rng, 8)) {
        case 0:
            memcpy(&values[i], &bits, sizeof bits); /* any bit pattern */
            break;
        case 1:
            values[i] = kinds[gw_rng_below(&rng, sizeof kinds / sizeof kinds[0])];
            break;
        case 2:
            values[i] = u < 0.3 ? (double)INFINITY : u < 0.6 ? -(double)INFINITY : (double)NAN;
            break;
        case 3:
            values[i] = (u - 0.5) * 2000.0;
            break;
        default:
            values[i] = (u - 0.3) * 10.0;
        }
    }
}

static void check_array(const tested *t, const double *in, const double *out, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (bits_of(out[i]) != bits_of(t->scalar(in[i])))
            fail_msg("%s_array differs from the scalar at %a: %a, %a", t->name, in[i], out[i],
                     t->scalar(in[i]));
}

static void test_arrays_equal_scalars(void **state)
{
    (void)state;
    static double in[LONG + 8], out[LONG + 8];
    for (size_t f = 0; f < WITH_ARRAYS; f++) {
        const tested *t = &functions[f];
        for (size_t n = 0; n < 70; n++) {
            size_t offset = n % 5;
            fill(in, LONG, n);
            for (size_t i = 0; i < LONG; i++)
                out[i] = 77.0;
            t->array(out + offset, in + 3, n);
            check_array(t, in + 3, out + offset, n);
            for (size_t i = 0; i < LONG; i++)
                if (i < offset || i >= offset + n)
                    check_same_bits(out[i], 77.0);
        }
        for (uint64_t stream = 100; stream < 140; stream++) {
            fill(in, LONG, stream);
            t->array(out, in, LONG);
            check_array(t, in, out, LONG);
            memcpy(out, in, sizeof in);
            t->array(out, out, LONG); /* in place */
            check_array(t, in, out, LONG);
        }
    }
}

static void test_inline_forms_equal_scalars(void **state)
{
    (void)state;
    static double in[LONG];
    fill(in, LONG, 5);
    for (size_t i = 0; i < LONG; i++) {
        check_same_bits(gw__exp_inline(in[i]), gw_exp(in[i]));
        if (in[i] >= DBL_MIN && in[i] <= DBL_MAX)
            check_same_bits(gw__log_inline(in[i]), gw_log(in[i]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reference_values),
        cmocka_unit_test(test_random_arguments),
        cmocka_unit_test(test_special_values),
        cmocka_unit_test(test_arrays_equal_scalars),
        cmocka_unit_test(test_inline_forms_equal_scalars),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* What every test shares: cmocka, and comparing numbers by relative error. Written with base. */
#ifndef GW_CHECK_H
#define GW_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Fails, printing both values, unless |actual - expected| <= tolerance * |expected| (for |expected|
 * below `floor`: tolerance * floor). Equal infinities agree; NaN agrees with NaN only. */
#define check_close(actual, expected, tolerance)                                                   \
    check_close_at(actual, expected, tolerance, 0.0, #actual, __FILE__, __LINE__)
#define check_close_floor(actual, expected, tolerance, floor)                                      \
    check_close_at(actual, expected, tolerance, floor, #actual, __FILE__, __LINE__)
void check_close_at(double actual, double expected, double tolerance, double floor,
                    const char *what, const char *file, int line);
/* The same two bits patterns. */
#define check_same_bits(actual, expected)                                                          \
    check_same_bits_at(actual, expected, #actual, __FILE__, __LINE__)
void check_same_bits_at(double actual, double expected, const char *what, const char *file,
                        int line);
/* The relative error as check_close measures it; NaN mismatch or sign of infinity gives +inf. */
double relative_error(double actual, double expected, double floor);

/* An allocator whose n-th call (from 1) fails, and that counts what is still held. `allocator`
 * goes into gw_context_options. */
typedef struct failing_allocator {
    long fail_at; /* 0: never */
    long calls;
    long held;
} failing_allocator;
struct gw_allocator;
void failing_allocator_options(void *context_options, failing_allocator *state);

#endif

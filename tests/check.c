/* What every test shares. */
#include "check.h"

#include <goodwill/base.h>

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

double relative_error(double actual, double expected, double floor)
{
    if (isnan(actual) || isnan(expected))
        return isnan(actual) && isnan(expected) ? 0.0 : (double)INFINITY;
    if (isinf(actual) || isinf(expected))
        return actual == expected ? 0.0 : (double)INFINITY;
    if (actual == expected)
        return 0.0;
    double scale = fmax(fabs(expected), floor);
    return scale > 0.0 ? fabs(actual - expected) / scale : (double)INFINITY;
}

void check_close_at(double actual, double expected, double tolerance, double floor,
                    const char *what, const char *file, int line)
{
    double error = relative_error(actual, expected, floor);
    if (error <= tolerance)
        return;
    print_error("%s is %.17g, expected %.17g: relative error %.3g > %.3g\n", what, actual, expected,
                error, tolerance);
    _fail(file, line);
}

static uint64_t bits_of(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

void check_same_bits_at(double actual, double expected, const char *what, const char *file,
                        int line)
{
    if (bits_of(actual) == bits_of(expected))
        return;
    print_error("%s is %a (%016" PRIx64 "), expected the bits of %a (%016" PRIx64 ")\n", what,
                actual, bits_of(actual), expected, bits_of(expected));
    _fail(file, line);
}

/* Atomic, as a context with several threads may allocate from all of them. */
static void count(long *counter, long change)
{
    __atomic_add_fetch(counter, change, __ATOMIC_RELAXED);
}

static int fails_now(failing_allocator *state)
{
    return __atomic_add_fetch(&state->calls, 1, __ATOMIC_RELAXED) == state->fail_at;
}

static void *failing_allocate(void *user, size_t size)
{
    failing_allocator *state = user;
    void *memory = fails_now(state) ? NULL : malloc(size);
    if (memory != NULL)
        count(&state->held, 1);
    return memory;
}

static void *failing_resize(void *user, void *memory, size_t size)
{
    failing_allocator *state = user;
    void *resized = fails_now(state) ? NULL : realloc(memory, size);
    if (resized != NULL && memory == NULL)
        count(&state->held, 1);
    return resized;
}

static void failing_release(void *user, void *memory)
{
    failing_allocator *state = user;
    if (memory != NULL)
        count(&state->held, -1);
    free(memory);
}

void failing_allocator_options(void *context_options, failing_allocator *state)
{
    gw_context_options *options = context_options;
    options->allocator = (gw_allocator){failing_allocate, failing_resize, failing_release, state};
}

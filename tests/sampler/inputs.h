/* The inputs of tests/data/sampler, made here as make_sampler.py makes them. */
#ifndef GW_TEST_INPUTS_H
#define GW_TEST_INPUTS_H

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "check.h"

/* splitmix64 on the open interval (0, 1) */
static inline double next_uniform(uint64_t *state)
{
    *state += UINT64_C(0x9e3779b97f4a7c15);
    uint64_t z = *state;
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return ((double)((z ^ (z >> 31)) >> 12) + 0.5) * 0x1p-52;
}

static inline double *numbers(size_t n)
{
    double *list = calloc(n, sizeof *list);
    assert_non_null(list);
    return list;
}

/* Log of Pareto weights of that shape; shape 0: of exponential ones. */
static inline double *make_log_weights(uint64_t seed, size_t n, double shape)
{
    double *list = numbers(n);
    for (size_t i = 0; i < n; i++) {
        double u = next_uniform(&seed);
        list[i] = shape > 0 ? -shape * log(u) : log(-log(u));
    }
    return list;
}

/* First-order autoregressive chains that drift apart by their number. */
static inline double *make_chains(uint64_t seed, size_t chains, size_t n, double memory,
                                  double drift)
{
    double *list = numbers(chains * n);
    for (size_t c = 0; c < chains; c++) {
        double at = 0;
        for (size_t i = 0; i < n; i++) {
            at = memory * at + (next_uniform(&seed) - 0.5);
            list[c * n + i] = at + drift * (double)c;
        }
    }
    return list;
}

static inline gw_context *plain_context(void)
{
    gw_context *context = NULL;
    assert_int_equal(gw_context_create(&context, NULL, NULL), GW_OK);
    return context;
}

#endif

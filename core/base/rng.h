/* xoshiro256** (Blackman & Vigna 2021, ACM TOMS 47(4)), seeded by splitmix64. Always explicit:
 * no call makes random numbers without a gw_rng given by its caller. */
#ifndef GW_RNG_H
#define GW_RNG_H

#include <stdint.h>

typedef struct gw_rng {
    uint64_t state[4];
} gw_rng;

/* The generator for a seed and a stream number: different streams of a seed are unrelated, so each
 * block of customers can have its own whatever thread works on it. */
gw_rng gw_rng_seeded(uint64_t seed, uint64_t stream);
uint64_t gw_rng_next(gw_rng *rng);
/* Uniform on the open interval (0, 1): the middles of 2^52 equal steps, so never 0 and never 1. */
double gw_rng_uniform(gw_rng *rng);
/* Uniform on 0 .. n-1 without bias; n >= 1. */
uint64_t gw_rng_below(gw_rng *rng, uint64_t n);

#endif

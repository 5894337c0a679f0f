/* xoshiro256** 1.0 (Blackman & Vigna 2021, ACM TOMS 47(4), section 5), its state filled by
 * splitmix64 (Steele, Lea & Flood 2014, OOPSLA). */
#include "rng.h"

#define GOLDEN UINT64_C(0x9e3779b97f4a7c15) /* 2^64 divided by the golden ratio, odd */

/* The output function of splitmix64: a bijection whose every input bit moves every output bit. */
static uint64_t mix(uint64_t z)
{
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static uint64_t rotate_left(uint64_t x, int by)
{
    return (x << by) | (x >> (64 - by));
}

gw_rng gw_rng_seeded(uint64_t seed, uint64_t stream)
{
    /* Mixed twice, so that neighbouring seeds and streams begin at unrelated places, and seed 1
     * stream 2 is not seed 2 stream 1. Different streams of a seed never begin alike. */
    uint64_t counter = mix(mix(seed + GOLDEN) + stream);
    gw_rng rng;
    for (int i = 0; i < 4; i++) {
        counter += GOLDEN;
        rng.state[i] = mix(counter);
    }
    return rng; /* never all zero: mix is a bijection and the four inputs differ */
}

uint64_t gw_rng_next(gw_rng *rng)
{
    uint64_t *s = rng->state;
    uint64_t result = rotate_left(s[1] * 5, 7) * 9;
    uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate_left(s[3], 45);
    return result;
}

double gw_rng_uniform(gw_rng *rng)
{
    /* The middles of 2^52 equal steps: all exact, symmetric about 1/2, the ends never reached. */
    return ((double)(gw_rng_next(rng) >> 12) + 0.5) * 0x1p-52;
}

uint64_t gw_rng_below(gw_rng *rng, uint64_t n)
{
    uint64_t excess = (0 - n) % n; /* 2^64 mod n: so many low numbers would be drawn too often */
    uint64_t x = gw_rng_next(rng);
    while (x < excess)
        x = gw_rng_next(rng);
    return x % n;
}

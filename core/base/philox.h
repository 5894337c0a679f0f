/* Philox4x32-10, a counter-based generator: the bits are a function of (counter, key), with no
 * state between calls, so whoever knows what a draw is for can make it alone, in any order, on any
 * thread (Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3", SC '11).
 */
#ifndef GW_PHILOX_H
#define GW_PHILOX_H

#include <stdint.h>

#include "rng.h"

typedef struct gw_philox_block {
    uint32_t word[4];
} gw_philox_block;

/* 128 random bits for a counter of 128 bits and a key of 64. */
gw_philox_block gw_philox(gw_philox_block counter, uint64_t key);
/* Uniform on the open interval (0, 1): the middles of 2^52 equal steps, from two words, and of 2^32
 * from one. */
double gw_philox_uniform(uint32_t high, uint32_t low);
double gw_philox_short_uniform(uint32_t word);
/* A generator of its own for a counter, for draws that need more bits than can be told beforehand.
 * Bit 31 of word 3 of the counter must be 0: the second half of the state is that of the counter
 * with this bit set. */
gw_rng gw_philox_rng(gw_philox_block counter, uint64_t key);

#endif

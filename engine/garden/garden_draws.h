/* The garden's draws: each is a function of (seed, whose, stream, index, run), so that they do not
 * depend on who asks first, on threads, or on which mechanisms are on. */
#ifndef GW_GARDEN_DRAWS_H
#define GW_GARDEN_DRAWS_H

#include <stdbool.h>
#include <stdint.h>

#include "philox.h"

/* What a draw is for. Part of what a seed means: append, never reorder. */
typedef enum gw_garden_stream {
#define GW_GARDEN_STREAM(name, index, words) GW_STREAM_##name,
#include "garden_streams.def"
#undef GW_GARDEN_STREAM
} gw_garden_stream;

typedef struct gw_garden_draws {
    uint64_t seed;
    uint64_t whose; /* a person's key; 0: the world */
    uint32_t run;   /* 0: what happened; 1, 2, ...: what might happen. Below 2^23 */
} gw_garden_draws;

/* Four words, each of which is a draw of its own. */
gw_philox_block gw_garden_block(const gw_garden_draws *draws, gw_garden_stream stream,
                                uint32_t index);
double gw_garden_uniform(const gw_garden_draws *draws, gw_garden_stream stream, uint32_t index);
double gw_garden_normal(const gw_garden_draws *draws, gw_garden_stream stream, uint32_t index);
/* True with probability p. */
bool gw_garden_chance(const gw_garden_draws *draws, gw_garden_stream stream, uint32_t index,
                      double p);
/* Failures before the first success, each try succeeding with probability p in (0, 1). */
int gw_garden_geometric(const gw_garden_draws *draws, gw_garden_stream stream, uint32_t index,
                        double p);
/* 0 .. n-1 alike. */
int gw_garden_pick(const gw_garden_draws *draws, gw_garden_stream stream, uint32_t index, int n);
gw_rng gw_garden_rng(const gw_garden_draws *draws, gw_garden_stream stream, uint32_t index);

#endif

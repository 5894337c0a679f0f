/* The counter: words 0 and 1 whose, word 2 the index, word 3 the stream (8 bits) and the run above
 * it; bit 31 is the second half of a generator's state (philox.h). The key is the seed. */
#include "garden_draws.h"

#include "normal_distribution.h"
#include "vmath.h"

static gw_philox_block counter_of(const gw_garden_draws *draws, gw_garden_stream stream,
                                  uint32_t index)
{
    return (gw_philox_block){{(uint32_t)draws->whose, (uint32_t)(draws->whose >> 32), index,
                              (uint32_t)stream | draws->run << 8}};
}

gw_philox_block gw_garden_block(const gw_garden_draws *draws, gw_garden_stream stream,
                                uint32_t index)
{
    return gw_philox(counter_of(draws, stream, index), draws->seed);
}

double gw_garden_uniform(const gw_garden_draws *draws, gw_garden_stream stream, uint32_t index)
{
    gw_philox_block block = gw_garden_block(draws, stream, index);
    return gw_philox_uniform(block.word[0], block.word[1]);
}

double gw_garden_normal(const gw_garden_draws *draws, gw_garden_stream stream, uint32_t index)
{
    return gw_normal_quantile(gw_garden_uniform(draws, stream, index));
}

bool gw_garden_chance(const gw_garden_draws *draws, gw_garden_stream stream, uint32_t index,
                      double p)
{
    return gw_garden_uniform(draws, stream, index) < p;
}

int gw_garden_geometric(const gw_garden_draws *draws, gw_garden_stream stream, uint32_t index,
                        double p)
{
    double u = gw_garden_uniform(draws, stream, index);
    return (int)(gw_log(u) / gw_log1p(-p)); /* u is at least 2^-53: no more than 37 / p */
}

int gw_garden_pick(const gw_garden_draws *draws, gw_garden_stream stream, uint32_t index, int n)
{
    return (int)(gw_garden_uniform(draws, stream, index) * n); /* u < 1 - 2^-53: never n */
}

gw_rng gw_garden_rng(const gw_garden_draws *draws, gw_garden_stream stream, uint32_t index)
{
    return gw_philox_rng(counter_of(draws, stream, index), draws->seed);
}

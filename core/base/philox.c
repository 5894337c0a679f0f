/* The constants and the order of words are those of Salmon et al. 2011, section 3.3, and of their
 * library Random123, whose known answers philox_test.c has. */
#include "philox.h"

#define ROUNDS 10
#define MULTIPLIER_0 UINT32_C(0xD2511F53)
#define MULTIPLIER_1 UINT32_C(0xCD9E8D57)
#define WEYL_0 UINT32_C(0x9E3779B9) /* the golden ratio */
#define WEYL_1 UINT32_C(0xBB67AE85) /* sqrt(3) - 1 */

gw_philox_block gw_philox(gw_philox_block counter, uint64_t key)
{
    uint32_t key_0 = (uint32_t)key;
    uint32_t key_1 = (uint32_t)(key >> 32);
    gw_philox_block x = counter;
    for (int round = 0; round < ROUNDS; round++) {
        uint64_t product_0 = (uint64_t)MULTIPLIER_0 * x.word[0];
        uint64_t product_1 = (uint64_t)MULTIPLIER_1 * x.word[2];
        x = (gw_philox_block){{
            (uint32_t)(product_1 >> 32) ^ x.word[1] ^ key_0,
            (uint32_t)product_1,
            (uint32_t)(product_0 >> 32) ^ x.word[3] ^ key_1,
            (uint32_t)product_0,
        }};
        key_0 += WEYL_0;
        key_1 += WEYL_1;
    }
    return x;
}

double gw_philox_uniform(uint32_t high, uint32_t low)
{
    uint64_t bits = ((uint64_t)high << 32 | low) >> 12;
    return ((double)bits + 0.5) * 0x1p-52;
}

double gw_philox_short_uniform(uint32_t word)
{
    return ((double)word + 0.5) * 0x1p-32;
}

gw_rng gw_philox_rng(gw_philox_block counter, uint64_t key)
{
    gw_philox_block first = gw_philox(counter, key);
    counter.word[3] |= UINT32_C(1) << 31;
    gw_philox_block second = gw_philox(counter, key);
    gw_rng rng = {{
        (uint64_t)first.word[0] << 32 | first.word[1],
        (uint64_t)first.word[2] << 32 | first.word[3],
        (uint64_t)second.word[0] << 32 | second.word[1],
        (uint64_t)second.word[2] << 32 | second.word[3],
    }};
    /* Two blocks of one key are never equal, as Philox is a bijection: so never all zero. */
    return rng;
}

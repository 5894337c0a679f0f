/* Work cut into numbered units: by the context's threads, or one after the other. */
#include "parallel.h"

#include "context.h"
#include "pool.h"

void gw_parallel_for(gw_context *context, size_t units, gw_unit_fn fn, void *user)
{
    gw_pool *pool = gw_context_pool(context);
    if (pool != NULL && units > 1) {
        gw_pool_run(pool, units, fn, user);
        return;
    }
    for (size_t unit = 0; unit < units; unit++)
        fn(unit, 0, user);
}

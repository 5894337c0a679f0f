/* The threads behind gw_parallel_for: started with a context, joined with it. Only context.c and
 * parallel.c see this. */
#ifndef GW_POOL_H
#define GW_POOL_H

#include <goodwill/base.h>

#include "parallel.h"

typedef struct gw_pool gw_pool;

/* Starts threads - 1 threads (the calling one is the first); threads >= 2. */
gw_status gw_pool_start(gw_pool **out, const gw_allocator *allocator, int threads, gw_error *err);
/* Ends and joins the threads; accepts NULL. No work may be under way. */
void gw_pool_stop(gw_pool *pool);
/* As gw_parallel_for. */
void gw_pool_run(gw_pool *pool, size_t units, gw_unit_fn fn, void *user);

#endif

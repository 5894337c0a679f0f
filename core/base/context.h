/* The inside of gw_context: for core/, never installed. */
#ifndef GW_CONTEXT_H
#define GW_CONTEXT_H

#include <goodwill/base.h>

/* Nonzero when the caller's cancel flag is up. Ask once per few milliseconds of work, and only from
 * the thread that called the library: inside a unit of gw_parallel_for that is worker 0. */
int gw_context_cancelled(gw_context *context);
int gw_context_threads(const gw_context *context);
/* printf into the log callback; silence without one. From the calling thread only, too. */
void gw_context_log(gw_context *context, gw_log_level level, const char *format, ...)
    GW_PRINTF(3, 4);
const gw_allocator *gw_context_allocator(const gw_context *context);

/* The context's threads; NULL when the caller's is the only one. */
struct gw_pool *gw_context_pool(const gw_context *context);

#endif

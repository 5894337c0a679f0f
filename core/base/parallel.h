/* Work cut into numbered units, done by the context's threads in any order. */
#ifndef GW_PARALLEL_H
#define GW_PARALLEL_H

#include <goodwill/base.h>

/* Does unit `unit` (0 .. units-1). It may write only to places that belong to its unit. `worker`
 * (0 .. threads-1) names scratch space that no other unit uses meanwhile. */
typedef void (*gw_unit_fn)(size_t unit, int worker, void *user);

/* Runs fn for every unit and returns when all are done. Units must be cut without regard to the
 * number of threads: then results have the same bits for any number. Never fails: with one thread,
 * or none to be had, the caller's thread does the work. Not to be nested. */
void gw_parallel_for(gw_context *context, size_t units, gw_unit_fn fn, void *user);

#endif

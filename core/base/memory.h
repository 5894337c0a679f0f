/* Allocation through a context's allocator. NULL means out of memory; count * size never wraps. */
#ifndef GW_MEMORY_H
#define GW_MEMORY_H

#include <goodwill/base.h>

void *gw_alloc(gw_context *context, size_t count, size_t size); /* count 0 gives a valid pointer */
void *gw_alloc_zero(gw_context *context, size_t count, size_t size);
void *gw_resize(gw_context *context, void *memory, size_t count, size_t size);
void gw_release(gw_context *context, void *memory); /* accepts NULL */

#endif

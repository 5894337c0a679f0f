/* Allocation through a context's allocator. */
#include "memory.h"

#include "context.h"

#include <string.h>

/* The bytes of count items, at least one; 0 when the product does not fit. */
static size_t byte_count(size_t count, size_t size)
{
    if (count == 0 || size == 0)
        return 1;
    return count > (size_t)-1 / size ? 0 : count * size;
}

void *gw_alloc(gw_context *context, size_t count, size_t size)
{
    const gw_allocator *allocator = gw_context_allocator(context);
    size_t bytes = byte_count(count, size);
    return bytes > 0 ? allocator->allocate(allocator->user, bytes) : NULL;
}

void *gw_alloc_zero(gw_context *context, size_t count, size_t size)
{
    void *memory = gw_alloc(context, count, size);
    if (memory != NULL)
        memset(memory, 0, byte_count(count, size));
    return memory;
}

void *gw_resize(gw_context *context, void *memory, size_t count, size_t size)
{
    const gw_allocator *allocator = gw_context_allocator(context);
    size_t bytes = byte_count(count, size);
    return bytes > 0 ? allocator->resize(allocator->user, memory, bytes) : NULL;
}

void gw_release(gw_context *context, void *memory)
{
    const gw_allocator *allocator = gw_context_allocator(context);
    allocator->release(allocator->user, memory);
}

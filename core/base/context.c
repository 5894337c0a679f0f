/* The context: where calls run. */
#include "context.h"

#include "error.h"
#include "options.h"
#include "pool.h"
#include "text.h"

#include <stdlib.h>

#define MAX_THREADS 256
#define MAX_LOG_LINE 1024

struct gw_context {
    gw_context_options options;
    gw_pool *pool; /* NULL: one thread */
};

static void *system_allocate(void *user, size_t size)
{
    (void)user;
    return malloc(size);
}

static void *system_resize(void *user, void *memory, size_t size)
{
    (void)user;
    return realloc(memory, size);
}

static void system_release(void *user, void *memory)
{
    (void)user;
    free(memory);
}

/* An allocator given in full stays; none becomes the system's; half of one is refused. */
static gw_status complete_allocator(gw_allocator *allocator, gw_error *err)
{
    int given =
        (allocator->allocate != NULL) + (allocator->resize != NULL) + (allocator->release != NULL);
    if (given != 0 && given != 3)
        return gw_error_set(err, GW_WRONG_USE,
                            "context options: the allocator needs all of allocate, resize and "
                            "release, or none");
    if (given == 0)
        *allocator = (gw_allocator){system_allocate, system_resize, system_release, NULL};
    return GW_OK;
}

static gw_status read_options(gw_context_options *options_out, const gw_context_options *given,
                              gw_error *err)
{
    GW_TRY(gw_options_read(options_out, sizeof *options_out, given, "context options", err));
    if (options_out->threads < 0 || options_out->threads > MAX_THREADS)
        return gw_error_set(err, GW_WRONG_USE, "context options: threads is %d, must be 0 to %d",
                            options_out->threads, MAX_THREADS);
    if (options_out->threads == 0)
        options_out->threads = 1;
    return complete_allocator(&options_out->allocator, err);
}

gw_status gw_context_create(gw_context **out, const gw_context_options *options, gw_error *err)
{
    gw_context_options chosen = GW_CONTEXT_OPTIONS_INIT;
    GW_TRY(read_options(&chosen, options, err));
    const gw_allocator *allocator = &chosen.allocator;
    gw_context *context = allocator->allocate(allocator->user, sizeof *context);
    if (context == NULL)
        return gw_error_no_memory(err, "a context");
    *context = (gw_context){chosen, NULL};
    gw_status status = GW_OK;
    if (chosen.threads > 1)
        status = gw_pool_start(&context->pool, &context->options.allocator, chosen.threads, err);
    if (status == GW_OK)
        *out = context;
    else
        gw_context_free(context);
    return status;
}

void gw_context_free(gw_context *context)
{
    if (context == NULL)
        return;
    gw_pool_stop(context->pool);
    gw_allocator allocator = context->options.allocator;
    allocator.release(allocator.user, context);
}

int gw_context_cancelled(gw_context *context)
{
    const gw_context_options *options = &context->options;
    return options->cancel != NULL && options->cancel(options->cancel_user) != 0;
}

int gw_context_threads(const gw_context *context)
{
    return context->options.threads;
}

void gw_context_log(gw_context *context, gw_log_level level, const char *format, ...)
{
    const gw_context_options *options = &context->options;
    if (options->log == NULL)
        return;
    char line[MAX_LOG_LINE];
    va_list arguments;
    va_start(arguments, format);
    gw_text_format(line, sizeof line, format, arguments);
    va_end(arguments);
    options->log(level, line, options->log_user);
}

const gw_allocator *gw_context_allocator(const gw_context *context)
{
    return &context->options.allocator;
}

struct gw_pool *gw_context_pool(const gw_context *context)
{
    return context->pool;
}

/* goodwill: what every call of the library has in common: how it ends, and where it runs.
 *
 * Conventions of all public headers
 *   - out-parameters come first; `gw_error *err` comes last and may be NULL;
 *   - a returned pointer is borrowed; a `gw_x **out` is owned by the caller, who calls gw_x_free;
 *   - gw_x_free accepts NULL; on an error every `out` is left as it was;
 *   - option structs carry their size, so that later versions can add fields at the end;
 *   - no call prints, exits, reads a clock or keeps a global.
 * Since 0.1. */
#ifndef GOODWILL_BASE_H
#define GOODWILL_BASE_H

#include <stddef.h>

#if defined(__GNUC__)
#define GW_API __attribute__((visibility("default")))
#define GW_MUST_USE __attribute__((warn_unused_result))
#define GW_PRINTF(text, first) __attribute__((format(printf, text, first)))
#else
#define GW_API
#define GW_MUST_USE
#define GW_PRINTF(text, first)
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* How a call ended. The list, with exit and HTTP codes, is goodwill/status.def. */
typedef enum gw_status {
#define GW_STATUS(name, exit_code, http_code, text) GW_##name,
#include <goodwill/status.def>
#undef GW_STATUS
} gw_status;

/* The sentence for people: what went wrong, where, and what to do. Owned by the caller, filled only
 * when a call returns something else than GW_OK; longer messages are cut at a whole character. */
typedef struct gw_error {
    gw_status status;
    char message[1024];
} gw_error;

/* The few words of status.def; "unknown status" for a number outside the list. Never NULL. */
GW_API const char *gw_status_text(gw_status status);
/* The program's exit code for a status: 0 done, 1 failed, 2 wrong use, 3 bad data, 4 not found,
 * 5 busy; 1 for a number outside the list. */
GW_API int gw_status_exit_code(gw_status status);
/* The HTTP code for a status; 500 for a number outside the list. */
GW_API int gw_status_http_code(gw_status status);

/* Where memory comes from. `allocate` and `resize` return NULL on failure; `resize` of NULL
 * allocates; `release` accepts NULL. Called from several threads at once when a context has more
 * than one. */
typedef struct gw_allocator {
    void *(*allocate)(void *user, size_t size);
    void *(*resize)(void *user, void *memory, size_t size);
    void (*release)(void *user, void *memory);
    void *user;
} gw_allocator;

typedef enum gw_log_level { GW_LOG_DEBUG, GW_LOG_INFO, GW_LOG_WARNING } gw_log_level;

/* Receives one line without a newline. Called from the thread that called the library. */
typedef void (*gw_log_fn)(gw_log_level level, const char *line, void *user);
/* Asked now and then by long calls, from the thread that called the library; a nonzero answer ends
 * the call with GW_CANCELLED. */
typedef int (*gw_cancel_fn)(void *user);

typedef struct gw_context_options {
    size_t size;            /* sizeof(gw_context_options) */
    gw_allocator allocator; /* all NULL: malloc, realloc, free */
    int threads;   /* 1 to 256; 0 means 1. Never changes a result, only the time it takes */
    gw_log_fn log; /* NULL: silence */
    void *log_user;
    gw_cancel_fn cancel; /* NULL: never cancelled */
    void *cancel_user;
} gw_context_options;

#define GW_CONTEXT_OPTIONS_INIT                                                                    \
    {                                                                                              \
        sizeof(gw_context_options), {NULL, NULL, NULL, NULL}, 0, NULL, NULL, NULL, NULL            \
    }

/* Where calls run: allocator, threads, log and cancel flag. One context serves one calling thread
 * at a time; several contexts are independent of each other. */
typedef struct gw_context gw_context;

/* Makes a context; `options` may be NULL for the defaults. GW_WRONG_USE for an option outside its
 * range or half an allocator, GW_NO_MEMORY, GW_FAILED when the threads cannot be started. */
GW_API GW_MUST_USE gw_status gw_context_create(gw_context **out, const gw_context_options *options,
                                               gw_error *err);
GW_API void gw_context_free(gw_context *context);

/* The library's version, "0.1.0". */
GW_API const char *gw_version(void);

#ifdef __cplusplus
}
#endif

#endif

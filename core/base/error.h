/* Filling a gw_error. */
#ifndef GW_ERROR_H
#define GW_ERROR_H

#include <goodwill/base.h>

/* Writes the sentence into `err` (may be NULL) and returns `status`, so that a failing call reads
 * `return gw_error_set(err, GW_BAD_DATA, "row %zu: ...", row);` */
gw_status gw_error_set(gw_error *err, gw_status status, const char *format, ...) GW_PRINTF(3, 4);
/* The sentence every failed allocation gives. */
gw_status gw_error_no_memory(gw_error *err, const char *what);

/* clang's analyzer looks at one file at a time: tell it that the status given comes back. */
#ifdef __clang_analyzer__
#define gw_error_set(err, status, ...) ((void)gw_error_set(err, status, __VA_ARGS__), (status))
#define gw_error_no_memory(err, what) ((void)gw_error_no_memory(err, what), GW_NO_MEMORY)
#endif

/* Leaves the function with the status of `expr` when it is not GW_OK. Only where nothing is held.
 */
#define GW_TRY(expr)                                                                               \
    do {                                                                                           \
        gw_status try_status_ = (expr);                                                            \
        if (try_status_ != GW_OK)                                                                  \
            return try_status_;                                                                    \
    } while (0)

#endif

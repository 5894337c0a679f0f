/* Filling a gw_error. */
#include "error.h"

#include "text.h"

#undef gw_error_set
#undef gw_error_no_memory

gw_status gw_error_set(gw_error *err, gw_status status, const char *format, ...)
{
    if (err == NULL)
        return status;
    va_list arguments;
    va_start(arguments, format);
    gw_text_format(err->message, sizeof err->message, format, arguments);
    va_end(arguments);
    err->status = status;
    return status;
}

gw_status gw_error_no_memory(gw_error *err, const char *what)
{
    return gw_error_set(err, GW_NO_MEMORY, "out of memory for %s", what);
}

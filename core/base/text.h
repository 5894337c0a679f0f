/* Text into a fixed buffer. */
#ifndef GW_TEXT_H
#define GW_TEXT_H

#include <stdarg.h>
#include <stddef.h>

#include <goodwill/base.h>

/* vsnprintf that ends a text too long for `size` (at least 1) after a whole UTF-8 character, and
 * gives an empty one where the format cannot be written. Returns the length written. */
size_t gw_text_format(char *text_out, size_t size, const char *format, va_list arguments)
    GW_PRINTF(3, 0);

#endif

/* Text from outside, made fit for a sentence: what a file or a command line holds may be long, may
 * not be UTF-8, and may hold control characters that a terminal would obey. */
#ifndef GW_SHOWN_H
#define GW_SHOWN_H

#include <stdbool.h>
#include <stddef.h>

typedef struct gw_shown {
    char text[128];
} gw_shown;

/* A copy with control characters and bytes that are no UTF-8 as '?', and what does not fit taken
 * out of the middle: gw_error_set(err, ..., "%s", gw_show(name).text). */
gw_shown gw_show(const char *text);
gw_shown gw_show_bytes(const char *bytes, size_t length);

/* How many bytes the UTF-8 character at the start of `bytes` has; 0 when there is none. */
size_t gw_utf8_length(const char *bytes, size_t length);
bool gw_utf8_valid(const char *bytes, size_t length);

/* A copy into out[0 .. size-1], size > 4; of what does not fit the end is cut off, at a whole
 * character, and says so with an ellipsis. */
void gw_utf8_cut(char *out, size_t size, const char *text, size_t length);

#endif

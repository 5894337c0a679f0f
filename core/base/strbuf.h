/* Text that grows, in memory of a context. Appending never needs checking: when memory runs out the
 * text stays as it was, `failed` is set and later appends do nothing; ask once at the end. */
#ifndef GW_STRBUF_H
#define GW_STRBUF_H

#include <goodwill/base.h>

#include <stdbool.h>

typedef struct gw_strbuf {
    gw_context *context;
    char *text; /* NULL before the first append, then ended by a zero byte */
    size_t length;
    size_t capacity;
    bool failed;
} gw_strbuf;

#define GW_STRBUF_INIT(context)                                                                    \
    {                                                                                              \
        (context), NULL, 0, 0, false                                                               \
    }

/* The bytes may hold zeros, and may not lie in the buffer itself. */
void gw_strbuf_append(gw_strbuf *buffer, const char *bytes, size_t length);
void gw_strbuf_append_text(gw_strbuf *buffer, const char *text);
void gw_strbuf_append_char(gw_strbuf *buffer, char c);
void gw_strbuf_printf(gw_strbuf *buffer, const char *format, ...) GW_PRINTF(2, 3);
/* The text, ended by a zero byte; never NULL. Borrowed until the next call that changes it. */
const char *gw_strbuf_text(const gw_strbuf *buffer);
/* Empties it and forgets a failure; keeps the memory. */
void gw_strbuf_clear(gw_strbuf *buffer);
/* Hands the text to the caller, who calls gw_release; NULL when it failed. The buffer is then empty
 * and holds nothing. */
char *gw_strbuf_take(gw_strbuf *buffer);
/* Releases the memory; the buffer may be used again. */
void gw_strbuf_free(gw_strbuf *buffer);

#endif

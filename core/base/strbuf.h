/* Text that grows. A failed allocation is remembered: the adds after it do nothing, and
 * gw_strbuf_text says so once at the end. */
#ifndef GW_STRBUF_H
#define GW_STRBUF_H

#include <goodwill/base.h>

#include <stdbool.h>

typedef struct gw_strbuf {
    gw_context *context;
    char *bytes; /* ends in '\0' once something was added */
    size_t length;
    size_t capacity;
    bool failed;
} gw_strbuf;

#define GW_STRBUF_INIT(context_)                                                                   \
    {                                                                                              \
        (context_), NULL, 0, 0, false                                                              \
    }

/* The bytes may hold zeros; they do not lie in the buffer itself. */
void gw_strbuf_add(gw_strbuf *buffer, const char *bytes, size_t length);
void gw_strbuf_puts(gw_strbuf *buffer, const char *text);
void gw_strbuf_printf(gw_strbuf *buffer, const char *format, ...) GW_PRINTF(2, 3);
/* Forgets the text, keeps the memory. */
void gw_strbuf_clear(gw_strbuf *buffer);
/* The text so far, "" when empty; NULL when an allocation failed. Borrowed until the next add. */
const char *gw_strbuf_text(const gw_strbuf *buffer);
/* Hands the text to the caller, who calls gw_release; NULL when an allocation failed. The buffer is
 * then empty and holds nothing. */
char *gw_strbuf_take(gw_strbuf *buffer);
void gw_strbuf_free(gw_strbuf *buffer);

#endif

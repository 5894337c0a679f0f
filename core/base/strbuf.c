/* Text that grows. */
#include "strbuf.h"

#include "memory.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define FIRST_CAPACITY 64

/* Room for `more` bytes and the zero that ends them; false, and failed from then on, without. */
static bool make_room(gw_strbuf *buffer, size_t more)
{
    if (buffer->failed)
        return false;
    if (more < buffer->capacity - buffer->length)
        return true;
    size_t capacity = buffer->capacity > 0 ? buffer->capacity : FIRST_CAPACITY;
    while (capacity - buffer->length <= more && capacity <= SIZE_MAX / 2)
        capacity *= 2;
    char *text = NULL;
    if (capacity - buffer->length > more)
        text = gw_resize(buffer->context, buffer->text, capacity, 1);
    buffer->failed = text == NULL;
    if (buffer->failed)
        return false;
    buffer->text = text;
    buffer->capacity = capacity;
    return true;
}

void gw_strbuf_append(gw_strbuf *buffer, const char *bytes, size_t length)
{
    if (!make_room(buffer, length))
        return;
    if (length > 0)
        memcpy(buffer->text + buffer->length, bytes, length);
    buffer->length += length;
    buffer->text[buffer->length] = '\0';
}

void gw_strbuf_append_text(gw_strbuf *buffer, const char *text)
{
    gw_strbuf_append(buffer, text, strlen(text));
}

void gw_strbuf_append_char(gw_strbuf *buffer, char c)
{
    gw_strbuf_append(buffer, &c, 1);
}

void gw_strbuf_printf(gw_strbuf *buffer, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int wanted = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (wanted < 0)
        buffer->failed = true;
    else if (make_room(buffer, (size_t)wanted))
        buffer->length +=
            (size_t)vsnprintf(buffer->text + buffer->length, (size_t)wanted + 1, format, again);
    va_end(again);
}

const char *gw_strbuf_text(const gw_strbuf *buffer)
{
    return buffer->text != NULL ? buffer->text : "";
}

void gw_strbuf_clear(gw_strbuf *buffer)
{
    buffer->length = 0;
    buffer->failed = false;
    if (buffer->text != NULL)
        buffer->text[0] = '\0';
}

char *gw_strbuf_take(gw_strbuf *buffer)
{
    gw_strbuf_append(buffer, "", 0); /* an empty text is one of its own, too */
    if (buffer->failed) {
        gw_strbuf_free(buffer);
        return NULL;
    }
    char *text = buffer->text;
    *buffer = (gw_strbuf)GW_STRBUF_INIT(buffer->context);
    return text;
}

void gw_strbuf_free(gw_strbuf *buffer)
{
    gw_release(buffer->context, buffer->text);
    *buffer = (gw_strbuf)GW_STRBUF_INIT(buffer->context);
}

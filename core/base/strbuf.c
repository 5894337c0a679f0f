/* Text that grows. */
#include "strbuf.h"

#include "memory.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static bool make_room(gw_strbuf *buffer, size_t more)
{
    if (buffer->failed || more > SIZE_MAX / 4 - buffer->length) {
        buffer->failed = true;
        return false;
    }
    size_t wanted = buffer->length + more + 1;
    if (wanted <= buffer->capacity)
        return true;
    size_t capacity = wanted < 64 ? 64 : wanted + wanted / 2;
    char *bytes = gw_resize(buffer->context, buffer->bytes, capacity, 1);
    if (!bytes) {
        buffer->failed = true;
        return false;
    }
    buffer->bytes = bytes;
    buffer->capacity = capacity;
    return true;
}

void gw_strbuf_add(gw_strbuf *buffer, const char *bytes, size_t length)
{
    if (!make_room(buffer, length))
        return;
    if (length > 0)
        memcpy(buffer->bytes + buffer->length, bytes, length);
    buffer->length += length;
    buffer->bytes[buffer->length] = '\0';
}

void gw_strbuf_puts(gw_strbuf *buffer, const char *text)
{
    gw_strbuf_add(buffer, text, strlen(text));
}

void gw_strbuf_printf(gw_strbuf *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0)
        buffer->failed = true;
    if (length < 0 || !make_room(buffer, (size_t)length))
        return;
    va_start(arguments, format);
    vsnprintf(buffer->bytes + buffer->length, (size_t)length + 1, format, arguments);
    va_end(arguments);
    buffer->length += (size_t)length;
}

void gw_strbuf_clear(gw_strbuf *buffer)
{
    buffer->length = 0;
    buffer->failed = false;
    if (buffer->bytes)
        buffer->bytes[0] = '\0';
}

const char *gw_strbuf_text(const gw_strbuf *buffer)
{
    if (buffer->failed)
        return NULL;
    return buffer->bytes ? buffer->bytes : "";
}

char *gw_strbuf_take(gw_strbuf *buffer)
{
    gw_strbuf_add(buffer, "", 0); /* an empty text is memory of its own, too */
    if (buffer->failed) {
        gw_strbuf_free(buffer);
        return NULL;
    }
    char *bytes = buffer->bytes;
    *buffer = (gw_strbuf)GW_STRBUF_INIT(buffer->context);
    return bytes;
}

void gw_strbuf_free(gw_strbuf *buffer)
{
    gw_release(buffer->context, buffer->bytes);
    *buffer = (gw_strbuf)GW_STRBUF_INIT(buffer->context);
}

/* Text into a fixed buffer. */
#include "text.h"

#include <stdio.h>

/* How many bytes the character takes that begins with `lead`: 0 for a continuation byte. */
static size_t utf8_size(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead < 0xc0)
        return 0;
    return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/* The length without a character that begins in text[0 .. length-1] but does not end there. */
static size_t whole_characters(const char *text, size_t length)
{
    size_t back = 1;
    while (back <= 4 && back <= length) {
        size_t size = utf8_size((unsigned char)text[length - back]);
        if (size > 0)
            return size > back ? length - back : length;
        back++;
    }
    return length; /* not UTF-8: nothing to keep together */
}

size_t gw_text_format(char *text_out, size_t size, const char *format, va_list arguments)
{
    int wanted = vsnprintf(text_out, size, format, arguments);
    size_t length = 0;
    if (wanted > 0)
        length = (size_t)wanted < size ? (size_t)wanted : whole_characters(text_out, size - 1);
    text_out[length] = '\0';
    return length;
}

#include "shown.h"

#include <stdio.h>
#include <string.h>

#define ELLIPSIS "\xe2\x80\xa6"
#define ELLIPSIS_LENGTH 3
#define HALF_LENGTH 60 /* bytes kept on each side of the ellipsis */

static bool continues(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

/* The well-formed sequences of RFC 3629: no overlong forms, no surrogates, nothing past U+10FFFF.
 */
size_t gw_utf8_length(const char *bytes, size_t length)
{
    const unsigned char *u = (const unsigned char *)bytes;
    if (length == 0)
        return 0;
    if (u[0] < 0x80)
        return 1;
    if (u[0] < 0xC2 || u[0] > 0xF4 || length < 2 || !continues(u[1]))
        return 0;
    if (u[0] < 0xE0)
        return 2;
    if (length < 3 || !continues(u[2]))
        return 0;
    if (u[0] < 0xF0) {
        bool overlong = u[0] == 0xE0 && u[1] < 0xA0;
        bool surrogate = u[0] == 0xED && u[1] >= 0xA0;
        return overlong || surrogate ? 0 : 3;
    }
    bool outside = (u[0] == 0xF0 && u[1] < 0x90) || (u[0] == 0xF4 && u[1] >= 0x90);
    return outside || length < 4 || !continues(u[3]) ? 0 : 4;
}

bool gw_utf8_valid(const char *bytes, size_t length)
{
    while (length > 0) {
        size_t step = gw_utf8_length(bytes, length);
        if (step == 0)
            return false;
        bytes += step;
        length -= step;
    }
    return true;
}

/* C0, DEL, and the C1 controls (U+0080 to U+009F) that some terminals obey too. */
static bool is_control(const char *bytes, size_t step)
{
    const unsigned char *u = (const unsigned char *)bytes;
    return (step == 1 && (u[0] < 0x20 || u[0] == 0x7F)) ||
           (step == 2 && u[0] == 0xC2 && u[1] < 0xA0);
}

/* Copies at most `room` bytes in whole characters; returns how many were written. */
static size_t copy_clean(char *out, size_t room, const char *bytes, size_t length)
{
    size_t written = 0;
    while (length > 0) {
        size_t step = gw_utf8_length(bytes, length);
        bool clean = step > 0 && !is_control(bytes, step);
        size_t size = clean ? step : 1;
        if (written + size > room)
            break;
        if (clean)
            memcpy(out + written, bytes, step);
        else
            out[written] = '?';
        written += size;
        step = step > 0 ? step : 1;
        bytes += step;
        length -= step;
    }
    return written;
}

gw_shown gw_show_bytes(const char *bytes, size_t length)
{
    gw_shown shown;
    if (length <= 2 * HALF_LENGTH + ELLIPSIS_LENGTH) {
        size_t end = copy_clean(shown.text, sizeof shown.text - 1, bytes, length);
        shown.text[end] = '\0';
        return shown;
    }
    size_t end = copy_clean(shown.text, HALF_LENGTH, bytes, length);
    memcpy(shown.text + end, ELLIPSIS, ELLIPSIS_LENGTH);
    end += ELLIPSIS_LENGTH;
    const char *tail = bytes + length - HALF_LENGTH;
    size_t tail_length = HALF_LENGTH;
    while (tail_length > 0 && continues((unsigned char)*tail)) {
        tail++;
        tail_length--;
    }
    end += copy_clean(shown.text + end, sizeof shown.text - 1 - end, tail, tail_length);
    shown.text[end] = '\0';
    return shown;
}

gw_shown gw_show(const char *text)
{
    return gw_show_bytes(text, strlen(text));
}

void gw_utf8_cut(char *out, size_t size, const char *text, size_t length)
{
    bool whole = length < size;
    size_t room = whole ? length : size - sizeof ELLIPSIS;
    size_t kept = 0;
    while (kept < room) {
        size_t next = gw_utf8_length(text + kept, length - kept);
        next = next == 0 ? 1 : next;
        if (kept + next > room)
            break;
        kept += next;
    }
    snprintf(out, size, "%.*s%s", (int)kept, text, whole ? "" : ELLIPSIS);
}

#include "text_encoding.h"

#include "error.h"
#include "system_words.h"

#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BLOCK 65536

/* ---- Which encoding? ------------------------------------------------------------------------ */

/* UTF-16 by its mark, or by its zeros where people write in Latin letters; NULL: it is none. */
static const char *utf16_of(const unsigned char *head, size_t n)
{
    if (n >= 2 && head[0] == 0xFF && head[1] == 0xFE)
        return "UTF-16LE";
    if (n >= 2 && head[0] == 0xFE && head[1] == 0xFF)
        return "UTF-16BE";
    if (n >= 4 && head[0] != 0 && head[1] == 0 && head[2] != 0 && head[3] == 0)
        return "UTF-16LE";
    if (n >= 4 && head[0] == 0 && head[1] != 0 && head[2] == 0 && head[3] != 0)
        return "UTF-16BE";
    return NULL;
}

/* Bytes of a UTF-8 sequence that are to come, and what the next may be: enough for overlong forms
 * and surrogates (Unicode 15, table 3-7). */
typedef struct utf8 {
    int left;
    unsigned char low, high;
} utf8;

static bool begin_sequence(utf8 *u, unsigned char c)
{
    *u = (utf8){0, 0x80, 0xBF};
    if (c < 0x80)
        return true;
    if (c >= 0xC2 && c <= 0xDF)
        u->left = 1;
    else if (c >= 0xE0 && c <= 0xEF)
        u->left = 2;
    else if (c >= 0xF0 && c <= 0xF4)
        u->left = 3;
    else
        return false;
    if (c == 0xE0)
        u->low = 0xA0;
    if (c == 0xED)
        u->high = 0x9F;
    if (c == 0xF0)
        u->low = 0x90;
    if (c == 0xF4)
        u->high = 0x8F;
    return true;
}

static bool take_bytes(utf8 *u, const unsigned char *bytes, size_t n)
{
    uint64_t word;
    for (size_t i = 0; i < n; i++) {
        while (u->left == 0 && i + sizeof word <= n) { /* most text is ASCII */
            memcpy(&word, bytes + i, sizeof word);
            if ((word & UINT64_C(0x8080808080808080)) != 0)
                break;
            i += sizeof word;
        }
        if (i == n)
            break;
        if (u->left == 0) {
            if (!begin_sequence(u, bytes[i]))
                return false;
            continue;
        }
        if (bytes[i] < u->low || bytes[i] > u->high)
            return false;
        u->left--;
        u->low = 0x80;
        u->high = 0xBF;
    }
    return true;
}

/* NULL: UTF-8 already. */
static gw_status find_encoding(const char **out, int descriptor, const char *name, gw_error *err)
{
    unsigned char bytes[BLOCK];
    utf8 u = {0, 0x80, 0xBF};
    bool good = true;
    off_t at = 0;
    *out = NULL;
    for (;;) {
        ssize_t n = pread(descriptor, bytes, sizeof bytes, at);
        if (n < 0)
            return gw_error_set(err, GW_FAILED, "%s cannot be read to its end", name);
        if (at == 0 && (*out = utf16_of(bytes, (size_t)n)) != NULL)
            return GW_OK;
        if (at == 0 && memchr(bytes, 0, (size_t)n) != NULL)
            return GW_OK; /* binary: said elsewhere */
        good = good && take_bytes(&u, bytes, (size_t)n);
        if (n == 0 || !good)
            break;
        at += n;
    }
    if (!good || u.left > 0)
        *out = "WINDOWS-1252";
    return GW_OK;
}

/* ---- Converting ----------------------------------------------------------------------------- */

static gw_status nameless_file(int *out, gw_error *err)
{
    char path[4096];
    const char *folder = getenv("TMPDIR"); /* NOLINT(concurrency-mt-unsafe): nobody sets */
    snprintf(path, sizeof path, "%s/goodwill-text-XXXXXX",
             folder != NULL && folder[0] != '\0' ? folder : "/tmp");
    *out = mkstemp(path);
    if (*out < 0)
        return gw_error_set(err, GW_FAILED, "no temporary file can be made (%s): %s", path,
                            gw_say_errno(errno).text);
    unlink(path);
    fcntl(*out, F_SETFD, FD_CLOEXEC);
    return GW_OK;
}

static gw_status write_all(int descriptor, const char *bytes, size_t n, gw_error *err)
{
    while (n > 0) {
        ssize_t written = write(descriptor, bytes, n);
        if (written < 0)
            return gw_error_set(err, GW_FAILED, "a temporary file cannot be written: %s",
                                gw_say_errno(errno).text);
        bytes += written;
        n -= (size_t)written;
    }
    return GW_OK;
}

/* What cannot be converted (half a pair at the end) becomes U+FFFD. */
static gw_status convert_block(iconv_t converter, char *in, size_t *left, int to, gw_error *err)
{
    char text[4 * BLOCK];
    char *rest = in;
    while (*left > 0) {
        char *out = text;
        size_t room = sizeof text;
        size_t done = iconv(converter, &rest, left, &out, &room);
        GW_TRY(write_all(to, text, (size_t)(out - text), err));
        if (done != (size_t)-1)
            break;
        if (errno == EINVAL) /* the rest comes with the next block */
            break;
        if (errno == EILSEQ) {
            GW_TRY(write_all(to, "\xEF\xBF\xBD", 3, err));
            rest++;
            --*left;
        }
    }
    memmove(in, rest, *left);
    return GW_OK;
}

static gw_status convert(int from, int to, iconv_t converter, const char *name, gw_error *err)
{
    char bytes[BLOCK];
    size_t left = 0;
    off_t at = 0;
    for (;;) {
        ssize_t n = pread(from, bytes + left, sizeof bytes - left, at);
        if (n < 0)
            return gw_error_set(err, GW_FAILED, "%s cannot be read to its end", name);
        if (n == 0)
            return left == 0 ? GW_OK : write_all(to, "\xEF\xBF\xBD", 3, err);
        at += n;
        left += (size_t)n;
        GW_TRY(convert_block(converter, bytes, &left, to, err));
    }
}

gw_status gw_text_as_utf8(int *descriptor, const char *name, gw_error *err)
{
    const char *encoding = NULL;
    int to = -1;
    GW_TRY(find_encoding(&encoding, *descriptor, name, err));
    if (encoding == NULL)
        return GW_OK;
    iconv_t converter = iconv_open("UTF-8", encoding);
    if (converter == (iconv_t)-1)
        return gw_error_set(err, GW_FAILED,
                            "%s is %s, which this machine cannot read: save it as "
                            "UTF-8",
                            name, encoding);
    gw_status status = nameless_file(&to, err);
    if (status == GW_OK)
        status = convert(*descriptor, to, converter, name, err);
    iconv_close(converter);
    if (status == GW_OK) {
        close(*descriptor);
        *descriptor = to;
    } else if (to >= 0) {
        close(to);
    }
    return status;
}

#include "file_copy.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "error.h"
#include "shown.h"
#include "system_words.h"

static gw_status failed(const char *doing, const char *path, gw_error *err)
{
    return gw_error_set(err, GW_FAILED, "cannot %s %s: %s", doing, gw_show(path).text,
                        gw_say_errno(errno).text);
}

static gw_status write_all(int file, const char *bytes, size_t length, const char *path,
                           gw_error *err)
{
    while (length > 0) {
        ssize_t written = write(file, bytes, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return failed("write", path, err);
        bytes += written;
        length -= (size_t)written;
    }
    return GW_OK;
}

static gw_status copy_bytes(int out, int in, const char *to, const char *from, gw_error *err)
{
    char buffer[65536];
    for (;;) {
        ssize_t n = read(in, buffer, sizeof buffer);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return failed("read", from, err);
        if (n == 0)
            return fsync(out) == 0 ? GW_OK : failed("write", to, err);
        GW_TRY(write_all(out, buffer, (size_t)n, to, err));
    }
}

gw_status gw_file_copy(const char *to, const char *from, gw_error *err)
{
    char temporary[4352];
    snprintf(temporary, sizeof temporary, "%s.partial", to);
    int in = open(from, O_RDONLY | O_CLOEXEC);
    if (in < 0)
        return failed("read", from, err);
    int out = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    gw_status status =
        out < 0 ? failed("write", temporary, err) : copy_bytes(out, in, temporary, from, err);
    if (out >= 0 && close(out) != 0 && status == GW_OK)
        status = failed("write", temporary, err);
    close(in);
    if (status == GW_OK && rename(temporary, to) != 0)
        status = failed("write", to, err);
    if (status != GW_OK && out >= 0)
        unlink(temporary);
    return status;
}

#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "error.h"
#include "memory.h"
#include "shown.h"
#include "system_words.h"

#define BUFFER_SIZE 65536

struct gw_output {
    gw_context *context;
    gw_shown name;
    int descriptor;
    bool is_ours; /* a temporary file that becomes `place` */
    char place[PATH_MAX];
    char temporary[PATH_MAX];
    int failed_errno; /* of the first failed write */
    bool reader_gone;
    size_t length;
    char buffer[BUFFER_SIZE];
};

/* ---- Opening -------------------------------------------------------------------------------- */

static gw_status say_unopened(const gw_output *output, gw_error *err)
{
    gw_status status = errno == ENOENT || errno == ENOTDIR ? GW_NOT_FOUND : GW_FAILED;
    return gw_error_set(err, status, "%s cannot be written: %s", output->name.text,
                        gw_say_errno(errno).text);
}

/* A link keeps its place, and what it points to is replaced. */
static bool find_place(gw_output *output, const char *path, bool exists)
{
    if (exists)
        return realpath(path, output->place) != NULL;
    int length = snprintf(output->place, sizeof output->place, "%s", path);
    errno = ENAMETOOLONG;
    return length >= 0 && (size_t)length < sizeof output->place;
}

/* The name says what it is, should the machine stop before the end. */
static gw_status open_temporary(gw_output *output, mode_t mode, gw_error *err)
{
    for (unsigned attempt = 0; attempt < 100; attempt++) {
        int length = snprintf(output->temporary, sizeof output->temporary, "%s.%ld-%u.unfinished",
                              output->place, (long)getpid(), attempt);
        if (length < 0 || (size_t)length >= sizeof output->temporary) {
            errno = ENAMETOOLONG;
            break;
        }
        output->descriptor = open(output->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
        if (output->descriptor >= 0) {
            output->is_ours = true;
            return GW_OK;
        }
        if (errno != EEXIST)
            break;
    }
    return say_unopened(output, err);
}

static gw_status open_path(gw_output *output, const char *path, gw_error *err)
{
    struct stat there;
    bool exists = stat(path, &there) == 0;
    if (!exists && errno != ENOENT)
        return say_unopened(output, err);
    if (exists && S_ISDIR(there.st_mode))
        return gw_error_set(err, GW_WRONG_USE, "%s is a folder; name a file in it",
                            output->name.text);
    if (exists && !S_ISREG(there.st_mode)) {
        output->descriptor = open(path, O_WRONLY | O_CLOEXEC);
        return output->descriptor >= 0 ? GW_OK : say_unopened(output, err);
    }
    if (exists && access(path, W_OK) != 0)
        return say_unopened(output, err);
    if (!find_place(output, path, exists))
        return say_unopened(output, err);
    GW_TRY(open_temporary(output, 0666, err));
    if (exists)
        fchmod(output->descriptor, there.st_mode & 07777);
    return GW_OK;
}

gw_status gw_output_open(gw_output **out, gw_context *context, const char *path, gw_error *err)
{
    gw_output *output = gw_alloc(context, 1, sizeof *output);
    if (output == NULL)
        return gw_error_no_memory(err, "the output");
    memset(output, 0, offsetof(gw_output, buffer));
    output->context = context;
    output->descriptor = -1;
    gw_status status = GW_OK;
    if (path == NULL || strcmp(path, "-") == 0) {
        output->name = gw_show("standard output");
        output->descriptor = STDOUT_FILENO;
    } else {
        output->name = gw_show(path);
        status = open_path(output, path, err);
    }
    if (status != GW_OK)
        gw_release(context, output);
    else
        *out = output;
    return status;
}

/* ---- Writing -------------------------------------------------------------------------------- */

bool gw_output_stopped(const gw_output *output)
{
    return output->reader_gone || output->failed_errno != 0;
}

static void write_out(gw_output *output, const char *bytes, size_t length)
{
    while (length > 0 && !gw_output_stopped(output)) {
        ssize_t written = write(output->descriptor, bytes, length);
        if (written >= 0) {
            bytes += written;
            length -= (size_t)written;
        } else if (errno == EPIPE) {
            output->reader_gone = true;
        } else if (errno != EINTR) {
            output->failed_errno = errno;
        }
    }
}

static void flush(gw_output *output)
{
    write_out(output, output->buffer, output->length);
    output->length = 0;
}

void gw_output_write(gw_output *output, const char *bytes, size_t length)
{
    if (length > BUFFER_SIZE - output->length)
        flush(output);
    if (length > BUFFER_SIZE) {
        write_out(output, bytes, length);
        return;
    }
    memcpy(output->buffer + output->length, bytes, length);
    output->length += length;
}

void gw_output_puts(gw_output *output, const char *text)
{
    gw_output_write(output, text, strlen(text));
}

/* ---- The end -------------------------------------------------------------------------------- */

/* On the disk before it has its name: else a power cut could leave the name without the bytes. */
static void settle(gw_output *output)
{
    if (!output->is_ours || gw_output_stopped(output))
        return;
    if (fsync(output->descriptor) != 0)
        output->failed_errno = errno;
}

static void close_descriptor(gw_output *output)
{
    if (output->descriptor >= 0 && output->descriptor != STDOUT_FILENO &&
        close(output->descriptor) != 0 && output->failed_errno == 0 && errno != EINTR)
        output->failed_errno = errno;
    output->descriptor = -1;
}

gw_status gw_output_finish(gw_output *output, gw_error *err)
{
    gw_status status = GW_OK;
    flush(output);
    settle(output);
    close_descriptor(output);
    if (output->is_ours && output->failed_errno == 0 &&
        rename(output->temporary, output->place) != 0)
        output->failed_errno = errno;
    if (output->failed_errno != 0) {
        status = gw_error_set(err, GW_FAILED, "%s cannot be written: %s", output->name.text,
                              gw_say_errno(output->failed_errno).text);
        if (output->is_ours)
            unlink(output->temporary);
    }
    gw_release(output->context, output);
    return status;
}

void gw_output_abandon(gw_output *output)
{
    if (output == NULL)
        return;
    close_descriptor(output);
    if (output->is_ours)
        unlink(output->temporary);
    gw_release(output->context, output);
}

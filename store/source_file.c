#include "source_file.h"

#include "error.h"
#include "system_words.h"
#include "text_encoding.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEAD_SIZE 4096

static gw_status say_unopened(const char *name, gw_error *err)
{
    if (errno == ENOENT || errno == ENOTDIR || errno == ENAMETOOLONG)
        return gw_error_set(err, GW_NOT_FOUND, "there is no file %s", name);
    return gw_error_set(err, GW_FAILED, "%s cannot be read: %s", name, gw_say_errno(errno).text);
}

static gw_status check_kind(const struct stat *file, const char *name, gw_error *err)
{
    if (S_ISDIR(file->st_mode))
        return gw_error_set(err, GW_BAD_DATA, "%s is a folder; name a file in it", name);
    if (!S_ISREG(file->st_mode))
        return gw_error_set(err, GW_BAD_DATA,
                            "%s is not a regular file: it is read more than once, so save it first",
                            name);
    if (file->st_size == 0)
        return gw_error_set(err, GW_BAD_DATA, "%s is empty", name);
    return GW_OK;
}

static bool starts_with(const unsigned char *head, size_t length, const char *magic, size_t size)
{
    return length >= size && memcmp(head, magic, size) == 0;
}

/* Text has no zero bytes; UTF-16 is half zeros where people write in Latin letters. */
static gw_status check_text(const unsigned char *head, size_t length, const char *name,
                            gw_error *err)
{
    bool utf16 = starts_with(head, length, "\xFF\xFE", 2) ||
                 starts_with(head, length, "\xFE\xFF", 2) ||
                 (length >= 4 && (head[0] == 0) != (head[1] == 0) &&
                  (head[2] == 0) == (head[0] == 0) && (head[3] == 0) == (head[1] == 0));
    if (utf16)
        return gw_error_set(err, GW_BAD_DATA, "%s is UTF-16 text; save it as UTF-8", name);
    if (starts_with(head, length, "PK\3\4", 4))
        return gw_error_set(err, GW_BAD_DATA,
                            "%s is a zip archive or a spreadsheet; save its table as CSV", name);
    if (memchr(head, 0, length) != NULL)
        return gw_error_set(err, GW_BAD_DATA, "%s is not a table: it holds binary data", name);
    return GW_OK;
}

/* A Parquet file ends as it begins. */
static gw_status check_parquet(int descriptor, off_t size, const char *name, gw_error *err)
{
    char tail[4];
    if (size >= 12 && pread(descriptor, tail, 4, size - 4) == 4 && memcmp(tail, "PAR1", 4) == 0)
        return GW_OK;
    return gw_error_set(err, GW_BAD_DATA, "%s was cut short: it is not a whole Parquet file", name);
}

static gw_status recognise(gw_source_file *file, gw_context *context, gw_error *err)
{
    struct stat about;
    unsigned char head[HEAD_SIZE];
    const char *name = file->name.text;
    if (fstat(file->descriptor, &about) != 0)
        return say_unopened(name, err);
    GW_TRY(check_kind(&about, name, err));
    ssize_t got = pread(file->descriptor, head, sizeof head, 0);
    if (got < 0)
        return say_unopened(name, err);
    size_t length = (size_t)got;
    file->format = starts_with(head, length, "PAR1", 4) ? GW_FILE_PARQUET : GW_FILE_CSV;
    file->compression = gw_compression_of(head, length);
    if (file->compression != GW_PLAIN)
        return gw_compressed_check(file->descriptor, file->compression, context, name, err);
    if (file->format == GW_FILE_PARQUET)
        return check_parquet(file->descriptor, about.st_size, name, err);
    return check_text(head, length, name, err);
}

/* Compressed files and Parquet are what they are. */
static gw_status make_utf8(gw_source_file *file, gw_error *err)
{
    struct stat about;
    unsigned char head[4] = {0};
    if (fstat(file->descriptor, &about) != 0 || !S_ISREG(about.st_mode))
        return GW_OK; /* said by recognise */
    ssize_t got = pread(file->descriptor, head, sizeof head, 0);
    if (got < 2 || gw_compression_of(head, (size_t)got) != GW_PLAIN ||
        memcmp(head, "PAR1", 4) == 0 || memcmp(head, "PK", 2) == 0)
        return GW_OK;
    return gw_text_as_utf8(&file->descriptor, file->name.text, err);
}

static gw_status open_file(gw_source_file *out, gw_context *context, const char *path,
                           bool any_text, gw_error *err)
{
    gw_source_file file = {.name = gw_show(path)};
    gw_status status = GW_OK;
    /* Without O_NONBLOCK a named pipe would be waited for, before it can be refused. */
    file.descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file.descriptor < 0)
        return say_unopened(file.name.text, err);
    if (any_text)
        status = make_utf8(&file, err);
    snprintf(file.path, sizeof file.path, "/dev/fd/%d", file.descriptor);
    if (status == GW_OK)
        status = recognise(&file, context, err);
    if (status != GW_OK) {
        gw_source_file_close(&file);
        return status;
    }
    *out = file;
    return GW_OK;
}

gw_status gw_source_file_open(gw_source_file *out, gw_context *context, const char *path,
                              gw_error *err)
{
    return open_file(out, context, path, false, err);
}

gw_status gw_source_file_open_any_text(gw_source_file *out, gw_context *context, const char *path,
                                       gw_error *err)
{
    return open_file(out, context, path, true, err);
}

void gw_source_file_close(gw_source_file *file)
{
    if (file->descriptor >= 0)
        close(file->descriptor);
    file->descriptor = -1;
}

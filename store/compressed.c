/* gzip: RFC 1952, inflated once to compare lengths and checksums (zlib does). Zstandard: RFC 8878,
 * section 3.1.1: a frame says the size of each of its blocks, so its end is found by leaps. */
#include "compressed.h"

#include "context.h"
#include "error.h"
#include "memory.h"
#include "system_words.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <zlib.h>

#define CHUNK 262144u
#define ZSTD_MAGIC 0xFD2FB528u
#define ZSTD_SKIPPABLE 0x184D2A50u /* and the 15 after it */

gw_compression gw_compression_of(const unsigned char *bytes, size_t length)
{
    if (length >= 3 && bytes[0] == 0x1F && bytes[1] == 0x8B && bytes[2] == 8)
        return GW_GZIP;
    if (length >= 4 && memcmp(bytes, "\x28\xB5\x2F\xFD", 4) == 0)
        return GW_ZSTD;
    return GW_PLAIN;
}

static gw_status say_cut(const char *name, gw_error *err)
{
    return gw_error_set(err, GW_BAD_DATA,
                        "%s was cut short: its compressed data end too early; copy it again", name);
}

static gw_status say_damaged(const char *name, gw_error *err)
{
    return gw_error_set(err, GW_BAD_DATA,
                        "%s is damaged: its compressed data do not agree with their checksum; copy "
                        "it again",
                        name);
}

/* Fills `out` as far as the file goes. */
static gw_status read_at(size_t *read_out, int descriptor, void *out, size_t size, uint64_t offset,
                         const char *name, gw_error *err)
{
    size_t done = 0;
    while (done < size) {
        ssize_t got = pread(descriptor, (char *)out + done, size - done, (off_t)(offset + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return gw_error_set(err, GW_FAILED, "%s cannot be read: %s", name,
                                gw_say_errno(errno).text);
        if (got == 0)
            break;
        done += (size_t)got;
    }
    *read_out = done;
    return GW_OK;
}

/* ---- gzip ----------------------------------------------------------------------------------- */

typedef struct gzip_check {
    z_stream stream;
    int code;     /* of the last inflate; Z_STREAM_END between members */
    bool padding; /* after a member come zeros: tar and tapes pad so */
    unsigned char in[CHUNK];
    unsigned char out[CHUNK];
} gzip_check;

static void *zlib_allocate(void *context, unsigned count, unsigned size)
{
    return gw_alloc(context, count, size);
}

static void zlib_release(void *context, void *memory)
{
    gw_release(context, memory);
}

/* Inflates what is in stream.next_in; a file may hold several members, one after the other. */
static gw_status inflate_chunk(gzip_check *check, const char *name, gw_error *err)
{
    z_stream *stream = &check->stream;
    while (stream->avail_in > 0) {
        if (check->code == Z_STREAM_END) {
            if (check->padding || *stream->next_in == 0) {
                check->padding = true;
                stream->next_in++;
                stream->avail_in--;
                continue;
            }
            inflateReset(stream);
        }
        stream->next_out = check->out;
        stream->avail_out = CHUNK;
        check->code = inflate(stream, Z_NO_FLUSH);
        if (check->code == Z_MEM_ERROR)
            return gw_error_no_memory(err, "a compressed file");
        if (check->code != Z_OK && check->code != Z_STREAM_END && check->code != Z_BUF_ERROR)
            return say_damaged(name, err);
    }
    return GW_OK;
}

static gw_status check_gzip_chunks(gzip_check *check, int descriptor, gw_context *context,
                                   const char *name, gw_error *err)
{
    uint64_t offset = 0;
    for (;;) {
        size_t length = 0;
        if (gw_context_cancelled(context))
            return gw_error_set(err, GW_CANCELLED, "cancelled");
        GW_TRY(read_at(&length, descriptor, check->in, CHUNK, offset, name, err));
        if (length == 0)
            return check->code == Z_STREAM_END ? GW_OK : say_cut(name, err);
        offset += length;
        check->stream.next_in = check->in;
        check->stream.avail_in = (unsigned)length;
        GW_TRY(inflate_chunk(check, name, err));
    }
}

static gw_status check_gzip(int descriptor, gw_context *context, const char *name, gw_error *err)
{
    gzip_check *check = gw_alloc_zero(context, 1, sizeof *check);
    if (check == NULL)
        return gw_error_no_memory(err, "a compressed file");
    check->stream.zalloc = zlib_allocate;
    check->stream.zfree = zlib_release;
    check->stream.opaque = context;
    gw_status status = GW_OK;
    if (inflateInit2(&check->stream, 15 + 16) != Z_OK) /* a window of any size, gzip only */
        status = gw_error_no_memory(err, "a compressed file");
    if (status == GW_OK) {
        status = check_gzip_chunks(check, descriptor, context, name, err);
        inflateEnd(&check->stream);
    }
    gw_release(context, check);
    return status;
}

/* ---- Zstandard ------------------------------------------------------------------------------ */

typedef struct zstd_walk {
    int descriptor;
    uint64_t at;
    const char *name;
} zstd_walk;

static uint32_t little_endian(const unsigned char *bytes, size_t length)
{
    uint32_t value = 0;
    for (size_t i = length; i > 0; i--)
        value = value << 8 | bytes[i - 1];
    return value;
}

/* Takes `size` bytes at the walk's place; fewer are a file cut short. */
static gw_status take(zstd_walk *walk, unsigned char *out, size_t size, gw_error *err)
{
    size_t length = 0;
    GW_TRY(read_at(&length, walk->descriptor, out, size, walk->at, walk->name, err));
    walk->at += size;
    return length == size ? GW_OK : say_cut(walk->name, err);
}

/* What follows the frame header descriptor: window, dictionary and content size (3.1.1.1). */
static size_t header_rest(unsigned char descriptor)
{
    static const size_t dictionary_size[] = {0, 1, 2, 4};
    static const size_t content_size[] = {0, 2, 4, 8};
    bool single_segment = (descriptor >> 5) & 1;
    unsigned content = descriptor >> 6;
    size_t rest = dictionary_size[descriptor & 3] + content_size[content];
    return rest + (single_segment ? content == 0 : 1);
}

/* From behind the magic number to the end of the frame; no block may end behind the file. */
static gw_status walk_frame(zstd_walk *walk, gw_context *context, gw_error *err)
{
    unsigned char bytes[4];
    GW_TRY(take(walk, bytes, 1, err));
    bool checksum = (bytes[0] >> 2) & 1;
    walk->at += header_rest(bytes[0]);
    for (bool last = false; !last;) {
        if (gw_context_cancelled(context))
            return gw_error_set(err, GW_CANCELLED, "cancelled");
        GW_TRY(take(walk, bytes, 3, err));
        uint32_t block = little_endian(bytes, 3);
        bool one_byte_repeated = ((block >> 1) & 3) == 1;
        last = block & 1;
        walk->at += one_byte_repeated ? 1 : block >> 3;
    }
    walk->at += checksum ? 4 : 0;
    walk->at--; /* the last byte must be there */
    return take(walk, bytes, 1, err);
}

static gw_status check_zstd(int descriptor, gw_context *context, const char *name, gw_error *err)
{
    zstd_walk walk = {.descriptor = descriptor, .name = name};
    for (;;) {
        unsigned char bytes[4];
        size_t length = 0;
        GW_TRY(read_at(&length, descriptor, bytes, 4, walk.at, name, err));
        if (length == 0)
            return GW_OK;
        GW_TRY(take(&walk, bytes, 4, err));
        uint32_t magic = little_endian(bytes, 4);
        if ((magic & ~15u) == ZSTD_SKIPPABLE) {
            GW_TRY(take(&walk, bytes, 4, err));
            walk.at += little_endian(bytes, 4);
            continue;
        }
        if (magic != ZSTD_MAGIC)
            return say_damaged(name, err);
        GW_TRY(walk_frame(&walk, context, err));
    }
}

gw_status gw_compressed_check(int descriptor, gw_compression compression, gw_context *context,
                              const char *name, gw_error *err)
{
    switch (compression) {
    case GW_GZIP:
        return check_gzip(descriptor, context, name, err);
    case GW_ZSTD:
        return check_zstd(descriptor, context, name, err);
    case GW_PLAIN:
        break;
    }
    return GW_OK;
}

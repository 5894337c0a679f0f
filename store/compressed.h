/* Is a compressed file whole? DuckDB reads a gzip or Zstandard file that was cut short as if it
 * ended there, and a damaged gzip file too: rows are missing and nobody is told. */
#ifndef GW_COMPRESSED_H
#define GW_COMPRESSED_H

#include <goodwill/base.h>

typedef enum gw_compression { GW_PLAIN, GW_GZIP, GW_ZSTD } gw_compression;

/* The compression named by the first bytes of a file. */
gw_compression gw_compression_of(const unsigned char *bytes, size_t length);

/* Reads the file from its start through `descriptor` (its position is left alone). GW_BAD_DATA when
 * it is cut short or damaged; of Zstandard only the frames are walked, since DuckDB itself finds
 * damage inside them. `name` is the file's, for the message. */
GW_MUST_USE gw_status gw_compressed_check(int descriptor, gw_compression compression,
                                          gw_context *context, const char *name, gw_error *err);

#endif

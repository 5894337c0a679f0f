/* A file somebody wants read: is it there, is it a table at all, of which kind? */
#ifndef GW_SOURCE_FILE_H
#define GW_SOURCE_FILE_H

#include "compressed.h"
#include "shown.h"

#include <goodwill/base.h>

typedef enum gw_file_format { GW_FILE_CSV, GW_FILE_PARQUET } gw_file_format;

typedef struct gw_source_file {
    int descriptor;
    /* What DuckDB opens: the descriptor's own path. A path as people write it may hold what DuckDB
     * takes for a pattern, an address or a partition, and the file may be replaced meanwhile. */
    char path[32];
    gw_shown name; /* for messages */
    gw_file_format format;
    gw_compression compression;
} gw_source_file;

/* Recognises by content, not by name. GW_NOT_FOUND; GW_FAILED when it cannot be read; GW_BAD_DATA
 * for what is no table: a folder, an empty file, UTF-16, other binary data, a compressed file that
 * is not whole. Nothing is held after an error. */
GW_MUST_USE gw_status gw_source_file_open(gw_source_file *out, gw_context *context,
                                          const char *path, gw_error *err);
/* The same, but text in UTF-16 or Windows-1252 is taken too: what is then read is a copy in UTF-8.
 */
GW_MUST_USE gw_status gw_source_file_open_any_text(gw_source_file *out, gw_context *context,
                                                   const char *path, gw_error *err);
void gw_source_file_close(gw_source_file *file);

#endif

/* A file to import, as a relation of text columns with row_no in front.
 *
 * Numbering the rows keeps the database from reading a file on several threads, so there are two
 * relations of the same columns: one with the rows' numbers, for what is set aside, and one where
 * row_no is NULL, for all the others. is_header: the row is the header once more, as in files that
 * were joined. */
#ifndef GW_IMPORT_SOURCE_H
#define GW_IMPORT_SOURCE_H

#include "source_file.h"
#include "store.h"
#include "strbuf.h"

#define GW_IMPORT_COLUMNS_MAX 512

typedef struct gw_import_source {
    gw_context *context;
    gw_source_file file;
    bool csv;             /* else Parquet or JSON lines */
    bool json;            /* columns are values of JSON */
    char fingerprint[65]; /* BLAKE2b of the bytes, in hex */
    gw_strbuf reader;     /* "read_csv(...)": the columns with the file's own types */
    gw_strbuf numbered;   /* "(SELECT row_number() OVER () AS row_no, ... FROM read_csv(...))" */
    gw_strbuf relation;   /* the same without numbers */
    gw_strbuf lines;      /* of CSV, "read_csv(...)" of one text column `line`; else empty */
    size_t columns;
    char *names[GW_IMPORT_COLUMNS_MAX];
} gw_import_source;

/* Looks at the file: CSV (plain, gzip, Zstandard), Parquet, or JSON lines. GW_NOT_FOUND,
 * GW_BAD_DATA and GW_FAILED name the file. Free with gw_import_source_close, also after an error.
 */
GW_MUST_USE gw_status gw_import_source_open(gw_import_source *out, gw_context *context,
                                            gw_store *store, const char *path, gw_error *err);
/* The relations once more, with those of the columns `optional` (by commas) that the file does not
 * have, as NULL. */
GW_MUST_USE gw_status gw_import_source_complete(gw_import_source *source, const char *optional,
                                                gw_error *err);
void gw_import_source_close(gw_import_source *source);

/* The column of this name, without regard to case; NULL when there is none. Borrowed. */
const char *gw_import_source_column(const gw_import_source *source, const char *name);
/* Whether all of these columns, by commas, are there. */
bool gw_import_source_has(const gw_import_source *source, const char *columns);

#endif

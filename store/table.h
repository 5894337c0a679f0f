/* A table file in memory: the columns somebody asked for as numbers, and every column as text, in
 * the order of the file.
 *
 * CSV (plain, gzip or Zstandard; comma, semicolon, tab or bar; a header line; UTF-8) and Parquet,
 * told apart by content. DuckDB splits the lines; numbers are read here, strictly. Rows are counted
 * from 1, after the header. */
#ifndef GW_TABLE_H
#define GW_TABLE_H

#include "value.h"

#include <goodwill/base.h>

#define GW_MAX_WANTED 8

/* A column of numbers. Its name is met exactly, or else in another case if only one column has it
 * so. */
typedef struct gw_wanted {
    const char *name;
    bool optional;       /* the column may be absent */
    bool may_be_missing; /* a field may be empty or NA, and reads as NaN */
} gw_wanted;

typedef struct gw_table gw_table;

/* Reads the whole file. keep_text false keeps the numbers only. GW_NOT_FOUND, GW_FAILED and
 * GW_BAD_DATA name the file, and the row and the field where there is one. */
GW_MUST_USE gw_status gw_table_read(gw_table **out, gw_context *context, const char *path,
                                    const gw_wanted *wanted, size_t n, bool keep_text,
                                    gw_error *err);
void gw_table_free(gw_table *table);

size_t gw_table_rows(const gw_table *table);
/* The file's name, fit for a message. */
const char *gw_table_name(const gw_table *table);
/* The numbers of wanted[index]; NULL when an optional column is absent. Borrowed. */
const double *gw_table_numbers(const gw_table *table, size_t index);

/* Every column of the file, in its order. */
size_t gw_table_columns(const gw_table *table);
const char *gw_table_column(const gw_table *table, size_t column);
/* The column of this name, met as gw_wanted's. GW_BAD_DATA says which there are. */
GW_MUST_USE gw_status gw_table_find_column(size_t *out, const gw_table *table, const char *name,
                                           gw_error *err);
/* The field as the file has it; "" when it is empty. Only with keep_text. */
gw_span gw_table_text(const gw_table *table, size_t row, size_t column);

/* Empty, or one of the words that statistics programs write for a value that is not there. */
bool gw_text_is_missing(gw_span text);

#endif

/* The names of a table's columns: guessed at first, read, looked for. For table.c. */
#ifndef GW_HEADER_H
#define GW_HEADER_H

#include "query.h"

#include <stddef.h>
#include <stdint.h>

#define GW__NO_COLUMN SIZE_MAX

typedef struct gw__header {
    gw_context *context;
    size_t count; /* 0: not read yet */
    char **names; /* without blanks around them */
} gw__header;

/* Reads the first line of a CSV file: which delimiter, and how many columns it makes. */
gw_status gw__header_guess(char *delimiter_out, size_t *columns_out, gw_store *store,
                           const char *path, const char *compression, const char *file,
                           gw_error *err);
/* Names from the first row of the current batch, or from the names of the answer. GW_BAD_DATA for
 * two columns of one name. `file` is for messages. */
gw_status gw__header_from_row(gw__header *header, const gw_query *query, const char *file,
                              gw_error *err);
gw_status gw__header_from_names(gw__header *header, const gw_query *query, const char *file,
                                gw_error *err);
/* GW__NO_COLUMN for an optional column that is absent. GW_BAD_DATA for a wanted one, with the names
 * that there are. */
gw_status gw__header_find(size_t *column_out, const gw__header *header, const char *name,
                          bool optional, const char *file, gw_error *err);
void gw__header_free(gw__header *header);

#endif

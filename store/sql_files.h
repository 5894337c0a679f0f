/* The table that the build makes from store/sql (cmake/make_sql.cmake), sorted by name. */
#ifndef GW_SQL_FILES_H
#define GW_SQL_FILES_H

#include <stddef.h>

typedef struct gw__sql_file {
    const char *name;
    const unsigned char *bytes; /* ends in '\0' */
} gw__sql_file;

extern const gw__sql_file gw__sql_files[];
extern const size_t gw__sql_file_count;

#endif

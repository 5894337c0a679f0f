/* The SQL of the project: the files of store/sql, carried inside the program. C holds no SQL. */
#ifndef GW_SQL_H
#define GW_SQL_H

#include "strbuf.h"

/* The text of store/sql/<name>.sql ("001_begin", "postgresql/line_savings"); NULL when there is no
 * such file. Constant, never freed. */
const char *gw_sql(const char *name);
/* The files in the order of their names; NULL at the end. */
const char *gw_sql_name(size_t index);

/* A place in a statement that no parameter can fill: a table's name, a list of columns. */
typedef struct gw_sql_slot {
    const char *name; /* "table" stands for {{table}} in the file */
    const char *text; /* quoted already: gw_sql_identifier, gw_sql_literal; NULL: out of memory */
} gw_sql_slot;

/* Adds the file's text with its slots filled. GW_FAILED when the file does not exist or has a slot
 * that is not given: a fault of the program, not of its user. GW_NO_MEMORY. */
gw_status gw_sql_fill(gw_strbuf *out, const char *name, const gw_sql_slot *slots, size_t n,
                      gw_error *err);
/* Adds "name" or 'text', quoted so that nothing inside can end it. */
void gw_sql_identifier(gw_strbuf *out, const char *name);
void gw_sql_literal(gw_strbuf *out, const char *text);

#endif

/* The databases this program has open: one per file, however it is named.
 *
 * The locks that keep two programs out of a file do not keep out the same program: opened twice,
 * DuckDB loses what the first handle wrote. So a file has one handle, shared by all who ask for
 * it, found by its canonical path and by its inode. */
#ifndef GW_DATABASE_H
#define GW_DATABASE_H

#include "driver.h"
#include "store.h"

typedef struct gw__database gw__database;

gw_status gw__database_open(gw__database **out, const gw_store_options *options, gw_error *err);
/* The last close of a file closes it. Accepts NULL. */
void gw__database_close(gw__database *database);
struct AdbcDatabase *gw__database_handle(gw__database *database);
/* For messages: the path as it was first given, or "the database in memory". */
const char *gw__database_name(const gw__database *database);

#endif

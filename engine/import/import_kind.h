/* The kinds of files that are known by their header: engine/import/import_kinds.def. */
#ifndef GW_IMPORT_KIND_H
#define GW_IMPORT_KIND_H

#include "import_source.h"

typedef struct gw_import_kind {
    const char *name;     /* store/sql/import_<name>.sql reads it */
    const char *table;    /* "exchange", "purchase" (plain ones, and refunds) or "person_detail" */
    const char *columns;  /* that must be there, by commas; "" fits every file */
    const char *optional; /* that may be */
    const char *date;     /* the column whose dates may be in either order; "" none */
    const char *words;
} gw_import_kind;

/* The kind of this name, or with `as` NULL the first whose columns the file has; `mapped`: only one
 * that takes a mapping. GW_WRONG_USE when there is no such kind, with those that there are;
 * GW_BAD_DATA when the file has not its columns. */
GW_MUST_USE gw_status gw_import_kind_find(const gw_import_kind **out,
                                          const gw_import_source *source, const char *as,
                                          bool mapped, gw_error *err);

#endif

/* A file that holds no exchanges: what it is instead, and what to export. */
#ifndef GW_IMPORT_WRONG_H
#define GW_IMPORT_WRONG_H

#include "import_mapping.h"

/* GW_BAD_DATA when the file has a header and nothing below it. */
GW_MUST_USE gw_status gw_import_check_rows(gw_store *store, const gw_import_source *source,
                                           gw_error *err);

/* In words, when the columns of `proposed` that were not found say so, or the header does; else "".
 */
void gw_import_wrong_words(char *out, size_t size, const gw_import_source *source,
                           const gw_mapping *proposed);

#endif

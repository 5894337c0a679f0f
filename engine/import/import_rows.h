/* The rows of a file as a spreadsheet counts them: the header is row 1. */
#ifndef GW_IMPORT_ROWS_H
#define GW_IMPORT_ROWS_H

#include "import_source.h"

/* Makes the macro import_sheet_row(row_no), for this file and after it was read: of lines of JSON
 * and rows of Parquet the number itself. */
GW_MUST_USE gw_status gw_import_sheet_rows(gw_store *store, const gw_import_source *source,
                                           gw_error *err);

#endif

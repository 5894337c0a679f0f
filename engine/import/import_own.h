/* The parts of import_exchanges.sql that hang on which columns the file has. */
#ifndef GW_IMPORT_OWN_H
#define GW_IMPORT_OWN_H

#include "import_source.h"

/* "TRY_CAST("paid" AS DECIMAL(18,4)) AS paid, ..." for the columns that are there. */
void gw_import_own_columns(gw_strbuf *out, const gw_import_source *source);
/* "WHEN ... THEN 'paid is no number' ..." for the same columns. */
void gw_import_own_problems(gw_strbuf *out, const gw_import_source *source);
/* "'purchase', 'refund', ...": the kinds of kinds.def. */
void gw_import_own_kinds(gw_strbuf *out);
/* "'savings', 'surplus', ...": the lines of the ledger. */
void gw_import_own_lines(gw_strbuf *out);

#endif

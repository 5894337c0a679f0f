/* Brings a file of one of goodwill's own kinds, or of events that stand for them, into a store. Its
 * rows look into what is there already (a refund into its order), one row may be several exchanges
 * (a question and our reply), and the receipt counts the file's rows. */
#ifndef GW_OWN_IMPORT_H
#define GW_OWN_IMPORT_H

#include "import.h"
#include "own_kinds.h"

typedef struct gw_own_options {
    bool dry_run;     /* the receipt only */
    const char *body; /* words to keep with the rows that have none; NULL: none */
} gw_own_options;

/* Fills the receipt's counts, reasons, months and batch. `kind` NULL: events. All in one
 * transaction, which a dry run takes back. GW_FAILED, GW_BAD_DATA name the file. */
GW_MUST_USE gw_status gw_own_import(gw_receipt *receipt, gw_shop *shop,
                                    const gw_import_source *source, const gw_own_kind *kind,
                                    const gw_own_options *options, gw_error *err);

#endif

/* The steps of an import, for engine/import/import*.c only. */
#ifndef GW_IMPORT_INSIDE_H
#define GW_IMPORT_INSIDE_H

#include "import.h"
#include "import_kind.h"
#include "import_mapping.h"
#include "import_source.h"
#include "own_kinds.h"

/* One import under way. */
typedef struct gw__import_run {
    gw_shop *shop;
    const gw_import_options *options;
    gw_receipt *receipt;
    gw_import_source source;
    const gw_import_kind *kind; /* NULL: one of goodwill's own, or events */
    const gw_own_kind *own;     /* NULL with `kind` NULL: events */
    gw_mapping mapping;
    bool named;       /* some customers have a name instead of a number */
    bool other_kinds; /* some rows are no purchases */
    bool left_out;    /* some rows say what was left out of their amounts */
} gw__import_run;

/* The table in which the kind's rows are found again: purchases are exchanges. */
const char *gw__import_table(const gw__import_run *run);

/* Tells whoever waits how far it is. */
void gw__import_say(const gw__import_run *run, const char *words, double share);

/* The whole number that a file of store/sql answers. */
gw_status gw__import_one(int64_t *out, gw__import_run *run, const char *sql, gw_error *err);

/* The mapping that was given, is remembered, or is proposed: that one is used only when it was
 * accepted, else the receipt's needs_mapping is true. */
gw_status gw__import_find_mapping(gw__import_run *run, gw_error *err);
gw_status gw__import_remember_mapping(gw__import_run *run, gw_error *err);

/* Whether files of this kind may have tax in their amounts without saying so: a percentage can be.
 */
bool gw__import_may_hold_tax(const gw_import_kind *kind);

/* The file's rows as the views import_staged and import_numbered. */
gw_status gw__import_stage(gw__import_run *run, gw_error *err);

/* Inside the transaction: reads the file into import_kept, leaves out what is known, and fills the
 * receipt's counts. */
gw_status gw__import_count(gw__import_run *run, gw_error *err);

/* Leaves in import_kept what the store does not have yet, and what is set aside. */
gw_status gw__import_new(gw__import_run *run, gw_error *err);

/* What of import_kept the receipt tells. */
gw_status gw__import_reasons(gw__import_run *run, gw_error *err);
gw_status gw__import_months(gw__import_run *run, gw_error *err);
gw_status gw__import_parts(gw__import_run *run, gw_error *err);

/* import_kept into the store, as a batch with its rejects. */
gw_status gw__import_merge(gw__import_run *run, gw_error *err);

#endif

/* One exchange written by hand: a conversation, a promise, a thank-you. It is a row of one of
 * goodwill's own files (own_kinds.h), and what cannot be right there is refused here. */
#ifndef GW_NOTE_H
#define GW_NOTE_H

#include "shop.h"

/* All but customer and text may be NULL. */
typedef struct gw_note {
    const char *customer; /* the id the files give */
    const char *text;
    const char *kind; /* of kinds.def; NULL: "note" */
#define GW_NOTE_OPTION(name, option, value, help) const char *name;
#include "note_options.def"
#undef GW_NOTE_OPTION
} gw_note;

/* Keeps it as an exchange of now, or of the day that was said, in a batch of its own whose number
 * is in *batch_out, so that it can be withdrawn. GW_NOT_FOUND for a customer who is not there (the
 * sentence says how to look); GW_WRONG_USE for an unknown kind, for what the kind needs or does not
 * take, and for what cannot be right (a refund above what was paid). Nothing is kept then. */
GW_MUST_USE gw_status gw_note_keep(int64_t *batch_out, gw_shop *shop, const gw_note *note,
                                   gw_error *err);

#endif

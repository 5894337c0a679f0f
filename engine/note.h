/* One exchange written by hand: a conversation, a promise, a thank-you. */
#ifndef GW_NOTE_H
#define GW_NOTE_H

#include "shop.h"

typedef struct gw_note {
    const char *customer; /* the id the files give */
    const char *text;
    const char *kind;   /* of kinds.def; NULL: "note" */
    const char *amount; /* money, "12.50"; NULL: none. What it means hangs on the kind: paid for a
                         * purchase, given back for a refund, what it cost us for all others */
    const char *score;  /* "9/10"; NULL: none */
} gw_note;

/* Keeps it as an exchange of today, in a batch of its own whose number is in *batch_out, so that it
 * can be withdrawn. GW_NOT_FOUND for a customer who is not there (the nearest ids are no help: the
 * sentence says how to look), GW_WRONG_USE for an unknown kind, amount or score. */
GW_MUST_USE gw_status gw_note_keep(int64_t *batch_out, gw_shop *shop, const gw_note *note,
                                   gw_error *err);

#endif

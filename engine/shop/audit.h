/* Who changed what the store knows of people, and when. Nothing is ever deleted from it, but an id
 * that was erased is replaced by its pseudonym. */
#ifndef GW_AUDIT_H
#define GW_AUDIT_H

#include "shop.h"

/* `what` is a word ("merge", "erase"), `subject` the customer's id, `words` one sentence. In the
 * caller's transaction if there is one. */
GW_MUST_USE gw_status gw_audit(gw_shop *shop, const char *what, const char *subject,
                               const char *words, gw_error *err);

#endif

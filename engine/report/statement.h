/* The page for the customer: what they gave us and what we gave them, in the last twelve months.
 *
 * Only what was measured: no forecast, no setting, nothing of our costs. Every line names its
 * exchanges, and each can be put right: goodwill note STORE CUSTOMER "..." --kind correction
 * --corrects NAME. */
#ifndef GW_STATEMENT_H
#define GW_STATEMENT_H

#include "ledger.h"

/* Writes the page to `path` (.html), whole or not at all. GW_NOT_FOUND for a customer who is not
 * there; GW_WRONG_USE for another ending. */
gw_status gw_statement_write(gw_shop *shop, const char *customer_id, const char *path,
                             gw_error *err);

/* The page itself. */
gw_status gw_statement_html(gw_strbuf *out, gw_shop *shop, const char *customer_id, gw_error *err);

#endif

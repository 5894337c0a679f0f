/* What the store holds of one person: given out whole, or forgotten. */
#ifndef GW_PRIVACY_H
#define GW_PRIVACY_H

#include "shop.h"
#include "strbuf.h"

/* Adds a JSON object: the customer's id, and for every table of the store that holds rows of this
 * person, or of a customer merged into them, those rows with all their columns; also the rows that
 * were set aside and name them. docs/privacy.md has it. GW_NOT_FOUND for an unknown customer. The
 * export is audited. */
GW_MUST_USE gw_status gw_person_export(gw_strbuf *out, gw_shop *shop, const char *customer_id,
                                       gw_error *err);

#define GW_PSEUDONYM_SIZE 24

/* Forgets a person, in one transaction: their id becomes a random pseudonym, texts, attributes,
 * details and messages' ids go, amounts stay so that totals stay; a keyed hash of each of their ids
 * is left, so that no file brings them back. */
GW_MUST_USE gw_status gw_person_erase(char pseudonym_out[GW_PSEUDONYM_SIZE], gw_shop *shop,
                                      const char *customer_id, gw_error *err);

/* Of import_kept, the rows of a file on their way into the store: those of people who were erased
 * get that as their problem. Costs nothing where nobody was. */
GW_MUST_USE gw_status gw_privacy_leave_out(gw_shop *shop, gw_error *err);

#endif

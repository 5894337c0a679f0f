/* Who is the same person: found, merged, and taken apart again. Nothing is merged by itself. */
#ifndef GW_PEOPLE_H
#define GW_PEOPLE_H

#include "shop.h"
#include "strbuf.h"

/* What happened to `from` counts for `into` from now on. GW_NOT_FOUND for an unknown customer,
 * GW_WRONG_USE when they are one already. Audited. */
GW_MUST_USE gw_status gw_people_merge(int64_t *merge_out, gw_shop *shop, const char *from,
                                      const char *into, gw_error *err);

/* Takes a merge back: what came with either of them is each one's own again. GW_NOT_FOUND for a
 * number that no merge has, GW_WRONG_USE when it was taken back before. Audited. */
GW_MUST_USE gw_status gw_people_undo(gw_shop *shop, int64_t merge, gw_error *err);

/* What a batch brought for customers that were merged counts for the person they are. For imports.
 */
GW_MUST_USE gw_status gw_people_count_new(gw_shop *shop, const char *batch, gw_error *err);

/* The same of every exchange, from the merges that hold. Inside a transaction. */
GW_MUST_USE gw_status gw_people_count_all(gw_shop *shop, gw_error *err);

/* Adds, a line each: customers that may be one person and why, the merges there are, and with `log`
 * everything that was changed or given out, by whom and when. */
GW_MUST_USE gw_status gw_people_list(gw_strbuf *out, gw_shop *shop, bool log, gw_error *err);

#endif

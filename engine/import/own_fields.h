/* The SQL that reads the fields of one of goodwill's own kinds: from a file's columns, or from
 * events kept for a while (own_events.h). */
#ifndef GW_OWN_FIELDS_H
#define GW_OWN_FIELDS_H

#include "own_kinds.h"

/* Adds a SELECT of row_no, the fields typed (of a DAY <field>_day and <field>_time) and `problem`.
 * `source` NULL: from the events that stand for the kind. `timezone` is the store's.
 * Fails only for want of memory. */
GW_MUST_USE gw_status gw_own_fields(gw_strbuf *out, const gw_own_kind *kind,
                                    const gw_import_source *source, const char *timezone,
                                    gw_error *err);
/* Adds the same SELECT with the amounts of rows in another currency in the store's, at the rate of
 * the day they are of; without one there is a problem. `rows` is what gw_own_fields made, with
 * columns more or less; `day`, an expression of f's columns; `currency`, the store's as a literal.
 * Nothing where the kind has no currency. */
GW_MUST_USE gw_status gw_own_rated(gw_strbuf *out, const gw_own_kind *kind, const char *rows,
                                   const char *day, const char *currency, gw_error *err);

/* The names of events that stand for what the kind makes, as "'Survey Answered', ..."; nothing when
 * there are none. */
void gw_own_events(gw_strbuf *out, const gw_own_kind *kind);
/* Of all kinds whose events say in which currency their amounts are. */
void gw_own_events_priced(gw_strbuf *out);

#endif

/* Which column of a file nobody knows may mean what: by its name and by what it holds. */
#ifndef GW_IMPORT_GUESS_H
#define GW_IMPORT_GUESS_H

#include "import_mapping.h"

/* Guesses from the columns' names, of which only those count whose values fit, and else from the
 * values of a sample of rows. *whole_out is false when customer, date or amount has no likely
 * column; what was found is filled in all the same. `samples` gets a line a column with some of its
 * values, for people to judge. */
gw_status gw_mapping_propose(gw_mapping *out, bool *whole_out, char *samples, size_t size,
                             gw_store *store, const gw_import_source *source, gw_error *err);

/* "dmy" or "mdy" by what the dates of a column can only be; "" when none of them tells. */
gw_status gw_date_order(char out[8], gw_store *store, const gw_import_source *source,
                        const char *date, gw_error *err);

#endif

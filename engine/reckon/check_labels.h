/* What the shop says of the check's customers: see segments.def. */
#ifndef GW_CHECK_LABELS_H
#define GW_CHECK_LABELS_H

#include "history.h"

/* Reads sample->labels. Does nothing where the sample has no customer numbers; they are released.
 * GW_NO_MEMORY, GW_CANCELLED, statuses of the store. */
GW_MUST_USE gw_status gw_check_labels_read(gw_check_sample *sample, gw_context *context,
                                           gw_store *store, gw_error *err);

#endif

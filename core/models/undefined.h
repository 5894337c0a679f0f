/* Telling that scores do not exist. */
#ifndef GW_UNDEFINED_H
#define GW_UNDEFINED_H

#include <goodwill/models.h>

/* Says in the report (may be NULL) that `cells` cells lack a score, and why; nothing for 0 cells.
 */
void gw__report_undefined(gw_score_report *report, size_t cells, const char *reason);

#endif

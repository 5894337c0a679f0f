/* Tables of contracts say `active` in three ways; which one a table speaks is seen from its sums.
 */
#ifndef GW_CONTRACT_TABLE_H
#define GW_CONTRACT_TABLE_H

#include <goodwill/models.h>

typedef struct gw_contract_reading {
    double *memory;    /* what the rows point into when they were rewritten; gw_release */
    const char *words; /* for people: how `active` was read; NULL when as models.h has it */
} gw_contract_reading;

/* rows (period, active, lost, perhaps a weight) become rows as models.h wants them: active those
 * who renewed. Two other ways are known: active before the renewal   where that less lost is the
 * next period's active, every time; active when last seen       where it is 0 in every period but
 * the last. Rows that cannot be (gw_cells_create refuses them) are left alone. GW_NO_MEMORY. */
gw_status gw_contract_table_read(gw_rows *rows, gw_contract_reading *out, gw_context *context,
                                 gw_error *err);

#endif

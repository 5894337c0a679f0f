/* Which rows may become cells. */
#ifndef GW_CELLS_CHECK_H
#define GW_CELLS_CHECK_H

#include <goodwill/models.h>

/* GW_BAD_DATA names the first bad row, from 1, its field and what is wrong with it. */
gw_status gw__check_rows(const gw_rows *rows, gw_model_kind kind, gw_error *err);

#endif

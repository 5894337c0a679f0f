/* How large orders are, told by the spend model that foresaw hidden orders best (decision 0031). */
#ifndef GW_CHECK_SPEND_H
#define GW_CHECK_SPEND_H

#include "check_sizes.h"
#include "history.h"
#include "size_growth.h"

/* Fits the spend models to what came before the split and compares them on the orders after it, of
 * at most GW_CHECK_SPENDERS customers; all sizes as of first repeat orders, by how orders `growth`
 * before the split. Nothing is tried where nobody came back before the split or
 * nobody bought after it. Then fills sample->order_size. GW_NO_MEMORY, GW_CANCELLED. */
#define GW_CHECK_SPENDERS 40000
gw_status gw_check_spend(gw_check_sizes *out, gw_context *context, gw_check_sample *sample,
                         const gw_size_table *growth, gw_error *err);

/* The model that was chosen; the first spend model where none was. */
const gw_model *gw_check_spend_model(const gw_check_sizes *sizes);

#endif

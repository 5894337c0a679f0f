/* The draws of a model's parameters that a reckoning kept, in their order. */
#ifndef GW_STORED_DRAWS_H
#define GW_STORED_DRAWS_H

#include "draws.h"
#include "shop.h"

/* None when that model was not used. `out` starts as {0}; free with gw_draws_free, also after a
 * failure. GW_BAD_DATA for draws of another model's parameters. */
gw_status gw_stored_draws(gw_draws *out, gw_shop *shop, const gw_model *model, int64_t reckoning,
                          gw_error *err);

#endif

/* The assumptions the ledger rests on, with who made them. */
#ifndef GW_SETTINGS_H
#define GW_SETTINGS_H

#include <stdbool.h>

#include "shop.h"

typedef struct gw_setting {
    const char *key;
    const char *unit;
    const char *words;
    bool known; /* said by somebody, or has a default */
    double low, likely, high;
    char said_by[64]; /* "default" where nobody said anything */
} gw_setting;

size_t gw_setting_count(void);
/* The index-th setting as it stands. */
gw_status gw_setting_read(gw_setting *out, gw_shop *shop, size_t index, gw_error *err);
/* Its place; GW_NOT_FOUND names the nearest key. */
gw_status gw_setting_find(size_t *index_out, const char *key, gw_error *err);

/* Says "0.4", "40%", or "0.3,0.4,0.5" (low, likely, high) for a key; "none" takes it back.
 * GW_NOT_FOUND for an unknown key (the nearest is named), GW_WRONG_USE for a value out of range. */
gw_status gw_setting_say(gw_shop *shop, const char *key, const char *value, const char *said_by,
                         gw_error *err);

#endif

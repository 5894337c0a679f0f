/* What of the garden can be set. */
#ifndef GW_GARDEN_SETTINGS_H
#define GW_GARDEN_SETTINGS_H

#include <goodwill/base.h>

#include <stdbool.h>

typedef struct gw_garden_settings {
#define GW_GARDEN_SETTING(name, kind, value, low, high, words) double name;
#include "garden_settings.def"
#undef GW_GARDEN_SETTING
    bool full_truth; /* basic leaves out value, effects and the future */
    bool no_effects; /* truth=value: as full, but what incidents and kindness did is not tried */
} gw_garden_settings;

void gw_garden_settings_default(gw_garden_settings *out);
/* Takes "name=value": a number, on (the default strength), off (0); "truth=full|value|basic";
 * "all=off". GW_WRONG_USE names the nearest name, or the range. */
GW_MUST_USE gw_status gw_garden_settings_take(gw_garden_settings *settings, const char *text,
                                              gw_error *err);

/* The i-th setting, for lists; NULL past the end. */
typedef struct gw_garden_setting {
    const char *name;
    bool is_switch;
    double value; /* the default */
    double low, high;
    const char *words;
    size_t offset; /* in gw_garden_settings */
} gw_garden_setting;
const gw_garden_setting *gw_garden_setting_at(size_t index);
double gw_garden_setting_value(const gw_garden_settings *settings, const gw_garden_setting *about);

#endif

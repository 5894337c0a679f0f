#include "garden_settings.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "nearest.h"
#include "shown.h"

static const gw_garden_setting SETTINGS[] = {
#define SWITCH true
#define NUMBER false
#define GW_GARDEN_SETTING(name, kind, value, low, high, words)                                     \
    {#name, kind, value, low, high, words, offsetof(gw_garden_settings, name)},
#include "garden_settings.def"
#undef GW_GARDEN_SETTING
#undef SWITCH
#undef NUMBER
};
#define COUNT (sizeof SETTINGS / sizeof *SETTINGS)

const gw_garden_setting *gw_garden_setting_at(size_t index)
{
    return index < COUNT ? &SETTINGS[index] : NULL;
}

static double *place_of(gw_garden_settings *settings, const gw_garden_setting *about)
{
    return (double *)(void *)((char *)settings + about->offset);
}

double gw_garden_setting_value(const gw_garden_settings *settings, const gw_garden_setting *about)
{
    double value;
    memcpy(&value, (const char *)settings + about->offset, sizeof value);
    return value;
}

void gw_garden_settings_default(gw_garden_settings *out)
{
    for (size_t i = 0; i < COUNT; i++)
        *place_of(out, &SETTINGS[i]) = SETTINGS[i].value;
    out->full_truth = true;
}

static gw_status say_unknown(const char *name, gw_error *err)
{
    const char *names[COUNT + 2];
    for (size_t i = 0; i < COUNT; i++)
        names[i] = SETTINGS[i].name;
    names[COUNT] = "truth";
    names[COUNT + 1] = "all";
    const char *nearest = gw_nearest(name, names, COUNT + 2);
    if (nearest != NULL)
        return gw_error_set(err, GW_WRONG_USE, "the garden has no setting \"%s\"; did you mean %s?",
                            gw_show(name).text, nearest);
    return gw_error_set(err, GW_WRONG_USE,
                        "the garden has no setting \"%s\"; goodwill simulate --help shows all",
                        gw_show(name).text);
}

static gw_status take_truth(gw_garden_settings *settings, const char *value, gw_error *err)
{
    if (strcmp(value, "full") != 0 && strcmp(value, "value") != 0 && strcmp(value, "basic") != 0)
        return gw_error_set(err, GW_WRONG_USE, "truth is \"%s\", must be full, value or basic",
                            gw_show(value).text);
    settings->full_truth = value[0] != 'b';
    settings->no_effects = value[0] == 'v';
    return GW_OK;
}

static gw_status take_all(gw_garden_settings *settings, const char *value, gw_error *err)
{
    if (strcmp(value, "off") != 0)
        return gw_error_set(err, GW_WRONG_USE, "all is \"%s\", must be off", gw_show(value).text);
    for (size_t i = 0; i < COUNT; i++)
        *place_of(settings, &SETTINGS[i]) = 0.0;
    return GW_OK;
}

static gw_status take_one(gw_garden_settings *settings, const gw_garden_setting *about,
                          const char *value, gw_error *err)
{
    char *end = NULL;
    double number = strtod(value, &end); /* nobody sets a locale */
    if (strcmp(value, "off") == 0)
        number = 0.0;
    else if (strcmp(value, "on") == 0)
        number = about->is_switch ? 1.0 : about->value;
    else if (end == value || *end != '\0' || !isfinite(number))
        return gw_error_set(err, GW_WRONG_USE, "%s is \"%s\", must be on, off%s", about->name,
                            gw_show(value).text, about->is_switch ? "" : " or a number");
    if (about->is_switch ? number != 0.0 && number != 1.0
                         : !(number >= about->low && number <= about->high))
        return gw_error_set(err, GW_WRONG_USE, "%s is %s, must be %s%g%s%g", about->name,
                            gw_show(value).text, about->is_switch ? "" : "from ", about->low,
                            about->is_switch ? " or " : " to ", about->high);
    *place_of(settings, about) = number;
    return GW_OK;
}

gw_status gw_garden_settings_take(gw_garden_settings *settings, const char *text, gw_error *err)
{
    char name[64];
    const char *equals = strchr(text, '=');
    size_t length = equals == NULL ? 0 : (size_t)(equals - text);
    if (equals == NULL || length == 0 || length >= sizeof name)
        return gw_error_set(err, GW_WRONG_USE, "\"%s\" must be NAME=VALUE, as in reviews=off",
                            gw_show(text).text);
    memcpy(name, text, length);
    name[length] = '\0';
    if (strcmp(name, "truth") == 0)
        return take_truth(settings, equals + 1, err);
    if (strcmp(name, "all") == 0)
        return take_all(settings, equals + 1, err);
    for (size_t i = 0; i < COUNT; i++)
        if (strcmp(name, SETTINGS[i].name) == 0)
            return take_one(settings, &SETTINGS[i], equals + 1, err);
    return say_unknown(name, err);
}

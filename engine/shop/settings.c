#include "settings.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "nearest.h"
#include "query.h"
#include "shown.h"
#include "sql.h"

#define NONE NAN

static const struct {
    const char *key;
    const char *unit;
    double low, likely, high;
    const char *words;
} settings[] = {
#define GW_SETTING(key, unit, low, likely, high, words)                                            \
    {#key, unit, (double)(low), (double)(likely), (double)(high), words},
#include "settings.def"
#undef GW_SETTING
};
#define SETTING_COUNT (sizeof settings / sizeof *settings)

size_t gw_setting_count(void)
{
    return SETTING_COUNT;
}

gw_status gw_setting_read(gw_setting *out, gw_shop *shop, size_t index, gw_error *err)
{
    gw_query *query = NULL;
    size_t rows = 0;
    gw_value key = gw_value_text(settings[index].key);
    *out = (gw_setting){.key = settings[index].key,
                        .unit = settings[index].unit,
                        .words = settings[index].words,
                        .known = !isnan(settings[index].likely),
                        .low = settings[index].low,
                        .likely = settings[index].likely,
                        .high = settings[index].high,
                        .said_by = "default"};
    GW_TRY(gw_query_open(&query, shop->store, gw_sql("setting_read"), &key, 1, err));
    gw_status status = gw_query_next(&rows, query, err);
    if (status == GW_OK && rows > 0) {
        gw_span who = gw_query_text(query, 3, 0);
        out->known = true;
        out->low = gw_query_double(query, 0, 0);
        out->likely = gw_query_double(query, 1, 0);
        out->high = gw_query_double(query, 2, 0);
        snprintf(out->said_by, sizeof out->said_by, "%.*s", (int)who.length, who.bytes);
    } else if (!out->known) {
        out->said_by[0] = '\0';
    }
    gw_query_close(query);
    return status;
}

gw_status gw_setting_find(size_t *index_out, const char *key, gw_error *err)
{
    const char *keys[SETTING_COUNT];
    for (size_t i = 0; i < SETTING_COUNT; i++) {
        keys[i] = settings[i].key;
        if (strcmp(key, keys[i]) == 0) {
            *index_out = i;
            return GW_OK;
        }
    }
    const char *near = gw_nearest(key, keys, SETTING_COUNT);
    return gw_error_set(err, GW_NOT_FOUND,
                        "there is no setting \"%s\"%s%s%s; goodwill settings "
                        "lists them",
                        gw_show(key).text, near == NULL ? "" : " (did you mean ",
                        near == NULL ? "" : near, near == NULL ? "" : "?)");
}

/* "0.4" or "40%"; false for anything else. */
static bool read_number(double *out, const char *text, size_t length)
{
    char copy[64];
    char *end = NULL;
    if (length == 0 || length >= sizeof copy)
        return false;
    memcpy(copy, text, length);
    copy[length] = '\0';
    *out = strtod(copy, &end);
    if (end == copy || !isfinite(*out))
        return false;
    if (*end == '%') {
        *out /= 100;
        end++;
    }
    return *end == '\0';
}

static bool read_three(double out[3], const char *value)
{
    const char *comma = strchr(value, ',');
    if (comma == NULL) {
        bool good = read_number(&out[1], value, strlen(value));
        out[0] = out[2] = out[1];
        return good;
    }
    const char *second = strchr(comma + 1, ',');
    return second != NULL && read_number(&out[0], value, (size_t)(comma - value)) &&
           read_number(&out[1], comma + 1, (size_t)(second - comma - 1)) &&
           read_number(&out[2], second + 1, strlen(second + 1)) && out[0] <= out[1] &&
           out[1] <= out[2];
}

/* Shares and chances lie between 0 and 1. */
static bool is_share(size_t index)
{
    return strncmp(settings[index].unit, "share", 5) == 0 ||
           strcmp(settings[index].unit, "chance") == 0;
}

static gw_status check_value(size_t index, const double value[3], gw_error *err)
{
    bool choke = strcmp(settings[index].key, "choke_multiple") == 0;
    if (is_share(index) && value[2] > 1 && value[2] <= 100)
        return gw_error_set(
            err, GW_WRONG_USE,
            "%s is a share, between 0 and 1: for %.15g in a hundred say %.15g%% or %.15g",
            settings[index].key, value[1], value[1], value[1] / 100);
    if (value[0] < 0 || (is_share(index) && value[2] > 1))
        return gw_error_set(err, GW_WRONG_USE, "%s must lie between 0 and %s", settings[index].key,
                            is_share(index) ? "1 (or 100%)" : "any larger number");
    if ((choke && value[0] <= 1) ||
        (strcmp(settings[index].key, "elasticity") == 0 && value[0] <= 0))
        return gw_error_set(err, GW_WRONG_USE, "%s must be larger than %s", settings[index].key,
                            choke ? "1" : "0");
    return GW_OK;
}

static gw_status no_value(const char *key, const char *value, gw_error *err)
{
    const char *comma = strchr(value, ',');
    if (comma != NULL && comma == strrchr(value, ',') &&
        strspn(value, "0123456789,%") == strlen(value))
        return gw_error_set(
            err, GW_WRONG_USE,
            "\"%s\" is no value for %s: a comma stands between low, likely and high; "
            "write a decimal with a point, like %.*s.%s",
            gw_show(value).text, key, (int)(comma - value), value, comma + 1);
    return gw_error_set(err, GW_WRONG_USE,
                        "\"%s\" is no value for %s: say a number like 0.4 or 40%%, or "
                        "low,likely,high like 0.3,0.4,0.5, or none",
                        gw_show(value).text, key);
}

gw_status gw_setting_say(gw_shop *shop, const char *key, const char *value, const char *said_by,
                         gw_error *err)
{
    size_t index = 0;
    double three[3] = {0};
    gw_value name = gw_value_text(key);
    bool taken_back = strcmp(value, "none") == 0;
    GW_TRY(gw_setting_find(&index, key, err));
    if (!taken_back) {
        if (!read_three(three, value))
            return no_value(key, value, err);
        GW_TRY(check_value(index, three, err));
    }
    GW_TRY(gw_store_begin(shop->store, err));
    gw_status status =
        gw_store_execute_with(NULL, shop->store, gw_sql("setting_forget"), &name, 1, err);
    if (status == GW_OK && !taken_back) {
        gw_value values[] = {name, gw_value_double(three[0]), gw_value_double(three[1]),
                             gw_value_double(three[2]), gw_value_text(said_by)};
        status = gw_store_execute_with(NULL, shop->store, gw_sql("setting_say"), values, 5, err);
    }
    if (status == GW_OK)
        return gw_store_commit(shop->store, err);
    gw_store_rollback(shop->store);
    return status;
}

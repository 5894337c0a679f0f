#include "duration.h"

#include <ctype.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include <goodwill/models.h>

#include "error.h"
#include "number.h"
#include "shown.h"
#include "vmath.h"

#define DAYS_A_YEAR 365.25
#define DAYS_A_MONTH 30.4375 /* DAYS_A_YEAR / 12, exactly */
#define DAYS_A_WEEK 7.0

static double days_in(gw_time_unit unit)
{
    switch (unit) {
    case GW_UNIT_DAYS:
        return 1.0;
    case GW_UNIT_WEEKS:
        return DAYS_A_WEEK;
    case GW_UNIT_MONTHS:
        return DAYS_A_MONTH;
    }
    return 1.0;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Whether bytes[0 .. length-1] are `word`, in any case. */
static bool is_word(const char *bytes, size_t length, const char *word)
{
    size_t i = 0;
    while (i < length && word[i] != '\0' && lower(bytes[i]) == word[i])
        i++;
    return i == length && word[i] == '\0';
}

gw_status gw_time_unit_parse(gw_time_unit *out, const char *text, gw_error *err)
{
    static const char *const names[] = {
        [GW_UNIT_DAYS] = "days", [GW_UNIT_WEEKS] = "weeks", [GW_UNIT_MONTHS] = "months"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (is_word(text, strlen(text), names[i])) {
            *out = (gw_time_unit)i;
            return GW_OK;
        }
    }
    return gw_error_set(err, GW_WRONG_USE, "the unit \"%s\" is none of days, weeks, months",
                        gw_show(text).text);
}

/* The days of "week", "weeks", ...; 0 for another word. */
static double days_named(const char *bytes, size_t length)
{
    static const struct {
        const char *one;
        const char *many;
        double days;
    } names[] = {{"day", "days", 1.0},
                 {"week", "weeks", DAYS_A_WEEK},
                 {"month", "months", DAYS_A_MONTH},
                 {"year", "years", DAYS_A_YEAR}};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (is_word(bytes, length, names[i].one) || is_word(bytes, length, names[i].many))
            return names[i].days;
    return 0.0;
}

/* Splits into a number and the word after it: the longest number that leaves a word or nothing. */
static bool split_amount(double *amount_out, const char **word_out, const char *text)
{
    for (size_t length = strlen(text); length > 0; length--) {
        if (!gw_number_parse(amount_out, text, length))
            continue;
        *word_out = text + length;
        while (isspace((unsigned char)**word_out))
            ++*word_out;
        return true;
    }
    return false;
}

static size_t trimmed_length(const char *text)
{
    size_t length = strlen(text);
    while (length > 0 && isspace((unsigned char)text[length - 1]))
        length--;
    return length;
}

gw_status gw_horizon_parse(double *out, const char *text, gw_time_unit unit, gw_error *err)
{
    double amount = 0.0;
    const char *word = "";
    if (is_word(text, trimmed_length(text), "forever")) {
        *out = GW_FOREVER;
        return GW_OK;
    }
    if (!split_amount(&amount, &word, text))
        return gw_error_set(err, GW_WRONG_USE,
                            "the horizon \"%s\" is no duration; write 52 weeks, 12 months, 1 year "
                            "or forever",
                            gw_show(text).text);
    if (!(amount >= 0.0) || isinf(amount))
        return gw_error_set(err, GW_WRONG_USE,
                            "the horizon \"%s\" must be a finite time of at least 0, or forever",
                            gw_show(text).text);
    size_t length = trimmed_length(word);
    double days = length > 0 ? days_named(word, length) : days_in(unit);
    if (days == 0.0)
        return gw_error_set(err, GW_WRONG_USE,
                            "the horizon \"%s\" has a unit that is none of days, weeks, months, "
                            "years",
                            gw_show(text).text);
    *out = days == days_in(unit) ? amount : amount * days / days_in(unit);
    return GW_OK;
}

gw_status gw_rate_fraction_parse(double *out, const char *text, gw_error *err)
{
    double rate = 0.0;
    size_t length = trimmed_length(text);
    bool percent = length > 0 && text[length - 1] == '%';
    if (!gw_number_parse(&rate, text, length - percent))
        return gw_error_set(err, GW_WRONG_USE, "the rate \"%s\" is no number; write 10%% or 0.1",
                            gw_show(text).text);
    if (!(rate >= 0.0) || isinf(rate))
        return gw_error_set(err, GW_WRONG_USE, "the rate \"%s\" must be at least 0, and finite",
                            gw_show(text).text);
    if (!percent && rate >= 1.0)
        return gw_error_set(err, GW_WRONG_USE,
                            "the rate \"%s\" would be %g%%; write %s%% if you mean percent",
                            gw_show(text).text, 100.0 * rate, gw_show(text).text);
    *out = percent ? rate / 100.0 : rate;
    return GW_OK;
}

gw_status gw_rate_parse(double *delta_out, const char *text, gw_time_unit unit, gw_error *err)
{
    double rate = 0.0;
    GW_TRY(gw_rate_fraction_parse(&rate, text, err));
    *delta_out = gw_log1p(rate) * days_in(unit) / DAYS_A_YEAR;
    return GW_OK;
}

gw_status gw_period_rate_parse(double *delta_out, const char *text, gw_error *err)
{
    double rate = 0.0;
    GW_TRY(gw_rate_fraction_parse(&rate, text, err));
    *delta_out = gw_log1p(rate);
    return GW_OK;
}

gw_status gw_delta_parse(double *out, const char *text, gw_error *err)
{
    double delta = 0.0;
    if (!gw_number_parse(&delta, text, strlen(text)) || !(delta >= 0.0) || isinf(delta))
        return gw_error_set(err, GW_WRONG_USE,
                            "delta \"%s\" must be a finite number of at least 0: the continuous "
                            "rate per time unit",
                            gw_show(text).text);
    *out = delta;
    return GW_OK;
}

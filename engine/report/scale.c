#include "scale.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "date.h"
#include "shown.h"
#include "vmath.h"

/* ---- Numbers -------------------------------------------------------------------------------- */

double gw_nice_above(double value)
{
    double power = pow(10, floor(log10(value)));
    static const double steps[] = {1, 2, 5, 10};
    for (size_t i = 0; i < 4; i++)
        if (steps[i] * power >= value * (1 - 1e-12))
            return steps[i] * power;
    return 10 * power;
}

void gw_short_number(char out[GW_TICK_SIZE], double value)
{
    static const struct {
        double from;
        const char *letter;
    } big[] = {{1e12, "T"}, {1e9, "B"}, {1e6, "M"}, {1e4, "k"}};
    double size = fabs(value);
    if (value == 0) {
        snprintf(out, GW_TICK_SIZE, "0");
        return;
    }
    for (size_t i = 0; i < 4; i++)
        if (size >= big[i].from) {
            double unit = i == 3 ? 1e3 : big[i].from;
            snprintf(out, GW_TICK_SIZE, "%.3g%s", value / unit, big[i].letter);
            return;
        }
    if (size >= 1000)
        snprintf(out, GW_TICK_SIZE, "%.0f,%03.0f", trunc(value / 1000), fmod(size, 1000));
    else
        snprintf(out, GW_TICK_SIZE, "%.4g", value);
}

static void add_tick(gw_scale *scale, double value, const char *text)
{
    if (scale->tick_count == GW_TICKS_MAX)
        return;
    gw_tick *tick = &scale->ticks[scale->tick_count++];
    tick->value = value;
    gw_utf8_cut(tick->text, sizeof tick->text, text, strlen(text));
}

static void add_number(gw_scale *scale, double value)
{
    char text[GW_TICK_SIZE];
    gw_short_number(text, value);
    add_tick(scale, value, text);
}

/* ---- Scales --------------------------------------------------------------------------------- */

static void make_drawable(double *low, double *high)
{
    *low = isfinite(*low) ? *low : 0.0;
    *high = isfinite(*high) ? *high : 1.0;
    if (!(*high > *low)) {
        double room = *low == 0 ? 1.0 : fabs(*low) / 2;
        *high = *low + room;
        *low = *low > 0 && *low - room < 0 ? 0.0 : *low - (*low == 0 ? 0.0 : room);
    }
}

gw_scale gw_scale_linear(double low, double high, size_t ticks)
{
    make_drawable(&low, &high);
    double step = gw_nice_above((high - low) / (double)ticks);
    gw_scale scale = {.kind = GW_SCALE_LINEAR,
                      .low = floor(low / step + 1e-9) * step,
                      .high = ceil(high / step - 1e-9) * step};
    double count = floor((scale.high - scale.low) / step + 0.5);
    for (double i = 0; i <= count; i++)
        add_number(&scale, fabs(scale.low + i * step) < step * 1e-9 ? 0.0 : scale.low + i * step);
    return scale;
}

gw_scale gw_scale_share(size_t ticks)
{
    gw_scale scale = {.kind = GW_SCALE_SHARE, .low = 0, .high = 1};
    size_t steps = ticks >= 10 ? 10 : ticks >= 5 ? 5 : 2;
    for (size_t i = 0; i <= steps; i++) {
        char text[GW_TICK_SIZE];
        snprintf(text, sizeof text, "%zu %%", i * 100 / steps);
        add_tick(&scale, (double)i / (double)steps, text);
    }
    return scale;
}

gw_scale gw_scale_log(double low, double high, size_t ticks)
{
    low = low > 0 && isfinite(low) ? low : 1.0;
    high = high > low && isfinite(high) ? high : 10 * low;
    gw_scale scale = {.kind = GW_SCALE_LOG, .low = low, .high = high};
    double powers = log10(high / low);
    bool only_tens = powers > (double)ticks / 3;
    for (double power = floor(log10(low)); power <= ceil(log10(high)); power++)
        for (size_t i = 0; i < 3; i++) {
            static const double steps[] = {1, 2, 5};
            double value = steps[i] * pow(10, power);
            if (value >= low && value <= high && (i == 0 || !only_tens))
                add_number(&scale, value);
        }
    return scale;
}

static double signed_log(double value, double knee)
{
    return copysign(gw_log1p(fabs(value) / knee), value);
}

gw_scale gw_scale_signed_log(double low, double high, double knee)
{
    make_drawable(&low, &high);
    gw_scale scale = {.kind = GW_SCALE_SIGNED_LOG, .low = low, .high = high, .knee = knee};
    double top = fmax(fabs(low), fabs(high));
    double first = gw_nice_above(knee);
    size_t sizes = 0;
    double size[GW_TICKS_MAX];
    for (double s = first; s <= top && sizes < GW_TICKS_MAX / 2; s = gw_nice_above(s * 1.5))
        size[sizes++] = s;
    for (size_t i = sizes; i-- > 0;)
        if (-size[i] >= low)
            add_number(&scale, -size[i]);
    if (low <= 0 && high >= 0)
        add_number(&scale, 0);
    for (size_t i = 0; i < sizes; i++)
        if (size[i] <= high && size[i] >= low)
            add_number(&scale, size[i]);
    return scale;
}

/* How many months lie between labels. */
static int months_apart(double days, size_t ticks)
{
    static const int choices[] = {1, 2, 3, 6, 12, 24, 60, 120, 240};
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++)
        if (days / (30.44 * choices[i]) <= (double)ticks)
            return choices[i];
    return 600;
}

gw_scale gw_scale_days(double low, double high, size_t ticks)
{
    static const char *const names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    make_drawable(&low, &high);
    gw_scale scale = {.kind = GW_SCALE_DAYS, .low = low, .high = high};
    int apart = months_apart(high - low, ticks);
    int year = 0;
    int month = 0;
    int day = 0;
    gw_date_to_civil(&year, &month, &day, (int32_t)low);
    for (int m = year * 12 + month - 1; scale.tick_count < GW_TICKS_MAX; m++) {
        int32_t first = 0;
        char text[GW_TICK_SIZE];
        if (!gw_date_from_civil(&first, m / 12, m % 12 + 1, 1) || first > high)
            break;
        if (first < low || m % apart != 0)
            continue;
        if (m % 12 == 0 || apart >= 12 || scale.tick_count == 0)
            snprintf(text, sizeof text, apart >= 12 ? "%.0s%d" : "%s %d", names[m % 12], m / 12);
        else
            snprintf(text, sizeof text, "%s", names[m % 12]);
        add_tick(&scale, first, text);
    }
    return scale;
}

gw_scale gw_scale_places(const char *const *names, size_t n)
{
    gw_scale scale = {.kind = GW_SCALE_PLACES, .low = -0.5, .high = n > 0 ? (double)n - 0.5 : 0.5};
    for (size_t i = 0; i < n; i++)
        add_tick(&scale, (double)i, names[i]);
    return scale;
}

double gw_scale_at(const gw_scale *scale, double value)
{
    double low = scale->low;
    double high = scale->high;
    if (scale->kind == GW_SCALE_LOG) {
        low = gw_log(low);
        high = gw_log(high);
        value = gw_log(value);
    } else if (scale->kind == GW_SCALE_SIGNED_LOG) {
        low = signed_log(low, scale->knee);
        high = signed_log(high, scale->knee);
        value = signed_log(value, scale->knee);
    }
    return scale->from + (value - low) / (high - low) * (scale->to - scale->from);
}

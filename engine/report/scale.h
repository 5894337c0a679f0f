/* From values to pixels, with ticks at numbers people like. */
#ifndef GW_SCALE_H
#define GW_SCALE_H

#include <stddef.h>
#include <stdint.h>

typedef enum gw_scale_kind {
    GW_SCALE_LINEAR,
    GW_SCALE_SHARE,      /* linear, 0 to 1 told in percent */
    GW_SCALE_LOG,        /* above zero */
    GW_SCALE_SIGNED_LOG, /* sign(v) ln(1 + |v| / knee): logarithmic on both sides of zero */
    GW_SCALE_DAYS,       /* local days, told as months or years */
    GW_SCALE_PLACES      /* 0, 1, 2, ...: each a name */
} gw_scale_kind;

#define GW_TICKS_MAX 40
#define GW_TICK_SIZE 24

typedef struct gw_tick {
    double value;
    char text[GW_TICK_SIZE]; /* "" : a line without a label */
} gw_tick;

typedef struct gw_scale {
    gw_scale_kind kind;
    double low; /* values at the two ends */
    double high;
    double from; /* their pixels; set by the picture */
    double to;
    double knee; /* signed log */
    size_t tick_count;
    gw_tick ticks[GW_TICKS_MAX];
} gw_scale;

/* 1, 2 or 5 times a power of ten, at or above `value` > 0. */
double gw_nice_above(double value);

/* A scale from `low` to `high`, widened to whole steps, with about `ticks` ticks. Equal or
 * undefined ends are widened to something that can be drawn. */
gw_scale gw_scale_linear(double low, double high, size_t ticks);
gw_scale gw_scale_share(size_t ticks);
gw_scale gw_scale_log(double low, double high, size_t ticks);
gw_scale gw_scale_signed_log(double low, double high, double knee);
gw_scale gw_scale_days(double low, double high, size_t ticks);
/* `n` places named names[i] (copied, cut to GW_TICK_SIZE), at most GW_TICKS_MAX. */
gw_scale gw_scale_places(const char *const *names, size_t n);

/* The pixel of a value; outside values lie outside. */
double gw_scale_at(const gw_scale *scale, double value);

/* A number as short as it can be read: "1,200", "45k", "3.2M", "0.05". */
void gw_short_number(char out[GW_TICK_SIZE], double value);

#endif

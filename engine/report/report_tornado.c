/* Which assumption moves our share of the gains, and where a verdict turns: a tornado chart; see
 * report_inside.h and tornado.h. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report_inside.h"

#define MOST_BARS 8
#define ROW_HEIGHT 34.0

static size_t shown(const gw_tornado *t)
{
    size_t n = 0;
    while (n < t->n && n < MOST_BARS && isfinite(t->bars[n].share_low) &&
           isfinite(t->bars[n].share_high))
        n++;
    return n;
}

/* ---- Picture -------------------------------------------------------------------------------- */

/* The largest on top; dark the low end of the setting, pale the high end. */
static void draw(gw_picture *p, const gw_tornado *t)
{
    char labels[MOST_BARS][48];
    const char *names[MOST_BARS];
    double low = t->gains.take_rate;
    double high = t->gains.take_rate;
    size_t n = shown(t);
    static const gw_legend_item items[] = {{"the setting at its low", GW_MARK_BAR, GW_TONE_TO_US},
                                           {"at its high", GW_MARK_LIGHT_BAR, GW_TONE_TO_US}};
    for (size_t i = 0; i < n; i++) {
        const gw_tornado_bar *bar = &t->bars[n - 1 - i];
        gw__spaced(labels[i], sizeof labels[i], bar->key);
        names[i] = labels[i];
        low = fmin(low, fmin(bar->share_low, bar->share_high));
        high = fmax(high, fmax(bar->share_low, bar->share_high));
    }
    gw_scale x = gw_scale_linear(100 * low, 100 * high, 5);
    gw_scale y = gw_scale_places(names, n);
    gw_picture_legend(p, items, 2);
    gw_picture_axes(p, &x, "of 100 that both gain, ours", &y, "setting");
    for (size_t i = 0; i < n; i++) {
        const gw_tornado_bar *bar = &t->bars[n - 1 - i];
        const double ends[] = {100 * bar->share_low, 100 * bar->share_high};
        double now = 100 * t->gains.take_rate;
        for (size_t e = 0; e < 2; e++)
            gw_picture_bar(p, fmin(ends[e], now), fmax(ends[e], now), (double)i - 0.3,
                           (double)i + 0.3, GW_TONE_TO_US, e == 1);
    }
    gw_picture_upright(p, 100 * t->gains.take_rate, "now");
}

static void draw_now(gw_picture *p, const gw_report *r, bool narrow)
{
    (void)narrow;
    draw(p, &r->tornado[0]);
}

static void draw_later(gw_picture *p, const gw_report *r, bool narrow)
{
    (void)narrow;
    draw(p, &r->tornado[1]);
}

/* ---- Words ---------------------------------------------------------------------------------- */

static void share_words(char *out, size_t size, double share, gw_verdict verdict)
{
    if (isfinite(share))
        snprintf(out, size, "%.0f of 100", 100 * share);
    else
        snprintf(out, size, "%s", gw_verdict_words(verdict));
}

/* Where the verdict, or who gets more, turns. */
static void turnings(gw_strbuf *out, const gw_tornado *t)
{
    bool any = false;
    for (size_t i = 0; i < t->n; i++) {
        const gw_tornado_bar *bar = &t->bars[i];
        char name[48];
        char from[64];
        char to[64];
        if (!bar->turns)
            continue;
        gw__spaced(name, sizeof name, bar->key);
        share_words(from, sizeof from, bar->share_low, bar->at_low);
        share_words(to, sizeof to, bar->share_high, bar->at_high);
        gw_strbuf_puts(out, any ? "<li>" : "<ul class=\"turns\">\n<li>");
        any = true;
        gw_escaped(out, name);
        gw_strbuf_printf(
            out, ": from %.3g to %.3g our share goes from %s to %s; it turns at %.3g.</li>\n",
            bar->low, bar->high, from, to, bar->turning);
    }
    gw_strbuf_puts(out, any ? "</ul>\n"
                            : "<p class=\"note\">None of them turns who gets more of it.</p>\n");
}

static void csv_of(gw_strbuf *csv, const gw_tornado *t)
{
    gw_strbuf_puts(csv, "setting,low,likely,high,share_at_low,share_at_high,turns_at\n");
    for (size_t i = 0; i < t->n; i++) {
        const gw_tornado_bar *bar = &t->bars[i];
        const double values[] = {bar->low,        bar->likely,
                                 bar->high,       bar->share_low,
                                 bar->share_high, bar->turns ? bar->turning : (double)NAN};
        gw__csv_text(csv, bar->key);
        for (size_t k = 0; k < 6; k++) {
            gw_strbuf_puts(csv, ",");
            gw__csv_number(csv, values[k]);
        }
        gw_strbuf_puts(csv, "\n");
    }
}

static void one(gw_strbuf *out, const gw_report *r, bool expected)
{
    const gw_tornado *t = &r->tornado[expected];
    gw_strbuf csv = GW_STRBUF_INIT(r->context);
    size_t n = shown(t);
    const gw__figure figure = {
        .id = expected ? "tornado-expected" : "tornado",
        .title = expected ? "Which setting moves our share of what is expected"
                          : "Which setting moves our share of what was gained so far",
        .see = "Each setting by itself at its low and at its high (half and twice of it, where one "
               "value was said), the others as they are; the one that moves most on top.",
        .alt = "A tornado chart: for each setting a bar from our share of the gains with the "
               "setting at "
               "its low to that with it at its high; the longest on top.",
        .height = 20 + ROW_HEIGHT * (double)n,
        .draw = expected ? draw_later : draw_now};
    if (n > 0 && isfinite(t->gains.take_rate)) {
        csv_of(&csv, t);
        gw__figure_write(out, r, &figure, &csv);
    }
    if (t->n > 0)
        turnings(out, t);
    gw_strbuf_free(&csv);
}

void gw__report_tornado(gw_strbuf *out, const gw_report *r)
{
    one(out, r, false);
    one(out, r, true);
}

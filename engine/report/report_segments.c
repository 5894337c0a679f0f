/* Can the forecast be trusted, continued: group by group of customers; see report_inside.h. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report_inside.h"
#include "shown.h"

#define ROW_HEIGHT 34.0

/* ---- Pictures ------------------------------------------------------------------------------- */

static size_t read_all(gw_segment out[GW_TICKS_MAX], const gw_report *r, gw_segments_by by)
{
    size_t n = 0;
    size_t at = 0;
    while (n < GW_TICKS_MAX && gw_segment_next(&out[n], &at, &r->series, by))
        n++;
    return n;
}

/* Means of a customer, so that small groups are seen beside large ones; the first on top. */
static void draw(gw_picture *p, const gw_report *r, gw_segments_by by)
{
    static const gw_legend_item items[] = {{"came", GW_MARK_BAR, GW_TONE_CAME},
                                           {"said, with its range", GW_MARK_DOT, GW_TONE_SAID}};
    gw_segment segments[GW_TICKS_MAX];
    char labels[GW_TICKS_MAX][GW_TICK_SIZE];
    const char *names[GW_TICKS_MAX];
    double top = 0;
    size_t n = read_all(segments, r, by);
    for (size_t i = 0; i < n; i++) {
        const gw_segment *s = &segments[n - 1 - i];
        gw_utf8_cut(labels[i], sizeof labels[i], s->name, strlen(s->name));
        names[i] = labels[i];
        top = fmax(top, fmax(s->days.came, s->days.high) / s->customers);
    }
    gw_scale x = gw_scale_linear(0, top, 5);
    gw_scale y = gw_scale_places(names, n);
    gw_picture_legend(p, items, 2);
    gw_picture_axes(p, &x, "buying days in the hidden weeks, mean of a customer", &y,
                    gw_segments_title(by));
    for (size_t i = 0; i < n; i++) {
        const gw_segment *s = &segments[n - 1 - i];
        double at = (double)i;
        gw_picture_bar(p, 0, s->days.came / s->customers, at - 0.3, at + 0.3, GW_TONE_CAME, true);
        gw_picture_dot_across(p, s->days.said / s->customers, at, s->days.low / s->customers,
                              s->days.high / s->customers, GW_TONE_SAID);
    }
}

#define GW_SEGMENTS(code, title)                                                                   \
    static void draw_##code(gw_picture *p, const gw_report *r, bool narrow)                        \
    {                                                                                              \
        (void)narrow;                                                                              \
        draw(p, r, GW_SEGMENTS_##code);                                                            \
    }
#define GW_SEGMENTS_LABEL(code, title, source) GW_SEGMENTS(code, title)
#include "segments.def"
#undef GW_SEGMENTS

static const struct {
    const char *id;
    void (*draw)(gw_picture *p, const gw_report *r, bool narrow);
} figures[] = {
#define GW_SEGMENTS(code, title) {"group-" #code, draw_##code},
#include "segments.def"
#undef GW_SEGMENTS
#undef GW_SEGMENTS_LABEL
};

/* How often and how lately people had bought have finer pictures of their own. */
static bool is_drawn(gw_segments_by by)
{
    return by != GW_SEGMENTS_often && by != GW_SEGMENTS_silence;
}

/* ---- Numbers -------------------------------------------------------------------------------- */

static void csv_total(gw_strbuf *csv, const gw_check_total *total)
{
    const double values[] = {total->came, total->said, total->low, total->high};
    for (size_t i = 0; i < 4; i++) {
        gw_strbuf_puts(csv, ",");
        if (isfinite(total->came))
            gw__csv_number(csv, values[i]);
    }
}

static void csv_row(gw_strbuf *csv, gw_segments_by by, const gw_segment *s)
{
    gw_strbuf_printf(csv, "%s,", gw_segments_code(by));
    gw__csv_text(csv, s->name);
    gw_strbuf_puts(csv, ",");
    gw__csv_number(csv, s->customers);
    csv_total(csv, &s->days);
    csv_total(csv, &s->paid);
    gw_strbuf_puts(csv, "\n");
}

static void csv_head(gw_strbuf *csv)
{
    gw_strbuf_puts(csv, "by,group,customers,days_came,days_said,days_low,days_high,money_came,"
                        "money_said,money_low,money_high\n");
}

static void total_cells(gw_strbuf *out, const gw_check_total *total)
{
    char low[GW_FIGURE_SIZE];
    char high[GW_FIGURE_SIZE];
    double off = gw_segment_off(total);
    if (!isfinite(total->came)) {
        gw_strbuf_puts(out, "<td>-</td><td>-</td><td>-</td>");
        return;
    }
    gw_figure_count(low, total->low);
    gw_figure_count(high, total->high);
    gw__count_cell(out, total->came);
    char said[GW_FIGURE_SIZE];
    gw_figure_count(said, total->said);
    gw_strbuf_printf(out, "<td>%s<small>%s to %s</small></td><td>", said, low, high);
    if (isfinite(off))
        gw_strbuf_printf(out, "%+.1f %%", 100 * off);
    else
        gw_strbuf_puts(out, "-");
    gw_strbuf_puts(out,
                   gw_segment_outside(total) ? "<small>outside its range</small></td>" : "</td>");
}

static void table_row(gw_strbuf *out, gw_segments_by by, const gw_segment *s)
{
    bool outside = gw_segment_outside(&s->days) || gw_segment_outside(&s->paid);
    gw_strbuf_printf(out, "<tr data-by=\"%s\"%s><th scope=\"row\">", gw_segments_code(by),
                     outside ? " class=\"outside\"" : "");
    gw_escaped(out, s->name);
    gw_strbuf_puts(out, "</th>");
    gw__count_cell(out, s->customers);
    total_cells(out, &s->days);
    total_cells(out, &s->paid);
    gw_strbuf_puts(out, "</tr>\n");
}

static void table_of(gw_strbuf *out, gw_strbuf *csv, const gw_report *r, gw_segments_by by)
{
    gw_segment segment;
    size_t at = 0;
    bool any = false;
    while (gw_segment_next(&segment, &at, &r->series, by)) {
        if (!any)
            gw_strbuf_printf(out,
                             "<tr class=\"kind\"><th scope=\"colgroup\" colspan=\"8\">By %s"
                             "</th></tr>\n",
                             gw_segments_title(by));
        any = true;
        table_row(out, by, &segment);
        csv_row(csv, by, &segment);
    }
}

static void table(gw_strbuf *out, const gw_report *r)
{
    gw_strbuf csv = GW_STRBUF_INIT(r->context);
    gw_strbuf_puts(out,
                   "<h3>Group by group: what came, and what was said of it</h3>\n"
                   "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Group by "
                   "group\">\n<table id=\"segments\"><caption>Below what was said is the range "
                   "it falls into 99 of 100 times: of a hundred groups one lies outside by "
                   "chance alone.</caption><thead><tr><th scope=\"col\">Customers</th>"
                   "<th scope=\"col\">How many</th><th scope=\"col\">Buying days came</th>"
                   "<th scope=\"col\">said</th><th scope=\"col\">off by</th>");
    gw_strbuf_printf(out,
                     "<th scope=\"col\">%s came</th><th scope=\"col\">said</th>"
                     "<th scope=\"col\">off by</th></tr></thead>\n<tbody>\n",
                     r->currency);
    csv_head(&csv);
    for (size_t k = 0; k < GW_SEGMENTS_COUNT; k++)
        table_of(out, &csv, r, (gw_segments_by)k);
    gw_strbuf_puts(out, "</tbody></table></div>\n");
    gw__csv_link(out, "segments", &csv);
    gw_strbuf_free(&csv);
}

/* ---- All of it ------------------------------------------------------------------------------ */

static void figure(gw_strbuf *out, const gw_report *r, gw_segments_by by)
{
    char title[128];
    gw_strbuf csv = GW_STRBUF_INIT(r->context);
    gw_segment segment;
    size_t at = 0;
    size_t n = 0;
    csv_head(&csv);
    for (; gw_segment_next(&segment, &at, &r->series, by); n++)
        csv_row(&csv, by, &segment);
    snprintf(title, sizeof title, "How often people came back in the hidden weeks, by %s",
             gw_segments_title(by));
    const gw__figure f = {
        .id = figures[by].id,
        .title = title,
        .see =
            "Bars came; dots were said, with the range a group falls into 99 of 100 times (its "
            "people's own chances, and what moves all of them at once). A bar that ends outside "
            "the range is a group the forecast fails: too little was said of it where the bar is "
            "longer, too much where it is shorter.",
        .alt = "Bars of mean buying days in the hidden weeks, group by group of customers, with "
               "dots and ranges for what was said.",
        .height = 20 + ROW_HEIGHT * (double)n,
        .draw = figures[by].draw};
    if (n > 0)
        gw__figure_write(out, r, &f, &csv);
    gw_strbuf_free(&csv);
}

void gw__report_segments(gw_strbuf *out, const gw_report *r)
{
    bool any = false;
    for (size_t k = 0; k < GW_SEGMENTS_COUNT; k++) {
        size_t at = 0;
        gw_segment segment;
        any = gw_segment_next(&segment, &at, &r->series, (gw_segments_by)k) || any;
        if (is_drawn((gw_segments_by)k))
            figure(out, r, (gw_segments_by)k);
    }
    if (any)
        table(out, r);
}

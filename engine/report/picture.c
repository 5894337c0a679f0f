/* Drawing, see picture.h. Pixels are written with one decimal: finer than any screen. */
#include "picture.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "shown.h"
#include "text_width.h"

#define TEXT 12.0 /* pixels */
#define LINE_HEIGHT 18.0
#define GAP 6.0
#define SWATCH 16.0

const char *gw_tone_class(gw_tone tone)
{
    static const char *const names[GW_TONE_COUNT] = {"tone-came",    "tone-said",   "tone-course",
                                                     "tone-rule",    "tone-rule-2", "tone-rule-3",
                                                     "tone-to-them", "tone-to-us"};
    return names[tone];
}

void gw_escaped(gw_strbuf *out, const char *text)
{
    static const struct {
        char byte;
        const char *as;
    } escapes[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"}};
    for (size_t left = strlen(text); left > 0;) {
        size_t length = gw_utf8_length(text, left);
        const char *as = NULL;
        for (size_t i = 0; i < sizeof escapes / sizeof *escapes && length == 1; i++)
            as = *text == escapes[i].byte ? escapes[i].as : as;
        if (length == 0 || (length == 1 && (unsigned char)*text < 32) || *text == 127)
            as = "?";
        length = length == 0 ? 1 : length;
        if (as != NULL)
            gw_strbuf_puts(out, as);
        else
            gw_strbuf_add(out, text, length);
        text += length;
        left -= length;
    }
}

/* ---- Frame ---------------------------------------------------------------------------------- */

/* The picture's height is known only when its labels are: so what is drawn goes into a group of its
 * own, and the head of the picture says no more than its width until then. */
void gw_picture_begin(gw_picture *p, gw_strbuf *out, double width, double plot_height,
                      const char *alt)
{
    *p = (gw_picture){.out = out, .width = width, .height = plot_height, .top = 0};
    gw_strbuf_puts(out, "<svg role=\"img\" aria-label=\"");
    gw_escaped(out, alt);
    gw_strbuf_puts(out, "\" xmlns=\"http://www.w3.org/2000/svg\"");
}

static void text_at(gw_picture *p, double x, double y, const char *anchor, const char *text)
{
    gw_strbuf_printf(p->out, "<text x=\"%.1f\" y=\"%.1f\"%s%s%s>", x, y,
                     anchor[0] == '\0' ? "" : " text-anchor=\"", anchor,
                     anchor[0] == '\0' ? "" : "\"");
    gw_escaped(p->out, text);
    gw_strbuf_puts(p->out, "</text>");
}

/* Text that has `room` pixels: what does not fit is cut, and says so. */
typedef struct fitted {
    char text[160];
} fitted;

static fitted fit_text(const char *text, double room)
{
    fitted fit;
    size_t length = strlen(text);
    snprintf(fit.text, sizeof fit.text, "%s", text);
    while (gw_text_width(fit.text, TEXT) > room && length > 0) {
        do
            length--;
        while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80);
        if (length + 4 <= sizeof fit.text)
            snprintf(fit.text, sizeof fit.text, "%.*s\xe2\x80\xa6", (int)length, text);
    }
    return fit;
}

static void swatch(gw_picture *p, double x, double y, gw_mark mark, gw_tone tone)
{
    const char *class = gw_tone_class(tone);
    if (mark == GW_MARK_LINE)
        gw_strbuf_printf(p->out, "<path class=\"line %s\" d=\"M%.1f %.1fh%.1f\"/>", class, x, y - 4,
                         SWATCH);
    else if (mark == GW_MARK_DOT)
        gw_strbuf_printf(p->out, "<circle class=\"dot %s\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>",
                         class, x + SWATCH / 2, y - 4);
    else
        gw_strbuf_printf(p->out,
                         "<rect class=\"%s %s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" "
                         "height=\"10\"/>",
                         mark == GW_MARK_BAR ? "bar" : "light", class, x, y - 9, SWATCH);
}

/* Height and legend come before the drawing: the head of the picture is finished by its axes. */
void gw_picture_legend(gw_picture *p, const gw_legend_item *items, size_t n)
{
    gw_strbuf *out = p->out;
    double x = 0;
    double y = n > 0 ? LINE_HEIGHT : 0.0;
    gw_strbuf rows = GW_STRBUF_INIT(out->context);
    p->out = &rows;
    for (size_t i = 0; i < n; i++) {
        fitted words = fit_text(items[i].words, p->width - SWATCH - GAP);
        double room = SWATCH + GAP + gw_text_width(words.text, TEXT);
        if (x > 0 && x + room > p->width) {
            x = 0;
            y += LINE_HEIGHT;
        }
        swatch(p, x, y - 4, items[i].mark, items[i].tone);
        text_at(p, x + SWATCH + GAP, y - 4, "", words.text);
        x += room + 2 * GAP;
    }
    p->out = out;
    p->top = y + GAP;
    /* kept behind the head, which gw_picture_axes writes */
    const char *drawn = gw_strbuf_text(&rows);
    double height = p->top + 2 * LINE_HEIGHT + p->height + 2 * LINE_HEIGHT + GAP + 2;
    gw_strbuf_printf(out, " viewBox=\"0 0 %.0f %.0f\">", p->width, height);
    gw_strbuf_puts(out, drawn != NULL ? drawn : "");
    out->failed = out->failed || drawn == NULL;
    gw_strbuf_free(&rows);
}

static double widest_label(const gw_scale *scale)
{
    double widest = 0;
    for (size_t i = 0; i < scale->tick_count; i++) {
        double width = gw_text_width(scale->ticks[i].text, TEXT);
        widest = width > widest ? width : widest;
    }
    return widest;
}

/* Whether labels of every `step`-th tick stand apart. */
static bool stand_apart(const gw_scale *scale, size_t step, double left_edge, double right_edge)
{
    double end = left_edge - 1;
    for (size_t i = 0; i < scale->tick_count; i += step) {
        double half = gw_text_width(scale->ticks[i].text, TEXT) / 2;
        double at = gw_scale_at(scale, scale->ticks[i].value);
        double start = at - half < left_edge ? left_edge : at - half;
        if (at + half > right_edge)
            start = right_edge - 2 * half;
        if (start < end + GAP && i > 0)
            return false;
        end = start + 2 * half;
    }
    return true;
}

static void x_labels(gw_picture *p)
{
    size_t step = 1;
    while (step < p->x.tick_count && !stand_apart(&p->x, step, 0, p->width))
        step++;
    for (size_t i = 0; i < p->x.tick_count; i++) {
        const gw_tick *tick = &p->x.ticks[i];
        double at = gw_scale_at(&p->x, tick->value);
        double half = gw_text_width(tick->text, TEXT) / 2;
        if (p->x.kind != GW_SCALE_PLACES)
            gw_strbuf_printf(p->out, "<path class=\"grid\" d=\"M%.1f %.1fV%.1f\"/>", at, p->top,
                             p->bottom + (i % step == 0 ? 4 : 0));
        if (i % step != 0)
            continue;
        at = at - half < 0 ? half : at;
        at = at + half > p->width ? p->width - half : at;
        text_at(p, at, p->bottom + LINE_HEIGHT, "middle", tick->text);
    }
}

static void y_labels(gw_picture *p)
{
    double last = INFINITY;
    for (size_t i = 0; i < p->y.tick_count; i++) {
        double at = gw_scale_at(&p->y, p->y.ticks[i].value);
        gw_strbuf_printf(p->out, "<path class=\"%s\" d=\"M%.1f %.1fH%.1f\"/>",
                         p->y.ticks[i].value == 0 && p->y.kind != GW_SCALE_PLACES ? "zero" : "grid",
                         p->left, at, p->right);
        if (last - at < TEXT + 2)
            continue;
        text_at(p, p->left - GAP, at + 4, "end", p->y.ticks[i].text);
        last = at;
    }
}

void gw_picture_axes(gw_picture *p, const gw_scale *x, const char *x_title, const gw_scale *y,
                     const char *y_title)
{
    if (p->top == 0)
        gw_picture_legend(p, NULL, 0);
    p->x = *x;
    p->y = *y;
    text_at(p, 0, p->top + LINE_HEIGHT - 5, "", fit_text(y_title, p->width).text);
    p->top += 2 * LINE_HEIGHT;
    p->bottom = p->top + p->height;
    p->left = widest_label(y) + GAP;
    p->right = p->width - 8;
    p->x.from = p->left;
    p->x.to = p->right;
    p->y.from = p->bottom;
    p->y.to = p->top;
    x_labels(p);
    y_labels(p);
    text_at(p, p->right, p->bottom + 2 * LINE_HEIGHT, "end", fit_text(x_title, p->right).text);
}

void gw_picture_end(gw_picture *p)
{
    gw_strbuf_puts(p->out, "</svg>\n");
}

/* ---- Marks ---------------------------------------------------------------------------------- */

void gw_picture_line(gw_picture *p, const double *x, const double *y, size_t n, gw_tone tone)
{
    bool open = false;
    gw_strbuf_printf(p->out, "<path class=\"line %s\" d=\"", gw_tone_class(tone));
    for (size_t i = 0; i < n; i++) {
        bool drawn = isfinite(x[i]) && isfinite(y[i]);
        if (drawn)
            gw_strbuf_printf(p->out, "%s%.1f %.1f", open ? "L" : "M", gw_scale_at(&p->x, x[i]),
                             gw_scale_at(&p->y, y[i]));
        open = drawn;
    }
    gw_strbuf_puts(p->out, "\"/>");
}

void gw_picture_band(gw_picture *p, const double *x, const double *low, const double *high,
                     size_t n, gw_tone tone)
{
    gw_strbuf_printf(p->out, "<path class=\"band %s\" d=\"", gw_tone_class(tone));
    for (size_t i = 0; i < n; i++)
        gw_strbuf_printf(p->out, "%s%.1f %.1f", i == 0 ? "M" : "L", gw_scale_at(&p->x, x[i]),
                         gw_scale_at(&p->y, high[i]));
    for (size_t i = n; i-- > 0;)
        gw_strbuf_printf(p->out, "L%.1f %.1f", gw_scale_at(&p->x, x[i]),
                         gw_scale_at(&p->y, low[i]));
    gw_strbuf_puts(p->out, n > 0 ? "Z\"/>" : "\"/>");
}

void gw_picture_bar(gw_picture *p, double x_from, double x_to, double base, double y, gw_tone tone,
                    bool light)
{
    if (!isfinite(y) || !isfinite(base))
        return;
    double left = gw_scale_at(&p->x, x_from);
    double right = gw_scale_at(&p->x, x_to);
    double one = gw_scale_at(&p->y, base);
    double two = gw_scale_at(&p->y, y);
    gw_strbuf_printf(p->out,
                     "<rect class=\"%s %s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                     light ? "light" : "bar", gw_tone_class(tone), left, fmin(one, two),
                     right - left, fabs(one - two));
}

void gw_picture_range(gw_picture *p, double x, double low, double high, gw_tone tone)
{
    if (!isfinite(low) || !isfinite(high))
        return;
    double at = gw_scale_at(&p->x, x);
    double from = gw_scale_at(&p->y, low);
    double to = gw_scale_at(&p->y, high);
    gw_strbuf_printf(p->out,
                     "<path class=\"range %s\" d=\"M%.1f %.1fV%.1fM%.1f %.1fh8M%.1f %.1fh8\"/>",
                     gw_tone_class(tone), at, from, to, at - 4, from, at - 4, to);
}

static void dot_at(gw_picture *p, double x, double y, gw_tone tone)
{
    gw_strbuf_printf(p->out, "<circle class=\"dot %s\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>",
                     gw_tone_class(tone), gw_scale_at(&p->x, x), gw_scale_at(&p->y, y));
}

void gw_picture_dot(gw_picture *p, double x, double y, double low, double high, gw_tone tone)
{
    if (!isfinite(y))
        return;
    gw_picture_range(p, x, low, high, tone);
    dot_at(p, x, y, tone);
}

void gw_picture_dot_across(gw_picture *p, double x, double y, double low, double high, gw_tone tone)
{
    if (!isfinite(x))
        return;
    if (isfinite(low) && isfinite(high)) {
        double at = gw_scale_at(&p->y, y);
        double from = gw_scale_at(&p->x, low);
        double to = gw_scale_at(&p->x, high);
        gw_strbuf_printf(p->out,
                         "<path class=\"range %s\" d=\"M%.1f %.1fH%.1fM%.1f %.1fv8M%.1f %.1fv8\"/>",
                         gw_tone_class(tone), from, at, to, from, at - 4, to, at - 4);
    }
    dot_at(p, x, y, tone);
}

void gw_picture_upright(gw_picture *p, double x, const char *words)
{
    double at = gw_scale_at(&p->x, x);
    double half = gw_text_width(words, TEXT) / 2;
    double middle = at - half < 0 ? half : at;
    middle = middle + half > p->width ? p->width - half : middle;
    gw_strbuf_printf(p->out, "<path class=\"upright\" d=\"M%.1f %.1fV%.1f\"/>", at, p->top - 4,
                     p->bottom);
    text_at(p, middle, p->top - 7, "middle", words);
}

void gw_picture_slope(gw_picture *p, double x_from, double y_from, double x_to, double y_to)
{
    gw_strbuf_printf(p->out, "<path class=\"upright\" d=\"M%.1f %.1fL%.1f %.1f\"/>",
                     gw_scale_at(&p->x, x_from), gw_scale_at(&p->y, y_from),
                     gw_scale_at(&p->x, x_to), gw_scale_at(&p->y, y_to));
}

/* ---- Hexagons ------------------------------------------------------------------------------- */

#define SHADES 6

/* One path a shade: a hexagon costs some forty bytes. */
void gw_picture_hexagons(gw_picture *p, const gw_hexagon_plane *plane, const double *u,
                         const double *v, const double *share, size_t n)
{
    double per_u = (p->right - p->left) / (plane->u_high - plane->u_low);
    double per_v = (p->bottom - p->top) / (plane->v_high - plane->v_low);
    double half = per_u / 2;
    double side = per_v / 6;
    for (int shade = 0; shade < SHADES; shade++) {
        gw_strbuf_printf(p->out, "<path class=\"hexagon shade-%d\" d=\"", shade + 1);
        for (size_t i = 0; i < n; i++) {
            int own = (int)(share[i] * SHADES);
            own = own >= SHADES ? SHADES - 1 : own;
            if (own != shade)
                continue;
            double x = p->left + (u[i] - plane->u_low) * per_u;
            double y = p->bottom - (v[i] - plane->v_low) * per_v;
            gw_strbuf_printf(p->out, "M%.1f %.1fl%.1f %.1fv%.1fl%.1f %.1fl%.1f %.1fv%.1fz", x,
                             y - 2 * side, half, side, 2 * side, -half, side, -half, -side,
                             -2 * side);
        }
        gw_strbuf_puts(p->out, "\"/>");
    }
}

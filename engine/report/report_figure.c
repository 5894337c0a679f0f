/* Pictures with all that belongs to them; see report_inside.h. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "date.h"
#include "memory.h"
#include "money.h"
#include "report_inside.h"
#include "shown.h"

#define WIDE 720.0
#define NARROW 344.0
#define WIDE_HEIGHT 240.0
#define NARROW_HEIGHT 190.0

void gw__money(char out[GW_FIGURE_SIZE], double amount)
{
    int64_t amount_e4 = 0;
    if (gw_money_from_double(&amount_e4, amount))
        gw_figure_money(out, amount_e4, fabs(amount) < 1000 ? 2 : 0);
    else
        snprintf(out, GW_FIGURE_SIZE, "-");
}

void gw__spaced(char *out, size_t size, const char *code)
{
    gw_utf8_cut(out, size, code, strlen(code));
    for (char *at = out; *at != '\0'; at++)
        *at = *at == '_' ? ' ' : *at;
}

/* ---- CSV ------------------------------------------------------------------------------------ */

void gw__csv_text(gw_strbuf *csv, const char *text)
{
    if (strpbrk(text, ",\"\r\n") == NULL) {
        gw_strbuf_puts(csv, text);
        return;
    }
    gw_strbuf_puts(csv, "\"");
    for (; *text != '\0'; text++)
        gw_strbuf_add(csv, *text == '"' ? "\"\"" : text, *text == '"' ? 2 : 1);
    gw_strbuf_puts(csv, "\"");
}

void gw__csv_number(gw_strbuf *csv, double value)
{
    if (isfinite(value))
        gw_strbuf_printf(csv, "%.10g", value);
}

static void csv_point(gw_strbuf *csv, const gw_series_point *p, bool days, bool ranges)
{
    gw__csv_text(csv, p->series);
    gw_strbuf_puts(csv, ",");
    if (days) {
        char day[GW_DATE_TEXT_SIZE];
        gw_date_format(day, (int32_t)p->x);
        gw_strbuf_puts(csv, day);
    } else {
        gw__csv_number(csv, p->x);
    }
    gw_strbuf_puts(csv, ",");
    gw__csv_number(csv, p->y);
    const double more[] = {p->low, p->high, p->customers};
    for (size_t i = 0; i < 3 && ranges; i++) {
        gw_strbuf_puts(csv, ",");
        gw__csv_number(csv, more[i]);
    }
    gw_strbuf_puts(csv, "\n");
}

void gw__csv_series(gw_strbuf *csv, const gw_report *r, const char *picture, const char *x_name,
                    const char *y_name, bool days, bool ranges)
{
    size_t n = 0;
    const gw_series_point *points = gw_report_points(&n, r, picture, NULL);
    gw_strbuf_printf(csv, "series,%s,%s%s\n", x_name, y_name, ranges ? ",low,high,customers" : "");
    for (size_t i = 0; i < n; i++)
        csv_point(csv, &points[i], days, ranges);
}

/* The text in a data: address (RFC 2397): what could end the attribute or be taken for something
 * else is written as %XX. */
void gw__csv_link(gw_strbuf *out, const char *name, const gw_strbuf *csv)
{
    const char *text = gw_strbuf_text(csv);
    gw_strbuf_printf(
        out, "<p class=\"csv\"><a download=\"%s.csv\" href=\"data:text/csv;charset=utf-8,", name);
    for (; text != NULL && *text != '\0'; text++) {
        unsigned char byte = (unsigned char)*text;
        bool plain = (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
                     (byte >= 'A' && byte <= 'Z') || strchr("-_.,:", byte) != NULL;
        if (plain)
            gw_strbuf_add(out, text, 1);
        else
            gw_strbuf_printf(out, "%%%02X", byte);
    }
    out->failed = out->failed || text == NULL;
    gw_strbuf_printf(out, "\">The numbers as CSV<span class=\"unseen\"> (%s)</span></a></p>\n",
                     name);
}

/* ---- Figures -------------------------------------------------------------------------------- */

static void drawing(gw_strbuf *out, const gw_report *r, const gw__figure *f, bool narrow)
{
    gw_picture p;
    double usual = narrow ? NARROW_HEIGHT : WIDE_HEIGHT;
    double own = narrow ? f->height * NARROW / WIDE : f->height;
    gw_strbuf_printf(out, "<div class=\"%s\">", narrow ? "narrow" : "wide");
    gw_picture_begin(&p, out, narrow ? NARROW : WIDE, f->height > 0 ? own : usual, f->alt);
    f->draw(&p, r, narrow);
    gw_picture_end(&p);
    gw_strbuf_puts(out, "</div>\n");
}

void gw__figure_write(gw_strbuf *out, const gw_report *r, const gw__figure *f, const gw_strbuf *csv)
{
    gw_strbuf_printf(out, "<figure id=\"%s\">\n<h3>", f->id);
    gw_escaped(out, f->title);
    gw_strbuf_puts(out, "</h3>\n");
    drawing(out, r, f, false);
    drawing(out, r, f, true);
    gw_strbuf_puts(out, "<figcaption><p>");
    gw_escaped(out, f->see);
    gw_strbuf_puts(out, "</p>\n");
    gw__csv_link(out, f->id, csv);
    gw_strbuf_puts(out, "</figcaption>\n</figure>\n");
}

/* ---- Series --------------------------------------------------------------------------------- */

gw__xy gw__xy_of(gw_strbuf *out, const gw_report *r, const char *picture, const char *series)
{
    gw__xy xy = {0};
    size_t n = 0;
    const gw_series_point *points = gw_report_points(&n, r, picture, series);
    if (n == 0)
        return xy;
    double *all = gw_alloc(r->context, n, 5 * sizeof *all);
    if (all == NULL) {
        out->failed = true;
        return xy;
    }
    xy = (gw__xy){n, all, all + n, all + 2 * n, all + 3 * n, all + 4 * n};
    for (size_t i = 0; i < n; i++) {
        xy.x[i] = points[i].x;
        xy.y[i] = points[i].y;
        xy.low[i] = points[i].low;
        xy.high[i] = points[i].high;
        xy.customers[i] = points[i].customers;
    }
    return xy;
}

void gw__xy_free(gw__xy *xy, const gw_report *r)
{
    gw_release(r->context, xy->x);
    *xy = (gw__xy){0};
}

double gw__xy_top(const gw__xy *xy)
{
    double top = 0;
    for (size_t i = 0; i < xy->n; i++) {
        top = xy->y[i] > top ? xy->y[i] : top;
        top = xy->high[i] > top ? xy->high[i] : top;
    }
    return top;
}

gw_scale gw__groups_scale(const gw__xy *groups)
{
    char labels[GW_TICKS_MAX][GW_TICK_SIZE];
    const char *names[GW_TICKS_MAX];
    size_t n = groups->n < GW_TICKS_MAX ? groups->n : GW_TICKS_MAX;
    for (size_t i = 0; i < n; i++) {
        double from = groups->x[i];
        double to = i + 1 < n ? groups->x[i + 1] - 1 : from;
        if (i + 1 == n)
            snprintf(labels[i], sizeof labels[i], "%.0f+", from);
        else
            snprintf(labels[i], sizeof labels[i], to > from ? "%.0f-%.0f" : "%.0f", from, to);
        names[i] = labels[i];
    }
    return gw_scale_places(names, n);
}

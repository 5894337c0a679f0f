/* Pictures as SVG text. One drawing is made for one width; colours and fonts are the page's (CSS
 * classes `tone-...`), so that a picture is light or dark with it.
 *
 *     gw_picture p;
 *     gw_picture_begin(&p, out, 720, 320, "what it shows, for those who cannot see it");
 *     gw_picture_legend(&p, items, 2);
 *     gw_picture_axes(&p, &x, "last day of the week", &y, "buying days a week");
 *     gw_picture_line(&p, xs, ys, n, GW_TONE_CAME, NULL);
 *     gw_picture_end(&p);
 *
 * Room is measured before it is given (text_width.h): labels that would touch are left out.
 * Failures are the string's. Threads: one picture, one thread. */
#ifndef GW_PICTURE_H
#define GW_PICTURE_H

#include "scale.h"
#include "strbuf.h"

typedef enum gw_tone {
    GW_TONE_CAME,   /* what happened */
    GW_TONE_SAID,   /* what the forecast said */
    GW_TONE_COURSE, /* the model's own course */
    GW_TONE_RULE,   /* simple rules */
    GW_TONE_RULE_2,
    GW_TONE_RULE_3,
    GW_TONE_TO_THEM,
    GW_TONE_TO_US,
    GW_TONE_COUNT
} gw_tone;

typedef enum gw_mark { GW_MARK_LINE, GW_MARK_BAR, GW_MARK_LIGHT_BAR, GW_MARK_DOT } gw_mark;

typedef struct gw_legend_item {
    const char *words;
    gw_mark mark;
    gw_tone tone;
} gw_legend_item;

typedef struct gw_picture {
    gw_strbuf *out;
    double width;
    double height;
    double left, right, top, bottom; /* the inner rectangle, in pixels */
    gw_scale x;
    gw_scale y;
} gw_picture;

/* `plot_height`: of the inner rectangle; the picture's height follows from its labels. */
void gw_picture_begin(gw_picture *p, gw_strbuf *out, double width, double plot_height,
                      const char *alt);
void gw_picture_legend(gw_picture *p, const gw_legend_item *items, size_t n);
/* Grid, ticks and titles with their units. Copies the scales. */
void gw_picture_axes(gw_picture *p, const gw_scale *x, const char *x_title, const gw_scale *y,
                     const char *y_title);
/* Points that are not finite break the line. */
void gw_picture_line(gw_picture *p, const double *x, const double *y, size_t n, gw_tone tone);
void gw_picture_band(gw_picture *p, const double *x, const double *low, const double *high,
                     size_t n, gw_tone tone);
/* A bar from `base` to `y`, between the values x_from and x_to of the x scale. */
void gw_picture_bar(gw_picture *p, double x_from, double x_to, double base, double y, gw_tone tone,
                    bool light);
/* A dot, with its range where low and high are finite. */
void gw_picture_dot(gw_picture *p, double x, double y, double low, double high, gw_tone tone);
/* The same lying: the range is of x. */
void gw_picture_dot_across(gw_picture *p, double x, double y, double low, double high,
                           gw_tone tone);
/* A range alone. */
void gw_picture_range(gw_picture *p, double x, double low, double high, gw_tone tone);
/* An upright rule at x, named in the row above the inner rectangle. */
void gw_picture_upright(gw_picture *p, double x, const char *words);
/* A slanting rule between two points of the scales. */
void gw_picture_slope(gw_picture *p, double x_from, double y_from, double x_to, double y_to);
/* A hexagon around (u, v) in hexagon widths of an evenly divided plane; see report_map.sql. `share`
 * (0 to 1) is how dark. u0, v0 and u1, v1 are the plane's corners at the picture's. */
typedef struct gw_hexagon_plane {
    double u_low, u_high, v_low, v_high;
} gw_hexagon_plane;
void gw_picture_hexagons(gw_picture *p, const gw_hexagon_plane *plane, const double *u,
                         const double *v, const double *share, size_t n);
void gw_picture_end(gw_picture *p);

/* Text as HTML and SVG take it: & < > " ' escaped, bytes that are no UTF-8 and control characters
 * as
 * '?'. */
void gw_escaped(gw_strbuf *out, const char *text);
/* The name of a tone's CSS class. */
const char *gw_tone_class(gw_tone tone);

#endif

/* The parts of the report's page, for engine/report_*.c only. */
#ifndef GW_REPORT_INSIDE_H
#define GW_REPORT_INSIDE_H

#include "figures.h"
#include "picture.h"
#include "report.h"

/* The text of report.css, ending in '\0'. */
extern const unsigned char gw__report_css[];

void gw__report_sides(gw_strbuf *out, const gw_report *r);
void gw__report_tornado(gw_strbuf *out, const gw_report *r);
void gw__report_trust(gw_strbuf *out, const gw_report *r);
void gw__report_trust_people(gw_strbuf *out, const gw_report *r);
void gw__report_season(gw_strbuf *out, const gw_report *r); /* nothing where there are none */
void gw__report_segments(gw_strbuf *out, const gw_report *r);
void gw__report_numbers(gw_strbuf *out, const gw_report *r);
void gw__report_cohorts(gw_strbuf *out, const gw_report *r);

/* ---- Words and numbers ---------------------------------------------------------------------- */

/* An amount in major units, with cents below a thousand; "-" when there is none. */
void gw__money(char out[GW_FIGURE_SIZE], double amount);
/* Whether the reckoning's forecast is a model's, a rule's; the entry that is used, or NULL. */
const gw_report_candidate *gw__used(const gw_report *r);
/* How much of the best possible Gini the entry's forecast has; 0 where it tells nothing. */
double gw__gini_share(const gw_report *r, const char *code);

/* A cell of a table: a count with thousands apart; "-" when there is none. */
void gw__count_cell(gw_strbuf *out, double value);
/* "value of hour": a code as people read it. */
void gw__spaced(char *out, size_t size, const char *code);

/* ---- Figures -------------------------------------------------------------------------------- */

/* A picture with all that belongs to it: title, drawing for wide and for narrow screens, a sentence
 * of what to see, its numbers. */
typedef struct gw__figure {
    const char *id;
    const char *title;
    const char *see;
    const char *alt;
    double height; /* of the inner rectangle; 0: the usual */
    /* Draws between gw_picture_begin and gw_picture_end. */
    void (*draw)(gw_picture *p, const gw_report *r, bool narrow);
} gw__figure;

void gw__figure_write(gw_strbuf *out, const gw_report *r, const gw__figure *figure,
                      const gw_strbuf *csv);
/* The link behind which a table's numbers are. */
void gw__csv_link(gw_strbuf *out, const char *name, const gw_strbuf *csv);
/* The points of a picture as CSV: series, x, y, and with `ranges` low and high and customers. x is
 * a day when `days`. */
void gw__csv_series(gw_strbuf *csv, const gw_report *r, const char *picture, const char *x_name,
                    const char *y_name, bool days, bool ranges);
/* A field of text, quoted where it must be. */
void gw__csv_text(gw_strbuf *csv, const char *text);
/* A number with ten digits; empty when it is not finite. */
void gw__csv_number(gw_strbuf *csv, double value);

/* A series as arrays; n = 0 when there is none, or no memory (`out` then remembers). */
typedef struct gw__xy {
    size_t n;
    double *x, *y, *low, *high, *customers;
} gw__xy;
gw__xy gw__xy_of(gw_strbuf *out, const gw_report *r, const char *picture, const char *series);
void gw__xy_free(gw__xy *xy, const gw_report *r);
/* Groups named by their ends: each point's x is where its group begins, and the last one is open.
 */
gw_scale gw__groups_scale(const gw__xy *groups);
/* The largest finite of the values and of the upper ends. */
double gw__xy_top(const gw__xy *xy);

#endif

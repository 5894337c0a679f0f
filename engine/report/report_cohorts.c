/* Who came when: cohorts with what passed and what is expected, and whether the models describe the
 * history; see report_inside.h. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "date.h"
#include "report_inside.h"

static void cohort_name(char out[GW_TICK_SIZE], const gw_report *r, const gw_report_cohort *c)
{
    int year = 0;
    int month = 0;
    int day = 0;
    gw_date_to_civil(&year, &month, &day, c->began);
    if (c->old)
        snprintf(out, GW_TICK_SIZE, "older?");
    else if (strcmp(r->period, "month") == 0)
        snprintf(out, GW_TICK_SIZE, "%d-%02d", year, month);
    else if (strcmp(r->period, "quarter") == 0)
        snprintf(out, GW_TICK_SIZE, "%d Q%d", year, (month + 2) / 3);
    else
        snprintf(out, GW_TICK_SIZE, "%d", year);
}

/* ---- Picture -------------------------------------------------------------------------------- */

/* So far in full ink, what is expected in pale ink on top of it, with its range. */
static void cohort_bar(gw_picture *p, double from, double to, const gw_report_side *side,
                       double people, gw_tone tone)
{
    double now = side->realised / people;
    double later = (side->realised + side->expected) / people;
    gw_picture_bar(p, from, to, 0, now, tone, false);
    gw_picture_bar(p, from, to, now, later, tone, true);
    gw_picture_range(p, (from + to) / 2, (side->realised + side->low) / people,
                     (side->realised + side->high) / people, tone);
}

static void reach(double *low, double *high, const gw_report_side *side, double people)
{
    const double ends[] = {side->realised / people, (side->realised + side->low) / people,
                           (side->realised + side->high) / people};
    for (size_t i = 0; i < 3; i++) {
        *low = fmin(*low, ends[i]);
        *high = fmax(*high, ends[i]);
    }
}

static void draw_cohorts(gw_picture *p, const gw_report *r, bool narrow)
{
    char labels[GW_TICKS_MAX][GW_TICK_SIZE];
    const char *names[GW_TICKS_MAX];
    char x_title[64];
    char y_title[64];
    double low = 0;
    double high = 0;
    static const gw_legend_item items[] = {{"to them", GW_MARK_BAR, GW_TONE_TO_THEM},
                                           {"to us", GW_MARK_BAR, GW_TONE_TO_US},
                                           {"pale: expected", GW_MARK_LIGHT_BAR, GW_TONE_TO_US}};
    for (size_t i = 0; i < r->cohort_count; i++) {
        cohort_name(labels[i], r, &r->cohorts[i]);
        names[i] = labels[i];
        reach(&low, &high, &r->cohorts[i].to_them, r->cohorts[i].customers);
        reach(&low, &high, &r->cohorts[i].to_us, r->cohorts[i].customers);
    }
    gw_scale x = gw_scale_places(names, r->cohort_count);
    gw_scale y = gw_scale_linear(low, high, 5);
    snprintf(x_title, sizeof x_title, "%s of the first order", r->period);
    snprintf(y_title, sizeof y_title,
             narrow ? "%s a customer" : "%s a customer of those who came then", r->currency);
    gw_picture_legend(p, items, 3);
    gw_picture_axes(p, &x, x_title, &y, y_title);
    for (size_t i = 0; i < r->cohort_count; i++) {
        const gw_report_cohort *c = &r->cohorts[i];
        cohort_bar(p, (double)i - 0.38, (double)i - 0.02, &c->to_them, c->customers,
                   GW_TONE_TO_THEM);
        cohort_bar(p, (double)i + 0.02, (double)i + 0.38, &c->to_us, c->customers, GW_TONE_TO_US);
    }
}

/* ---- Table ---------------------------------------------------------------------------------- */

static void side_cells(gw_strbuf *out, const gw_report_side *side)
{
    char now[GW_FIGURE_SIZE];
    char later[GW_FIGURE_SIZE];
    char low[GW_FIGURE_SIZE];
    char high[GW_FIGURE_SIZE];
    gw__money(now, side->realised);
    gw__money(later, side->expected);
    gw__money(low, side->low);
    gw__money(high, side->high);
    gw_strbuf_printf(out, "<td>%s</td><td>%s<small>%s to %s</small></td>", now, later, low, high);
}

static void cohort_row(gw_strbuf *out, const gw_report *r, const gw_report_cohort *c)
{
    char name[GW_TICK_SIZE];
    char customers[GW_FIGURE_SIZE];
    char still[GW_FIGURE_SIZE];
    cohort_name(name, r, c);
    gw_figure_count(customers, c->customers);
    gw_figure_count(still, c->still);
    gw_strbuf_printf(out, "<tr><th scope=\"row\">%s</th><td>%s</td><td>%s</td>",
                     c->old ? "may be older than the file" : name, customers,
                     isfinite(c->still) ? still : "-");
    side_cells(out, &c->to_them);
    side_cells(out, &c->to_us);
    gw_strbuf_puts(out, "</tr>\n");
}

static void csv_side(gw_strbuf *csv, const gw_report_side *side)
{
    const double values[] = {side->realised, side->expected, side->low, side->high};
    for (size_t i = 0; i < 4; i++) {
        gw_strbuf_puts(csv, ",");
        gw__csv_number(csv, values[i]);
    }
}

static void cohorts_csv(gw_strbuf *csv, const gw_report *r)
{
    gw_strbuf_puts(csv, "came,customers,still_customers,to_them_realised,to_them_expected,"
                        "to_them_low,to_them_high,to_us_realised,to_us_expected,to_us_low,"
                        "to_us_high\n");
    for (size_t i = 0; i < r->cohort_count; i++) {
        const gw_report_cohort *c = &r->cohorts[i];
        char name[GW_TICK_SIZE];
        cohort_name(name, r, c);
        gw_strbuf_printf(csv, "%s,%.0f,", name, c->customers);
        gw__csv_number(csv, c->still);
        csv_side(csv, &c->to_them);
        csv_side(csv, &c->to_us);
        gw_strbuf_puts(csv, "\n");
    }
}

static void cohort_table(gw_strbuf *out, const gw_report *r)
{
    gw_strbuf_printf(out,
                     "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Who came "
                     "when, in numbers\">\n<table id=\"cohort-table\"><caption>In %s, and where it "
                     "lies 80 of 100 times.</caption><thead><tr><th scope=\"col\">Came</th><th "
                     "scope=\"col\">People</th><th scope=\"col\">Still customers</th><th "
                     "scope=\"col\">To them so far</th><th scope=\"col\">expected</th><th "
                     "scope=\"col\">To us so far</th><th scope=\"col\">expected</th></tr></thead>\n"
                     "<tbody>\n",
                     r->currency);
    for (size_t i = 0; i < r->cohort_count; i++)
        cohort_row(out, r, &r->cohorts[i]);
    gw_strbuf_puts(out, "</tbody></table></div>\n");
}

static void older_words(gw_strbuf *out, const gw_report *r)
{
    char people[GW_FIGURE_SIZE];
    char day[GW_DATE_TEXT_SIZE];
    if (r->cohort_count == 0 || !r->cohorts[0].old)
        return;
    gw_figure_count(people, r->cohorts[0].customers);
    gw_date_format(day, (int32_t)r->old_until);
    gw_strbuf_printf(out,
                     "<p id=\"older\">%s customers were first seen up to %s, in the first tenth of "
                     "the history: they may have been customers before the file began, so they "
                     "stand by themselves.</p>\n",
                     people, day);
}

static void cohort_figure(gw_strbuf *out, const gw_report *r)
{
    gw_strbuf csv = GW_STRBUF_INIT(r->context);
    cohorts_csv(&csv, r);
    const gw__figure figure = {
        .id = "cohorts",
        .title = "What passed each way, a customer, by when they first came",
        .see = "Full ink so far, pale ink expected, with its range. Whoever came lately had less "
               "time: compare the whole bars, not the full ink.",
        .alt = "Bars a group of customers by when they first came: to them and to us, so far and "
               "expected.",
        .draw = draw_cohorts};
    gw__figure_write(out, r, &figure, &csv);
    gw_strbuf_free(&csv);
}

/* ---- Does the model describe the history? --------------------------------------------------- */

static void draw_how_often(gw_picture *p, const gw_report *r, bool narrow)
{
    gw__xy came = gw__xy_of(p->out, r, "how_often", "came");
    gw__xy said = gw__xy_of(p->out, r, "how_often", "said");
    static const gw_legend_item items[] = {{"counted", GW_MARK_BAR, GW_TONE_CAME},
                                           {"by the model", GW_MARK_DOT, GW_TONE_SAID}};
    gw_scale x = gw__groups_scale(&came);
    gw_scale y = gw_scale_linear(0, fmax(gw__xy_top(&came), gw__xy_top(&said)), 5);
    (void)narrow;
    gw_picture_legend(p, items, 2);
    gw_picture_axes(p, &x, "repeat buying days", &y, "people");
    for (size_t i = 0; i < came.n; i++)
        gw_picture_bar(p, (double)i - 0.4, (double)i + 0.4, 0, came.y[i], GW_TONE_CAME, true);
    for (size_t i = 0; i < said.n; i++)
        gw_picture_dot(p, (double)i, said.y[i], (double)NAN, (double)NAN, GW_TONE_SAID);
    gw__xy_free(&came, r);
    gw__xy_free(&said, r);
}

/* Here `low` and `high` are the ends of a bin. */
static void draw_spend(gw_picture *p, const gw_report *r, bool narrow)
{
    char x_title[64];
    gw__xy came = gw__xy_of(p->out, r, "spend", "came");
    gw__xy said = gw__xy_of(p->out, r, "spend", "said");
    static const gw_legend_item items[] = {{"counted", GW_MARK_BAR, GW_TONE_CAME},
                                           {"by the model", GW_MARK_LINE, GW_TONE_SAID}};
    double top = 0;
    for (size_t i = 0; i < came.n; i++) {
        top = fmax(top, fmax(came.y[i], said.y[i]));
        said.x[i] = sqrt(said.low[i] * said.high[i]);
    }
    gw_scale x = gw_scale_log(came.n > 0 ? came.low[0] : 1, came.n > 0 ? came.high[came.n - 1] : 2,
                              narrow ? 5 : 9);
    gw_scale y = gw_scale_linear(0, 100 * top, 5);
    snprintf(x_title, sizeof x_title, "average repeat order, %s", r->currency);
    gw_picture_legend(p, items, 2);
    gw_picture_axes(p, &x, x_title, &y, "of 100 who came back");
    for (size_t i = 0; i < came.n; i++)
        gw_picture_bar(p, came.low[i], came.high[i], 0, 100 * came.y[i], GW_TONE_CAME, true);
    for (size_t i = 0; i < said.n; i++)
        said.y[i] *= 100;
    gw_picture_line(p, said.x, said.y, said.n, GW_TONE_SAID);
    gw__xy_free(&came, r);
    gw__xy_free(&said, r);
}

static void fit_figures(gw_strbuf *out, const gw_report *r)
{
    size_t n = 0;
    gw_strbuf csv = GW_STRBUF_INIT(r->context);
    gw__csv_series(&csv, r, "how_often", "repeat_buying_days_from", "people", false, false);
    const gw__figure how_often = {
        .id = "how-often",
        .title = "How many people came back how often, counted and by the model",
        .see = "The model was fitted to the whole history: where its dots leave the bars, it does "
               "not describe these customers.",
        .alt = "Bars of people by repeat buying days, with dots for what the model gives.",
        .draw = draw_how_often};
    if (gw_report_points(&n, r, "how_often", "came") != NULL)
        gw__figure_write(out, r, &how_often, &csv);
    gw_strbuf_clear(&csv);
    gw__csv_series(&csv, r, "spend", "average_order_from", "share", false, true);
    const gw__figure spend = {
        .id = "spend",
        .title = "How large people's average orders are, counted and by the model",
        .see = "Of those who came back, all but the half of 100 at either end. The scale counts in "
               "equal ratios: as many steps from 10 to 20 as from 20 to 40.",
        .alt = "Bars of people by average repeat order, with a line for what the model gives.",
        .draw = draw_spend};
    if (gw_report_points(&n, r, "spend", "came") != NULL)
        gw__figure_write(out, r, &spend, &csv);
    else
        gw_strbuf_puts(out,
                       "<p>Too few people came back to draw how large their orders are.</p>\n");
    gw_strbuf_free(&csv);
}

void gw__report_cohorts(gw_strbuf *out, const gw_report *r)
{
    gw_strbuf_puts(out, "<section id=\"who\"><h2>Who came when</h2>\n");
    if (r->cohort_count > 0) {
        older_words(out, r);
        cohort_figure(out, r);
        cohort_table(out, r);
        fit_figures(out, r);
    } else {
        gw_strbuf_puts(out, "<p>Nobody has an order kept: everything was given back.</p>\n");
    }
    gw_strbuf_puts(out, "</section>\n");
}

/* Can the forecast be trusted, continued: chances, ranges, and the table of numbers; see
 * report_inside.h. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report_inside.h"

/* ---- Still a customer? ---------------------------------------------------------------------- */

static void draw_alive(gw_picture *p, const gw_report *r, bool narrow)
{
    gw__xy came = gw__xy_of(p->out, r, "alive", "came");
    gw__xy said = gw__xy_of(p->out, r, "alive", "said");
    static const gw_legend_item items[] = {{"came back", GW_MARK_DOT, GW_TONE_CAME},
                                           {"said to come back", GW_MARK_LINE, GW_TONE_SAID}};
    gw_scale x = gw_scale_share(narrow ? 5 : 10);
    gw_scale y = gw_scale_share(5);
    gw_picture_legend(p, items, 2);
    gw_picture_axes(p, &x, "chance of being still a customer", &y,
                    narrow ? "share with an order in the hidden weeks"
                           : "share of them with an order in the hidden weeks");
    gw_picture_line(p, said.x, said.y, said.n, GW_TONE_SAID);
    for (size_t i = 0; i < came.n; i++)
        gw_picture_dot(p, came.x[i], came.y[i], came.low[i], came.high[i], GW_TONE_CAME);
    gw__xy_free(&came, r);
    gw__xy_free(&said, r);
}

static void draw_coverage(gw_picture *p, const gw_report *r, bool narrow)
{
    static const char *const names[] = {"50 of 100", "80 of 100", "95 of 100"};
    gw__xy came = gw__xy_of(p->out, r, "coverage", "came");
    gw__xy said = gw__xy_of(p->out, r, "coverage", "said");
    static const gw_legend_item items[] = {{"fell inside", GW_MARK_BAR, GW_TONE_CAME},
                                           {"by its own chances", GW_MARK_DOT, GW_TONE_SAID}};
    gw_scale x = gw_scale_places(names, 3);
    gw_scale y = gw_scale_share(5);
    gw_picture_legend(p, items, 2);
    gw_picture_axes(p, &x, "range meant to hold at least", &y,
                    narrow ? "share of customers inside"
                           : "share of customers whose count fell inside their range");
    for (size_t i = 0; i < came.n; i++) {
        double at = (double)i;
        gw_picture_bar(p, at - 0.3, at + 0.3, 0, came.y[i], GW_TONE_CAME, true);
        gw_picture_range(p, at - 0.12, came.low[i], came.high[i], GW_TONE_CAME);
        if (i < said.n)
            gw_picture_dot(p, at + 0.12, said.y[i], (double)NAN, (double)NAN, GW_TONE_SAID);
    }
    gw__xy_free(&came, r);
    gw__xy_free(&said, r);
}

static void chance_figures(gw_strbuf *out, const gw_report *r)
{
    size_t n = 0;
    gw_strbuf csv = GW_STRBUF_INIT(r->context);
    gw__csv_series(&csv, r, "alive", "chance_still_a_customer", "share_who_came_back", false, true);
    const gw__figure alive = {
        .id = "alive",
        .title = "Still a customer? Who came back, by the chance they were given",
        .see =
            "Customers in ten groups by their chance of being still a customer. Dots are the "
            "share that came back, with the range chance leaves; the line is what the same model "
            "said. Not everybody who is still a customer orders within so few weeks.",
        .alt = "Dots of the share of customers who came back by their chance of being still a "
               "customer, with a line for what was said.",
        .draw = draw_alive};
    if (gw_report_points(&n, r, "alive", "came") != NULL)
        gw__figure_write(out, r, &alive, &csv);
    else
        gw_strbuf_puts(out, "<p>No model that was tried can tell who has left: there is no picture "
                            "of \xe2\x80\x9cstill a customer?\xe2\x80\x9d.</p>\n");
    gw_strbuf_clear(&csv);
    gw__csv_series(&csv, r, "coverage", "meant_to_hold", "share_inside", false, true);
    const gw__figure coverage = {
        .id = "coverage",
        .title = "How often a customer's buying days fell into the range said",
        .see =
            "Counts are whole, so a range that holds half of the chances holds more than half: a "
            "bar should reach its dot. Below it, ranges are too narrow; above, too wide.",
        .alt = "Bars of the share of customers whose count fell inside ranges meant to hold 50, 80 "
               "and 95 of 100, with dots for what the forecast itself gives them.",
        .draw = draw_coverage};
    if (gw_report_points(&n, r, "coverage", "came") != NULL)
        gw__figure_write(out, r, &coverage, &csv);
    gw_strbuf_free(&csv);
}

/* ---- The table of numbers ------------------------------------------------------------------- */

static void cell(gw_strbuf *out, const char *format, double value)
{
    char text[GW_FIGURE_SIZE] = "-";
    if (isfinite(value))
        snprintf(text, sizeof text, format, value); /* NOLINT(clang-diagnostic-format-nonliteral) */
    gw_strbuf_printf(out, "<td>%s</td>", text);
}

static void count_cell(gw_strbuf *out, double value)
{
    char text[GW_FIGURE_SIZE];
    gw_figure_count(text, value);
    gw_strbuf_printf(out, "<td>%s</td>", text);
}

static void candidate_row(gw_strbuf *out, const gw_report *r, const gw_report_candidate *c)
{
    bool used = strcmp(c->code, r->current.model) == 0;
    gw_strbuf_printf(out, "<tr%s data-code=\"", used ? " class=\"used\"" : "");
    gw_escaped(out, c->code);
    gw_strbuf_printf(out, "\"><th scope=\"row\">%s", c->is_model ? "" : "rule: ");
    gw_escaped(out, c->title);
    gw_strbuf_puts(out, used ? " (used)</th>" : "</th>");
    count_cell(out, c->predicted);
    cell(out, "%+.1f %%", 100 * (c->predicted / c->actual - 1));
    cell(out, "%.3f", c->mae);
    cell(out, "%.3f", c->rmse);
    cell(out, "%.3f", c->deviance);
    cell(out, "%.3f", gw__gini_share(r, c->code));
    cell(out, "%.1f %%", 100 * gw_report_number(r, "top_tenth", c->code));
    cell(out, "%.0f %%", 100 * gw_report_number(r, "decile_miss", c->code));
    gw_strbuf_puts(out, "</tr>\n");
}

static void csv_row(gw_strbuf *csv, const gw_report *r, const gw_report_candidate *c)
{
    const double values[] = {c->predicted,
                             c->actual,
                             c->mae,
                             c->rmse,
                             c->deviance,
                             gw__gini_share(r, c->code),
                             gw_report_number(r, "top_tenth", c->code),
                             gw_report_number(r, "decile_miss", c->code)};
    gw__csv_text(csv, c->code);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        gw_strbuf_puts(csv, ",");
        gw__csv_number(csv, values[i]);
    }
    gw_strbuf_puts(csv, "\n");
}

static void numbers(gw_strbuf *out, const gw_report *r)
{
    char came[GW_FIGURE_SIZE];
    gw_strbuf csv = GW_STRBUF_INIT(r->context);
    if (r->candidate_count == 0)
        return;
    gw_figure_count(came, r->candidates[0].actual);
    gw_strbuf_printf(
        out,
        "<h3>Every forecast that was tried, in numbers</h3>\n<div class=\"scroll\" "
        "tabindex=\"0\" role=\"region\" aria-label=\"Every forecast that was tried\">\n"
        "<table id=\"numbers\"><caption>%s buying days came in the hidden weeks."
        "</caption><thead><tr><th scope=\"col\">Forecast</th>",
        came);
    static const char *const heads[] = {"Days said",
                                        "Sum off by",
                                        "Mean miss<small>MAE, days</small>",
                                        "<small>RMSE, days</small>",
                                        "How far off<small>mean Poisson deviance</small>",
                                        "Order<small>Gini of the best possible</small>",
                                        "Money of the first tenth",
                                        "Tenths off by"};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        gw_strbuf_printf(out, "<th scope=\"col\">%s</th>", heads[i]);
    gw_strbuf_puts(out, "</tr></thead>\n<tbody>\n");
    gw_strbuf_puts(&csv, "forecast,days_said,days_came,mae,rmse,mean_poisson_deviance,"
                         "gini_of_best,money_of_first_tenth,tenths_off_by\n");
    for (size_t c = 0; c < r->candidate_count; c++) {
        candidate_row(out, r, &r->candidates[c]);
        csv_row(&csv, r, &r->candidates[c]);
    }
    gw_strbuf_puts(out,
                   "</tbody></table></div>\n<p class=\"note\">Forecasts are compared by how far "
                   "off they are customer by customer (less is better): the mean miss alone "
                   "would let \xe2\x80\x9cnobody buys again\xe2\x80\x9d win in most shops."
                   "</p>\n");
    gw__csv_link(out, "numbers", &csv);
    gw_strbuf_free(&csv);
}

void gw__report_trust_people(gw_strbuf *out, const gw_report *r)
{
    chance_figures(out, r);
    numbers(out, r);
}

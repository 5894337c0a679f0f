/* Can the forecast be trusted, continued: chances and ranges; see
 * report_inside.h. */
#include <math.h>

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

void gw__report_trust_people(gw_strbuf *out, const gw_report *r)
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

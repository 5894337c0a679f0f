/* Can the forecast be trusted, continued: every forecast that was tried, in numbers; see
 * report_inside.h. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "numbers.h"
#include "report_inside.h"

void gw__count_cell(gw_strbuf *out, double value)
{
    char text[GW_FIGURE_SIZE] = "-";
    if (isfinite(value))
        gw_figure_count(text, value);
    gw_strbuf_printf(out, "<td>%s</td>", text);
}

static void cell(gw_strbuf *out, const gw_number *number, double value)
{
    char text[GW_FIGURE_SIZE] = "-";
    if (number->format == NULL) {
        gw__count_cell(out, value);
        return;
    }
    if (isfinite(value))
        snprintf(text, sizeof text, number->format, /* NOLINT(clang-diagnostic-format-nonliteral) */
                 number->scale * value);
    gw_strbuf_printf(out, "<td>%s</td>", text);
}

static void candidate_row(gw_strbuf *out, const gw_report *r, const gw_report_candidate *c,
                          bool money)
{
    bool used = strcmp(c->code, r->current.model) == 0;
    size_t n = 0;
    const gw_number *numbers = gw_numbers(&n);
    gw_strbuf_printf(out, "<tr%s data-code=\"", used ? " class=\"used\"" : "");
    gw_escaped(out, c->code);
    gw_strbuf_printf(out, "\"><th scope=\"row\">%s", c->is_model ? "" : "rule: ");
    gw_escaped(out, c->title);
    gw_strbuf_puts(out, used ? " (used)</th>" : "</th>");
    for (size_t i = 0; i < n; i++)
        if (numbers[i].money == money)
            cell(out, &numbers[i], numbers[i].of(r, c));
    gw_strbuf_puts(out, "</tr>\n");
}

static void table(gw_strbuf *out, const gw_report *r, const char *id, const char *caption,
                  bool money)
{
    size_t n = 0;
    const gw_number *numbers = gw_numbers(&n);
    gw_strbuf_printf(out,
                     "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Every "
                     "forecast that was tried, in %s\">\n<table id=\"%s\"><caption>%s</caption>"
                     "<thead><tr><th scope=\"col\">Forecast</th>",
                     money ? "money" : "days", id, caption);
    for (size_t i = 0; i < n; i++)
        if (numbers[i].money == money)
            gw_strbuf_printf(out, "<th scope=\"col\">%s</th>", numbers[i].head);
    gw_strbuf_puts(out, "</tr></thead>\n<tbody>\n");
    for (size_t c = 0; c < r->candidate_count; c++)
        candidate_row(out, r, &r->candidates[c], money);
    gw_strbuf_puts(out, "</tbody></table></div>\n");
}

static void write_csv(gw_strbuf *out, const gw_report *r)
{
    size_t n = 0;
    const gw_number *numbers = gw_numbers(&n);
    gw_strbuf csv = GW_STRBUF_INIT(r->context);
    gw_strbuf_puts(&csv, "forecast");
    for (size_t i = 0; i < n; i++)
        gw_strbuf_printf(&csv, ",%s", numbers[i].code);
    gw_strbuf_puts(&csv, "\n");
    for (size_t c = 0; c < r->candidate_count; c++) {
        gw__csv_text(&csv, r->candidates[c].code);
        for (size_t i = 0; i < n; i++) {
            gw_strbuf_puts(&csv, ",");
            gw__csv_number(&csv, numbers[i].of(r, &r->candidates[c]));
        }
        gw_strbuf_puts(&csv, "\n");
    }
    gw__csv_link(out, "numbers", &csv);
    gw_strbuf_free(&csv);
}

/* ---- Order ---------------------------------------------------------------------------------- */

#define ROW_HEIGHT 34.0

/* Bars by buying days, dots by money: both 1 for an order that cannot be bettered. */
static void draw_order(gw_picture *p, const gw_report *r, bool narrow)
{
    static const gw_legend_item items[] = {
        {"buying days (Spearman)", GW_MARK_BAR, GW_TONE_CAME},
        {"money (Gini of the best possible)", GW_MARK_DOT, GW_TONE_SAID}};
    char labels[GW_REPORT_CANDIDATES_MAX][GW_TICK_SIZE];
    const char *names[GW_REPORT_CANDIDATES_MAX];
    size_t n = r->candidate_count;
    double low = 0;
    for (size_t i = 0; i < n; i++) {
        const gw_report_candidate *c = &r->candidates[n - 1 - i];
        gw__spaced(labels[i], sizeof labels[i], c->is_model ? c->title : c->code);
        names[i] = labels[i];
        double rho = gw_report_number(r, "spearman", c->code);
        low = rho < low ? rho : low;
    }
    gw_scale x = gw_scale_linear(low, 1, narrow ? 5 : 8);
    gw_scale y = gw_scale_places(names, n);
    gw_picture_legend(p, items, 2);
    gw_picture_axes(p, &x, "1: nobody in the wrong place; 0: no order at all", &y, "forecast");
    for (size_t i = 0; i < n; i++) {
        const gw_report_candidate *c = &r->candidates[n - 1 - i];
        double rho = gw_report_number(r, "spearman", c->code);
        gw_picture_bar(p, fmin(0.0, rho), fmax(0.0, rho), (double)i - 0.3, (double)i + 0.3,
                       GW_TONE_CAME, true);
        if (isfinite(gw_report_number(r, "gini", c->code)))
            gw_picture_dot_across(p, gw__gini_share(r, c->code), (double)i, (double)NAN,
                                  (double)NAN, GW_TONE_SAID);
    }
}

static void order_figure(gw_strbuf *out, const gw_report *r)
{
    size_t n = 0;
    gw_strbuf csv = GW_STRBUF_INIT(r->context);
    gw_strbuf_puts(&csv, "forecast,spearman,gini_of_best\n");
    for (size_t c = 0; c < r->candidate_count; c++) {
        const char *code = r->candidates[c].code;
        gw__csv_text(&csv, code);
        gw_strbuf_puts(&csv, ",");
        gw__csv_number(&csv, gw_report_number(r, "spearman", code));
        gw_strbuf_puts(&csv, ",");
        gw__csv_number(&csv, gw__gini_share(r, code));
        gw_strbuf_puts(&csv, "\n");
    }
    const gw__figure order = {
        .id = "order",
        .title = "Who comes first: how well each forecast put people in order",
        .see =
            "The longer the bar, the better the order of what was said of people is the order of "
            "what they did in the hidden weeks; most customers come seldom, and chance alone "
            "keeps it well below 1. A rule without a bar puts nobody before anybody.",
        .alt = "Bars of the rank correlation of the buying days said and come, by forecast, with "
               "dots for the Gini of the money.",
        .height = 20 + ROW_HEIGHT * (double)r->candidate_count,
        .draw = draw_order};
    if (gw_report_points(&n, r, "spearman", NULL) != NULL)
        gw__figure_write(out, r, &order, &csv);
    gw_strbuf_free(&csv);
}

/* ---- All of it ------------------------------------------------------------------------------ */

void gw__report_numbers(gw_strbuf *out, const gw_report *r)
{
    char figure[GW_FIGURE_SIZE];
    char caption[160];
    double paid = gw_report_number(r, "facts", "money_came");
    if (r->candidate_count == 0)
        return;
    order_figure(out, r);
    gw_strbuf_puts(out, "<h3>Every forecast that was tried, in numbers</h3>\n");
    gw_figure_count(figure, r->candidates[0].actual);
    snprintf(caption, sizeof caption, "%s buying days came in the hidden weeks.", figure);
    table(out, r, "numbers", caption, false);
    gw_strbuf_puts(out, "<p class=\"note\">Forecasts are compared by how far "
                        "off they are customer by customer (less is better): the mean miss alone "
                        "would let \xe2\x80\x9cnobody buys again\xe2\x80\x9d win in most shops."
                        "</p>\n");
    if (isfinite(paid)) {
        gw__money(figure, paid);
        snprintf(caption, sizeof caption, "%s %s came in the hidden weeks.", r->currency, figure);
        table(out, r, "numbers-money", caption, true);
    }
    write_csv(out, r);
}

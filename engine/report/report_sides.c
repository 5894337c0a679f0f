/* The two sides: the account book of everybody and of a few people, the shares in words, the map;
 * see report_inside.h. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "gains.h"
#include "report_inside.h"
#include "shown.h"
#include "vmath.h"

/* ---- The account book ----------------------------------------------------------------------- */

/* The largest amount on the two pages: what a full stroke of ink stands for. */
static double largest(const gw_ledger_page *page)
{
    double most = 0;
    for (size_t i = 0; i < page->n; i++) {
        if (page->rows[i].line->unit != GW_UNIT_MONEY)
            continue;
        double realised = fabs((double)page->rows[i].realised_e4 / 1e4);
        double expected = page->rows[i].has_expected ? fabs(page->rows[i].expected) : 0.0;
        most = fmax(most, fmax(realised, expected));
    }
    return most;
}

static void tense(gw_strbuf *out, const char *when, double amount, double most, const char *basis,
                  const char *range)
{
    char figure[GW_FIGURE_SIZE];
    bool later = range != NULL;
    gw__money(figure, amount);
    double share = most > 0 ? 100 * fabs(amount) / most : 0.0;
    gw_strbuf_printf(out,
                     "<span class=\"tense\"><span class=\"when\">%s</span><span "
                     "aria-hidden=\"true\"><span class=\"ink%s%s%s\" style=\"width:%.1f%%\"></span>"
                     "</span><span class=\"amount\">%s</span><span class=\"basis\">%s%s%s</span>"
                     "</span>\n",
                     when, later ? " later" : "", amount < 0 ? " minus" : "",
                     share == 0 ? " no" : "", share, figure, basis,
                     later && range[0] != '\0' ? ", " : "", later ? range : "");
}

static void range_words(char *out, size_t size, double low, double high)
{
    char from[GW_FIGURE_SIZE];
    char to[GW_FIGURE_SIZE];
    gw__money(from, low);
    gw__money(to, high);
    snprintf(out, size, "%s to %s", from, to);
}

/* What is counted, or is a level of points, and has no price: no ink, which stands for money. */
static void unpriced(gw_strbuf *out, const gw_ledger_page *page, const gw_ledger_row *row)
{
    char unit[64];
    gw_count_words(unit, page, row);
    gw_strbuf_printf(out,
                     "<span class=\"tense\"><span class=\"when\">%s</span><span></span><span "
                     "class=\"amount\">%.4g</span><span class=\"basis\">%s, %s</span></span>\n",
                     row->line->unit == GW_UNIT_POINTS ? "now" : "so far",
                     (double)row->realised_e4 / 1e4, row->realised_basis,
                     row->line->unit == GW_UNIT_POINTS ? "points of 100" : unit);
}

static void entry(gw_strbuf *out, const gw_ledger_page *page, const gw_ledger_row *row, double most)
{
    char range[2 * GW_FIGURE_SIZE + 8] = "";
    gw_strbuf_printf(out, "<div class=\"entry\" data-line=\"%s\"><span class=\"name\">",
                     row->line->code);
    gw_escaped(out, row->line->words);
    gw_strbuf_puts(out, "</span>\n");
    if (row->line->unit != GW_UNIT_MONEY && row->has_realised)
        unpriced(out, page, row);
    else if (row->has_realised)
        tense(out, "so far", (double)row->realised_e4 / 1e4, most, row->realised_basis, NULL);
    else
        gw_strbuf_puts(out, "<span class=\"basis none\">so far not measured</span>\n");
    if (row->has_expected && row->line->unit == GW_UNIT_MONEY) {
        if (row->low != row->high)
            range_words(range, sizeof range, row->low, row->high);
        tense(out, "expected", row->expected, most, row->expected_basis, range);
    }
    gw_strbuf_puts(out, "</div>\n");
}

static void together(gw_strbuf *out, const gw_ledger_page *page, gw_side side)
{
    double realised = (double)NAN; /* a dash where nothing is known */
    double expected = (double)NAN;
    char figure[GW_FIGURE_SIZE];
    for (size_t i = 0; i < page->n; i++) {
        if (page->rows[i].line->side != side || page->rows[i].line->unit != GW_UNIT_MONEY)
            continue;
        const gw_ledger_row *row = &page->rows[i];
        if (row->has_realised)
            realised = (isnan(realised) ? 0 : realised) + (double)row->realised_e4 / 1e4;
        if (row->has_expected)
            expected = (isnan(expected) ? 0 : expected) + row->expected;
    }
    gw_strbuf_puts(out, "<div class=\"entry sum\"><span class=\"name\">Together</span>\n");
    gw__money(figure, realised);
    gw_strbuf_printf(out,
                     "<span class=\"tense\"><span class=\"when\">so far</span><span></span><span "
                     "class=\"amount\">%s</span></span>\n",
                     figure);
    gw__money(figure, expected);
    gw_strbuf_printf(out,
                     "<span class=\"tense\"><span class=\"when\">expected</span><span></span><span "
                     "class=\"amount\">%s</span></span></div>\n",
                     figure);
}

/* In one person's book a line of which nothing is known says nothing: it is named once, for all. */
static bool worth_a_line(const gw_ledger_row *row, bool of_one)
{
    return !of_one || row->has_realised || row->has_expected;
}

static void leaf(gw_strbuf *out, const gw_ledger_page *page, gw_side side, bool of_one)
{
    double most = largest(page);
    gw_strbuf_printf(out, "<section class=\"leaf %s\"><h4>%s</h4>\n",
                     side == GW_TO_THEM ? "them" : "us", side == GW_TO_THEM ? "To them" : "To us");
    for (size_t i = 0; i < page->n; i++)
        if (page->rows[i].line->side == side && worth_a_line(&page->rows[i], of_one))
            entry(out, page, &page->rows[i], most);
    together(out, page, side);
    gw_strbuf_puts(out, "</section>\n");
}

static void csv_tense(gw_strbuf *csv, const gw_ledger_row *row, const char *tense_name,
                      double amount, double low, double high, const char *basis)
{
    gw_strbuf_printf(csv, "%s,%s,%s,", row->line->side == GW_TO_THEM ? "to_them" : "to_us",
                     row->line->code, tense_name);
    gw__csv_number(csv, amount);
    gw_strbuf_puts(csv, ",");
    gw__csv_number(csv, low);
    gw_strbuf_puts(csv, ",");
    gw__csv_number(csv, high);
    gw_strbuf_printf(csv, ",%s\n", basis);
}

static void book_csv(gw_strbuf *csv, const gw_ledger_page *page)
{
    const double none = (double)NAN;
    gw_strbuf_puts(csv, "side,line,tense,amount,low,high,basis\n");
    for (size_t i = 0; i < page->n; i++) {
        const gw_ledger_row *row = &page->rows[i];
        csv_tense(csv, row, "realised", row->has_realised ? (double)row->realised_e4 / 1e4 : none,
                  none, none, row->realised_basis);
        if (row->has_expected)
            csv_tense(csv, row, "expected", row->expected, row->low, row->high,
                      row->expected_basis);
    }
}

static void book(gw_strbuf *out, const gw_report *r, const gw_ledger_page *page, const char *name,
                 bool of_one)
{
    gw_strbuf csv = GW_STRBUF_INIT(r->context);
    gw_strbuf_puts(out, "<div class=\"book\">\n");
    leaf(out, page, GW_TO_THEM, of_one);
    leaf(out, page, GW_TO_US, of_one);
    gw_strbuf_puts(out, "</div>\n");
    book_csv(&csv, page);
    gw__csv_link(out, name, &csv);
    gw_strbuf_free(&csv);
}

static void everybody(gw_strbuf *out, const gw_report *r)
{
    gw_strbuf_printf(out, "<h3>The open account book of everybody</h3>\n<p>Left, what passed to "
                          "them; right, what passed to us; full ink so far, pale ink expected in ");
    gw_escaped(out, r->current.horizon);
    gw_strbuf_puts(out,
                   ", dashed where it is taken off. Under each amount stands what it rests on, "
                   "and for what is expected, where it lies 80 of 100 times.</p>\n");
    book(out, r, &r->page, "book", false);
}

static void person(gw_strbuf *out, const gw_report *r, size_t index)
{
    static const char *const roles[] = {"", "Who got the most from us", "Who stands in the middle",
                                        "Who came last",
                                        "Who brought much, and of whom little more is expected"};
    const gw_report_person *who = &r->people[index];
    char name[32];
    snprintf(name, sizeof name, "book-%zu", index + 1);
    gw_strbuf_printf(out, "<div class=\"person\"><h3>%s: ", roles[who->role]);
    gw_escaped(out, gw_show(who->customer_id).text);
    gw_strbuf_puts(out, "</h3>\n");
    book(out, r, &who->page, name, true);
    gw_strbuf_puts(out, "</div>\n");
}

/* ---- Shares in words ------------------------------------------------------------------------ */

static void what_is_missing(gw_strbuf *out, const gw_report *r)
{
    bool any = false;
    for (size_t i = 0; i < r->page.n; i++) {
        const gw_ledger_row *row = &r->page.rows[i];
        if (row->has_realised)
            continue;
        gw_strbuf_puts(out, any ? "<li>" : "<h3>What nobody has measured yet</h3>\n<ul>\n<li>");
        any = true;
        gw_escaped(out, row->line->words);
        gw_strbuf_puts(out, ": ");
        gw_escaped(out, row->line->collect);
        gw_strbuf_puts(out, ".</li>\n");
    }
    gw_strbuf_puts(out, any ? "</ul>\n" : "");
}

/* Our share of what both sides gained: a percentage only where it means one. */
static void take_rate(gw_strbuf *out, const gw_report *r, bool expected)
{
    gw_gains gains;
    gw_gains_of(&gains, &r->page, expected);
    gw_strbuf_printf(out, "<p id=\"take-rate-%s\"><strong>Our share of what both %s.</strong> ",
                     expected ? "expected" : "realised",
                     expected ? "are expected to gain" : "gained so far");
    if (gains.verdict == GW_BOTH_GAIN)
        gw_strbuf_printf(out, "Of 100 that both gain together, %s%.0f %s ours.",
                         gains.at_most ? "at most " : "", 100 * gains.take_rate,
                         expected ? "would be" : "are");
    else if (gains.verdict == GW_NOTHING_KNOWN)
        gw_strbuf_puts(out, "One side is not measured, so no share can be said.");
    else
        gw_strbuf_printf(out, "In words: %s.", gw_verdict_words(gains.verdict));
    if (gains.verdict == GW_BOTH_GAIN && gains.at_most)
        gw_strbuf_puts(out,
                       " Part of what they got is not measured, so the true share is smaller.");
    if (gains.verdict != GW_NOTHING_KNOWN && gains.assumed)
        gw_strbuf_puts(out, " Most of what they got is assumed.");
    gw_strbuf_puts(out, "</p>\n");
}

static void price_share(gw_strbuf *out, const gw_report *r)
{
    double share = gw_price_share(&r->page);
    gw_strbuf_puts(out, "<p id=\"price-share\"><strong>The price's share of worth.</strong> ");
    if (isfinite(share))
        gw_strbuf_printf(out, "Of 100 that our goods are worth to them, the price takes %.0f.",
                         100 * share);
    else
        gw_strbuf_puts(out, "Not known: what the goods are worth to them above the price is not "
                            "measured.");
    gw_strbuf_puts(out, "</p>\n");
}

/* ---- The map -------------------------------------------------------------------------------- */

static double signed_log(double value, double knee)
{
    return copysign(gw_log1p(fabs(value) / knee), value);
}

static double most_in_one(const gw_report_map *map)
{
    double most = 1;
    for (size_t i = 0; i < map->n; i++)
        most = fmax(most, map->customers[i]);
    return most;
}

static void draw_map(gw_picture *p, const gw_report *r, bool narrow)
{
    const gw_report_map *map = &r->map;
    char x_title[96];
    char y_title[96];
    double most = most_in_one(map);
    gw_scale x = gw_scale_signed_log(map->low_x, map->high_x, map->knee);
    gw_scale y = gw_scale_signed_log(map->low_y, map->high_y, map->knee);
    gw_strbuf shares = GW_STRBUF_INIT(r->context);
    snprintf(x_title, sizeof x_title, "to them, %s%s", r->currency,
             narrow ? "" : ", so far and expected");
    snprintf(y_title, sizeof y_title, "to us, %s%s", r->currency,
             narrow ? "" : ", so far and expected");
    gw_picture_axes(p, &x, x_title, &y, y_title);
    double root3 = 1.7320508075688772;
    gw_hexagon_plane plane = {signed_log(x.low, map->knee) / map->across,
                              signed_log(x.high, map->knee) / map->across,
                              signed_log(y.low, map->knee) / map->upward / root3,
                              signed_log(y.high, map->knee) / map->upward / root3};
    /* darkness by the logarithm: one person must be seen beside a crowd */
    for (size_t i = 0; i < map->n; i++) {
        double share = most > 1 ? gw_log(map->customers[i]) / gw_log(most) : 1.0;
        gw_strbuf_add(&shares, (const char *)&share, sizeof share);
    }
    if (!shares.failed && map->n > 0)
        gw_picture_hexagons(p, &plane, map->u, map->v, (const double *)(const void *)shares.bytes,
                            map->n);
    p->out->failed = p->out->failed || shares.failed;
    double corner = fmin(x.high, y.high);
    double floor_at = fmax(x.low, y.low);
    gw_picture_slope(p, floor_at, floor_at, corner, corner);
    gw_strbuf_free(&shares);
}

static double amount_at(double scaled, const gw_report_map *map)
{
    return copysign(map->knee * gw_expm1(fabs(scaled)), scaled);
}

static void map_figure(gw_strbuf *out, const gw_report *r)
{
    const gw_report_map *map = &r->map;
    char see[512];
    char most[GW_FIGURE_SIZE];
    gw_strbuf csv = GW_STRBUF_INIT(r->context);
    gw_figure_count(most, most_in_one(map));
    snprintf(
        see, sizeof see,
        "The darker, the more people: up to %s in one place. Right is more to them, up is more "
        "to us; on the broken line both sides got the same. A step along an axis multiplies, so "
        "that "
        "small and large customers are seen alike.",
        most);
    gw_strbuf_puts(&csv, "to_them,to_us,customers\n");
    for (size_t i = 0; i < map->n; i++) {
        gw__csv_number(&csv, amount_at(map->u[i] * map->across, map));
        gw_strbuf_puts(&csv, ",");
        gw__csv_number(&csv, amount_at(map->v[i] * map->upward * 1.7320508075688772, map));
        gw_strbuf_printf(&csv, ",%.0f\n", map->customers[i]);
    }
    const gw__figure figure = {
        .id = "map",
        .title = "What passed to us, against what passed to them: everybody",
        .see = see,
        .alt =
            "A map of all customers in hexagons: across, what passed to them; upward, what passed "
            "to us; darker where more people are.",
        .height = 480,
        .draw = draw_map};
    gw__figure_write(out, r, &figure, &csv);
    gw_strbuf_free(&csv);
}

static void left_off(gw_strbuf *out, const gw_report *r)
{
    for (size_t i = 0; i < r->page.n; i++) {
        const gw_ledger_row *row = &r->page.rows[i];
        for (size_t place = 0; place < gw_line_count(); place++) {
            if (gw_line_at(place) != row->line || r->map.enters[place] || !row->has_realised ||
                row->line->unit != GW_UNIT_MONEY)
                continue;
            gw_strbuf_puts(out, "<p class=\"note\">Left off the map: ");
            gw_escaped(out, row->line->words);
            gw_strbuf_puts(out, ". It is so far a setting times what people paid, and would draw "
                                "the setting, not the people.</p>\n");
        }
    }
}

static void map_or_what_to_collect(gw_strbuf *out, const gw_report *r)
{
    if (r->map.refused[0] != '\0') {
        gw_strbuf_puts(out, "<div id=\"no-map\"><h3>No map yet</h3>\n<p>");
        gw_escaped(out, r->map.refused);
        gw_strbuf_puts(out, "</p></div>\n");
        return;
    }
    if (r->map.n > 0) {
        map_figure(out, r);
        left_off(out, r);
        return;
    }
    bool them = r->map.side_empty[GW_TO_THEM];
    gw_strbuf_printf(out,
                     "<div id=\"no-map\"><h3>No map yet</h3>\n<p>A map of what passed to us "
                     "against what passed to them needs both. %s measured for anybody so far; "
                     "collect first (above stands how):</p>\n<ul>\n",
                     them ? "Nothing to them is" : "Nothing to us is");
    for (size_t i = 0; i < r->page.n; i++) {
        const gw_line *line = r->page.rows[i].line;
        if ((line->side == GW_TO_THEM) != them || line->unit != GW_UNIT_MONEY)
            continue;
        gw_strbuf_puts(out, "<li>");
        gw_escaped(out, line->words);
        gw_strbuf_puts(out, r->page.rows[i].has_realised ? ": nothing came in so far" : "");
        gw_strbuf_puts(out, "</li>\n");
    }
    gw_strbuf_puts(out, "</ul></div>\n");
    left_off(out, r);
}

void gw__report_sides(gw_strbuf *out, const gw_report *r)
{
    gw_strbuf_puts(out, "<section id=\"sides\"><h2>The two sides</h2>\n");
    everybody(out, r);
    take_rate(out, r, false);
    take_rate(out, r, true);
    price_share(out, r);
    gw__report_tornado(out, r);
    what_is_missing(out, r);
    map_or_what_to_collect(out, r);
    for (size_t i = 0; i < r->people_count; i++)
        person(out, r, i);
    gw_strbuf_puts(out, "</section>\n");
}

/* Can the forecast be trusted? What was said of the hidden weeks, beside what came; see
 * report_inside.h. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "date.h"
#include "report_inside.h"

/* The forecast that is used, in words fit for a legend. */
static void used_words(char out[160], const gw_report *r)
{
    const gw_report_candidate *used = gw__used(r);
    snprintf(out, 160, "said%s%s", used != NULL && used->is_model ? " by " : "",
             used != NULL && used->is_model ? used->title : " by the rule");
}

static double sum_of(const gw__xy *xy)
{
    double sum = 0;
    for (size_t i = 0; i < xy->n; i++)
        sum += xy->y[i];
    return sum;
}

/* ---- Week by week --------------------------------------------------------------------------- */

typedef struct weekly {
    gw__xy came, course, said;
} weekly;

static weekly read_weekly(gw_strbuf *out, const gw_report *r)
{
    return (weekly){gw__xy_of(out, r, "tracking", "came"), gw__xy_of(out, r, "tracking", "course"),
                    gw__xy_of(out, r, "tracking", "said")};
}

static void free_weekly(weekly *w, const gw_report *r)
{
    gw__xy_free(&w->came, r);
    gw__xy_free(&w->course, r);
    gw__xy_free(&w->said, r);
}

static void weekly_frame(gw_picture *p, const gw_report *r, const weekly *w, bool narrow,
                         const char *y_title)
{
    char said[160];
    used_words(said, r);
    const gw_legend_item items[] = {{"came", GW_MARK_LINE, GW_TONE_CAME},
                                    {said, GW_MARK_LINE, GW_TONE_SAID},
                                    {"the model's own course", GW_MARK_LINE, GW_TONE_COURSE}};
    double top = fmax(gw__xy_top(&w->came), fmax(gw__xy_top(&w->course), gw__xy_top(&w->said)));
    gw_scale y = gw_scale_linear(0, top, 5);
    gw_scale x = gw_scale_days(w->came.n > 0 ? w->came.x[0] : 0,
                               w->came.n > 0 ? w->came.x[w->came.n - 1] : 1, narrow ? 5 : 9);
    gw_picture_legend(p, items, w->course.n > 0 ? 3 : 2);
    gw_picture_axes(p, &x, "last day of the week", &y, y_title);
    gw_picture_line(p, w->course.x, w->course.y, w->course.n, GW_TONE_COURSE);
    gw_picture_line(p, w->came.x, w->came.y, w->came.n, GW_TONE_CAME);
    gw_picture_line(p, w->said.x, w->said.y, w->said.n, GW_TONE_SAID);
    double split = gw_report_number(r, "facts", "split_day");
    if (isfinite(split))
        gw_picture_upright(p, split, narrow ? "hidden from here" : "hidden from here on");
}

static void draw_weekly(gw_picture *p, const gw_report *r, bool narrow)
{
    weekly w = read_weekly(p->out, r);
    weekly_frame(p, r, &w, narrow, "buying days a week, after each customer's first");
    free_weekly(&w, r);
}

/* Sums from `base` on, in place. */
static void add_up(gw__xy *xy, double base)
{
    for (size_t i = 0; i < xy->n; i++)
        base = xy->y[i] += base;
}

static double until(const gw__xy *xy, double day)
{
    double sum = 0;
    for (size_t i = 0; i < xy->n && xy->x[i] <= day; i++)
        sum = xy->y[i];
    return sum;
}

/* What was said begins where what came stands at the split. */
static void draw_added_up(gw_picture *p, const gw_report *r, bool narrow)
{
    weekly w = read_weekly(p->out, r);
    double split = gw_report_number(r, "facts", "split_day");
    add_up(&w.came, 0);
    add_up(&w.course, 0);
    add_up(&w.said, until(&w.came, split));
    weekly_frame(p, r, &w, narrow, "buying days so far, after each customer's first");
    if (w.said.n > 0) {
        const double x[] = {split, w.said.x[0]};
        const double y[] = {until(&w.came, split), w.said.y[0]};
        gw_picture_line(p, x, y, 2, GW_TONE_SAID);
    }
    free_weekly(&w, r);
}

static void weekly_figures(gw_strbuf *out, const gw_report *r)
{
    char see[512];
    char title[160];
    char came[GW_FIGURE_SIZE];
    char said[GW_FIGURE_SIZE];
    char known[GW_FIGURE_SIZE];
    gw_strbuf csv = GW_STRBUF_INIT(r->context);
    weekly w = read_weekly(out, r);
    double split = gw_report_number(r, "facts", "split_day");
    double hidden = 0;
    for (size_t i = 0; i < w.came.n; i++)
        hidden += w.came.x[i] > split ? w.came.y[i] : 0.0;
    gw_figure_count(came, hidden);
    gw_figure_count(said, sum_of(&w.said));
    gw_figure_count(known, gw_report_number(r, "facts", "known"));
    gw__csv_series(&csv, r, "tracking", "week_ends", "buying_days", true, false);
    snprintf(see, sizeof see,
             "From the split on, what was said knowing each customer's days before it, beside what "
             "came; the model's own course is what it gives customers from their first day on. The "
             "%s customers known at the split; who came later is not in it.",
             known);
    const gw__figure by_week = {.id = "tracking",
                                .title = "Week by week: what came, and what was said of it",
                                .see = see,
                                .alt = "Lines over time: buying days a week that came, were said "
                                       "from the split on, and by the model's own course.",
                                .draw = draw_weekly};
    gw__figure_write(out, r, &by_week, &csv);
    snprintf(title, sizeof title, "Added up: %s buying days came in the hidden weeks, %s were said",
             came, said);
    const gw__figure added_up = {
        .id = "tracking-sum",
        .title = title,
        .see = "Where what was said ends above what came, too much was said; below it, too "
               "little. A forecast can hit each group of customers and still drift here.",
        .alt = "Lines over time: buying days so far that came, were said from the split on, and by "
               "the model's own course.",
        .draw = draw_added_up};
    gw__figure_write(out, r, &added_up, &csv);
    free_weekly(&w, r);
    gw_strbuf_free(&csv);
}

/* ---- By what was known before --------------------------------------------------------------- */

typedef struct grouped {
    gw__xy came, said, rule;
} grouped;

static void draw_groups(gw_picture *p, const gw_report *r, const char *picture, const char *x_title)
{
    char said_words[160];
    grouped g = {gw__xy_of(p->out, r, picture, "came"), gw__xy_of(p->out, r, picture, "said"),
                 gw__xy_of(p->out, r, picture, "rule")};
    used_words(said_words, r);
    const gw_legend_item items[] = {{"came", GW_MARK_BAR, GW_TONE_CAME},
                                    {said_words, GW_MARK_DOT, GW_TONE_SAID},
                                    {"best simple rule", GW_MARK_DOT, GW_TONE_RULE}};
    gw_scale x = gw__groups_scale(&g.came);
    gw_scale y = gw_scale_linear(
        0, fmax(gw__xy_top(&g.came), fmax(gw__xy_top(&g.said), gw__xy_top(&g.rule))), 5);
    gw_picture_legend(p, items, g.rule.n > 0 ? 3 : 2);
    gw_picture_axes(p, &x, x_title, &y, "buying days in the hidden weeks, mean of a customer");
    for (size_t i = 0; i < g.came.n; i++) {
        double at = (double)i;
        gw_picture_bar(p, at - 0.4, at + 0.4, 0, g.came.y[i], GW_TONE_CAME, true);
        gw_picture_range(p, at - 0.2, g.came.low[i], g.came.high[i], GW_TONE_CAME);
        if (i < g.said.n)
            gw_picture_dot(p, at, g.said.y[i], (double)NAN, (double)NAN, GW_TONE_SAID);
        if (i < g.rule.n)
            gw_picture_dot(p, at + 0.25, g.rule.y[i], (double)NAN, (double)NAN, GW_TONE_RULE);
    }
    gw__xy_free(&g.came, r);
    gw__xy_free(&g.said, r);
    gw__xy_free(&g.rule, r);
}

static void draw_by_repeat(gw_picture *p, const gw_report *r, bool narrow)
{
    draw_groups(p, r, "by_repeat",
                narrow ? "repeat buying days before"
                       : "repeat buying days before the hidden weeks");
}

static void draw_by_silence(gw_picture *p, const gw_report *r, bool narrow)
{
    draw_groups(p, r, "by_silence",
                narrow ? "days since last order"
                       : "days since last order when the hidden weeks began");
}

static void group_figures(gw_strbuf *out, const gw_report *r)
{
    gw_strbuf csv = GW_STRBUF_INIT(r->context);
    gw__csv_series(&csv, r, "by_repeat", "repeat_buying_days_before", "mean_buying_days", false,
                   true);
    const gw__figure by_repeat = {
        .id = "by-repeat",
        .title = "How often people came back in the hidden weeks, by how often they had before",
        .see = "Bars came, with the range that chance leaves a mean of so many people 80 of 100 "
               "times; dots were said. Dots inside their range are as good as can be.",
        .alt =
            "Bars of mean buying days in the hidden weeks by repeat buying days before, with dots "
            "for what the forecast and the best simple rule said.",
        .draw = draw_by_repeat};
    gw__figure_write(out, r, &by_repeat, &csv);
    gw_strbuf_clear(&csv);
    gw__csv_series(&csv, r, "by_silence", "days_since_last_order_from", "mean_buying_days", false,
                   true);
    const gw__figure by_silence = {
        .id = "by-silence",
        .title = "How often people came back in the hidden weeks, by days since last order",
        .see = "Whoever ordered lately comes back more often: a forecast must know how fast that "
               "fades. Bars came, dots were said.",
        .alt =
            "Bars of mean buying days in the hidden weeks by days since last order, with dots for "
            "what the forecast and the best simple rule said.",
        .draw = draw_by_silence};
    gw__figure_write(out, r, &by_silence, &csv);
    gw_strbuf_free(&csv);
}

/* ---- Money ---------------------------------------------------------------------------------- */

static void draw_tenths(gw_picture *p, const gw_report *r, bool narrow)
{
    static const char *const names[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10"};
    char y_title[96];
    gw__xy came = gw__xy_of(p->out, r, "deciles", "came");
    gw__xy said = gw__xy_of(p->out, r, "deciles", "said");
    static const gw_legend_item items[] = {{"came", GW_MARK_BAR, GW_TONE_CAME},
                                           {"said, with its range", GW_MARK_DOT, GW_TONE_SAID}};
    gw_scale x = gw_scale_places(names, 10);
    gw_scale y = gw_scale_linear(0, fmax(gw__xy_top(&came), gw__xy_top(&said)), 5);
    snprintf(y_title, sizeof y_title, "%s in the hidden weeks, mean of a customer", r->currency);
    gw_picture_legend(p, items, 2);
    gw_picture_axes(p, &x,
                    narrow ? "tenths, said to bring most first"
                           : "tenths of customers, those said to bring most first",
                    &y, y_title);
    for (size_t i = 0; i < came.n; i++)
        gw_picture_bar(p, came.x[i] - 1.4, came.x[i] - 0.6, 0, came.y[i], GW_TONE_CAME, true);
    for (size_t i = 0; i < said.n; i++)
        gw_picture_dot(p, said.x[i] - 1, said.y[i], said.low[i], said.high[i], GW_TONE_SAID);
    gw__xy_free(&came, r);
    gw__xy_free(&said, r);
}

/* A candidate in a shop owner's words, short enough for a legend. */
static void candidate_words(char *out, size_t size, const gw_report *r, const char *code)
{
    snprintf(out, size, "%s", code);
    for (size_t c = 0; c < r->candidate_count; c++)
        if (strcmp(r->candidates[c].code, code) == 0)
            snprintf(out, size, "%s%s",
                     r->candidates[c].is_model ? "" : "rule: ", r->candidates[c].title);
}

#define GAINS_MAX 6

/* The series of the picture `gain`: perfect first, then the one used, then rules. */
static size_t gains(char codes[GAINS_MAX][64], const gw_report *r)
{
    size_t n = 0;
    size_t points = 0;
    if (gw_report_points(&points, r, "gain", "perfect") != NULL)
        snprintf(codes[n++], 64, "perfect");
    for (int rules = 0; rules < 2; rules++)
        for (size_t c = 0; c < r->candidate_count && n < GAINS_MAX; c++) {
            bool used = strcmp(r->candidates[c].code, r->current.model) == 0;
            if (used == (rules == 0) &&
                gw_report_points(&points, r, "gain", r->candidates[c].code) != NULL)
                snprintf(codes[n++], 64, "%s", r->candidates[c].code);
        }
    return n;
}

static void draw_gain(gw_picture *p, const gw_report *r, bool narrow)
{
    static const gw_tone rule_tones[] = {GW_TONE_RULE, GW_TONE_RULE_2, GW_TONE_RULE_3};
    char codes[GAINS_MAX][64];
    char words[GAINS_MAX][160];
    gw_legend_item items[GAINS_MAX];
    size_t n = gains(codes, r);
    size_t rules = 0;
    for (size_t i = 0; i < n; i++) {
        bool perfect = strcmp(codes[i], "perfect") == 0;
        bool used = strcmp(codes[i], r->current.model) == 0;
        char name[128];
        candidate_words(name, sizeof name, r, codes[i]);
        if (narrow && !perfect && !used) {
            char rule[64];
            gw__spaced(rule, sizeof rule, codes[i]);
            snprintf(name, sizeof name, "rule: %s", rule);
        }
        snprintf(words[i], sizeof words[i],
                 perfect ? "if everybody had been known" : "%s, Gini %.2f", name,
                 gw__gini_share(r, codes[i]));
        items[i] = (gw_legend_item){words[i], GW_MARK_LINE,
                                    perfect ? GW_TONE_CAME
                                    : used  ? GW_TONE_SAID
                                            : rule_tones[rules++ % 3]};
    }
    gw_scale x = gw_scale_share(narrow ? 5 : 10);
    gw_scale y = gw_scale_share(5);
    gw_picture_legend(p, items, n);
    gw_picture_axes(
        p, &x, narrow ? "share of customers" : "share of customers, in the order of the forecast",
        &y, "share of the money they brought in the hidden weeks");
    gw_picture_slope(p, 0, 0, 1, 1);
    for (size_t i = n; i-- > 0;) {
        gw__xy xy = gw__xy_of(p->out, r, "gain", codes[i]);
        gw_picture_line(p, xy.x, xy.y, xy.n, items[i].tone);
        gw__xy_free(&xy, r);
    }
}

static void money_figures(gw_strbuf *out, const gw_report *r)
{
    char see[640];
    char title[160];
    gw_strbuf csv = GW_STRBUF_INIT(r->context);
    gw__csv_series(&csv, r, "deciles", "tenth", "mean_money", false, true);
    const gw__figure tenths = {
        .id = "deciles",
        .title = "Money in the hidden weeks, tenth by tenth of customers",
        .see =
            "Customers in ten equal groups by the money said of them. Bars came; dots were said, "
            "with the range a group's mean falls into 80 of 100 times (people's own chances, and "
            "a tenth for what moves all of them at once).",
        .alt =
            "Bars of mean money in the hidden weeks by tenths of customers, with dots and ranges "
            "for what was said.",
        .draw = draw_tenths};
    gw__figure_write(out, r, &tenths, &csv);
    gw_strbuf_clear(&csv);
    gw__csv_series(&csv, r, "gain", "share_of_customers", "share_of_money", false, false);
    double top = gw_report_number(r, "top_tenth", r->current.model);
    snprintf(title, sizeof title,
             isfinite(top) ? "The tenth of customers put first brought %.0f of 100 of the money"
                           : "How much of the money the customers put first brought",
             100 * top);
    snprintf(
        see, sizeof see,
        "The higher a curve, the better it knew beforehand who would bring money; the broken "
        "line is what knowing nothing comes to. Gini: 1 is an order that cannot be bettered, 0 "
        "none at all; it says nothing of how much, so look at the tenths too.");
    const gw__figure gain = {.id = "gain",
                             .title = title,
                             .see = see,
                             .alt = "Curves of the share of money held by the customers put first: "
                                    "by the forecast, by simple rules, and the best possible.",
                             .height = 300,
                             .draw = draw_gain};
    size_t n = 0;
    if (gw_report_points(&n, r, "gain", "perfect") != NULL)
        gw__figure_write(out, r, &gain, &csv);
    gw_strbuf_free(&csv);
}

/* Each matter of the verdict on a line of its own (the class keeps them). */
static void verdict_lines(gw_strbuf *out, const char *verdict)
{
    while (*verdict != '\0') {
        char line[sizeof((gw_current){0}.verdict)];
        size_t length = strcspn(verdict, "\n");
        snprintf(line, sizeof line, "%.*s", (int)length, verdict);
        gw_escaped(out, line);
        verdict += length;
        if (*verdict == '\n') {
            gw_strbuf_puts(out, "\n");
            verdict++;
        }
    }
}

void gw__report_trust(gw_strbuf *out, const gw_report *r)
{
    size_t n = 0;
    gw_strbuf_puts(
        out, "<section id=\"trust\"><h2>Can the forecast be trusted?</h2>\n<p class=\"lines\">");
    verdict_lines(out, r->current.verdict);
    gw_strbuf_puts(out, "</p>\n");
    if (gw_report_points(&n, r, "tracking", NULL) != NULL) {
        weekly_figures(out, r);
        group_figures(out, r);
        gw__report_season(out, r);
        gw__report_segments(out, r);
        money_figures(out, r);
        gw__report_trust_people(out, r);
        gw__report_numbers(out, r);
    } else {
        gw_strbuf_puts(out,
                       "<p>There is no picture of a check: nothing was hidden. With a history "
                       "of six weeks or more, <code>goodwill reckon STORE</code> hides its last "
                       "third and compares.</p>\n");
    }
    gw_strbuf_puts(out, "</section>\n");
}

/* The page: its frame and its first screen; see report.h. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "check_words.h"
#include "date.h"
#include "error.h"
#include "output.h"
#include "report_inside.h"
#include "shown.h"

/* ---- What the first screen says ------------------------------------------------------------- */

double gw__gini_share(const gw_report *r, const char *code)
{
    double share = gw_report_number(r, "gini", code) / gw_report_number(r, "gini", "perfect");
    return fabs(share) < 5e-4 ? 0.0 : share;
}

const gw_report_candidate *gw__used(const gw_report *r)
{
    for (size_t c = 0; c < r->candidate_count; c++)
        if (strcmp(r->candidates[c].code, r->current.model) == 0)
            return &r->candidates[c];
    return NULL;
}

static const gw_report_candidate *best_rule(const gw_report *r)
{
    const gw_report_candidate *best = NULL;
    for (size_t c = 0; c < r->candidate_count; c++)
        if (!r->candidates[c].is_model &&
            (best == NULL || r->candidates[c].deviance < best->deviance))
            best = &r->candidates[c];
    return best;
}

/* The verdict without a number: one sentence. The numbers are one step deeper. */
static void verdict(gw_strbuf *out, const gw_report *r)
{
    const gw_report_candidate *used = gw__used(r);
    const gw_report_candidate *rule = best_rule(r);
    if (used == NULL || rule == NULL) {
        gw_strbuf_puts(out, r->candidate_count == 0
                                ? "The history is too short to hide a part of it: this forecast is "
                                  "not checked."
                                : "This forecast was not chosen by the check.");
        return;
    }
    double bias = fabs(used->predicted / used->actual - 1);
    gw_strbuf_puts(out, "Checked on weeks it had not seen, the forecast ");
    if (!(used->actual > 0))
        gw_strbuf_puts(out, "met nobody who came back");
    else if (bias <= GW_CHECK_CLOSE)
        gw_strbuf_puts(out, "came close");
    else if (bias <= GW_CHECK_FAIR)
        gw_strbuf_puts(out, "was fair");
    else
        gw_strbuf_puts(out, "was far off (use it for who, not for how much)");
    if (!used->is_model)
        gw_strbuf_puts(out, ", and a simple rule that did better than every model is used.");
    else if (used->deviance < rule->deviance)
        gw_strbuf_puts(out, ", and customer by customer it did better than every simple rule.");
    else
        gw_strbuf_puts(out, ", and customer by customer it did no better than a simple rule.");
}

static void big_number(gw_strbuf *out, const char *figure, const char *unit, const char *words)
{
    gw_strbuf_printf(out,
                     "<div class=\"number\"><span class=\"figure\">%s</span> "
                     "<span class=\"unit\">%s</span><span class=\"what\">",
                     figure, unit);
    gw_escaped(out, words);
    gw_strbuf_puts(out, "</span></div>\n");
}

static void first_side(gw_strbuf *out, const gw_report *r, gw_side side)
{
    const gw_report_side *s = &r->side[side];
    char figure[GW_FIGURE_SIZE];
    char horizon[96];
    const char *in_part = s->any && s->in_part ? " (of what is known)" : "";
    gw_strbuf_printf(out, "<section class=\"side %s\"><h2>%s</h2>\n",
                     side == GW_TO_THEM ? "them" : "us", side == GW_TO_THEM ? "To them" : "To us");
    snprintf(horizon, sizeof horizon, "so far%s", in_part);
    gw__money(figure, s->any ? s->realised : (double)NAN);
    big_number(out, figure, s->any ? r->currency : "", s->any ? horizon : "not measured yet");
    snprintf(horizon, sizeof horizon, "expected in %s", r->current.horizon);
    gw__money(figure, s->any ? s->expected : (double)NAN);
    if (s->any)
        big_number(out, figure, r->currency, horizon);
    gw_strbuf_puts(out, "</section>\n");
}

/* What others call lifetime value is one of the two rows already: so it is named, not printed
 * again.
 */
static void conventional(gw_strbuf *out, const gw_report *r)
{
    gw_strbuf_puts(out, "<p>Lifetime value as others count it is the row \xe2\x80\x9cTo "
                        "us\xe2\x80\x9d by itself: what customers pay, less the cost of goods, of "
                        "serving and of winning them. It leaves out the other row");
    gw_strbuf_puts(out, r->side[GW_TO_THEM].in_part
                            ? ", part of which nobody has measured yet (see below).</p>\n"
                            : ".</p>\n");
}

static void first_screen(gw_strbuf *out, const gw_report *r)
{
    char figure[GW_FIGURE_SIZE];
    char day[GW_DATE_TEXT_SIZE];
    gw_date_format(day, r->current.as_of);
    gw_figure_count(figure, r->customers);
    gw_strbuf_puts(out, "<header>\n<h1>What passed between us</h1>\n<p class=\"when\">");
    gw_strbuf_printf(out, "Up to %s, and expected in ", day);
    gw_escaped(out, r->current.horizon);
    gw_strbuf_printf(out, ". Amounts in %s.</p>\n<div class=\"first\">\n", r->currency);
    first_side(out, r, GW_TO_THEM);
    first_side(out, r, GW_TO_US);
    gw_strbuf_puts(out, "<section class=\"side people\"><h2>People</h2>\n");
    big_number(out, figure, "", r->customers == 1 ? "customer" : "customers");
    gw_strbuf_puts(out, "</section>\n</div>\n<p class=\"verdict\" id=\"verdict\">");
    verdict(out, r);
    gw_strbuf_puts(out, "</p>\n");
    conventional(out, r);
    gw_strbuf_puts(out, "<nav aria-label=\"Parts of this page\"><a href=\"#sides\">The two "
                        "sides</a> <a href=\"#trust\">Can the forecast be trusted?</a> <a "
                        "href=\"#who\">Who came when</a></nav>\n</header>\n");
}

/* ---- Nothing reckoned ----------------------------------------------------------------------- */

static void nothing_yet(gw_strbuf *out, const gw_report *r)
{
    char customers[GW_FIGURE_SIZE];
    char purchases[GW_FIGURE_SIZE];
    gw_figure_count(customers, r->customers_held);
    gw_figure_count(purchases, r->purchases_held);
    gw_strbuf_puts(out, "<header>\n<h1>Nothing was reckoned yet</h1>\n");
    if (r->purchases_held == 0)
        gw_strbuf_puts(out, "<p>The store holds no purchase. Bring some in: <code>goodwill import "
                            "STORE orders.csv</code>, then <code>goodwill reckon STORE</code>, and "
                            "ask for this page again.</p>\n");
    else
        gw_strbuf_printf(out,
                         "<p>The store holds %s purchase%s of %s customer%s. Run <code>goodwill "
                         "reckon STORE</code> (it says what is missing, if it cannot), and ask for "
                         "this page again.</p>\n",
                         purchases, r->purchases_held == 1 ? "" : "s", customers,
                         r->customers_held == 1 ? "" : "s");
    gw_strbuf_puts(out, "</header>\n");
}

/* ---- Frame ---------------------------------------------------------------------------------- */

static void foot(gw_strbuf *out, const gw_report *r)
{
    gw_strbuf_puts(out, "<footer><p>");
    if (r->current.number > 0) {
        gw_strbuf_printf(out, "Reckoning %lld. ", (long long)r->current.number);
        gw_escaped(out, r->current.spend);
        gw_strbuf_printf(out, " What comes later is worth %.4g %% a year less. ",
                         100 * r->current.rate_per_year);
    }
    gw_strbuf_printf(out,
                     "Made by goodwill %s; this page is complete in itself and asks nothing of any "
                     "network.</p></footer>\n",
                     gw_version());
}

gw_status gw_report_page(gw_strbuf *out, const gw_report *r, gw_error *err)
{
    gw_strbuf_puts(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                        "<meta name=\"viewport\" content=\"width=device-width, "
                        "initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n"
                        "<title>What passed between us</title>\n<style>\n");
    gw_strbuf_puts(out, (const char *)gw__report_css);
    gw_strbuf_puts(out, "</style>\n</head>\n<body>\n<main>\n");
    if (r->current.number == 0) {
        nothing_yet(out, r);
    } else {
        first_screen(out, r);
        gw__report_sides(out, r);
        gw__report_trust(out, r);
        gw__report_cohorts(out, r);
    }
    foot(out, r);
    gw_strbuf_puts(out, "</main>\n</body>\n</html>\n");
    return gw_strbuf_text(out) != NULL ? GW_OK : gw_error_no_memory(err, "the report");
}

gw_status gw_report_write(gw_shop *shop, const char *path, gw_error *err)
{
    gw_report report = {0};
    gw_output *output = NULL;
    gw_strbuf page = GW_STRBUF_INIT(shop->context);
    gw_status status = gw_report_read(&report, shop, err);
    if (status == GW_OK)
        status = gw_report_page(&page, &report, err);
    if (status == GW_OK)
        status = gw_output_open(&output, shop->context, path, err);
    if (status == GW_OK) {
        gw_output_write(output, gw_strbuf_text(&page), page.length);
        status = gw_output_finish(output, err);
    }
    gw_strbuf_free(&page);
    gw_report_free(&report);
    return status;
}

/* The ledger as people read it on a terminal: first a few numbers, then every line; see words.h. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "date.h"
#include "figures.h"
#include "money.h"
#include "shown.h"
#include "words.h"

#define MOST_HINTS 3

static gw_status whole(const gw_strbuf *out)
{
    return gw_strbuf_text(out) != NULL ? GW_OK : GW_NO_MEMORY;
}

/* An amount in major units with cents and thousands; "-" when there is none. */
static void money(char out[GW_FIGURE_SIZE], double amount)
{
    int64_t amount_e4 = 0;
    if (gw_money_from_double(&amount_e4, amount))
        gw_figure_money(out, amount_e4, 2);
    else
        snprintf(out, GW_FIGURE_SIZE, "-");
}

/* ---- Every line ----------------------------------------------------------------------------- */

static bool has_anything(const gw_ledger_row *row)
{
    return row->has_realised || row->has_expected;
}

static void points_words(gw_strbuf *out, const gw_ledger_row *row)
{
    char range[64] = "";
    if (isfinite(row->low) && isfinite(row->high))
        snprintf(range, sizeof range, "%.1f to %.1f", row->low, row->high);
    gw_strbuf_printf(out, "  %-50s %15.1f %-12s %15s  %s\n", row->line->words,
                     (double)row->realised_e4 / 10000, row->realised_basis, "", range);
}

static void row_words(gw_strbuf *out, const gw_ledger_page *page, const gw_ledger_row *row)
{
    char realised[GW_FIGURE_SIZE] = "-";
    char expected[GW_FIGURE_SIZE] = "-";
    char range[2 * GW_FIGURE_SIZE + 8] = "";
    if (row->line->unit == GW_UNIT_POINTS) {
        points_words(out, row);
        return;
    }
    if (row->line->unit == GW_UNIT_COUNT) {
        char unit[64];
        gw_count_words(unit, page, row);
        gw_figure_count(realised, (double)row->realised_e4 / 10000);
        gw_strbuf_printf(out, "  %-50s %15s %s\n", row->line->words, realised, unit);
        return;
    }
    if (row->has_realised)
        gw_figure_money(realised, row->realised_e4, 2);
    if (row->has_expected) {
        char low[GW_FIGURE_SIZE];
        char high[GW_FIGURE_SIZE];
        money(expected, row->expected);
        money(low, row->low);
        money(high, row->high);
        snprintf(range, sizeof range, "%s to %s", low, high);
    }
    gw_strbuf_printf(out, "  %-50s %15s %-12s %15s  %-32s %s\n", row->line->words, realised,
                     row->has_realised ? row->realised_basis : "", expected, range,
                     row->has_expected ? row->expected_basis : "");
}

static void side_words(gw_strbuf *out, const gw_ledger_page *page, gw_side side)
{
    char figure[GW_FIGURE_SIZE] = "-";
    char later[GW_FIGURE_SIZE] = "-";
    int64_t realised_e4 = 0;
    double expected = 0;
    bool any_realised = false;
    bool any_expected = false;
    for (size_t i = 0; i < page->n; i++) {
        const gw_ledger_row *row = &page->rows[i];
        if (row->line->side != side || !has_anything(row))
            continue;
        row_words(out, page, row);
        if (row->line->unit != GW_UNIT_MONEY)
            continue;
        realised_e4 += row->has_realised ? row->realised_e4 : 0;
        expected += row->has_expected ? row->expected : 0;
        any_realised = any_realised || row->has_realised;
        any_expected = any_expected || row->has_expected;
    }
    if (any_realised)
        gw_figure_money(figure, realised_e4, 2);
    if (any_expected)
        money(later, expected);
    gw_strbuf_printf(out, "  %-50s %15s %-12s %15s\n", "together", figure, "", later);
}

static void pool_words(gw_strbuf *out, const gw_ledger_page *page)
{
    char brought[GW_FIGURE_SIZE];
    char owed[GW_FIGURE_SIZE];
    if (!page->not_yet_here.any)
        return;
    money(brought, page->not_yet_here.purchases);
    money(owed, page->not_yet_here.referrals);
    gw_strbuf_printf(out, "NOT YET HERE\n  %-50s %15s %-12s %15s\n", "Whom they will still bring",
                     "", "", brought);
    if (page->view == GW_VIEW_CREDIT)
        gw_strbuf_printf(out, "  %-50s %15s %-12s %15s\n", "What these will owe to who brings them",
                         "", "", owed);
}

/* A dash is no zero: what is not measured, and what to collect for the first few of it. */
static void missing_words(gw_strbuf *out, const gw_ledger_page *page)
{
    size_t missing = 0;
    for (size_t i = 0; i < page->n; i++) {
        const gw_ledger_row *row = &page->rows[i];
        if (has_anything(row) || row->line->view == GW_VIEW_RISK)
            continue;
        if (missing == 0)
            gw_strbuf_puts(out, "Not measured yet, which is no zero:\n");
        if (missing < MOST_HINTS)
            gw_strbuf_printf(out, "  - %s: %s.\n", row->line->code, row->line->collect);
        else
            gw_strbuf_printf(out, "%s%s", missing == MOST_HINTS ? "  - and " : ", ",
                             row->line->code);
        missing++;
    }
    if (missing > MOST_HINTS)
        gw_strbuf_puts(out, " (goodwill why STORE CUSTOMER LINE says what to collect)\n");
}

static void one_count(gw_strbuf *out, const char **between, int64_t n, const char *one,
                      const char *many)
{
    char figure[GW_FIGURE_SIZE];
    if (n == 0)
        return;
    gw_figure_count(figure, (double)n);
    gw_strbuf_printf(out, "%s%s %s", *between, figure, n == 1 ? one : many);
    *between = ", ";
}

/* What is credited to somebody only by an effect that was measured; until then it is counted. */
static void counted_words(gw_strbuf *out, const gw_ledger_page *page)
{
    const char *between = "Counted, without money until an effect of it was measured: ";
    if (page->view != GW_VIEW_CREDIT || page->reviews + page->advice == 0)
        return;
    one_count(out, &between, page->reviews, "review (influence)", "reviews (influence)");
    one_count(out, &between, page->advice, "time advice or a comparison (knowledge)",
              "times advice or a comparison (knowledge)");
    gw_strbuf_puts(out, ".\n");
}

/* ---- The few numbers above ------------------------------------------------------------------ */

/* "Of what was gained so far, at most 41 of 100 are ours (assumed)." */
static void gains_words(gw_strbuf *out, const gw_ledger_page *page, bool expected)
{
    gw_gains gains;
    const char *when = expected ? "is expected" : "was gained so far";
    gw_gains_of(&gains, page, expected);
    if (gains.verdict == GW_NOTHING_KNOWN)
        return;
    if (gains.verdict != GW_BOTH_GAIN)
        gw_strbuf_printf(out, "Of what %s: %s.\n", when, gw_verdict_words(gains.verdict));
    else
        gw_strbuf_printf(out, "Of what %s, %s%.0f of 100 %s ours%s.\n", when,
                         gains.at_most ? "at most " : "", 100 * gains.take_rate,
                         expected ? "would be" : "are",
                         gains.assumed ? " (what they got is assumed)" : "");
}

static void price_words(gw_strbuf *out, const gw_ledger_page *page)
{
    double share = gw_price_share(page);
    if (isfinite(share))
        gw_strbuf_printf(out, "The price takes %.0f of 100 of what the goods are worth to them.\n",
                         100 * share);
}

/* revenue - cost of goods - serving - winning: what others call lifetime value, above our two sides
 * so that the difference can be seen. */
static void conventional_words(gw_strbuf *out, const gw_ledger_page *page, const char *currency)
{
    int64_t realised_e4 = 0;
    double expected = 0;
    char now[GW_FIGURE_SIZE];
    char later[GW_FIGURE_SIZE];
    for (size_t i = 0; i < page->n; i++) {
        const gw_ledger_row *row = &page->rows[i];
        if (row->line->side != GW_TO_US || row->line->view != GW_VIEW_OWN)
            continue;
        realised_e4 += row->has_realised ? row->realised_e4 : 0;
        expected += row->has_expected ? row->expected : 0;
    }
    gw_figure_money(now, realised_e4, 2);
    money(later, expected);
    gw_strbuf_printf(out,
                     "Lifetime value as others count it: %s %s so far, %s %s expected. It leaves "
                     "out what they got.\n",
                     now, currency, later, currency);
}

static void title_words(gw_strbuf *out, const gw_ledger_page *page, const gw_current *current,
                        const char *currency, const char *customer_id)
{
    static const char *const views[] = {"both sides", "both sides with credit for who brought whom",
                                        "what is at risk"};
    char day[GW_DATE_TEXT_SIZE];
    char customers[GW_FIGURE_SIZE];
    const char *view = views[page->view];
    gw_date_format(day, current->as_of);
    gw_figure_count(customers, (double)page->customers);
    if (customer_id == NULL)
        gw_strbuf_printf(out, "%c%s, %s customers, up to %s, and expected in %s (%s)\n",
                         view[0] - 'a' + 'A', view + 1, customers, day, current->horizon, currency);
    else
        gw_strbuf_printf(out, "Customer %s, %s, up to %s, and expected in %s (%s)\n",
                         gw_show(customer_id).text, view, day, current->horizon, currency);
}

gw_status gw_ledger_words(gw_strbuf *out, const gw_ledger_page *page, const gw_current *current,
                          const char *currency, const char *customer_id)
{
    title_words(out, page, current, currency, customer_id);
    if (page->view == GW_VIEW_RISK)
        return whole(out);
    conventional_words(out, page, currency);
    gains_words(out, page, false);
    gains_words(out, page, true);
    price_words(out, page);
    gw_strbuf_printf(out, "\n%-52s %15s %-12s %15s  %s\n", "TO THEM", "so far", "", "expected",
                     "80 of 100 times between");
    side_words(out, page, GW_TO_THEM);
    gw_strbuf_puts(out, "TO US\n");
    side_words(out, page, GW_TO_US);
    pool_words(out, page);
    gw_strbuf_puts(out, "\n");
    missing_words(out, page);
    counted_words(out, page);
    return whole(out);
}

/* ---- Risk, trend, fields -------------------------------------------------------------------- */

gw_status gw_risk_words(gw_strbuf *out, const gw_ledger_page *page, const gw_mistake *mistake)
{
    for (size_t i = 0; i < page->n; i++) {
        const gw_ledger_row *row = &page->rows[i];
        char at_risk[GW_FIGURE_SIZE];
        char price[GW_FIGURE_SIZE];
        char repair[GW_FIGURE_SIZE];
        money(at_risk, row->expected);
        gw_strbuf_printf(out, "  %s: %s\n", row->line->words, row->has_expected ? at_risk : "-");
        if (!row->has_expected || !mistake->known)
            continue;
        money(price, mistake->price);
        money(repair, mistake->repair_budget);
        gw_strbuf_printf(out, "  One more late delivery would cost %s of it", price);
        if (isfinite(mistake->repair_budget))
            gw_strbuf_printf(out, "; putting it right is worth up to %s", repair);
        gw_strbuf_puts(out, ".\n");
    }
    if (page->customers > 1)
        gw_strbuf_puts(out, "  Never added: people share what is at risk.\n");
    return whole(out);
}

/* "41 of 100", or the words. */
static void share_figure(char out[GW_FIGURE_SIZE], const gw_gains *gains)
{
    if (gains->verdict == GW_BOTH_GAIN)
        snprintf(out, GW_FIGURE_SIZE, "%.0f of 100", 100 * gains->take_rate);
    else
        snprintf(out, GW_FIGURE_SIZE, "%s", gw_verdict_words(gains->verdict));
}

gw_status gw_trend_words(gw_strbuf *out, const gw_trend *trend, double our_share,
                         const char *currency)
{
    char now[GW_FIGURE_SIZE];
    char before[GW_FIGURE_SIZE];
    if (trend->year.verdict == GW_NOTHING_KNOWN)
        return whole(out);
    share_figure(now, &trend->year);
    share_figure(before, &trend->year_before);
    if (trend->year_before.verdict == GW_NOTHING_KNOWN)
        gw_strbuf_printf(out, "Our share in the last year: %s.\n", now);
    else
        gw_strbuf_printf(out, "Our share in the last year: %s; in the year before: %s.\n", now,
                         before);
    if (isfinite(our_share)) {
        double owed = gw_balance(&trend->year, our_share);
        char figure[GW_FIGURE_SIZE];
        money(figure, fabs(owed));
        gw_strbuf_printf(out, "To come to the %.0f of 100 you want, %s %s %s %s.\n",
                         100 * our_share, owed < 0 ? "we would give them" : "they would leave us",
                         figure, currency, "more for that year");
    }
    return whole(out);
}

gw_status gw_fields_words(gw_strbuf *out, const gw_fields *fields, const char *currency)
{
    char us[GW_FIGURE_SIZE];
    char them[GW_FIGURE_SIZE];
    char below[GW_FIGURE_SIZE];
    if (!fields->drawn) {
        gw_strbuf_printf(out, "%s\n", fields->words);
        return whole(out);
    }
    money(us, fields->to_us_from);
    money(them, fields->to_them_from);
    money(below, fields->below_money);
    gw_strbuf_puts(out, "\nFour fields (people, each counted with the chance of being there):");
    for (size_t f = 0; f < GW_FIELDS; f++)
        gw_strbuf_printf(out, "%s %.0f %s", f == 0 ? "" : " ·", fields->people[f],
                         gw_field_words((gw_field)f));
    gw_strbuf_printf(out, ".\n  Much to us: from %s %s expected; much to them: from %s %s.\n", us,
                     currency, them, currency);
    if (isfinite(fields->take_rate))
        gw_strbuf_printf(out,
                         "  By the rule \"the same share of the gains for everybody\" (%.0f of 100 "
                         "ours), %.0f people get less than the rule, %s %s in all.\n",
                         100 * fields->take_rate, fields->below, below, currency);
    return whole(out);
}

/* ---- What people answered, and what the share rests on ----------------------------------------
 */

static void score_words(gw_strbuf *out, const char *name, const gw_answer_score *score,
                        double times, const char *unit)
{
    if (score->n == 0)
        return;
    gw_strbuf_printf(out, "%s %.*f%s", name, times == 1 ? 1 : 0, times * score->value, unit);
    if (isfinite(score->low))
        gw_strbuf_printf(out, " (%.*f to %.*f)", times == 1 ? 1 : 0, times * score->low,
                         times == 1 ? 1 : 0, times * score->high);
    gw_strbuf_printf(out, ", %.0f answers. ", score->n);
}

gw_status gw_questions_words(gw_strbuf *out, const gw_questions *q)
{
    score_words(out, "Would recommend us (NPS, the 9s and 10s less the 0s to 6s):", &q->nps, 100,
                "");
    score_words(out, "Content (CSAT, the two best of five):", &q->csat, 100, " of 100");
    score_words(out, "Ease (CES, mean of 1 to 7):", &q->ces, 1, "");
    if (q->nps.n + q->csat.n + q->ces.n > 0)
        gw_strbuf_puts(out, "80 of 100 times between.\n");
    return whole(out);
}

/* ---- People --------------------------------------------------------------------------------- */

/* "the first 10 of 2,357": not everybody is listed. */
static void how_many(gw_strbuf *out, size_t n, size_t of)
{
    char shown[GW_FIGURE_SIZE];
    char all[GW_FIGURE_SIZE];
    gw_figure_count(shown, (double)n);
    gw_figure_count(all, (double)of);
    if (n < of)
        gw_strbuf_printf(out, "the first %s of %s", shown, all);
    else
        gw_strbuf_printf(out, "all %s", all);
}

static gw_status risk_people_words(gw_strbuf *out, const gw_ledger_person *people, size_t n,
                                   size_t of, const char *currency)
{
    gw_strbuf_printf(out, "\n%-28s %14s  %s\n", "customer", "at risk", "still a customer?");
    for (size_t i = 0; i < n; i++) {
        char at_risk[GW_FIGURE_SIZE];
        char alive[32] = "no order kept";
        money(at_risk, people[i].to_us_expected);
        if (isfinite(people[i].p_alive))
            snprintf(alive, sizeof alive, "%.0f of 100", 100 * people[i].p_alive);
        gw_strbuf_printf(out, "%-28s %14s  %s\n", gw_show(people[i].customer_id).text, at_risk,
                         alive);
    }
    gw_strbuf_printf(out, "(%s; ", currency);
    how_many(out, n, of);
    gw_strbuf_puts(out, "; never added: people share what is at risk)\n");
    return whole(out);
}

gw_status gw_people_words(gw_strbuf *out, const gw_ledger_person *people, size_t n,
                          const gw_ledger_page *page, gw_ledger_sort sort, const char *currency)
{
    static const char *const orders[] = {"by what passed to them, and will",
                                         "by what passed to us, and will", "by name"};
    if (page->view == GW_VIEW_RISK)
        return risk_people_words(out, people, n, page->customers, currency);
    gw_strbuf_printf(out, "\n%-28s %14s %14s %14s %14s  %s\n", "customer", "to them", "expected",
                     "to us", "expected", "still a customer?");
    for (size_t i = 0; i < n; i++) {
        char figure[4][GW_FIGURE_SIZE];
        char alive[32] = "no order kept";
        money(figure[0], people[i].to_them_realised);
        money(figure[1], people[i].to_them_expected);
        money(figure[2], people[i].to_us_realised);
        money(figure[3], people[i].to_us_expected);
        if (isfinite(people[i].p_alive))
            snprintf(alive, sizeof alive, "%.0f of 100", 100 * people[i].p_alive);
        gw_strbuf_printf(out, "%-28s %14s %14s %14s %14s  %s\n",
                         gw_show(people[i].customer_id).text, figure[0], figure[1], figure[2],
                         figure[3], alive);
    }
    gw_strbuf_printf(out, "(%s; ", currency);
    how_many(out, n, page->customers);
    if (sort == GW_SORT_TO_THEM && !gw_ranking_allowed(page))
        gw_strbuf_puts(out,
                       ", in no order: what passed to them is not measured, or only a setting of "
                       "yours times what they paid)\n");
    else
        gw_strbuf_printf(out, " %s)\n", orders[sort]);
    return whole(out);
}

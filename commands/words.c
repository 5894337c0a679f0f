#include "words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "date.h"
#include "figures.h"
#include "money.h"
#include "shown.h"

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

/* ---- Receipt -------------------------------------------------------------------------------- */

static void count_line(gw_strbuf *out, const char *words, int64_t rows)
{
    char figure[GW_FIGURE_SIZE];
    gw_figure_count(figure, (double)rows);
    gw_strbuf_printf(out, "  %-16s %14s\n", words, figure);
}

/* How many months from `first` on are in its currency. */
static size_t months_of_one_currency(const gw_receipt *r, size_t first)
{
    size_t i = first;
    while (i < r->months && strcmp(r->month[i].currency, r->month[first].currency) == 0)
        i++;
    return i - first;
}

/* The middle of many months is left out. */
static void months_words(gw_strbuf *out, const gw_receipt *r, size_t first, size_t n,
                         const char *currency)
{
    const char *own = r->month[first].currency;
    gw_strbuf_printf(out, "  by month         %14s %18s\n", "rows",
                     own[0] != '\0' ? own : currency);
    for (size_t i = 0; i < n; i++) {
        char rows[GW_FIGURE_SIZE];
        char paid[GW_FIGURE_SIZE];
        if (n > 14 && i == 6) {
            gw_strbuf_printf(out, "    ... %zu months ...\n", n - 12);
            i = n - 6;
        }
        gw_figure_count(rows, (double)r->month[first + i].rows);
        gw_figure_money(paid, r->month[first + i].paid_e4, 2);
        gw_strbuf_printf(out, "    %-14s %14s %18s\n", r->month[first + i].month, rows, paid);
    }
}

/* A kind of exchange as a shop says it. */
static const char *kind_words(const char *what)
{
    static const char *const words[][2] = {{"purchase", "purchases"},
                                           {"refund", "refunds"},
                                           {"dispute", "taken back by the bank (disputes)"},
                                           {"delivery", "deliveries"},
                                           {"review", "reviews"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i][0], what) == 0)
            return words[i][1];
    return strcmp(what, "contact_in") == 0 ? "questions" : what;
}

/* What is used, by what it is: these counts add up to it. */
static void parts_words(gw_strbuf *out, const gw_receipt *r)
{
    for (size_t i = 0; i < r->parts; i++) {
        char rows[GW_FIGURE_SIZE];
        char amount[GW_FIGURE_SIZE];
        gw_figure_count(rows, (double)r->part[i].rows);
        gw_figure_money(amount, r->part[i].amount_e4, 2);
        gw_strbuf_printf(out, "    %s: %s", rows, kind_words(r->part[i].what));
        if (r->part[i].amount_e4 != 0)
            gw_strbuf_printf(out, ", %s %s", amount, r->part[i].currency);
        gw_strbuf_puts(out, "\n");
    }
}

/* What is not in the amounts. */
static void left_out_words(gw_strbuf *out, const gw_receipt *r, const char *currency)
{
    if (r->other_sign[0] != '\0')
        gw_strbuf_printf(
            out,
            "  The amounts are written with %s, and counted as %s: the file names no "
            "currency. Where that is\n  wrong, take this import back: a store keeps one "
            "currency (goodwill init STORE --currency ...)\n",
            r->other_sign, currency);
    for (size_t i = 0; i < r->left_outs; i++) {
        char rows[GW_FIGURE_SIZE];
        char amount[GW_FIGURE_SIZE];
        bool tax = strcmp(r->left_out[i].what, "tax") == 0;
        gw_figure_count(rows, (double)r->left_out[i].rows);
        gw_figure_money(amount, r->left_out[i].amount_e4, 2);
        gw_strbuf_printf(out, "  %-16s %14s %s%s on %s of them\n",
                         tax ? "tax left out" : "crossed out", amount, r->left_out[i].currency,
                         tax ? "" : " above the price asked", rows);
        if (!tax)
            gw_strbuf_puts(out,
                           "    not counted as saved: a price counts when people were asked it in "
                           "the 30 days before;\n    where they were, bring orders and prices in "
                           "goodwill's own form (docs/kinds.md)\n");
    }
    if (r->tax_unknown)
        gw_strbuf_puts(
            out, "  The file names no tax: its amounts are counted as they stand. Where tax is "
                 "in them, take this\n  import back and bring the file with --map "
                 "\"...,tax=COLUMN\", or --map \"...,tax=19%\"\n");
}

/* Who shares what winning customers cost, and what is nobody's. */
static void spend_words(gw_strbuf *out, const gw_spend *spend, const char *currency)
{
    char amount[GW_FIGURE_SIZE];
    char customers[GW_FIGURE_SIZE];
    gw_figure_money(amount, spend->shared_e4, 2);
    gw_figure_count(customers, (double)spend->customers);
    gw_strbuf_printf(out, "  %-16s %14s %s among %s customers, of all such costs so far\n",
                     "shared", amount, currency, customers);
    if (spend->left == 0)
        return;
    gw_figure_money(amount, spend->left_e4, 2);
    gw_strbuf_printf(out, "  %-16s %14s %s: nobody is known to have come through", "not attributed",
                     amount, currency);
    for (size_t i = 0; i < spend->left; i++)
        gw_strbuf_printf(out, "%s%s in %s", i == 0 ? "\n    " : ", ",
                         gw_show(spend->of[i].channel).text, spend->of[i].month);
    gw_strbuf_puts(
        out, "\n    (customers say their channel in goodwill's own form, docs/kinds.md; what comes "
             "later is shared then)\n");
}

gw_status gw_receipt_words(gw_strbuf *out, const gw_receipt *r, const char *path,
                           const char *currency, bool dry_run)
{
    gw_strbuf_printf(out, "%s: %s\n", gw_show(path).text, r->words);
    if (r->known_file)
        gw_strbuf_puts(out, "  This file is known already, and was not read again; to read it in "
                            "another way,\n  withdraw its import first.\n");
    if (r->lines > 0 && r->lines != r->rows_in)
        count_line(out, "lines", r->lines);
    count_line(out, "rows in", r->rows_in);
    count_line(out, "used", r->used);
    parts_words(out, r);
    count_line(out, "already known", r->known);
    count_line(out, "set aside", r->set_aside);
    for (size_t i = 0; i < r->reasons; i++) {
        char rows[GW_FIGURE_SIZE];
        gw_figure_count(rows, (double)r->reason[i].rows);
        gw_strbuf_printf(out, "    %s: %s (the first is row %lld)\n", rows, r->reason[i].reason,
                         (long long)r->reason[i].first_row);
    }
    if (r->orders_again > 0) {
        count_line(out, "orders again", r->orders_again);
        gw_strbuf_puts(out,
                       "    known by other rows, and counted with both: where these orders were "
                       "edited, withdraw the\n    import that had them before\n");
    }
    if (r->changed > 0) {
        count_line(out, "changed", r->changed);
        gw_strbuf_puts(out,
                       "    known orders that this file tells otherwise, or as cancelled: what was "
                       "known of them\n    before counts no more, and again when this import is "
                       "withdrawn\n");
    }
    if (r->customers > 0)
        count_line(out, "new customers", r->customers);
    left_out_words(out, r, currency);
    if (r->is_spend)
        spend_words(out, &r->spend, currency);
    for (size_t i = 0; i < r->months; i += months_of_one_currency(r, i))
        months_words(out, r, i, months_of_one_currency(r, i), currency);
    if (dry_run)
        gw_strbuf_puts(out, "  Nothing was kept: this was a dry run.\n");
    else if (r->batch > 0)
        gw_strbuf_printf(out,
                         "  import number %lld (goodwill import STORE --withdraw %lld takes "
                         "it back)\n",
                         (long long)r->batch, (long long)r->batch);
    return whole(out);
}

/* ---- Reckoning ------------------------------------------------------------------------------ */

static void check_words(gw_strbuf *out, const gw_check *check)
{
    gw_strbuf_printf(out, "\n  %-58s %12s %10s\n", "forecasts of the hidden part", "days said",
                     "how far off");
    for (size_t e = 0; e < check->n; e++) {
        const gw_check_entry *entry = &check->entries[e];
        char said[GW_FIGURE_SIZE];
        char title[72];
        gw_figure_count(said, entry->score.predicted);
        snprintf(title, sizeof title, "%s%s%s", entry->model == NULL ? "rule: " : "", entry->title,
                 e == check->used ? "  <- used" : "");
        gw_strbuf_printf(out, "  %-58s %12s %9.3f\n", title, said, entry->score.deviance);
    }
    gw_strbuf_puts(
        out,
        "  (how far off, customer by customer: smaller is better; in detail, the mean deviance)\n");
}

gw_status gw_reckoning_words(gw_strbuf *out, const gw_reckoning *r)
{
    char customers[GW_FIGURE_SIZE];
    char occasions[GW_FIGURE_SIZE];
    char first[GW_DATE_TEXT_SIZE];
    char last[GW_DATE_TEXT_SIZE];
    gw_figure_count(customers, (double)r->customers);
    gw_figure_count(occasions, (double)r->occasions);
    gw_date_format(first, r->first_day);
    gw_date_format(last, r->as_of);
    gw_strbuf_printf(out, "%s customers on %s buying days, %s to %s.\n", customers, occasions,
                     first, last);
    gw_strbuf_printf(out, "%s\n%s\n", r->words, r->spend_words);
    if (r->hidden_days > 0)
        check_words(out, &r->check);
    return whole(out);
}

/* ---- Why ------------------------------------------------------------------------------------ */

static void forecast_words(gw_strbuf *out, const gw_why *why)
{
    char first[GW_DATE_TEXT_SIZE];
    char last[GW_DATE_TEXT_SIZE];
    gw_date_format(first, why->first_day);
    gw_date_format(last, why->last_day);
    gw_strbuf_printf(out,
                     "  What is expected: bought on %lld days, the first %s, the last %s; still a "
                     "customer: %.0f of 100.\n",
                     (long long)why->occasions_kept, first, last, 100 * why->p_alive);
    gw_strbuf_printf(
        out,
        "  So about %.1f buying days to come count, later ones a little less. On each: "
        "the price without condition %.2f, taken off by us %.2f, by others %.2f",
        why->discounted_occasions, why->reference_per_occasion, why->off_ours_per_occasion,
        why->off_third_party_per_occasion);
    if (isfinite(why->cost_of_goods_per_occasion))
        gw_strbuf_printf(out, ", the goods cost %.2f.\n", why->cost_of_goods_per_occasion);
    else
        gw_strbuf_puts(out, "; what the goods cost, nobody said.\n");
    if (why->reason[0] != '\0')
        gw_strbuf_printf(out, "  Why %s: %s.\n", why->model, why->reason);
    gw_strbuf_printf(out, "  In detail: %s, %.17g discounted buying days", why->model,
                     why->discounted_occasions);
    if (why->draws > 0)
        gw_strbuf_printf(out, "; from the %zu stored draws, again: %.17g", why->draws,
                         why->recomputed_occasions);
    gw_strbuf_puts(out, ".\n");
}

gw_status gw_why_words(gw_strbuf *out, const gw_why *why, const gw_next_orders *next,
                       const char *horizon, const char *currency, const char *exchanges,
                       const char *settings)
{
    char realised[GW_FIGURE_SIZE] = "-";
    char expected[GW_FIGURE_SIZE] = "-";
    if (why->row.has_realised)
        gw_figure_money(realised, why->row.realised_e4, 2);
    if (why->row.has_expected)
        money(expected, why->row.expected);
    gw_strbuf_printf(out, "Customer %s, %s: %s (%s)\n", gw_show(why->customer_id).text,
                     why->line->code, why->line->words,
                     why->line->side == GW_TO_THEM ? "to them" : "to us");
    gw_strbuf_printf(out, "  so far %s %s (%s), expected %s %s (%s)\n", realised, currency,
                     why->row.has_realised ? why->row.realised_basis : "not measured", expected,
                     currency, why->row.has_expected ? why->row.expected_basis : "not measured");
    if (!why->row.has_realised && !why->row.has_expected)
        gw_strbuf_printf(out, "  To see it, %s.\n", why->line->collect);
    gw_strbuf_printf(out, "\nThe exchanges, newest first:\n%s", exchanges);
    if (settings[0] != '\0')
        gw_strbuf_printf(out, "\nThe settings:\n%s", settings);
    gw_strbuf_puts(out, "\n");
    if (why->has_forecast) {
        if (gw_next_orders_words(out, next, horizon) != GW_OK)
            return GW_NO_MEMORY;
        forecast_words(out, why);
    }
    if (why->same)
        gw_strbuf_puts(out, "  Reckoned again from the exchanges and the draws: the same to the "
                            "last stored digit.\n");
    else
        gw_strbuf_printf(out,
                         "  Reckoned again from today's exchanges and settings it is not the same: "
                         "something came in since, or another version (%s) reckoned it. Run "
                         "goodwill reckon.\n",
                         why->code_version);
    return whole(out);
}

/* ---- Settings ------------------------------------------------------------------------------- */

gw_status gw_setting_words(gw_strbuf *out, const gw_setting *s)
{
    char value[192] = "not said";
    if (s->known && s->low == s->likely && s->high == s->likely)
        snprintf(value, sizeof value, "%.15g (%s)", s->likely, s->said_by);
    else if (s->known)
        snprintf(value, sizeof value, "%.15g, %.15g to %.15g (%s)", s->likely, s->low, s->high,
                 s->said_by);
    gw_strbuf_printf(out, "%-22s %-34s %s%s%s\n", s->key, value, s->words,
                     s->unit[0] == '\0' ? "" : "; in ", s->unit);
    return whole(out);
}

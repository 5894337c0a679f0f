/* The track record as people read it; see words.h. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "date.h"
#include "figures.h"
#include "money.h"
#include "shown.h"
#include "words.h"

static void money(char out[GW_FIGURE_SIZE], double amount)
{
    int64_t amount_e4 = 0;
    if (gw_money_from_double(&amount_e4, amount))
        gw_figure_money(out, amount_e4, 0);
    else
        snprintf(out, GW_FIGURE_SIZE, "-");
}

static const char *where(const gw_said *said)
{
    return said->inside ? "inside" : said->came < said->low ? "below it" : "above it";
}

static void said_words(gw_strbuf *out, const gw_said *said, const char *what,
                       void (*figure)(char[GW_FIGURE_SIZE], double))
{
    char number[4][GW_FIGURE_SIZE];
    const double values[4] = {said->said, said->low, said->high, said->came};
    for (size_t i = 0; i < 4; i++)
        figure(number[i], values[i]);
    gw_strbuf_printf(out, "  %-24s said %12s, 80 of 100 times %12s to %12s; came %12s: %s\n", what,
                     number[0], number[1], number[2], number[3], where(said));
}

static void judged_words(gw_strbuf *out, const gw_judged *j, const char *currency)
{
    char made[GW_DATE_TEXT_SIZE];
    char until[GW_DATE_TEXT_SIZE];
    char customers[GW_FIGURE_SIZE];
    char paid[64];
    gw_date_format(made, j->made_on);
    gw_date_format(until, j->until_day);
    gw_figure_count(customers, (double)j->customers);
    snprintf(paid, sizeof paid, "paid (%s)", currency);
    gw_strbuf_printf(out, "Said on %s of the %d days up to %s, of %s customers known then:\n", made,
                     j->until_day - j->made_on, until, customers);
    said_words(out, &j->days, "buying days", gw_figure_count);
    said_words(out, &j->paid, paid, money);
    if (j->people > 0)
        gw_strbuf_printf(out,
                         "  of %zu customers with a range of their own %zu (%.0f of 100) fell "
                         "inside; at least 80 of 100 should\n",
                         j->people, j->inside, 100 * (double)j->inside / (double)j->people);
}

static void waiting_words(gw_strbuf *out, const gw_record *record)
{
    char day[GW_DATE_TEXT_SIZE];
    if (record->left_out > 0)
        gw_strbuf_printf(out, "%zu older ones are left out.\n", record->left_out);
    if (record->waiting == 0)
        return;
    gw_date_format(day, record->next_day);
    gw_strbuf_printf(
        out,
        "%zu forecast%s of days to come %s kept; the next can be judged when purchases "
        "up to %s are imported.\n",
        record->waiting, record->waiting == 1 ? "" : "s", record->waiting == 1 ? "is" : "are", day);
}

/* ---- Group by group ------------------------------------------------------------------------- */

static void total_words(gw_strbuf *out, const char *name, const char *second,
                        const gw_check_total *total)
{
    char came[GW_FIGURE_SIZE];
    char said[GW_FIGURE_SIZE];
    char low[GW_FIGURE_SIZE];
    char high[GW_FIGURE_SIZE];
    char range[2 * GW_FIGURE_SIZE + 8];
    char off[32] = "-";
    char shown[32];
    gw_figure_count(came, total->came);
    gw_figure_count(said, total->said);
    gw_figure_count(low, total->low);
    gw_figure_count(high, total->high);
    snprintf(range, sizeof range, "%s to %s", low, high);
    if (isfinite(gw_segment_off(total)))
        snprintf(off, sizeof off, "%+.1f %%", 100 * gw_segment_off(total));
    gw_utf8_cut(shown, sizeof shown, gw_show(name).text, strlen(gw_show(name).text));
    gw_strbuf_printf(out, "  %-32s%9s %10s %10s   %-22s %9s%s\n", shown, second, came, said, range,
                     off, gw_segment_outside(total) ? "  outside" : "");
}

static void segments_words(gw_strbuf *out, const gw_report *check, gw_segments_by by)
{
    gw_segment segment;
    size_t at = 0;
    bool first = true;
    while (gw_segment_next(&segment, &at, &check->series, by)) {
        char customers[GW_FIGURE_SIZE];
        gw_figure_count(customers, segment.customers);
        if (first)
            gw_strbuf_printf(out, "By %-31s%9s %10s %10s   %-22s %9s\n", gw_segments_title(by),
                             "people", "came", "said", "99 of 100 times", "off by");
        first = false;
        total_words(out, segment.name, customers, &segment.days);
        if (isfinite(segment.paid.came))
            total_words(out, "", check->currency, &segment.paid);
    }
    if (!first)
        gw_strbuf_puts(out, "\n");
}

gw_status gw_record_words(gw_strbuf *out, const gw_record *record, const gw_report *check)
{
    if (check->current.number > 0)
        gw_strbuf_printf(out, "The check on hidden days: %s\n\n", check->current.verdict);
    for (size_t k = 0; k < GW_SEGMENTS_COUNT; k++)
        segments_words(out, check, (gw_segments_by)k);
    if (record->n == 0)
        gw_strbuf_puts(out, "No forecast's days have come yet: there is nothing to judge.\n");
    for (size_t i = 0; i < record->n; i++)
        judged_words(out, &record->judged[i], check->currency);
    waiting_words(out, record);
    return gw_strbuf_text(out) != NULL ? GW_OK : GW_NO_MEMORY;
}

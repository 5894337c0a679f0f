/* What one customer will do, as people read it; see words.h. */
#include <stdio.h>

#include "date.h"
#include "words.h"

static void count_words(gw_strbuf *out, const gw_next_orders *n, const char *horizon)
{
    if (n->most_likely == 0 && n->high == 0)
        gw_strbuf_printf(out, "In the next %s most likely no buying day; 80 of 100 times none.\n",
                         horizon);
    else if (n->most_likely == 0) /* beside a range up to 20 it would only puzzle */
        gw_strbuf_printf(
            out,
            "In the next %s %zu to %zu buying days, 80 of 100 times. At least one: %.0f of 100.\n",
            horizon, n->low, n->high, 100 * n->p_any);
    else
        gw_strbuf_printf(
            out,
            "In the next %s most likely %zu buying day%s; 80 of 100 times %zu to %zu. At "
            "least one: %.0f of 100.\n",
            horizon, n->most_likely, n->most_likely == 1 ? "" : "s", n->low, n->high,
            100 * n->p_any);
}

gw_status gw_next_orders_words(gw_strbuf *out, const gw_next_orders *n, const char *horizon)
{
    char day[GW_DATE_TEXT_SIZE];
    char low[GW_DATE_TEXT_SIZE];
    char high[GW_DATE_TEXT_SIZE];
    if (!n->known)
        return GW_OK;
    gw_date_format(day, n->day);
    gw_date_format(low, n->day_low);
    gw_date_format(high, n->day_high);
    count_words(out, n, horizon);
    gw_strbuf_printf(
        out,
        "The next order, if there is one (%.0f of 100), about %s; 80 of 100 times between "
        "%s and %s.\n",
        100 * n->p_ever, day, low, high);
    return gw_strbuf_text(out) != NULL ? GW_OK : GW_NO_MEMORY;
}

/* The recovery table as people read it; see words.h. */
#include <math.h>
#include <stdio.h>

#include "figures.h"
#include "money.h"
#include "words.h"

static void figure(char out[GW_FIGURE_SIZE], double value, bool small)
{
    int64_t amount_e4 = 0;
    if (!isfinite(value))
        snprintf(out, GW_FIGURE_SIZE, "-");
    else if (small)
        snprintf(out, GW_FIGURE_SIZE, "%.3f", value);
    else if (gw_money_from_double(&amount_e4, value))
        gw_figure_money(out, amount_e4, 2);
}

gw_status gw_truth_words(gw_strbuf *out, const gw_recovery_table *table)
{
    size_t inside = 0;
    gw_strbuf_printf(out, "Against the truth of the simulated shop, %zu people\n\n",
                     table->customers);
    gw_strbuf_printf(out, "  %-42s %14s %31s %14s  %s\n", "", "estimate", "80 of 100 times between",
                     "truth", "inside?");
    for (size_t i = 0; i < table->n; i++) {
        const gw_recovery *r = &table->rows[i];
        char number[4][GW_FIGURE_SIZE];
        const double values[4] = {r->estimate, r->low, r->high, r->truth};
        for (size_t k = 0; k < 4; k++)
            figure(number[k], values[k], i == 0); /* the elasticity comes first */
        gw_strbuf_printf(out, "  %-42s %14s %14s to %13s %14s  %s%s%s\n", r->what, number[0],
                         number[1], number[2], number[3], r->inside ? "yes" : "no",
                         r->breaks[0] != '\0' ? ": " : "", r->breaks);
        inside += r->inside;
    }
    gw_strbuf_printf(out, "\n%zu of %zu inside.\n", inside, table->n);
    if (table->beware[0] != '\0')
        gw_strbuf_printf(out, "%s\n", table->beware);
    return gw_strbuf_text(out) != NULL ? GW_OK : GW_NO_MEMORY;
}

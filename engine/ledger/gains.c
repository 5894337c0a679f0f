#include "gains.h"

#include <math.h>
#include <string.h>

const char *gw_verdict_words(gw_verdict verdict)
{
    static const char *const words[] = {"",
                                        "we pay for this",
                                        "at their expense",
                                        "lost on both sides",
                                        "too few to say",
                                        "one side is not measured"};
    return words[verdict];
}

/* What one side comes to, and how sure that is. */
typedef struct side_sum {
    double amount, low, high;
    double assumed; /* of the size of its lines, what rests on settings */
    double size;
    bool any, missing;
} side_sum;

static void add_row(side_sum *sum, const gw_ledger_row *row, bool expected)
{
    bool has = expected ? row->has_expected : row->has_realised;
    const char *basis = expected ? row->expected_basis : row->realised_basis;
    double amount = expected ? row->expected : (double)row->realised_e4 / 10000;
    if (!has) {
        sum->missing = sum->missing || strcmp(basis, "not_measured") == 0;
        return;
    }
    sum->any = true;
    sum->amount += amount;
    /* what is expected moves together, more or less with how often people come */
    sum->low += expected ? row->low : amount;
    sum->high += expected ? row->high : amount;
    sum->size += fabs(amount);
    if (strcmp(basis, "assumed") == 0)
        sum->assumed += fabs(amount);
}

static gw_verdict judge(const side_sum *us, const side_sum *them)
{
    double low = us->low + them->low;
    double high = us->high + them->high;
    if (!us->any || !them->any || (them->size == 0 && them->missing))
        return GW_NOTHING_KNOWN;
    if (us->amount < 0 && them->amount < 0)
        return GW_LOST_ON_BOTH;
    if (us->amount < 0)
        return GW_WE_PAY;
    if (them->amount < 0)
        return GW_AT_THEIR_EXPENSE;
    return low > 0 || high < 0 ? GW_BOTH_GAIN : GW_TOO_FEW_TO_SAY;
}

void gw_gains_of(gw_gains *out, const gw_ledger_page *page, bool expected)
{
    side_sum us = {0};
    side_sum them = {0};
    for (size_t i = 0; i < page->n; i++) {
        const gw_line *line = page->rows[i].line;
        if (line->unit == GW_UNIT_MONEY && line->view == GW_VIEW_OWN)
            add_row(line->side == GW_TO_US ? &us : &them, &page->rows[i], expected);
    }
    *out = (gw_gains){.verdict = judge(&us, &them),
                      .to_us = us.amount,
                      .to_them = them.amount,
                      .take_rate = NAN,
                      .at_most = them.missing,
                      .assumed = them.assumed > them.size / 2};
    if (out->verdict == GW_BOTH_GAIN)
        out->take_rate = us.amount / (us.amount + them.amount);
}

double gw_price_share(const gw_ledger_page *page)
{
    double paid = (double)page->paid_e4 / 10000;
    for (size_t i = 0; i < page->n; i++) {
        const gw_ledger_row *row = &page->rows[i];
        if (strcmp(row->line->code, "surplus") != 0 || !row->has_realised)
            continue;
        double worth = paid + (double)(row->realised_e4 + page->off_e4) / 10000;
        return paid > 0 && worth > 0 ? paid / worth : (double)NAN;
    }
    return NAN;
}

double gw_balance(const gw_gains *gains, double our_share)
{
    if (gains->verdict == GW_NOTHING_KNOWN)
        return NAN;
    return our_share * (gains->to_us + gains->to_them) - gains->to_us;
}

#include "tornado.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "error.h"
#include "query.h"
#include "settings.h"
#include "sql.h"
#include "store.h"

#define STEPS 12 /* halvings where a verdict turns: to a four-thousandth of the range */

/* The gains with a setting at a value; inside a transaction. */
static gw_status gains_at(gw_gains *out, gw_shop *shop, const char *key, double value,
                          bool expected, gw_error *err)
{
    gw_ledger_page page;
    gw_value name = gw_value_text(key);
    gw_value said[] = {name, gw_value_double(value), gw_value_double(value), gw_value_double(value),
                       gw_value_text("what if")};
    GW_TRY(gw_store_execute_with(NULL, shop->store, gw_sql("setting_forget"), &name, 1, err));
    GW_TRY(gw_store_execute_with(NULL, shop->store, gw_sql("setting_say"), said, 5, err));
    GW_TRY(gw_ledger_totals(&page, shop, GW_VIEW_OWN, err));
    gw_gains_of(out, &page, expected);
    return GW_OK;
}

/* Who gets more counts as a verdict of its own. */
static int verdict_of(const gw_gains *gains)
{
    if (gains->verdict != GW_BOTH_GAIN)
        return (int)gains->verdict;
    return gains->take_rate > 0.5 ? -1 : -2;
}

/* Halves the range until it is known where the verdict of `from` ends. */
static gw_status find_turning(double *out, gw_shop *shop, const char *key, double from, double to,
                              bool expected, gw_error *err)
{
    gw_gains gains;
    GW_TRY(gains_at(&gains, shop, key, from, expected, err));
    int verdict = verdict_of(&gains);
    for (int step = 0; step < STEPS; step++) {
        double middle = (from + to) / 2;
        GW_TRY(gains_at(&gains, shop, key, middle, expected, err));
        if (verdict_of(&gains) == verdict)
            from = middle;
        else
            to = middle;
    }
    *out = (from + to) / 2;
    return GW_OK;
}

static gw_status try_setting(gw_tornado_bar *bar, gw_shop *shop, const gw_setting *s,
                             const gw_gains *now, bool expected, gw_error *err)
{
    gw_gains low;
    gw_gains high;
    bool share = strncmp(s->unit, "share", 5) == 0 || strcmp(s->unit, "chance") == 0;
    *bar = (gw_tornado_bar){.low = s->low,
                            .likely = s->likely,
                            .high = s->high,
                            .share = now->take_rate,
                            .turning = NAN};
    snprintf(bar->key, sizeof bar->key, "%s", s->key);
    if (bar->low == bar->high) {
        bar->low = s->likely / 2;
        bar->high = share ? fmin(2 * s->likely, 1) : 2 * s->likely;
    }
    GW_TRY(gains_at(&low, shop, s->key, bar->low, expected, err));
    GW_TRY(gains_at(&high, shop, s->key, bar->high, expected, err));
    bar->share_low = low.take_rate;
    bar->share_high = high.take_rate;
    bar->at_low = low.verdict;
    bar->at_high = high.verdict;
    bar->turns = verdict_of(&low) != verdict_of(&high);
    if (bar->turns)
        GW_TRY(find_turning(&bar->turning, shop, s->key, bar->low, bar->high, expected, err));
    return GW_OK;
}

/* In a transaction of its own, so that the setting is as before whatever happens. */
static gw_status try_and_take_back(gw_tornado_bar *bar, gw_shop *shop, const gw_setting *setting,
                                   const gw_gains *now, bool expected, gw_error *err)
{
    GW_TRY(gw_store_begin(shop->store, err));
    gw_status status = try_setting(bar, shop, setting, now, expected, err);
    gw_store_rollback(shop->store);
    return status;
}

/* How far the share moves; a change into words is the most there can be. */
static double swing(const gw_tornado_bar *bar)
{
    if (bar->at_low != bar->at_high)
        return 2;
    double between = fabs(bar->share_high - bar->share_low);
    return isfinite(between) ? between : 0;
}

static void insert(gw_tornado *t, const gw_tornado_bar *bar)
{
    size_t at = t->n < GW_TORNADO_MAX ? t->n++ : GW_TORNADO_MAX - 1;
    while (at > 0 && swing(&t->bars[at - 1]) < swing(bar)) {
        t->bars[at] = t->bars[at - 1];
        at--;
    }
    t->bars[at] = *bar;
}

gw_status gw_tornado_read(gw_tornado *out, gw_shop *shop, bool expected, gw_error *err)
{
    gw_tornado tornado = {0};
    gw_ledger_page page;
    GW_TRY(gw_ledger_totals(&page, shop, GW_VIEW_OWN, err));
    gw_gains_of(&tornado.gains, &page, expected);
    for (size_t i = 0; i < gw_setting_count(); i++) {
        gw_setting setting;
        gw_tornado_bar bar;
        GW_TRY(gw_setting_read(&setting, shop, i, err));
        if (!setting.known)
            continue;
        GW_TRY(try_and_take_back(&bar, shop, &setting, &tornado.gains, expected, err));
        if (swing(&bar) > 1e-9 || bar.turns)
            insert(&tornado, &bar);
    }
    *out = tornado;
    return GW_OK;
}

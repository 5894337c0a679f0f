#include "tornado.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "columns.h"
#include "error.h"
#include "ledger_spread.h"
#include "settings.h"
#include "sql.h"
#include "store.h"
#include "why.h"

#define STEPS 12 /* halvings where a verdict turns: to a four-thousandth of the range */

/* What is asked of: a connection of its own, on which settings are put in front of the store's. */
typedef struct what_if {
    gw_shop shop;
    size_t customers;
    bool expected;
    bool estimated; /* the setting is the elasticity that prices told */
} what_if;

/* Without ranges: a verdict here is of the amounts alone. */
static gw_status gains_now(gw_gains *out, what_if *w, gw_error *err)
{
    gw_ledger_page page;
    GW_TRY(gw__ledger_sample(&page, &w->shop, GW_VIEW_OWN, w->customers, err));
    for (size_t i = 0; i < page.n; i++)
        page.rows[i].low = page.rows[i].high = page.rows[i].expected;
    gw_gains_of(out, &page, w->expected);
    return GW_OK;
}

static gw_status gains_at(gw_gains *out, what_if *w, const char *key, double value, gw_error *err)
{
    char number[64];
    gw_strbuf literal = GW_STRBUF_INIT(w->shop.context);
    snprintf(number, sizeof number, "CAST(%.17g AS DOUBLE)", value);
    gw_sql_literal(&literal, key);
    const gw_sql_slot slots[] = {
        {"key", gw_strbuf_text(&literal)}, {"value", number}, {"end", number}};
    gw_status status =
        slots[0].text == NULL ? gw_error_no_memory(err, "a setting")
        : w->estimated
            ? gw_run_sql(w->shop.context, w->shop.store, "demand_at", &slots[2], 1, NULL, 0, err)
            : gw_run_sql(w->shop.context, w->shop.store, "setting_try", slots, 2, NULL, 0, err);
    gw_strbuf_free(&literal);
    return status == GW_OK ? gains_now(out, w, err) : status;
}

/* Who gets more counts as a verdict of its own. */
static int verdict_of(const gw_gains *gains)
{
    if (gains->verdict != GW_BOTH_GAIN)
        return (int)gains->verdict;
    return gains->take_rate > 0.5 ? -1 : -2;
}

/* Halves the range until it is known where the verdict of `from` ends. */
static gw_status find_turning(double *out, what_if *w, const char *key, double from, double to,
                              gw_error *err)
{
    gw_gains gains;
    GW_TRY(gains_at(&gains, w, key, from, err));
    int verdict = verdict_of(&gains);
    for (int step = 0; step < STEPS; step++) {
        double middle = (from + to) / 2;
        GW_TRY(gains_at(&gains, w, key, middle, err));
        if (verdict_of(&gains) == verdict)
            from = middle;
        else
            to = middle;
    }
    *out = (from + to) / 2;
    return GW_OK;
}

static gw_status try_setting(gw_tornado_bar *bar, what_if *w, const gw_setting *s,
                             const gw_gains *now, gw_error *err)
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
    GW_TRY(gains_at(&low, w, s->key, bar->low, err));
    GW_TRY(gains_at(&high, w, s->key, bar->high, err));
    bar->share_low = low.take_rate;
    bar->share_high = high.take_rate;
    bar->at_low = low.verdict;
    bar->at_high = high.verdict;
    bar->turns = verdict_of(&low) != verdict_of(&high);
    if (bar->turns)
        GW_TRY(find_turning(&bar->turning, w, s->key, bar->low, bar->high, err));
    return GW_OK;
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

/* Whether a line in money of the own view reads it. */
static bool may_move(const char *key)
{
    for (size_t i = 0; i < gw_line_count(); i++) {
        const gw_line *line = gw_line_at(i);
        if (line->unit == GW_UNIT_MONEY && line->view == GW_VIEW_OWN && gw_line_rests_on(line, key))
            return true;
    }
    return false;
}

static gw_status try_one(gw_tornado *t, what_if *w, const gw_setting *setting, gw_error *err)
{
    gw_tornado_bar bar;
    gw_status status = try_setting(&bar, w, setting, &t->gains, err);
    gw_status dropped = gw_store_execute(
        NULL, w->shop.store, gw_sql(w->estimated ? "demand_as_it_is" : "setting_as_it_is"),
        status == GW_OK ? err : NULL);
    if (status == GW_OK && dropped == GW_OK && (swing(&bar) > 1e-9 || bar.turns))
        insert(t, &bar);
    return status == GW_OK ? dropped : status;
}

gw_status gw_tornado_read(gw_tornado *out, gw_shop *shop, size_t customers, bool expected,
                          gw_error *err)
{
    gw_tornado tornado = {0};
    gw_setting setting = {0};
    what_if w = {.shop = *shop, .customers = customers, .expected = expected};
    w.shop.store = shop->reader; /* what is put there is seen nowhere else */
    GW_TRY(gains_now(&tornado.gains, &w, err));
    GW_TRY(gw__ledger_estimate(&setting, &w.estimated, shop, err));
    bool told = w.estimated;
    if (told)
        GW_TRY(try_one(&tornado, &w, &setting, err));
    w.estimated = false;
    for (size_t i = 0; i < gw_setting_count(); i++) {
        GW_TRY(gw_setting_read(&setting, shop, i, err));
        bool before = told && strcmp(setting.key, "elasticity") == 0;
        if (setting.known && !before && may_move(setting.key))
            GW_TRY(try_one(&tornado, &w, &setting, err));
    }
    *out = tornado;
    return GW_OK;
}

/* The range of each total of the ledger; see ledger.h. What everybody brings in each of the ways
 * things may go (shop_way: parameters, chance, the common shock), times what the line would be if a
 * setting were elsewhere between its low and its high: triangular, the same for all lines in a way;
 * or the elasticity elsewhere than prices told it: normal.
 * How a line follows a setting is seen by reading it with the setting at its ends, of a sample of
 * the customers where they are many. Some lines may be off by themselves besides, as far as their
 * own model tells (contracts). */
#include "ledger_spread.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "columns.h"
#include "draw.h"
#include "error.h"
#include "memory.h"
#include "rng.h"
#include "settings.h"
#include "sql.h"
#include "vmath.h"

#define SAMPLE 20000
#define SETTINGS_MAX 16
#define NORMAL_90 1.2815515655446004 /* 80 % between */

/* One setting with a range, and what each line of the page is at its ends, over what it is now. */
typedef struct moving {
    gw_setting setting;
    bool estimated; /* 80 of 100 times between low and high, not always */
    double at_low[GW_LEDGER_LINES_MAX];
    double at_high[GW_LEDGER_LINES_MAX];
} moving;

/* ---- How lines follow settings ------------------------------------------------------------------
 */

gw_status gw__ledger_sample(gw_ledger_page *out, gw_shop *shop, gw_view view, size_t customers,
                            gw_error *err)
{
    char state[96];
    char passed[96];
    size_t one_in = 1 + customers / SAMPLE;
    snprintf(state, sizeof state, "(SELECT * FROM customer_state WHERE customer_no %% %zu = 0)",
             one_in);
    snprintf(passed, sizeof passed, "(SELECT * FROM passed WHERE customer_no %% %zu = 0)", one_in);
    const gw__ledger_state of = {state, passed};
    *out = (gw_ledger_page){.view = view};
    return gw__ledger_sums(out, shop, view, &of, err);
}

/* A temporary table `setting` in front of the store's own: nothing is changed. */
static gw_status put(gw_shop *shop, const char *key, const char *end, gw_error *err)
{
    gw_strbuf literal = GW_STRBUF_INIT(shop->context);
    gw_sql_literal(&literal, key);
    const gw_sql_slot slots[] = {{"key", gw_strbuf_text(&literal)}, {"end", end}};
    gw_status status = gw_run_sql(shop->context, shop->store, "setting_at", slots, 2, NULL, 0, err);
    gw_strbuf_free(&literal);
    return status;
}

static void compare(double *ratios, const gw_ledger_page *now, const gw_ledger_page *moved)
{
    for (size_t i = 0; i < now->n && i < moved->n; i++) {
        double from = now->rows[i].expected;
        ratios[i] = now->rows[i].has_expected && moved->rows[i].has_expected && from != 0
                        ? moved->rows[i].expected / from
                        : 1.0;
    }
}

/* The estimated elasticity: the surplus line is a straight line of what a unit of money is worth
 * above itself, and the range of that reaches down to linear demand. */
static gw_status follow_demand(moving *m, gw_shop *shop, gw_view view, const gw_ledger_page *now,
                               gw_ledger_page *scratch, size_t customers, gw_error *err)
{
    gw_columns rates = {0};
    const gw_sql_slot slot = {"end", "low"};
    gw_status status =
        gw_columns_read(&rates, shop->context, shop->store, "surplus_rates", NULL, 0, NULL, 0, err);
    if (status == GW_OK)
        status = gw_run_sql(shop->context, shop->store, "demand_at", &slot, 1, NULL, 0, err);
    if (status == GW_OK)
        status = gw__ledger_sample(scratch, shop, view, customers, err);
    if (status == GW_OK && rates.n == 1) {
        double to_linear =
            (rates.values[1][0] - rates.values[0][0]) / (rates.values[2][0] - rates.values[0][0]);
        compare(m->at_low, now, scratch);
        for (size_t i = 0; i < now->n; i++)
            m->at_high[i] = 1 + (m->at_low[i] - 1) * to_linear;
    }
    gw_columns_free(&rates);
    gw_status dropped = gw_store_execute(NULL, shop->store, gw_sql("demand_as_it_is"),
                                         status == GW_OK ? err : NULL);
    return status == GW_OK ? dropped : status;
}

static gw_status follow(moving *m, gw_shop *shop, gw_view view, const gw_ledger_page *now,
                        gw_ledger_page *scratch, size_t customers, gw_error *err)
{
    if (m->estimated)
        return follow_demand(m, shop, view, now, scratch, customers, err);
    GW_TRY(put(shop, m->setting.key, "low", err));
    GW_TRY(gw__ledger_sample(scratch, shop, view, customers, err));
    compare(m->at_low, now, scratch);
    GW_TRY(put(shop, m->setting.key, "high", err));
    GW_TRY(gw__ledger_sample(scratch, shop, view, customers, err));
    compare(m->at_high, now, scratch);
    return GW_OK;
}

gw_status gw__ledger_estimate(gw_setting *out, bool *any_out, gw_shop *shop, gw_error *err)
{
    gw_columns found = {0};
    *any_out = false;
    GW_TRY(
        gw_columns_read(&found, shop->context, shop->store, "demand_read", NULL, 0, NULL, 0, err));
    if (found.n > 0 && found.values[3][0] == 1) {
        *any_out = true;
        *out = (gw_setting){.key = "elasticity",
                            .unit = "",
                            .known = true,
                            .low = found.values[1][0],
                            .likely = found.values[0][0],
                            .high = found.values[2][0],
                            .said_by = "prices"};
    }
    gw_columns_free(&found);
    return GW_OK;
}

/* Defaults with a range (of referrals and answers) move no line of the own view. */
static gw_status find_moving(moving *all, size_t *n_out, gw_shop *shop, gw_view view, gw_error *err)
{
    size_t n = 0;
    bool told = false;
    GW_TRY(gw__ledger_estimate(&all[0].setting, &told, shop,
                               err)); /* it stands before what was said */
    all[0].estimated = told;
    n += told;
    for (size_t i = 0; i < gw_setting_count() && n < SETTINGS_MAX; i++) {
        const gw_setting *setting = &all[n].setting;
        GW_TRY(gw_setting_read(&all[n].setting, shop, i, err));
        bool asked = view != GW_VIEW_OWN || strcmp(setting->said_by, "default") != 0;
        if (told && strcmp(setting->key, "elasticity") == 0)
            continue;
        n += setting->known && asked && setting->low < setting->high;
    }
    *n_out = n;
    return GW_OK;
}

static gw_status follow_all(moving *all, size_t n, gw_shop *shop, gw_view view, size_t customers,
                            gw_error *err)
{
    gw_shop other = *shop; /* its own connection, so that what is put there is seen nowhere else */
    gw_ledger_page *pages = gw_alloc_zero(shop->context, 2, sizeof *pages);
    if (pages == NULL)
        return gw_error_no_memory(err, "the ledger");
    other.store = shop->reader;
    gw_status status = gw__ledger_sample(&pages[0], &other, view, customers, err);
    for (size_t i = 0; i < n && status == GW_OK; i++)
        status = follow(&all[i], &other, view, &pages[0], &pages[1], customers, err);
    gw_status dropped = gw_store_execute(NULL, other.store, gw_sql("setting_as_it_is"),
                                         status == GW_OK ? err : NULL);
    gw_release(shop->context, pages);
    return status == GW_OK ? dropped : status;
}

/* ---- Ways ---------------------------------------------------------------------------------------
 */

/* Where between low and high a triangular setting is, and what the line is there: straight between
 * its ends and now. */
static double moved_by(const moving *m, size_t line, gw_rng *rng)
{
    if (m->estimated) {
        double z = gw_draw_normal(rng) / NORMAL_90;
        return fmax(1 + fabs(z) * ((z < 0 ? m->at_low[line] : m->at_high[line]) - 1), 0);
    }
    double u = gw_rng_uniform(rng);
    double low = m->setting.low;
    double likely = m->setting.likely;
    double high = m->setting.high;
    double share = (likely - low) / (high - low);
    double value = u < share ? low + sqrt(u * (high - low) * (likely - low))
                             : high - sqrt((1 - u) * (high - low) * (high - likely));
    if (value < likely)
        return 1 + (m->at_low[line] - 1) * (likely - value) / (likely - low);
    if (value > likely)
        return 1 + (m->at_high[line] - 1) * (value - likely) / (high - likely);
    return 1;
}

static void sort(double *values, size_t n)
{
    for (size_t gap = n / 2; gap > 0; gap /= 2)
        for (size_t i = gap; i < n; i++) {
            double value = values[i];
            size_t at = i;
            for (; at >= gap && values[at - gap] > value; at -= gap)
                values[at] = values[at - gap];
            values[at] = value;
        }
}

/* The ends between which 80 of 100 values lie; sorts them. */
static void middle(double *low, double *high, double *values, size_t n)
{
    sort(values, n);
    *low = values[n / 10];
    *high = values[n * 9 / 10 - (n >= 10)];
}

/* How far a line may be off by itself, of mean 1: lognormal. */
static double by_itself(double sd, size_t way)
{
    gw_rng rng = gw_rng_seeded(1000, way);
    return sd > 0 ? gw_exp(sd * gw_draw_normal(&rng) - 0.5 * sd * sd) : 1.0;
}

static gw_status read_own_spreads(double *sd_out, const gw_ledger_page *page, gw_shop *shop,
                                  gw_error *err)
{
    for (size_t i = 0; i < page->n; i++) {
        gw_columns found = {0};
        gw_value line = gw_value_text(page->rows[i].line->code);
        gw_status status = gw_columns_read(&found, shop->context, shop->store, "line_spread", NULL,
                                           0, &line, 1, err);
        sd_out[i] = status == GW_OK && found.n == 1 ? found.values[0][0] : 0.0;
        gw_columns_free(&found);
        GW_TRY(status);
    }
    return GW_OK;
}

static gw_status spread_lines(gw_ledger_page *page, gw_context *context, const double *factors,
                              size_t ways, const double *own, const moving *all, size_t n,
                              gw_error *err)
{
    double *totals = gw_alloc_zero(context, ways, 3 * sizeof *totals);
    if (totals == NULL)
        return gw_error_no_memory(err, "the ledger");
    double *const sides[] = {totals + ways, totals + 2 * ways};
    for (size_t i = 0; i < page->n; i++) {
        gw_ledger_row *row = &page->rows[i];
        if (!row->has_expected)
            continue;
        for (size_t way = 0; way < ways; way++) {
            totals[way] = row->expected * factors[way] * by_itself(own[i], way);
            for (size_t s = 0; s < n; s++) {
                gw_rng rng = gw_rng_seeded(100 + s, way);
                totals[way] *= moved_by(&all[s], i, &rng);
            }
            if (row->line->unit == GW_UNIT_MONEY)
                sides[row->line->side][way] += totals[way];
        }
        middle(&row->low, &row->high, totals, ways);
    }
    for (size_t side = 0; side < 2; side++)
        middle(&page->side_low[side], &page->side_high[side], sides[side], ways);
    gw_release(context, totals);
    return GW_OK;
}

gw_status gw__ledger_spread(gw_ledger_page *page, gw_shop *shop, gw_view view, gw_error *err)
{
    gw_columns factors = {0};
    double own[GW_LEDGER_LINES_MAX];
    size_t n = 0;
    page->side_low[0] = page->side_low[1] = page->side_high[0] = page->side_high[1] = (double)NAN;
    if (view == GW_VIEW_RISK) /* never added */
        return GW_OK;
    moving *all = gw_alloc_zero(shop->context, SETTINGS_MAX, sizeof *all);
    if (all == NULL)
        return gw_error_no_memory(err, "the ledger");
    gw_status status =
        gw_columns_read(&factors, shop->context, shop->store, "shop_ways", NULL, 0, NULL, 0, err);
    if (status == GW_OK && factors.n > 0)
        status = read_own_spreads(own, page, shop, err);
    if (status == GW_OK && factors.n > 0)
        status = find_moving(all, &n, shop, view, err);
    if (status == GW_OK && factors.n > 0 && n > 0)
        status = follow_all(all, n, shop, view, page->customers, err);
    if (status == GW_OK && factors.n > 0)
        status = spread_lines(page, shop->context, factors.values[0], factors.n, own, all, n, err);
    gw_columns_free(&factors);
    gw_release(shop->context, all);
    return status;
}

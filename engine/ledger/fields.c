#include "fields.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "columns.h"
#include "error.h"
#include "incomplete_gamma.h"
#include "query.h"
#include "sql.h"
#include "sum.h"

#define EIGHTY 2.5631031310892007 /* standard deviations between low and high */

const char *gw_field_words(gw_field field)
{
    static const char *const words[] = {"stars", "vulnerable", "free riders", "lost causes"};
    return words[field];
}

/* The standard normal's chance of being above z. */
static double above(double z)
{
    double half = 0.5 * gw_incomplete_gamma(0.5, z * z / 2).upper;
    return z > 0 ? half : 1 - half;
}

/* z from which amount + z x spread is above the threshold. */
static double turning(double over, double spread)
{
    if (spread > 0)
        return -over / spread;
    return over > 0 ? -INFINITY : INFINITY;
}

void gw_field_chances(double out[GW_FIELDS], double to_us_over, double to_us_spread,
                      double to_them_over, double to_them_spread)
{
    double us = turning(to_us_over, to_us_spread);
    double them = turning(to_them_over, to_them_spread);
    double us_above = isinf(us) ? (us < 0 ? 1 : 0) : above(us);
    double them_above = isinf(them) ? (them < 0 ? 1 : 0) : above(them);
    out[GW_STARS] = fmin(us_above, them_above);
    out[GW_VULNERABLE] = us_above - out[GW_STARS];
    out[GW_FREE_RIDERS] = them_above - out[GW_STARS];
    out[GW_LOST_CAUSES] = 1 - fmax(us_above, them_above);
}

static gw_status read_people(gw_columns *out, gw_shop *shop, gw_error *err)
{
    enum { LINES, TO_THEM, TO_US, TEXTS };
    const gw__ledger_state everybody = {NULL, NULL};
    gw_strbuf text[TEXTS];
    for (size_t i = 0; i < TEXTS; i++)
        text[i] = (gw_strbuf)GW_STRBUF_INIT(shop->context);
    gw__ledger_positions(&text[TO_THEM], GW_TO_THEM, GW_UNIT_MONEY);
    gw__ledger_positions(&text[TO_US], GW_TO_US, GW_UNIT_MONEY);
    gw_status status =
        gw__ledger_lines_sql(&text[LINES], shop->context, GW_VIEW_OWN, &everybody, err);
    for (size_t i = 0; i < TEXTS && status == GW_OK; i++)
        if (gw_strbuf_text(&text[i]) == NULL)
            status = gw_error_no_memory(err, "the four fields");
    if (status == GW_OK) {
        const gw_sql_slot slots[] = {{"lines", gw_strbuf_text(&text[LINES])},
                                     {"to_them", gw_strbuf_text(&text[TO_THEM])},
                                     {"to_us", gw_strbuf_text(&text[TO_US])}};
        status = gw_columns_read(out, shop->context, shop->store, "field_people", slots, 3, NULL, 0,
                                 err);
    }
    for (size_t i = 0; i < TEXTS; i++)
        gw_strbuf_free(&text[i]);
    return status;
}

/* The rows come in the order of to_us and carry the place in the order of to_them: the medians are
 * found without another sort. */
static void thresholds(gw_fields *f, const gw_columns *people)
{
    size_t n = people->n;
    for (size_t i = 0; i < n; i++) {
        if (i == n / 2)
            f->to_us_from = people->values[0][i];
        if ((size_t)people->values[6][i] == n / 2 + 1)
            f->to_them_from = people->values[3][i];
    }
}

static void place(gw_fields *f, const gw_columns *people)
{
    double us = gw_sum(people->values[0], people->n);
    double them = gw_sum(people->values[3], people->n);
    f->take_rate = us > 0 && them > 0 ? us / (us + them) : (double)NAN;
    for (size_t i = 0; i < people->n; i++) {
        double chances[GW_FIELDS];
        double to_us = people->values[0][i];
        double to_them = people->values[3][i];
        gw_field_chances(
            chances, to_us - f->to_us_from, (people->values[2][i] - people->values[1][i]) / EIGHTY,
            to_them - f->to_them_from, (people->values[5][i] - people->values[4][i]) / EIGHTY);
        for (size_t k = 0; k < GW_FIELDS; k++)
            f->people[k] += chances[k];
        double owed = f->take_rate * (to_us + to_them) - to_us; /* < 0: we got more than the rule */
        f->below += owed < 0;
        f->below_money += owed < 0 ? -owed : 0;
        f->above += owed > 0;
        f->above_money += owed > 0 ? owed : 0;
    }
}

/* NULL: the page has no such line. */
static const gw_ledger_row *surplus_of(const gw_ledger_page *page)
{
    for (size_t i = 0; i < page->n; i++)
        if (strcmp(page->rows[i].line->code, "surplus") == 0)
            return &page->rows[i];
    return NULL;
}

bool gw_map_allowed(char words_out[512], const gw_ledger_page *page)
{
    const gw_ledger_row *surplus = surplus_of(page);
    bool expected = surplus != NULL && surplus->has_expected;
    bool allowed = expected && strcmp(surplus->expected_basis, "assumed") != 0;
    words_out[0] = '\0';
    if (!allowed)
        snprintf(
            words_out, 512,
            "No map of the four fields: what our goods are worth to them is %s. Bring in prices "
            "that moved by themselves, with units sold, first (kind prices, and units in orders).",
            expected ? "your own setting times what they pay, and left out of every order of people"
                     : "not measured");
    return allowed;
}

bool gw_ranking_allowed(const gw_ledger_page *page)
{
    for (size_t i = 0; i < page->n; i++) {
        const gw_ledger_row *row = &page->rows[i];
        bool is_surplus = strcmp(row->line->code, "surplus") == 0;
        if (row->line->side != GW_TO_THEM || row->line->unit != GW_UNIT_MONEY)
            continue;
        if ((row->has_realised && row->realised_e4 != 0 &&
             !(is_surplus && strcmp(row->realised_basis, "assumed") == 0)) ||
            (row->has_expected && row->expected != 0 &&
             !(is_surplus && strcmp(row->expected_basis, "assumed") == 0)))
            return true;
    }
    return false;
}

gw_status gw_fields_read(gw_fields *out, gw_shop *shop, const gw_ledger_page *page, gw_error *err)
{
    gw_fields f = {0};
    gw_columns people = {0};
    f.drawn = gw_map_allowed(f.words, page);
    if (!f.drawn) {
        *out = f;
        return GW_OK;
    }
    gw_status status = read_people(&people, shop, err);
    if (status == GW_OK) {
        f.customers = people.n;
        thresholds(&f, &people);
        place(&f, &people);
        *out = f;
    }
    if (people.context != NULL)
        gw_columns_free(&people);
    return status;
}

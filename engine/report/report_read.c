/* What the report says, read from the store; see report.h. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "check_series_inside.h"
#include "columns.h"
#include "error.h"
#include "fields.h"
#include "memory.h"
#include "query.h"
#include "report.h"
#include "report_map.h"

static void copy_text(char *out, size_t size, gw_span text)
{
    snprintf(out, size, "%.*s", (int)text.length, text.bytes);
}

void gw_report_free(gw_report *report)
{
    if (report->context == NULL)
        return;
    gw_release(report->context, report->map.u);
    gw_series_free(&report->series);
    *report = (gw_report){0};
}

/* ---- Series --------------------------------------------------------------------------------- */

const gw_series_point *gw_report_points(size_t *n_out, const gw_report *report, const char *picture,
                                        const char *series)
{
    const gw_series_point *first = NULL;
    *n_out = 0;
    for (size_t i = 0; i < report->series.n; i++) {
        const gw_series_point *p = &report->series.points[i];
        if (strcmp(p->picture, picture) != 0 || (series != NULL && strcmp(p->series, series) != 0))
            continue;
        first = first == NULL ? p : first;
        ++*n_out;
    }
    return first;
}

double gw_report_number(const gw_report *report, const char *picture, const char *series)
{
    size_t n = 0;
    const gw_series_point *p = gw_report_points(&n, report, picture, series);
    return n > 0 ? p->y : (double)NAN;
}

static void read_point(gw_series *series, const gw_query *query, size_t row)
{
    gw_series_point p = {.x = gw_query_double(query, 2, row),
                         .y = gw_query_double(query, 3, row),
                         .low = gw_query_double(query, 4, row),
                         .high = gw_query_double(query, 5, row),
                         .customers = gw_query_double(query, 6, row)};
    copy_text(p.picture, sizeof p.picture, gw_query_text(query, 0, row));
    copy_text(p.series, sizeof p.series, gw_query_text(query, 1, row));
    gw_series_add(series, &p);
}

static gw_status read_series(gw_report *r, gw_shop *shop, gw_error *err)
{
    gw_query *query = NULL;
    size_t rows = 0;
    gw_value number = gw_value_int64(r->current.number);
    gw_status status = gw_query_open(&query, shop->store, gw_sql("report_series"), &number, 1, err);
    while (status == GW_OK && (status = gw_query_next(&rows, query, err)) == GW_OK && rows > 0)
        for (size_t i = 0; i < rows; i++)
            read_point(&r->series, query, i);
    gw_query_close(query);
    if (status == GW_OK && r->series.failed)
        status = gw_error_no_memory(err, "the report");
    return status;
}

/* ---- The forecasts that were tried ---------------------------------------------------------- */

static gw_report_candidate *candidate_of(gw_report *r, gw_span part, gw_span name, gw_span title)
{
    char code[sizeof r->candidates[0].code];
    copy_text(code, sizeof code, name);
    for (size_t c = 0; c < r->candidate_count; c++)
        if (strcmp(r->candidates[c].code, code) == 0)
            return &r->candidates[c];
    if (r->candidate_count == GW_REPORT_CANDIDATES_MAX)
        return NULL;
    gw_report_candidate *new = &r->candidates[r->candidate_count++];
    *new =
        (gw_report_candidate){.is_model = part.length == 5 && memcmp(part.bytes, "model", 5) == 0,
                              .log_score = (double)NAN};
    memcpy(new->code, code, sizeof code);
    copy_text(new->title, sizeof new->title, title);
    return new;
}

static void set_item(gw_report_candidate *c, gw_span item, double value)
{
    const struct {
        const char *name;
        double *where;
    } items[] = {{"actual", &c->actual},     {"predicted", &c->predicted},
                 {"mae", &c->mae},           {"rmse", &c->rmse},
                 {"deviance", &c->deviance}, {"log_score", &c->log_score}};
    for (size_t i = 0; i < sizeof items / sizeof *items; i++)
        if (strlen(items[i].name) == item.length &&
            memcmp(items[i].name, item.bytes, item.length) == 0)
            *items[i].where = value;
}

static gw_status read_candidates(gw_report *r, gw_shop *shop, gw_error *err)
{
    gw_query *query = NULL;
    size_t rows = 0;
    gw_value number = gw_value_int64(r->current.number);
    gw_status status = gw_query_open(&query, shop->store, gw_sql("report_check"), &number, 1, err);
    while (status == GW_OK && (status = gw_query_next(&rows, query, err)) == GW_OK && rows > 0)
        for (size_t i = 0; i < rows; i++) {
            gw_report_candidate *c =
                candidate_of(r, gw_query_text(query, 0, i), gw_query_text(query, 1, i),
                             gw_query_text(query, 2, i));
            if (c != NULL)
                set_item(c, gw_query_text(query, 3, i), gw_query_double(query, 4, i));
        }
    gw_query_close(query);
    return status;
}

/* ---- Both sides ----------------------------------------------------------------------------- */

static void map_positions(gw_strbuf *out, const gw_report *r, gw_side side)
{
    const char *comma = "";
    for (size_t i = 0; i < gw_line_count(); i++) {
        if (gw_line_at(i)->side != side || !r->map.enters[i])
            continue;
        gw_strbuf_printf(out, "%s%zu", comma, i);
        comma = ", ";
    }
    if (comma[0] == '\0')
        gw_strbuf_puts(out, "-1"); /* no line: nothing is at this place */
}

static gw_status make_persons(gw_report *r, gw_shop *shop, gw_error *err)
{
    enum { LINES, TO_THEM, TO_US, MAP_TO_THEM, MAP_TO_US, TEXTS };
    static const char *const names[TEXTS] = {"lines", "to_them", "to_us", "map_to_them",
                                             "map_to_us"};
    const gw__ledger_state everybody = {NULL, NULL};
    gw_strbuf text[TEXTS];
    gw_sql_slot slots[TEXTS];
    for (size_t i = 0; i < TEXTS; i++)
        text[i] = (gw_strbuf)GW_STRBUF_INIT(r->context);
    gw__ledger_positions(&text[TO_THEM], GW_TO_THEM, GW_UNIT_MONEY);
    gw__ledger_positions(&text[TO_US], GW_TO_US, GW_UNIT_MONEY);
    map_positions(&text[MAP_TO_THEM], r, GW_TO_THEM);
    map_positions(&text[MAP_TO_US], r, GW_TO_US);
    gw_status status = gw__ledger_lines_sql(&text[LINES], r->context, GW_VIEW_OWN, &everybody, err);
    for (size_t i = 0; i < TEXTS; i++) {
        slots[i] = (gw_sql_slot){names[i], gw_strbuf_text(&text[i])};
        if (status == GW_OK && slots[i].text == NULL)
            status = gw_error_no_memory(err, "the report");
    }
    if (status == GW_OK)
        status = gw_run_sql(r->context, shop->store, "report_person", slots, TEXTS, NULL, 0, err);
    for (size_t i = 0; i < TEXTS; i++)
        gw_strbuf_free(&text[i]);
    return status;
}

static void add_row(gw_report_side *side, const gw_ledger_row *row)
{
    side->realised += row->has_realised ? (double)row->realised_e4 / 1e4 : 0.0;
    side->expected += row->has_expected ? row->expected : 0.0;
    side->any = side->any || row->has_realised || row->has_expected;
    side->in_part = side->in_part || !row->has_realised;
}

static void sum_sides(gw_report *r)
{
    for (size_t i = 0; i < r->page.n; i++)
        if (r->page.rows[i].line->unit == GW_UNIT_MONEY)
            add_row(&r->side[r->page.rows[i].line->side], &r->page.rows[i]);
    for (int s = 0; s < 2; s++) {
        bool told = isfinite(r->page.side_low[s]);
        r->side[s].low = told ? r->page.side_low[s] : r->side[s].expected;
        r->side[s].high = told ? r->page.side_high[s] : r->side[s].expected;
    }
}

static gw_status read_totals(gw_report *r, gw_shop *shop, gw_error *err)
{
    gw_columns totals = {0};
    gw_status status =
        gw_columns_read(&totals, r->context, shop->store, "report_totals", NULL, 0, NULL, 0, err);
    if (status == GW_OK) {
        r->customers = totals.values[0][0];
        r->with_orders = totals.values[1][0];
        r->still = totals.values[2][0];
        sum_sides(r);
        r->first_day = totals.values[3][0];
        r->newest_day = totals.values[4][0];
    }
    gw_columns_free(&totals);
    return status;
}

/* ---- Cohorts -------------------------------------------------------------------------------- */

static gw_report_side side_of(const gw_columns *rows, size_t column, size_t row)
{
    double expected = rows->values[column + 1][row];
    double half = GW__Z80 * rows->values[column + 2][row];
    return (gw_report_side){.realised = rows->values[column][row],
                            .expected = expected,
                            .low = expected - half,
                            .high = expected + half,
                            .any = true};
}

static const char *period_for(double days)
{
    return days <= 18 * 30.44 ? "month" : days <= 5 * 365.25 ? "quarter" : "year";
}

/* How far a side's total reaches by what everybody shares, as a share of it: as a standard
 * deviation. */
static double shared(const gw_report_side *side)
{
    double reach = (side->high - side->low) / (2 * GW__Z80);
    return side->expected != 0 ? reach / fabs(side->expected) : 0.0;
}

static gw_status read_cohorts(gw_report *r, gw_shop *shop, gw_error *err)
{
    char old[32];
    char first[32];
    char to_them[32];
    char to_us[32];
    gw_columns rows = {0};
    if (!isfinite(r->first_day))
        return GW_OK;
    /* one day more, so that a history of a day or two has nobody older than itself */
    r->old_until = r->first_day + floor((r->current.as_of - r->first_day) / 10) - 1;
    snprintf(r->period, sizeof r->period, "%s", period_for(r->newest_day - r->first_day));
    snprintf(old, sizeof old, "%.0f", r->old_until);
    snprintf(first, sizeof first, "%.0f", r->first_day);
    snprintf(to_them, sizeof to_them, "%.17g", shared(&r->side[GW_TO_THEM]));
    snprintf(to_us, sizeof to_us, "%.17g", shared(&r->side[GW_TO_US]));
    const gw_sql_slot slots[] = {{"old", old},
                                 {"first", first},
                                 {"period", r->period},
                                 {"to_them_shared", to_them},
                                 {"to_us_shared", to_us}};
    gw_status status =
        gw_columns_read(&rows, r->context, shop->store, "report_cohorts", slots, 5, NULL, 0, err);
    /* only the latest where years would not do */
    size_t skip = rows.n > GW_REPORT_COHORTS_MAX ? rows.n - GW_REPORT_COHORTS_MAX : 0;
    for (size_t i = skip; i < rows.n && status == GW_OK; i++)
        r->cohorts[r->cohort_count++] = (gw_report_cohort){.old = rows.values[0][i] == 1,
                                                           .began = (int32_t)rows.values[1][i],
                                                           .customers = rows.values[2][i],
                                                           .still = rows.values[3][i],
                                                           .to_them = side_of(&rows, 4, i),
                                                           .to_us = side_of(&rows, 7, i)};
    gw_columns_free(&rows);
    return status;
}

/* ---- A few people --------------------------------------------------------------------------- */

static gw_status choose_people(gw_report *r, gw_shop *shop, gw_error *err)
{
    gw_query *query = NULL;
    size_t rows = 0;
    gw_status status = gw_query_open(&query, shop->store, gw_sql("report_people"), NULL, 0, err);
    while (status == GW_OK && (status = gw_query_next(&rows, query, err)) == GW_OK && rows > 0)
        for (size_t i = 0; i < rows && r->people_count < GW_REPORT_PEOPLE_MAX; i++) {
            gw_report_person *person = &r->people[r->people_count++];
            person->role = (gw_report_role)gw_query_integer(query, 0, i);
            copy_text(person->customer_id, sizeof person->customer_id, gw_query_text(query, 1, i));
        }
    gw_query_close(query);
    return status;
}

static gw_status read_people(gw_report *r, gw_shop *shop, gw_error *err)
{
    GW_TRY(choose_people(r, shop, err));
    for (size_t i = 0; i < r->people_count; i++)
        GW_TRY(gw_ledger_customer(&r->people[i].page, shop, GW_VIEW_OWN, r->people[i].customer_id,
                                  err));
    return GW_OK;
}

/* ---- All of it ------------------------------------------------------------------------------ */

static gw_status read_held(gw_report *r, gw_shop *shop, gw_error *err)
{
    gw_columns held = {0};
    gw_status status =
        gw_columns_read(&held, r->context, shop->store, "report_held", NULL, 0, NULL, 0, err);
    if (status == GW_OK) {
        r->customers_held = held.values[0][0];
        r->purchases_held = held.values[1][0];
    }
    gw_columns_free(&held);
    return status;
}

static gw_status read_tornadoes(gw_report *r, gw_shop *shop, gw_error *err)
{
    for (int expected = 0; expected < 2; expected++)
        GW_TRY(gw_tornado_read(&r->tornado[expected], shop, r->page.customers, expected == 1, err));
    return GW_OK;
}

static gw_status read_map(gw_report *r, gw_shop *shop, gw_error *err)
{
    return gw_map_allowed(r->map.refused, &r->page) ? gw__report_map_read(r, shop, err) : GW_OK;
}

/* What a reckoning foresees. */
static gw_status read_reckoning(gw_report *r, gw_shop *shop, gw_error *err)
{
    GW_TRY(make_persons(r, shop, err));
    GW_TRY(read_totals(r, shop, err));
    GW_TRY(read_cohorts(r, shop, err));
    GW_TRY(read_people(r, shop, err));
    GW_TRY(read_map(r, shop, err));
    return read_tornadoes(r, shop, err);
}

gw_status gw_report_check(gw_report *out, gw_shop *shop, gw_error *err)
{
    *out = (gw_report){.context = shop->context, .series = GW_SERIES_INIT(shop->context)};
    snprintf(out->currency, sizeof out->currency, "%s", shop->currency);
    GW_TRY(gw_current_read(&out->current, shop, err));
    if (out->current.number == 0)
        return GW_OK;
    GW_TRY(read_candidates(out, shop, err));
    return read_series(out, shop, err);
}

gw_status gw_report_read(gw_report *out, gw_shop *shop, gw_error *err)
{
    GW_TRY(gw_report_check(out, shop, err));
    GW_TRY(read_held(out, shop, err));
    if (out->current.number == 0)
        return GW_OK;
    GW_TRY(gw_ledger_totals(&out->page, shop, GW_VIEW_OWN, err));
    gw__report_map_lines(out);
    return read_reckoning(out, shop, err);
}

#include "answers.h"

#include <string.h>

#include <jansson.h>

#include "check_json.h"
#include "date.h"
#include "error.h"
#include "fields.h"
#include "gains.h"
#include "json_parts.h"
#include "settings.h"

static json_t *money(int64_t amount_e4)
{
    return json_real((double)amount_e4 / 10000);
}

static json_t *day(int32_t value)
{
    char text[GW_DATE_TEXT_SIZE];
    gw_date_format(text, value);
    return json_string(text);
}

/* What people typed, or a file held, may be no UTF-8. */
static json_t *text(const char *value)
{
    json_t *string = json_string(value);
    return string != NULL ? string : json_string("(not UTF-8)");
}

static json_t *parts_to_json(const gw_receipt *r)
{
    json_t *parts = json_array();
    for (size_t i = 0; i < r->parts; i++)
        json_array_append_new(
            parts, json_pack("{s:o, s:o, s:I, s:o}", "what", text(r->part[i].what), "currency",
                             text(r->part[i].currency), "rows", (json_int_t)r->part[i].rows,
                             "amount", money(r->part[i].amount_e4)));
    return parts;
}

static json_t *left_out_to_json(const gw_receipt *r)
{
    json_t *left_out = json_array();
    for (size_t i = 0; i < r->left_outs; i++)
        json_array_append_new(left_out,
                              json_pack("{s:o, s:o, s:I, s:o}", "what", text(r->left_out[i].what),
                                        "currency", text(r->left_out[i].currency), "rows",
                                        (json_int_t)r->left_out[i].rows, "amount",
                                        money(r->left_out[i].amount_e4)));
    return left_out;
}

static json_t *spend_to_json(const gw_spend *spend)
{
    json_t *left = json_array();
    for (size_t i = 0; i < spend->left; i++)
        json_array_append_new(left, json_pack("{s:o, s:o}", "channel", text(spend->of[i].channel),
                                              "month", text(spend->of[i].month)));
    return json_pack("{s:o, s:I, s:o, s:o}", "shared", money(spend->shared_e4), "customers",
                     (json_int_t)spend->customers, "not_attributed", money(spend->left_e4), "of",
                     left);
}

gw_status gw_receipt_to_json(gw_strbuf *out, const gw_receipt *r, const char *path, gw_error *err)
{
    json_t *root = json_object();
    json_t *reasons = json_array();
    json_t *months = json_array();
    for (size_t i = 0; i < r->reasons; i++)
        json_array_append_new(reasons,
                              json_pack("{s:o, s:I, s:I}", "reason", text(r->reason[i].reason),
                                        "rows", (json_int_t)r->reason[i].rows, "first_row",
                                        (json_int_t)r->reason[i].first_row));
    for (size_t i = 0; i < r->months; i++)
        json_array_append_new(months, json_pack("{s:s, s:s, s:I, s:o}", "month", r->month[i].month,
                                                "currency", r->month[i].currency, "rows",
                                                (json_int_t)r->month[i].rows, "paid",
                                                money(r->month[i].paid_e4)));
    json_object_set_new(root, "file", text(path));
    json_object_set_new(root, "kind", text(r->kind));
    json_object_set_new(root, "batch", r->batch > 0 ? json_integer(r->batch) : json_null());
    json_object_set_new(root, "known_file", json_boolean(r->known_file));
    json_object_set_new(root, "lines", json_integer(r->lines > 0 ? r->lines : r->rows_in));
    json_object_set_new(root, "rows_in", json_integer(r->rows_in));
    json_object_set_new(root, "used", json_integer(r->used));
    json_object_set_new(root, "known", json_integer(r->known));
    json_object_set_new(root, "set_aside", json_integer(r->set_aside));
    json_object_set_new(root, "orders_again", json_integer(r->orders_again));
    json_object_set_new(root, "changed", json_integer(r->changed));
    json_object_set_new(root, "new_customers", json_integer(r->customers));
    json_object_set_new(root, "reasons", reasons);
    json_object_set_new(root, "months", months);
    json_object_set_new(root, "parts", parts_to_json(r));
    json_object_set_new(root, "left_out", left_out_to_json(r));
    json_object_set_new(root, "spend", r->is_spend ? spend_to_json(&r->spend) : json_null());
    json_object_set_new(root, "other_sign",
                        r->other_sign[0] != '\0' ? text(r->other_sign) : json_null());
    json_object_set_new(root, "tax_unknown", json_boolean(r->tax_unknown));
    return gw__json_finish(out, root, 19, 2, "an answer", err);
}

/* What only models have, that were asked from the earlier days. */
static json_t *of_look(const gw_check_entry *entry, double value)
{
    return entry->looks.fitted ? gw__json_number(value) : json_null();
}

static json_t *check_to_json(const gw_check *check)
{
    json_t *entries = json_array();
    for (size_t e = 0; e < check->n; e++) {
        const gw_check_entry *entry = &check->entries[e];
        json_array_append_new(
            entries,
            json_pack("{s:s, s:s, s:b, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
                      "code", entry->code, "kind", entry->model != NULL ? "model" : "rule", "used",
                      e == check->used, "predicted", gw__json_number(entry->score.predicted),
                      "actual", gw__json_number(entry->score.actual), "bias",
                      gw__json_number(entry->score.bias), "mae", gw__json_number(entry->score.mae),
                      "rmse", gw__json_number(entry->score.rmse), "deviance",
                      gw__json_number(entry->score.deviance), "log_score",
                      of_look(entry, entry->looks.log_score), "behind_best",
                      of_look(entry, entry->behind), "behind_best_se",
                      of_look(entry, entry->behind_se), "money_deviance",
                      of_look(entry, entry->looks.money_off), "reason",
                      entry->reason[0] != '\0' ? text(entry->reason) : json_null()));
    }
    return entries;
}

gw_status gw_reckoning_to_json(gw_strbuf *out, const gw_reckoning *r, gw_error *err)
{
    json_t *root = json_object();
    json_object_set_new(root, "reckoning", json_integer(r->number));
    json_object_set_new(root, "first_day", day(r->first_day));
    json_object_set_new(root, "as_of", day(r->as_of));
    json_object_set_new(root, "customers", json_integer((json_int_t)r->customers));
    json_object_set_new(root, "occasions", json_integer(r->occasions));
    json_object_set_new(root, "customers_read", json_integer((json_int_t)r->touched));
    json_object_set_new(root, "cells", json_integer((json_int_t)r->cells));
    json_object_set_new(root, "draws", json_integer((json_int_t)r->draws));
    json_object_set_new(root, "model",
                        r->model != NULL ? json_string(gw_model_name(r->model)) : json_null());
    json_object_set_new(root, "still_a_customer_by",
                        r->alive != NULL ? json_string(gw_model_name(r->alive)) : json_null());
    json_object_set_new(root, "hidden_days", json_integer(r->hidden_days));
    json_object_set_new(root, "check", r->hidden_days > 0 ? check_to_json(&r->check) : json_null());
    json_object_set_new(root, "verdict", text(r->words));
    json_object_set_new(root, "order_sizes", text(r->spend_words));
    return gw__json_finish(out, root, 14, 2, "an answer", err);
}

/* Whether the two ends are of this row: of what is expected, and of a level in points. */
static bool has_range(const gw_ledger_row *row)
{
    return row->has_expected || row->line->unit == GW_UNIT_POINTS;
}

static json_t *line_to_json(const gw_ledger_row *row)
{
    static const char *const units[] = {"money", "count", "points"};
    return json_pack(
        "{s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o}", "line", row->line->code, "side",
        row->line->side == GW_TO_THEM ? "to_them" : "to_us", "unit", units[row->line->unit],
        "realised", row->has_realised ? money(row->realised_e4) : json_null(), "realised_basis",
        json_string(row->realised_basis), "expected",
        row->has_expected ? gw__json_number(row->expected) : json_null(), "low",
        has_range(row) ? gw__json_number(row->low) : json_null(), "high",
        has_range(row) ? gw__json_number(row->high) : json_null(), "expected_basis",
        row->expected_basis[0] != '\0' ? json_string(row->expected_basis) : json_null());
}

static json_t *people_to_json(const gw_ledger_person *people, size_t n)
{
    json_t *array = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(
            array,
            json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "customer_id", text(people[i].customer_id),
                      "to_them_realised", gw__json_number(people[i].to_them_realised),
                      "to_them_expected", gw__json_number(people[i].to_them_expected),
                      "to_us_realised", gw__json_number(people[i].to_us_realised), "to_us_expected",
                      gw__json_number(people[i].to_us_expected), "p_alive",
                      gw__json_number(people[i].p_alive)));
    return array;
}

static json_t *gains_to_json(const gw_ledger_page *page, bool expected)
{
    gw_gains gains;
    gw_gains_of(&gains, page, expected);
    return json_pack("{s:o, s:o, s:o, s:s, s:b, s:b}", "to_them", gw__json_number(gains.to_them),
                     "to_us", gw__json_number(gains.to_us), "take_rate",
                     gw__json_number(gains.take_rate), "words", gw_verdict_words(gains.verdict),
                     "at_most", gains.at_most, "assumed", gains.assumed);
}

static json_t *pool_to_json(const gw_not_yet_here *pool)
{
    return pool->any ? json_pack("{s:o, s:o}", "purchases", gw__json_number(pool->purchases),
                                 "referrals", gw__json_number(pool->referrals))
                     : json_null();
}

static json_t *next_to_json(const gw_next_orders *next)
{
    if (!next->known)
        return json_null();
    return json_pack("{s:I, s:I, s:I, s:o, s:o, s:o, s:o, s:o}", "most_likely",
                     (json_int_t)next->most_likely, "low", (json_int_t)next->low, "high",
                     (json_int_t)next->high, "p_any", gw__json_number(next->p_any), "p_ever",
                     gw__json_number(next->p_ever), "next_day", day(next->day), "next_day_low",
                     day(next->day_low), "next_day_high", day(next->day_high));
}

/* Whether the people of this page may be laid on a map, and put in an order by what they got. */
static json_t *map_to_json(const gw_ledger_page *page, bool everybody)
{
    char words[512] = "";
    if (!everybody || page->view == GW_VIEW_RISK)
        return json_null();
    bool allowed = gw_map_allowed(words, page);
    return json_pack("{s:b, s:o, s:b}", "allowed", allowed, "why_not",
                     allowed ? json_null() : text(words), "ranked", gw_ranking_allowed(page));
}

gw_status gw_ledger_to_json(gw_strbuf *out, const gw_ledger_page *page, const gw_current *current,
                            const char *currency, const char *customer_id,
                            const gw_next_orders *next, const gw_ledger_person *people,
                            size_t people_count, gw_error *err)
{
    json_t *root = json_object();
    json_t *lines = json_array();
    for (size_t i = 0; i < page->n; i++)
        json_array_append_new(lines, line_to_json(&page->rows[i]));
    json_object_set_new(root, "customer_id", customer_id != NULL ? text(customer_id) : json_null());
    json_object_set_new(root, "customers", json_integer((json_int_t)page->customers));
    json_object_set_new(root, "currency", json_string(currency));
    json_object_set_new(root, "as_of", day(current->as_of));
    json_object_set_new(root, "horizon", text(current->horizon));
    json_object_set_new(root, "rate", gw__json_number(current->rate_per_year));
    json_object_set_new(root, "verdict", text(current->verdict));
    json_object_set_new(root, "lines", lines);
    json_object_set_new(root, "view", json_string(gw_view_name(page->view)));
    json_object_set_new(root, "gains_so_far", gains_to_json(page, false));
    json_object_set_new(root, "gains_expected", gains_to_json(page, true));
    json_object_set_new(root, "price_share", gw__json_number(gw_price_share(page)));
    json_object_set_new(root, "not_yet_here", pool_to_json(&page->not_yet_here));
    json_object_set_new(root, "counted",
                        json_pack("{s:I, s:I, s:I}", "requests", (json_int_t)page->requests,
                                  "reviews", (json_int_t)page->reviews, "advice",
                                  (json_int_t)page->advice));
    json_object_set_new(root, "map", map_to_json(page, customer_id == NULL));
    json_object_set_new(root, "people", people_to_json(people, people_count));
    json_object_set_new(root, "next_orders", next_to_json(next));
    return gw__json_finish(out, root, 17, 2, "an answer", err);
}

/* "a\nb\n" as ["a", "b"]. */
static json_t *lines_to_json(const char *words)
{
    json_t *array = json_array();
    while (*words != '\0') {
        size_t length = strcspn(words, "\n");
        json_array_append_new(array, json_stringn(words, length));
        words += length + (words[length] == '\n' ? 1 : 0);
    }
    return array;
}

gw_status gw_why_to_json(gw_strbuf *out, const gw_why *why, const gw_next_orders *next,
                         const char *currency, const char *exchanges, const char *settings,
                         gw_error *err)
{
    json_t *root = json_object();
    json_object_set_new(root, "customer_id", text(why->customer_id));
    json_object_set_new(root, "currency", json_string(currency));
    json_object_set_new(root, "row", line_to_json(&why->row));
    json_object_set_new(root, "exchanges", lines_to_json(exchanges));
    json_object_set_new(root, "settings", lines_to_json(settings));
    json_object_set_new(root, "model", text(why->model));
    json_object_set_new(root, "why_model", text(why->reason));
    json_object_set_new(root, "draws", json_integer((json_int_t)why->draws));
    json_object_set_new(root, "discounted_occasions", gw__json_number(why->discounted_occasions));
    json_object_set_new(root, "recomputed_occasions", gw__json_number(why->recomputed_occasions));
    json_object_set_new(root, "recomputed_expected", gw__json_number(why->recomputed_expected));
    json_object_set_new(root, "same", json_boolean(why->same));
    json_object_set_new(root, "next_orders", next_to_json(next));
    return gw__json_finish(out, root, 13, 2, "an answer", err);
}

static json_t *said_to_json(const gw_said *said)
{
    return json_pack("{s:o, s:o, s:o, s:o, s:b}", "said", gw__json_number(said->said), "low",
                     gw__json_number(said->low), "high", gw__json_number(said->high), "came",
                     gw__json_number(said->came), "inside", said->inside);
}

gw_status gw_record_to_json(gw_strbuf *out, const gw_record *record, const gw_report *check,
                            gw_error *err)
{
    json_t *root = json_object();
    json_t *judged = json_array();
    for (size_t i = 0; i < record->n; i++) {
        const gw_judged *j = &record->judged[i];
        json_array_append_new(
            judged,
            json_pack("{s:I, s:o, s:o, s:I, s:o, s:o, s:I, s:I}", "reckoning",
                      (json_int_t)j->reckoning, "made_on", day(j->made_on), "until",
                      day(j->until_day), "customers", (json_int_t)j->customers, "buying_days",
                      said_to_json(&j->days), "paid", said_to_json(&j->paid), "people",
                      (json_int_t)j->people, "people_inside", (json_int_t)j->inside));
    }
    json_object_set_new(root, "verdict",
                        check->current.number > 0 ? text(check->current.verdict) : json_null());
    json_object_set_new(root, "currency", json_string(check->currency));
    json_object_set_new(root, "forecasts", gw_candidates_to_json(check));
    json_object_set_new(root, "segments", gw_segments_to_json(&check->series));
    json_object_set_new(root, "judged", judged);
    json_object_set_new(root, "left_out", json_integer((json_int_t)record->left_out));
    json_object_set_new(root, "waiting", json_integer((json_int_t)record->waiting));
    json_object_set_new(root, "next_day",
                        record->waiting > 0 ? day(record->next_day) : json_null());
    return gw__json_finish(out, root, 8, 2, "an answer", err);
}

gw_status gw_truth_to_json(gw_strbuf *out, const gw_recovery_table *table, gw_error *err)
{
    json_t *root = json_object();
    json_t *rows = json_array();
    for (size_t i = 0; i < table->n; i++) {
        const gw_recovery *r = &table->rows[i];
        json_array_append_new(
            rows,
            json_pack("{s:s, s:o, s:o, s:o, s:o, s:o, s:b}", "what", r->what, "estimate",
                      gw__json_number(r->estimate), "low", gw__json_number(r->low), "high",
                      gw__json_number(r->high), "truth", gw__json_number(r->truth), "truth_error",
                      gw__json_number(r->truth_error), "inside", r->inside, "breaks", r->breaks));
    }
    json_object_set_new(root, "customers", json_integer((json_int_t)table->customers));
    json_object_set_new(root, "rows", rows);
    json_object_set_new(root, "beware", text(table->beware));
    return gw__json_finish(out, root, 3, 2, "an answer", err);
}

gw_status gw_settings_to_json(gw_strbuf *out, gw_shop *shop, size_t first, size_t end,
                              gw_error *err)
{
    json_t *root = json_object();
    for (size_t i = first; i < end; i++) {
        gw_setting setting;
        gw_status status = gw_setting_read(&setting, shop, i, err);
        if (status != GW_OK) {
            json_decref(root);
            return status;
        }
        json_object_set_new(
            root, setting.key,
            json_pack("{s:o, s:o, s:o, s:s, s:s}", "low", gw__json_number(setting.low), "likely",
                      gw__json_number(setting.likely), "high", gw__json_number(setting.high),
                      "said_by", setting.said_by, "words", setting.words));
    }
    return gw__json_finish(out, root, end - first, 2, "an answer", err);
}

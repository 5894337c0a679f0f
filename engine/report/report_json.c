/* The numbers of the report for programs: what its pictures are drawn from; see report.h. */
#include <math.h>

#include <jansson.h>

#include "check_json.h"
#include "date.h"
#include "error.h"
#include "json_parts.h"
#include "report.h"

static json_t *day(double value)
{
    char text[GW_DATE_TEXT_SIZE];
    gw_date_format(text, (int32_t)value);
    return json_string(text);
}

static json_t *side(const gw_report_side *s)
{
    return json_pack("{s:o, s:o, s:o, s:o}", "realised",
                     gw__json_number(s->any ? s->realised : (double)NAN), "expected",
                     gw__json_number(s->any ? s->expected : (double)NAN), "low",
                     gw__json_number(s->any ? s->low : (double)NAN), "high",
                     gw__json_number(s->any ? s->high : (double)NAN));
}

static json_t *points(const gw_report *r)
{
    json_t *all = json_array();
    for (size_t i = 0; i < r->series.n; i++) {
        const gw_series_point *p = &r->series.points[i];
        json_array_append_new(
            all, json_pack("{s:s, s:s, s:o, s:o, s:o, s:o, s:o}", "picture", p->picture, "series",
                           p->series, "x", gw__json_number(p->x), "y", gw__json_number(p->y), "low",
                           gw__json_number(p->low), "high", gw__json_number(p->high), "customers",
                           gw__json_number(p->customers)));
    }
    return all;
}

static json_t *cohorts(const gw_report *r)
{
    json_t *all = json_array();
    for (size_t i = 0; i < r->cohort_count; i++) {
        const gw_report_cohort *c = &r->cohorts[i];
        json_array_append_new(all, json_pack("{s:b, s:o, s:o, s:o, s:o, s:o}", "may_be_older",
                                             c->old, "began", day(c->began), "customers",
                                             gw__json_number(c->customers), "still_customers",
                                             gw__json_number(c->still), "to_them",
                                             side(&c->to_them), "to_us", side(&c->to_us)));
    }
    return all;
}

static json_t *tornado_to_json(const gw_tornado *t)
{
    json_t *all = json_array();
    for (size_t i = 0; i < t->n; i++) {
        const gw_tornado_bar *b = &t->bars[i];
        json_array_append_new(
            all,
            json_pack("{s:s, s:o, s:o, s:o, s:o, s:s, s:o, s:s, s:o}", "key", b->key, "low",
                      gw__json_number(b->low), "likely", gw__json_number(b->likely), "high",
                      gw__json_number(b->high), "share_at_low", gw__json_number(b->share_low),
                      "words_at_low", gw_verdict_words(b->at_low), "share_at_high",
                      gw__json_number(b->share_high), "words_at_high", gw_verdict_words(b->at_high),
                      "turns_at", gw__json_number(b->turns ? b->turning : (double)NAN)));
    }
    return all;
}

static json_t *map_to_json(const gw_report *r)
{
    return json_pack("{s:b, s:o}", "drawn", r->map.n > 0, "why_not",
                     r->map.refused[0] != '\0' ? json_string(r->map.refused) : json_null());
}

gw_status gw_report_to_json(gw_strbuf *out, const gw_report *r, gw_error *err)
{
    bool reckoned = r->current.number > 0;
    json_t *root = json_object();
    json_object_set_new(root, "reckoning", json_integer(r->current.number));
    json_object_set_new(root, "as_of", reckoned ? day(r->current.as_of) : json_null());
    json_object_set_new(root, "currency", json_string(r->currency));
    json_object_set_new(root, "customers",
                        gw__json_number(reckoned ? r->customers : r->customers_held));
    json_object_set_new(root, "still_customers",
                        gw__json_number(reckoned ? r->still : (double)NAN));
    json_object_set_new(root, "to_them", side(&r->side[GW_TO_THEM]));
    json_object_set_new(root, "to_us", side(&r->side[GW_TO_US]));
    json_object_set_new(root, "forecasts", gw_candidates_to_json(r));
    json_object_set_new(root, "segments", gw_segments_to_json(&r->series));
    json_object_set_new(root, "cohorts", cohorts(r));
    json_object_set_new(root, "map", map_to_json(r));
    json_object_set_new(root, "settings_so_far", tornado_to_json(&r->tornado[0]));
    json_object_set_new(root, "settings_expected", tornado_to_json(&r->tornado[1]));
    json_object_set_new(root, "pictures", points(r));
    return gw__json_finish(out, root, 14, 1, "the report", err);
}

#include "check_json.h"

#include <math.h>

#include "json_parts.h"
#include "numbers.h"

json_t *gw_candidates_to_json(const gw_report *r)
{
    json_t *all = json_array();
    size_t n = 0;
    const gw_number *numbers = gw_numbers(&n);
    for (size_t i = 0; i < r->candidate_count; i++) {
        const gw_report_candidate *c = &r->candidates[i];
        json_t *one =
            json_pack("{s:s, s:s, s:o}", "code", c->code, "kind", c->is_model ? "model" : "rule",
                      "actual", gw__json_number(c->actual));
        for (size_t k = 0; k < n; k++)
            json_object_set_new(one, numbers[k].code, gw__json_number(numbers[k].of(r, c)));
        json_array_append_new(all, one);
    }
    return all;
}

static json_t *total(const gw_check_total *t)
{
    if (!isfinite(t->came))
        return json_null();
    return json_pack("{s:o, s:o, s:o, s:o, s:o, s:b}", "came", gw__json_number(t->came), "said",
                     gw__json_number(t->said), "low", gw__json_number(t->low), "high",
                     gw__json_number(t->high), "off_by", gw__json_number(gw_segment_off(t)),
                     "outside", gw_segment_outside(t));
}

json_t *gw_segments_to_json(const gw_series *series)
{
    json_t *all = json_array();
    for (size_t k = 0; k < GW_SEGMENTS_COUNT; k++) {
        gw_segment s;
        size_t at = 0;
        while (gw_segment_next(&s, &at, series, (gw_segments_by)k))
            json_array_append_new(all,
                                  json_pack("{s:s, s:s, s:o, s:o, s:o}", "by",
                                            gw_segments_code((gw_segments_by)k), "group", s.name,
                                            "customers", gw__json_number(s.customers),
                                            "buying_days", total(&s.days), "paid", total(&s.paid)));
    }
    return all;
}

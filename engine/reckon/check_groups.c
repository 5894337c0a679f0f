/* The hidden part by what was known before it: by repeat buying days, and by days since the last
 * order; see check_series.h. (Fader, Hardie & Lee 2005, fig. 5, "conditional expectations".) */
#include <math.h>

#include "check_series_inside.h"
#include "count_groups.h"
#include "error.h"
#include "memory.h"

#define GROUPS 12

/* Lower ends of the groups by days since the last order. */
static const double silences[] = {0, 7, 14, 28, 56, 84, 112, 182, 273, 365};
#define SILENCES (sizeof silences / sizeof *silences)

typedef struct group {
    double customers;
    double came;
    double came_squared;
    double said;
    double rule;
} group;

static size_t group_by_repeat(const gw_baseline_facts *before, size_t row, double width)
{
    return gw_count_group(before->x[row], width);
}

static size_t group_by_silence(const gw_baseline_facts *before, size_t row, double width)
{
    double silent = before->age[row] - before->t_x[row];
    size_t g = SILENCES - 1;
    (void)width;
    while (g > 0 && silent < silences[g])
        g--;
    return g;
}

static void add_group(const gw__check_view *view, const char *picture, double x, const group *g,
                      bool with_rule)
{
    double mean = g->came / g->customers;
    double variance = g->came_squared / g->customers - mean * mean;
    double half = GW__Z80 * sqrt((variance > 0 ? variance : 0.0) / g->customers);
    gw_series_point came = gw_series_at(picture, "came", x, mean);
    gw_series_point said = gw_series_at(picture, "said", x, g->said / g->customers);
    gw_series_point rule = gw_series_at(picture, "rule", x, g->rule / g->customers);
    came.low = mean - half < 0 ? 0.0 : mean - half;
    came.high = mean + half;
    came.customers = said.customers = rule.customers = g->customers;
    gw_series_add(view->out, &came);
    gw_series_add(view->out, &said);
    if (with_rule)
        gw_series_add(view->out, &rule);
}

static void add_picture(const gw__check_view *view, const char *picture,
                        size_t (*group_of)(const gw_baseline_facts *, size_t, double), double width,
                        const double *said, const double *rule)
{
    group groups[GROUPS] = {{0}};
    for (size_t i = 0; i < view->rows.before.n; i++) {
        group *g = &groups[group_of(&view->rows.before, i, width)];
        double came = view->rows.hidden[i];
        g->customers += 1;
        g->came += came;
        g->came_squared += came * came;
        g->said += said[i];
        g->rule += rule[i];
    }
    for (size_t g = 0; g < GROUPS; g++)
        if (groups[g].customers > 0)
            add_group(view, picture, width > 0 ? gw_count_group_from(g, width) : silences[g],
                      &groups[g], said != rule);
}

gw_status gw__check_groups(const gw__check_view *view, gw_error *err)
{
    const gw_check *check = view->check;
    size_t n = view->rows.before.n;
    bool rule_used = check->used == check->best_baseline;
    double *said = gw_alloc(view->context, n, 2 * sizeof *said);
    if (said == NULL)
        return gw_error_no_memory(err, "the pictures of the check");
    double *rule = rule_used ? said : said + n;
    gw_status status = gw__check_predict(said, view, &check->entries[check->used], err);
    if (status == GW_OK && !rule_used)
        status = gw__check_predict(rule, view, &check->entries[check->best_baseline], err);
    if (status == GW_OK) {
        add_picture(view, "by_repeat", group_by_repeat,
                    gw_count_width(view->rows.before.x, NULL, n), said, rule);
        add_picture(view, "by_silence", group_by_silence, 0, said, rule);
    }
    gw_release(view->context, said);
    return status;
}

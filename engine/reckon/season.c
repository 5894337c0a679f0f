/* See season.h. What is expected of a month is the sum over customers of E[X(end) - X(start)], each
 * from his first day on, as in check_tracking.c; with time told by the clock. */
#include "season.h"

#include <math.h>
#include <string.h>

#include "error.h"
#include "memory.h"
#include "origins.h"
#include "vmath.h"

#define TURNS 4
#define ASKED 5000 /* histories: only how orders thin out with time is asked of them */
/* So many orders as in an average month are added to what came: a gamma prior, half of whose chance
 * lies within a sixth of 1. */
#define HOLD 16.0
#define CLEARLY 2.0 /* standard errors */

/* ---- The course of one customer ------------------------------------------------------------- */

typedef struct course {
    gw_clock clock;
    bool known;     /* the model could be fitted */
    size_t n;       /* times 0 .. n - 1 */
    double *of_one; /* orders expected of one new customer within so much time */
} course;

static void course_free(course *c, gw_context *context)
{
    gw_clock_free(&c->clock, context);
    gw_release(context, c->of_one);
}

static gw_status fit(gw_fit *out, gw_context *context, const gw_model *model,
                     const gw_season_facts *facts, const gw_clock *clock, gw_error *err)
{
    size_t step = 1 + (facts->n - 1) / ASKED;
    size_t n = (facts->n - 1) / step + 1;
    gw_cells *cells = NULL;
    double *columns = gw_alloc(context, n, 3 * sizeof *columns);
    if (columns == NULL)
        return gw_error_no_memory(err, "the seasons of the shop");
    for (size_t i = 0; i < n; i++) {
        columns[i] = facts->x[i * step];
        columns[n + i] = facts->t_x[i * step];
        columns[2 * n + i] = facts->age[i * step];
    }
    gw_clock_histories(clock, facts->rows_day, columns + n, columns + 2 * n, n);
    gw_rows rows = {.n = n, .columns = {columns, columns + n, columns + 2 * n}};
    gw_status status = gw_cells_create(&cells, context, model, &rows, err);
    if (status == GW_OK)
        status = gw_fit_to_ask(out, context, model, cells, err);
    gw_cells_free(cells);
    gw_release(context, columns);
    return status;
}

gw_status gw_course_of_one(double *out, gw_context *context, const gw_model *model,
                           const double *params, size_t n, gw_error *err)
{
    const double nothing = 0;
    double *columns[GW_MAX_SCORES] = {NULL};
    gw_score_options options = GW_SCORE_OPTIONS_INIT;
    gw_cells *cells = NULL;
    gw_rows one = {.n = 1, .columns = {&nothing, &nothing, &nothing}};
    size_t place = 0;
    while (strcmp(gw_model_score_name(model, place), "expected") != 0)
        place++;
    GW_TRY(gw_cells_create(&cells, context, model, &one, err));
    gw_status status = GW_OK;
    for (size_t t = 0; t < n && status == GW_OK; t++) {
        columns[place] = out + t;
        options.horizon = (double)t;
        status = gw_model_score(columns, NULL, context, model, params, cells, &options, err);
    }
    gw_cells_free(cells);
    return status;
}

/* Right up to last_day. The model is the first one, which people know best: what is asked of it is
 * how orders thin out with time, in which models hardly differ. */
static gw_status course_make(course *c, gw_context *context, const gw_season_facts *facts,
                             const gw_season *season, int32_t last_day, gw_error *err)
{
    gw_fit fitted;
    const gw_model *model = gw_model_at(0);
    int32_t first_day = facts->tally->first_day;
    *c = (course){.known = false};
    GW_TRY(gw_clock_create(&c->clock, context, season, first_day, last_day, err));
    GW_TRY(fit(&fitted, context, model, facts, &c->clock, err));
    c->known = gw_fit_can_be_asked(&fitted);
    c->n = (size_t)gw_clock_between(&c->clock, first_day, last_day) + 2;
    if (!c->known)
        return GW_OK;
    c->of_one = gw_alloc(context, c->n, sizeof *c->of_one);
    if (c->of_one == NULL)
        return gw_error_no_memory(err, "the seasons of the shop");
    return gw_course_of_one(c->of_one, context, model, fitted.params, c->n, err);
}

static double course_at(const course *c, double time)
{
    if (!(time > 0))
        return 0;
    size_t i = (size_t)time;
    if (i + 1 >= c->n)
        return c->of_one[c->n - 1];
    return c->of_one[i] + (time - (double)i) * (c->of_one[i + 1] - c->of_one[i]);
}

/* ---- Months --------------------------------------------------------------------------------- */

/* What came from the end of one day to that of another, and what is expected. */
typedef struct month {
    size_t of_year; /* 0 .. 11 */
    double came, expected;
} month;

static month month_between(const course *c, const gw_walk_tally *tally, int32_t from, int32_t to)
{
    month m = {.of_year = gw_month_of(to)};
    double starts = gw_clock_at(&c->clock, from);
    double ends = gw_clock_at(&c->clock, to);
    for (int32_t day = tally->first_day; day <= to; day++) {
        size_t i = (size_t)(day - tally->first_day);
        m.came += day > from ? tally->again[i] : 0.0;
        if (tally->first[i] == 0)
            continue;
        double first = gw_clock_at(&c->clock, day);
        m.expected += tally->first[i] * (course_at(c, ends - first) - course_at(c, starts - first));
    }
    return m;
}

/* The last day of the month of the day after `from`, or `last` where that comes first. */
static int32_t month_end(int32_t from, int32_t last)
{
    int32_t day = from + 1;
    while (day < last && gw_month_of(day + 1) == gw_month_of(from + 1))
        day++;
    return day;
}

/* ---- Learning ------------------------------------------------------------------------------- */

static void learn_from(gw_season *season, const course *c, const gw_season_facts *facts)
{
    double came[GW_MONTHS] = {0};
    double steady[GW_MONTHS] = {0}; /* expected if every month were an average one */
    double all_came = 0;
    double all_steady = 0;
    int32_t day = facts->tally->first_day;
    while (day < facts->until_day) {
        int32_t end = month_end(day, facts->until_day);
        month m = month_between(c, facts->tally, day, end);
        came[m.of_year] += m.came;
        steady[m.of_year] += m.expected / (season->known ? season->factor[m.of_year] : 1.0);
        all_came += m.came;
        all_steady += m.expected / (season->known ? season->factor[m.of_year] : 1.0);
        day = end;
    }
    double level = all_steady > 0 ? all_came / all_steady : 1.0;
    for (size_t m = 0; m < GW_MONTHS; m++)
        season->factor[m] = (HOLD + came[m]) / (HOLD + level * steady[m]);
    season->known = true;
    gw_season_scale(season);
}

gw_status gw_season_learn(gw_season *season, gw_context *context, const gw_season_facts *facts,
                          gw_error *err)
{
    if (facts->n == 0 || facts->until_day - facts->tally->first_day < GW_SEASON_DAYS) {
        season->known = false;
        return GW_OK;
    }
    for (size_t turn = 0; turn < TURNS; turn++) {
        course c;
        gw_status status = course_make(&c, context, facts, season, facts->until_day, err);
        bool known = status == GW_OK && c.known;
        if (known)
            learn_from(season, &c, facts);
        course_free(&c, context);
        GW_TRY(status);
        if (!known) {
            season->known = false;
            return GW_OK;
        }
    }
    return GW_OK;
}

/* ---- The test ------------------------------------------------------------------------------- */

#define MOST_MONTHS 14 /* of at most a year that is hidden */

static size_t tell_months(month *out, const course *c, const gw_season_facts *facts,
                          int32_t last_day)
{
    size_t n = 0;
    double came = 0;
    double expected = 0;
    for (int32_t day = facts->until_day; day < last_day && n < MOST_MONTHS; n++) {
        int32_t end = month_end(day, last_day);
        out[n] = month_between(c, facts->tally, day, end);
        came += out[n].came;
        expected += out[n].expected;
        day = end;
    }
    for (size_t i = 0; i < n && expected > 0; i++)
        out[i].expected *= came / expected; /* how many in all is not what is asked */
    return n;
}

/* The gain is the log of how much likelier the season makes it that orders fall into the months
 * they fell into; its variance that of so many orders falling as they did, times what months
 * scatter more than by chance (Pearson). */
static bool clearly_closer(const month *with, const month *without, size_t n)
{
    double came = 0;
    double gain = 0;
    double squares = 0;
    double scatter = 0;
    for (size_t i = 0; i < n; i++) {
        if (!(with[i].expected > 0 && without[i].expected > 0))
            continue;
        double ratio = gw_log(with[i].expected / without[i].expected);
        double off = with[i].came - with[i].expected;
        came += with[i].came;
        gain += with[i].came * ratio;
        squares += with[i].came * ratio * ratio;
        scatter += off * off / with[i].expected;
    }
    if (n < GW_SEASON_TESTED || !(came > 0))
        return false;
    double variance = (squares - gain * gain / came) * fmax(1.0, scatter / (double)(n - 1));
    return gain > CLEARLY * sqrt(fmax(0.0, variance));
}

gw_status gw_season_helps(bool *out, gw_context *context, const gw_season_facts *facts,
                          const gw_season *season, int32_t last_day, gw_error *err)
{
    const gw_season none = {.known = false};
    const gw_season *const asked[] = {season, &none};
    month months[2][MOST_MONTHS];
    size_t n = 0;
    *out = season->known;
    for (size_t i = 0; i < 2 && *out; i++) {
        course c;
        gw_status status = course_make(&c, context, facts, asked[i], last_day, err);
        *out = status == GW_OK && c.known;
        if (*out)
            n = tell_months(months[i], &c, facts, last_day);
        course_free(&c, context);
        GW_TRY(status);
    }
    *out = *out && clearly_closer(months[0], months[1], n);
    return GW_OK;
}

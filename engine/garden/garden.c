/* The order of simulation. People meet only where they arrive: who comes on a day hangs on
 * referrals and reviews up to then. So days pass one by one; the people of a day are made, and then
 * each lives a whole life at once, on any thread, telling the referrals and reviews of later days.
 * What they leave is written, and told, in their order. */
#include "garden.h"

#include <string.h>

#include "context.h"
#include "error.h"
#include "garden_arrivals.h"
#include "garden_folder.h"
#include "garden_study.h"
#include "garden_tables.h"
#include "garden_value.h"
#include "memory.h"
#include "parallel.h"

#define UNITS 64  /* worked on at once, then written */
#define PEOPLE 16 /* of a unit */

typedef struct garden garden;

/* A few people, and what they leave. */
typedef struct unit {
    garden *whole;
    gw_garden_rows rows;
    gw_strbuf news;  /* gw_garden_news */
    gw_strbuf cases; /* gw_garden_case */
    gw_strbuf lives; /* gw_garden_life, as of the end of the files */
    const gw_garden_person *people;
    size_t n;
    bool is_overfull;
} unit;

struct garden {
    gw_context *context;
    const gw_garden_options *options;
    gw_garden_world *world;
    gw_garden_run runs[GW_GARDEN_VALUE_RUNS + 1];
    gw_garden_folder *folder;
    gw_garden_arrivals *arrivals;
    gw_garden_studies studies;
    gw_strbuf incidents;
    gw_strbuf lives;
    unit *units;
    gw_garden_report report;
    const char *doing;
    double done, doing_share; /* progress: done before, and the share of what is being done */
};

/* ---- Lives ---------------------------------------------------------------------------------- */

static void hear_news(const gw_garden_news *news, void *user)
{
    unit *u = user;
    gw_strbuf_add(&u->news, (const char *)news, sizeof *news);
}

static void hear_case(const gw_garden_case *one, void *user)
{
    unit *u = user;
    if (one->lot <= gw_garden_studies_limit(&u->whole->studies, one->study))
        gw_strbuf_add(&u->cases, (const char *)one, sizeof *one);
}

static void live_unit(size_t index, int worker, void *user)
{
    (void)worker;
    garden *g = user;
    unit *u = &g->units[index];
    bool is_full = g->options->settings.full_truth;
    bool tries = is_full && !g->options->settings.no_effects;
    const gw_garden_teller teller = {
        .rows = &u->rows, .news = hear_news, .study = tries ? hear_case : NULL, .user = u};
    for (size_t i = 0; i < u->n; i++) {
        gw_garden_life life;
        gw_garden_life_begin(&life, g->world, &u->people[i]);
        gw_garden_rows_begin(&u->rows);
        gw_garden_live(&life, g->world, &g->runs[0], GW_GARDEN_LAST, &teller);
        if (is_full && gw_garden_is_valued(life.who.number, g->options->customers))
            gw_strbuf_add(&u->lives, (const char *)&life, sizeof life);
        gw_garden_live(&life, g->world, &g->runs[0], g->world->last, &teller);
        gw_garden_rows_end(&u->rows, &life);
        u->is_overfull = u->is_overfull || life.is_overfull;
    }
}

/* ---- Gathering, in the order of people ------------------------------------------------------ */

static bool is_whole(const unit *u)
{
    return gw_garden_rows_whole(&u->rows) && !u->news.failed && !u->cases.failed &&
           !u->lives.failed;
}

static void gather(garden *g, unit *u)
{
    const gw_garden_news *news = (const void *)u->news.bytes;
    const gw_garden_case *cases = (const void *)u->cases.bytes;
    gw_garden_folder_add_rows(g->folder, &u->rows);
    for (size_t i = 0; i < u->news.length / sizeof *news; i++)
        gw_garden_arrivals_hear(g->arrivals, &news[i]);
    for (size_t i = 0; i < u->cases.length / sizeof *cases; i++)
        gw_garden_studies_offer(&g->studies, &cases[i]);
    gw_strbuf_add(&g->incidents, u->rows.incidents.bytes, u->rows.incidents.length);
    gw_strbuf_add(&g->lives, u->lives.bytes, u->lives.length);
    g->report.orders += u->rows.count[GW_FILE_ORDERS];
    g->report.messages += u->rows.count[GW_FILE_MESSAGES];
    g->report.planted += (int64_t)(u->rows.planted.length / sizeof(gw_garden_planted));
    for (int file = 0; file < GW_FILE_TRUE_CUSTOMERS; file++)
        g->report.rows += u->rows.count[file];
    gw_garden_rows_clear(&u->rows);
    gw_strbuf_clear(&u->news);
    gw_strbuf_clear(&u->cases);
    gw_strbuf_clear(&u->lives);
}

static gw_status pause(double share, void *user, gw_error *err)
{
    garden *g = user;
    if (gw_context_cancelled(g->context))
        return gw_error_set(err, GW_CANCELLED,
                            "the simulation was cancelled; nothing of it was kept");
    if (gw_garden_folder_stopped(g->folder)) /* says why */
        return GW_FAILED;
    if (g->options->progress != NULL)
        g->options->progress(g->doing, g->done + g->doing_share * share, g->options->user);
    return GW_OK;
}

/* The people of the day live. */
static gw_status live_day(garden *g, gw_error *err)
{
    size_t people = (size_t)g->arrivals->today_count;
    for (size_t first = 0; first < people;) {
        size_t units = 0;
        for (; units < UNITS && first < people; units++) {
            g->units[units].people = g->arrivals->today + first;
            g->units[units].n = people - first < PEOPLE ? people - first : PEOPLE;
            first += g->units[units].n;
        }
        GW_TRY(pause((double)g->arrivals->count / g->options->customers, g, err));
        gw_parallel_for(g->context, units, live_unit, g);
        for (size_t i = 0; i < units; i++) {
            if (!is_whole(&g->units[i]))
                return gw_error_no_memory(err, "the lives of a day");
            if (g->units[i].is_overfull)
                return gw_error_set(err, GW_FAILED,
                                    "a customer has too much going on at once; this is a "
                                    "mistake of ours: tell us the seed and the settings");
            gather(g, &g->units[i]);
        }
    }
    return g->incidents.failed || g->lives.failed ? gw_error_no_memory(err, "the truth") : GW_OK;
}

static gw_status live_all(garden *g, gw_error *err)
{
    GW_TRY(gw_garden_arrivals_older(g->arrivals, err));
    GW_TRY(live_day(g, err));
    for (int day = 0; day <= GW_GARDEN_LAST && g->arrivals->count < g->arrivals->wanted; day++) {
        GW_TRY(gw_garden_arrivals_of(g->arrivals, day, err));
        GW_TRY(live_day(g, err));
    }
    g->report.customers = g->arrivals->count;
    return GW_OK;
}

/* ---- The truth ------------------------------------------------------------------------------ */

static gw_status try_otherwise(garden *g, gw_error *err)
{
    gw_strbuf json = GW_STRBUF_INIT(g->context);
    g->doing = "Trying otherwise";
    g->done = 0.2;
    g->doing_share = 0.3;
    GW_TRY(gw_garden_studies_run(&g->studies, g->world, g->runs, pause, g, err));
    gw_garden_studies_tell(&g->studies, (void *)g->incidents.bytes,
                           g->incidents.length / sizeof(gw_garden_incident));
    gw_status status = gw_garden_effects_json(&json, &g->studies, g->arrivals, g->runs, err);
    if (status == GW_OK)
        status =
            gw_garden_folder_write(g->folder, "truth/effects.json", gw_strbuf_text(&json), err);
    gw_strbuf_free(&json);
    return status;
}

static gw_status look_ahead(garden *g, gw_error *err)
{
    g->doing = "Looking ahead";
    g->done = 0.5;
    g->doing_share = 0.5;
    return gw_garden_value(g->folder, g->context, g->world, g->runs, (void *)g->lives.bytes,
                           g->lives.length / sizeof(gw_garden_life), pause, g, err);
}

static gw_status simulate(garden *g, gw_error *err)
{
    bool is_full = g->options->settings.full_truth;
    gw_strbuf json = GW_STRBUF_INIT(g->context);
    g->doing = "Simulating";
    g->doing_share = is_full ? 0.2 : 1.0;
    GW_TRY(live_all(g, err));
    if (is_full && !g->options->settings.no_effects)
        GW_TRY(try_otherwise(g, err));
    if (is_full)
        GW_TRY(look_ahead(g, err));
    GW_TRY(gw_garden_tables(g->folder, g->context, g->world, &g->runs[0], g->arrivals, err));
    gw_garden_table_incidents(g->folder, g->world, (const void *)g->incidents.bytes,
                              g->incidents.length / sizeof(gw_garden_incident));
    gw_status status = gw_garden_settings_json(&json, g->world, g->options->customers, err);
    if (status == GW_OK)
        status =
            gw_garden_folder_write(g->folder, "truth/settings.json", gw_strbuf_text(&json), err);
    gw_strbuf_free(&json);
    return status;
}

/* ---- All of it ------------------------------------------------------------------------------ */

static gw_status make(garden *g, gw_error *err)
{
    const gw_strbuf empty = GW_STRBUF_INIT(g->context);
    g->incidents = empty;
    g->lives = empty;
    g->world = gw_alloc(g->context, 1, sizeof *g->world);
    g->arrivals = gw_alloc(g->context, 1, sizeof *g->arrivals);
    g->units = gw_alloc_zero(g->context, UNITS, sizeof *g->units);
    if (g->world == NULL || g->arrivals == NULL || g->units == NULL) {
        gw_release(g->context, g->arrivals);
        g->arrivals = NULL;
        return gw_error_no_memory(err, "the garden");
    }
    gw_garden_world_make(g->world, &g->options->settings, g->options->seed);
    for (uint32_t run = 0; run <= GW_GARDEN_VALUE_RUNS; run++)
        gw_garden_run_make(&g->runs[run], g->world, run);
    gw_garden_arrivals_begin(g->arrivals, g->context, g->world, g->options->customers);
    for (size_t i = 0; i < UNITS; i++) {
        g->units[i].whole = g;
        gw_garden_rows_init(&g->units[i].rows, g->context, g->world);
        g->units[i].news = empty;
        g->units[i].cases = empty;
        g->units[i].lives = empty;
    }
    return gw_garden_studies_begin(&g->studies, g->context, err);
}

static void unmake(garden *g)
{
    for (size_t i = 0; g->units != NULL && g->arrivals != NULL && i < UNITS; i++) {
        gw_garden_rows_free(&g->units[i].rows);
        gw_strbuf_free(&g->units[i].news);
        gw_strbuf_free(&g->units[i].cases);
        gw_strbuf_free(&g->units[i].lives);
    }
    if (g->arrivals != NULL)
        gw_garden_arrivals_free(g->arrivals);
    gw_garden_studies_free(&g->studies);
    gw_strbuf_free(&g->incidents);
    gw_strbuf_free(&g->lives);
    gw_release(g->context, g->units);
    gw_release(g->context, g->arrivals);
    gw_release(g->context, g->world);
    gw_release(g->context, g);
}

gw_status gw_garden_simulate(gw_garden_report *out, gw_context *context, const char *path,
                             const gw_garden_options *options, gw_error *err)
{
    if (options->customers < 1 || options->customers > GW_GARDEN_MOST_CUSTOMERS)
        return gw_error_set(err, GW_WRONG_USE, "a garden has 1 to %d customers, not %d",
                            GW_GARDEN_MOST_CUSTOMERS, options->customers);
    garden *g = gw_alloc_zero(context, 1, sizeof *g);
    if (g == NULL)
        return gw_error_no_memory(err, "the garden");
    g->context = context;
    g->options = options;
    gw_status status = make(g, err);
    if (status == GW_OK)
        status =
            gw_garden_folder_begin(&g->folder, context, path, options->settings.full_truth, err);
    if (status == GW_OK) {
        status = simulate(g, err);
        /* a full disk is told by finishing */
        if (status == GW_OK || (status == GW_FAILED && gw_garden_folder_stopped(g->folder)))
            status = gw_garden_folder_finish(g->folder, err);
        else
            gw_garden_folder_abandon(g->folder);
    }
    if (status == GW_OK)
        *out = g->report;
    unmake(g);
    return status;
}

gw_status gw_garden_remove(const char *path, gw_error *err)
{
    return gw_garden_folder_remove(path, err);
}

/* The seasons of the shop: found, tried on the hidden part, and told to all that asks a model; see
 * reckon_inside.h and season.h. */
#include "error.h"
#include "memory.h"
#include "reckon_inside.h"
#include "season.h"
#include "sql.h"

static gw_season_facts facts_at_split(const gw_check_sample *sample)
{
    return (gw_season_facts){.tally = &sample->tally,
                             .until_day = sample->split_day,
                             .rows_day = sample->split_day,
                             .n = sample->n,
                             .x = sample->x,
                             .t_x = sample->t_x,
                             .age = sample->age};
}

/* Earlier days are asked by the season that was known on them; those before the split by the one
 * known at the split: what is asked there is how the models do besides, and of too short a history
 * no season could be told. */
static gw_status into_origins(gw_check_sample *sample, gw_context *context,
                              const gw_season *at_split, gw_error *err)
{
    gw_season season = *at_split;
    for (size_t o = 0; o < sample->origins.n; o++) {
        gw_origin *at = &sample->origins.at[o];
        int32_t end = at->cut_day + (int32_t)at->days;
        gw_clock clock = {0};
        const gw_season_facts facts = {.tally = &sample->tally,
                                       .until_day = at->cut_day,
                                       .rows_day = at->cut_day,
                                       .n = at->n,
                                       .x = at->x,
                                       .t_x = at->t_x,
                                       .age = at->age};
        if (at->cut_day > sample->split_day)
            GW_TRY(gw_season_learn(&season, context, &facts, err));
        GW_TRY(gw_clock_create(&clock, context, &season, sample->tally.first_day, end, err));
        gw_clock_histories(&clock, at->cut_day, at->t_x, at->age, at->n);
        at->time = gw_clock_between(&clock, at->cut_day, end);
        gw_clock_free(&clock, context);
    }
    return GW_OK;
}

/* The check's customers as the models see them. */
static gw_status into_sample(gw_check_sample *sample, gw_context *context, const gw_season *season,
                             int32_t as_of, gw_error *err)
{
    size_t n = sample->n;
    double *columns = gw_alloc(context, n, 2 * sizeof *columns);
    if (columns == NULL)
        return gw_error_no_memory(err, "the seasons of the shop");
    for (size_t i = 0; i < n; i++) {
        columns[i] = sample->t_x[i];
        columns[n + i] = sample->age[i];
    }
    sample->clocked_t_x = columns;
    sample->clocked_age = columns + n;
    GW_TRY(gw_clock_create(&sample->clock, context, season, sample->tally.first_day, as_of, err));
    gw_clock_histories(&sample->clock, sample->split_day, columns, columns + n, n);
    return GW_OK;
}

static gw_status keep_season(gw__reckoning_run *run, const gw_season *season, gw_error *err)
{
    static const char *const months[GW_MONTHS] = {"01", "02", "03", "04", "05", "06",
                                                  "07", "08", "09", "10", "11", "12"};
    for (size_t m = 0; m < GW_MONTHS; m++) {
        gw_value values[] = {gw_value_int64(run->out->number),
                             gw_value_text("everybody"),
                             gw_value_text("season"),
                             gw_value_text(months[m]),
                             gw_value_double(season->factor[m]),
                             gw_value_text("how often people come in this month of the year, an "
                                           "average month being 1")};
        GW_TRY(gw_store_execute_with(NULL, run->store, gw_sql("check_keep"), values, 6, err));
    }
    return GW_OK;
}

gw_status gw__reckon_season(gw__reckoning_run *run, gw_check_sample *sample, gw_error *err)
{
    gw_season before = {.known = false};
    bool helps = false;
    if (run->out->hidden_days == 0 || sample->n == 0)
        return GW_OK;
    gw__reckon_say(run, "looking for seasons", 0);
    gw_season_facts facts = facts_at_split(sample);
    GW_TRY(gw_season_learn(&before, run->context, &facts, err));
    GW_TRY(gw_season_helps(&helps, run->context, &facts, &before, run->out->as_of, err));
    if (!helps)
        return GW_OK;
    run->season = before;
    facts.until_day = run->out->as_of;
    GW_TRY(gw_season_learn(&run->season, run->context, &facts, err));
    GW_TRY(into_origins(sample, run->context, &before, err));
    GW_TRY(into_sample(sample, run->context, &before, run->out->as_of, err));
    GW_TRY(gw_clock_create(&run->clock, run->context, &run->season, run->out->first_day,
                           run->out->as_of + GW_CLOCK_FAR_DAYS, err));
    return keep_season(run, &run->season, err);
}

double gw__reckon_time(const gw__reckoning_run *run, double days)
{
    return gw_clock_between(&run->clock, run->out->as_of, run->out->as_of + days);
}

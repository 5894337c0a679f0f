/* The ways things may go: what is expected of everybody together and of groups, within each draw;
 * see reckon_inside.h and shop_draws.h. */
#include <stdio.h>
#include <string.h>

#include "error.h"
#include "ingest.h"
#include "memory.h"
#include "reckon_inside.h"

/* The ranges of single customers are averaged over as many draws as there is time for: histories of
 * different (x, age) times draws. Where there are more histories, the draws hardly differ. */
#define RANGE_WORK 2400
#define RANGE_DRAWS 64
#define SIZE_DRAWS 8 /* of the sizes of orders */

#define MOST_QUARTERS 40

static uint64_t seed_of(const gw__reckoning_run *run)
{
    return run->options->seed == 0 ? 1 : run->options->seed;
}

/* ---- Ranges of single customers ------------------------------------------------------------- */

static size_t histories_of(const gw_cells *cells)
{
    const double *x = gw_cells_column(cells, 0);
    const double *age = gw_cells_column(cells, 2);
    size_t n = 1;
    for (size_t i = 1; i < gw_cells_count(cells); i++)
        n += x[i] != x[i - 1] || age[i] != age[i - 1];
    return n;
}

gw_status gw__ways_begin(gw__ways *ways, gw__reckoning_run *run, const gw_model *model,
                         const gw_draws *draws, const gw_cells *cells, gw_error *err)
{
    size_t n = RANGE_WORK / histories_of(cells);
    n = n > RANGE_DRAWS ? RANGE_DRAWS : n;
    ways->some = gw_draws_some(draws, n < 4 ? 0 : n, ways->mean);
    (void)gw_draws_some(draws, 0, ways->mean_params);
    gw_common_shocks(ways->shocks, GW_SHOP_WAYS, &run->out->check.shock, seed_of(run));
    double time = gw__reckon_time(run, run->options->horizon_days);
    for (size_t i = 0; i < ways->some.n; i++)
        ways->horizons[i] = time * (ways->some.n == 1 ? 1.0 : ways->shocks[i]);
    ways->future =
        (gw_future){.model = model, .draws = &ways->some, .horizon_days = ways->horizons};
    if (run->spend.draws.n == 0)
        return GW_OK;
    size_t averaged = ways->some.n < SIZE_DRAWS ? ways->some.n : SIZE_DRAWS;
    GW_TRY(gw_order_sizes_create(&ways->sizes, run->context, run->spend.model, &run->spend.draws,
                                 averaged, err));
    ways->future.sizes = ways->sizes;
    return GW_OK;
}

/* ---- Groups --------------------------------------------------------------------------------- */

/* By the quarter they came in; by the year where there are many. Returns how many there are. */
static uint32_t group_by_arrival(uint32_t *group_of, gw_shop_group *groups, uint32_t first,
                                 const gw__reckoning_run *run, const gw__histories *histories)
{
    const double *age = histories->age;
    int from = gw_quarter_of(run->out->first_day);
    bool yearly = gw_quarter_of(run->out->as_of) - from >= MOST_QUARTERS;
    uint32_t most = 0;
    for (size_t i = 0; i < gw_cells_count(histories->cells); i++) {
        int quarter = gw_quarter_of(run->out->as_of - (int32_t)age[i]);
        uint32_t place = (uint32_t)(yearly ? quarter / 4 - from / 4 : quarter - from);
        place = place >= MOST_QUARTERS ? MOST_QUARTERS - 1 : place;
        group_of[i] = first + place;
        most = place > most ? place : most;
        gw_shop_group *group = &groups[group_of[i]];
        if (yearly)
            snprintf(group->name, sizeof group->name, "came %d", from / 4 + (int)place);
        else
            snprintf(group->name, sizeof group->name, "came %d Q%d", (from + (int)place) / 4,
                     (from + (int)place) % 4 + 1);
    }
    return most + 1;
}

static uint32_t group_by_orders(uint32_t *group_of, gw_shop_group *groups, uint32_t first,
                                const gw_cells *cells)
{
    static const char *const names[] = {"1 buying day so far", "2-3 buying days so far",
                                        "4-9 buying days so far", "10 or more buying days so far"};
    const double *x = gw_cells_column(cells, 0);
    for (size_t i = 0; i < gw_cells_count(cells); i++)
        group_of[i] = first + (x[i] < 1 ? 0 : x[i] < 3 ? 1 : x[i] < 9 ? 2 : 3);
    for (uint32_t g = 0; g < 4; g++)
        snprintf(groups[first + g].name, sizeof groups->name, "%s", names[g]);
    return 4;
}

/* ---- Totals --------------------------------------------------------------------------------- */

/* Where each cell's x is among the lines, which are sorted by x as cells are. */
static void place_sizes(uint32_t *size_of, const gw__spend *spend, const gw_cells *cells)
{
    const double *x = gw_cells_column(cells, 0);
    uint32_t place = 0;
    for (size_t i = 0; i < gw_cells_count(cells); i++) {
        while (place + 1 < spend->n && spend->x[place] < x[i])
            place++;
        size_of[i] = place;
    }
}

gw_status gw__ways_watch(gw__ways *ways, gw__reckoning_run *run, const gw__histories *histories,
                         const double *size_growth, size_t draws, gw_error *err)
{
    const gw_cells *cells = histories->cells;
    size_t n = gw_cells_count(cells);
    const gw__spend *spend = &run->spend;
    ways->groups = gw_alloc_zero(run->context, MOST_QUARTERS + 5, sizeof *ways->groups);
    ways->places = gw_alloc(run->context, n, 3 * sizeof *ways->places);
    if (ways->groups == NULL || ways->places == NULL)
        return gw_error_no_memory(err, "the totals of the forecast");
    snprintf(ways->groups->name, sizeof ways->groups->name, "everybody");
    ways->group_count = 1;
    ways->group_count += group_by_arrival(ways->places, ways->groups, 1, run, histories);
    ways->group_count += group_by_orders(ways->places + n, ways->groups, ways->group_count, cells);
    place_sizes(ways->places + 2 * n, spend, cells);
    gw_shop_cells table = {.n = n,
                           .customers = gw_cells_weight(cells),
                           .own_means = histories->own_means,
                           .size_growth = size_growth,
                           .size_of = ways->places + 2 * n,
                           .groups = {ways->places, ways->places + n}};
    gw_shop_lines lines = {.n = spend->n,
                           .c0 = spend->c0,
                           .c1 = spend->c1,
                           .draws = spend->draws.n,
                           .each = spend->draws.n > 0 ? spend->each : NULL,
                           .dispersion = spend->dispersion};
    return gw_shop_draws_create(&ways->shop, run->context, &table, &lines, ways->group_count, draws,
                                err);
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

static gw_status write_ways(gw__reckoning_run *run, const double *factors, gw_error *err)
{
    int64_t numbers[2][GW_SHOP_WAYS];
    for (size_t i = 0; i < GW_SHOP_WAYS; i++) {
        numbers[0][i] = run->out->number;
        numbers[1][i] = (int64_t)i;
    }
    gw_column columns[] = {{"reckoning", GW_INT64, numbers[0], NULL},
                           {"way", GW_INT64, numbers[1], NULL},
                           {"factor", GW_DOUBLE, factors, NULL}};
    gw_ingest_target target = {.table = "shop_way", .append = true};
    return gw_ingest_arrays(run->store, &target, columns, 3, GW_SHOP_WAYS, err);
}

gw_status gw__ways_keep(gw__ways *ways, gw__reckoning_run *run, const gw_forecast *forecast,
                        gw_error *err)
{
    double factors[GW_SHOP_WAYS];
    gw_shop_draws_finish(ways->groups, ways->shop, forecast);
    for (size_t g = 0; g < ways->group_count; g++) {
        const gw_shop_group *group = &ways->groups[g];
        if (group->customers == 0)
            continue;
        gw_shop_draws_factors(factors, ways->shop, g, group, ways->shocks, seed_of(run));
        if (g == 0)
            GW_TRY(write_ways(run, factors, err));
        sort(factors, GW_SHOP_WAYS);
        if (g == 0)
            run->total =
                (gw_check_total){.said = group->money,
                                 .low = group->money * factors[GW_SHOP_WAYS / 10],
                                 .high = group->money * factors[GW_SHOP_WAYS * 9 / 10 - 1]};
        gw_value values[] = {gw_value_int64(run->out->number),
                             gw_value_text(group->name),
                             gw_value_double(group->customers),
                             gw_value_double(group->money),
                             gw_value_double(group->money * factors[GW_SHOP_WAYS / 10]),
                             gw_value_double(group->money * factors[GW_SHOP_WAYS * 9 / 10 - 1])};
        GW_TRY(gw_store_execute_with(NULL, run->store, gw_sql("group_keep"), values, 6, err));
    }
    return GW_OK;
}

/* Without a forecast of ours only the common shock is known. */
gw_status gw__ways_without_forecast(gw__reckoning_run *run, gw_error *err)
{
    double shocks[GW_SHOP_WAYS];
    gw_common_shocks(shocks, GW_SHOP_WAYS, &run->out->check.shock, seed_of(run));
    return write_ways(run, shocks, err);
}

void gw__ways_free(gw__ways *ways, gw_context *context)
{
    gw_order_sizes_free(ways->sizes);
    gw_shop_draws_free(ways->shop);
    gw_release(context, ways->groups);
    gw_release(context, ways->places);
}

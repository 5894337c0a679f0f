/* What is said of days to come is kept, to be judged when they have come (engine/ledger/record.h);
 * see reckon_inside.h.
 *
 * Each draw's totals are known for the whole horizon only. For a shorter time the mean is asked of
 * the model again, at the draws' mean parameters and scaled by what the mean over draws is of that
 * over the whole horizon, history by history; the spread between draws and of the common shock is
 * taken as that of the whole horizon; chance, of a count of mean m, as m + k m^2, k from the whole
 * horizon: exact where people differ in their rates only. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "columns.h"
#include "error.h"
#include "memory.h"
#include "reckon_inside.h"
#include "sql.h"

#define PEOPLE 1000

typedef struct kept {
    gw__ways *ways;
    gw__reckoning_run *run;
    const gw_model *model;
    const gw_cells *cells;
    const double *own_means;
    const gw_forecast *forecast;
    const double *size_growth; /* what orders ahead are times the size of one now */
    double *at_horizon;        /* of each cell, at the mean parameters */
    double *expected;
} kept;

static gw_status expect(double *out, const kept *k, double days, gw_error *err)
{
    double *columns[GW_MAX_SCORES] = {NULL};
    gw_score_options options = GW_SCORE_OPTIONS_INIT;
    size_t i = 0;
    while (strcmp(gw_model_score_name(k->model, i), "expected") != 0)
        i++;
    columns[i] = out;
    options.horizon = gw__reckon_time(k->run, days);
    return gw_model_score(columns, NULL, k->run->context, k->model, k->ways->mean_params, k->cells,
                          &options, err);
}

/* Adds a cell's occasions within the days, and what is paid on them. */
static void add_cell(gw_shop_group *days, gw_shop_group *paid, const kept *k, size_t i)
{
    const gw_forecast *f = k->forecast;
    const gw__spend *spend = &k->run->spend;
    size_t line = k->ways->places[2 * gw_cells_count(k->cells) + i];
    double customers = gw_cells_weight(k->cells)[i];
    double growth = k->size_growth[i];
    double own = growth * spend->c1[line] * k->own_means[i] / customers;
    double size = growth * spend->c0[line] + own;
    double whole = f->occasions[i];
    if (!(whole > 0) || !(k->at_horizon[i] > 0))
        return;
    double worth = f->discounted[i] / whole;
    double spread = (f->variance[i] / (worth * worth) - whole) / (whole * whole);
    double mean = k->expected[i] * whole / k->at_horizon[i];
    double variance = mean + fmax(0.0, spread) * mean * mean;
    days->money += mean * customers;
    days->variance += variance * customers;
    paid->money += mean * customers * size;
    paid->variance += variance * customers * (size * size + own * own * spend->dispersion);
}

static int by_size(const void *a, const void *b)
{
    double one = *(const double *)a;
    double two = *(const double *)b;
    return (one > two) - (one < two);
}

static gw_status keep_total(const kept *k, const gw_shop_group *group, const char *measure,
                            double days, gw_error *err)
{
    double factors[GW_SHOP_WAYS];
    gw__reckoning_run *run = k->run;
    uint64_t seed = run->options->seed == 0 ? 1 : run->options->seed;
    gw_shop_draws_factors(factors, k->ways->shop, 0, group, k->ways->shocks, seed);
    qsort(factors, GW_SHOP_WAYS, sizeof *factors, by_size);
    gw_value values[] = {gw_value_int64(run->out->number),
                         gw_value_integer(GW_DATE, run->out->as_of),
                         gw_value_integer(GW_DATE, run->out->as_of + (int32_t)days),
                         gw_value_text(measure),
                         gw_value_double(group->money),
                         gw_value_double(group->money * factors[GW_SHOP_WAYS / 10]),
                         gw_value_double(group->money * factors[GW_SHOP_WAYS * 9 / 10 - 1])};
    return gw_store_execute_with(NULL, run->store, gw_sql("forecast_keep"), values, 7, err);
}

static gw_status keep_until(const kept *k, double days, gw_error *err)
{
    gw_shop_group of_days = {.customers = gw_cells_customers(k->cells)};
    gw_shop_group of_paid = of_days;
    GW_TRY(expect(k->expected, k, days, err));
    for (size_t i = 0; i < gw_cells_count(k->cells); i++)
        add_cell(&of_days, &of_paid, k, i);
    GW_TRY(keep_total(k, &of_days, "buying_days", days, err));
    return keep_total(k, &of_paid, "paid", days, err);
}

gw_status gw__reckon_keep_forecast(gw__ways *ways, gw__reckoning_run *run, const gw_model *model,
                                   const gw__histories *histories, const gw_forecast *forecast,
                                   const double *size_growth, gw_error *err)
{
    static const double soon[] = {28, 91, 182};
    double horizon = floor(run->options->horizon_days + 0.5);
    size_t n = gw_cells_count(histories->cells);
    if (!run->blind || !(horizon >= 1) || horizon > 36525)
        return GW_OK;
    double *columns = gw_alloc(run->context, n, 2 * sizeof *columns);
    if (columns == NULL)
        return gw_error_no_memory(err, "the forecasts to be judged");
    const kept k = {.ways = ways,
                    .run = run,
                    .model = model,
                    .cells = histories->cells,
                    .own_means = histories->own_means,
                    .forecast = forecast,
                    .size_growth = size_growth,
                    .at_horizon = columns,
                    .expected = columns + n};
    gw_status status = expect(k.at_horizon, &k, horizon, err);
    for (size_t i = 0; i < sizeof soon / sizeof *soon && status == GW_OK; i++)
        if (soon[i] < horizon)
            status = keep_until(&k, soon[i], err);
    if (status == GW_OK)
        status = keep_until(&k, horizon, err);
    gw_release(run->context, columns);
    return status;
}

gw_status gw__reckon_publish_forecast(gw__reckoning_run *run, gw_error *err)
{
    char number[24], as_of[16], one_in[24], made_on[GW__DAY_SQL_SIZE], until[GW__DAY_SQL_SIZE];
    double horizon = floor(run->options->horizon_days + 0.5);
    if (!run->blind || !(horizon >= 1) || horizon > 36525)
        return GW_OK;
    snprintf(number, sizeof number, "%lld", (long long)run->out->number);
    snprintf(as_of, sizeof as_of, "%d", run->out->as_of);
    snprintf(one_in, sizeof one_in, "%zu", 1 + run->out->customers / (PEOPLE + 1));
    gw__day_sql(made_on, run->out->as_of);
    gw__day_sql(until, run->out->as_of + (int32_t)horizon);
    const gw_sql_slot slots[] = {{"reckoning", number},
                                 {"as_of", as_of},
                                 {"one_in", one_in},
                                 {"made_on", made_on},
                                 {"until_day", until}};
    return gw_run_sql(run->context, run->store, "forecast_publish", slots, 5, NULL, 0, err);
}

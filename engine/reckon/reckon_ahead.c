/* See reckon_ahead.h. Read of at most about 100,000 customers: rates of a shop need no more. */
#include "reckon_ahead.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "columns.h"
#include "error.h"
#include "memory.h"
#include "query.h"
#include "reckon_other.h"
#include "visits_ahead.h"
#include "vmath.h"

#define MOST_READ 100000
#define LEAST_BEHIND 20 /* customers or occasions of like standing: fewer are mixed with others */

static size_t one_in_n(const gw__reckoning_run *run)
{
    return 1 + run->out->customers / (MOST_READ + 1);
}

static gw_value one_in(const gw__reckoning_run *run)
{
    return gw_value_int64((int64_t)one_in_n(run));
}

/* ---- What history says ---------------------------------------------------------------------- */

gw_status gw__reckon_growth(gw_size_growth *out, gw__reckoning_run *run, int32_t last_day,
                            gw_error *err)
{
    gw_columns found = {0};
    char day[GW__DAY_SQL_SIZE];
    gw_value sample = one_in(run);
    gw__day_sql(day, last_day);
    const gw_sql_slot slot = {"as_of", day};
    gw_size_growth_none(out);
    gw_status status =
        gw_columns_read(&found, run->context, run->store, "size_growth", &slot, 1, &sample, 1, err);
    const gw_growth_rows rows = {.n = found.n,
                                 .group = found.values[0],
                                 .number = found.values[1],
                                 .paid_at = found.values[2],
                                 .paid_of = found.values[3]};
    if (status == GW_OK)
        status = gw_size_growth_fit(out, run->context, &rows, err);
    gw_columns_free(&found);
    return status;
}

static gw_status read_by_number(gw__reckoning_run *run, const char *day, gw_error *err)
{
    gw__ahead *ahead = &run->ahead;
    gw_columns found = {0};
    gw_value sample = one_in(run);
    const gw_sql_slot slot = {"as_of", day};
    gw_status status =
        gw_columns_read(&found, run->context, run->store, "by_number", &slot, 1, &sample, 1, err);
    for (size_t i = 0; i < found.n && status == GW_OK; i++) {
        size_t step = (size_t)found.values[0][i] - 1;
        double occasions = found.values[1][i];
        double without = found.values[4][i];
        if (step >= GW_NUMBER_STEPS || !(occasions > 0))
            continue;
        ahead->gift_cost[step] = found.values[2][i] / occasions;
        ahead->gift_worth[step] = found.values[3][i] / occasions;
        ahead->begins[step] = without > 0 ? found.values[5][i] / without : 0;
    }
    gw_columns_free(&found);
    return status;
}

/* Where few had so many, all customers say most. */
static gw_status read_repairs(gw__reckoning_run *run, const char *day, gw_error *err)
{
    gw__ahead *ahead = &run->ahead;
    gw_columns found = {0};
    gw_value sample = one_in(run);
    const gw_sql_slot slot = {"as_of", day};
    double all[3] = {0};
    gw_status status = gw_columns_read(&found, run->context, run->store, "repairs_by_occasions",
                                       &slot, 1, &sample, 1, err);
    for (size_t i = 0; i < found.n && status == GW_OK; i++)
        for (size_t k = 0; k < 3; k++)
            all[k] += found.values[1 + k][i];
    for (size_t i = 0; i < found.n && status == GW_OK; i++) {
        size_t step = (size_t)found.values[0][i] - 1;
        double occasions = found.values[1][i] + LEAST_BEHIND;
        ahead->repair_cost[step] =
            (found.values[2][i] + LEAST_BEHIND * all[1] / all[0]) / occasions;
        ahead->repair_worth[step] =
            (found.values[3][i] + LEAST_BEHIND * all[2] / all[0]) / occasions;
    }
    gw_columns_free(&found);
    return status;
}

/* Where few stood like that, all who bought as lately say most. */
static void fill_unwanted(gw__ahead *ahead, const gw_columns *found, double scale)
{
    double customers[GW_SINCE_STEPS][GW_REPEAT_STEPS] = {{0}};
    double messages[GW_SINCE_STEPS][GW_REPEAT_STEPS] = {{0}};
    for (size_t i = 0; i < found->n; i++) {
        customers[(size_t)found->values[0][i]][(size_t)found->values[1][i]] = found->values[2][i];
        messages[(size_t)found->values[0][i]][(size_t)found->values[1][i]] = found->values[3][i];
    }
    for (size_t s = 0; s < GW_SINCE_STEPS; s++) {
        double all = 0;
        double got = 0;
        for (size_t r = 0; r < GW_REPEAT_STEPS; r++) {
            all += customers[s][r];
            got += messages[s][r];
        }
        double mean = all > 0 ? got / all : 0;
        for (size_t r = 0; r < GW_REPEAT_STEPS; r++)
            ahead->unwanted[s][r] =
                scale * (messages[s][r] + LEAST_BEHIND * mean) / (customers[s][r] + LEAST_BEHIND);
    }
}

/* How people who stood so a horizon ago (half the history, where that is shorter) fared since. */
static gw_status read_unwanted(gw__reckoning_run *run, const char *day, gw_error *err)
{
    char from[GW__DAY_SQL_SIZE];
    char who[64];
    gw_strbuf before = GW_STRBUF_INIT(run->context);
    gw_strbuf now = GW_STRBUF_INIT(run->context);
    gw_columns found = {0};
    gw_value sample = one_in(run);
    double half = (run->out->as_of - run->out->first_day) / 2.0;
    int32_t back = (int32_t)fmin(run->options->horizon_days, half);
    int64_t any = 0;
    for (size_t s = 0; s < GW_SINCE_STEPS; s++)
        for (size_t r = 0; r < GW_REPEAT_STEPS; r++)
            run->ahead.unwanted[s][r] = NAN;
    GW_TRY(gw_query_one_integer(&any, run->store, gw_sql("message_count"), NULL, 0, err));
    if (any == 0 || back < 1)
        return GW_OK;
    gw__day_sql(from, run->out->as_of - back);
    snprintf(who, sizeof who, "customer_no %% %zu = 0", one_in_n(run));
    gw_status status = gw__passed_sql(&before, run->out->as_of - back, who, err);
    if (status == GW_OK)
        status = gw__passed_sql(&now, run->out->as_of, who, err);
    const gw_sql_slot slots[] = {{"from", from},
                                 {"as_of", day},
                                 {"passed_before", gw_strbuf_text(&before)},
                                 {"passed_now", gw_strbuf_text(&now)}};
    if (status == GW_OK)
        status = gw_columns_read(&found, run->context, run->store, "unwanted_since", slots, 4,
                                 &sample, 1, err);
    if (status == GW_OK)
        fill_unwanted(&run->ahead, &found, run->options->horizon_days / back);
    gw_columns_free(&found);
    gw_strbuf_free(&before);
    gw_strbuf_free(&now);
    return status;
}

gw_status gw__reckon_ahead(gw__reckoning_run *run, gw_error *err)
{
    char day[GW__DAY_SQL_SIZE];
    gw__day_sql(day, run->out->as_of);
    gw__reckon_say(run, "reading what each further order brings", 0);
    GW_TRY(read_by_number(run, day, err));
    GW_TRY(read_repairs(run, day, err));
    GW_TRY(read_unwanted(run, day, err));
    return gw__reckon_new_contract(&run->ahead.new_contract, run, err);
}

/* ---- Cells ---------------------------------------------------------------------------------- */

static size_t number_step(size_t number)
{
    return number <= 8 ? number - 1 : number <= 16 ? 8 : number <= 32 ? 9 : 10;
}

static double unwanted_of(const gw__ahead *ahead, double x, double since)
{
    size_t s = since <= 30    ? 0
               : since <= 60  ? 1
               : since <= 90  ? 2
               : since <= 180 ? 3
               : since <= 365 ? 4
                              : 5;
    return ahead->unwanted[s][x < 1 ? 0 : x < 3 ? 1 : x < 9 ? 2 : 3];
}

/* One cell: sums over its 1st, 2nd, 3rd ... order ahead. */
static void look_ahead(const gw__ahead_cells *out, size_t i, const gw__ahead *ahead, double x,
                       double p_alive, double expected, double discounted)
{
    double at_least[GW_VISITS_AHEAD_MOST];
    size_t n = gw_visits_ahead(at_least, p_alive, expected, x);
    size_t repeats = (size_t)x;
    double visits = 0;
    double sizes = 0;
    double numbers = 0;
    double gifts[3] = {0};
    for (size_t j = 1; j <= n; j++) {
        size_t step = number_step(repeats + 1 + j);
        visits += at_least[j - 1];
        sizes += at_least[j - 1] * gw_size_at(&ahead->growth.table, repeats + j);
        numbers += at_least[j - 1] * (double)(repeats + j);
        gifts[0] += at_least[j - 1] * ahead->gift_cost[step];
        gifts[1] += at_least[j - 1] * ahead->gift_worth[step];
        gifts[2] += at_least[j - 1] * ahead->begins[step];
    }
    double worth = visits > 0 ? discounted / visits : 0;
    out->size_growth[i] =
        visits > 0 ? sizes / visits : gw_size_at(&ahead->growth.table, repeats + 1);
    out->number[i] = visits > 0 ? numbers / visits : x + 1;
    out->visits[i] = discounted;
    size_t so_far = number_step(repeats + 1);
    out->gift_cost[i] = (gifts[0] + visits * ahead->repair_cost[so_far]) * worth;
    out->gift_worth[i] = (gifts[1] + visits * ahead->repair_worth[so_far]) * worth;
    /* a contract begins once */
    out->new_payments[i] = (1 - gw_exp(-gifts[2])) * worth * ahead->new_contract.payments;
}

/* p_alive, expected and discounted of every cell. */
static gw_status score(double *out, gw__reckoning_run *run, const gw_model *model,
                       const double *params, const gw_cells *cells, gw_error *err)
{
    static const char *const names[] = {"p_alive", "expected", "discounted"};
    double *columns[GW_MAX_SCORES] = {NULL};
    gw_score_options question = GW_SCORE_OPTIONS_INIT;
    question.horizon = gw__reckon_time(run, run->options->horizon_days);
    question.delta = run->delta_per_day;
    for (size_t s = 0; s < gw_model_score_count(model); s++)
        for (size_t k = 0; k < 3; k++)
            if (strcmp(gw_model_score_name(model, s), names[k]) == 0)
                columns[s] = out + k * gw_cells_count(cells);
    return gw_model_score(columns, NULL, run->context, model, params, cells, &question, err);
}

gw_status gw__ahead_of_cells(const gw__ahead_cells *out, gw__reckoning_run *run,
                             const gw_model *model, const double *params,
                             const gw__histories *histories, gw_error *err)
{
    const gw_cells *cells = histories->cells;
    size_t n = gw_cells_count(cells);
    const double *x = gw_cells_column(cells, 0);
    double yield = run->delta_per_day * run->options->horizon_days;
    double worth = gw_expm1_ratio(-yield); /* of something evenly spread over the horizon */
    double *scores = gw_alloc(run->context, n, 3 * sizeof *scores);
    if (scores == NULL)
        return gw_error_no_memory(err, "what the orders ahead will be like");
    gw_status status = score(scores, run, model, params, cells, err);
    for (size_t i = 0; i < n && status == GW_OK; i++) {
        look_ahead(out, i, &run->ahead, x[i], scores[i], scores[n + i], scores[2 * n + i]);
        run->ahead.new_contract.expected += out->new_payments[i] * gw_cells_weight(cells)[i];
        out->unwanted[i] =
            worth * unwanted_of(&run->ahead, x[i], histories->age[i] - histories->t_x[i]);
    }
    gw_release(run->context, scores);
    return status;
}

/* ---- Spread --------------------------------------------------------------------------------- */

/* The mean number of the orders ahead of those with each x of run->spend, which are sorted as the
 * cells are. */
static void mean_numbers(double *number_out, const gw__spend *spend, const gw__ahead_cells *ahead,
                         const gw_cells *cells)
{
    const double *x = gw_cells_column(cells, 0);
    size_t at = 0;
    for (size_t s = 0; s < spend->n; s++) {
        double visits = 0;
        double sum = 0;
        for (; at < gw_cells_count(cells) && x[at] <= spend->x[s]; at++) {
            double weight = gw_cells_weight(cells)[at] * ahead->visits[at];
            visits += weight;
            sum += weight * ahead->number[at];
        }
        number_out[s] = visits > 0 ? sum / visits : spend->x[s] + 1;
    }
}

/* The size at `number` over the mean of the x sizes behind, or of the shop's where there are none.
 */
static double grows(const gw_size_table *table, double x, double number, double shop_mean)
{
    double behind = x > 0 ? gw_size_mean(table, (size_t)x) : shop_mean;
    return gw_size_at(table, (size_t)(number + 0.5)) / behind;
}

gw_status gw__growth_into_draws(gw__reckoning_run *run, const gw__ahead_cells *ahead,
                                const gw_cells *cells, gw_error *err)
{
    gw__spend *spend = &run->spend;
    const gw_size_growth *growth = &run->ahead.growth;
    gw_rng rng = gw_rng_seeded(run->options->seed == 0 ? 1 : run->options->seed, 1000);
    if (spend->draws.n == 0)
        return GW_OK;
    double *number = gw_alloc(run->context, spend->n, sizeof *number);
    if (number == NULL)
        return gw_error_no_memory(err, "what the orders ahead will be like");
    mean_numbers(number, spend, ahead, cells);
    double shop = gw__mean_size(spend, &growth->table);
    for (size_t d = 0; d < spend->draws.n; d++) {
        gw_size_table drawn;
        gw_size_growth_draw(&drawn, growth, &rng);
        double shop_drawn = gw__mean_size(spend, &drawn);
        for (size_t i = 0; i < spend->n; i++) {
            double ratio = grows(&drawn, spend->x[i], number[i], shop_drawn) /
                           grows(&growth->table, spend->x[i], number[i], shop);
            spend->each[2 * (d * spend->n + i)] *= ratio;
            spend->each[2 * (d * spend->n + i) + 1] *= ratio;
        }
    }
    gw_release(run->context, number);
    return GW_OK;
}

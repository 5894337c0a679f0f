/* Intervals on shops whose truth is known: parameters drawn from a model's prior, customers from
 * the parameters, a future from the customers, with a good or a bad year for everybody. The 80 %
 * intervals of what everybody does together, and of what one customer does, must then hold 80 times
 * of 100, by Bayes' theorem; within the band that 99.9 % of such counts keep to (exact binomial).
 *
 * Counts are whole, and an interval of them holds more than it says: so a customer's place among
 * the chances is drawn within the step that his count makes (Czado, Gneiting & Held 2009,
 * "Predictive model assessment for count data", eq. 1), which is uniform if the chances are right.
 */
#ifndef GW_TEST_SIMULATED_SHOPS_H
#define GW_TEST_SIMULATED_SHOPS_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "band.h"
#include "draw.h"
#include "model.h"
#include "prior.h"
#include "rng.h"
#include "shop_draws.h"
#include "subject.h"

enum { PEOPLE = 60, DRAWS = 400, RANGE_DRAWS = 24, MOST_COUNTS = 1 << 16 };
#define HORIZON_DAYS 365.0

typedef struct simulated {
    gw_context *context;
    const gw_model *model;
    gw_rng rng;
    double truth[GW_MAX_PARAMETERS];
    double x[PEOPLE], t_x[PEOPLE], T[PEOPLE];
    double future[PEOPLE];
    double total;
    gw_cells *cells;
} simulated;

static inline void draw_truth(simulated *s)
{
    double slopes[GW_MAX_PARAMETERS * GW_MAX_PARAMETERS], coordinates[GW_MAX_PARAMETERS], unit = 0;
    static const double zero[PEOPLE];
    gw_rows newcomers = {.n = PEOPLE, .columns = {zero, zero, s->T}};
    gw_cells *cells = NULL;
    for (size_t i = 0; i < PEOPLE; i++)
        s->T[i] = 182 + (double)gw_rng_below(&s->rng, 547);
    must(gw_cells_create(&cells, s->context, s->model, &newcomers, err));
    must(gw__prior_unit(&unit, s->context, cells, err));
    gw_cells_free(cells);
    for (size_t i = 0; i < s->model->parameter_count; i++)
        coordinates[i] = s->model->prior[i].mean + s->model->prior[i].sd * gw_draw_normal(&s->rng);
    s->model->place(s->truth, slopes, coordinates, unit);
    for (size_t i = 0; i < s->model->parameter_count; i++)
        s->truth[i] = exp(s->truth[i]);
}

/* A count with the chances of this history at the truth. */
static inline double draw_future(simulated *s, size_t who, double horizon)
{
    static double chances[MOST_COUNTS];
    const double history[] = {s->x[who], s->t_x[who], s->T[who]};
    double u = gw_rng_uniform(&s->rng);
    for (size_t n = 64; n <= MOST_COUNTS; n *= 4) {
        double sum = 0;
        must(gw_model_pmf(chances, n, s->context, s->model, s->truth, history, horizon, err));
        for (size_t k = 0; k < n; k++)
            if ((sum += chances[k]) >= u)
                return (double)k;
    }
    return MOST_COUNTS;
}

static inline void open_simulated(simulated *s, uint64_t seed)
{
    double *columns[] = {s->x, s->t_x, s->T};
    gw_rows rows = {.n = PEOPLE, .columns = {s->x, s->t_x, s->T}};
    double shock = 1;
    s->rng = gw_rng_seeded(seed, 60);
    draw_truth(s);
    must(gw_model_simulate(columns, PEOPLE, s->context, s->model, s->truth, seed, err));
    const gw_shock_facts nothing_known = {0};
    gw_common_shocks(&shock, 1, &nothing_known, ~seed);
    s->total = 0;
    for (size_t i = 0; i < PEOPLE; i++)
        s->total += s->future[i] = draw_future(s, i, HORIZON_DAYS * shock);
    must(gw_cells_create(&s->cells, s->context, s->model, &rows, err));
}

static inline int by_number(const void *a, const void *b)
{
    double one = *(const double *)a, two = *(const double *)b;
    return (one > two) - (one < two);
}

/* Whether the 80 % interval of the total holds it. */
static inline int total_held(const simulated *s, const gw_shop_draws *ways,
                             const gw_forecast *forecast, const double *shocks, uint64_t seed)
{
    gw_shop_group groups[2] = {{.customers = 0}};
    double factors[GW_SHOP_WAYS];
    gw_shop_draws_finish(groups, ways, forecast);
    gw_shop_draws_factors(factors, ways, 0, &groups[0], shocks, seed);
    qsort(factors, GW_SHOP_WAYS, sizeof *factors, by_number);
    return s->total >= groups[0].money * factors[GW_SHOP_WAYS / 10] &&
           s->total <= groups[0].money * factors[GW_SHOP_WAYS * 9 / 10 - 1];
}

/* Whether the first customer's place among his chances is one of the middle 80 %. */
static inline int person_held(simulated *s, const gw_future *future, double p_alive)
{
    gw_chances chances = {0};
    size_t count = (size_t)s->future[0];
    must(gw_chances_fill(&chances, s->context, future, s->x[0], s->T[0], err));
    double last = chances.up_to[chances.n - 1];
    double at = count < chances.n ? chances.up_to[count] : last;
    double below = count == 0 ? 0 : count <= chances.n ? chances.up_to[count - 1] : last;
    double from = count == 0 ? 0 : 1 - p_alive + p_alive * below;
    double place = from + gw_rng_uniform(&s->rng) * (1 - p_alive + p_alive * at - from);
    gw_chances_free(&chances, s->context);
    return place >= 0.1 && place <= 0.9;
}

typedef struct held {
    int total, person;
} held;

static inline void ask_shop(held *out, simulated *s, const gw_draws *draws, uint64_t seed)
{
    static double f[10][PEOPLE], ones[PEOPLE], zeros[PEOPLE];
    static uint32_t place[PEOPLE], group[PEOPLE];
    double mean[GW_MAX_PARAMETERS], shocks[GW_SHOP_WAYS], horizons[RANGE_DRAWS];
    gw_draws some = gw_draws_some(draws, RANGE_DRAWS, mean);
    gw_future future = {.model = s->model, .draws = &some, .horizon_days = horizons};
    gw_shop_cells table = {.n = gw_cells_count(s->cells),
                           .customers = gw_cells_weight(s->cells),
                           .own_means = zeros,
                           .size_of = place,
                           .groups = {group, group}};
    gw_shop_lines lines = {.n = PEOPLE, .c0 = ones, .c1 = zeros};
    gw_forecast forecast = {f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7], f[8], f[9]};
    gw_shop_draws *ways = NULL;
    for (size_t i = 0; i < PEOPLE; i++) {
        ones[i] = 1;
        place[i] = (uint32_t)i;
        group[i] = 1;
    }
    const gw_shock_facts nothing_known = {0};
    gw_common_shocks(shocks, GW_SHOP_WAYS, &nothing_known, seed);
    for (size_t i = 0; i < some.n; i++)
        horizons[i] = HORIZON_DAYS * shocks[i];
    must(gw_shop_draws_create(&ways, s->context, &table, &lines, 2, draws->n, err));
    gw_forecast_options question = {.horizon_days = HORIZON_DAYS,
                                    .ranges = &future,
                                    .each = gw_shop_draws_add,
                                    .each_user = ways};
    must(gw_forecast_cells(&forecast, s->context, s->model, draws, s->cells, &question, NULL, NULL,
                           err));
    out->total += total_held(s, ways, &forecast, shocks, seed);
    out->person += person_held(s, &future, forecast.p_alive[gw_cells_of_rows(s->cells)[0]]);
    gw_shop_draws_free(ways);
}

/* How many counts of this model lie outside their bands. */
static inline int check_simulated_shops(const char *name, int shops)
{
    static simulated s;
    held h = {0, 0};
    gw_fit none = {.outcome = GW_FIT_DID_NOT_MOVE};
    s.context = context_with(1);
    s.model = gw_model_find(name);
    for (uint64_t seed = 1; seed <= (uint64_t)shops; seed++) {
        gw_draws draws;
        open_simulated(&s, seed);
        must(gw_draws_create(&draws, s.context, s.model, s.cells, &none, DRAWS, seed, err));
        ask_shop(&h, &s, &draws, seed);
        gw_draws_free(&draws, s.context);
        gw_cells_free(s.cells);
    }
    printf("%s: of %d shops of %d, the 80 %% interval of the total holds %d, of a customer %d\n",
           name, shops, PEOPLE, h.total, h.person);
    gw_context_free(s.context);
    return outside_band(h.total, shops, 0.8) + outside_band(h.person, shops, 0.8);
}

#endif

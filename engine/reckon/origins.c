/* Rolling origins, see origins.h. Chances of counts hang on (x, T) alone once somebody is still a
 * customer, so they are told once for each of these and mixed by each history's P(still a
 * customer): P(k) = P(alive) P(k | alive), k > 0; as in chances.c. */
#include "origins.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "context.h"
#include "draws.h"
#include "error.h"
#include "holdout.h"
#include "memory.h"
#include "vmath.h"

#define FEW_DRAWS 200
#define MOST_COUNTS 4096
#define LEAST_CHANCE 1e-12 /* what is called impossible costs no more than this */

/* ---- Rows ----------------------------------------------------------------------------------- */

gw_status gw_origins_add(gw_origins *origins, gw_context *context, int32_t cut_day, double days,
                         size_t customers, gw_error *err)
{
    size_t share = customers / (size_t)(origins->one_in > 0 ? origins->one_in : 1);
    size_t capacity = share + share / 10 + 1000;
    gw_origin *origin = &origins->at[origins->n];
    capacity = capacity < customers ? capacity : customers;
    double *columns = gw_alloc(context, capacity, 6 * sizeof *columns);
    uint32_t *who = gw_alloc(context, capacity, sizeof *who);
    *origin = (gw_origin){.cut_day = cut_day, .days = days, .time = days, .capacity = capacity};
    origin->x = columns;
    origin->who = who;
    origins->n++;
    if (columns == NULL || who == NULL)
        return gw_error_no_memory(err, "the days to look back from");
    origin->t_x = columns + capacity;
    origin->age = columns + 2 * capacity;
    origin->mean_paid = columns + 3 * capacity;
    origin->came = columns + 4 * capacity;
    origin->paid = columns + 5 * capacity;
    return GW_OK;
}

bool gw_origins_put(gw_origins *origins, size_t which, uint32_t who, const gw_origin_row *row)
{
    gw_origin *origin = &origins->at[which];
    size_t i = origin->n;
    if (i == origin->capacity)
        return false;
    origin->x[i] = row->x;
    origin->t_x[i] = row->t_x;
    origin->age[i] = row->age;
    origin->mean_paid[i] = row->mean_paid;
    origin->came[i] = row->came;
    origin->paid[i] = row->paid;
    origin->who[i] = who;
    origin->n++;
    return true;
}

void gw_origins_free(gw_origins *origins, gw_context *context)
{
    for (size_t o = 0; o < origins->n; o++) {
        gw_release(context, origins->at[o].x);
        gw_release(context, origins->at[o].who);
    }
    *origins = (gw_origins){0};
}

/* ---- Fits ----------------------------------------------------------------------------------- */

bool gw_fit_can_be_asked(const gw_fit *fit)
{
    return fit->outcome == GW_FIT_CONVERGED || fit->outcome == GW_FIT_NOT_IDENTIFIED;
}

gw_status gw_fit_to_ask(gw_fit *out, gw_context *context, const gw_model *model,
                        const gw_cells *cells, gw_error *err)
{
    gw_draws draws = {0};
    double values[GW_MAX_PARAMETERS];
    GW_TRY(gw_model_fit(out, context, model, cells, NULL, err));
    if (!(gw_cells_customers(cells) < GW_FEW_CUSTOMERS))
        return GW_OK;
    GW_TRY(gw_draws_create(&draws, context, model, cells, out, FEW_DRAWS, 1, err));
    gw_draws mean = gw_draws_some(&draws, 0, values);
    memcpy(out->params, mean.values, mean.parameters * sizeof *values);
    out->outcome = GW_FIT_CONVERGED;
    gw_draws_free(&draws, context);
    return GW_OK;
}

/* ---- One origin ----------------------------------------------------------------------------- */

/* What does not hang on the model. Distinct (x, T) are `pairs`, in the order of the cells; pair g
 * has room for its chances from first[g] on. */
typedef struct ground {
    const gw_origin *rows;
    gw_cells *cells;
    gw_cells *now; /* somebody with each (x, T) who has just ordered */
    size_t pairs;
    uint32_t *pair_of; /* of each cell */
    size_t *first;     /* pairs + 1 */
    double *x, *t_x, *age;
    double *size; /* of each row's orders */
    double mean_size;
} ground;

static void ground_free(ground *g, gw_context *context)
{
    gw_cells_free(g->cells);
    gw_cells_free(g->now);
    gw_release(context, g->pair_of);
    gw_release(context, g->first);
    gw_release(context, g->x);
    gw_release(context, g->size);
}

static void find_pairs(ground *g)
{
    size_t n = gw_cells_count(g->cells);
    const double *x = gw_cells_column(g->cells, 0);
    const double *age = gw_cells_column(g->cells, 2);
    for (size_t c = 0; c < n; c++) {
        if (c == 0 || x[c] != x[c - 1] || age[c] != age[c - 1]) {
            g->x[g->pairs] = x[c];
            g->t_x[g->pairs] = x[c] > 0 ? age[c] : 0;
            g->age[g->pairs++] = age[c];
        }
        g->pair_of[c] = (uint32_t)(g->pairs - 1);
    }
    memset(g->first, 0, (g->pairs + 1) * sizeof *g->first);
    for (size_t i = 0; i < g->rows->n; i++) {
        size_t *most = &g->first[g->pair_of[gw_cells_of_rows(g->cells)[i]] + 1];
        size_t room = (size_t)fmin(g->rows->came[i], MOST_COUNTS - 1) + 1;
        *most = room > *most ? room : *most;
    }
    for (size_t p = 0; p < g->pairs; p++)
        g->first[p + 1] += g->first[p];
}

static double mean_size_of(const gw_origin *rows)
{
    double paid = 0;
    double orders = 0;
    for (size_t i = 0; i < rows->n; i++) {
        paid += rows->paid[i] + rows->x[i] * rows->mean_paid[i];
        orders += rows->came[i] + rows->x[i];
    }
    return paid > 0 && orders > 0 ? paid / orders : 1.0;
}

static gw_status ground_make(ground *g, gw_context *context, const gw_origin *rows,
                             const gw_model *any_model, const gw_check_sizes *sizes, gw_error *err)
{
    gw_rows table = {.n = rows->n, .columns = {rows->x, rows->t_x, rows->age}};
    *g = (ground){.rows = rows, .mean_size = mean_size_of(rows)};
    GW_TRY(gw_cells_create(&g->cells, context, any_model, &table, err));
    size_t n = gw_cells_count(g->cells);
    g->pair_of = gw_alloc(context, n, sizeof *g->pair_of);
    g->first = gw_alloc(context, n + 1, sizeof *g->first);
    g->x = gw_alloc(context, n, 3 * sizeof *g->x);
    g->size = gw_alloc(context, rows->n, sizeof *g->size);
    if (g->pair_of == NULL || g->first == NULL || g->x == NULL || g->size == NULL)
        return gw_error_no_memory(err, "the days to look back from");
    g->t_x = g->x + n;
    g->age = g->x + 2 * n;
    find_pairs(g);
    gw_rows pairs = {.n = g->pairs, .columns = {g->x, g->t_x, g->age}};
    GW_TRY(gw_cells_create(&g->now, context, any_model, &pairs, err));
    return gw_check_order_sizes(g->size, context, sizes, rows->x, rows->mean_paid, NULL, rows->n,
                                g->mean_size, err);
}

static gw_status score(double *p_alive, double *expected, gw_context *context,
                       const gw_model *model, const gw_fit *fit, const gw_cells *cells, double days,
                       gw_error *err)
{
    double *columns[GW_MAX_SCORES] = {NULL};
    gw_score_options options = GW_SCORE_OPTIONS_INIT;
    options.horizon = days;
    for (size_t s = 0; s < gw_model_score_count(model); s++) {
        if (strcmp(gw_model_score_name(model, s), "p_alive") == 0)
            columns[s] = p_alive;
        if (strcmp(gw_model_score_name(model, s), "expected") == 0)
            columns[s] = expected;
    }
    return gw_model_score(columns, NULL, context, model, fit->params, cells, &options, err);
}

/* What one model says of one origin: of each cell, and of each pair. */
typedef struct told {
    double *p_alive, *expected; /* of cells */
    double *now;                /* P(still a customer) of pairs, as cells of ground.now */
    double *chance;             /* of counts, of pairs, who has just ordered */
} told;

static gw_status tell(told *t, gw_context *context, const ground *g, const gw_model *model,
                      const gw_fit *fit, gw_error *err)
{
    size_t n = gw_cells_count(g->cells);
    t->p_alive = gw_alloc(context, n, 3 * sizeof *t->p_alive);
    t->chance = gw_alloc(context, g->first[g->pairs], sizeof *t->chance);
    if (t->p_alive == NULL || t->chance == NULL)
        return gw_error_no_memory(err, "the days to look back from");
    t->expected = t->p_alive + n;
    t->now = t->p_alive + 2 * n;
    GW_TRY(score(t->p_alive, t->expected, context, model, fit, g->cells, g->rows->time, err));
    GW_TRY(score(t->now, NULL, context, model, fit, g->now, g->rows->time, err));
    for (size_t p = 0; p < g->pairs; p++) {
        const double columns[] = {g->x[p], g->t_x[p], g->age[p]};
        if (gw_context_cancelled(context))
            return gw_error_set(err, GW_CANCELLED, "cancelled while checking the forecast");
        GW_TRY(gw_model_pmf(t->chance + g->first[p], g->first[p + 1] - g->first[p], context, model,
                            fit->params, columns, g->rows->time, err));
    }
    return GW_OK;
}

static double chance_of(const told *t, const ground *g, size_t row)
{
    size_t cell = gw_cells_of_rows(g->cells)[row];
    size_t pair = g->pair_of[cell];
    double now = t->now[gw_cells_of_rows(g->now)[pair]];
    double alive = now > 0 ? fmin(1.0, t->p_alive[cell] / now) : 0.0;
    const double *chance = t->chance + g->first[pair];
    double came = g->rows->came[row];
    if (came >= MOST_COUNTS)
        return LEAST_CHANCE;
    double p = came > 0 ? alive * chance[(size_t)came] : 1 - alive * (1 - chance[0]);
    return fmin(1.0, fmax(LEAST_CHANCE, p));
}

/* Poisson deviance, as in core/proof/holdout.h, of money in orders of the mean size. */
static double money_deviance(double said, double paid)
{
    double m = fmax(said, GW_HOLDOUT_FLOOR);
    return 2 * ((paid > 0 ? paid * gw_log(paid / m) : 0.0) - paid + m);
}

static void add_rows(gw_origin_score *out, const gw_origin_sums *sums, double *chance,
                     const told *t, const ground *g, size_t origin)
{
    double variance = 0;
    for (size_t i = 0; i < g->rows->n; i++) {
        double said = t->expected[gw_cells_of_rows(g->cells)[i]];
        double came = g->rows->came[i];
        uint32_t who = g->rows->who[i];
        chance[i] = chance_of(t, g, i);
        sums->log_chance[who] += gw_log(chance[i]);
        sums->money_off[who] +=
            money_deviance(said * g->size[i] / g->mean_size, g->rows->paid[i] / g->mean_size);
        out->said[origin] += said;
        variance += (came - said) * (came - said);
    }
    out->spread[origin] = sqrt(variance);
}

static gw_status ask_model(gw_origin_score *out, const gw_origin_sums *sums, double *chance,
                           gw_context *context, const ground *g, const gw_model *model,
                           size_t origin, gw_error *err)
{
    gw_fit fit;
    told t = {0};
    gw_status status = gw_fit_to_ask(&fit, context, model, g->cells, err);
    if (status == GW_OK && !gw_fit_can_be_asked(&fit)) {
        out->fitted = false;
        return GW_OK;
    }
    if (status == GW_OK)
        status = tell(&t, context, g, model, &fit, err);
    if (status == GW_OK)
        add_rows(out, sums, chance, &t, g, origin);
    gw_release(context, t.p_alive);
    gw_release(context, t.chance);
    return status;
}

/* ---- All of them ---------------------------------------------------------------------------- */

size_t gw_origins_rows(const gw_origins *origins)
{
    size_t rows = 0;
    for (size_t o = 0; o < origins->n; o++)
        rows += origins->at[o].n;
    return rows;
}

static void finish(gw_origin_score *out, const gw_origin_sums *sums, const gw_origins *origins)
{
    double rows = (double)gw_origins_rows(origins);
    double log_score = 0;
    double money = 0;
    for (size_t i = 0; i < origins->customers; i++) {
        log_score += sums->log_chance[i];
        money += sums->money_off[i];
    }
    out->log_score = out->fitted ? log_score / rows : (double)NAN;
    out->money_off = out->fitted ? money / rows : (double)NAN;
}

gw_status gw_origins_score(gw_origin_score *const *out, const gw_origin_sums *sums,
                           gw_context *context, const gw_origins *origins,
                           const gw_model *const *models, size_t n, const gw_check_sizes *sizes,
                           gw_error *err)
{
    gw_status status = GW_OK;
    size_t before = 0;
    for (size_t m = 0; m < n; m++) {
        *out[m] = (gw_origin_score){.fitted = true};
        memset(sums[m].log_chance, 0, origins->customers * sizeof(double));
        memset(sums[m].money_off, 0, origins->customers * sizeof(double));
    }
    for (size_t o = 0; o < origins->n && status == GW_OK; o++) {
        ground g = {0};
        if (origins->at[o].n == 0)
            continue;
        status = ground_make(&g, context, &origins->at[o], models[0], sizes, err);
        for (size_t m = 0; m < n && status == GW_OK; m++)
            if (out[m]->fitted)
                status = ask_model(out[m], &sums[m], sums[m].chance + before, context, &g,
                                   models[m], o, err);
        before += origins->at[o].n;
        ground_free(&g, context);
    }
    for (size_t m = 0; m < n && status == GW_OK; m++)
        finish(out[m], &sums[m], origins);
    return status;
}

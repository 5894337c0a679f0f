/* Customers for the tests of cells and count models: columns, and the cells made of them. */
#ifndef GW_TEST_CROWD_H
#define GW_TEST_CROWD_H

#include <math.h>
#include <stdlib.h>

#include "cells.h"
#include "check.h"
#include "model.h"
#include "rng.h"
#include "rows.h"

typedef struct crowd {
    size_t n;
    double *x;
    double *t_x;
    double *T;
    double *weight; /* NULL: each counts once */
} crowd;

/* For gw_cells_create, which asks a model for its kind only. */
static const gw_model count_kind = {.name = "count", .kind = GW_MODEL_COUNT};
static const gw_model spend_kind = {.name = "spend", .kind = GW_MODEL_SPEND};

static inline crowd crowd_of(size_t n)
{
    crowd c = {n, calloc(n, sizeof(double)), calloc(n, sizeof(double)), calloc(n, sizeof(double)),
               NULL};
    assert_true(c.x != NULL && c.t_x != NULL && c.T != NULL);
    return c;
}

static inline void crowd_free(crowd *c)
{
    free(c->x);
    free(c->t_x);
    free(c->T);
    free(c->weight);
}

/* n customers with x up to x_most, observed for up to T_most; times are whole multiples of `grain`,
 * or any real number where grain is 0. */
static inline crowd crowd_random(size_t n, double x_most, double T_most, double grain,
                                 uint64_t seed)
{
    crowd c = crowd_of(n);
    gw_rng rng = gw_rng_seeded(seed, 0);
    for (size_t i = 0; i < n; i++) {
        double u = gw_rng_uniform(&rng);
        double T = T_most * gw_rng_uniform(&rng);
        double t = T * gw_rng_uniform(&rng);
        c.x[i] = floor((x_most + 1.0) * u * u * u);
        c.T[i] = grain > 0.0 ? ceil(T / grain) * grain : T;
        c.t_x[i] = c.x[i] == 0.0 ? 0.0 : grain > 0.0 ? ceil(t / grain) * grain : t;
        c.t_x[i] = c.t_x[i] > c.T[i] ? c.T[i] : c.t_x[i];
    }
    return c;
}

/* Random weights: whole numbers and fractions. */
static inline void crowd_weigh(crowd *c, uint64_t seed)
{
    gw_rng rng = gw_rng_seeded(seed, 1);
    c->weight = calloc(c->n, sizeof(double));
    assert_non_null(c->weight);
    for (size_t i = 0; i < c->n; i++)
        c->weight[i] =
            i % 2 == 0 ? 1.0 + (double)gw_rng_below(&rng, 5) : 0.1 + 3.0 * gw_rng_uniform(&rng);
}

/* The CDNOW sample of Fader & Hardie: 2,357 customers in 1,016 weighted rows, times in weeks. */
static inline crowd crowd_cdnow(void)
{
    crowd c = crowd_of(1016);
    c.weight = calloc(c.n, sizeof(double));
    assert_non_null(c.weight);
    rows table = rows_open("tests/data/models/cdnow_days.csv");
    size_t i = 0;
    while (rows_next(&table)) {
        assert_true(i < c.n && table.n == 4);
        c.x[i] = table.x[0];
        c.t_x[i] = table.x[1] / 7.0;
        c.T[i] = table.x[2] / 7.0;
        c.weight[i++] = table.x[3];
    }
    assert_int_equal(i, c.n);
    return c;
}

static inline gw_rows crowd_rows(const crowd *c)
{
    return (gw_rows){c->n, {c->x, c->t_x, c->T}, c->weight};
}

static inline gw_context *context_of(int threads)
{
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    options.threads = threads;
    gw_context *context = NULL;
    gw_error err = {GW_OK, ""};
    if (gw_context_create(&context, &options, &err) != GW_OK)
        fail_msg("%s", err.message);
    return context;
}

static inline gw_cells *cells_of(gw_context *context, const crowd *c)
{
    gw_rows table = crowd_rows(c);
    gw_cells *cells = NULL;
    gw_error err = {GW_OK, ""};
    if (gw_cells_create(&cells, context, &count_kind, &table, &err) != GW_OK)
        fail_msg("%s", err.message);
    return cells;
}

static inline gw_cells *cells_of_one(gw_context *context, double x, double t_x, double T)
{
    crowd c = {1, &x, &t_x, &T, NULL};
    return cells_of(context, &c);
}

#endif

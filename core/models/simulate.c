/* Drawing customers. Rows are cut into blocks of SIMULATE_BLOCK, each with its own stream of the
 * seed, so that any number of threads draws the same bits. */
#include "model.h"

#include <math.h>

#include "context.h"
#include "error.h"
#include "kinds.h"
#include "model_check.h"
#include "parallel.h"

#define SIMULATE_BLOCK 4096 /* never change it: it is part of what a seed means */
#define SIMULATE_ROUND 256  /* blocks between two looks at the cancel flag */

typedef struct simulation {
    double *const *columns;
    size_t n;
    const gw_model *model;
    const double *params;
    uint64_t seed;
    size_t first_block; /* of this round */
} simulation;

static void simulate_block(size_t unit, int worker, void *user)
{
    (void)worker;
    const simulation *job = user;
    size_t block = job->first_block + unit;
    size_t columns = gw_model_column_count(job->model);
    size_t given = gw__kind(job->model->kind)->given;
    size_t begin = block * SIMULATE_BLOCK;
    size_t end = job->n - begin < SIMULATE_BLOCK ? job->n : begin + SIMULATE_BLOCK;
    gw_rng rng = gw_rng_seeded(job->seed, block);
    for (size_t row = begin; row < end; row++) {
        double customer[GW_MAX_COLUMNS] = {0};
        customer[given] = job->columns[given][row];
        job->model->simulate(customer, &rng, job->params);
        for (size_t i = 0; i < columns; i++)
            job->columns[i][row] = customer[i];
    }
}

static gw_status check_given(const simulation *job, gw_error *err)
{
    const gw_model *model = job->model;
    const gw_kind *kind = gw__kind(model->kind);
    const double *given = job->columns[kind->given];
    for (size_t i = 0; i < job->n; i++)
        if (!(given[i] >= 0.0 && given[i] <= kind->given_most &&
              (!kind->given_whole || floor(given[i]) == given[i])))
            return gw_error_set(err, GW_BAD_DATA, "row %zu: %s is %.17g, must be %s from 0 to %g",
                                i + 1, kind->columns[kind->given], given[i],
                                kind->given_whole ? "a whole number" : "a time", kind->given_most);
    return GW_OK;
}

gw_status gw_model_simulate(double *const *columns_out, size_t n, gw_context *context,
                            const gw_model *model, const double *params, uint64_t seed,
                            gw_error *err)
{
    simulation job = {columns_out, n, model, params, seed, 0};
    GW_TRY(gw__check_params(model, params, err));
    GW_TRY(check_given(&job, err));
    size_t blocks = n / SIMULATE_BLOCK + (n % SIMULATE_BLOCK != 0);
    for (; job.first_block < blocks; job.first_block += SIMULATE_ROUND) {
        size_t left = blocks - job.first_block;
        if (gw_context_cancelled(context))
            return gw_error_set(err, GW_CANCELLED, "drawing customers from %s was cancelled",
                                model->name);
        gw_parallel_for(context, left < SIMULATE_ROUND ? left : SIMULATE_ROUND, simulate_block,
                        &job);
    }
    return GW_OK;
}

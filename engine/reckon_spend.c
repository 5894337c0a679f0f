/* How large orders will be; see reckon_inside.h. The spend model learns from repeat customers' mean
 * orders; where nobody came back the shop's mean order stands for all. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "error.h"
#include "ingest.h"
#include "memory.h"
#include "query.h"
#include "reckon_inside.h"

#define MOST_ROWS 1000000

static const gw_model *spend_model(void)
{
    for (size_t i = 0; i < gw_model_count(); i++)
        if (gw_model_kind_of(gw_model_at(i)) == GW_MODEL_SPEND)
            return gw_model_at(i);
    return NULL;
}

/* Draws of the spend model from those who came back; none (n = 0) when nobody did. */
static gw_status draw_spend(gw_draws *draws, gw__reckoning_run *run, const gw_model *model,
                            gw_error *err)
{
    gw_columns repeaters = {0};
    gw_cells *cells = NULL;
    gw_value one_in = gw_value_int64(1 + (int64_t)(run->out->customers / (MOST_ROWS + 1)));
    size_t n = run->options->draws > 0 ? run->options->draws : 400;
    uint64_t seed = run->options->seed == 0 ? 1 : run->options->seed;
    gw_status status = gw_columns_read(&repeaters, run->context, run->store, "spend_rows", NULL, 0,
                                       &one_in, 1, err);
    if (status == GW_OK && repeaters.n > 0) {
        gw_rows rows = {.n = repeaters.n, .columns = {repeaters.values[0], repeaters.values[1]}};
        status = gw_cells_create(&cells, run->context, model, &rows, err);
        if (status == GW_OK)
            status = gw_draws_create(draws, run->context, model, cells, n, seed, err);
    }
    gw_cells_free(cells);
    gw_columns_free(&repeaters);
    return status;
}

/* The shop's mean paid on a repeat occasion; on a first one where nobody came back. */
static double mean_order(const gw_columns *sizes)
{
    double repeat_paid = 0;
    double repeats = 0;
    double first_paid = 0;
    double customers = 0;
    for (size_t i = 0; i < sizes->n; i++) {
        repeats += sizes->values[0][i] * sizes->values[1][i];
        customers += sizes->values[1][i];
        repeat_paid += sizes->values[2][i];
        first_paid += sizes->values[3][i];
    }
    return repeats > 0 ? repeat_paid / repeats : first_paid / customers;
}

static gw_status write_lines(gw__reckoning_run *run, const gw_columns *sizes, const double *c0,
                             const double *c1, gw_error *err)
{
    int64_t *whole = gw_alloc(run->context, sizes->n, 2 * sizeof *whole);
    if (whole == NULL)
        return gw_error_no_memory(err, "what is paid on an occasion");
    for (size_t i = 0; i < sizes->n; i++) {
        whole[i] = run->out->number;
        whole[sizes->n + i] = (int64_t)sizes->values[0][i];
    }
    gw_column columns[] = {{"reckoning", GW_INT64, whole, NULL},
                           {"x", GW_INT64, whole + sizes->n, NULL},
                           {"c0", GW_DOUBLE, c0, NULL},
                           {"c1", GW_DOUBLE, c1, NULL}};
    gw_ingest_target target = {.table = "spend_score", .append = true};
    gw_status status = gw_ingest_arrays(run->store, &target, columns, 4, sizes->n, err);
    gw_release(run->context, whole);
    return status;
}

static gw_status lines_of(double *c0, double *c1, gw__reckoning_run *run, const gw_columns *sizes,
                          gw_error *err)
{
    const gw_model *model = spend_model();
    double mean = mean_order(sizes);
    gw_draws draws = {0};
    gw_status status = draw_spend(&draws, run, model, err);
    bool fitted = draws.n > 0;
    if (status == GW_OK && fitted)
        status = gw_spend_lines(c0, c1, run->context, model, &draws, sizes->values[0], sizes->n,
                                mean, err);
    if (status == GW_OK && fitted)
        status = gw__reckon_keep_draws(run, model, &draws, err);
    gw_draws_free(&draws, run->context);
    GW_TRY(status);
    for (size_t i = 0; i < sizes->n; i++) {
        if (fitted && isfinite(c0[i]) && isfinite(c1[i]))
            continue;
        c0[i] = mean;
        c1[i] = 0;
    }
    if (fitted)
        snprintf(run->out->spend_words, sizeof run->out->spend_words,
                 "An order's size lies between the customer's own average and the shop's (%s).",
                 gw_model_title(model));
    else
        snprintf(
            run->out->spend_words, sizeof run->out->spend_words,
            "Every order is taken as the shop's average: nobody came back to tell them apart.");
    return GW_OK;
}

gw_status gw__reckon_spend(gw__reckoning_run *run, gw_error *err)
{
    gw_columns sizes = {0};
    double *lines = NULL;
    gw_status status =
        gw_columns_read(&sizes, run->context, run->store, "order_sizes", NULL, 0, NULL, 0, err);
    if (status != GW_OK)
        goto done;
    lines = gw_alloc_zero(run->context, sizes.n, 2 * sizeof *lines);
    if (lines == NULL) {
        status = gw_error_no_memory(err, "what is paid on an occasion");
        goto done;
    }
    status = lines_of(lines, lines + sizes.n, run, &sizes, err);
    if (status == GW_OK)
        status = write_lines(run, &sizes, lines, lines + sizes.n, err);
done:
    gw_release(run->context, lines);
    gw_columns_free(&sizes);
    return status;
}

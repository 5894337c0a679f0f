/* How large orders will be; see reckon_inside.h. The spend model learns from repeat customers' mean
 * orders; where nobody came back the shop's mean order stands for all. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "check_spend.h"
#include "error.h"
#include "ingest.h"
#include "memory.h"
#include "query.h"
#include "reckon_inside.h"
#include "vmath.h"

#define MOST_ROWS 1000000

/* Cells are sorted, so that the sums do not hang on the order of the rows. */
static double dispersion_of(const gw_cells *cells)
{
    const double *mean = gw_cells_column(cells, 1);
    double sum = 0;
    double squares = 0;
    size_t n = gw_cells_count(cells);
    for (size_t i = 0; i < n; i++) {
        sum += mean[i];
        squares += mean[i] * mean[i];
    }
    return sum > 0 ? squares * (double)n / (sum * sum) - 1 : 0.0;
}

/* Draws for the orders of those who came back; none when nobody did. */
static gw_status draw_spend(gw__reckoning_run *run, const gw_model *model, gw_error *err)
{
    gw_columns repeaters = {0};
    gw_cells *cells = NULL;
    gw__spend *spend = &run->spend;
    gw_fit fit = {.outcome = GW_FIT_DID_NOT_MOVE};
    size_t n = run->options->draws > 0 ? run->options->draws : 400;
    uint64_t seed = run->options->seed == 0 ? 1 : run->options->seed;
    gw_value one_in = gw_value_int64(1 + (int64_t)(run->out->customers / (MOST_ROWS + 1)));
    gw_status status = gw_columns_read(&repeaters, run->context, run->store, "spend_rows", NULL, 0,
                                       &one_in, 1, err);
    for (size_t i = 0; i < repeaters.n && status == GW_OK; i++) /* as of first repeat occasions */
        repeaters.values[1][i] /=
            gw_size_mean(&run->ahead.growth.table, (size_t)repeaters.values[0][i]);
    if (status == GW_OK && repeaters.n > 0) {
        gw_rows rows = {.n = repeaters.n, .columns = {repeaters.values[0], repeaters.values[1]}};
        status = gw_cells_create(&cells, run->context, model, &rows, err);
        if (status == GW_OK)
            spend->dispersion = dispersion_of(cells);
        if (status == GW_OK && gw_cells_count(cells) > GW_DRAWS_MANY)
            status = gw_model_fit(&fit, run->context, model, cells, NULL, err);
        if (status == GW_OK)
            status = gw_draws_create(&spend->draws, run->context, model, cells, &fit, n, seed, err);
    }
    gw_cells_free(cells);
    gw_columns_free(&repeaters);
    return status;
}

/* The shop's mean paid on a first repeat occasion, told by all; on a first one where nobody came
 * back. */
static double mean_order(const gw_columns *sizes, const gw_size_table *table)
{
    double repeat_paid = 0;
    double repeats = 0;
    double first_paid = 0;
    double customers = 0;
    for (size_t i = 0; i < sizes->n; i++) {
        repeats += gw_size_up_to(table, (size_t)sizes->values[0][i]) * sizes->values[1][i];
        customers += sizes->values[1][i];
        repeat_paid += sizes->values[2][i];
        first_paid += sizes->values[3][i];
    }
    return repeats > 0 ? repeat_paid / repeats : first_paid / customers;
}

static gw_status write_lines(gw__reckoning_run *run, const gw_columns *sizes, const double *c0,
                             const double *c1, const double *power, gw_error *err)
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
                           {"c1", GW_DOUBLE, c1, NULL},
                           {"power", GW_DOUBLE, power, NULL}};
    gw_ingest_target target = {.table = "spend_score", .append = true};
    gw_status status = gw_ingest_arrays(run->store, &target, columns, 5, sizes->n, err);
    gw_release(run->context, whole);
    return status;
}

static gw_status model_lines(gw__reckoning_run *run, const gw_model *model, double anchor,
                             gw_error *err)
{
    gw__spend *spend = &run->spend;
    spend->each = gw_alloc(run->context, 2 * spend->n, spend->draws.n * sizeof *spend->each);
    if (spend->each == NULL)
        return gw_error_no_memory(err, "what is paid on an occasion");
    const gw_spend_table table = {spend->c0, spend->c1, spend->power, spend->each};
    GW_TRY(gw_spend_lines(&table, run->context, model, &spend->draws, spend->x, spend->n, anchor,
                          err));
    for (size_t i = 1; i < spend->n && i < 2; i++) /* of means to that power, near enough */
        spend->dispersion *= spend->power[i] * spend->power[i];
    for (size_t i = 0; i < spend->n; i++) { /* for own means as they are */
        double mean = gw_size_mean(&run->ahead.growth.table, (size_t)spend->x[i]);
        double scale = gw_exp(-spend->power[i] * gw_log(mean));
        spend->c1[i] *= scale;
        for (size_t d = 0; d < spend->draws.n; d++)
            spend->each[2 * (d * spend->n + i) + 1] *= scale;
    }
    return gw__reckon_keep_draws(run, model, &spend->draws, err);
}

/* What is worth saying of the growth: a tenth repeat order that is more than a twentieth off. */
static void say_sizes(gw__reckoning_run *run, const gw_model *model)
{
    char growth[96] = "";
    double tenth = gw_size_at(&run->ahead.growth.table, 10);
    if (fabs(tenth - 1) > 0.05)
        snprintf(growth, sizeof growth,
                 " Orders %s: the tenth repeat order is %.2f times the first.",
                 tenth > 1 ? "grow" : "shrink", tenth);
    const char *why = run->out->check.sizes.why;
    snprintf(run->out->spend_words, sizeof run->out->spend_words,
             "An order's size lies between the customer's own average and the shop's (%s).%s%s%s",
             gw_model_title(model), why[0] != '\0' ? " " : "", why, growth);
}

static gw_status lines_of(gw__reckoning_run *run, const gw_columns *sizes, gw_error *err)
{
    const gw_model *model = gw_check_spend_model(&run->out->check.sizes);
    gw__spend *spend = &run->spend;
    double mean = mean_order(sizes, &run->ahead.growth.table);
    GW_TRY(draw_spend(run, model, err));
    bool fitted = spend->draws.n > 0;
    spend->model = model;
    if (fitted)
        GW_TRY(model_lines(run, model, mean, err));
    for (size_t i = 0; i < spend->n; i++) {
        if (fitted && isfinite(spend->c0[i]) && isfinite(spend->c1[i]))
            continue;
        spend->c0[i] = mean;
        spend->c1[i] = 0;
        spend->power[i] = 1;
    }
    if (fitted)
        say_sizes(run, model);
    else
        snprintf(
            run->out->spend_words, sizeof run->out->spend_words,
            "Every order is taken as the shop's average: nobody came back to tell them apart.");
    return GW_OK;
}

void gw__spend_free(gw__spend *spend, gw_context *context)
{
    gw_draws_free(&spend->draws, context);
    gw_release(context, spend->x);
    gw_release(context, spend->each);
    *spend = (gw__spend){0};
}

double gw__mean_size(const gw__spend *spend, const gw_size_table *table)
{
    double sizes = 0;
    double occasions = 0;
    for (size_t i = 0; i < spend->n; i++) {
        sizes += spend->customers[i] * gw_size_up_to(table, (size_t)spend->x[i]);
        occasions += spend->customers[i] * spend->x[i];
    }
    return occasions > 0 ? sizes / occasions : 1;
}

gw_status gw__reckon_spend(gw__reckoning_run *run, gw_error *err)
{
    gw_columns sizes = {0};
    gw__spend *spend = &run->spend;
    GW_TRY(gw__reckon_growth(&run->ahead.growth, run, run->out->as_of, err));
    gw_status status =
        gw_columns_read(&sizes, run->context, run->store, "order_sizes", NULL, 0, NULL, 0, err);
    if (status != GW_OK)
        goto done;
    spend->n = sizes.n;
    spend->x = gw_alloc_zero(run->context, sizes.n, 5 * sizeof *spend->x);
    if (spend->x == NULL) {
        status = gw_error_no_memory(err, "what is paid on an occasion");
        goto done;
    }
    spend->c0 = spend->x + sizes.n;
    spend->c1 = spend->x + 2 * sizes.n;
    spend->power = spend->x + 3 * sizes.n;
    spend->customers = spend->x + 4 * sizes.n;
    for (size_t i = 0; i < sizes.n; i++) {
        spend->x[i] = sizes.values[0][i];
        spend->customers[i] = sizes.values[1][i];
    }
    status = lines_of(run, &sizes, err);
    if (status == GW_OK)
        status = write_lines(run, &sizes, spend->c0, spend->c1, spend->power, err);
done:
    gw_columns_free(&sizes);
    return status;
}

/* The choice of check_spend.h and its words. A sample of customers decides as well as all of them:
 * the differences that matter are far above what 40,000 customers leave to chance. */
#include "check_spend.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "error.h"
#include "figures.h"
#include "memory.h"
#include "spend_choice.h"

/* Every k-th customer, as columns. */
typedef struct spenders {
    size_t n;
    double *x, *mean, *hidden, *hidden_mean;
} spenders;

static gw_status every_kth(spenders *out, gw_context *context, const gw_check_sample *sample,
                           gw_error *err)
{
    size_t step = 1 + (sample->n - 1) / GW_CHECK_SPENDERS;
    size_t n = (sample->n - 1) / step + 1;
    double *columns = gw_alloc(context, n, 4 * sizeof *columns);
    if (columns == NULL)
        return gw_error_no_memory(err, "choosing how orders' sizes are foreseen");
    *out = (spenders){n, columns, columns + n, columns + 2 * n, columns + 3 * n};
    for (size_t i = 0; i < n; i++) {
        size_t row = i * step;
        double hidden = sample->hidden[row];
        out->x[i] = sample->x[row];
        out->mean[i] = sample->mean_paid[row];
        out->hidden[i] = hidden;
        out->hidden_mean[i] = hidden > 0 ? sample->hidden_paid[row] / hidden : 0.0;
    }
    return GW_OK;
}

/* The shop's mean order before the split: on a repeat occasion, else on a first. */
static double mean_order(const gw_check_sample *sample)
{
    double paid = 0;
    double repeats = 0;
    for (size_t i = 0; i < sample->n; i++) {
        paid += sample->x[i] * sample->mean_paid[i];
        repeats += sample->x[i];
    }
    return repeats > 0 ? paid / repeats : sample->first_paid / (double)sample->n;
}

static bool can_be_asked(const spenders *s)
{
    bool came_back = false;
    bool bought = false;
    for (size_t i = 0; i < s->n; i++) {
        came_back = came_back || s->x[i] > 0;
        bought = bought || s->hidden[i] > 0;
    }
    return came_back && bought;
}

/* Whether orders grow with how often somebody came, by the parameter k of gamma_gamma_x; 0 for
 * models without it. */
static double doubling(const gw_spend_entry *entry)
{
    for (size_t p = 0; p < gw_model_parameter_count(entry->model); p++)
        if (strcmp(gw_model_parameter_name(entry->model, p), "k") == 0)
            return entry->fit.params[p];
    return 0;
}

static void say_why(char *out, size_t size, const gw_spend_choice *choice)
{
    const gw_spend_entry *used = &choice->entries[choice->chosen];
    double k = doubling(used);
    char customers[GW_FIGURE_SIZE];
    gw_figure_count(customers, choice->customers);
    if (choice->chosen == 0)
        snprintf(out, size,
                 "Of the %zu ways to foresee order sizes none did clearly better than this, the "
                 "simplest, on the hidden orders of %s customers.",
                 choice->n, customers);
    else
        snprintf(out, size,
                 "Of the %zu ways to foresee order sizes this one did clearly best on the hidden "
                 "orders of %s customers%s.",
                 choice->n, customers,
                 k > 1 ? ": who comes more often pays more an order"
                 : k > 0
                     ? ": who comes more often pays less an order"
                     : ": now and then one order is far larger than the same customer's others");
}

static gw_status choose(gw_check_sizes *out, gw_context *context, const gw_check_sample *sample,
                        gw_error *err)
{
    spenders s = {0};
    gw_spend_choice choice = {.chosen = GW_SPEND_NONE};
    gw_status status = GW_OK;
    GW_TRY(every_kth(&s, context, sample, err));
    gw_rows seen = {.n = s.n, .columns = {s.x, s.mean}};
    if (can_be_asked(&s))
        status = gw_spend_choose(&choice, context, &seen, s.hidden, s.hidden_mean, err);
    gw_release(context, s.x);
    if (status != GW_OK || choice.chosen == GW_SPEND_NONE)
        return status;
    out->model = choice.entries[choice.chosen].model;
    out->fit = choice.entries[choice.chosen].fit;
    say_why(out->why, sizeof out->why, &choice);
    return GW_OK;
}

gw_status gw_check_spend(gw_check_sizes *out, gw_context *context, gw_check_sample *sample,
                         gw_error *err)
{
    *out = (gw_check_sizes){0};
    if (sample->n == 0)
        return GW_OK;
    GW_TRY(choose(out, context, sample, err));
    gw_release(context, sample->order_size);
    sample->order_size = gw_alloc(context, sample->n, sizeof *sample->order_size);
    if (sample->order_size == NULL)
        return gw_error_no_memory(err, "choosing how orders' sizes are foreseen");
    return gw_check_order_sizes(sample->order_size, context, out, sample->x, sample->mean_paid,
                                sample->n, mean_order(sample), err);
}

const gw_model *gw_check_spend_model(const gw_check_sizes *sizes)
{
    if (sizes->model != NULL)
        return sizes->model;
    for (size_t i = 0; i < gw_model_count(); i++)
        if (gw_model_kind_of(gw_model_at(i)) == GW_MODEL_SPEND)
            return gw_model_at(i);
    return NULL;
}

gw_status gw_check_order_sizes(double *out, gw_context *context, const gw_check_sizes *sizes,
                               const double *x, const double *mean_paid, size_t n, double otherwise,
                               gw_error *err)
{
    gw_cells *cells = NULL;
    gw_rows rows = {.n = n, .columns = {x, mean_paid}};
    for (size_t i = 0; i < n; i++)
        out[i] = otherwise;
    if (sizes == NULL || sizes->model == NULL)
        return GW_OK;
    GW_TRY(gw_cells_create(&cells, context, sizes->model, &rows, err));
    double *expected = gw_alloc(context, gw_cells_count(cells), sizeof *expected);
    double *columns[GW_MAX_SCORES] = {NULL, expected};
    gw_status status = expected == NULL
                           ? gw_error_no_memory(err, "choosing how orders' sizes are foreseen")
                           : gw_model_score(columns, NULL, context, sizes->model, sizes->fit.params,
                                            cells, NULL, err);
    for (size_t i = 0; i < n && status == GW_OK; i++)
        if (isfinite(expected[gw_cells_of_rows(cells)[i]]))
            out[i] = expected[gw_cells_of_rows(cells)[i]];
    gw_release(context, expected);
    gw_cells_free(cells);
    return status;
}

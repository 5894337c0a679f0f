/* The choice of check_spend.h and its words. A sample of customers decides as well as all of them:
 * the differences that matter are far above what 40,000 customers leave to chance. */
#include "check_spend.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "error.h"
#include "figures.h"
#include "memory.h"
#include "size_growth.h"
#include "spend_choice.h"

/* The mean of f over the n occasions after the first x repeat ones. */
static double growth_ahead(const gw_size_table *growth, double x, double n)
{
    size_t orders = n > 1 ? (size_t)(n + 0.5) : 1;
    size_t last = (size_t)x + orders;
    return (gw_size_up_to(growth, last) - gw_size_up_to(growth, (size_t)x)) / (double)orders;
}

/* Every k-th customer, as columns; sizes as of first repeat orders. */
typedef struct spenders {
    size_t n;
    double *x, *mean, *hidden, *hidden_mean;
} spenders;

static gw_status every_kth(spenders *out, gw_context *context, const gw_check_sample *sample,
                           const gw_size_table *growth, gw_error *err)
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
        out->mean[i] = sample->mean_paid[row] / gw_size_mean(growth, (size_t)sample->x[row]);
        out->hidden[i] = hidden;
        out->hidden_mean[i] = hidden > 0 ? sample->hidden_paid[row] / hidden /
                                               growth_ahead(growth, sample->x[row], hidden)
                                         : 0.0;
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
    GW_TRY(every_kth(&s, context, sample, out->growth, err));
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

/* Orders in the hidden part if somebody goes on at his own rate: only for how far sizes grow. */
static double *orders_ahead(gw_context *context, const gw_check_sample *sample)
{
    double last_day = sample->tally.first_day + (double)sample->tally.days - 1;
    double hidden_days = last_day - sample->split_day;
    double *ahead = gw_alloc(context, sample->n, sizeof *ahead);
    for (size_t i = 0; i < sample->n && ahead != NULL; i++)
        ahead[i] = sample->age[i] > 0 ? sample->x[i] / sample->age[i] * hidden_days : 1;
    return ahead;
}

gw_status gw_check_spend(gw_check_sizes *out, gw_context *context, gw_check_sample *sample,
                         const gw_size_table *growth, gw_error *err)
{
    *out = (gw_check_sizes){.growth = growth};
    if (sample->n == 0)
        return GW_OK;
    GW_TRY(choose(out, context, sample, err));
    double *ahead = orders_ahead(context, sample);
    gw_status status = GW_OK;
    gw_release(context, sample->order_size);
    sample->order_size = gw_alloc(context, sample->n, sizeof *sample->order_size);
    if (ahead == NULL || sample->order_size == NULL)
        status = gw_error_no_memory(err, "choosing how orders' sizes are foreseen");
    else
        status = gw_check_order_sizes(sample->order_size, context, out, sample->x,
                                      sample->mean_paid, ahead, sample->n, mean_order(sample), err);
    gw_release(context, ahead);
    return status;
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

/* What the model expects of a first repeat order; NaN where it has no mean. */
static gw_status first_sizes(double *out, gw_context *context, const gw_check_sizes *sizes,
                             const double *x, const double *mean_paid, size_t n, gw_error *err)
{
    gw_cells *cells = NULL;
    double *means = gw_alloc(context, n, sizeof *means);
    if (means == NULL)
        return gw_error_no_memory(err, "choosing how orders' sizes are foreseen");
    for (size_t i = 0; i < n; i++)
        means[i] = mean_paid[i] / gw_size_mean(sizes->growth, (size_t)x[i]);
    gw_rows rows = {.n = n, .columns = {x, means}};
    gw_status status = gw_cells_create(&cells, context, sizes->model, &rows, err);
    gw_release(context, means);
    GW_TRY(status);
    double *expected = gw_alloc(context, gw_cells_count(cells), sizeof *expected);
    double *columns[GW_MAX_SCORES] = {NULL, expected};
    if (expected == NULL)
        status = gw_error_no_memory(err, "choosing how orders' sizes are foreseen");
    else
        status = gw_model_score(columns, NULL, context, sizes->model, sizes->fit.params, cells,
                                NULL, err);
    for (size_t i = 0; i < n && status == GW_OK; i++)
        out[i] = expected[gw_cells_of_rows(cells)[i]];
    gw_release(context, expected);
    gw_cells_free(cells);
    return status;
}

gw_status gw_check_order_sizes(double *out, gw_context *context, const gw_check_sizes *sizes,
                               const double *x, const double *mean_paid, const double *ahead,
                               size_t n, double otherwise, gw_error *err)
{
    bool chosen = sizes != NULL && sizes->model != NULL;
    if (chosen)
        GW_TRY(first_sizes(out, context, sizes, x, mean_paid, n, err));
    for (size_t i = 0; i < n; i++)
        if (chosen && isfinite(out[i]))
            out[i] *= growth_ahead(sizes->growth, x[i], ahead != NULL ? ahead[i] : 1);
        else
            out[i] = otherwise;
    return GW_OK;
}

/* Models of amounts are compared by log score, the logarithm of the density they gave to what
 * happened: it is proper (Gneiting & Raftery 2007, JASA 102, "Strictly proper scoring rules"), does
 * not depend on the currency as a difference, and, unlike a squared error in money, is not decided
 * by the one largest order of the shop. Money is reported beside it. */
#include "spend_choice.h"

#include <math.h>
#include <string.h>

#include "error.h"
#include "memory.h"
#include "sum.h"

/* The customers with hidden occasions, as columns of length n. */
typedef struct hidden {
    size_t n;
    double *seen_x;
    double *seen_mean;
    double *x;
    double *mean;
    double *log_next; /* of the model at work */
    double *first;    /* of the first model */
    double *expected;
    double *work;
    double *memory;
} hidden;
#define HIDDEN_COLUMNS 8

static gw_status gather(hidden *out, gw_context *context, const gw_rows *seen,
                        const double *hidden_x, const double *hidden_mean, gw_error *err)
{
    for (size_t i = 0; i < seen->n; i++)
        out->n += hidden_x[i] > 0.0;
    if (out->n == 0)
        return gw_error_set(err, GW_BAD_DATA,
                            "nobody bought in the hidden part of the history: there is nothing to "
                            "check order sizes with");
    out->memory = gw_alloc(context, out->n, HIDDEN_COLUMNS * sizeof(double));
    if (out->memory == NULL)
        return gw_error_no_memory(err, "choosing a spend model");
    double **columns[HIDDEN_COLUMNS] = {&out->seen_x,   &out->seen_mean, &out->x,
                                        &out->mean,     &out->log_next,  &out->first,
                                        &out->expected, &out->work};
    for (size_t c = 0; c < HIDDEN_COLUMNS; c++)
        *columns[c] = out->memory + c * out->n;
    for (size_t i = 0, k = 0; i < seen->n; i++) {
        if (!(hidden_x[i] > 0.0))
            continue;
        out->seen_x[k] = seen->columns[0][i];
        out->seen_mean[k] = seen->columns[1][i];
        out->x[k] = hidden_x[i];
        out->mean[k++] = hidden_mean[i];
    }
    return GW_OK;
}

/* The average order of each customer with hidden occasions; 0 in `usable` where one has none. */
static gw_status expect(gw_spend_entry *entry, const hidden *h, gw_context *context, gw_error *err)
{
    gw_cells *cells = NULL;
    gw_rows rows = {.n = h->n, .columns = {h->seen_x, h->seen_mean}};
    gw_score_report report = {0};
    GW_TRY(gw_cells_create(&cells, context, entry->model, &rows, err));
    double *scores[GW_MAX_SCORES] = {NULL, h->work};
    gw_status status =
        gw_model_score(scores, &report, context, entry->model, entry->fit.params, cells, NULL, err);
    for (size_t i = 0; i < h->n && status == GW_OK; i++)
        h->expected[i] = h->work[gw_cells_of_rows(cells)[i]];
    entry->usable = report.undefined == 0;
    gw_cells_free(cells);
    return status;
}

static void score_money(gw_spend_entry *entry, const hidden *h)
{
    double n = (double)h->n;
    double paid = gw_sum_products(h->x, h->mean, h->n);
    entry->bias = gw_sum_products(h->x, h->expected, h->n) / paid - 1.0;
    for (size_t i = 0; i < h->n; i++)
        h->work[i] = fabs(h->expected[i] - h->mean[i]);
    entry->mae = gw_sum(h->work, h->n) / n;
}

static void score_density(gw_spend_entry *entry, const hidden *h)
{
    double n = (double)h->n;
    entry->log_score = gw_sum(h->log_next, h->n) / n;
    for (size_t i = 0; i < h->n; i++)
        h->work[i] = h->log_next[i] - h->first[i];
    entry->lead = gw_sum(h->work, h->n) / n;
    for (size_t i = 0; i < h->n; i++)
        h->work[i] = (h->work[i] - entry->lead) * (h->work[i] - entry->lead);
    entry->lead_se = h->n > 1 ? sqrt(gw_sum(h->work, h->n) / (n - 1.0) / n) : (double)NAN;
}

static gw_status try_model(gw_spend_entry *entry, const hidden *h, gw_context *context,
                           const gw_rows *seen, gw_error *err)
{
    gw_cells *cells = NULL;
    gw_rows rows = *seen;
    gw_rows before = {.n = h->n, .columns = {h->seen_x, h->seen_mean}};
    gw_rows after = {.n = h->n, .columns = {h->x, h->mean}};
    rows.weight = NULL;
    GW_TRY(gw_cells_create(&cells, context, entry->model, &rows, err));
    gw_status status = gw_model_fit(&entry->fit, context, entry->model, cells, NULL, err);
    gw_cells_free(cells);
    if (status != GW_OK || entry->fit.outcome != GW_FIT_CONVERGED)
        return status;
    GW_TRY(gw_model_log_next(h->log_next, context, entry->model, entry->fit.params, &before, &after,
                             err));
    return expect(entry, h, context, err);
}

/* The first of the models is what the others are compared with, if it could be fitted. */
static gw_status try_all(gw_spend_choice *choice, const hidden *h, gw_context *context,
                         const gw_rows *seen, gw_error *err)
{
    size_t first = GW_SPEND_NONE;
    for (size_t m = 0; m < gw_model_count() && choice->n < GW_SPEND_CHOICE_MAX; m++) {
        if (gw_model_kind_of(gw_model_at(m)) != GW_MODEL_SPEND)
            continue;
        gw_spend_entry *entry = &choice->entries[choice->n];
        *entry = (gw_spend_entry){.model = gw_model_at(m),
                                  .log_score = NAN,
                                  .lead = NAN,
                                  .lead_se = NAN,
                                  .bias = NAN,
                                  .mae = NAN};
        GW_TRY(try_model(entry, h, context, seen, err));
        if (entry->usable) {
            if (first == GW_SPEND_NONE) {
                first = choice->n;
                memcpy(h->first, h->log_next, h->n * sizeof(double));
                choice->chosen = first;
            }
            score_money(entry, h);
            score_density(entry, h);
            const gw_spend_entry *best = &choice->entries[choice->chosen];
            if (entry->lead > GW_SPEND_CLEARLY * entry->lead_se && entry->lead > best->lead)
                choice->chosen = choice->n;
        }
        choice->n++;
    }
    return GW_OK;
}

gw_status gw_spend_choose(gw_spend_choice *out, gw_context *context, const gw_rows *seen,
                          const double *hidden_x, const double *hidden_mean, gw_error *err)
{
    hidden h = {0};
    gw_spend_choice choice = {.chosen = GW_SPEND_NONE};
    gw_status status = gather(&h, context, seen, hidden_x, hidden_mean, err);
    if (status == GW_OK)
        status = try_all(&choice, &h, context, seen, err);
    choice.customers = (double)h.n;
    gw_release(context, h.memory);
    if (status == GW_OK)
        *out = choice;
    return status;
}

/* Did any result move? tests/quality.csv has, for data set x model, log-likelihood, parameters, the
 * evidence of the posterior, and the errors on data that the fit has not seen. A change that moves
 * one of them must be looked at and told: GW_UPDATE=1 writes the file anew, and its difference is
 * reviewed with the change. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cdnow.h"
#include "holdout.h"
#include "subject.h"

#define FILE_NAME "tests/quality.csv"
#define MOST 400

typedef struct measure {
    char data[32], model[32], name[32];
    double value;
} measure;

static measure measures[MOST];
static size_t measure_count;

static void add(const char *data, const gw_model *model, const char *name, double value)
{
    assert_true(measure_count < MOST);
    measure *m = &measures[measure_count++];
    snprintf(m->data, sizeof m->data, "%s", data);
    snprintf(m->model, sizeof m->model, "%s", gw_model_name(model));
    snprintf(m->name, sizeof m->name, "%s", name);
    m->value = value;
}

static double *zeros(size_t n)
{
    double *list = calloc(n, sizeof *list);
    if (list == NULL) {
        fail_msg("out of memory");
        abort(); /* lint does not know that fail_msg does not return */
    }
    return list;
}

/* Fit and posterior; the fit is for the caller's forecasts. */
static gw_fit add_fit(const char *data, gw_context *context, const gw_model *model,
                      const gw_cells *cells)
{
    gw_fit fit;
    gw_posterior *posterior = NULL;
    must(gw_model_fit(&fit, context, model, cells, NULL, err));
    must(gw_model_posterior(&posterior, context, model, cells, NULL, err));
    add(data, model, "customers", fit.customers);
    add(data, model, "log_lik", fit.log_lik);
    add(data, model, "log_evidence", gw_posterior_report_of(posterior)->log_evidence);
    for (size_t i = 0; i < gw_model_parameter_count(model); i++)
        if (isfinite(fit.se[i])) /* what the data do not tell may lie anywhere */
            add(data, model, gw_model_parameter_name(model, i), fit.params[i]);
    gw_posterior_free(posterior);
    return fit;
}

/* One score of every row given to the cells. */
static double *score_rows(gw_context *context, const gw_model *model, const gw_cells *cells,
                          size_t rows, const double *params, const char *name, double horizon)
{
    double *scores[GW_MAX_SCORES] = {NULL};
    double *by_cell = zeros(gw_cells_count(cells));
    double *by_row = zeros(rows);
    gw_score_options options = GW_SCORE_OPTIONS_INIT;
    options.horizon = horizon;
    for (size_t i = 0; i < gw_model_score_count(model); i++)
        if (strcmp(gw_model_score_name(model, i), name) == 0)
            scores[i] = by_cell;
    must(gw_model_score(scores, NULL, context, model, params, cells, &options, err));
    for (size_t i = 0; i < rows; i++)
        by_row[i] = by_cell[gw_cells_of_rows(cells)[i]];
    free(by_cell);
    return by_row;
}

/* ---- One part seen, one hidden --------------------------------------------------------------- */

/* Histories and what came after them. */
typedef struct halves {
    const char *data;
    size_t n;
    const double *x, *t_x, *T, *mean_spend;
    const double *hidden_days; /* with a purchase */
    const double *hidden_paid;
    double horizon;
} halves;

static void add_counts(gw_context *context, const gw_model *model, const gw_cells *cells,
                       const gw_fit *fit, const halves *h)
{
    gw_holdout_score score;
    double *said = score_rows(context, model, cells, h->n, fit->params, "expected", h->horizon);
    must(gw_holdout_score_of(&score, context, said, h->hidden_days, NULL, h->n, err));
    add(h->data, model, "hidden_days", score.actual);
    add(h->data, model, "hidden_bias", score.bias);
    add(h->data, model, "hidden_mae", score.mae);
    add(h->data, model, "hidden_rmse", score.rmse);
    add(h->data, model, "hidden_deviance", score.deviance);
    free(said);
}

/* What was paid on the hidden days, if each of them brought what the model expects. */
static void add_spend(gw_context *context, const gw_model *model, const gw_cells *cells,
                      const gw_fit *fit, const halves *h)
{
    double *said = score_rows(context, model, cells, h->n, fit->params, "expected_spend", 0);
    double expected = 0, paid = 0, off = 0, buyers = 0;
    for (size_t i = 0; i < h->n; i++) {
        if (h->hidden_days[i] == 0)
            continue;
        expected += said[i] * h->hidden_days[i];
        paid += h->hidden_paid[i];
        off += fabs(said[i] - h->hidden_paid[i] / h->hidden_days[i]);
        buyers++;
    }
    add(h->data, model, "hidden_bias", expected / paid - 1);
    add(h->data, model, "hidden_mae", off / buyers);
    free(said);
}

static void add_halves(gw_context *context, const halves *h)
{
    const double *columns[2][GW_MAX_COLUMNS] = {{h->x, h->t_x, h->T}, {h->x, h->mean_spend}};
    for (size_t i = 0; i < gw_model_count(); i++) {
        const gw_model *model = gw_model_at(i);
        int spend = gw_model_kind_of(model) == GW_MODEL_SPEND;
        gw_rows rows = {.n = h->n};
        gw_cells *cells = NULL;
        if (gw_model_kind_of(model) != GW_MODEL_COUNT && !spend)
            continue;
        for (size_t c = 0; c < gw_model_column_count(model); c++)
            rows.columns[c] = columns[spend][c];
        must(gw_cells_create(&cells, context, model, &rows, err));
        gw_fit fit = add_fit(h->data, context, model, cells);
        if (spend)
            add_spend(context, model, cells, &fit, h);
        else
            add_counts(context, model, cells, &fit, h);
        gw_cells_free(cells);
    }
}

/* In weeks. */
static void add_cdnow(gw_context *context)
{
    static cdnow people;
    cdnow_read(&people);
    halves h = {"cdnow",           CDNOW_CUSTOMERS,   people.x,           people.t_x,
                people.T,          people.mean_spend, people.hidden_days, people.hidden_dollars,
                CDNOW_HIDDEN_WEEKS};
    add_halves(context, &h);
}

/* In days: 26 weeks seen, 13 hidden. */
static void add_grocer(gw_context *context)
{
    static const char *const names[] = {"x",          "t_x",         "T",
                                        "mean_spend", "hidden_days", "hidden_paid"};
    csv *table = csv_read("tests/data/models/grocer.csv");
    double *column[6];
    for (size_t c = 0; c < 6; c++) {
        column[c] = zeros(table->rows);
        csv_numbers(column[c], table, names[c]);
    }
    halves h = {"grocer",  table->rows, column[0], column[1], column[2],
                column[3], column[4],   column[5], 91};
    add_halves(context, &h);
    for (size_t c = 0; c < 6; c++)
        free(column[c]);
    csv_free(table);
}

/* ---- Contracts: seven renewals seen, five hidden --------------------------------------------- */

static void add_contract(gw_context *context, const gw_model *model, const char *data)
{
    enum { SEEN = 7, LAST = 12 };
    char path[64];
    snprintf(path, sizeof path, "examples/contracts/%s.csv", data);
    csv *table = csv_read(path);
    sample *drawn = sample_create(table->rows);
    for (size_t c = 0; c < gw_model_column_count(model); c++)
        csv_numbers(drawn->columns[c], table, gw_model_column_name(model, c));
    double left = drawn->columns[1][LAST - 1];
    assert_true(table->rows == LAST && drawn->columns[0][LAST - 1] == LAST);
    drawn->n = SEEN;
    gw_cells *cells = sample_cells(drawn, context, model);
    gw_fit fit = add_fit(data, context, model, cells);
    gw_cells_free(cells);
    drawn->n = LAST;
    cells = sample_cells(drawn, context, model);
    double *said = score_rows(context, model, cells, LAST, fit.params, "survival", 0);
    add(data, model, "hidden_bias", fit.customers * said[LAST - 1] / left - 1);
    free(said);
    gw_cells_free(cells);
    sample_free(drawn);
    csv_free(table);
}

static void add_contracts(gw_context *context)
{
    for (size_t i = 0; i < gw_model_count(); i++)
        if (gw_model_kind_of(gw_model_at(i)) == GW_MODEL_CONTRACT) {
            add_contract(context, gw_model_at(i), "high_end");
            add_contract(context, gw_model_at(i), "regular");
        }
}

/* ---- Donations ------------------------------------------------------------------------------- */

static void add_donations(gw_context *context)
{
    csv *table = csv_read("examples/donations/donations.csv");
    for (size_t i = 0; i < gw_model_count(); i++) {
        const gw_model *model = gw_model_at(i);
        if (gw_model_kind_of(model) != GW_MODEL_DISCRETE)
            continue;
        sample *drawn = sample_create(table->rows);
        drawn->weight = zeros(table->rows);
        csv_numbers(drawn->weight, table, "weight");
        for (size_t c = 0; c < gw_model_column_count(model); c++)
            csv_numbers(drawn->columns[c], table, gw_model_column_name(model, c));
        gw_cells *cells = sample_cells(drawn, context, model);
        add_fit("donations", context, model, cells);
        gw_cells_free(cells);
        sample_free(drawn);
    }
    csv_free(table);
}

/* ---- Comparing ------------------------------------------------------------------------------- */

static void write_measures(void)
{
    FILE *out = fopen(GW_SOURCE_DIR "/" FILE_NAME, "w");
    assert_non_null(out);
    fprintf(out, "data,model,measure,value\n");
    for (size_t i = 0; i < measure_count; i++)
        fprintf(out, "%s,%s,%s,%.9g\n", measures[i].data, measures[i].model, measures[i].name,
                measures[i].value);
    assert_int_equal(fclose(out), 0);
}

/* Line by line, in the order of registry.def: a new model brings its lines. */
static void results_are_where_they_were(void **state)
{
    (void)state;
    gw_context *context = context_with(2);
    add_cdnow(context);
    add_grocer(context);
    add_contracts(context);
    add_donations(context);
    gw_context_free(context);
    if (getenv("GW_UPDATE") != NULL)
        write_measures();
    csv *table = csv_read(FILE_NAME);
    for (size_t i = 0; i < measure_count; i++) {
        const measure *m = &measures[i];
        char what[128];
        if (i >= table->rows || strcmp(csv_text(table, i, 0), m->data) != 0 ||
            strcmp(csv_text(table, i, 1), m->model) != 0 ||
            strcmp(csv_text(table, i, 2), m->name) != 0)
            fail_msg("line %zu of " FILE_NAME " should be %s,%s,%s: GW_UPDATE=1 writes it", i + 2,
                     m->data, m->model, m->name);
        snprintf(what, sizeof what, "%.31s, %.31s: %.31s", m->data, m->model, m->name);
        check_close_at(m->value, csv_number(table, i, 3), 1e-7, 1e-3, what, FILE_NAME, (int)i + 2);
    }
    assert_int_equal(table->rows, measure_count);
    csv_free(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(results_are_where_they_were)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

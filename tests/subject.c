#include "subject.h"

#include "kinds.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *must_have(void *memory)
{
    if (memory == NULL) {
        fail_msg("out of memory");
        abort(); /* lint does not know that fail_msg does not return */
    }
    return memory;
}

static void read_set(double *params_out, const subject *s, size_t row)
{
    for (size_t i = 0; i < s->parameter_count; i++)
        params_out[i] =
            csv_number(s->table, row, csv_column(s->table, gw_model_parameter_name(s->model, i)));
}

static int same_set(const double *a, const double *b)
{
    for (size_t i = 0; i < GW_MAX_PARAMETERS; i++)
        if (a[i] != b[i])
            return 0;
    return 1;
}

static void add_set(subject *s, const double *params)
{
    for (size_t k = 0; k < s->set_count; k++)
        if (same_set(s->sets[k], params))
            return;
    memcpy(s->sets[s->set_count++], params, sizeof s->sets[0]);
}

static void subject_fill(subject *s, const gw_model *model)
{
    snprintf(s->path, sizeof s->path, "core/models/%s/reference.csv", gw_model_name(model));
    s->model = model;
    s->parameter_count = gw_model_parameter_count(model);
    s->column_count = gw_model_column_count(model);
    s->table = csv_read(s->path);
    s->sets = must_have(calloc(s->table->rows, sizeof *s->sets));
    for (size_t row = 0; row < s->table->rows; row++) {
        double params[GW_MAX_PARAMETERS] = {0};
        read_set(params, s, row);
        add_set(s, params);
    }
    read_set(s->typical, s, 0);
    for (size_t i = 0; i < s->column_count; i++)
        s->typical_row[i] =
            csv_number(s->table, 0, csv_column(s->table, gw_model_column_name(model, i)));
}

static void subject_clear(subject *s)
{
    csv_free(s->table);
    free(s->sets);
}

int run_for_every_model(const model_test *tests, size_t count)
{
    size_t models = gw_model_count();
    struct CMUnitTest *all = must_have(calloc(models * count, sizeof *all));
    char(*names)[128] = must_have(calloc(models * count, sizeof *names));
    subject *subjects = must_have(calloc(models, sizeof *subjects));
    for (size_t m = 0; m < models; m++) {
        subject_fill(&subjects[m], gw_model_at(m));
        for (size_t i = 0; i < count; i++) {
            size_t k = m * count + i;
            snprintf(names[k], sizeof names[k], "%s: %s", gw_model_name(gw_model_at(m)),
                     tests[i].name);
            all[k] = (struct CMUnitTest){names[k], tests[i].run, NULL, NULL, &subjects[m]};
        }
    }
    int failed = _cmocka_run_group_tests("models", all, models * count, NULL, NULL);
    for (size_t m = 0; m < models; m++)
        subject_clear(&subjects[m]);
    free(subjects);
    free(names);
    free(all);
    return failed;
}

sample *sample_create(size_t n)
{
    sample *rows = must_have(calloc(1, sizeof *rows));
    rows->n = n;
    for (size_t i = 0; i < GW_MAX_COLUMNS; i++)
        rows->columns[i] = must_have(calloc(n, sizeof(double)));
    return rows;
}

/* Of the column that gw_model_simulate is given. */
static double given_value(const subject *s, size_t i)
{
    switch (gw_model_kind_of(s->model)) {
    case GW_MODEL_COUNT: /* 85 days of acquisition, as in the papers' sample */
        return s->typical_row[2] * (double)(188 + i % 85) / 272.0;
    case GW_MODEL_SPEND:
        return (double)(i % 8);
    case GW_MODEL_CONTRACT:
        return (double)(1 + i % 8);
    case GW_MODEL_DISCRETE:
        return s->typical_row[2] + (double)(i % 3);
    }
    return 0;
}

sample *sample_draw(const subject *s, gw_context *context, const double *params, size_t n,
                    uint64_t seed)
{
    sample *rows = sample_create(n);
    double *given = rows->columns[gw__kind(gw_model_kind_of(s->model))->given];
    for (size_t i = 0; i < n; i++)
        given[i] = given_value(s, i);
    must(gw_model_simulate(rows->columns, n, context, s->model, params, seed, err));
    return rows;
}

void sample_free(sample *rows)
{
    for (size_t i = 0; i < GW_MAX_COLUMNS; i++)
        free(rows->columns[i]);
    free(rows->weight);
    free(rows);
}

gw_cells *sample_cells(const sample *rows, gw_context *context, const gw_model *model)
{
    gw_rows table = {.n = rows->n, .weight = rows->weight};
    for (size_t i = 0; i < GW_MAX_COLUMNS; i++)
        table.columns[i] = rows->columns[i];
    gw_cells *cells = NULL;
    must(gw_cells_create(&cells, context, model, &table, err));
    return cells;
}

gw_context *context_with(int threads)
{
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    gw_context *context = NULL;
    options.threads = threads;
    must(gw_context_create(&context, &options, err));
    return context;
}

gw_cells *cells_of_row(gw_context *context, const gw_model *model, const double *columns)
{
    gw_rows table = {.n = 1};
    for (size_t i = 0; i < gw_model_column_count(model); i++)
        table.columns[i] = &columns[i];
    gw_cells *cells = NULL;
    must(gw_cells_create(&cells, context, model, &table, err));
    return cells;
}

double log_lik_at(gw_context *context, const gw_model *model, const double *params,
                  const gw_cells *cells, double *gradient_out)
{
    double log_lik = (double)NAN;
    must(gw_model_log_lik(&log_lik, gradient_out, context, model, params, cells, err));
    return log_lik;
}

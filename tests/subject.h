/* A registered model under test, with what its reference.csv tells: every contract test runs for
 * every model, so that a new line in registry.def brings them all. */
#ifndef GW_TEST_SUBJECT_H
#define GW_TEST_SUBJECT_H

#include "check.h"
#include "csv.h"

#include <goodwill/models.h>

typedef struct subject {
    const gw_model *model;
    size_t parameter_count;
    size_t column_count;
    char path[160];
    csv *table;                        /* its reference.csv */
    double typical[GW_MAX_PARAMETERS]; /* of the table's first row: an ordinary case */
    double typical_row[GW_MAX_COLUMNS];
    double (*sets)[GW_MAX_PARAMETERS]; /* the table's distinct parameters */
    size_t set_count;
} subject;

/* Runs each test for each registered model; *state of a test is its subject. */
typedef struct model_test {
    const char *name;
    void (*run)(void **state);
} model_test;
#define MODEL_TEST(function)                                                                       \
    {                                                                                              \
#function, function                                                                        \
    }
int run_for_every_model(const model_test *tests, size_t count);

/* Rows of a model's table of customers. */
typedef struct sample {
    size_t n;
    double *columns[GW_MAX_COLUMNS];
    double *weight; /* NULL: each counts once */
} sample;

/* n customers drawn from the model, observed about as long as the typical row (of the spend models:
 * with 0 to 7 occasions; of contracts: up for the first to eighth renewal). */
sample *sample_draw(const subject *s, gw_context *context, const double *params, size_t n,
                    uint64_t seed);
sample *sample_create(size_t n); /* all zero */
void sample_free(sample *rows);
gw_cells *sample_cells(const sample *rows, gw_context *context, const gw_model *model);

/* What must succeed; the sentence of the error is printed when it does not. */
#define must(call)                                                                                 \
    do {                                                                                           \
        gw_error must_err = {GW_OK, ""};                                                           \
        gw_error *err = &must_err;                                                                 \
        if ((call) != GW_OK)                                                                       \
            fail_msg("%s: %s", #call, must_err.message);                                           \
    } while (0)

gw_context *context_with(int threads);
gw_cells *cells_of_row(gw_context *context, const gw_model *model, const double *columns);
double log_lik_at(gw_context *context, const gw_model *model, const double *params,
                  const gw_cells *cells, double *gradient_out);

#endif

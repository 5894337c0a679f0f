/* Columns of a table as covariates: what each customer was known by from the start. A column of
 * numbers is one covariate. A column of words is one for each word but the most frequent, with
 * which the others are compared: "channel=web" is 1 for those and 0 for others. */
#ifndef GW_COVARIATE_TABLE_H
#define GW_COVARIATE_TABLE_H

#include <goodwill/covariates.h>

#include "model_table.h"

#define GW_MOST_LEVELS 64     /* different numbers in a column */
#define GW_MOST_SEGMENTS 1000 /* different combinations */

typedef struct gw_covariate_table {
    gw_context *context;
    gw_segments segments; /* ordered by what customers are known by, not by the rows */
    char *names[GW_MAX_COVARIATES];
    gw_cells **cells;
    double *z;
} gw_covariate_table;

/* `columns` are names of the table's columns, with commas between them; the table was read with
 * GW_TABLE_TO_FIT_BY. GW_WRONG_USE for names that are no list; GW_BAD_DATA, with the file and what
 * to do, for a column that is not there, an empty field, a column with one value, or too many
 * values. `out` starts as {0}, and borrows from the table. */
GW_MUST_USE gw_status gw_covariate_table_read(gw_covariate_table *out, gw_context *context,
                                              const gw_model *model, const gw_model_table *table,
                                              const char *columns, gw_error *err);
/* Accepts {0}. */
void gw_covariate_table_free(gw_covariate_table *table);

#endif

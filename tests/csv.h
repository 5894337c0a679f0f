/* A strict reader of small CSV files for tests: one header line, the same number of fields in every
 * row, no quotes. Anything else, a column that is not there, or a field that is no number fails the
 * test by name: a table that cannot be read must not pass. */
#ifndef GW_TEST_CSV_H
#define GW_TEST_CSV_H

#include <stddef.h>

typedef struct csv {
    const char *path;
    char *text; /* the file, cut into the strings below */
    size_t columns;
    size_t rows;
    char **names;  /* of columns */
    char **fields; /* row by row */
} csv;

/* `path` is relative to the project's root; the string must outlive the table. At least one row. */
csv *csv_read(const char *path);
void csv_free(csv *table);

#define CSV_NONE ((size_t)-1)
size_t csv_find(const csv *table, const char *name); /* CSV_NONE when there is no such column */
size_t csv_column(const csv *table, const char *name);
const char *csv_text(const csv *table, size_t row, size_t column);
/* The whole field as a number, "nan" and "inf" allowed; an empty field is no number. */
double csv_number(const csv *table, size_t row, size_t column);
int csv_empty(const csv *table, size_t row, size_t column);
/* A whole column of numbers into numbers_out, of length table->rows. */
void csv_numbers(double *numbers_out, const csv *table, const char *name);

#endif

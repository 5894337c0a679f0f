/* Reading the reference tables tests/data/X/Y.csv: rows of a name and numbers, '#' lines skipped.
 */
#ifndef GW_TEST_ROWS_H
#define GW_TEST_ROWS_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

#define ROW_NUMBERS 16

typedef struct rows {
    FILE *file;
    const char *path;
    int line; /* of the row last read */
    char text[1024];
    const char *name;
    double x[ROW_NUMBERS];
    size_t n;
} rows;

/* `path` from the source folder; a missing file fails the test. */
static inline rows rows_open(const char *path)
{
    char full[1024];
    snprintf(full, sizeof full, "%s/%s", GW_SOURCE_DIR, path);
    rows table = {.file = fopen(full, "r"), .path = path};
    if (table.file == NULL)
        fail_msg("cannot read %s", full);
    return table;
}

/* The next row into name, x and n; false, and the file closed, at the end. */
static inline bool rows_next(rows *table)
{
    do {
        if (fgets(table->text, sizeof table->text, table->file) == NULL) {
            fclose(table->file);
            return false;
        }
        table->line++;
    } while (table->text[0] == '#');
    char *rest = NULL;
    table->name = strtok_r(table->text, ",\n", &rest);
    table->n = 0;
    for (char *word; (word = strtok_r(NULL, ",\n", &rest)) != NULL;) {
        char *end;
        assert_true(table->n < ROW_NUMBERS);
        table->x[table->n++] = strtod(word, &end);
        if (*end != '\0')
            fail_msg("%s:%d: %s is not a number", table->path, table->line, word);
    }
    return true;
}

static inline bool row_is(const rows *table, const char *name)
{
    return strcmp(table->name, name) == 0;
}

/* As check_close_floor, naming the row. */
static inline void check_row(const rows *table, double actual, double tolerance, double floor)
{
    char what[256];
    snprintf(what, sizeof what, "%s(%.17g, %.17g, %.17g)", table->name, table->x[0],
             table->n > 2 ? table->x[1] : 0.0, table->n > 3 ? table->x[2] : 0.0);
    check_close_at(actual, table->x[table->n - 1], tolerance, floor, what, table->path,
                   table->line);
}

#endif

#include "csv.h"

#include "check.h"

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

static char *read_all(const char *path)
{
    char full[4096];
    snprintf(full, sizeof full, "%s/%s", GW_SOURCE_DIR, path);
    FILE *file = fopen(full, "rb");
    if (file == NULL) {
        fail_msg("cannot open %s", full);
        abort();
    }
    size_t size = 0;
    size_t room = 1 << 16;
    char *text = must_have(malloc(room));
    for (size_t got; (got = fread(text + size, 1, room - size - 1, file)) > 0;) {
        size += got;
        if (size == room - 1)
            text = must_have(realloc(text, room *= 2));
    }
    if (ferror(file))
        fail_msg("cannot read %s", full);
    fclose(file);
    text[size] = '\0';
    if (strlen(text) != size || strchr(text, '"') != NULL)
        fail_msg("%s: NUL bytes and quotes are not for this reader", path);
    return text;
}

/* Cuts a line at its commas; the strings go to the end of *fields. */
static size_t cut(char *line, char ***fields, size_t *count, size_t *room)
{
    size_t found = 0;
    for (char *field = line; field != NULL; found++) {
        char *comma = strchr(field, ',');
        if (comma != NULL)
            *comma = '\0';
        if (*count == *room)
            *fields = must_have(realloc(*fields, (*room = *room * 2 + 64) * sizeof **fields));
        (*fields)[(*count)++] = field;
        field = comma == NULL ? NULL : comma + 1;
    }
    return found;
}

/* The next line without its end; NULL after the last. */
static char *next_line(char **rest)
{
    char *line = *rest;
    if (*line == '\0')
        return NULL;
    char *end = strchr(line, '\n');
    *rest = end == NULL ? line + strlen(line) : end + 1;
    if (end != NULL)
        *end = '\0';
    size_t length = strlen(line);
    if (length > 0 && line[length - 1] == '\r')
        line[length - 1] = '\0';
    return line;
}

csv *csv_read(const char *path)
{
    csv *table = must_have(calloc(1, sizeof *table));
    table->path = path;
    table->text = read_all(path);
    char *rest = table->text;
    char *line = next_line(&rest);
    size_t count = 0;
    size_t room = 0;
    if (line == NULL) {
        fail_msg("%s is empty", path);
        abort();
    }
    table->columns = cut(line, &table->names, &count, &room);
    count = room = 0;
    while ((line = next_line(&rest)) != NULL) {
        table->rows++;
        size_t found = cut(line, &table->fields, &count, &room);
        if (found != table->columns)
            fail_msg("%s, row %zu: %zu fields instead of %zu", path, table->rows, found,
                     table->columns);
    }
    if (table->rows == 0)
        fail_msg("%s has no rows", path);
    return table;
}

void csv_free(csv *table)
{
    if (table == NULL)
        return;
    free(table->fields);
    free(table->names);
    free(table->text);
    free(table);
}

size_t csv_find(const csv *table, const char *name)
{
    for (size_t i = 0; i < table->columns; i++)
        if (strcmp(table->names[i], name) == 0)
            return i;
    return CSV_NONE;
}

size_t csv_column(const csv *table, const char *name)
{
    size_t column = csv_find(table, name);
    if (column == CSV_NONE)
        fail_msg("%s has no column %s", table->path, name);
    return column;
}

const char *csv_text(const csv *table, size_t row, size_t column)
{
    assert_true(row < table->rows && column < table->columns);
    return table->fields[row * table->columns + column];
}

int csv_empty(const csv *table, size_t row, size_t column)
{
    return csv_text(table, row, column)[0] == '\0';
}

double csv_number(const csv *table, size_t row, size_t column)
{
    const char *text = csv_text(table, row, column);
    char *end;
    double value = strtod(text, &end);
    if (end == text || *end != '\0')
        fail_msg("%s, row %zu, %s: '%s' is no number", table->path, row + 1, table->names[column],
                 text);
    return value;
}

void csv_numbers(double *numbers_out, const csv *table, const char *name)
{
    size_t column = csv_column(table, name);
    for (size_t row = 0; row < table->rows; row++)
        numbers_out[row] = csv_number(table, row, column);
}

/* Covariates of a table, see covariate_table.h: the different values of each column, put in order;
 * rows by the combination of values they have; and cells for each combination. */
#include "covariate_table.h"

#include <math.h>
#include <string.h>

#include "error.h"
#include "memory.h"
#include "number.h"
#include "placed.h"
#include "shown.h"
#include "strbuf.h"
#include "table.h"

#define MOST_NUMBER 100 /* of goodwill/covariates.h */

typedef struct level {
    gw_span text;
    double number;
    size_t rows;
} level;

/* One column, while it is looked at. */
typedef struct column {
    size_t place;
    const char *name;
    level levels[GW_MOST_LEVELS];
    size_t n;
    size_t usual; /* of words: the most frequent */
    bool words;
} column;

typedef struct reading {
    gw_covariate_table *out;
    gw_context *context;
    const gw_model *model;
    const gw_model_table *source;
    column *columns; /* GW_MAX_COVARIATES */
    size_t column_count;
    size_t covariates;
    gw_placed *order; /* rows by their combination */
    double *gathered; /* the model's columns and the weights, in that order */
    size_t segments;
} reading;

/* ---- Which columns -------------------------------------------------------------------------- */

static gw_status find_column(reading *r, const char *name, size_t length, gw_error *err)
{
    column *out = &r->columns[r->column_count];
    gw_strbuf text = GW_STRBUF_INIT(r->context);
    gw_strbuf_printf(&text, "%.*s", (int)length, name);
    gw_status status = text.failed ? gw_error_no_memory(err, "covariates")
                                   : gw_table_find_column(&out->place, r->source->table,
                                                          gw_strbuf_text(&text), err);
    gw_strbuf_free(&text);
    if (status == GW_OK)
        out->name = gw_table_column(r->source->table, out->place);
    return status;
}

static gw_status find_columns(reading *r, const char *names, gw_error *err)
{
    for (const char *name = names;;) {
        size_t length = strcspn(name, ",");
        if (length == 0)
            return gw_error_set(err, GW_WRONG_USE,
                                "--covariates takes names of columns with commas between them, "
                                "not \"%s\"",
                                gw_show(names).text);
        if (r->column_count == GW_MAX_COVARIATES)
            return gw_error_set(err, GW_WRONG_USE, "--covariates takes at most %d columns",
                                GW_MAX_COVARIATES);
        GW_TRY(find_column(r, name, length, err));
        for (size_t c = 0; c < r->column_count; c++)
            if (r->columns[c].place == r->columns[r->column_count].place)
                return gw_error_set(err, GW_WRONG_USE, "--covariates names %s twice",
                                    r->columns[c].name);
        r->column_count++;
        if (name[length] == '\0')
            return GW_OK;
        name += length + 1;
    }
}

/* ---- Their values --------------------------------------------------------------------------- */

static int compare(gw_span a, gw_span b)
{
    size_t least = a.length < b.length ? a.length : b.length;
    int order = least > 0 ? memcmp(a.bytes, b.bytes, least) : 0;
    return order != 0 ? order : (a.length > b.length) - (a.length < b.length);
}

/* Where the text is among the values, which are in order, or where it would be. */
static size_t place_of(const column *c, gw_span text)
{
    size_t low = 0;
    size_t high = c->n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (compare(c->levels[middle].text, text) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static gw_status add_value(column *c, const gw_table *table, size_t row, gw_error *err)
{
    gw_span text = gw_table_text(table, row, c->place);
    if (gw_text_is_missing(text))
        return gw_error_set(err, GW_BAD_DATA,
                            "%s, row %zu: %s is missing; write a word of its own for customers of "
                            "whom it is not known",
                            gw_table_name(table), row + 1, c->name);
    size_t at = place_of(c, text);
    if (at < c->n && compare(c->levels[at].text, text) == 0) {
        c->levels[at].rows++;
        return GW_OK;
    }
    if (c->n == GW_MOST_LEVELS)
        return gw_error_set(err, GW_BAD_DATA,
                            "%s: %s has more than %d different values; customers must share them: "
                            "put rare or similar ones together",
                            gw_table_name(table), c->name, GW_MOST_LEVELS);
    memmove(&c->levels[at + 1], &c->levels[at], (c->n - at) * sizeof(level));
    c->levels[at] = (level){.text = text, .rows = 1};
    c->n++;
    return GW_OK;
}

static gw_status read_values(column *c, const gw_table *table, gw_error *err)
{
    for (size_t row = 0; row < gw_table_rows(table); row++)
        GW_TRY(add_value(c, table, row, err));
    if (c->n == 1)
        return gw_error_set(err, GW_BAD_DATA,
                            "%s: %s is %s in every row, which tells no customers apart",
                            gw_table_name(table), c->name,
                            gw_show_bytes(c->levels[0].text.bytes, c->levels[0].text.length).text);
    for (size_t i = 0; i < c->n; i++) {
        level *l = &c->levels[i];
        c->words |= !gw_number_parse(&l->number, l->text.bytes, l->text.length);
        if (l->rows > c->levels[c->usual].rows)
            c->usual = i;
    }
    for (size_t i = 0; !c->words && i < c->n; i++)
        if (!(fabs(c->levels[i].number) <= MOST_NUMBER))
            return gw_error_set(err, GW_BAD_DATA,
                                "%s: %s is %g somewhere; numbers may be up to %d in size: take a "
                                "larger unit, or words",
                                gw_table_name(table), c->name, c->levels[i].number, MOST_NUMBER);
    return GW_OK;
}

static gw_status name_covariate(reading *r, const column *c, const level *of, gw_error *err)
{
    if (r->covariates == GW_MAX_COVARIATES)
        return gw_error_set(
            err, GW_BAD_DATA,
            "%s: these columns make more than %d comparisons (a column of words makes one for each "
            "word but the most frequent; %s has %zu): put rare or similar ones together",
            gw_table_name(r->source->table), GW_MAX_COVARIATES, c->name, c->n);
    size_t length = strlen(c->name);
    char *name = gw_alloc(r->context, length + (of != NULL ? of->text.length : 0) + 2, 1);
    if (name == NULL)
        return gw_error_no_memory(err, "covariates");
    memcpy(name, c->name, length);
    if (of != NULL) {
        name[length++] = '=';
        memcpy(name + length, of->text.bytes, of->text.length);
        length += of->text.length;
    }
    name[length] = '\0';
    r->out->names[r->covariates++] = name;
    return GW_OK;
}

static gw_status name_covariates(reading *r, const column *c, gw_error *err)
{
    if (!c->words)
        return name_covariate(r, c, NULL, err);
    for (size_t i = 0; i < c->n; i++)
        if (i != c->usual)
            GW_TRY(name_covariate(r, c, &c->levels[i], err));
    return GW_OK;
}

/* ---- Segments ------------------------------------------------------------------------------- */

static gw_status order_rows(reading *r, gw_error *err)
{
    size_t n = gw_table_rows(r->source->table);
    r->order = gw_alloc_zero(r->context, n, sizeof *r->order);
    if (r->order == NULL)
        return gw_error_no_memory(err, "covariates");
    for (size_t row = 0; row < n; row++) {
        r->order[row].place = row;
        for (size_t c = 0; c < r->column_count; c++) {
            const column *here = &r->columns[c];
            gw_span text = gw_table_text(r->source->table, row, here->place);
            r->order[row].value =
                r->order[row].value * GW_MOST_LEVELS + (double)place_of(here, text);
        }
    }
    gw_placed_sort(r->order, n);
    r->segments = 1;
    for (size_t i = 1; i < n; i++)
        r->segments += r->order[i].value > r->order[i - 1].value;
    return r->segments <= GW_MOST_SEGMENTS
               ? GW_OK
               : gw_error_set(err, GW_BAD_DATA,
                              "%s: these columns have %zu different combinations, at most %d can "
                              "be: put rare or similar values together",
                              gw_table_name(r->source->table), r->segments, GW_MOST_SEGMENTS);
}

static gw_status gather(reading *r, gw_error *err)
{
    const gw_rows *rows = &r->source->rows;
    size_t columns = gw_model_column_count(r->model);
    r->gathered = gw_alloc(r->context, rows->n, (columns + 1) * sizeof *r->gathered);
    if (r->gathered == NULL)
        return gw_error_no_memory(err, "covariates");
    for (size_t c = 0; c <= columns; c++) {
        const double *from = c < columns ? rows->columns[c] : rows->weight;
        for (size_t i = 0; i < rows->n; i++)
            r->gathered[c * rows->n + i] = from != NULL ? from[r->order[i].place] : 1.0;
    }
    return GW_OK;
}

/* What customers of this row are known by, in numbers. */
static void fill_z(double *z, const reading *r, size_t row)
{
    for (size_t c = 0; c < r->column_count; c++) {
        const column *here = &r->columns[c];
        size_t at = place_of(here, gw_table_text(r->source->table, row, here->place));
        if (!here->words)
            *z++ = here->levels[at].number;
        for (size_t i = 0; here->words && i < here->n; i++)
            if (i != here->usual)
                *z++ = i == at;
    }
}

static gw_status make_segment(reading *r, size_t segment, size_t first, size_t end, gw_error *err)
{
    size_t n = r->source->rows.n;
    size_t columns = gw_model_column_count(r->model);
    gw_rows rows = {.n = end - first, .weight = r->gathered + columns * n + first};
    for (size_t c = 0; c < columns; c++)
        rows.columns[c] = r->gathered + c * n + first;
    fill_z(r->out->z + segment * r->covariates, r, r->order[first].place);
    return gw_cells_create(&r->out->cells[segment], r->context, r->model, &rows, err);
}

static gw_status make_segments(reading *r, gw_error *err)
{
    gw_covariate_table *out = r->out;
    size_t n = r->source->rows.n;
    size_t segment = 0;
    out->cells = gw_alloc_zero(r->context, r->segments, sizeof(void *));
    out->z = gw_alloc(r->context, r->segments, r->covariates * sizeof *out->z);
    if (out->cells == NULL || out->z == NULL)
        return gw_error_no_memory(err, "covariates");
    out->segments = (gw_segments){.n = r->segments,
                                  .covariates = r->covariates,
                                  .cells = (const gw_cells *const *)out->cells,
                                  .all = r->source->cells,
                                  .z = out->z,
                                  .names = (const char *const *)out->names};
    for (size_t first = 0, end; first < n; first = end) {
        for (end = first + 1; end < n && r->order[end].value == r->order[first].value;)
            end++;
        GW_TRY(make_segment(r, segment++, first, end, err));
    }
    return GW_OK;
}

static gw_status read(reading *r, const char *names, gw_error *err)
{
    GW_TRY(find_columns(r, names, err));
    for (size_t c = 0; c < r->column_count; c++) {
        GW_TRY(read_values(&r->columns[c], r->source->table, err));
        GW_TRY(name_covariates(r, &r->columns[c], err));
    }
    GW_TRY(order_rows(r, err));
    GW_TRY(gather(r, err));
    return make_segments(r, err);
}

gw_status gw_covariate_table_read(gw_covariate_table *out, gw_context *context,
                                  const gw_model *model, const gw_model_table *table,
                                  const char *columns, gw_error *err)
{
    reading r = {.out = out, .context = context, .model = model, .source = table};
    out->context = context;
    r.columns = gw_alloc_zero(context, GW_MAX_COVARIATES, sizeof *r.columns);
    gw_status status = r.columns == NULL ? gw_error_no_memory(err, "covariates") : GW_OK;
    if (status == GW_OK)
        status = read(&r, columns, err);
    gw_release(context, r.columns);
    gw_release(context, r.order);
    gw_release(context, r.gathered);
    return status;
}

void gw_covariate_table_free(gw_covariate_table *table)
{
    if (table->context == NULL)
        return;
    for (size_t i = 0; table->cells != NULL && i < table->segments.n; i++)
        gw_cells_free(table->cells[i]);
    for (size_t i = 0; i < GW_MAX_COVARIATES; i++)
        gw_release(table->context, table->names[i]);
    gw_release(table->context, table->cells);
    gw_release(table->context, table->z);
    *table = (gw_covariate_table){0};
}

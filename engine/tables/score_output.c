#include "score_output.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "context.h"
#include "error.h"
#include "number_text.h"
#include "table.h"

#define ROWS_BETWEEN_LOOKS 4096

typedef struct writing {
    gw_output *output;
    const gw_model *model;
    const gw_table *table;
    double *const *scores;
    const uint32_t *cell_of_row;
} writing;

/* ---- CSV (RFC 4180, lines end with \n) ------------------------------------------------------- */

static bool needs_quotes(gw_span text)
{
    for (size_t i = 0; i < text.length; i++) {
        char c = text.bytes[i];
        if (c == ',' || c == '"' || c == '\n' || c == '\r')
            return true;
    }
    return false;
}

static void write_csv_field(gw_output *output, gw_span text)
{
    if (!needs_quotes(text)) {
        gw_output_write(output, text.bytes, text.length);
        return;
    }
    gw_output_puts(output, "\"");
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] == '"')
            gw_output_puts(output, "\"");
        gw_output_write(output, &text.bytes[i], 1);
    }
    gw_output_puts(output, "\"");
}

static void write_csv_header(const writing *w)
{
    size_t columns = gw_table_columns(w->table);
    for (size_t c = 0; c < columns; c++) {
        const char *name = gw_table_column(w->table, c);
        write_csv_field(w->output, (gw_span){name, strlen(name)});
        gw_output_puts(w->output, ",");
    }
    for (size_t s = 0; s < gw_model_score_count(w->model); s++) {
        gw_output_puts(w->output, s > 0 ? "," : "");
        gw_output_puts(w->output, gw_model_score_name(w->model, s));
    }
    gw_output_puts(w->output, "\n");
}

static void write_csv_row(const writing *w, size_t row)
{
    char number[GW_NUMBER_TEXT_SIZE];
    size_t columns = gw_table_columns(w->table);
    for (size_t c = 0; c < columns; c++) {
        write_csv_field(w->output, gw_table_text(w->table, row, c));
        gw_output_puts(w->output, ",");
    }
    for (size_t s = 0; s < gw_model_score_count(w->model); s++) {
        double score = w->scores[s][w->cell_of_row[row]];
        gw_output_puts(w->output, s > 0 ? "," : "");
        if (!isnan(score))
            gw_output_write(w->output, number, gw_number_to_text(number, score));
    }
    gw_output_puts(w->output, "\n");
}

/* ---- JSON (RFC 8259) ------------------------------------------------------------------------- */

static void write_json_text(gw_output *output, const char *bytes, size_t length)
{
    char escape[8];
    size_t done = 0; /* bytes before this are written */
    gw_output_puts(output, "\"");
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)bytes[i];
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        gw_output_write(output, bytes + done, i - done);
        snprintf(escape, sizeof escape, c < 0x20 ? "\\u%04x" : "\\%c", c);
        gw_output_puts(output, escape);
        done = i + 1;
    }
    gw_output_write(output, bytes + done, length - done);
    gw_output_puts(output, "\"");
}

static void write_json_row(const writing *w, size_t row)
{
    char number[GW_NUMBER_TEXT_SIZE];
    size_t columns = gw_table_columns(w->table);
    gw_output_puts(w->output, row > 0 ? ",\n{" : "\n{");
    for (size_t c = 0; c < columns; c++) {
        const char *name = gw_table_column(w->table, c);
        gw_span text = gw_table_text(w->table, row, c);
        write_json_text(w->output, name, strlen(name));
        gw_output_puts(w->output, ": ");
        write_json_text(w->output, text.bytes, text.length);
        gw_output_puts(w->output, ", ");
    }
    for (size_t s = 0; s < gw_model_score_count(w->model); s++) {
        const char *name = gw_model_score_name(w->model, s);
        double score = w->scores[s][w->cell_of_row[row]];
        gw_output_puts(w->output, s > 0 ? ", " : "");
        write_json_text(w->output, name, strlen(name));
        gw_output_puts(w->output, ": ");
        if (isfinite(score))
            gw_output_write(w->output, number, gw_number_to_text(number, score));
        else
            gw_output_puts(w->output, "null");
    }
    gw_output_puts(w->output, "}");
}

/* ---- All rows -------------------------------------------------------------------------------- */

gw_status gw_scores_write(gw_output *output, gw_context *context, const gw_model *model,
                          const gw_model_table *table, double *const *scores,
                          gw_score_format format, gw_error *err)
{
    const writing w = {output, model, table->table, scores, gw_cells_of_rows(table->cells)};
    bool csv = format == GW_SCORES_AS_CSV;
    if (csv)
        write_csv_header(&w);
    else
        gw_output_puts(output, "[");
    for (size_t row = 0; row < table->rows.n && !gw_output_stopped(output); row++) {
        if (row % ROWS_BETWEEN_LOOKS == 0 && gw_context_cancelled(context))
            return gw_error_set(err, GW_CANCELLED, "cancelled");
        if (csv)
            write_csv_row(&w, row);
        else
            write_json_row(&w, row);
    }
    if (!csv)
        gw_output_puts(output, "\n]\n");
    return GW_OK;
}

#include "model_table.h"

#include <string.h>

#include "error.h"
#include "memory.h"
#include "table.h"

/* Spend is not read where nothing was bought again: such rows may leave it empty. */
static gw_wanted want(const gw_model *model, size_t column)
{
    return (gw_wanted){.name = gw_model_column_name(model, column),
                       .may_be_missing = gw_model_kind_of(model) == GW_MODEL_SPEND && column > 0};
}

static gw_status check_score_names(const gw_table *table, const gw_model *model, gw_error *err)
{
    for (size_t i = 0; i < gw_model_score_count(model); i++) {
        const char *score = gw_model_score_name(model, i);
        for (size_t c = 0; c < gw_table_columns(table); c++) {
            if (strcmp(gw_table_column(table, c), score) == 0)
                return gw_error_set(err, GW_BAD_DATA,
                                    "%s already has a column %s, which would be written; rename it",
                                    gw_table_name(table), score);
        }
    }
    return GW_OK;
}

/* Cells know the row and the field, not the file. */
static gw_status make_cells(gw_model_table *out, gw_context *context, const gw_model *model,
                            gw_error *err)
{
    gw_error reason = {0};
    gw_status status = gw_cells_create(&out->cells, context, model, &out->rows, &reason);
    if (status == GW_BAD_DATA)
        return gw_error_set(err, status, "%s, %s", gw_table_name(out->table), reason.message);
    if (status != GW_OK && err != NULL)
        *err = reason;
    return status;
}

gw_status gw_model_table_read(gw_model_table *out, gw_context *context, const gw_model *model,
                              const char *path, gw_table_use use, gw_error *err)
{
    gw_wanted wanted[GW_MAX_COLUMNS + 1];
    bool to_fit = use != GW_TABLE_TO_SCORE;
    size_t columns = to_fit ? gw_model_column_count(model) : gw_model_columns_to_score(model);
    out->context = context;
    for (size_t i = 0; i < columns; i++)
        wanted[i] = want(model, i);
    wanted[columns] = (gw_wanted){.name = "weight", .optional = true};
    GW_TRY(gw_table_read(&out->table, context, path, wanted, columns + to_fit,
                         use != GW_TABLE_TO_FIT, err));
    out->rows.n = gw_table_rows(out->table);
    for (size_t i = 0; i < columns; i++)
        out->rows.columns[i] = gw_table_numbers(out->table, i);
    if (to_fit)
        out->rows.weight = gw_table_numbers(out->table, columns);
    else
        GW_TRY(check_score_names(out->table, model, err));
    if (to_fit && gw_model_kind_of(model) == GW_MODEL_CONTRACT)
        GW_TRY(gw_contract_table_read(&out->rows, &out->contract, context, err));
    return make_cells(out, context, model, err);
}

void gw_model_table_free(gw_model_table *table)
{
    gw_cells_free(table->cells);
    if (table->context != NULL)
        gw_release(table->context, table->contract.memory);
    gw_table_free(table->table);
    *table = (gw_model_table){0};
}

/* The labels of check_labels.h. The database says who has which name and which names are frequent;
 * the sample's rows, ordered by customer, are found by halving: no order is asked of a million
 * rows.
 */
#include "check_labels.h"

#include <string.h>

#include "columns.h"
#include "error.h"
#include "memory.h"
#include "query.h"
#include "shown.h"
#include "sql.h"

static gw_status read_names(gw_check_labels *labels, gw_store *store, gw_error *err)
{
    gw_query *query = NULL;
    size_t rows = 0;
    gw_value most = gw_value_int64(GW_LABELS_MAX);
    gw_status status = gw_query_open(&query, store, gw_sql("label_top"), &most, 1, err);
    while (status == GW_OK && (status = gw_query_next(&rows, query, err)) == GW_OK && rows > 0)
        for (size_t i = 0; i < rows; i++) {
            gw_span name = gw_query_text(query, 0, i);
            gw_utf8_cut(labels->names[labels->n++], GW_SERIES_NAME_SIZE, name.bytes, name.length);
        }
    gw_query_close(query);
    return status;
}

/* The row of a customer; sample->n when there is none. Most often it is the one `after`. */
static size_t row_of(const gw_check_sample *sample, int64_t customer_no, size_t after)
{
    size_t from = 0;
    size_t end = sample->n;
    if (after < sample->n && sample->customer_no[after] == customer_no)
        return after;
    while (from < end) {
        size_t middle = from + (end - from) / 2;
        if (sample->customer_no[middle] < customer_no)
            from = middle + 1;
        else
            end = middle;
    }
    return from < sample->n && sample->customer_no[from] == customer_no ? from : sample->n;
}

static gw_status read_rows(gw_check_labels *labels, const gw_check_sample *sample,
                           gw_context *context, gw_store *store, const gw_sql_slot *kind,
                           gw_error *err)
{
    gw_query *query = NULL;
    size_t rows = 0;
    size_t row = sample->n;
    gw_strbuf sql = GW_STRBUF_INIT(context);
    gw_value most = gw_value_int64(GW_LABELS_MAX);
    gw_status status = gw_sql_fill(&sql, "label_rows", kind, 1, err);
    if (status == GW_OK && gw_strbuf_text(&sql) == NULL)
        status = gw_error_no_memory(err, "the check's customers");
    if (status == GW_OK)
        status = gw_query_open(&query, store, gw_strbuf_text(&sql), &most, 1, err);
    while (status == GW_OK && (status = gw_query_next(&rows, query, err)) == GW_OK && rows > 0)
        for (size_t i = 0; i < rows; i++) {
            row = row_of(sample, gw_query_integer(query, 0, i), row + 1);
            if (row < sample->n)
                labels->of[row] = (uint8_t)gw_query_integer(query, 1, i);
        }
    gw_query_close(query);
    gw_strbuf_free(&sql);
    return status;
}

static gw_status read_kind(gw_check_labels *labels, const gw_check_sample *sample,
                           gw_context *context, gw_store *store, const char *code, gw_error *err)
{
    const gw_sql_slot kind = {"kind", code};
    GW_TRY(gw_run_sql(context, store, "label_names", &kind, 1, NULL, 0, err));
    GW_TRY(read_names(labels, store, err));
    if (labels->n == 0)
        return GW_OK;
    labels->of = gw_alloc(context, sample->n, sizeof *labels->of);
    if (labels->of == NULL)
        return gw_error_no_memory(err, "the check's customers");
    memset(labels->of, GW_LABEL_UNKNOWN, sample->n);
    return read_rows(labels, sample, context, store, &kind, err);
}

/* A source is asked once for all kinds that it tells of, and each kind read from what it said. */
static const struct {
    gw_segments_by by;
    const char *source;
} kinds[] = {
#define GW_SEGMENTS(code, title)
#define GW_SEGMENTS_LABEL(code, title, source) {GW_SEGMENTS_##code, "label_" #source},
#include "segments.def"
#undef GW_SEGMENTS
#undef GW_SEGMENTS_LABEL
};

static gw_status read_source(gw_check_sample *sample, gw_context *context, gw_store *store,
                             const char *source, gw_error *err)
{
    const gw_sql_slot slot = {"source", gw_sql(source)};
    GW_TRY(gw_run_sql(context, store, "label_next", &slot, 1, NULL, 0, err));
    for (size_t k = 0; k < GW_LABELS_KINDS; k++)
        if (strcmp(kinds[k].source, source) == 0)
            GW_TRY(read_kind(&sample->labels[k], sample, context, store,
                             gw_segments_code(kinds[k].by), err));
    return GW_OK;
}

static bool is_first_of_its_source(size_t kind)
{
    for (size_t k = 0; k < kind; k++)
        if (strcmp(kinds[k].source, kinds[kind].source) == 0)
            return false;
    return true;
}

gw_status gw_check_labels_read(gw_check_sample *sample, gw_context *context, gw_store *store,
                               gw_error *err)
{
    gw_status status = GW_OK;
    if (sample->customer_no == NULL || sample->n == 0)
        return GW_OK;
    for (size_t k = 0; k < GW_LABELS_KINDS && status == GW_OK; k++)
        if (is_first_of_its_source(k))
            status = read_source(sample, context, store, kinds[k].source, err);
    gw_release(context, sample->customer_no);
    sample->customer_no = NULL;
    GW_TRY(status);
    return gw_store_execute(NULL, store, gw_sql("label_end"), err);
}

/* See import_rows.h. The reader numbers neither blank lines nor those of another shape; it tells
 * where the latter are, and the former are looked for only when there are any. */
#include "import_rows.h"

#include "error.h"
#include "query.h"
#include "sql.h"

static gw_status fill(gw_strbuf *out, const char *name, const gw_sql_slot *slots, size_t n,
                      gw_error *err)
{
    GW_TRY(gw_sql_fill(out, name, slots, n, err));
    return gw_strbuf_text(out) != NULL ? GW_OK : gw_error_no_memory(err, "an import");
}

/* A SELECT of the file's blank rows, or of none. */
static gw_status blank_rows(gw_strbuf *out, gw_store *store, const gw_import_source *source,
                            gw_error *err)
{
    int64_t blank = 0;
    const gw_sql_slot lines = {"lines", gw_strbuf_text(&source->lines)};
    if (source->csv) {
        gw_strbuf count = GW_STRBUF_INIT(source->context);
        gw_status status = fill(&count, "import_count_blank", &lines, 1, err);
        if (status == GW_OK)
            status = gw_query_one_integer(&blank, store, gw_strbuf_text(&count), NULL, 0, err);
        gw_strbuf_free(&count);
        if (status != GW_OK)
            return status;
    }
    return fill(out, blank > 0 ? "import_blank_rows" : "import_no_blank_rows", &lines, 1, err);
}

gw_status gw_import_sheet_rows(gw_store *store, const gw_import_source *source, gw_error *err)
{
    gw_strbuf blank = GW_STRBUF_INIT(source->context);
    gw_strbuf sql = GW_STRBUF_INIT(source->context);
    gw_status status = blank_rows(&blank, store, source, err);
    const gw_sql_slot slots[] = {{"blank", gw_strbuf_text(&blank)},
                                 {"is_csv", source->csv ? "TRUE" : "FALSE"}};
    if (status == GW_OK)
        status = fill(&sql, "import_skipped", slots, 2, err);
    if (status == GW_OK)
        status = gw_store_execute(NULL, store, gw_strbuf_text(&sql), err);
    gw_strbuf_free(&blank);
    gw_strbuf_free(&sql);
    return status;
}

/* The order of an import: source, kind, stage, count, merge, receipt; see import.h. */
#include "import.h"

#include <stdio.h>
#include <string.h>

#include "error.h"
#include "import_inside.h"
#include "import_wrong.h"
#include "own_events.h"
#include "own_import.h"
#include "query.h"
#include "sql.h"

/* ---- Which kind of file is it? -------------------------------------------------------------- */

static void name_kind(gw_receipt *r, const char *name, const char *words)
{
    snprintf(r->kind, sizeof r->kind, "%s", name);
    snprintf(r->words, sizeof r->words, "%s", words);
}

/* A mapping that says only the tax leaves the kind to be recognised. */
static bool is_mapped(const gw__import_run *run)
{
    return run->options->map != NULL && !gw_mapping_is_tax_only(run->options->map);
}

static gw_status check_own(const gw__import_run *run, gw_error *err)
{
    gw_strbuf columns = GW_STRBUF_INIT(run->shop->context);
    if (run->own == NULL || gw_own_kind_fits(run->own, &run->source))
        return GW_OK;
    gw_own_kind_columns(&columns, run->own);
    const char *text = gw_strbuf_text(&columns);
    gw_status status =
        text == NULL ? gw_error_no_memory(err, "an import")
                     : gw_error_set(err, GW_BAD_DATA, "%s is not %s: those have the columns %s",
                                    run->source.file.name.text, run->own->words, text);
    gw_strbuf_free(&columns);
    return status;
}

/* Is it one of goodwill's own files, or of events? Then *own_out. */
static gw_status choose_own(bool *own_out, gw__import_run *run, gw_error *err)
{
    const char *as = run->options->as;
    bool events = as != NULL ? strcmp(as, "events") == 0 : gw_own_is_events(&run->source);
    if (as != NULL)
        run->own = gw_own_kind_named(as);
    else if (!is_mapped(run) && !events)
        run->own = gw_own_kind_of(&run->source);
    *own_out = events || run->own != NULL;
    if (!*own_out)
        return GW_OK;
    if (events && !gw_own_is_events(&run->source))
        return gw_error_set(err, GW_BAD_DATA,
                            "%s holds no events: those have event and properties, or the parts of "
                            "CloudEvents",
                            run->source.file.name.text);
    name_kind(run->receipt, events ? "events" : run->own->name,
              events ? "events" : run->own->words);
    return check_own(run, err);
}

static gw_status choose_kind(gw__import_run *run, gw_error *err)
{
    bool own = false;
    const char *as = run->options->as;
    GW_TRY(choose_own(&own, run, err));
    if (own)
        return GW_OK;
    GW_TRY(gw_import_kind_find(&run->kind, &run->source, as, is_mapped(run), err));
    name_kind(run->receipt, run->kind->name, run->kind->words);
    return gw_import_source_complete(&run->source, run->kind->optional, err);
}

/* ---- From beginning to end ------------------------------------------------------------------ */

const char *gw__import_table(const gw__import_run *run)
{
    return strcmp(run->kind->table, "purchase") == 0 ? "exchange" : run->kind->table;
}

void gw__import_say(const gw__import_run *run, const char *words, double share)
{
    if (run->options->progress != NULL)
        run->options->progress(words, share, run->options->user);
}

gw_status gw__import_one(int64_t *out, gw__import_run *run, const char *sql, gw_error *err)
{
    return gw_query_one_integer(out, run->shop->store, gw_sql(sql), NULL, 0, err);
}

/* Everything that is read from the file or written, as one transaction; whether to keep it. */
static gw_status import_inside(bool *keep_out, gw__import_run *run, gw_error *err)
{
    gw_receipt *r = run->receipt;
    GW_TRY(gw__import_count(run, err));
    GW_TRY(gw__import_reasons(run, err));
    if (r->used > 0) {
        GW_TRY(gw__import_months(run, err));
        GW_TRY(gw__import_parts(run, err));
    }
    *keep_out = (r->used > 0 || r->changed > 0) && !run->options->dry_run;
    if (!*keep_out)
        return GW_OK;
    gw__import_say(run, "keeping what is new", 0.7);
    GW_TRY(gw__import_merge(run, err));
    GW_TRY(gw__import_remember_mapping(run, err));
    return gw_store_execute(NULL, run->shop->store, gw_sql("import_drop"), err);
}

static gw_status import_all(gw__import_run *run, gw_error *err)
{
    bool keep = false;
    gw_store *store = run->shop->store;
    GW_TRY(gw_store_begin(store, err));
    gw_status status = import_inside(&keep, run, err);
    if (status == GW_OK && keep)
        return gw_store_commit(store, err);
    gw_store_rollback(store);
    return status;
}

/* The bytes of a batch in use: nothing to do. */
static gw_status known_file(gw__import_run *run, gw_error *err)
{
    int64_t rows = -1;
    gw_value value = gw_value_text(run->source.fingerprint);
    gw_status status = gw_query_one_integer(
        &rows, run->shop->store, gw_sql(run->kind == NULL ? "own_known_file" : "import_known_file"),
        &value, 1, err);
    if (status == GW_NOT_FOUND)
        return GW_OK;
    if (status != GW_OK)
        return status;
    run->receipt->known_file = true;
    run->receipt->rows_in = run->receipt->known = rows;
    return GW_OK;
}

static gw_status run_steps(gw__import_run *run, const char *path, gw_error *err)
{
    gw_receipt *r = run->receipt;
    GW_TRY(gw_import_source_open(&run->source, run->shop->context, run->shop->store, path, err));
    GW_TRY(gw_import_check_rows(run->shop->store, &run->source, err));
    GW_TRY(choose_kind(run, err));
    GW_TRY(known_file(run, err));
    if (r->known_file)
        return GW_OK;
    gw__import_say(run, "reading the file", 0.05);
    if (run->kind == NULL)
        return gw_own_import(r, run->shop, &run->source, run->own,
                             &(gw_own_options){.dry_run = run->options->dry_run}, err);
    GW_TRY(gw__import_find_mapping(run, err));
    if (r->needs_mapping)
        return GW_OK;
    GW_TRY(gw__import_stage(run, err));
    return import_all(run, err);
}

gw_status gw_import_file(gw_receipt *out, gw_shop *shop, const char *path,
                         const gw_import_options *options, gw_error *err)
{
    gw_receipt receipt = {0};
    gw_error ignored;
    gw__import_run run = {.shop = shop, .options = options, .receipt = &receipt};
    gw_status status = run_steps(&run, path, err);
    gw_import_source_close(&run.source);
    gw_status swept = gw_store_execute(NULL, shop->store, gw_sql("import_sweep"), &ignored);
    if (status == GW_OK && swept != GW_OK) {
        if (err != NULL)
            *err = ignored;
        status = swept;
    }
    if (status == GW_OK)
        *out = receipt;
    return status;
}

gw_status gw_import_rank(int *out, gw_shop *shop, const char *path,
                         const gw_import_options *options, gw_error *err)
{
    bool own = false;
    gw_receipt receipt = {0};
    gw__import_run run = {.shop = shop, .options = options, .receipt = &receipt};
    gw_status status = gw_import_source_open(&run.source, shop->context, shop->store, path, err);
    if (status == GW_OK)
        status = choose_own(&own, &run, err);
    gw_import_source_close(&run.source);
    /* other shops' files, and events, are mostly orders */
    const gw_own_kind *as = run.own != NULL ? run.own : gw_own_kind_named("orders");
    *out = 0;
    while (gw_own_kind_at((size_t)*out) != as)
        ++*out;
    return status;
}

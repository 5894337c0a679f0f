/* The long form of the ledger as a file; see ledger.h. Read part by part, as memory is for a few
 * hundred thousand customers with all their lines. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "columns.h"
#include "date.h"
#include "error.h"
#include "ledger.h"
#include "shown.h"
#include "sql.h"
#include "store.h"
#include "system_words.h"

static const char *format_of(const char *path)
{
    static const struct {
        const char *ending;
        const char *format;
    } formats[] = {{".csv", "FORMAT csv, HEADER, USE_TMP_FILE false"},
                   {".parquet", "FORMAT parquet, USE_TMP_FILE false"},
                   {".json", "FORMAT json, ARRAY true, USE_TMP_FILE false"}};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        size_t length = strlen(formats[i].ending);
        if (strlen(path) > length && strcmp(path + strlen(path) - length, formats[i].ending) == 0)
            return formats[i].format;
    }
    return NULL;
}

/* ---- Names ---------------------------------------------------------------------------------- */

static const char *side_of(const gw_line *line, const char *currency)
{
    (void)currency;
    return line->side == GW_TO_THEM ? "to_them" : "to_us";
}

static const char *code_of(const gw_line *line, const char *currency)
{
    (void)currency;
    return line->code;
}

static const char *unit_of(const gw_line *line, const char *currency)
{
    return line->unit == GW_UNIT_MONEY   ? currency
           : line->unit == GW_UNIT_COUNT ? "count"
                                         : "points";
}

typedef const char *(*name_fn)(const gw_line *line, const char *currency);

/* "'savings', 'surplus', ...": something of every line. */
static void names_of_lines(gw_strbuf *out, name_fn name, const char *currency)
{
    for (size_t i = 0; i < gw_line_count(); i++) {
        gw_strbuf_puts(out, i == 0 ? "" : ", ");
        gw_sql_literal(out, name(gw_line_at(i), currency));
    }
}

/* ---- The long form, part by part ------------------------------------------------------------ */

static gw_status add_part(gw_shop *shop, gw_view view, const gw__ledger_part *part, gw_error *err)
{
    gw_strbuf lines = GW_STRBUF_INIT(shop->context);
    gw_strbuf points = GW_STRBUF_INIT(shop->context);
    gw__ledger_positions(&points, GW_TO_THEM, GW_UNIT_POINTS);
    gw_status status = gw__ledger_lines_sql(&lines, shop->context, view, &part->of, err);
    const gw_sql_slot slots[] = {{"lines", gw_strbuf_text(&lines)},
                                 {"points", gw_strbuf_text(&points)}};
    if (status == GW_OK && (slots[0].text == NULL || slots[1].text == NULL))
        status = gw_error_no_memory(err, "the ledger");
    if (status == GW_OK)
        status = gw_run_sql(shop->context, shop->store, "ledger_long_part", slots, 2, NULL, 0, err);
    gw_strbuf_free(&lines);
    gw_strbuf_free(&points);
    return status;
}

static gw_status pool_sql(gw_strbuf *out, gw_view view, gw_error *err)
{
    const char *between = "";
    for (size_t i = 0; i < gw_line_count(); i++) {
        char file[64];
        char position[24];
        snprintf(file, sizeof file, "pool_%s", gw_line_at(i)->code);
        snprintf(position, sizeof position, "%zu", i);
        if (gw_sql(file) == NULL)
            continue;
        const gw_sql_slot slots[] = {{"pool", gw_sql(file)}, {"position", position}};
        gw_strbuf_puts(out, between);
        GW_TRY(gw_sql_fill(out, "pool_line", slots, 2, err));
        if (!gw_line_in(gw_line_at(i), view))
            gw_strbuf_puts(out, " WHERE FALSE");
        between = " UNION ALL ";
    }
    return gw_strbuf_text(out) != NULL ? GW_OK : gw_error_no_memory(err, "the ledger");
}

/* The lines of the row of those not here yet: in files of everybody. */
static gw_status add_pool(gw_shop *shop, gw_view view, gw_error *err)
{
    gw_strbuf pool = GW_STRBUF_INIT(shop->context);
    gw_status status = pool_sql(&pool, view, err);
    const gw_sql_slot slots[] = {{"pool", gw_strbuf_text(&pool)},
                                 {"nobody", "'" GW_NOT_YET_HERE "'"}};
    if (status == GW_OK)
        status = gw_run_sql(shop->context, shop->store, "ledger_long_pool", slots, 2, NULL, 0, err);
    gw_strbuf_free(&pool);
    return status;
}

static gw_status make_long(gw_shop *shop, gw_view view, size_t limit, gw_error *err)
{
    gw__ledger_parts parts;
    gw__ledger_part part;
    GW_TRY(gw__ledger_parts_find(&parts, shop, GW__LEDGER_WIDE_PART, limit, err));
    GW_TRY(gw_store_execute(NULL, shop->store, gw_sql("ledger_long_begin"), err));
    for (size_t i = 0; i < parts.n; i++) {
        gw__ledger_part_of(&part, &parts, i);
        GW_TRY(add_part(shop, view, &part, err));
    }
    return limit == 0 ? add_pool(shop, view, err) : GW_OK;
}

/* ---- The file ------------------------------------------------------------------------------- */

static gw_status copy_out(gw_shop *shop, const gw_current *current, const char *temporary,
                          const char *format, gw_error *err)
{
    static const name_fn names[] = {side_of, code_of, unit_of};
    enum { SIDES, CODES, UNITS, HORIZON, FILE_NAME, TEXTS };
    gw_strbuf text[TEXTS];
    char as_of[GW_DATE_TEXT_SIZE];
    char as_of_sql[32];
    char rate[40];
    gw_status status = GW_OK;
    for (size_t i = 0; i < TEXTS; i++)
        text[i] = (gw_strbuf)GW_STRBUF_INIT(shop->context);
    gw_date_format(as_of, current->as_of);
    snprintf(as_of_sql, sizeof as_of_sql, "DATE '%s'", as_of);
    snprintf(rate, sizeof rate, "%.15g", current->rate_per_year);
    for (size_t i = SIDES; i <= UNITS; i++)
        names_of_lines(&text[i], names[i], shop->currency);
    gw_sql_literal(&text[HORIZON], current->horizon);
    gw_sql_literal(&text[FILE_NAME], temporary);
    for (size_t i = 0; i < TEXTS && status == GW_OK; i++)
        if (gw_strbuf_text(&text[i]) == NULL)
            status = gw_error_no_memory(err, "the ledger");
    if (status == GW_OK) {
        const gw_sql_slot slots[] = {{"sides", gw_strbuf_text(&text[SIDES])},
                                     {"codes", gw_strbuf_text(&text[CODES])},
                                     {"units", gw_strbuf_text(&text[UNITS])},
                                     {"horizon", gw_strbuf_text(&text[HORIZON])},
                                     {"file", gw_strbuf_text(&text[FILE_NAME])},
                                     {"as_of", as_of_sql},
                                     {"rate", rate},
                                     {"format", format},
                                     {"is_csv", strstr(format, "csv") != NULL ? "TRUE" : "FALSE"}};
        status = gw_run_sql(shop->context, shop->store, "ledger_export", slots,
                            sizeof slots / sizeof *slots, NULL, 0, err);
    }
    for (size_t i = 0; i < TEXTS; i++)
        gw_strbuf_free(&text[i]);
    return status;
}

/* The lines are put beside each other in a temporary table of the store first, and from there into
 * the file at once: a Parquet file cannot be added to. */
static gw_status write_file(gw_shop *shop, gw_view view, const gw_current *current,
                            const char *temporary, const char *format, size_t limit, gw_error *err)
{
    gw_status status = make_long(shop, view, limit, err);
    if (status == GW_OK)
        status = copy_out(shop, current, temporary, format, err);
    gw_status dropped = gw_store_execute(NULL, shop->store, gw_sql("ledger_long_end"),
                                         status == GW_OK ? err : NULL);
    return status == GW_OK ? dropped : status;
}

gw_status gw_ledger_export(gw_shop *shop, gw_view view, const char *path, size_t limit,
                           gw_error *err)
{
    char temporary[4352];
    gw_current current;
    const char *format = format_of(path);
    if (format == NULL)
        return gw_error_set(err, GW_WRONG_USE,
                            "%s: name the file .csv, .parquet or .json, so that its form is known",
                            gw_show(path).text);
    if (strlen(path) > 4096)
        return gw_error_set(err, GW_WRONG_USE, "the name of the file is too long");
    GW_TRY(gw_current_read(&current, shop, err));
    if (current.number == 0)
        return gw_error_set(err, GW_NOT_FOUND,
                            "nothing was reckoned in %s yet: run goodwill reckon %s first",
                            gw_show(shop->path).text, gw_show(shop->path).text);
    snprintf(temporary, sizeof temporary, "%s.partial", path);
    FILE *probe = fopen(temporary, "wb");
    if (probe == NULL || fclose(probe) != 0)
        return gw_error_set(err, GW_FAILED, "cannot write %s: %s", gw_show(path).text,
                            gw_say_errno(errno).text);
    gw_status status = write_file(shop, view, &current, temporary, format, limit, err);
    if (status == GW_FAILED && err != NULL && strstr(err->message, "the disk is full") != NULL)
        status = gw_error_set(err, GW_FAILED,
                              "cannot write %s: the disk is full; free some space and do it again",
                              gw_show(path).text);
    if (status == GW_OK && rename(temporary, path) != 0)
        status = gw_error_set(err, GW_FAILED, "cannot write %s: %s", gw_show(path).text,
                              gw_say_errno(errno).text);
    if (status != GW_OK)
        unlink(temporary);
    return status;
}

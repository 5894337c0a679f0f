/* The long form of the ledger as a file; see ledger.h. */
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

static const char *unit_of(const gw_line *line, const char *currency)
{
    return line->unit == GW_UNIT_MONEY   ? currency
           : line->unit == GW_UNIT_COUNT ? "count"
                                         : "points";
}

/* "(0, 'to_them', 'savings', 'EUR'), ..." */
static void names_of_lines(gw_strbuf *out, const char *currency)
{
    for (size_t i = 0; i < gw_line_count(); i++) {
        const gw_line *line = gw_line_at(i);
        gw_strbuf_printf(out, "%s(%zu, '%s', '%s', ", i == 0 ? "" : ", ", i,
                         line->side == GW_TO_THEM ? "to_them" : "to_us", line->code);
        gw_sql_literal(out, unit_of(line, currency));
        gw_strbuf_puts(out, ")");
    }
}

/* The lines of the row of those not here yet: in files of everybody. */
static gw_status pool_of(gw_strbuf *out, gw_view view, bool everybody, gw_error *err)
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
        if (!everybody || !gw_line_in(gw_line_at(i), view))
            gw_strbuf_puts(out, " WHERE FALSE");
        between = " UNION ALL ";
    }
    return GW_OK;
}

static gw_status lines_of(gw_strbuf *out, gw_context *context, gw_view view, size_t limit,
                          gw_error *err)
{
    char state[96];
    snprintf(state, sizeof state, "(SELECT * FROM customer_state ORDER BY customer_no LIMIT %zu)",
             limit);
    const gw__ledger_state of = {limit == 0 ? NULL : state, "passed"};
    return gw__ledger_lines_sql(out, context, view, &of, err);
}

static gw_status copy_out(gw_shop *shop, gw_view view, const gw_current *current,
                          const char *temporary, const char *format, size_t limit, gw_error *err)
{
    enum { LINES, NAMES, POOL, HORIZON, FILE_NAME, TEXTS };
    gw_strbuf text[TEXTS];
    char as_of[GW_DATE_TEXT_SIZE];
    char as_of_sql[32];
    char rate[40];
    for (size_t i = 0; i < TEXTS; i++)
        text[i] = (gw_strbuf)GW_STRBUF_INIT(shop->context);
    gw_date_format(as_of, current->as_of);
    snprintf(as_of_sql, sizeof as_of_sql, "DATE '%s'", as_of);
    snprintf(rate, sizeof rate, "%.15g", current->rate_per_year);
    names_of_lines(&text[NAMES], shop->currency);
    gw_sql_literal(&text[HORIZON], current->horizon);
    gw_sql_literal(&text[FILE_NAME], temporary);
    gw_status status = pool_of(&text[POOL], view, limit == 0, err);
    if (status == GW_OK)
        status = lines_of(&text[LINES], shop->context, view, limit, err);
    for (size_t i = 0; i < TEXTS && status == GW_OK; i++)
        if (gw_strbuf_text(&text[i]) == NULL)
            status = gw_error_no_memory(err, "the ledger");
    if (status == GW_OK) {
        const gw_sql_slot slots[] = {{"lines", gw_strbuf_text(&text[LINES])},
                                     {"names", gw_strbuf_text(&text[NAMES])},
                                     {"pool", gw_strbuf_text(&text[POOL])},
                                     {"horizon", gw_strbuf_text(&text[HORIZON])},
                                     {"file", gw_strbuf_text(&text[FILE_NAME])},
                                     {"as_of", as_of_sql},
                                     {"rate", rate},
                                     {"format", format},
                                     {"is_csv", strstr(format, "csv") != NULL ? "TRUE" : "FALSE"},
                                     {"sorted", "r.customer_no, n.position, t.tense DESC"}};
        status = gw_run_sql(shop->context, shop->store, "ledger_export", slots, 10, NULL, 0, err);
    }
    for (size_t i = 0; i < TEXTS; i++)
        gw_strbuf_free(&text[i]);
    return status;
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
    gw_status status = copy_out(shop, view, &current, temporary, format, limit, err);
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

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
    } formats[] = {{".csv", "FORMAT csv, HEADER"},
                   {".parquet", "FORMAT parquet"},
                   {".json", "FORMAT json, ARRAY true"}};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        size_t length = strlen(formats[i].ending);
        if (strlen(path) > length && strcmp(path + strlen(path) - length, formats[i].ending) == 0)
            return formats[i].format;
    }
    return NULL;
}

/* "(0, 'to_them', 'savings'), ..." */
static void names_of_lines(gw_strbuf *out)
{
    for (size_t i = 0; i < gw_line_count(); i++)
        gw_strbuf_printf(out, "%s(%zu, '%s', '%s')", i == 0 ? "" : ", ", i,
                         gw_line_at(i)->side == GW_TO_THEM ? "to_them" : "to_us",
                         gw_line_at(i)->code);
}

/* The first `limit` customers by number, or all: a limited file is for looking at. */
static void state_of(gw_strbuf *out, size_t limit)
{
    if (limit == 0)
        gw_strbuf_puts(out, "customer_state");
    else
        gw_strbuf_printf(out, "(SELECT * FROM customer_state ORDER BY customer_no LIMIT %zu)",
                         limit);
}

static gw_status copy_out(gw_shop *shop, const gw_current *current, const char *temporary,
                          const char *format, size_t limit, gw_error *err)
{
    enum { LINES, NAMES, STATE, CURRENCY, HORIZON, FILE_NAME, TEXTS };
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
    state_of(&text[STATE], limit);
    names_of_lines(&text[NAMES]);
    gw_sql_literal(&text[CURRENCY], shop->currency);
    gw_sql_literal(&text[HORIZON], current->horizon);
    gw_sql_literal(&text[FILE_NAME], temporary);
    if (gw_strbuf_text(&text[STATE]) == NULL)
        status = gw_error_no_memory(err, "the ledger");
    if (status == GW_OK)
        status =
            gw__ledger_lines_sql(&text[LINES], shop->context, gw_strbuf_text(&text[STATE]), err);
    for (size_t i = 0; i < TEXTS && status == GW_OK; i++)
        if (gw_strbuf_text(&text[i]) == NULL)
            status = gw_error_no_memory(err, "the ledger");
    if (status == GW_OK) {
        const gw_sql_slot slots[] = {{"lines", gw_strbuf_text(&text[LINES])},
                                     {"names", gw_strbuf_text(&text[NAMES])},
                                     {"currency", gw_strbuf_text(&text[CURRENCY])},
                                     {"horizon", gw_strbuf_text(&text[HORIZON])},
                                     {"file", gw_strbuf_text(&text[FILE_NAME])},
                                     {"as_of", as_of_sql},
                                     {"rate", rate},
                                     {"format", format},
                                     {"sorted", "c.customer_no, n.position, t.tense DESC"}};
        status = gw_run_sql(shop->context, shop->store, "ledger_export", slots, 9, NULL, 0, err);
    }
    for (size_t i = 0; i < TEXTS; i++)
        gw_strbuf_free(&text[i]);
    return status;
}

gw_status gw_ledger_export(gw_shop *shop, const char *path, size_t limit, gw_error *err)
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
    gw_status status = copy_out(shop, &current, temporary, format, limit, err);
    if (status == GW_OK && rename(temporary, path) != 0)
        status = gw_error_set(err, GW_FAILED, "cannot write %s: %s", gw_show(path).text,
                              gw_say_errno(errno).text);
    if (status != GW_OK)
        unlink(temporary);
    return status;
}

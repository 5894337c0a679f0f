/* See statement.h. One page, no script, nothing from elsewhere; it prints on paper. */
#include "statement.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "date.h"
#include "error.h"
#include "figures.h"
#include "html_text.h"
#include "query.h"
#include "shown.h"
#include "sql.h"
#include "system_words.h"

#define YEAR 365

static const char head[] =
    "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<title>What we gave each other</title>\n<style>\n"
    "body { font: 17px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 "
    "1rem; "
    "color: #222; background: #fff }\n"
    "h1 { font-size: 1.6rem } h2 { font-size: 1.15rem; margin-top: 2rem }\n"
    "table { border-collapse: collapse; width: 100% } td, th { padding: .3rem .5rem; text-align: "
    "left; "
    "border-bottom: 1px solid #ddd; vertical-align: top }\n"
    ".n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }\n"
    ".small { color: #555; font-size: .9rem } code { font-size: .85em }\n"
    "@media print { body { margin: 0 } }\n</style>\n";

static void text_of(gw_strbuf *out, const char *text)
{
    gw_html_text(out, gw_value_text(text).text);
}

/* ---- The two sides -------------------------------------------------------------------------- */

static void line_html(gw_strbuf *out, const gw_query *query, size_t row, const char *currency)
{
    char figure[GW_FIGURE_SIZE];
    gw_strbuf_puts(out, "<tr><td>");
    gw_html_text(out, gw_query_text(query, 1, row));
    gw_figure_count(figure, (double)gw_query_integer(query, 2, row));
    gw_strbuf_printf(out, "</td><td class=\"n\">%s</td><td class=\"n\">", figure);
    if (!gw_query_is_null(query, 3, row)) {
        gw_figure_money(figure, gw_query_integer(query, 3, row), 2);
        gw_strbuf_printf(out, "%s %s", figure, currency);
    }
    gw_strbuf_puts(out, "</td></tr>\n");
}

static void side_head(gw_strbuf *out, int64_t side)
{
    gw_strbuf_printf(out,
                     "<h2>%s</h2>\n<table>\n<tr><th>%s</th><th class=\"n\">how often</th>"
                     "<th class=\"n\">amount</th></tr>\n",
                     side == 1 ? "What you gave us" : "What we gave you", "");
}

static gw_status sides_html(gw_strbuf *out, gw_shop *shop, const gw_value *asked, gw_error *err)
{
    gw_query *query = NULL;
    size_t rows = 0;
    int64_t open = 0;
    gw_status status = gw_query_open(&query, shop->store, gw_sql("statement_sums"), asked, 3, err);
    while (status == GW_OK && (status = gw_query_next(&rows, query, err)) == GW_OK && rows > 0)
        for (size_t i = 0; i < rows; i++) {
            int64_t side = gw_query_integer(query, 0, i);
            if (side != open) {
                gw_strbuf_puts(out, open == 0 ? "" : "</table>\n");
                side_head(out, side);
                open = side;
            }
            line_html(out, query, i, shop->currency);
        }
    gw_query_close(query);
    gw_strbuf_puts(out,
                   open == 0 ? "<p>Nothing passed between us in this year.</p>\n" : "</table>\n");
    return status;
}

/* What a kind is called among people. */
static gw_span kind_words(gw_span code)
{
    static const struct {
        const char *code;
        const char *words;
    } kinds[] = {
#define GW_KIND(code, direction, words, names) {#code, words},
#include "kinds.def"
#undef GW_KIND
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strlen(kinds[i].code) == code.length &&
            memcmp(kinds[i].code, code.bytes, code.length) == 0)
            return gw_value_text(kinds[i].words).text;
    return code;
}

/* ---- One by one ----------------------------------------------------------------------------- */

static gw_status rows_html(gw_strbuf *out, gw_shop *shop, const gw_value *asked, gw_error *err)
{
    gw_query *query = NULL;
    size_t rows = 0;
    gw_strbuf_puts(out,
                   "<h2>One by one</h2>\n<table>\n<tr><th>day</th><th>what</th>"
                   "<th class=\"n\">you paid</th><th class=\"n\">we gave</th><th>name</th></tr>\n");
    gw_status status = gw_query_open(&query, shop->store, gw_sql("statement_rows"), asked, 3, err);
    while (status == GW_OK && (status = gw_query_next(&rows, query, err)) == GW_OK && rows > 0)
        for (size_t i = 0; i < rows; i++) {
            static const char *const between[] = {"<tr><td>", "</td><td>", "</td><td class=\"n\">",
                                                  "</td><td class=\"n\">", "</td><td><code>"};
            static const size_t column[] = {0, 1, 3, 4, 2};
            for (size_t c = 0; c < 5; c++) {
                gw_strbuf_puts(out, between[c]);
                gw_span text = gw_query_text(query, column[c], i);
                gw_html_text(out, c == 1 ? kind_words(text) : text);
                if (c == 1 && gw_query_text(query, 5, i).length > 0) {
                    gw_strbuf_puts(out, "<br><span class=\"small\">");
                    gw_html_text(out, gw_query_text(query, 5, i));
                    gw_strbuf_puts(out, "</span>");
                }
            }
            gw_strbuf_puts(out, "</code></td></tr>\n");
        }
    gw_query_close(query);
    gw_strbuf_puts(out, "</table>\n");
    return status;
}

gw_status gw_statement_html(gw_strbuf *out, gw_shop *shop, const char *customer_id, gw_error *err)
{
    char from[GW_DATE_TEXT_SIZE];
    char until[GW_DATE_TEXT_SIZE];
    int64_t number = 0;
    gw_current current;
    GW_TRY(gw_current_read(&current, shop, err));
    if (current.number == 0)
        return gw_error_set(err, GW_NOT_FOUND,
                            "nothing was reckoned in %s yet: run goodwill reckon %s first",
                            gw_show(shop->path).text, gw_show(shop->path).text);
    GW_TRY(gw__ledger_find(&number, shop, customer_id, err));
    const gw_value asked[] = {gw_value_int64(number),
                              gw_value_integer(GW_DATE, current.as_of - YEAR),
                              gw_value_integer(GW_DATE, current.as_of)};
    gw_date_format(from, current.as_of - YEAR + 1);
    gw_date_format(until, current.as_of);
    gw_strbuf_puts(out, head);
    gw_strbuf_puts(out, "<h1>What we gave each other</h1>\n<p>For ");
    text_of(out, customer_id);
    gw_strbuf_printf(out, ", %s to %s. Only what was measured is here: no estimate of ours.</p>\n",
                     from, until);
    GW_TRY(sides_html(out, shop, asked, err));
    GW_TRY(rows_html(out, shop, asked, err));
    gw_strbuf_puts(
        out, "<p class=\"small\">Is a line wrong, or missing? Tell us its name, and what is "
             "right: it will be put right, and both stay on record.</p>\n<!-- goodwill note "
             "STORE CUSTOMER \"what is right\" --kind correction --corrects NAME --changes paid "
             "--amount 45 -->\n</html>\n");
    return gw_strbuf_text(out) != NULL ? GW_OK : gw_error_no_memory(err, "the page");
}

/* ---- The file ------------------------------------------------------------------------------- */

static gw_status write_whole(const char *path, const char *temporary, const gw_strbuf *page,
                             gw_error *err)
{
    const char *text = gw_strbuf_text(page);
    FILE *file = fopen(temporary, "wb");
    bool good = file != NULL && fwrite(text, 1, strlen(text), file) == strlen(text);
    good = file != NULL && fclose(file) == 0 && good;
    if (good && rename(temporary, path) == 0)
        return GW_OK;
    gw_status status = gw_error_set(err, GW_FAILED, "cannot write %s: %s", gw_show(path).text,
                                    gw_say_errno(errno).text);
    unlink(temporary);
    return status;
}

gw_status gw_statement_write(gw_shop *shop, const char *customer_id, const char *path,
                             gw_error *err)
{
    char temporary[4352];
    gw_strbuf page = GW_STRBUF_INIT(shop->context);
    size_t length = strlen(path);
    if (length > 4096 || length < 6 || strcmp(path + length - 5, ".html") != 0)
        return gw_error_set(err, GW_WRONG_USE, "%s: the page for a customer is a file named .html",
                            gw_show(path).text);
    snprintf(temporary, sizeof temporary, "%s.partial", path);
    gw_status status = gw_statement_html(&page, shop, customer_id, err);
    if (status == GW_OK)
        status = write_whole(path, temporary, &page, err);
    gw_strbuf_free(&page);
    return status;
}

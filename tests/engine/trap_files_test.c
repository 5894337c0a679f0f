/* Files made at random from everything that goes wrong in files: the receipt always
 * adds up, what is kept comes to the cent to what was written, what was set aside was meant to be,
 * and the same file again adds nothing. GW_TRAP_FILES says how many: 40 when it is not there,
 * tests/slow/trap_files_long_test.sh takes 2,000. */
#define _XOPEN_SOURCE 700

#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "import.h"
#include "query.h"
#include "rng.h"
#include "sql.h"
#include "strbuf.h"

#define FILES 40
#define FILES_A_STORE 100

static char folder[] = "/tmp/goodwill-traps-XXXXXX";

/* How one file is written. */
typedef struct writing {
    char delimiter;
    bool mark, crlf, comma, american, quoted, refunds;
    int encoding;     /* 0 UTF-8, 1 Windows-1252, 2 UTF-16LE, 3 UTF-16BE */
    const char *sign; /* of the currency, in UTF-8 */
} writing;

/* What must come of it. */
typedef struct wanted {
    int64_t rows, good, cents;
} wanted;

static writing any_writing(gw_rng *rng)
{
    static const char delimiters[] = {',', ';', '\t', '|'};
    static const char *const signs[] = {"", "$", "\xe2\x82\xac", "EUR ", "\xc2\xa3", "CHF "};
    writing w = {.delimiter = delimiters[gw_rng_below(rng, 4)],
                 .mark = gw_rng_below(rng, 3) == 0,
                 .crlf = gw_rng_below(rng, 2) == 0,
                 .comma = gw_rng_below(rng, 2) == 0,
                 .american = gw_rng_below(rng, 3) == 0,
                 .quoted = gw_rng_below(rng, 3) == 0,
                 .refunds = gw_rng_below(rng, 2) == 0,
                 .encoding = (int)gw_rng_below(rng, 6),
                 .sign = signs[gw_rng_below(rng, 6)]};
    if (w.encoding > 3)
        w.encoding = 0;
    return w;
}

static void put_cell(gw_strbuf *out, const writing *w, const char *text)
{
    bool quote = w->quoted || strchr(text, w->delimiter) != NULL || strchr(text, '"') != NULL;
    if (!quote) {
        gw_strbuf_puts(out, text);
        return;
    }
    gw_strbuf_puts(out, "\"");
    for (; *text != '\0'; text++)
        gw_strbuf_printf(out, *text == '"' ? "\"%c" : "%c", *text);
    gw_strbuf_puts(out, "\"");
}

static void end_line(gw_strbuf *out, const writing *w)
{
    gw_strbuf_puts(out, w->crlf ? "\r\n" : "\n");
}

static void put_row(gw_strbuf *out, const writing *w, const char *who, const char *day,
                    const char *amount)
{
    const char *cells[] = {who, day, amount,
                           "Gr\xc3\xbc\xc3\x9f"
                           "e"};
    for (size_t i = 0; i < 4; i++) {
        if (i > 0)
            gw_strbuf_add(out, &w->delimiter, 1);
        put_cell(out, w, cells[i]);
    }
    end_line(out, w);
}

/* Cents as this file writes them: thousands, sign, a negative in one of three ways. */
static void amount_text(char out[64], const writing *w, gw_rng *rng, int64_t cents)
{
    char whole[32];
    int64_t size = cents < 0 ? -cents : cents;
    if (size >= 100000 && gw_rng_below(rng, 2) == 0)
        snprintf(whole, sizeof whole, "%lld%c%03lld", (long long)(size / 100000),
                 w->comma ? '.' : ',', (long long)(size / 100 % 1000));
    else
        snprintf(whole, sizeof whole, "%lld", (long long)(size / 100));
    const char *before = cents >= 0 ? "" : "-";
    const char *after = "";
    if (cents < 0 && gw_rng_below(rng, 3) == 0) {
        before = "(";
        after = ")";
    } else if (cents < 0 && gw_rng_below(rng, 3) == 0) {
        before = "";
        after = "-";
    }
    snprintf(out, 64, "%s%s%s%c%02lld%s", before, w->sign, whole, w->comma ? ',' : '.',
             (long long)(size % 100), after);
}

static void day_text(char out[32], const writing *w, gw_rng *rng, bool telling)
{
    int day = telling ? 13 + (int)gw_rng_below(rng, 15) : 1 + (int)gw_rng_below(rng, 28);
    int month = 1 + (int)gw_rng_below(rng, 12);
    if (w->american)
        snprintf(out, 32, "%d/%d/2024", month, day);
    else if (gw_rng_below(rng, 2) == 0 && !telling)
        snprintf(out, 32, "2024-%02d-%02d", month, day);
    else
        snprintf(out, 32, "%02d.%02d.2024", day, month);
}

/* A row that must be set aside. */
static void put_bad_row(gw_strbuf *out, const writing *w, gw_rng *rng)
{
    static const char *const days[] = {"yesterday", "32.13.2024", "", "0000-00-00", "2024-02-31"};
    static const char *const amounts[] = {"twelve", "", "--", "1.2.3.4x", "#REF!", "NaN"};
    switch (gw_rng_below(rng, 5)) {
    case 0:
        put_row(out, w, "", "2024-05-13", "5");
        break;
    case 1:
        put_row(out, w, "ann", days[gw_rng_below(rng, 5)], "5");
        break;
    case 2:
        put_row(out, w, "ann", "2024-05-13", amounts[gw_rng_below(rng, 6)]);
        break;
    case 3: /* the header again */
        put_row(out, w, "customer", "date", "amount");
        out->length -= (size_t)(w->crlf ? 2 : 1);
        while (out->length > 0 && out->bytes[out->length - 1] != w->delimiter)
            out->length--;
        put_cell(out, w, "note");
        end_line(out, w);
        break;
    default: /* one field too many */
        gw_strbuf_printf(out, "ann%c2024-05-13%c5%cx%cy", w->delimiter, w->delimiter, w->delimiter,
                         w->delimiter);
        end_line(out, w);
    }
}

static wanted any_rows(gw_strbuf *out, const writing *w, gw_rng *rng)
{
    static const char *const people[] = {"1",        "22",       "Ann@Example.com",
                                         "'0042",    "bob",      "caf\xc3\xa9",
                                         "\"Q\" co", "=SUM(A1)", "4611686018427387999"};
    char amount[64];
    char day[32];
    wanted want = {0};
    int n = 1 + (int)gw_rng_below(rng, 30);
    for (int i = 0; i < n; i++) {
        want.rows++;
        if (i > 2 && gw_rng_below(rng, 6) == 0) {
            put_bad_row(out, w, rng);
            continue;
        }
        int64_t cents = (int64_t)gw_rng_below(rng, gw_rng_below(rng, 4) == 0 ? 90000000 : 9000);
        if (w->refunds && i > 0 && gw_rng_below(rng, 5) == 0)
            cents = -cents;
        amount_text(amount, w, rng, cents);
        day_text(day, w, rng, i == 0);
        put_row(out, w, people[gw_rng_below(rng, 9)], day, amount);
        want.good++;
        want.cents += cents;
        if (gw_rng_below(rng, 8) == 0) { /* identical rows are legal */
            put_row(out, w, "twin", "2024-05-13", amount);
            put_row(out, w, "twin", "2024-05-13", amount);
            want.rows += 2;
            want.good += 2;
            want.cents += 2 * cents;
        }
    }
    return want;
}

/* UTF-8 into the file's encoding; what that does not have is left as it is (Windows-1252). */
static void write_text(FILE *file, const gw_strbuf *text, int encoding)
{
    for (size_t i = 0; i < text->length;) {
        unsigned char c = (unsigned char)text->bytes[i];
        int extra = c >= 0xE0 ? 2 : c >= 0xC0 ? 1 : 0;
        unsigned point = extra == 2 ? c & 0x0F : extra == 1 ? c & 0x1F : c;
        for (int k = 1; k <= extra; k++)
            point = point << 6 | ((unsigned char)text->bytes[i + (size_t)k] & 0x3F);
        i += (size_t)extra + 1;
        if (encoding == 1)
            fputc(point == 0x20AC ? 0x80 : (int)point, file);
        else if (encoding == 2)
            fprintf(file, "%c%c", (int)(point & 0xFF), (int)(point >> 8));
        else
            fprintf(file, "%c%c", (int)(point >> 8), (int)(point & 0xFF));
    }
}

static void write_file(const char *path, const gw_strbuf *text, const writing *w)
{
    static const char *const marks[] = {"\xEF\xBB\xBF", "", "\xFF\xFE", "\xFE\xFF"};
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    if (w->mark || w->encoding >= 2)
        fputs(marks[w->encoding], file);
    if (w->encoding == 0)
        fwrite(text->bytes, 1, text->length, file);
    else
        write_text(file, text, w->encoding);
    assert_int_equal(fclose(file), 0);
}

static int64_t cents_of(gw_shop *shop)
{
    int64_t cents = -1;
    assert_int_equal(
        gw_query_one_integer(&cents, shop->store,
                             "SELECT CAST(coalesce(sum(paid), 0) * 100 AS BIGINT) FROM exchange",
                             NULL, 0, NULL),
        GW_OK);
    return cents;
}

static void check_file(gw_shop *shop, gw_context *context, gw_rng *rng, int number)
{
    char path[128];
    char map[128];
    gw_receipt r;
    gw_error err = {0};
    gw_strbuf text = GW_STRBUF_INIT(context);
    writing w = any_writing(rng);
    snprintf(path, sizeof path, "%s/%d.csv", folder, number);
    gw_strbuf_printf(&text, "customer%cdate%camount%cnote", w.delimiter, w.delimiter, w.delimiter);
    end_line(&text, &w);
    wanted want = any_rows(&text, &w, rng);
    write_file(path, &text, &w);
    snprintf(map, sizeof map, "customer=customer,date=date,amount=amount,decimal=%s",
             w.comma ? "comma" : "point");
    const gw_import_options options = {.map = map};
    int64_t before = cents_of(shop);
    gw_status status = gw_import_file(&r, shop, path, &options, &err);
    bool good = status == GW_OK && r.rows_in == r.used + r.known + r.set_aside &&
                r.rows_in == want.rows && r.set_aside == want.rows - want.good;
    /* rows that an earlier file of this store had on the same day are known: all others count */
    if (good && r.known == 0)
        good = cents_of(shop) - before == want.cents;
    int64_t months = 0;
    for (size_t i = 0; status == GW_OK && i < r.months; i++)
        months += r.month[i].paid_e4 / 100;
    if (good)
        good = cents_of(shop) - before == months;
    int64_t after = cents_of(shop);
    if (good && r.used > 0 && number % 4 == 0) { /* one more line, and nothing but it comes */
        put_row(&text, &w, "new", w.american ? "5/13/2024" : "2024-05-13", "0");
        write_file(path, &text, &w);
        gw_receipt again;
        status = gw_import_file(&again, shop, path, &options, &err);
        good = status == GW_OK && again.used <= 1 && again.rows_in == r.rows_in + 1 &&
               cents_of(shop) == after;
    }
    if (!good)
        fail_msg(
            "file %d (%s): %lld rows in, %lld used, %lld known, %lld set aside; written %lld, of "
            "them good %lld, cents %lld; came %lld; months %lld; %s\n%s",
            number, map, (long long)r.rows_in, (long long)r.used, (long long)r.known,
            (long long)r.set_aside, (long long)want.rows, (long long)want.good,
            (long long)want.cents, (long long)(cents_of(shop) - before), (long long)months,
            status == GW_OK ? "" : err.message, gw_strbuf_text(&text));
    gw_strbuf_free(&text);
    unlink(path);
}

static void every_receipt_adds_up_to_the_cent(void **state)
{
    (void)state;
    gw_context *context = NULL;
    gw_rng rng = gw_rng_seeded(20240513, 0);
    assert_int_equal(gw_context_create(&context, NULL, NULL), GW_OK);
    gw_shop shop = {0};
    const char *said = getenv("GW_TRAP_FILES"); /* NOLINT(concurrency-mt-unsafe): nobody sets */
    int files = said != NULL ? (int)strtol(said, NULL, 10) : FILES;
    for (int i = 0; i < files; i++) {
        if (i % FILES_A_STORE == 0) {
            char path[128];
            gw_shop_close(&shop);
            snprintf(path, sizeof path, "%s/%d.gw", folder, i / FILES_A_STORE);
            assert_int_equal(gw_shop_create(&shop, context, path, "EUR", NULL, NULL), GW_OK);
        }
        check_file(&shop, context, &rng, i);
    }
    gw_shop_close(&shop);
    gw_context_free(context);
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) != NULL ? 0 : -1;
}

static int remove_folder(void **state)
{
    char command[128];
    (void)state;
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_receipt_adds_up_to_the_cent),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}

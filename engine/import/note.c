/* A note as a relation of one row, for own_import.h; see note.h and note_kinds.def. */
#include "note.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "date.h"
#include "error.h"
#include "import_source.h"
#include "ledger.h"
#include "money.h"
#include "nearest.h"
#include "own_import.h"
#include "shown.h"
#include "sql.h"

static const struct {
    const char *code;
    const char *own;
    const char *fields;
} kinds[] = {
#define GW_NOTE_KIND(kind, own, fields) {#kind, own, fields},
#include "note_kinds.def"
#undef GW_NOTE_KIND
};
#define KIND_COUNT (sizeof kinds / sizeof *kinds)

enum {
#define GW_KIND(code, direction, words, names) EXCHANGE_##code,
#include "kinds.def"
#undef GW_KIND
    EXCHANGE_KINDS
};
_Static_assert(KIND_COUNT == EXCHANGE_KINDS, "a kind of kinds.def has no line in note_kinds.def");

/* What a note says, by the names of note_kinds.def. */
enum {
#define GW_NOTE_OPTION(name, option, value, help) OPTION_##name,
#include "note_options.def"
#undef GW_NOTE_OPTION
    OPTION_text,
    OPTION_stars, /* the score of a review, which has no other scale */
    OPTION_scale_min,
    OPTION_scale_max,
    OPTIONS
};

static const struct {
    const char *name;
    const char *option; /* what people write: --option */
} options[OPTIONS] = {
#define GW_NOTE_OPTION(name, option, value, help) [OPTION_##name] = {#name, option},
#include "note_options.def"
#undef GW_NOTE_OPTION
    [OPTION_text] = {"text", NULL},
    [OPTION_stars] = {"stars", "score"},
    [OPTION_scale_min] = {"scale_min", "score"},
    [OPTION_scale_max] = {"scale_max", "score"},
};

#define FIELD_NAME 32
#define FIELDS_MAX 16

typedef struct note_row {
    const char *values[OPTIONS]; /* NULL: not said */
    bool taken[OPTIONS];         /* the kind has a place for it */
    char score[32];
    char scale_min[8];
    char scale_max[32];
    size_t kind;
    char names[FIELDS_MAX][FIELD_NAME];
    gw_import_source source;
} note_row;

/* ---- What was said -------------------------------------------------------------------------- */

static gw_status find_kind(size_t *out, const char *kind, gw_error *err)
{
    const char *codes[KIND_COUNT];
    char all[512] = "";
    for (size_t i = 0; i < KIND_COUNT; i++) {
        size_t length = strlen(all);
        codes[i] = kinds[i].code;
        if (strcmp(codes[i], kind) == 0) {
            *out = i;
            return GW_OK;
        }
        snprintf(all + length, sizeof all - length, "%s%s", i == 0 ? "" : ", ", codes[i]);
    }
    const char *near = gw_nearest(kind, codes, KIND_COUNT);
    return gw_error_set(err, GW_WRONG_USE, "there is no kind \"%s\"%s%s%s; there are: %s",
                        gw_show(kind).text, near == NULL ? "" : ", did you mean ",
                        near == NULL ? "" : near, near == NULL ? "" : "?", all);
}

/* "9/10" into score and scale: of ten and more from 0, of fewer from 1, unless less was said. */
static gw_status read_score(note_row *row, const char *text, gw_error *err)
{
    char *slash = NULL;
    char *end = NULL;
    double score = strtod(text, &slash);
    bool has_scale = slash != text && *slash == '/' && strlen(text) < sizeof row->score;
    double scale = has_scale ? strtod(slash + 1, &end) : 0;
    if (!has_scale || end == NULL || *end != '\0' || !(score >= 0 && score <= scale && scale > 0))
        return gw_error_set(err, GW_WRONG_USE,
                            "a score is what they said out of how much, like 9/10, not \"%s\"",
                            gw_show(text).text);
    snprintf(row->score, sizeof row->score, "%.*s", (int)(slash - text), text);
    snprintf(row->scale_max, sizeof row->scale_max, "%s", slash + 1);
    snprintf(row->scale_min, sizeof row->scale_min, "%d", scale >= 10 || score < 1 ? 0 : 1);
    row->values[OPTION_score] = row->values[OPTION_stars] = row->score;
    row->values[OPTION_scale_min] = row->scale_min;
    row->values[OPTION_scale_max] = row->scale_max;
    if (strcmp(kinds[row->kind].code, "review") == 0 && scale != 5)
        return gw_error_set(err, GW_WRONG_USE, "a review has stars out of 5: --score 4/5");
    return GW_OK;
}

static gw_status check_values(const note_row *row, gw_error *err)
{
    static const int amounts[] = {OPTION_amount, OPTION_worth, OPTION_off, OPTION_goods};
    static const int days[] = {OPTION_day, OPTION_promised, OPTION_delivered};
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++) {
        int64_t amount_e4 = 0;
        const char *text = row->values[amounts[i]];
        if (text == NULL)
            continue;
        if (!gw_money_parse(&amount_e4, text, strlen(text)) || amount_e4 < 0)
            return gw_error_set(err, GW_WRONG_USE,
                                "\"%s\" is no amount: say it like 12.50, without a minus",
                                gw_show(text).text);
    }
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        int32_t day = 0;
        const char *text = row->values[days[i]];
        if (text != NULL && !gw_date_parse(&day, text, strlen(text)))
            return gw_error_set(err, GW_WRONG_USE, "\"%s\" is no day: say it like 2025-03-01",
                                gw_show(text).text);
    }
    return GW_OK;
}

static gw_status read_note(note_row *row, const gw_note *note, gw_error *err)
{
    GW_TRY(find_kind(&row->kind, note->kind == NULL ? "note" : note->kind, err));
    row->values[OPTION_text] = note->text;
#define GW_NOTE_OPTION(name, option, value, help) row->values[OPTION_##name] = note->name;
#include "note_options.def"
#undef GW_NOTE_OPTION
    if (note->score != NULL)
        GW_TRY(read_score(row, note->score, err));
    return check_values(row, err);
}

/* ---- The row -------------------------------------------------------------------------------- */

static int option_named(const char *name, size_t length)
{
    for (int i = 0; i < OPTIONS; i++)
        if (strlen(options[i].name) == length && memcmp(options[i].name, name, length) == 0)
            return i;
    return -1;
}

/* The field's value as SQL: what was said, else what stands behind the |. Nothing when there is
 * neither; then *option_out says which option would have been it. */
static void add_value(gw_strbuf *out, int *option_out, note_row *row, const char *spec,
                      size_t length)
{
    char word[64];
    size_t first = 0;
    while (first < length && spec[first] != '|' && spec[first] != '!')
        first++;
    *option_out = spec[0] == '@' ? option_named(spec + 1, first - 1) : -1;
    if (*option_out >= 0)
        row->taken[*option_out] = true;
    if (*option_out >= 0 && row->values[*option_out] != NULL) {
        gw_sql_literal(out, row->values[*option_out]);
        return;
    }
    const char *rest = *option_out >= 0 ? spec + first + 1 : spec;
    size_t left = *option_out >= 0 ? (first < length ? length - first - 1 : 0) : length;
    snprintf(word, sizeof word, "%.*s", (int)left, rest); /* "" also behind a ! */
    if (strcmp(word, "@now") == 0)
        gw_strbuf_puts(out, gw_sql("note_now"));
    else if (strcmp(word, "@new") == 0)
        gw_strbuf_puts(out, gw_sql("note_new"));
    else if (word[0] != '\0')
        gw_sql_literal(out, word);
}

static gw_status add_field(note_row *row, const char *field, size_t length, gw_error *err)
{
    int option = -1;
    gw_strbuf value = GW_STRBUF_INIT(row->source.context);
    const char *equals = memchr(field, '=', length);
    char *name = row->names[row->source.columns];
    snprintf(name, FIELD_NAME, "%.*s", (int)(equals - field), field);
    add_value(&value, &option, row, equals + 1, (size_t)(field + length - equals - 1));
    const gw_own_kind *own = gw_own_kind_named(kinds[row->kind].own);
    gw_status status = GW_OK;
    if (value.length > 0) {
        gw_strbuf_printf(&row->source.numbered, ", %s AS ", gw_strbuf_text(&value));
        gw_sql_identifier(&row->source.numbered, name);
        row->source.names[row->source.columns++] = name;
    } else if (!value.failed) {
        bool needed = field[length - 1] == '!';
        for (size_t i = 0; gw_own_field_at(own, i) != NULL && status == GW_OK; i++) {
            const gw_own_field *about = gw_own_field_at(own, i);
            if (strcmp(about->name, name) == 0 &&
                (needed || about->need == GW_OWN_KEY || about->need == GW_OWN_FILLED))
                status = gw_error_set(err, GW_WRONG_USE, "--kind %s needs --%s",
                                      kinds[row->kind].code, options[option].option);
        }
    }
    if (status == GW_OK && value.failed)
        status = gw_error_no_memory(err, "a note");
    gw_strbuf_free(&value);
    return status;
}

static gw_status make_row(note_row *row, const gw_note *note, gw_error *err)
{
    gw_strbuf *out = &row->source.numbered;
    gw_strbuf_puts(out, "(SELECT 1 AS row_no, FALSE AS is_header, ");
    gw_sql_literal(out, note->customer);
    gw_strbuf_puts(out, " AS customer_id");
    snprintf(row->names[0], FIELD_NAME, "customer_id");
    row->source.names[row->source.columns++] = row->names[0];
    const char *at = kinds[row->kind].fields;
    while (*at != '\0') {
        size_t length = strcspn(at, ",");
        GW_TRY(add_field(row, at, length, err));
        at += length + (at[length] != '\0' ? 1 : 0);
    }
    gw_strbuf_puts(out, ")");
    for (int i = 0; i < OPTION_text; i++)
        if (row->values[i] != NULL && !row->taken[i] &&
            !(i == OPTION_score && row->taken[OPTION_stars]))
            return gw_error_set(err, GW_WRONG_USE, "--kind %s takes no --%s", kinds[row->kind].code,
                                options[i].option);
    return gw_strbuf_text(out) != NULL ? GW_OK : gw_error_no_memory(err, "a note");
}

/* ---- Keeping it ----------------------------------------------------------------------------- */

static gw_status keep(int64_t *batch_out, gw_shop *shop, const note_row *row, gw_error *err)
{
    gw_receipt receipt = {.kind = "note"};
    gw_error ignored;
    const gw_own_options how = {.body = row->values[OPTION_text]};
    const gw_own_kind *own = gw_own_kind_named(kinds[row->kind].own);
    gw_status status = gw_own_import(&receipt, shop, &row->source, own, &how, err);
    gw_status swept = gw_store_execute(NULL, shop->store, gw_sql("import_sweep"), &ignored);
    GW_TRY(status);
    GW_TRY(swept);
    if (receipt.set_aside > 0)
        return gw_error_set(err, GW_WRONG_USE, "nothing was kept: %s", receipt.reason[0].reason);
    if (receipt.used == 0)
        return gw_error_set(err, GW_WRONG_USE, "nothing was kept: it is known already");
    *batch_out = receipt.batch;
    return GW_OK;
}

gw_status gw_note_keep(int64_t *batch_out, gw_shop *shop, const gw_note *note, gw_error *err)
{
    int64_t customer_no = 0;
    note_row row = {.source = {.context = shop->context,
                               .file = {.name = gw_show("(by hand)")},
                               .numbered = GW_STRBUF_INIT(shop->context)}};
    gw_status status = read_note(&row, note, err);
    if (status == GW_OK)
        status = gw__ledger_find(&customer_no, shop, note->customer, err);
    if (status == GW_OK)
        status = make_row(&row, note, err);
    if (status == GW_OK)
        status = keep(batch_out, shop, &row, err);
    gw_strbuf_free(&row.source.numbered);
    return status;
}

#include "note.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "ledger.h"
#include "money.h"
#include "nearest.h"
#include "query.h"
#include "shown.h"
#include "sql.h"

static const char *const kinds[] = {
#define GW_KIND(code, direction, words, names) #code,
#include "kinds.def"
#undef GW_KIND
};
#define KIND_COUNT (sizeof kinds / sizeof *kinds)

static gw_status check_kind(const char *kind, gw_error *err)
{
    char all[512] = "";
    for (size_t i = 0; i < KIND_COUNT; i++) {
        size_t length = strlen(all);
        if (strcmp(kinds[i], kind) == 0)
            return GW_OK;
        snprintf(all + length, sizeof all - length, "%s%s", i == 0 ? "" : ", ", kinds[i]);
    }
    const char *near = gw_nearest(kind, kinds, KIND_COUNT);
    return gw_error_set(err, GW_WRONG_USE, "there is no kind \"%s\"%s%s%s; there are: %s",
                        gw_show(kind).text, near == NULL ? "" : ", did you mean ",
                        near == NULL ? "" : near, near == NULL ? "" : "?", all);
}

/* "9/10" into score and scale. */
static gw_status read_score(double *score_out, double *scale_out, const char *text, gw_error *err)
{
    char *slash = NULL;
    char *end = NULL;
    *score_out = strtod(text, &slash);
    if (slash != text && *slash == '/') {
        *scale_out = strtod(slash + 1, &end);
        if (end != slash + 1 && *end == '\0' && *scale_out > 0 && *score_out >= 0 &&
            *score_out <= *scale_out)
            return GW_OK;
    }
    return gw_error_set(err, GW_WRONG_USE,
                        "a score is what they said out of how much, like 9/10, not \"%s\"",
                        gw_show(text).text);
}

/* Which of paid and cost_to_us the amount fills, by kind. */
static void place_amount(gw_value *paid, gw_value *cost, const char *kind, int64_t amount_e4)
{
    if (strcmp(kind, "purchase") == 0)
        *paid = gw_value_integer(GW_MONEY, amount_e4);
    else if (strcmp(kind, "refund") == 0)
        *paid = gw_value_integer(GW_MONEY, amount_e4 > 0 ? -amount_e4 : amount_e4);
    else
        *cost = gw_value_integer(GW_MONEY, amount_e4);
}

static gw_status keep(int64_t *batch_out, gw_shop *shop, int64_t customer_no, const char *kind,
                      const gw_note *note, gw_error *err)
{
    gw_value paid = gw_value_null(GW_MONEY);
    gw_value cost = gw_value_null(GW_MONEY);
    gw_value score = gw_value_null(GW_DOUBLE);
    gw_value scale = gw_value_null(GW_DOUBLE);
    if (note->amount != NULL) {
        int64_t amount_e4 = 0;
        if (!gw_money_parse(&amount_e4, note->amount, strlen(note->amount)))
            return gw_error_set(err, GW_WRONG_USE, "\"%s\" is no amount: say it like 12.50",
                                gw_show(note->amount).text);
        place_amount(&paid, &cost, kind, amount_e4);
    }
    if (note->score != NULL) {
        double said = 0;
        double of = 0;
        GW_TRY(read_score(&said, &of, note->score, err));
        score = gw_value_double(said);
        scale = gw_value_double(of);
    }
    GW_TRY(gw_query_one_integer(batch_out, shop->store, gw_sql("import_batch_next"), NULL, 0, err));
    gw_value batch[] = {gw_value_int64(*batch_out), gw_value_text("(by hand)"), gw_value_text(""),
                        gw_value_text("note"),      gw_value_text(""),          gw_value_int64(1),
                        gw_value_int64(1),          gw_value_int64(0),          gw_value_int64(0)};
    gw_value values[] = {gw_value_int64(*batch_out),
                         gw_value_int64(customer_no),
                         gw_value_text(shop->timezone),
                         gw_value_text(kind),
                         gw_value_text(note->text),
                         paid,
                         cost,
                         score,
                         scale};
    GW_TRY(gw_store_execute_with(NULL, shop->store, gw_sql("note_keep"), values, 9, err));
    return gw_store_execute_with(NULL, shop->store, gw_sql("import_batch_keep"), batch, 9, err);
}

gw_status gw_note_keep(int64_t *batch_out, gw_shop *shop, const gw_note *note, gw_error *err)
{
    int64_t customer_no = 0;
    const char *kind = note->kind == NULL ? "note" : note->kind;
    GW_TRY(check_kind(kind, err));
    GW_TRY(gw__ledger_find(&customer_no, shop, note->customer, err));
    GW_TRY(gw_store_begin(shop->store, err));
    gw_status status = keep(batch_out, shop, customer_no, kind, note, err);
    if (status == GW_OK)
        return gw_store_commit(shop->store, err);
    gw_store_rollback(shop->store);
    return status;
}

/* goodwill prove: how good the estimates are, where that can be known. */
#include "answers.h"
#include "arguments.h"
#include "error.h"
#include "truth.h"
#include "words.h"

static gw_status print_table(gw_session *session, const gw_recovery_table *table, gw_error *err)
{
    gw_strbuf text = GW_STRBUF_INIT(session->context);
    gw_status status =
        session->json ? gw_truth_to_json(&text, table, err) : gw_truth_words(&text, table);
    if (status == GW_OK)
        status = gw_print(session, gw_strbuf_text(&text), err);
    gw_strbuf_free(&text);
    return status;
}

/* What was said of days to come, and what came. */
static gw_status show_record(gw_session *session, gw_shop *shop, gw_error *err)
{
    gw_record record;
    gw_current current;
    gw_strbuf text = GW_STRBUF_INIT(session->context);
    GW_TRY(gw_current_read(&current, shop, err));
    gw_status status = gw_record_read(&record, shop, err);
    if (status == GW_OK)
        status = session->json ? gw_record_to_json(&text, &record, &current, shop->currency, err)
                               : gw_record_words(&text, &record, &current, shop->currency);
    if (status == GW_OK)
        status = gw_print(session, gw_strbuf_text(&text), err);
    gw_strbuf_free(&text);
    return status;
}

static gw_status show_truth(gw_session *session, gw_shop *shop, const char *truth, gw_error *err)
{
    gw_recovery_table table;
    GW_TRY(gw_truth_read(&table, shop, truth, err));
    return print_table(session, &table, err);
}

gw_status gw_cmd_prove(gw_session *session, int argc, char **argv, gw_error *err)
{
    const char *truth = NULL;
    const gw_option options[] = {
        {.name = "truth",
         .value = "FOLDER",
         .text = &truth,
         .help = "the truth/ of a simulated shop whose files the store holds"},
        {.name = NULL},
    };
    const gw_usage usage = {
        .command = "goodwill prove",
        .operands = {"STORE"},
        .about =
            "Holds what was said against what came: the check on hidden days, and every forecast\n"
            "made before later purchases were imported, with its range. With --truth: each line\n"
            "and the elasticity against the truth of a simulated shop.",
        .options = options,
        .example = "  goodwill prove shop.gw\n",
    };
    bool done = false;
    const char *operands[GW_MAX_OPERANDS] = {NULL};
    gw_shop shop = {0};
    (void)argc;
    GW_TRY(gw_options_parse(&done, operands, session, &usage, argv, err));
    if (done)
        return GW_OK;
    GW_TRY(gw_shop_open(&shop, session->context, operands[0], false, err));
    gw_status status =
        truth != NULL ? show_truth(session, &shop, truth, err) : show_record(session, &shop, err);
    gw_shop_close(&shop);
    return status;
}

/* goodwill prove: how good the estimates are, where that can be known. */
#include "answers.h"
#include "arguments.h"
#include "duration.h"
#include "error.h"
#include "numbers.h"
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

static gw_status show_record(gw_session *session, const gw_record *record, const gw_report *check,
                             gw_error *err)
{
    gw_strbuf text = GW_STRBUF_INIT(session->context);
    gw_status status = session->json ? gw_record_to_json(&text, record, check, err)
                                     : gw_record_words(&text, record, check);
    if (status == GW_OK)
        status = gw_print(session, gw_strbuf_text(&text), err);
    gw_strbuf_free(&text);
    return status;
}

/* What was said of days to come, and what came; then whether the check was within `limit`. */
static gw_status prove_forecast(gw_session *session, gw_shop *shop, const char *within,
                                gw_error *err)
{
    gw_record record;
    gw_report check = {0};
    double limit = 0;
    if (within != NULL)
        GW_TRY(gw_rate_fraction_parse(&limit, within, err));
    gw_status status = gw_report_check(&check, shop, err);
    if (status == GW_OK)
        status = gw_record_read(&record, shop, err);
    if (status == GW_OK)
        status = show_record(session, &record, &check, err);
    if (status == GW_OK && within != NULL)
        status = gw_report_within(&check, limit, err);
    gw_report_free(&check);
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
    const char *within = NULL;
    const gw_option options[] = {
        {.name = "truth",
         .value = "FOLDER",
         .text = &truth,
         .help = "the truth/ of a simulated shop whose files the store holds"},
        {.name = "within",
         .value = "PERCENT",
         .text = &within,
         .help = "fail (exit 1) if the check's buying days or money were off by more than this"},
        {.name = NULL},
    };
    const gw_usage usage = {
        .command = "goodwill prove",
        .operands = {"STORE"},
        .about =
            "Holds what was said against what came: the check on hidden days, and every forecast\n"
            "made before later purchases were imported, with its range. With --truth: each line\n"
            "and the elasticity against the truth of a simulated shop. With --within 15%: for a "
            "job\n"
            "that runs by itself, to learn from the exit code that the check went wrong.",
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
    gw_status status = truth != NULL ? show_truth(session, &shop, truth, err)
                                     : prove_forecast(session, &shop, within, err);
    gw_shop_close(&shop);
    return status;
}

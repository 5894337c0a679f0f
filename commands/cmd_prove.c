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
        .about = "Holds what was estimated against what is known. With --truth: each line and the\n"
                 "elasticity against the truth of a simulated shop, and whether it lies inside.",
        .options = options,
        .example = "  goodwill prove demo.gw --truth demo-garden/truth\n",
    };
    bool done = false;
    const char *operands[GW_MAX_OPERANDS] = {NULL};
    gw_shop shop = {0};
    gw_recovery_table table;
    (void)argc;
    GW_TRY(gw_options_parse(&done, operands, session, &usage, argv, err));
    if (done)
        return GW_OK;
    if (truth == NULL)
        return gw_error_set(err, GW_WRONG_USE,
                            "say what to hold it against: --truth FOLDER, of goodwill simulate");
    GW_TRY(gw_shop_open(&shop, session->context, operands[0], false, err));
    gw_status status = gw_truth_read(&table, &shop, truth, err);
    if (status == GW_OK)
        status = print_table(session, &table, err);
    gw_shop_close(&shop);
    return status;
}

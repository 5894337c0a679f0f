/* goodwill note: one exchange by hand. */
#include "arguments.h"
#include "error.h"
#include "note.h"
#include "shown.h"

gw_status gw_cmd_note(gw_session *session, int argc, char **argv, gw_error *err)
{
    gw_note note = {0};
    const gw_option options[] = {
        {.name = "kind",
         .value = "KIND",
         .text = &note.kind,
         .help = "advice, request, reply, thanks, incident, repair, ...; note if not said"},
#define GW_NOTE_OPTION(member, option, value_, help_)                                              \
    {.name = (option), .value = (value_), .text = &note.member, .help = (help_)},
#include "note_options.def"
#undef GW_NOTE_OPTION
        {.name = NULL},
    };
    const gw_usage usage = {
        .command = "goodwill note",
        .operands = {"STORE", "CUSTOMER", "TEXT"},
        .about =
            "Keeps one exchange by hand: a conversation, a promise, a thank-you. Each kind says\n"
            "what it needs and what it does not take.",
        .options = options,
        .example = "  goodwill note shop.gw 1042 \"asked for smaller bags\" --kind request\n",
    };
    bool done = false;
    const char *operands[GW_MAX_OPERANDS] = {NULL};
    gw_shop shop = {0};
    int64_t batch = 0;
    (void)argc;
    GW_TRY(gw_options_parse(&done, operands, session, &usage, argv, err));
    if (done)
        return GW_OK;
    note.customer = operands[1];
    note.text = operands[2];
    GW_TRY(gw_shop_open(&shop, session->context, operands[0], true, err));
    gw_status status = gw_note_keep(&batch, &shop, &note, err);
    gw_shop_close(&shop);
    if (status == GW_OK)
        gw_say(session,
               "Kept (import %lld; goodwill import %s --withdraw %lld takes it back). Run goodwill "
               "reckon to bring the numbers up to date.",
               (long long)batch, gw_show(operands[0]).text, (long long)batch);
    return status;
}

/* goodwill export: all that is held on a person. */
#include "arguments.h"
#include "error.h"
#include "privacy.h"
#include "shown.h"

gw_status gw_cmd_export(gw_session *session, int argc, char **argv, gw_error *err)
{
    const gw_option options[] = {{.name = NULL}};
    const gw_usage usage = {
        .command = "goodwill export",
        .operands = {"STORE", "CUSTOMER"},
        .about =
            "Prints all that is held on a person, as JSON: every row of every table, what was\n"
            "set aside, and who asked before. docs/privacy.md says what the parts are. That it\n"
            "was asked for is kept in the audit log.",
        .options = options,
        .example = "  goodwill export shop.gw ada@example.com > ada.json\n",
    };
    bool done = false;
    const char *operands[GW_MAX_OPERANDS] = {NULL};
    gw_shop shop = {0};
    (void)argc;
    GW_TRY(gw_options_parse(&done, operands, session, &usage, argv, err));
    if (done)
        return GW_OK;
    GW_TRY(gw_shop_open(&shop, session->context, operands[0], true, err));
    gw_strbuf text = GW_STRBUF_INIT(session->context);
    gw_status status = gw_person_export(&text, &shop, operands[1], err);
    gw_shop_close(&shop);
    if (status == GW_OK)
        status = gw_print(session, gw_strbuf_text(&text), err);
    gw_strbuf_free(&text);
    return status;
}

/* goodwill settings: every assumption in one place, with who made it. */
#include <stdlib.h>

#include "answers.h"
#include "arguments.h"
#include "error.h"
#include "settings.h"
#include "words.h"

static gw_status list(gw_session *session, gw_shop *shop, const char *key, gw_error *err)
{
    gw_strbuf text = GW_STRBUF_INIT(session->context);
    size_t first = 0;
    size_t end = gw_setting_count();
    gw_status status = GW_OK;
    if (key != NULL) {
        GW_TRY(gw_setting_find(&first, key, err));
        end = first + 1;
    }
    if (session->json)
        status = gw_settings_to_json(&text, shop, first, end, err);
    for (size_t i = first; i < end && !session->json && status == GW_OK; i++) {
        gw_setting setting;
        status = gw_setting_read(&setting, shop, i, err);
        if (status == GW_OK)
            status = gw_setting_words(&text, &setting);
    }
    if (status == GW_OK)
        status = gw_print(session, gw_strbuf_text(&text), err);
    gw_strbuf_free(&text);
    return status;
}

/* Who is sitting here, for the record. */
static const char *who(void)
{
    const char *user = getenv("USER"); /* NOLINT(concurrency-mt-unsafe): nobody sets */
    return user == NULL || user[0] == '\0' ? "owner" : user;
}

gw_status gw_cmd_settings(gw_session *session, int argc, char **argv, gw_error *err)
{
    const gw_option options[] = {{.name = NULL}};
    const gw_usage usage = {
        .command = "goodwill settings",
        .operands = {"STORE", "[KEY]", "[VALUE]"},
        .about = "Shows every assumption, or one, or makes it: a number, a percentage, or\n"
                 "low,likely,high; none takes it back. Margin and elasticity have no default.",
        .options = options,
        .example = "  goodwill settings shop.gw margin 0.3,0.4,0.45\n",
    };
    bool done = false;
    const char *operands[GW_MAX_OPERANDS] = {NULL};
    gw_shop shop = {0};
    (void)argc;
    GW_TRY(gw_options_parse(&done, operands, session, &usage, argv, err));
    if (done)
        return GW_OK;
    GW_TRY(gw_shop_open(&shop, session->context, operands[0], operands[2] != NULL, err));
    gw_status status =
        operands[2] != NULL ? gw_setting_say(&shop, operands[1], operands[2], who(), err) : GW_OK;
    if (status == GW_OK)
        status = list(session, &shop, operands[1], err);
    gw_shop_close(&shop);
    return status;
}

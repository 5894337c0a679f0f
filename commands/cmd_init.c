/* goodwill init: a new store. */
#include <unistd.h>

#include "arguments.h"
#include "error.h"
#include "settings.h"
#include "shop.h"

gw_status gw_cmd_init(gw_session *session, int argc, char **argv, gw_error *err)
{
    const char *currency = NULL;
    const char *timezone = NULL;
    const char *margin = NULL;
    const gw_option options[] = {
        {.name = "currency",
         .value = "EUR",
         .text = &currency,
         .required = true,
         .help = "of all amounts, in three capital letters"},
        {.name = "timezone",
         .value = "ZONE",
         .text = &timezone,
         .help = "of the shop's days, like Europe/Berlin; UTC if not said"},
        {.name = "margin",
         .value = "SHARE",
         .text = &margin,
         .help = "what is left of a price after the cost of goods, like 40%"},
        {.name = NULL},
    };
    const gw_usage usage = {
        .command = "goodwill init",
        .operands = {"STORE"},
        .about = "Makes a new, empty store: one file that holds everything. Other settings can be\n"
                 "made at any time with goodwill settings.",
        .options = options,
        .example = "  goodwill init shop.gw --currency EUR --timezone Europe/Berlin\n",
    };
    bool done = false;
    const char *path[GW_MAX_OPERANDS] = {NULL};
    gw_shop shop = {0};
    (void)argc;
    GW_TRY(gw_options_parse(&done, path, session, &usage, argv, err));
    if (done)
        return GW_OK;
    GW_TRY(gw_shop_create(&shop, session->context, path[0], currency, timezone, err));
    gw_status status = GW_OK;
    if (margin != NULL)
        status = gw_setting_say(&shop, "margin", margin, "goodwill init", err);
    gw_shop_close(&shop);
    if (status != GW_OK)
        unlink(path[0]); /* whole or absent */
    if (status == GW_OK)
        gw_say(session, "%s is ready: bring in a file with goodwill import %s FILE", path[0],
               path[0]);
    return status;
}

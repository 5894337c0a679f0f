/* goodwill erase: forgets a person. */
#include "arguments.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "error.h"
#include "privacy.h"
#include "shown.h"

static bool is_sure(const gw_session *session, const char *customer)
{
    char line[16];
    if (session->yes)
        return true;
    if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
        return false;
    fprintf(stderr,
            "Forget %s for good? It cannot be taken back. Type yes: ", gw_show(customer).text);
    return fgets(line, sizeof line, stdin) != NULL && strncmp(line, "yes", 3) == 0;
}

gw_status gw_cmd_erase(gw_session *session, int argc, char **argv, gw_error *err)
{
    char pseudonym[GW_PSEUDONYM_SIZE];
    const gw_option options[] = {{.name = NULL}};
    const gw_usage usage = {
        .command = "goodwill erase",
        .operands = {"STORE", "CUSTOMER"},
        .about =
            "Forgets a person: their id becomes a random pseudonym, their words, addresses and\n"
            "details go, amounts stay so that totals stay. No file brings them back. It cannot\n"
            "be taken back; copies of the store that you made still hold them.",
        .options = options,
        .example = "  goodwill erase shop.gw ada@example.com --yes\n",
    };
    bool done = false;
    const char *operands[GW_MAX_OPERANDS] = {NULL};
    gw_shop shop = {0};
    (void)argc;
    GW_TRY(gw_options_parse(&done, operands, session, &usage, argv, err));
    if (done)
        return GW_OK;
    if (!is_sure(session, operands[1]))
        return gw_error_set(err, GW_WRONG_USE,
                            "nothing was erased: say --yes when you are sure to forget %s",
                            gw_show(operands[1]).text);
    GW_TRY(gw_shop_open(&shop, session->context, operands[0], true, err));
    gw_status status = gw_person_erase(pseudonym, &shop, operands[1], err);
    gw_shop_close(&shop);
    if (status == GW_OK)
        gw_say(session,
               "Forgotten: amounts are kept as %s. Run goodwill reckon to bring the numbers up to "
               "date. Copies of the store (%s.before-...) still hold the person.",
               pseudonym, gw_show(operands[0]).text);
    return status;
}

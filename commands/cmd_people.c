/* goodwill people: who is the same person. */
#include <stdlib.h>

#include "arguments.h"
#include "error.h"
#include "people.h"
#include "shown.h"

static gw_status undo(gw_session *session, gw_shop *shop, const char *merge, gw_error *err)
{
    char *end = NULL;
    long long number = strtoll(merge, &end, 10);
    if (end == merge || *end != '\0')
        return gw_error_set(err, GW_WRONG_USE, "\"%s\" is no merge's number", gw_show(merge).text);
    GW_TRY(gw_people_undo(shop, number, err));
    gw_say(session,
           "Merge %lld is taken back. Run goodwill reckon to bring the numbers up to date.",
           number);
    return GW_OK;
}

static gw_status merge(gw_session *session, gw_shop *shop, const char *const *operands,
                       gw_error *err)
{
    int64_t number = 0;
    if (operands[2] == NULL)
        return gw_error_set(err, GW_WRONG_USE, "say who %s is: goodwill people %s %s OTHER",
                            gw_show(operands[1]).text, gw_show(operands[0]).text,
                            gw_show(operands[1]).text);
    GW_TRY(gw_people_merge(&number, shop, operands[1], operands[2], err));
    gw_say(session,
           "%s counts for %s now (merge %lld; goodwill people %s --undo %lld takes it back). Run "
           "goodwill reckon to bring the numbers up to date.",
           gw_show(operands[1]).text, gw_show(operands[2]).text, (long long)number,
           gw_show(operands[0]).text, (long long)number);
    return GW_OK;
}

static gw_status list(gw_session *session, gw_shop *shop, bool log, gw_error *err)
{
    gw_strbuf text = GW_STRBUF_INIT(session->context);
    gw_status status = gw_people_list(&text, shop, log, err);
    if (status == GW_OK)
        status = gw_print(session, gw_strbuf_text(&text), err);
    gw_strbuf_free(&text);
    return status;
}

gw_status gw_cmd_people(gw_session *session, int argc, char **argv, gw_error *err)
{
    const char *number = NULL;
    bool log = false;
    const gw_option options[] = {
        {.name = "undo", .value = "MERGE", .text = &number, .help = "take a merge back"},
        {.name = "log",
         .flag = &log,
         .help = "also what was changed or given out, by whom and when"},
        {.name = NULL},
    };
    const gw_usage usage = {
        .command = "goodwill people",
        .operands = {"STORE", "[CUSTOMER]", "[OTHER]"},
        .about =
            "Without a customer: who may be one person, and who was merged. With two: what\n"
            "CUSTOMER did counts for OTHER. Nothing is merged by itself, and every merge can be\n"
            "taken back.",
        .options = options,
        .example = "  goodwill people shop.gw ada@work.example ada@example.com\n",
    };
    bool done = false;
    const char *operands[GW_MAX_OPERANDS] = {NULL};
    gw_shop shop = {0};
    (void)argc;
    GW_TRY(gw_options_parse(&done, operands, session, &usage, argv, err));
    if (done)
        return GW_OK;
    bool writes = number != NULL || operands[1] != NULL;
    GW_TRY(gw_shop_open(&shop, session->context, operands[0], writes, err));
    gw_status status = number != NULL        ? undo(session, &shop, number, err)
                       : operands[1] != NULL ? merge(session, &shop, operands, err)
                                             : list(session, &shop, log, err);
    gw_shop_close(&shop);
    return status;
}

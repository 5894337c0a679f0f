/* goodwill report: one page with the pictures. */
#include <string.h>

#include "arguments.h"
#include "error.h"
#include "report.h"
#include "shown.h"

static gw_status print_numbers(gw_session *session, gw_shop *shop, gw_error *err)
{
    gw_report report = {0};
    gw_strbuf text = GW_STRBUF_INIT(session->context);
    gw_status status = gw_report_read(&report, shop, err);
    if (status == GW_OK)
        status = gw_report_to_json(&text, &report, err);
    if (status == GW_OK)
        status = gw_print(session, gw_strbuf_text(&text), err);
    gw_strbuf_free(&text);
    gw_report_free(&report);
    return status;
}

gw_status gw_cmd_report(gw_session *session, int argc, char **argv, gw_error *err)
{
    const char *file = NULL;
    const gw_option options[] = {
        {.name = "output",
         .letter = 'o',
         .value = "FILE",
         .text = &file,
         .help = "where the page goes: FILE.html, or - for standard output"},
        {.name = NULL},
    };
    const gw_usage usage = {
        .command = "goodwill report",
        .operands = {"STORE"},
        .about =
            "One page that is complete in itself: both sides as an open account book and a map,\n"
            "the check of the forecast in pictures, who came when. It opens in any browser, asks\n"
            "nothing of a network, and prints. With --json the numbers of its pictures instead.",
        .options = options,
        .example = "  goodwill report shop.gw -o report.html\n",
    };
    bool done = false;
    const char *operands[GW_MAX_OPERANDS] = {NULL};
    gw_shop shop = {0};
    (void)argc;
    GW_TRY(gw_options_parse(&done, operands, session, &usage, argv, err));
    if (done)
        return GW_OK;
    if (file == NULL && !session->json)
        return gw_error_set(err, GW_WRONG_USE,
                            "say where the page goes: goodwill report %s -o report.html",
                            gw_show(operands[0]).text);
    if (file != NULL && session->json)
        return gw_error_set(err, GW_WRONG_USE,
                            "-o FILE writes the page and --json prints its numbers: say one of "
                            "them");
    GW_TRY(gw_shop_open(&shop, session->context, operands[0], false, err));
    gw_status status =
        session->json ? print_numbers(session, &shop, err) : gw_report_write(&shop, file, err);
    gw_shop_close(&shop);
    if (status == GW_OK && file != NULL && strcmp(file, "-") != 0)
        gw_say(session, "The report is in %s.", gw_show(file).text);
    return status;
}

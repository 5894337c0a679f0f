/* goodwill why: where a number comes from, down to the exchanges. */
#include "answers.h"
#include "arguments.h"
#include "error.h"
#include "why.h"
#include "words.h"

#define MOST_EXCHANGES 20

static gw_status show(gw_session *session, gw_shop *shop, const char *customer, const char *line,
                      gw_error *err)
{
    gw_why why;
    gw_current current;
    gw_next_orders next = {0};
    gw_strbuf exchanges = GW_STRBUF_INIT(session->context);
    gw_strbuf settings = GW_STRBUF_INIT(session->context);
    gw_strbuf text = GW_STRBUF_INIT(session->context);
    gw_status status = gw_why_read(&why, shop, customer, line, err);
    if (status == GW_OK)
        status = gw_current_read(&current, shop, err);
    if (status == GW_OK && why.has_forecast)
        status = gw_next_orders_read(&next, shop, why.customer_id, err);
    if (status == GW_OK)
        status = gw_why_exchanges(&exchanges, shop, &why, MOST_EXCHANGES, err);
    if (status == GW_OK)
        status = gw_why_settings(&settings, shop, &why, err);
    if (status == GW_OK &&
        (gw_strbuf_text(&exchanges) == NULL || gw_strbuf_text(&settings) == NULL))
        status = gw_error_no_memory(err, "where a number comes from");
    if (status == GW_OK && session->json)
        status = gw_why_to_json(&text, &why, &next, shop->currency, gw_strbuf_text(&exchanges),
                                gw_strbuf_text(&settings), err);
    else if (status == GW_OK)
        status = gw_why_words(&text, &why, &next, current.horizon, shop->currency,
                              gw_strbuf_text(&exchanges), gw_strbuf_text(&settings));
    if (status == GW_OK)
        status = gw_print(session, gw_strbuf_text(&text), err);
    gw_strbuf_free(&exchanges);
    gw_strbuf_free(&settings);
    gw_strbuf_free(&text);
    return status;
}

gw_status gw_cmd_why(gw_session *session, int argc, char **argv, gw_error *err)
{
    const gw_option options[] = {{.name = NULL}};
    const gw_usage usage = {
        .command = "goodwill why",
        .operands = {"STORE", "[CUSTOMER]", "[LINE]"},
        .about =
            "Shows what a number of the ledger is made of: the exchanges, the settings, the\n"
            "forecast and its stored draws; and reckons it again from them. Without a customer\n"
            "it takes the first of the ledger, without a line the first that is measured.",
        .options = options,
        .example = "  goodwill why shop.gw 1042 savings\n",
    };
    bool done = false;
    const char *operands[GW_MAX_OPERANDS] = {NULL};
    gw_shop shop = {0};
    (void)argc;
    GW_TRY(gw_options_parse(&done, operands, session, &usage, argv, err));
    if (done)
        return GW_OK;
    GW_TRY(gw_shop_open(&shop, session->context, operands[0], false, err));
    gw_status status = show(session, &shop, operands[1], operands[2], err);
    gw_shop_close(&shop);
    return status;
}

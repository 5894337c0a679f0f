/* goodwill reckon: a checked forecast of every customer, and both sides of the ledger. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "answers.h"
#include "arguments.h"
#include "date.h"
#include "duration.h"
#include "error.h"
#include "progress.h"
#include "reckon.h"
#include "shop.h"
#include "shown.h"
#include "words.h"

static gw_status read_day(int32_t *out, const char *text, gw_error *err)
{
    if (text == NULL || gw_date_parse(out, text, strlen(text)))
        return GW_OK;
    return gw_error_set(err, GW_WRONG_USE, "\"%s\" is no day: say it like 2025-12-31",
                        gw_show(text).text);
}

gw_status gw_cmd_reckon(gw_session *session, int argc, char **argv, gw_error *err)
{
    const char *as_of = NULL;
    const char *hide_from = NULL;
    const char *horizon = "12 months";
    const char *rate = "10%";
    const char *model = NULL;
    const gw_option options[] = {
        {.name = "as-of",
         .value = "DAY",
         .text = &as_of,
         .help = "reckon as of this day; the last one with an exchange if not said"},
        {.name = "horizon",
         .value = "SPAN",
         .text = &horizon,
         .help = "how far to look ahead; \"12 months\" if not said"},
        {.name = "rate",
         .value = "RATE",
         .text = &rate,
         .help = "what money later is worth less, a year; 10% if not said"},
        {.name = "model",
         .value = "MODEL",
         .text = &model,
         .help = "use this model whatever the check says; auto if not said"},
        {.name = "hide-from",
         .value = "DAY",
         .text = &hide_from,
         .help = "check the forecast on what came from this day on; the last third if not said"},
        {.name = NULL},
    };
    const gw_usage usage = {
        .command = "goodwill reckon",
        .operands = {"STORE"},
        .about =
            "Hides the last part of the history, fits the models to what came before, and keeps\n"
            "what forecasts the hidden part best: a model, or a simple rule. Then forecasts\n"
            "everybody and writes both sides of the ledger. What was there before stays until\n"
            "the new reckoning is whole.",
        .options = options,
        .example = "  goodwill reckon shop.gw --horizon \"12 months\" --rate 10%\n",
    };
    bool done = false;
    const char *path[GW_MAX_OPERANDS] = {NULL};
    gw_shop shop = {0};
    gw_reckoning reckoning;
    gw_progress progress = {.session = session};
    gw_reckon_options reckon = GW_RECKON_OPTIONS_INIT;
    (void)argc;
    GW_TRY(gw_options_parse(&done, path, session, &usage, argv, err));
    if (done)
        return GW_OK;
    GW_TRY(read_day(&reckon.as_of, as_of, err));
    GW_TRY(read_day(&reckon.hide_from, hide_from, err));
    GW_TRY(gw_horizon_parse(&reckon.horizon_days, horizon, GW_UNIT_DAYS, err));
    GW_TRY(gw_rate_fraction_parse(&reckon.rate_per_year, rate, err));
    reckon.horizon = horizon;
    reckon.model = model;
    reckon.progress = gw_progress_show;
    reckon.user = &progress;
    GW_TRY(gw_shop_open(&shop, session->context, path[0], true, err));
    gw_status status =
        gw_reckon(&reckoning, session->context, shop.store, shop.reader, &reckon, err);
    gw_progress_end(&progress);
    gw_shop_close(&shop);
    GW_TRY(status);
    gw_strbuf text = GW_STRBUF_INIT(session->context);
    status = session->json ? gw_reckoning_to_json(&text, &reckoning, err)
                           : gw_reckoning_words(&text, &reckoning);
    if (status == GW_OK)
        status = gw_print(session, gw_strbuf_text(&text), err);
    gw_strbuf_free(&text);
    return status;
}

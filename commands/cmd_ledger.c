/* goodwill ledger: both sides, for everyone or for one. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "answers.h"
#include "arguments.h"
#include "error.h"
#include "ledger.h"
#include "settings.h"
#include "shown.h"
#include "statement.h"
#include "words.h"

#define MOST_PEOPLE 10000

static gw_status read_sort(gw_ledger_sort *out, const char *text, gw_error *err)
{
    static const char *const names[] = {"to-them", "to-us", "name"};
    for (size_t i = 0; i < 3; i++)
        if (strcmp(text, names[i]) == 0) {
            *out = (gw_ledger_sort)i;
            return GW_OK;
        }
    return gw_error_set(err, GW_WRONG_USE, "--sort takes to-them, to-us or name, not \"%s\"",
                        gw_show(text).text);
}

static gw_status read_limit(size_t *out, const char *text, gw_error *err)
{
    char *end = NULL;
    if (text == NULL)
        return GW_OK;
    long limit = strtol(text, &end, 10);
    if (end == text || *end != '\0' || limit < 1 || limit > MOST_PEOPLE)
        return gw_error_set(err, GW_WRONG_USE, "--limit takes a number from 1 to %d, not \"%s\"",
                            MOST_PEOPLE, gw_show(text).text);
    *out = (size_t)limit;
    return GW_OK;
}

typedef struct ledger_request {
    const char *customer;
    const char *file;
    gw_view view;
    gw_ledger_sort sort;
    size_t limit; /* 0: not said */
} ledger_request;

/* The owner's share of the gains; NaN when nobody said. */
static gw_status read_our_share(double *out, gw_shop *shop, gw_error *err)
{
    size_t index = 0;
    gw_setting setting;
    GW_TRY(gw_setting_find(&index, "our_share", err));
    GW_TRY(gw_setting_read(&setting, shop, index, err));
    *out = setting.known ? setting.likely : (double)NAN;
    return GW_OK;
}

/* Of the risk view: what one more mistake costs, for one customer. */
static gw_status add_mistake(gw_strbuf *text, gw_shop *shop, const gw_ledger_page *page,
                             gw_error *err)
{
    gw_mistake mistake = {0};
    GW_TRY(gw_mistake_read(&mistake, shop, page->n > 0 ? page->rows[0].expected : 0, err));
    return gw_risk_words(text, page, &mistake);
}

static gw_status add_goods(gw_strbuf *text, gw_shop *shop, gw_error *err)
{
    bool known = true;
    GW_TRY(gw_ledger_goods_known(&known, shop, err));
    if (!known)
        gw_strbuf_puts(text,
                       "What all goods cost is not known: where it is not, what they buy stands "
                       "at its full price. Say your margin: goodwill settings STORE margin "
                       "LOW,LIKELY,HIGH.\n");
    return GW_OK;
}

/* Of everybody: what they answered, who gains how much, and what the check said. */
static gw_status add_everybody(gw_strbuf *text, gw_shop *shop, const gw_ledger_page *page,
                               const gw_current *current, gw_error *err)
{
    gw_fields fields;
    gw_questions questions;
    GW_TRY(gw_questions_read(&questions, shop, err));
    GW_TRY(gw_questions_words(text, &questions));
    GW_TRY(gw_fields_read(&fields, shop, page, err));
    GW_TRY(gw_fields_words(text, &fields, shop->currency));
    gw_strbuf_printf(text, "\nCan the forecast be trusted? %s\n", current->verdict);
    return GW_OK;
}

/* Of one customer: how many orders are likely, and when the next one comes. */
static gw_status add_next_orders(gw_strbuf *text, gw_shop *shop, const char *customer,
                                 const gw_current *current, gw_error *err)
{
    gw_next_orders next;
    GW_TRY(gw_next_orders_read(&next, shop, customer, err));
    return gw_next_orders_words(text, &next, current->horizon);
}

/* Beside the lines: how it moved, and who gains how much; of the risk view, what a mistake costs.
 */
static gw_status add_more(gw_strbuf *text, gw_shop *shop, const ledger_request *ask,
                          const gw_ledger_page *page, const gw_current *current, gw_error *err)
{
    gw_trend trend;
    double our_share = NAN;
    if (ask->view == GW_VIEW_RISK)
        return ask->customer == NULL ? GW_OK : add_mistake(text, shop, page, err);
    if (ask->customer != NULL)
        GW_TRY(gw_ledger_corrections(text, shop, ask->customer, err));
    GW_TRY(add_goods(text, shop, err));
    GW_TRY(read_our_share(&our_share, shop, err));
    GW_TRY(gw_trend_read(&trend, shop, ask->customer, err));
    GW_TRY(gw_trend_words(text, &trend, our_share, shop->currency));
    return ask->customer != NULL ? add_next_orders(text, shop, ask->customer, current, err)
                                 : add_everybody(text, shop, page, current, err);
}

static gw_status show(gw_session *session, gw_shop *shop, const ledger_request *ask, gw_error *err)
{
    static gw_ledger_person people[MOST_PEOPLE];
    size_t n = 0;
    gw_ledger_page page;
    gw_current current;
    gw_next_orders next = {0};
    gw_strbuf text = GW_STRBUF_INIT(session->context);
    gw_status status = ask->customer != NULL
                           ? gw_ledger_customer(&page, shop, ask->view, ask->customer, err)
                           : gw_ledger_totals(&page, shop, ask->view, err);
    if (status == GW_OK)
        status = gw_current_read(&current, shop, err);
    if (status == GW_OK && ask->customer == NULL)
        status = gw_ledger_people(people, &n, shop, ask->view, ask->sort,
                                  ask->limit == 0 ? 10 : ask->limit, err);
    if (status == GW_OK && session->json && ask->customer != NULL)
        status = gw_next_orders_read(&next, shop, ask->customer, err);
    if (status == GW_OK && session->json)
        status = gw_ledger_to_json(&text, &page, &current, shop->currency, ask->customer, &next,
                                   people, n, err);
    else if (status == GW_OK)
        status = gw_ledger_words(&text, &page, &current, shop->currency, ask->customer);
    if (status == GW_OK && !session->json)
        status = add_more(&text, shop, ask, &page, &current, err);
    if (status == GW_OK && n > 0 && !session->json)
        status = gw_people_words(&text, people, n, &page, ask->sort, shop->currency);
    if (status == GW_OK)
        status = gw_print(session, gw_strbuf_text(&text), err);
    gw_strbuf_free(&text);
    return status;
}

gw_status gw_cmd_ledger(gw_session *session, int argc, char **argv, gw_error *err)
{
    const char *file = NULL;
    const char *limit = NULL;
    const char *sort = NULL;
    const char *view = "own";
    bool statement = false;
    const gw_option options[] = {
        {.name = "view",
         .value = "VIEW",
         .text = &view,
         .help =
             "own: each amount with whoever paid it (if not said); credit: a part of it with who "
             "brought them; risk: what is lost if they leave today"},
        {.name = "limit",
         .value = "N",
         .text = &limit,
         .help = "how many people to list; 10 if not said"},
        {.name = "sort",
         .value = "ORDER",
         .text = &sort,
         .help = "to-them (if not said), to-us or name"},
        {.name = "statement",
         .flag = &statement,
         .help = "the page for the customer: what they gave us, what we gave them, this year"},
        {.name = "output",
         .letter = 'o',
         .value = "FILE",
         .text = &file,
         .help = "write every line of everybody to FILE.csv, .parquet or .json; a statement to "
                 "FILE.html"},
        {.name = NULL},
    };
    const gw_usage usage = {
        .command = "goodwill ledger",
        .operands = {"STORE", "[CUSTOMER]"},
        .about =
            "Both sides of the ledger, to them first: what passed so far, and what is expected\n"
            "within the horizon of the last reckoning, discounted to its day. Behind each\n"
            "number stands what it rests on: measured, modelled, assumed.",
        .options = options,
        .example = "  goodwill ledger shop.gw --limit 5\n",
    };
    bool done = false;
    const char *operands[GW_MAX_OPERANDS] = {NULL};
    gw_shop shop = {0};
    ledger_request ask = {0};
    (void)argc;
    GW_TRY(gw_options_parse(&done, operands, session, &usage, argv, err));
    if (done)
        return GW_OK;
    GW_TRY(gw_view_parse(&ask.view, view, err));
    if (sort == NULL) /* who has most at risk first, in that view */
        sort = ask.view == GW_VIEW_RISK ? "to-us" : "to-them";
    GW_TRY(read_sort(&ask.sort, sort, err));
    GW_TRY(read_limit(&ask.limit, limit, err));
    ask.customer = operands[1];
    if (statement && (ask.customer == NULL || file == NULL))
        return gw_error_set(
            err, GW_WRONG_USE,
            "a statement is for one customer and goes to a file: goodwill ledger STORE "
            "CUSTOMER --statement -o FILE.html");
    GW_TRY(gw_shop_open(&shop, session->context, operands[0], false, err));
    gw_status status = statement      ? gw_statement_write(&shop, ask.customer, file, err)
                       : file != NULL ? gw_ledger_export(&shop, ask.view, file, ask.limit, err)
                                      : show(session, &shop, &ask, err);
    gw_shop_close(&shop);
    if (status == GW_OK && file != NULL)
        gw_say(session, "The %s is in %s.", statement ? "statement" : "ledger", file);
    return status;
}

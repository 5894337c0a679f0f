/* goodwill demo: the main job on real data, in one command. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arguments.h"
#include "date.h"
#include "error.h"
#include "garden.h"
#include "progress.h"
#include "report.h"
#include "settings.h"
#include "shown.h"
#include "words.h"

#define STORE "demo.gw"
#define GARDEN "demo-garden"
#define GARDEN_CUSTOMERS 5000
#define REPORT "demo-report.html"

typedef struct demo {
    const char *name;
    const char *file; /* NULL: the garden, simulated */
    const char *currency;
    const char *timezone;
    const char *hide_from; /* NULL: the last third */
    const char *as_of;     /* NULL: the last day with a purchase */
    const char *about;
    const char *beware;
} demo;

static const demo demos[] = {
    {"grocer", "grocer/baskets.csv.gz", "USD", "America/New_York", NULL, NULL,
     "A US grocer's baskets, weeks 1 to 40 of 2017 (84.51\xc2\xb0/dunnhumby, CC0).",
     "The file has no price history: the price without condition is taken as what was received\n"
     "plus what the shop took off, so what rests on it is assumed. %.0f %% of baskets carry "
     "something\ntaken off: nearer a price than a kindness. Times are taken as UTC, the shop's day "
     "as New York's.\n"},
    {"cdnow", "cdnow/cdnow_sample.csv", "USD", NULL, "1997-10-01", NULL,
     "CDNOW, a record shop of 1997: 2,357 people who first bought in its first quarter.",
     "The 39 weeks after 1997-09-30 were hidden, as in the papers.\n"},
    {"garden", NULL, "EUR", "Europe/Berlin", NULL, "2024-12-31",
     "A garden shop of 5,000 customers, simulated: docs/garden.md has its world.",
     "What no shop can know stands in " GARDEN
     "/truth: who has left, what each order was worth to\n"
     "them, what each broken parcel really cost. %.0f %% of orders carry something taken off.\n"},
};

static gw_status choose(const demo **out, const char *name, gw_error *err)
{
    for (size_t i = 0; i < sizeof demos / sizeof *demos; i++)
        if (name == NULL || strcmp(name, demos[i].name) == 0) {
            *out = &demos[i];
            return GW_OK;
        }
    return gw_error_set(err, GW_WRONG_USE,
                        "there is no demo \"%s\"; there are: grocer, cdnow, "
                        "garden",
                        gw_show(name).text);
}

/* Made anew each time: but only a store of ours is swept away. */
static gw_status make_room(gw_session *session, gw_error *err)
{
    gw_shop old = {0};
    if (access(STORE, F_OK) != 0)
        return GW_OK;
    gw_status status = gw_shop_open(&old, session->context, STORE, true, err);
    gw_shop_close(&old);
    if (status != GW_OK)
        return status;
    if (unlink(STORE) != 0)
        return gw_error_set(err, GW_FAILED, "cannot make %s anew: it cannot be removed", STORE);
    unlink(STORE ".wal");
    return GW_OK;
}

/* ---- The garden ----------------------------------------------------------------------------- */

/* What the owner of the garden would know and no file says. */
static gw_status say_settings(gw_shop *shop, gw_error *err)
{
    static const char *const settings[][2] = {
        {"value_of_hour", "12"},
        {"value_of_day_late", "1"},
        {"minute_of_support", "0.60"},
        {"fulfilment_per_order", "4"},
    };
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        GW_TRY(gw_setting_say(shop, settings[i][0], settings[i][1], "demo", err));
    return GW_OK;
}

static gw_status simulate(gw_session *session, gw_error *err)
{
    gw_garden_report report;
    gw_progress progress = {.session = session};
    gw_garden_options options = {
        .customers = GARDEN_CUSTOMERS, .seed = 1, .progress = gw_progress_show, .user = &progress};
    gw_garden_settings_default(&options.settings);
    GW_TRY(gw_garden_remove(GARDEN, err)); /* made anew each time */
    gw_status status = gw_garden_simulate(&report, session->context, GARDEN, &options, err);
    gw_progress_end(&progress);
    if (status == GW_OK)
        gw_say(session, "Its files are in " GARDEN ", what no shop can know in " GARDEN "/truth.");
    return status;
}

/* A line a file: rows used, and set aside. What others look up comes first. */
static gw_status import_garden(gw_session *session, gw_shop *shop, gw_error *err)
{
    static const char *const files[] = {"customers",     "products", "prices",     "orders",
                                        "subscriptions", "refunds",  "deliveries", "contacts",
                                        "incidents",     "repairs",  "answers",    "requests",
                                        "changes",       "words",    "referrals",  "reviews",
                                        "messages",      "thanks",   "costs",      "experiments"};
    gw_strbuf text = GW_STRBUF_INIT(session->context);
    gw_status status = GW_OK;
    gw_strbuf_printf(&text, "%-22s %10s %10s\n", "file", "used", "set aside");
    for (size_t i = 0; i < sizeof files / sizeof *files && status == GW_OK; i++) {
        char path[64];
        gw_receipt receipt = {0};
        const gw_import_options options = {0};
        snprintf(path, sizeof path, GARDEN "/%s.csv", files[i]);
        status = gw_import_file(&receipt, shop, path, &options, err);
        gw_strbuf_printf(&text, "%-22s %10lld %10lld\n", path + sizeof GARDEN,
                         (long long)receipt.used, (long long)receipt.set_aside);
    }
    gw_strbuf_puts(&text, "What was set aside is wrong on purpose: " GARDEN
                          "/truth/planted.csv lists it.\n");
    if (status == GW_OK)
        status = gw_strbuf_text(&text) == NULL ? gw_error_no_memory(err, "the receipt")
                                               : gw_print(session, gw_strbuf_text(&text), err);
    gw_strbuf_free(&text);
    return status == GW_OK ? say_settings(shop, err) : status;
}

/* ---- The main job --------------------------------------------------------------------------- */

static gw_status import(gw_session *session, gw_shop *shop, const demo *d, gw_error *err)
{
    char path[4096];
    gw_receipt receipt;
    const gw_import_options options = {0};
    if (d->file == NULL)
        return import_garden(session, shop, err);
    const char *home = getenv("GOODWILL_EXAMPLES"); /* NOLINT(concurrency-mt-unsafe): nobody sets */
    snprintf(path, sizeof path, "%s/%s", home != NULL ? home : GW_EXAMPLES_DIR, d->file);
    GW_TRY(gw_import_file(&receipt, shop, path, &options, err));
    gw_strbuf text = GW_STRBUF_INIT(session->context);
    receipt.months = 0;
    receipt.batch = 0;
    gw_status status = gw_receipt_words(&text, &receipt, d->file, shop->currency, false);
    if (status == GW_OK)
        status = gw_print(session, gw_strbuf_text(&text), err);
    gw_strbuf_free(&text);
    return status;
}

static gw_status reckon(gw_reckoning *out, gw_session *session, gw_shop *shop, const demo *d,
                        gw_error *err)
{
    gw_progress progress = {.session = session};
    gw_reckon_options options = GW_RECKON_OPTIONS_INIT;
    options.progress = gw_progress_show;
    options.user = &progress;
    if (d->hide_from != NULL && !gw_date_parse(&options.hide_from, d->hide_from, 10))
        return gw_error_set(err, GW_FAILED, "the demo's own day is no day");
    if (d->as_of != NULL && !gw_date_parse(&options.as_of, d->as_of, 10))
        return gw_error_set(err, GW_FAILED, "the demo's own day is no day");
    gw_status status = gw_reckon(out, session->context, shop->store, shop->reader, &options, err);
    gw_progress_end(&progress);
    return status;
}

static gw_status print_both_sides(gw_session *session, gw_shop *shop, const demo *d,
                                  const gw_reckoning *reckoning, gw_error *err)
{
    gw_ledger_page page;
    gw_current current;
    gw_ledger_person people[5];
    size_t n = 0;
    char beware[512];
    gw_strbuf text = GW_STRBUF_INIT(session->context);
    gw_status status = gw_ledger_totals(&page, shop, GW_VIEW_OWN, err);
    if (status == GW_OK)
        status = gw_current_read(&current, shop, err);
    if (status == GW_OK)
        status = gw_ledger_people(people, &n, shop, GW_VIEW_OWN, GW_SORT_TO_THEM, 5, err);
    if (status == GW_OK) {
        gw_strbuf_puts(&text, "\n");
        status = gw_ledger_words(&text, &page, &current, shop->currency, NULL);
    }
    if (status == GW_OK)
        status = gw_people_words(&text, people, n, &page, GW_SORT_TO_THEM, shop->currency);
    if (status == GW_OK) {
        gw_strbuf_puts(&text, "\nCan the forecast be trusted?\n");
        status = gw_reckoning_words(&text, reckoning);
        snprintf(beware, sizeof beware, d->beware, 100 * page.discounted_share);
        gw_strbuf_printf(&text, "\n%s", beware);
        gw_strbuf_printf(&text,
                         "\nTry next:\n  ./goodwill ledger %s --limit 5\n  ./goodwill why %s\n  "
                         "./goodwill settings %s elasticity 1.5,2,3\n  ./goodwill note %s %s "
                         "\"asked for smaller bags\" --kind request\n",
                         STORE, STORE, STORE, STORE, n > 0 ? people[0].customer_id : "CUSTOMER");
    }
    if (status == GW_OK)
        status = gw_print(session, gw_strbuf_text(&text), err);
    gw_strbuf_free(&text);
    return status;
}

gw_status gw_cmd_demo(gw_session *session, int argc, char **argv, gw_error *err)
{
    const gw_option options[] = {{.name = NULL}};
    const gw_usage usage = {
        .command = "goodwill demo",
        .operands = {"[grocer|cdnow|garden]"},
        .about = "Imports data, checks its forecast and shows both sides: of a grocer (both sides "
                 "of the\n"
                 "ledger; if not said), of CDNOW (still a customer?), or of a simulated garden "
                 "shop, all\n"
                 "kinds of files and their truth beside them in " GARDEN ". Writes " STORE
                 "\nand " REPORT ", made anew each time.",
        .options = options,
        .example = "  goodwill demo cdnow\n",
    };
    bool done = false;
    const char *operands[GW_MAX_OPERANDS] = {NULL};
    const demo *d = NULL;
    gw_shop shop = {0};
    gw_reckoning reckoning;
    (void)argc;
    GW_TRY(gw_options_parse(&done, operands, session, &usage, argv, err));
    if (done)
        return GW_OK;
    GW_TRY(choose(&d, operands[0], err));
    GW_TRY(make_room(session, err));
    gw_say(session, "%s", d->about);
    if (d->file == NULL)
        GW_TRY(simulate(session, err));
    GW_TRY(gw_shop_create(&shop, session->context, STORE, d->currency, d->timezone, err));
    gw_status status = import(session, &shop, d, err);
    if (status == GW_OK)
        status = reckon(&reckoning, session, &shop, d, err);
    if (status == GW_OK)
        status = print_both_sides(session, &shop, d, &reckoning, err);
    if (status == GW_OK)
        status = gw_report_write(&shop, REPORT, err);
    gw_shop_close(&shop);
    if (status == GW_OK)
        gw_say(session, "The pictures are in " REPORT ".");
    return status;
}
